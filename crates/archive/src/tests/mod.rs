//! What the archive promises.

mod correcting;
mod counting;
mod errors;
pub(crate) mod fixtures;
mod laws;
mod replaying;
mod sums;
mod surviving;
