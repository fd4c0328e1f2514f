//! Runs that a user names: which of the archive's they are.

use crate::failure::Failure;
use anyhow::Result;
use rapport_archive::{Archive, Codings, Run};

/// The codings that `--run` asks for: those of the time when that run was the newest;
/// without it, the newest.
pub fn codings(archive: &Archive, asked: Option<&str>) -> Result<Codings> {
    Ok(match asked {
        Some(name) => Codings::Replay(named(&archive.runs()?, name)?.id),
        None => Codings::Newest,
    })
}

/// A run by its number or its coder.
pub fn named<'r>(runs: &'r [Run], name: &str) -> Result<&'r Run, Failure> {
    let is_named = |run: &&Run| run.id.to_string() == name || run.coder == name;
    runs.iter().find(is_named).ok_or_else(|| {
        Failure::usage(
            format!("no run \"{name}\" is in this archive"),
            format!("its runs are: {}", told(runs)),
        )
    })
}

/// Runs as a message lists them: "1 (pairs-12), 2 (pairs-13)".
pub fn told(runs: &[Run]) -> String {
    let told: Vec<String> = runs.iter().map(|run| format!("{} ({})", run.id, run.coder)).collect();
    if told.is_empty() { "none yet".to_owned() } else { told.join(", ") }
}
