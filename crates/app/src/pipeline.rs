//! The whole way on one page: text, actors, events, archive, relations, brief.
//!
//! ```text
//! files ── exchange ──> documents ── coding ──> reports, arrangements, notes
//!                                                   │
//!                                                archive ──> events, as of any day
//!                                                   │
//!                 brief, timeline <── relations: level, turning points
//! ```

use crate::gather;
use anyhow::Result;
use rapport_archive::{Archive, Codings, Query, Stored};
use rapport_brief::Brief;
use rapport_coding::{Coder, NewsCoder, Weighed};
use rapport_record::{Coded, Date, Document, Period};
use rapport_relations::Step;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// About how many events a brief is chosen from; see `choice`. Ours.
const BRIEF_EVENTS_MAX: usize = 1_000;

/// Documents read, coded and stored together; a batch is kept whole or not at all.
pub const BATCH: usize = 1_000;

/// Documents in: codes a batch on all cores and stores it in one transaction.
/// What the archive holds already is not coded again.
pub fn read(
    archive: &mut Archive,
    coder: &dyn Coder,
    batch: Vec<Document>,
    now: jiff::Timestamp,
) -> Result<Stored> {
    let run = archive.run_for(coder.id(), now)?;
    let mut known = 0;
    let mut unread = Vec::new();
    for document in batch {
        if archive.is_coded(run, &document)? {
            known += 1;
        } else {
            unread.push(document);
        }
    }
    let coded = code(coder, unread);
    let mut stored = archive.store(run, &coded, now)?;
    stored.unchanged += known;
    Ok(stored)
}

/// Documents into reports, in the order given, on all cores.
///
/// The threads are our own: the model waits for a thread of its own, and a
/// thread of a shared pool that waits takes up other work on top of it.
pub fn code(coder: &dyn Coder, documents: Vec<Document>) -> Vec<(Document, Coded)> {
    let coded = on_all_cores(&documents, |document| coder.code(document));
    documents.into_iter().zip(coded).collect()
}

/// What the coder weighed in documents, told or not, in the order given.
pub fn weighed(coder: &NewsCoder, documents: &[Document]) -> Vec<Weighed> {
    on_all_cores(documents, |document| coder.weighed(document)).into_iter().flatten().collect()
}

fn on_all_cores<T: Send + Sync>(
    documents: &[Document],
    work: impl Fn(&Document) -> T + Sync,
) -> Vec<T> {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let done: Vec<OnceLock<T>> = documents.iter().map(|_| OnceLock::new()).collect();
    std::thread::scope(|scope| {
        for _ in 0..n_threads.min(documents.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(document) = documents.get(index) else { break };
                    done[index].get_or_init(|| work(document));
                }
            });
        }
    });
    done.into_iter().map(|one| one.into_inner().expect("each was worked on")).collect()
}

/// A brief on two actors as of a day: what the archive knew then of their
/// events and arrangements, the level drawn from them, and prose with sources.
pub fn brief(archive: &Archive, coder: &NewsCoder, question: &gather::Question) -> Result<Brief> {
    let chosen = gather::events(archive, question, BRIEF_EVENTS_MAX)?;
    let level = if question.period == Period::default() {
        gather::level_of(archive, question, Step::Quarter, &chosen.outlines)?
    } else {
        gather::level(archive, question, Step::Quarter)?
    };
    let matter = gather::matter(archive, coder, question, chosen.told, &level)?;
    Ok(rapport_brief::write(&matter))
}

/// What every question to the archive begins with.
pub fn query(question: &gather::Question) -> Query {
    Query {
        as_of: Some(question.as_of),
        corrected_by: Some(question.corrected_by),
        period: question.period,
        between: Some((question.a_line.clone(), question.b_line.clone())),
        outlets: question.outlets.clone(),
        codings: question.codings,
        ..Query::default()
    }
}

/// The day a question is asked for: the one given, else that of the newest document that
/// the codings asked for hold.
pub fn as_of(
    archive: &Archive,
    codings: Codings,
    asked: Option<Date>,
    today: Date,
) -> Result<Date> {
    let query = Query { codings, ..Query::default() };
    Ok(match asked {
        Some(day) => day,
        None => archive.newest_document(&query)?.map_or(today, |newest| newest.min(today)),
    })
}
