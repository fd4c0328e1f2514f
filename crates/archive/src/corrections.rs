//! Corrections: what people say against a coder, and what becomes of its reports.
//!
//! In: the reports of the documents concerned, as coded, and the corrections
//! that count. Out: the reports as corrected, and which of them must or must
//! not be one event ([`apply`]). Pure: neither the order of the reports nor
//! that in which corrections are listed makes a difference.
//!
//! A correction finds its reports by [`Anchor`]s, places in documents. Of two
//! corrections that contradict each other the one made later holds, of one day
//! the one with the greater number. What is dropped stays dropped.

use rapport_record::{
    ActorId, Certainty, Date, DateSource, Dated, EventType, Party, Report, Span, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where a corrected report stands, as it was coded when the correction was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The document's id.
    pub document: String,
    /// Index of the sentence, from 0.
    pub sentence: usize,
    /// Country (or else the actor) of the source.
    pub source: Option<ActorId>,
    /// Country (or else the actor) of the target.
    pub target: Option<ActorId>,
    /// Its type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// The words that gave it away.
    pub trigger: Option<Span>,
    /// Whether source and target are the other way round than the correction says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub turned: bool,
}

/// What is corrected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Change {
    /// All the anchored reports tell of one event.
    Merge,
    /// The anchored reports are an event of their own, apart from `others`.
    Split {
        /// What stays behind.
        others: Vec<Anchor>,
    },
    /// They are of another type, or told more or less firmly.
    Recode {
        /// The type.
        #[serde(rename = "type")]
        event_type: EventType,
        /// How firmly told; none leaves it.
        certainty: Option<Certainty>,
        /// CAMEO code of the type by the ontology.
        cameo: Option<String>,
        /// Goldstein value of the type by the ontology, -10 to +10.
        goldstein: f64,
    },
    /// They tell of no event.
    Drop,
    /// Somebody else did it, or it was done to somebody else; none leaves a side.
    Actor {
        /// Who did it.
        source: Option<Party>,
        /// To whom.
        target: Option<Party>,
    },
    /// It happened on other days.
    Date {
        /// First possible day.
        from: Date,
        /// Last possible day.
        to: Date,
    },
}

impl Change {
    /// One word: "merge".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split { .. } => "split",
            Self::Recode { .. } => "recode",
            Self::Drop => "drop",
            Self::Actor { .. } => "actor",
            Self::Date { .. } => "date",
        }
    }
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind())?;
        match self {
            Self::Merge | Self::Split { .. } | Self::Drop => Ok(()),
            Self::Recode { event_type, certainty, .. } => {
                write!(f, " to {event_type}")?;
                certainty.map_or(Ok(()), |certainty| write!(f, ", {certainty}"))
            }
            Self::Actor { source, target } => {
                let told = [("source", source), ("target", target)];
                told.iter().try_for_each(|(side, party)| match party {
                    Some(party) => write!(f, " {side} {}", party.actor),
                    None => Ok(()),
                })
            }
            Self::Date { from, to } if from == to => write!(f, " {from}"),
            Self::Date { from, to } => write!(f, " {from} to {to}"),
        }
    }
}

/// Who says so, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signed {
    /// The author.
    pub by: String,
    /// The day on which it was made: from then on it counts.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// A correction, as kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Correction {
    /// Its number in the archive, from 1.
    pub number: i64,
    /// What is corrected.
    #[serde(flatten)]
    pub change: Change,
    /// Where.
    pub anchors: Vec<Anchor>,
    /// By whom, when, why.
    #[serde(flatten)]
    pub signed: Signed,
    /// When the archive was told.
    pub recorded_at: Timestamp,
    /// Who took it back, when and why.
    pub undone: Option<Signed>,
}

/// Reports as corrected, by their index.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    /// Those that differ; none where a report is dropped.
    pub(crate) reports: BTreeMap<usize, Option<Report>>,
    /// Pairs that are one event, the smaller index first.
    pub(crate) together: BTreeSet<(usize, usize)>,
    /// Pairs that are not.
    pub(crate) apart: BTreeSet<(usize, usize)>,
    /// What each correction found, in the order of the corrections given.
    pub(crate) found: Vec<Vec<usize>>,
}

impl Anchor {
    /// The place of a report.
    pub(crate) fn of(report: &Report) -> Self {
        Self {
            document: report.document.clone(),
            sentence: report.sentence,
            source: country(report.source.as_ref()).cloned(),
            target: country(report.target.as_ref()).cloned(),
            event_type: report.event_type,
            trigger: report.trigger,
            turned: false,
        }
    }

    /// Which of the reports stands here: of those of the sentence the one whose
    /// trigger overlaps, else the one whose countries agree.
    pub(crate) fn find(&self, reports: &[Report]) -> Option<usize> {
        let of_sentence = reports.iter().enumerate().filter(|(_, report)| {
            report.sentence == self.sentence && report.document == self.document
        });
        let rank = |report: &Report| {
            let agrees = country(report.source.as_ref()) == self.source.as_ref()
                && country(report.target.as_ref()) == self.target.as_ref();
            let overlaps = match (self.trigger, report.trigger) {
                (Some(one), Some(other)) => one.start < other.end && other.start < one.end,
                _ => false,
            };
            (agrees || overlaps).then_some((
                !overlaps,
                !agrees,
                report.event_type != self.event_type,
            ))
        };
        of_sentence
            .filter_map(|(n, report)| Some((rank(report)?, &report.id, n)))
            .min()
            .map(|(.., n)| n)
    }
}

pub(crate) fn country(party: Option<&Party>) -> Option<&ActorId> {
    party.map(|party| party.country.as_ref().unwrap_or(&party.actor))
}

/// The reports as corrected.
pub(crate) fn apply(reports: &[Report], corrections: &[Correction]) -> Applied {
    let find = |anchors: &[Anchor]| -> Vec<usize> {
        let found: BTreeSet<usize> = anchors.iter().filter_map(|a| a.find(reports)).collect();
        found.into_iter().collect()
    };
    let mut applied = Applied::default();
    let mut order: Vec<&Correction> = corrections.iter().collect();
    order.sort_by_key(|correction| (correction.signed.on, correction.number));
    for correction in &order {
        for anchor in &correction.anchors {
            let Some(n) = anchor.find(reports) else { continue };
            if matches!(correction.change, Change::Merge | Change::Split { .. }) {
                continue;
            }
            let now = applied.reports.entry(n).or_insert_with(|| Some(reports[n].clone()));
            *now = now.take().and_then(|report| change(report, &correction.change, anchor.turned));
        }
    }
    let mut ties = Ties::default();
    for correction in order.iter().rev() {
        let these = find(&correction.anchors);
        match &correction.change {
            Change::Merge => ties.tie_all(&these),
            Change::Split { others } => {
                ties.tie_all(&these);
                let others = find(others);
                for (&one, &other) in these.iter().flat_map(|a| others.iter().map(move |b| (a, b)))
                {
                    ties.part(one, other);
                }
            }
            _ => {}
        }
    }
    let is_there = |(one, other): &(usize, usize)| {
        [one, other].iter().all(|n| !matches!(applied.reports.get(n), Some(None)))
    };
    (applied.together, applied.apart) = (
        ties.together.into_iter().filter(is_there).collect(),
        ties.apart.into_iter().filter(is_there).collect(),
    );
    applied.found = corrections.iter().map(|correction| find(&correction.anchors)).collect();
    applied
}

/// A report as one correction has it; none where it drops it.
fn change(mut report: Report, change: &Change, is_turned: bool) -> Option<Report> {
    match change {
        Change::Merge | Change::Split { .. } => {}
        Change::Drop => return None,
        Change::Recode { event_type, certainty, cameo, goldstein } => {
            if report.event_type != *event_type {
                report.event_type = *event_type;
                report.mode = None;
                report.quad = event_type.quad();
                report.cameo.clone_from(cameo);
                report.goldstein = *goldstein;
            }
            report.certainty = certainty.unwrap_or(report.certainty);
        }
        Change::Actor { source, target } => {
            let (source, target) = if is_turned { (target, source) } else { (source, target) };
            report.source = source.clone().or(report.source);
            report.target = target.clone().or(report.target);
        }
        Change::Date { from, to } => {
            report.happened_on = Dated { from: *from, to: *to, known_from: DateSource::Stated };
        }
    }
    Some(report)
}

/// Who is one with whom, and who is not; the first said holds.
#[derive(Default)]
struct Ties {
    root: BTreeMap<usize, usize>,
    together: BTreeSet<(usize, usize)>,
    apart: BTreeSet<(usize, usize)>,
}

impl Ties {
    fn root(&self, mut n: usize) -> usize {
        while let Some(&above) = self.root.get(&n) {
            n = above;
        }
        n
    }

    fn tie_all(&mut self, these: &[usize]) {
        for (i, &one) in these.iter().enumerate() {
            for &other in &these[..i] {
                self.tie(one, other);
            }
        }
    }

    fn tie(&mut self, one: usize, other: usize) {
        let (a, b) = (self.root(one), self.root(other));
        let ends = BTreeSet::from([a, b]);
        let is_parted =
            |(x, y): &(usize, usize)| BTreeSet::from([self.root(*x), self.root(*y)]) == ends;
        if a != b && self.apart.iter().any(is_parted) {
            return;
        }
        if a != b {
            self.root.insert(a.max(b), a.min(b));
        }
        self.together.insert((one.min(other), one.max(other)));
    }

    fn part(&mut self, one: usize, other: usize) {
        if self.root(one) != self.root(other) {
            self.apart.insert((one.min(other), one.max(other)));
        }
    }
}
