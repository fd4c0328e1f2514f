//! The built-in sample as an archive in memory.

use crate::pipeline;
use anyhow::{Context, Result};
use rapport_archive::Archive;
use rapport_coding::Coder;
use rapport_exchange::ReadOptions;

/// The notes, one JSON object a line.
pub const NOTES: &str = include_str!("../../../data/sample/notes.jsonl");

/// An archive in memory that holds the built-in sample.
pub fn archive(coder: &dyn Coder) -> Result<Archive> {
    let options = ReadOptions { is_sample: true, ..ReadOptions::default() };
    let documents = rapport_exchange::documents(NOTES.as_bytes(), "the built-in sample", &options)?
        .collect::<Result<Vec<_>, _>>()
        .map_err(|skipped| anyhow::anyhow!("{}: {}", skipped.place, skipped.reason))
        .context("reading the built-in sample")?;
    let mut archive = Archive::in_memory()?;
    pipeline::read(&mut archive, coder, documents, jiff::Timestamp::UNIX_EPOCH)?;
    Ok(archive)
}
