//! Text in, reports out.

pub mod text;
