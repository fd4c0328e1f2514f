//! Rows out: a table for people, JSON, JSON lines or CSV for programs.

use anyhow::Result;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Columns for a terminal.
    Table,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated, with a header.
    Csv,
}

impl Format {
    /// The format asked for, or the one that suits standard output.
    pub fn or_default(format: Option<Self>) -> Self {
        format.unwrap_or(if io::stdout().is_terminal() { Self::Table } else { Self::Jsonl })
    }
}

/// Writes a line to standard output; an error where nobody reads it any more.
pub fn line(text: impl Display) -> Result<()> {
    Ok(writeln!(io::stdout().lock(), "{text}")?)
}

/// Rows under named columns, each with the whole object behind it.
pub struct Rows {
    columns: Vec<&'static str>,
    rows: Vec<(Vec<String>, Value)>,
}

impl Rows {
    /// No rows yet.
    pub fn new(columns: &[&'static str]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row: what the table and the CSV show, and what the JSON holds.
    pub fn push(&mut self, cells: Vec<String>, whole: &impl Serialize) -> Result<()> {
        debug_assert_eq!(cells.len(), self.columns.len());
        self.rows.push((cells, serde_json::to_value(whole)?));
        Ok(())
    }

    /// Writes to standard output.
    pub fn print(&self, format: Format) -> Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        match format {
            Format::Table => self.print_table(&mut out)?,
            Format::Json => {
                let all: Vec<&Value> = self.rows.iter().map(|(_, whole)| whole).collect();
                serde_json::to_writer_pretty(&mut out, &all)?;
                writeln!(out)?;
            }
            Format::Jsonl => {
                for (_, whole) in &self.rows {
                    serde_json::to_writer(&mut out, whole)?;
                    writeln!(out)?;
                }
            }
            Format::Csv => {
                let mut csv = csv::Writer::from_writer(&mut out);
                csv.write_record(&self.columns)?;
                for (cells, _) in &self.rows {
                    csv.write_record(cells)?;
                }
                csv.flush()?;
            }
        }
        out.flush()?;
        Ok(())
    }

    fn print_table(&self, out: &mut impl Write) -> io::Result<()> {
        let mut widths: Vec<usize> = self.columns.iter().map(|name| name.chars().count()).collect();
        for (cells, _) in &self.rows {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
        // The last column runs free: it holds text.
        if let Some(last) = widths.last_mut() {
            *last = 0;
        }
        let header: Vec<String> = self.columns.iter().map(ToString::to_string).collect();
        for cells in std::iter::once(&header).chain(self.rows.iter().map(|(cells, _)| cells)) {
            let line: Vec<String> =
                cells.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}")).collect();
            writeln!(out, "{}", line.join("  ").trim_end())?;
        }
        Ok(())
    }
}
