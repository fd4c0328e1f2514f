//! Citations: does every sentence of a brief stand on its sources?
//!
//! In: a brief's JSON and the archive it was written from. Out: the share of
//! sentences without a fault, and each fault. The rules are those of
//! `rapport_brief::check` and `rapport_brief::check_actors`; the latter asks the
//! gazetteer whom a cited document names.

use crate::cli::open_archive;
use crate::failure::Failure;
use crate::output;
use anyhow::Result;
use rapport_coding::actors::Gazetteer;
use rapport_coding::text;
use rapport_record::{ActorId, Document, DocumentKind, UN_SECURITY_COUNCIL};
use std::path::{Path, PathBuf};

/// Runs the measure.
pub fn run(file: &Path, archive: Option<PathBuf>) -> Result<()> {
    let json = std::fs::read_to_string(file).map_err(|error| {
        Failure::input(
            format!("{}: {error}", file.display()),
            "write one with `rapport brief A B --format json`",
        )
    })?;
    let (archive, coder, _) = open_archive(archive)?;
    let brief: rapport_brief::Brief = serde_json::from_str(&json).map_err(|error| {
        Failure::input(
            format!("{}: {error}", file.display()),
            "write one with `rapport brief A B --format json`",
        )
    })?;
    let lookup = |id: &str| archive.document(id, None).ok().flatten();
    let mut faults = rapport_brief::check(&brief, lookup);
    faults.extend(rapport_brief::check_actors(&brief, |citation| {
        let document = lookup(&citation.document)?;
        (document.kind != DocumentKind::Row).then(|| named(&document, coder.gazetteer()))
    }));
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

/// Everyone whom a document names, and the states they act for or, of a place,
/// that it lies in: "rockets hit Kharkiv" names Ukraine. "Russian-occupied" names Russia.
fn named(document: &Document, gazetteer: &Gazetteer) -> Vec<ActorId> {
    let full_text = document.full_text();
    let parted = full_text.replace('-', " ");
    let sentences = [text::sentences(&full_text), text::sentences(&parted)].concat();
    let mut named: Vec<ActorId> = sentences
        .iter()
        .flat_map(|sentence| gazetteer.find(sentence, document.published_on))
        .flat_map(|found| std::iter::once(found.actor).chain(found.country))
        .collect();
    if named.iter().any(|actor| actor == UN) {
        named.push(UN_SECURITY_COUNCIL.to_owned());
    }
    named
}

/// Who names the United Nations names its Security Council: "Russia vetoes UN
/// sanctions" is a deed towards the latter.
const UN: &str = "un";
