//! The archive: every document read, what was read out of it, and what was
//! known when. One SQLite file; SQL lives only in this crate.
//!
//! In: documents with their coding, batch by batch ([`Archive::store`]). Out:
//! documents, reports, events, arrangements and sums, each as of any day
//! ([`Query`]).
//!
//! # What is kept
//!
//! A *document* is an id; each content it ever had is a *version*. A *run* is
//! everything one coder has coded: the same coder id continues its run, a new
//! one begins the next. Reports, arrangements and notes belong to a version
//! and a run. Nothing is overwritten or deleted. Events are not kept at all:
//! they are made from the reports that count ([`joining`]), so the order of
//! reading cannot change them. Everything has `known_on`, the day its
//! document was published, and `recorded_at`, when this archive read it.
//!
//! # What counts
//!
//! As of a day, each document counts with one version and one run: of all that
//! was published by that day, the version published last, then recorded last,
//! then with the greater hash; of its codings, that of the newest run. So:
//!
//! * a report that a later correction of its article dropped is gone today,
//!   and still there as of the day before the correction;
//! * while a new coder works its way through an archive ([`Archive::uncoded`]),
//!   what it has not reached is still told by its predecessor, rather than
//!   being absent;
//! * rows of reference tables, which their table codes under a run of its own
//!   (`table:KIND`), stay whatever coder of text is the newest. No model reads
//!   them, so no model can outdate them; only a newer run of a table can.
//!
//! A replay ([`Codings::Replay`]) of a run of text is the archive as it was while
//! that run was the newest: what it and earlier ones coded, and the rows of tables
//! and the corrections recorded before the next began. Returning to an earlier content
//! of the same day is not a new version: reading the same input twice must change nothing.
//!
//! # What people correct
//!
//! A correction ([`Change`]) is kept beside the reports and applied when they
//! are read: to those that count as of the day, if it was made by then. It is
//! anchored to a place in a document, not to a report's number, so that a newer
//! coder's report of the same place is corrected too. What one run coded
//! ([`Codings::Of`]) knows none.
//!
//! # What survives
//!
//! A batch and its coding are one transaction, written ahead to a log (WAL)
//! that is synced to the disk at each commit (`synchronous=FULL`). With the
//! cheaper `NORMAL` a batch said to be read would survive the process being
//! killed but not the power failing; one sync for some hundred documents is
//! not felt. While a program has the archive open, `-wal` and `-shm` files lie
//! beside it and belong to it: copy the archive when nobody uses it. Several
//! programs may read while one writes; a second writer waits five seconds.
//!
//! # Where to look
//!
//! | file | what for |
//! |---|---|
//! | `schema.rs` | the tables, and the rule of "what counts" in SQL |
//! | `open.rs` | is it there, is it ours, is it too new |
//! | `store.rs` | writing: runs and batches |
//! | `query.rs`, `asked.rs` | reports, events, arrangements; the questions as SQL |
//! | `codings.rs` | whose codings count: the newest, a replay, one run's |
//! | `retracted.rs` | events whose every document was corrected since |
//! | `documents.rs` | documents, one document's coding, search |
//! | `figures.rs` | runs, counts, sums |
//! | `joining.rs` | which reports tell of one event |
//! | `links.rs` | keeping what is likely one event as reports are stored |
//! | `events.rs` | what the reports of one event say together |
//! | `corrections.rs` | what people correct, applied to reports |
//! | `corrected.rs` | keeping corrections, and reports as corrected for a question |
//! | `corrected_sums.rs` | sums of deeds as corrected |
//! | `daily.rs` | the sums kept beside the reports, and how they stay true |
//! | `outline.rs` | the events of a pair without their texts |
//! | `soundness.rs` | is the file whole, is nothing there twice |
//! | `coverage.rs` | who published how much, and whom it names |
//! | `rows.rs` | values into rows and back |

mod asked;
mod codings;
mod corrected;
mod corrected_sums;
mod corrections;
mod coverage;
mod daily;
mod documents;
mod error;
mod events;
mod figures;
pub mod joining;
mod links;
mod open;
mod outline;
mod query;
mod retracted;
mod rows;
mod schema;
mod soundness;
mod store;
#[cfg(test)]
mod tests;

pub use codings::Codings;
pub use corrected::{Corrected, Places};
pub use corrections::{Anchor, Change, Correction, Signed};
pub use coverage::{DocumentsOf, OutletDay};
pub use error::{Error, Result};
pub use events::event_key;
pub use figures::{Counts, DyadTotals};
pub use outline::Outline;
pub use query::{EventTold, Query};
pub use store::Stored;

use std::path::{Path, PathBuf};

/// What the ids of coders of reference tables begin with.
pub const TABLE_CODER: &str = "table:";

/// The user's store of documents, reports and everything derived.
#[derive(Debug)]
pub struct Archive {
    connection: rusqlite::Connection,
    path: PathBuf,
    /// A run, and the version before which it has coded everything.
    uncoded_from: std::cell::Cell<Option<(i64, i64)>>,
    /// The reports last written, for finding those of the same happening.
    neighbours: links::Neighbours,
    /// False for an archive of version 1 that may not be written: it lacks sums, links
    /// and corrections.
    is_summed: bool,
    /// False for one of version 2 that may not be written: it has the links it was given then.
    is_linked_anew: bool,
}

impl Archive {
    /// The file, or `:memory:`.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn is_summed(&self) -> bool {
        self.is_summed
    }

    fn told(&self, fault: impl Into<error::Fault>) -> Error {
        Error::at(&self.path, fault)
    }
}

/// The number of a run in its archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(i64);

impl std::fmt::Display for RunId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Everything one coder has coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its number; later runs have greater ones.
    pub id: RunId,
    /// The coder: "pairs-9", "table:atop-alliances".
    pub coder: String,
    /// Whether it codes rows of reference tables rather than text.
    pub is_table: bool,
    /// When it began.
    pub recorded_at: jiff::Timestamp,
}
