//! `rapport brief`: a cited one-page brief on two actors.

use super::pair::{Opened, PairArgs};
use crate::pipeline;
use anyhow::{Context, Result};
use std::io::Write;

/// Arguments of `rapport brief`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pair: PairArgs,
    /// Write text, Markdown, HTML or JSON
    #[arg(long, value_enum, default_value = "text")]
    format: BriefFormat,
}

/// How a brief is written.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum BriefFormat {
    /// Plain text for a terminal.
    Text,
    /// Markdown.
    Md,
    /// One self-contained page with charts.
    Html,
    /// Sections, sentences and citations for programs.
    Json,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let opened = Opened::for_pair(&args.pair)?;
    let brief = pipeline::brief(&opened.archive, &opened.coder, &opened.question)?;
    let text = match args.format {
        BriefFormat::Text => rapport_brief::to_text(&brief),
        BriefFormat::Md => rapport_brief::to_markdown(&brief),
        BriefFormat::Html => rapport_brief::to_html(&brief),
        BriefFormat::Json => rapport_brief::to_json(&brief),
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", text.trim_end()).context("writing the brief")?;
    Ok(())
}
