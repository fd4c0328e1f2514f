//! Other people's formats, in and out.
//!
//! In: JSON lines, JSON arrays, CSV with a header, plain text, each also
//! gzipped ([`documents`]); reference tables ([`tables`]). Out: documents one
//! at a time, or what could not be read with place, value and a way out
//! ([`Skipped`]). Reports, mentions and notes leave as JSON lines
//! ([`write_reports`] and its sisters).
//! Reading streams: no more than one document is held in memory, however large
//! the file.

mod csv_rows;
mod dates;
mod documents;
mod error;
mod fields;
mod files;
mod input;
mod json;
pub mod tables;
mod write;

pub use documents::{Documents, Format, ReadOptions, documents};
pub use error::{Error, Skipped};
pub use files::{Files, files, find, find_around, open};
pub use write::{write_arrangements, write_documents, write_mentions, write_notes, write_reports};
