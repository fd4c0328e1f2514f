//! What the archive promises.

mod correcting;
mod counting;
mod errors;
pub(crate) mod fixtures;
mod laws;
mod sums;
mod surviving;
