//! Text in, reports out.

pub mod dates;
pub mod text;
