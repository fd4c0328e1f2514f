//! Killed again and again: does an archive keep what it said to hold?
//!
//! In: how many kills. A reading of invented documents is started as a process
//! of its own and killed (SIGKILL) at a random moment, then started again on
//! what it left. After each kill the archive must open and be sound, hold at
//! least what another program had seen in it before, and hold nothing twice.
//! Whenever a reading gets to its end, its archive must say the same as one
//! that was never disturbed; then the next archive begins.

use super::generate::{self, Order};
use super::shares::Draws;
use crate::output;
use anyhow::{Context, Result, bail, ensure};
use rapport_archive::{Archive, Query};
use rapport_record::Date;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How a reading is tormented.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Readings killed.
    pub n_kills: usize,
    /// Documents in the file.
    pub n_documents: usize,
    /// Seed of the documents and of the moments.
    pub seed: u64,
}

/// One document in so many is in English and coded; the rest are kept only, so
/// that more kills fall into writing than into coding.
const CODED_ONE_IN: usize = 100;
/// A moment for a kill lies within this many times the time of a whole reading;
/// further off after each kill that found nothing new stored, since the machine
/// may have become slower.
const REACH: f64 = 0.8;
/// By how much further.
const REACH_FURTHER: f64 = 1.25;
/// How often another program looks into the archive while it is read into.
const LOOK: Duration = Duration::from_millis(15);

/// Runs it in a folder of its own, which stays if something is wrong.
pub fn survive(options: Options) -> Result<()> {
    let name = format!("rapport-survive-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("making the folder {}", folder.display()))?;
    let survived = torment(&folder, options);
    match survived {
        Ok(()) => Ok(std::fs::remove_dir_all(&folder)?),
        Err(error) => Err(error.context(format!("see {}", folder.display()))),
    }
}

fn torment(folder: &Path, options: Options) -> Result<()> {
    let ids = write_documents(&folder.join("news.jsonl"), options)?;
    let whole = folder.join("whole.db");
    let began = Instant::now();
    let ended = read(folder, &whole)?.wait()?;
    ensure!(ended.success(), "the undisturbed reading ended with {ended}");
    let seconds = began.elapsed().as_secs_f64();
    let expected = content(&Archive::open(&whole)?, &ids)?;
    let mut draws = Draws::new(options.seed);
    let (mut n_kills, mut n_whole, mut n_unborn) = (0, 0, 0);
    let mut archive = folder.join("killed-0.db");
    let mut held = 0;
    let mut reach = REACH;
    while n_kills < options.n_kills {
        let share = draws.below(10_000) as f64 / 10_000.0;
        let moment = Duration::from_secs_f64(reach * seconds * share);
        let before = held;
        match killed_after(folder, &archive, moment, &mut held)? {
            Ended::Killed => {
                n_kills += 1;
                if is_born(&archive) {
                    check(&archive, &mut held, options.n_documents)
                        .with_context(|| format!("after kill {n_kills} at {moment:.3?}"))?;
                } else {
                    ensure!(held == 0, "an archive that held {held} documents is gone");
                    n_unborn += 1;
                }
                reach = if before < held { REACH } else { reach * REACH_FURTHER };
            }
            Ended::Itself => {
                check(&archive, &mut held, options.n_documents)?;
                compare(&archive, &ids, &expected)?;
                n_whole += 1;
                archive = folder.join(format!("killed-{n_whole}.db"));
                held = 0;
                reach = REACH;
            }
        }
    }
    let ended = read(folder, &archive)?.wait()?;
    ensure!(ended.success(), "the last reading ended with {ended}");
    check(&archive, &mut held, options.n_documents)?;
    compare(&archive, &ids, &expected)?;
    output::line(format!(
        "bench survive {n_kills} kills survived ({n_unborn} before there was an archive); {} archives read to \
         their end and equal to an undisturbed one ({} documents, {seconds:.1} s undisturbed)",
        n_whole + 1,
        options.n_documents
    ))
}

enum Ended {
    Killed,
    Itself,
}

/// Starts a reading and kills it at the moment, unless it has ended by then.
/// `held` grows to what was seen in the archive meanwhile.
fn killed_after(
    folder: &Path,
    archive: &Path,
    moment: Duration,
    held: &mut usize,
) -> Result<Ended> {
    let mut reading = read(folder, archive)?;
    let began = Instant::now();
    while began.elapsed() < moment {
        if let Some(ended) = reading.try_wait()? {
            ensure!(ended.success(), "a reading ended by itself with {ended}");
            return Ok(Ended::Itself);
        }
        std::thread::sleep(LOOK.min(moment.saturating_sub(began.elapsed())));
        // Before its tables are made there is nothing to open, which is no fault.
        if let Ok(seen) = Archive::open(archive).and_then(|archive| n_documents(&archive)) {
            *held = seen.max(*held);
        }
    }
    // On Unix this is SIGKILL.
    reading.kill()?;
    let ended = reading.wait()?;
    Ok(if ended.success() { Ended::Itself } else { Ended::Killed })
}

fn read(folder: &Path, archive: &Path) -> Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(["read", "news.jsonl", "--archive"])
        .arg(archive)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("starting a reading")
}

/// Whether the archive's tables were made: a kill may come before.
fn is_born(archive: &Path) -> bool {
    match Archive::open(archive) {
        Err(error) => !(error.is_missing() || error.is_not_an_archive()),
        Ok(_) => true,
    }
}

fn check(archive: &Path, held: &mut usize, n_all: usize) -> Result<()> {
    let archive = Archive::open(archive)?;
    let faults = archive.faults()?;
    if let Some(fault) = faults.first() {
        bail!("the archive is not sound: {fault} ({} faults)", faults.len());
    }
    let n = n_documents(&archive)?;
    ensure!(*held <= n, "{held} documents were there, and {n} are left");
    ensure!(n <= n_all, "{n} documents out of {n_all}: some are there twice");
    *held = n;
    Ok(())
}

fn n_documents(archive: &Archive) -> rapport_archive::Result<usize> {
    let days = archive.documents_per_day(&Query::default())?;
    Ok(days.into_iter().map(|(_, n)| n).sum())
}

/// All that an archive says, without the moments of reading.
#[derive(PartialEq)]
struct Content {
    documents: Vec<String>,
    sums: String,
}

fn content(archive: &Archive, ids: &[String]) -> Result<Content> {
    let mut documents = Vec::new();
    for id in ids {
        let document = archive.document(id, None)?;
        let coded = archive.coded(id, None)?;
        documents.push(format!("{document:?} {coded:?}"));
    }
    let query = Query::default();
    let events: Vec<String> = archive
        .events(&query)?
        .iter()
        .map(|event| format!("{} {} {}", event.id, event.n_reports, event.goldstein))
        .collect();
    let sums = format!(
        "{:?} {:?} {:?} {:?} {events:?}",
        archive.dyads(&query)?,
        archive.outlet_days(&query)?,
        archive.counts()?,
        archive.notes_by_reason()?
    );
    Ok(Content { documents, sums })
}

fn compare(archive: &Path, ids: &[String], expected: &Content) -> Result<()> {
    let found = content(&Archive::open(archive)?, ids)?;
    for ((id, one), other) in ids.iter().zip(&found.documents).zip(&expected.documents) {
        ensure!(one == other, "document {id} is not as an undisturbed reading has it");
    }
    ensure!(found.sums == expected.sums, "the sums are not those of an undisturbed reading");
    Ok(())
}

/// Writes the file and gives the ids of its documents.
fn write_documents(path: &PathBuf, options: Options) -> Result<Vec<String>> {
    let order = Order {
        seed: options.seed,
        from: Date::constant(2023, 1, 1),
        until: Date::constant(2024, 12, 31),
    };
    let mut text = Vec::new();
    generate::documents(options.n_documents, order, &mut text)?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    let mut ids = Vec::new();
    for (n, line) in String::from_utf8(text)?.lines().enumerate() {
        let mut document: serde_json::Value = serde_json::from_str(line)?;
        ids.push(document["id"].as_str().unwrap_or_default().to_owned());
        if n % CODED_ONE_IN != 0 {
            document["lang"] = "fr".into();
            document["text"] = format!("Rien de nouveau au marché ce jour-là. Note {n}.").into();
            document["title"] = serde_json::Value::Null;
        }
        writeln!(out, "{document}")?;
    }
    out.flush()?;
    Ok(ids)
}
