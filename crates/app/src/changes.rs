//! What overturned what: events as they were known on one day and on a later one.
//!
//! In: the events known then and now, each with its reports. Out: one
//! [`Change`] for each thing that is told otherwise, with the report that did
//! it. An event's id is made from its first report and can change when an
//! earlier one comes in; so events are matched by id, else by the reports they
//! share, most shared first. Nothing here asks an archive or a clock.

mod brief;
#[cfg(test)]
mod tests;

pub use brief::{Fallen, Known, fallen};

use crate::told;
use rapport_archive::EventTold;
use rapport_record::{
    CasualtyRange, Certainty, Date, Event, EventStatus, EventType, Party, Recorded, Report,
};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Days between a deed and what denies or confirms it in other words; the
/// archive joins no reports that lie further apart.
const GAP_DAYS_MAX: i64 = rapport_archive::joining::GAP_DAYS_MAX;

/// What is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Nothing that counts tells of it any more.
    Gone,
    /// How well it is established.
    Status,
    /// How firmly its firmest report states it.
    Certainty,
    /// When it happened.
    Days,
    /// Its type.
    Type,
    /// Who did it.
    Source,
    /// To whom.
    Target,
    /// Dead, hurt and missing.
    Casualties,
    /// It is now told as part of another event.
    Joined,
    /// It was told as part of another event.
    Parted,
    /// A new event denies it.
    Denied,
    /// A new event states it as fact.
    Confirmed,
    /// A new event contradicts it, and it stands as well.
    Disputed,
}

impl Kind {
    /// The word that every format has.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Status => "status",
            Self::Certainty => "certainty",
            Self::Days => "days",
            Self::Type => "type",
            Self::Source => "source",
            Self::Target => "target",
            Self::Casualties => "casualties",
            Self::Joined => "joined",
            Self::Parted => "parted",
            Self::Denied => "denied",
            Self::Confirmed => "confirmed",
            Self::Disputed => "disputed",
        }
    }
}

/// One thing that is told otherwise than it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Change<'e> {
    /// What.
    pub kind: Kind,
    /// The event as it was known; as it is known where it was no event then.
    pub event: &'e Event,
    /// What it was.
    pub was: String,
    /// What it is.
    pub is: String,
    /// The other event, where it takes two.
    pub other: Option<&'e Event>,
    /// What did it.
    pub because: Because<'e>,
}

/// What made the change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Because<'e> {
    /// A report that was not known then.
    Report(&'e Report),
    /// A report that was known then and does not count any more; its document
    /// was corrected or retracted.
    Lost {
        /// The document's id.
        document: &'e str,
        /// The sentence that was in it.
        quote: &'e str,
    },
    /// Nothing that can be named: it was coded anew.
    Unknown,
}

impl<'e> Because<'e> {
    fn lost(report: &'e Report) -> Self {
        Self::Lost { document: &report.document, quote: &report.text }
    }
}

/// Everything that is told otherwise `now` than `then`, in the order of the
/// events of `then`, then of `now`.
pub fn changes<'e>(then: &'e [EventTold], now: &'e [EventTold]) -> Vec<Change<'e>> {
    let matched = Matched::new(then, now);
    let mut found = Vec::new();
    for (n, one) in then.iter().enumerate() {
        match matched.later_of[n] {
            Some(later) => compare(one, &now[later], &mut found),
            None => found.push(vanished(one, now, &matched)),
        }
    }
    let index = Index::new(then);
    for (n, one) in now.iter().enumerate() {
        if matched.is_new(n) {
            bearings(one, then, &index, &mut found);
        }
    }
    found
}

/// Which event of then is which event of now.
struct Matched<'e> {
    later_of: Vec<Option<usize>>,
    is_taken: Vec<bool>,
    /// The event of now that holds a report, by the report's id.
    now_holding: HashMap<&'e str, usize>,
}

impl<'e> Matched<'e> {
    fn new(then: &'e [EventTold], now: &'e [EventTold]) -> Self {
        let by_id: HashMap<&str, usize> =
            now.iter().enumerate().map(|(n, (event, _))| (event.id.as_str(), n)).collect();
        let mut now_holding = HashMap::new();
        for (n, (_, reports)) in now.iter().enumerate() {
            now_holding.extend(reports.iter().map(|report| (report.id.as_str(), n)));
        }
        let mut matched = Self {
            later_of: vec![None; then.len()],
            is_taken: vec![false; now.len()],
            now_holding,
        };
        for (earlier, (event, _)) in then.iter().enumerate() {
            if let Some(&later) = by_id.get(event.id.as_str()) {
                matched.take(earlier, later);
            }
        }
        let mut shared: Vec<(Reverse<usize>, usize, usize)> = Vec::new();
        for (earlier, (_, reports)) in then.iter().enumerate() {
            let mut counts = BTreeMap::<usize, usize>::new();
            for report in reports {
                if let Some(&later) = matched.now_holding.get(report.id.as_str()) {
                    *counts.entry(later).or_default() += 1;
                }
            }
            shared.extend(counts.into_iter().map(|(later, n)| (Reverse(n), earlier, later)));
        }
        shared.sort_unstable();
        for (_, earlier, later) in shared {
            if matched.later_of[earlier].is_none() && !matched.is_taken[later] {
                matched.take(earlier, later);
            }
        }
        matched
    }

    fn take(&mut self, earlier: usize, later: usize) {
        self.later_of[earlier] = Some(later);
        self.is_taken[later] = true;
    }

    fn is_new(&self, later: usize) -> bool {
        !self.is_taken[later]
    }
}

/// An event that is no event of its own any more.
fn vanished<'e>(one: &'e EventTold, now: &'e [EventTold], matched: &Matched) -> Change<'e> {
    let (event, reports) = one;
    let into = reports.iter().find_map(|report| {
        let later = *matched.now_holding.get(report.id.as_str())?;
        Some(&now[later])
    });
    match into {
        Some(into) => Change {
            kind: Kind::Joined,
            event,
            was: "an event of its own".to_owned(),
            is: format!("told as part of {}", into.0.id),
            other: Some(&into.0),
            because: added(one, into).first().map_or(Because::Unknown, |one| Because::Report(one)),
        },
        None => Change {
            kind: Kind::Gone,
            event,
            was: event.status.to_string(),
            is: "told by nobody".to_owned(),
            other: None,
            because: reports.first().map_or(Because::Unknown, |report| Because::lost(report)),
        },
    }
}

/// Each field that differs, with the report that changed it.
fn compare<'e>(then: &'e EventTold, now: &'e EventTold, found: &mut Vec<Change<'e>>) {
    let (was, is) = (&then.0, &now.0);
    let mut differing = Vec::new();
    let mut differ = |kind, was: String, is: String| {
        if was != is {
            differing.push((kind, was, is));
        }
    };
    differ(Kind::Status, was.status.to_string(), is.status.to_string());
    // What is stated at last has another status and another certainty: one line is enough.
    if was.status == is.status {
        differ(Kind::Certainty, was.certainty.to_string(), is.certainty.to_string());
    }
    differ(Kind::Days, told::days(was.happened_on), told::days(is.happened_on));
    differ(Kind::Type, was.event_type.to_string(), is.event_type.to_string());
    // A bare state and its government are one doer; so are the two sides of a
    // symmetric deed, whichever is told first.
    let (sides_then, sides_now) = (sides(was), sides(is));
    for (kind, n) in [(Kind::Source, 0), (Kind::Target, 1)] {
        if sides_then[n].0 != sides_now[n].0 {
            differ(kind, sides_then[n].1.clone(), sides_now[n].1.clone());
        }
    }
    differ(
        Kind::Casualties,
        casualties(was.casualties.as_ref()),
        casualties(is.casualties.as_ref()),
    );
    if differing.is_empty() {
        return;
    }
    let (added, lost) = (added(then, now), lost(then, now));
    for (kind, was, is) in differing {
        let because = cause(kind, &now.0, &added)
            .map(Because::Report)
            .or_else(|| lost.first().map(|report| Because::lost(report)))
            .unwrap_or(Because::Unknown);
        found.push(Change { kind, event: &then.0, was, is, other: None, because });
    }
}

/// Both sides: what is compared, and what is shown.
fn sides(event: &Event) -> [(String, String); 2] {
    let side = |party: &Option<Party>| {
        let shown = told::party(party.as_ref());
        (shown.strip_suffix("-GOV").unwrap_or(&shown).to_owned(), shown)
    };
    let mut sides = [side(&event.source), side(&event.target)];
    if event.reciprocal {
        sides.sort();
    }
    sides
}

/// "killed 9 to 12, wounded 30", "no figures".
fn casualties(range: Option<&CasualtyRange>) -> String {
    let Some(range) = range else { return "no figures".to_owned() };
    let figures =
        [("killed", range.killed), ("wounded", range.wounded), ("missing", range.missing)];
    let told: Vec<String> = figures
        .into_iter()
        .filter_map(|(what, figure)| {
            figure.map(|(least, most)| match least == most {
                true => format!("{what} {least}"),
                false => format!("{what} {least} to {most}"),
            })
        })
        .collect();
    if told.is_empty() { "no figures".to_owned() } else { told.join(", ") }
}

/// Reports of the later event that the earlier one did not have, first known first.
fn added<'e>(then: &EventTold, now: &'e EventTold) -> Vec<&'e Report> {
    without(&now.1, &then.1)
}

/// Reports of the earlier event that the later one has not.
fn lost<'e>(then: &'e EventTold, now: &EventTold) -> Vec<&'e Report> {
    without(&then.1, &now.1)
}

/// A corrected report keeps its id, so its sentence counts too.
fn without<'e>(these: &'e [Recorded<Report>], those: &[Recorded<Report>]) -> Vec<&'e Report> {
    let known: HashSet<(&str, &str)> =
        those.iter().map(|report| (report.id.as_str(), report.text.as_str())).collect();
    let mut left: Vec<&Report> = these
        .iter()
        .map(|report| &report.what)
        .filter(|report| !known.contains(&(report.id.as_str(), report.text.as_str())))
        .collect();
    left.sort_by(|one, other| (one.known_on, &one.id).cmp(&(other.known_on, &other.id)));
    left
}

/// The first added report that says what the event now says; else the first added.
fn cause<'e>(kind: Kind, now: &Event, added: &[&'e Report]) -> Option<&'e Report> {
    let says = |report: &&&Report| match kind {
        Kind::Status => match now.status {
            EventStatus::Denied | EventStatus::Disputed => report.certainty == Certainty::Denied,
            EventStatus::Reported | EventStatus::Corroborated => {
                report.certainty == Certainty::Reported
            }
            EventStatus::Alleged => report.certainty == Certainty::Alleged,
            EventStatus::Confirmed => {
                matches!(report.certainty, Certainty::Reported | Certainty::Alleged)
            }
            EventStatus::Planned | EventStatus::Retracted => true,
        },
        Kind::Certainty => report.certainty == now.certainty,
        Kind::Days => report.happened_on == now.happened_on,
        Kind::Type => report.event_type == now.event_type,
        Kind::Source => told::party(report.source.as_ref()) == told::party(now.source.as_ref()),
        Kind::Target => told::party(report.target.as_ref()) == told::party(now.target.as_ref()),
        Kind::Casualties => report.casualties.is_some(),
        _ => true,
    };
    added.iter().find(says).or_else(|| added.first()).copied()
}

/// The events known then, by their deed and by their reports.
struct Index<'e> {
    by_deed: HashMap<Deed<'e>, Vec<usize>>,
    holding: HashMap<&'e str, usize>,
}

/// Type, and who did it to whom.
type Deed<'e> = (EventType, [Option<&'e str>; 2]);

fn deed(event: &Event) -> Deed<'_> {
    let mut actors =
        [&event.source, &event.target].map(|party| party.as_ref().map(|one| one.actor.as_str()));
    if event.reciprocal {
        actors.sort_unstable();
    }
    (event.event_type, actors)
}

impl<'e> Index<'e> {
    fn new(then: &'e [EventTold]) -> Self {
        let mut index = Self { by_deed: HashMap::new(), holding: HashMap::new() };
        for (n, (event, reports)) in then.iter().enumerate() {
            index.by_deed.entry(deed(event)).or_default().push(n);
            index.holding.extend(reports.iter().map(|report| (report.id.as_str(), n)));
        }
        index
    }
}

/// What an event that is new says of those known then.
fn bearings<'e>(
    one: &'e EventTold,
    then: &'e [EventTold],
    index: &Index,
    found: &mut Vec<Change<'e>>,
) {
    let (event, reports) = one;
    let Some(best) = reports.first() else { return };
    let parts: BTreeSet<usize> = reports
        .iter()
        .filter_map(|report| index.holding.get(report.id.as_str()))
        .copied()
        .collect();
    let others = index.by_deed.get(&deed(event)).into_iter().flatten().copied();
    let others: Vec<(usize, Kind)> = others
        .filter(|n| !parts.contains(n))
        .filter_map(|n| Some((n, bearing(event, &then[n].0)?)))
        .collect();
    for (n, kind) in parts.into_iter().map(|n| (n, Kind::Parted)).chain(others) {
        let earlier = &then[n].0;
        found.push(Change {
            kind,
            event: earlier,
            was: earlier.status.to_string(),
            is: match kind {
                Kind::Parted => format!("told in part as {}", event.id),
                _ => format!("{} by {}", kind.as_str(), event.id),
            },
            other: Some(event),
            because: Because::Report(&best.what),
        });
    }
}

/// What a new event says of an earlier one: a denial of what was stated
/// disputes it, of what was alleged or planned denies it; a statement of what
/// was alleged or planned confirms it, of what was denied disputes that.
fn bearing(new: &Event, earlier: &Event) -> Option<Kind> {
    if !is_near(new, earlier) {
        return None;
    }
    use EventStatus::{Confirmed, Corroborated, Reported};
    let is_stated = matches!(new.status, Reported | Corroborated | Confirmed);
    match (new.status, earlier.status) {
        (EventStatus::Denied, Reported | Corroborated | Confirmed) => Some(Kind::Disputed),
        (EventStatus::Denied, EventStatus::Alleged | EventStatus::Planned) => Some(Kind::Denied),
        (_, EventStatus::Alleged | EventStatus::Planned) if is_stated => Some(Kind::Confirmed),
        (_, EventStatus::Denied) if is_stated => Some(Kind::Disputed),
        _ => None,
    }
}

/// Of events with one deed: whether they lie close enough to be one. A plan may
/// come true on any of its days.
fn is_near(new: &Event, earlier: &Event) -> bool {
    let room = if earlier.status == EventStatus::Planned { 0 } else { GAP_DAYS_MAX };
    let gap = |from: Date, to: Date| i64::from((to - from).get_days());
    gap(earlier.happened_on.to, new.happened_on.from) <= room
        && gap(new.happened_on.to, earlier.happened_on.from) <= room
}
