//! `rapport doctor`: is the archive sound, and what is built in.

use crate::output::{Format, Rows};
use anyhow::Result;
use rapport_archive::Archive;
use rapport_coding::{Coder, NewsCoder};
use rapport_exchange::tables::Table;
use rapport_record::ActorKind;
use serde_json::json;
use std::path::PathBuf;

/// Arguments of `rapport doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Look at this archive
    #[arg(long, env = "RAPPORT_ARCHIVE", value_name = "FILE", default_value = "rapport.db")]
    archive: PathBuf,
    /// Write a table, JSON, JSON lines or CSV
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let coder = NewsCoder::embedded();
    let actors = coder.gazetteer().actors();
    let n = |kind: ActorKind| actors.iter().filter(|actor| actor.kind == kind).count();
    let tenures = coder.gazetteer().tenures();
    let from_memory = tenures.iter().filter(|tenure| tenure.source == "memory").count();
    let mut facts = vec![
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("coder", coder.id().to_owned()),
        ("states", n(ActorKind::State).to_string()),
        ("organisations", n(ActorKind::Organisation).to_string()),
        ("groups", n(ActorKind::Group).to_string()),
        ("people", n(ActorKind::Person).to_string()),
        ("tenures", tenures.len().to_string()),
        ("tenures from memory", from_memory.to_string()),
        ("built-in tables", Table::kinds().collect::<Vec<_>>().join(", ")),
        ("archive", args.archive.display().to_string()),
    ];
    if args.archive.exists() {
        let archive = Archive::open(&args.archive)?;
        let counts = archive.counts()?;
        facts.extend([
            ("documents", counts.documents.to_string()),
            ("table rows", counts.rows.to_string()),
            ("reports", counts.reports.to_string()),
            ("events", counts.events.to_string()),
            ("arrangements", counts.arrangements.to_string()),
            ("still to be coded", counts.uncoded.to_string()),
        ]);
        for (reason, n) in archive.notes_by_reason()? {
            facts.push(("not coded", format!("{n} {reason}")));
        }
    } else {
        facts.push(("documents", "no such archive yet; `rapport read FILES` makes it".to_owned()));
    }
    let mut rows = Rows::new(&["what", "value"]);
    for (what, value) in facts {
        rows.push(vec![what.to_owned(), value.clone()], &json!({"what": what, "value": value}))?;
    }
    rows.print(Format::or_default(args.format))
}
