//! One happening in the world; one or more reports of it.

use crate::{
    Act, ActorId, Casualties, Certainty, Dated, EventType, Party, Place, Quad, list::closed_list,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// Ordered: who acts on whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dyad {
    /// Who acts.
    pub source: ActorId,
    /// On whom.
    pub target: ActorId,
}

/// Unordered: two actors, the smaller id first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pair {
    /// The smaller id.
    pub a: ActorId,
    /// The larger id.
    pub b: ActorId,
}

impl Pair {
    /// The pair of two actors, whichever is named first.
    pub fn new(one: impl Into<ActorId>, other: impl Into<ActorId>) -> Self {
        let (one, other) = (one.into(), other.into());
        if one <= other { Self { a: one, b: other } } else { Self { a: other, b: one } }
    }
}

closed_list! {
    /// How well an event is established by its reports.
    EventStatus, "event status" {
        /// Only allegations.
        Alleged = "alleged",
        /// Stated as fact by one outlet.
        Reported = "reported",
        /// Stated as fact by several outlets in words of their own.
        Corroborated = "corroborated",
        /// Whoever can know says that it is so: "confirmed", "admitted", "claimed responsibility".
        Confirmed = "confirmed",
        /// At least one report denies it and none states it as fact.
        Denied = "denied",
        /// Some state it, some deny it.
        Disputed = "disputed",
        /// Only plans or conditions.
        Planned = "planned",
        /// Every document that told it was corrected since and tells it no more.
        Retracted = "retracted",
    }
}

/// Dead, hurt and missing as the reports of one event give them: least and most.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasualtyRange {
    /// Killed.
    pub killed: Option<(u32, u32)>,
    /// Wounded.
    pub wounded: Option<(u32, u32)>,
    /// Missing.
    pub missing: Option<(u32, u32)>,
    /// Who gives which figures, by day of publication.
    pub claims: Vec<CasualtyClaim>,
}

/// What one report says of the casualties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasualtyClaim {
    /// The figures, and whom the sentence names for them.
    #[serde(flatten)]
    pub figures: Casualties,
    /// The report.
    pub report: String,
    /// Who published it; empty where the document does not say.
    pub outlet: String,
    /// On which day.
    pub known_on: Date,
}

/// One happening in the world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// A hash of what makes it one happening; the order of reading does not change it.
    pub id: String,
    /// Type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Finer kind, of the best report.
    pub mode: Option<String>,
    /// The deed inside a stance, of the best report.
    pub act: Option<Act>,
    /// Who did it.
    pub source: Option<Party>,
    /// To whom.
    pub target: Option<Party>,
    /// Whom it concerns.
    pub about: Vec<ActorId>,
    /// When.
    pub happened_on: Dated,
    /// Where.
    pub place: Option<Place>,
    /// Certainty of the firmest report.
    pub certainty: Certainty,
    /// How well established.
    pub status: EventStatus,
    /// Who says so, where no report states it as plain fact.
    pub attributed_to: Option<String>,
    /// Whether it runs both ways.
    pub reciprocal: bool,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Quad class.
    pub quad: Quad,
    /// Goldstein value.
    pub goldstein: f64,
    /// Highest probability among its reports.
    pub probability: f64,
    /// How many sentences tell of it; the two reports that one sentence gives of
    /// a symmetric deed count once.
    pub n_reports: usize,
    /// How many different outlets.
    pub n_outlets: usize,
    /// How many of them tell it in words of their own: outlets with one and the
    /// same sentence, as from one agency, are one.
    pub n_independent_outlets: usize,
    /// Dead, hurt and missing, where a report gives figures.
    pub casualties: Option<CasualtyRange>,
    /// Publication day of the first report.
    pub known_on: Date,
    /// When this archive read the first of its reports to be read.
    pub recorded_at: Timestamp,
    /// Publication day of the last report.
    pub last_report_on: Date,
    /// Ids of its reports, best first.
    pub reports: Vec<String>,
}
