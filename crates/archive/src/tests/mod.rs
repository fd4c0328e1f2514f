//! What the archive promises.

mod counting;
mod errors;
pub(crate) mod fixtures;
mod laws;
mod sums;
mod surviving;
