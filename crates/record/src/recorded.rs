//! What an archive has taken in, with the moment it did.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// A report or an arrangement out of an archive: what was read, and
/// `recorded_at`. Straight out of a coder there is only the former.
///
/// In JSON `recorded_at` stands beside the other fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded<T> {
    /// What was read.
    #[serde(flatten)]
    pub what: T,
    /// When this archive read it.
    pub recorded_at: Timestamp,
}

impl<T> Deref for Recorded<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.what
    }
}
