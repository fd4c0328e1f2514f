//! How quickly actors are found: time to load the tables, memory they take,
//! sentences a second on one core.
//!
//! In: documents. Out: figures with their unit; they are of the machine at
//! hand. Sentences are split and cut into tokens before the clock starts.

use crate::inputs::{self, InputArgs};
use crate::output;
use anyhow::Result;
use rapport_coding::actors::Gazetteer;
use rapport_coding::text::{self, Sentence};
use rapport_record::Date;
use std::time::Instant;

/// Times the tables are loaded; the median counts.
const N_LOADS: usize = 9;
/// Sentences read at most.
const SENTENCES_MAX: usize = 50_000;
/// Rounds over the sentences; the quickest counts.
const N_ROUNDS: usize = 3;

/// Runs the benchmark.
pub fn actors(input: &InputArgs) -> Result<()> {
    let before = resident_kib();
    let gazetteer = Gazetteer::embedded();
    let held = resident_kib();
    let mut loads: Vec<f64> = (0..N_LOADS)
        .map(|_| {
            let start = Instant::now();
            let loaded = Gazetteer::embedded();
            let seconds = start.elapsed().as_secs_f64();
            drop(loaded);
            1_000.0 * seconds
        })
        .collect();
    loads.sort_by(f64::total_cmp);
    output::line(format!("bench actors load {:.1} ms (median of {N_LOADS})", loads[N_LOADS / 2]))?;
    match (before, held) {
        (Some(before), Some(held)) => output::line(format!(
            "bench actors memory {:.1} MB for the tables, {:.1} MB for the program with them",
            megabytes(held.saturating_sub(before)),
            megabytes(held)
        ))?,
        _ => output::line("bench actors memory is not told by this system")?,
    }
    let mut sentences: Vec<(Sentence, Date)> = Vec::new();
    inputs::each_document(input, |document| {
        if sentences.len() < SENTENCES_MAX {
            let on = document.published_on;
            sentences.extend(text::sentences(&document.full_text()).into_iter().map(|s| (s, on)));
        }
        Ok(())
    })?;
    sentences.truncate(SENTENCES_MAX);
    let mut best = f64::INFINITY;
    let mut n_found = 0;
    for _ in 0..N_ROUNDS {
        let start = Instant::now();
        n_found = sentences.iter().map(|(sentence, on)| gazetteer.find(sentence, *on).len()).sum();
        best = best.min(start.elapsed().as_secs_f64());
    }
    output::line(format!(
        "bench actors speed {:.0} sentences/s on one core ({} sentences, {n_found} phrases, best of {N_ROUNDS})",
        sentences.len() as f64 / best,
        sentences.len()
    ))
}

fn megabytes(kib: u64) -> f64 {
    kib as f64 * 1_024.0 / 1_000_000.0
}

/// Memory in use, where the system tells it (Linux).
fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}
