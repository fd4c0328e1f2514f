//! Text in, reports out.
//!
//! In: a [`Document`](rapport_record::Document). Out: what it tells, as
//! [`Coded`](rapport_record::Coded): reports, arrangements, and notes on what
//! was seen and left out. Everything stands behind [`Coder`]; [`RuleCoder`] is
//! the one there is.
//!
//! | module | what for |
//! |---|---|
//! | [`text`] | sentences and tokens |
//! | [`actors`] | who is named, by the tables under `data/actors/` |
//! | [`dates`] | when, from the words of a sentence |
//! | `rules` | who did what to whom, by the patterns under `data/ontology/` |

pub mod actors;
mod coder;
pub mod dates;
mod rules;
pub mod text;

pub use coder::{Classification, Coder};
pub use rules::RuleCoder;
