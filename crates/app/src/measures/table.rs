//! A table with a header, read whole, for the measures that compare one with
//! what the program says.

use crate::failure::Failure;
use anyhow::Result;
use std::path::Path;

/// The cells of a table by column name.
#[derive(Debug)]
pub struct Table {
    name: String,
    columns: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    /// Reads a CSV, or a TSV where the first line holds tabs; gzip too.
    pub fn read(file: &Path) -> Result<Self> {
        let name = file.display().to_string();
        let hint = "the file is a CSV or TSV with a header, plain or gzip";
        let broken =
            |error: &dyn std::fmt::Display| Failure::input(format!("{name}: {error}"), hint);
        let mut input = crate::inputs::open_text(file)?;
        let head = input.fill_buf().map_err(|error| broken(&error))?;
        let first_line = head.split(|&byte| byte == b'\n').next().unwrap_or(head);
        let delimiter = if first_line.contains(&b'\t') { b'\t' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(input);
        let header = reader.headers().map_err(|error| broken(&error))?;
        let columns = header.iter().map(|name| name.trim().to_owned()).collect();
        let rows =
            reader.records().collect::<Result<Vec<_>, _>>().map_err(|error| broken(&error))?;
        Ok(Self { name, columns, rows })
    }

    /// Where a column stands; `what` says in the hint what the table should be.
    pub fn column(&self, column: &str, what: &str) -> Result<usize> {
        let at = self.columns.iter().position(|name| name == column);
        at.ok_or_else(|| {
            let message = format!("{}: no column `{column}`", self.name);
            Failure::input(message, format!("the file is {what}")).into()
        })
    }

    /// The rows, top to bottom.
    pub fn rows(&self) -> &[csv::StringRecord] {
        &self.rows
    }
}

/// A share in percent; nothing of nothing is 100.
pub fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// Writes what a measure predicted.
pub fn write_predictions(path: Option<&Path>, text: &str) -> Result<()> {
    use anyhow::Context;
    match path {
        Some(path) => std::fs::write(path, text)
            .with_context(|| format!("writing the predictions to {}", path.display())),
        None => Ok(()),
    }
}
