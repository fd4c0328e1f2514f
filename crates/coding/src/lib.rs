//! Text in, reports out.
//!
//! In: a [`Document`](rapport_record::Document). Out: what it tells, as
//! [`Coded`](rapport_record::Coded): reports, arrangements, and notes on what
//! was seen and left out. Everything stands behind [`Coder`]; [`NewsCoder`] is
//! the one there is.
//!
//! | module | what for |
//! |---|---|
//! | [`text`] | sentences and tokens |
//! | [`actors`] | who is named, by the tables under `data/actors/` |
//! | [`dates`] | when, from the words of a sentence |
//! | [`places`] | where the places are that a text names |
//! | `gate` | whether a sentence is worth the model's time |
//! | `model` | which phrases name somebody, and which did what to which: the trained model |
//! | `rules` | reports, from the model's answers and the patterns under `data/ontology/` |

pub mod actors;
mod coder;
pub mod dates;
mod gate;
mod model;
pub mod places;
mod rules;
pub mod text;

pub use coder::{Classification, Coder};
pub use model::Scored;
pub use rules::{Candidate, Candidates, NewsCoder, UNTOLD_DAY, Weighed};
