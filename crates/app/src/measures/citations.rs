//! Citations: does every sentence of a brief stand on its sources?
//!
//! In: a brief's JSON and the archive it was written from. Out: the share of
//! sentences without a fault, and each fault. The rules are `rapport_brief::check_json`'s.

use crate::cli::open_archive;
use crate::failure::Failure;
use crate::output;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Runs the measure.
pub fn run(file: &Path, archive: Option<PathBuf>) -> Result<()> {
    let json = std::fs::read_to_string(file).map_err(|error| {
        Failure::input(
            format!("{}: {error}", file.display()),
            "write one with `rapport brief A B --format json`",
        )
    })?;
    let (archive, _, _) = open_archive(archive)?;
    let brief: rapport_brief::Brief = serde_json::from_str(&json).map_err(|error| {
        Failure::input(
            format!("{}: {error}", file.display()),
            "write one with `rapport brief A B --format json`",
        )
    })?;
    let faults = rapport_brief::check(&brief, |id| archive.document(id, None).ok().flatten());
    let n_sentences = brief.sections.iter().map(|section| section.sentences.len()).sum::<usize>();
    let n_faulty = faults
        .iter()
        .map(|fault| fault.text.as_str())
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    let share = if n_sentences == 0 {
        100.0
    } else {
        100.0 * (n_sentences - n_faulty) as f64 / n_sentences as f64
    };
    output::line(format!(
        "citations {share:.2} ({n_sentences} sentences, {} faults)",
        faults.len()
    ))?;
    for fault in &faults {
        output::line(format!(
            "fault: {} {}: {:?}: {} ({})",
            fault.section, fault.sentence, fault.rule, fault.message, fault.text
        ))?;
    }
    if faults.is_empty() {
        Ok(())
    } else {
        anyhow::bail!("{} citations break a rule", faults.len())
    }
}
