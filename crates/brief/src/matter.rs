//! What a brief is written from: values only, gathered by the caller.
//!
//! In: what an archive and the level tell about a pair as of a day.
//! Out: [`Matter`], the one argument of [`crate::write`].

use rapport_record::{
    Actor, ActorId, Actors, Arrangement, Certainty, Date, DocumentKind, Event, Ontology, Report,
    Timestamp,
};
use serde::{Deserialize, Serialize};

/// All that is known of a pair, as of a day.
#[derive(Debug, Clone)]
pub struct Matter<'a> {
    /// One side, as asked for.
    pub a: &'a Actor,
    /// The other side.
    pub b: &'a Actor,
    /// `a` and the ended states it carries on: `["RUS", "SUN"]`.
    pub a_line: Vec<ActorId>,
    /// The same for `b`.
    pub b_line: Vec<ActorId>,
    /// The day the brief is written for; nothing known later enters it.
    pub as_of: Date,
    /// What the archive is called in the first line: "rapport.db".
    pub archive: String,
    /// Publication day of the archive's newest document as of the day.
    pub newest_document: Option<Date>,
    /// Whether the archive is the built-in sample.
    pub is_sample: bool,
    /// Names of everyone.
    pub actors: &'a Actors,
    /// The phrases that tell each type and mode.
    pub ontology: &'a Ontology,
    /// Events between the two, and those by or against either that concern the other.
    pub events: Vec<Told>,
    /// Arrangements between the two, in force or ended.
    pub arrangements: Vec<ToldArrangement>,
    /// Level and attention, oldest first; may be empty.
    pub level: Vec<LevelPoint>,
    /// Turning points, oldest first.
    pub turning_points: Vec<TurningPoint>,
    /// Who else has dealings with both, most first.
    pub third_parties: Vec<ThirdParty>,
}

/// An event with the reports of it that were known as of the day.
#[derive(Debug, Clone)]
pub struct Told {
    /// The event.
    pub event: Event,
    /// Its reports, best first.
    pub reports: Vec<CitedReport>,
}

/// A report and what its document says of itself.
#[derive(Debug, Clone)]
pub struct CitedReport {
    /// The report.
    pub report: Report,
    /// When the archive read it.
    pub recorded_at: Timestamp,
    /// Who published the document.
    pub outlet: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Text, table row or sample note.
    pub kind: DocumentKind,
    /// Whether a brief may cite it; sample notes checked against memory alone may not be cited.
    pub is_citable: bool,
}

/// An arrangement with the documents behind it, one for each `Arrangement::evidence`.
#[derive(Debug, Clone)]
pub struct ToldArrangement {
    /// The arrangement.
    pub arrangement: Arrangement,
    /// The documents of its evidence, in any order.
    pub documents: Vec<EvidenceDocument>,
}

/// What a document that tells an arrangement says of itself.
#[derive(Debug, Clone)]
pub struct EvidenceDocument {
    /// Its id, as in `Evidence::document`.
    pub document: String,
    /// Publication day.
    pub published_on: Date,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Text, table row or sample note.
    pub kind: DocumentKind,
    /// Whether a brief may cite it.
    pub is_citable: bool,
}

/// How friendly the pair was over one period, and how much happened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LevelPoint {
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub to: Date,
    /// Goldstein points, -10 to +10.
    pub level: f64,
    /// Lower end of the 90 % band.
    pub low: f64,
    /// Upper end of the 90 % band.
    pub high: f64,
    /// Events of the period.
    pub n_events: usize,
    /// Documents of the archive in the period.
    pub n_documents: usize,
    /// Events per 10,000 documents; none where there were no documents.
    pub attention: Option<f64>,
    /// False where the band is mostly prior: too little is known to draw a line.
    pub is_informed: bool,
}

/// A dated change of level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TurningPoint {
    /// First day the change may lie on.
    pub from: Date,
    /// Last day the change may lie on.
    pub to: Date,
    /// Level before.
    pub before: f64,
    /// Level after.
    pub after: f64,
}

/// Someone who has dealings with both sides.
#[derive(Debug, Clone)]
pub struct ThirdParty {
    /// Who.
    pub actor: ActorId,
    /// How many events it has with `a`.
    pub n_with_a: usize,
    /// How many events it has with `b`.
    pub n_with_b: usize,
    /// Its most telling events with either, best first.
    pub events: Vec<Told>,
}

/// Which side of the pair an actor stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    A,
    B,
}

impl Matter<'_> {
    /// The side an actor id belongs to.
    pub(crate) fn side_of(&self, id: &str) -> Option<Side> {
        if self.a_line.iter().any(|one| one == id) || self.a.id == id {
            Some(Side::A)
        } else if self.b_line.iter().any(|one| one == id) || self.b.id == id {
            Some(Side::B)
        } else {
            None
        }
    }

    /// The sides of a report's two parties, by actor or by the state it acts for.
    pub(crate) fn sides(&self, report: &Report) -> (Option<Side>, Option<Side>) {
        let side = |party: &Option<rapport_record::Party>| {
            let party = party.as_ref()?;
            self.side_of(&party.actor)
                .or_else(|| party.country.as_deref().and_then(|country| self.side_of(country)))
        };
        (side(&report.source), side(&report.target))
    }

    /// Whether the report tells a deed of one side to the other.
    pub(crate) fn is_between(&self, report: &Report) -> bool {
        matches!(
            self.sides(report),
            (Some(Side::A), Some(Side::B)) | (Some(Side::B), Some(Side::A))
        )
    }
}

impl CitedReport {
    /// Whether both reports are read out of one sentence.
    pub(crate) fn is_said_with(&self, other: &Self) -> bool {
        self.report.document == other.report.document
            && self.report.sentence == other.report.sentence
    }

    /// How many letters of trust a report earns when the one to quote is chosen:
    /// firm before hedged, sure before unsure, a text that others can open first.
    pub(crate) fn rank(&self) -> f64 {
        let firmness = match self.report.certainty {
            Certainty::Reported => 4.0,
            Certainty::Alleged => 3.0,
            Certainty::Denied => 2.0,
            Certainty::Planned => 1.0,
            Certainty::Conditional => 0.0,
        };
        let shown = [&self.report.source, &self.report.target]
            .into_iter()
            .flatten()
            .filter(|party| party.span.is_some())
            .count();
        let length = self.report.text.chars().count();
        let brevity = if 400 < length { 0.0 } else { 0.2 };
        firmness + self.report.probability + 0.1 * shown as f64 + brevity
    }
}
