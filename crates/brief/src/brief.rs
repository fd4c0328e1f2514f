//! What a brief is: sections of sentences, each with its citations.
//!
//! The JSON form of these types is the contract of `rapport brief --format
//! json`; fields may be added, never renamed.

use crate::matter::{LevelPoint, TurningPoint};
use rapport_record::{ActorId, Certainty, Date, Dated, EventType};
use serde::{Deserialize, Serialize};

/// What every brief from the built-in sample says in its first and last line.
pub const SAMPLE_LINE: &str = "From Rapport's built-in sample, written for this program; not news.";

/// A brief about two actors as of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// What this is, of which day, from which archive.
    pub first_line: String,
    /// One side.
    pub a: ActorId,
    /// The other side.
    pub b: ActorId,
    /// The name of `a`.
    pub a_name: String,
    /// The name of `b`.
    pub b_name: String,
    /// The day it is written for.
    pub as_of: Date,
    /// Publication day of the archive's newest document as of the day.
    #[serde(default)]
    pub newest_document: Option<Date>,
    /// Whether it is written from the built-in sample.
    #[serde(default)]
    pub is_sample: bool,
    /// Whether there was too little to write more than a list.
    #[serde(default)]
    pub too_little: bool,
    /// Words in all sentences together.
    #[serde(default)]
    pub words: usize,
    /// In reading order.
    pub sections: Vec<Section>,
    /// What the charts draw.
    #[serde(default)]
    pub charts: Charts,
    /// Where the evidence is, or that it was the sample.
    pub last_line: String,
}

/// A part of a brief under one heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Stable: "now", "exchanges", "arrangements", "ups-and-downs", "history",
    /// "others", "outlook"; "little" where there is too little for these.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What is told, each with its evidence.
    pub sentences: Vec<BriefSentence>,
    /// Lines that state no fact about the world ("Too little to say.").
    #[serde(default)]
    pub notices: Vec<String>,
}

/// One sentence and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BriefSentence {
    /// The sentence.
    pub text: String,
    /// What it rests on; the first is the report it tells.
    pub citations: Vec<Citation>,
    /// The event (or arrangement) told, for `rapport explain`.
    #[serde(default)]
    pub event: Option<String>,
    /// Type of the deed; none for an arrangement.
    #[serde(default, rename = "type")]
    pub event_type: Option<EventType>,
    /// Who did it.
    #[serde(default)]
    pub source: Option<ActorId>,
    /// To whom.
    #[serde(default)]
    pub target: Option<ActorId>,
    /// When.
    #[serde(default)]
    pub happened_on: Option<Dated>,
    /// How firmly it is told.
    #[serde(default = "reported")]
    pub certainty: Certainty,
    /// Who says so.
    #[serde(default)]
    pub attributed_to: Option<String>,
    /// Sentences in the archive that tell of the event, as of the day.
    #[serde(default)]
    pub n_reports: usize,
    /// Outlets among them.
    #[serde(default)]
    pub n_outlets: usize,
}

/// One quoted report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// The document's id.
    pub document: String,
    /// Index of the sentence in it.
    pub sentence: usize,
    /// The document's publication day.
    pub date: Date,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The sentence, verbatim.
    pub quote: String,
    /// The report's id; none for an arrangement.
    #[serde(default)]
    pub report: Option<String>,
    /// Who did it, as the report has it.
    #[serde(default)]
    pub source: Option<ActorId>,
    /// To whom, as the report has it.
    #[serde(default)]
    pub target: Option<ActorId>,
    /// When, as the report has it.
    #[serde(default)]
    pub happened_on: Option<Dated>,
    /// How firmly the report states it.
    #[serde(default = "reported")]
    pub certainty: Certainty,
}

/// The numbers behind the charts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Charts {
    /// Level and attention, oldest first.
    #[serde(default)]
    pub level: Vec<LevelPoint>,
    /// Turning points, oldest first.
    #[serde(default)]
    pub turning_points: Vec<TurningPoint>,
}

fn reported() -> Certainty {
    Certainty::Reported
}
