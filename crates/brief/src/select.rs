//! Which events are worth a sentence, and which report of each is quoted.
//!
//! In: a [`Matter`]. Out: [`Item`]s, each an event that can be told, with the
//! report that leads and a score. Nothing known after the as-of day, nothing
//! uncitable and nothing whose quote does not show who is meant gets through.

use crate::{
    dates, goods,
    matter::{CitedReport, Matter, Side, Told},
    names,
    prose::{self, Teller},
};
use rapport_record::{
    ActorKind, Certainty, Context, Date, Dated, DocumentKind, EventType, Report,
    UN_SECURITY_COUNCIL,
};
use std::collections::HashSet;

/// Weight added to |Goldstein| so that a deed without weight still counts
/// (a visit is +1.9, a treaty +5 to +8). Ours.
const WEIGHT_FLOOR: f64 = 1.0;

/// How many days halve the interest of an event in "now". Ours.
const NOW_HALF_LIFE_DAYS: f64 = 60.0;

/// Events of one type between the same two within this many days are told once. Ours.
const NEAR_DAYS: i32 = 4;

/// Least probability at which a report from a text is told. Reports below it name
/// a side only through a thing or a place of it, and read by eye only a third of
/// the sentences made of them were right. Ours.
const PROBABILITY_MIN: f64 = 0.75;

/// The same where it is plain who did it: two are told to have signed together ("A and B sign a
/// pact"), or somebody to have cast a veto in the Security Council. Of the reports of 84,467
/// items between 0.5 and 0.75 all five such signings among 17 read by eye were right, and both
/// such vetoes. Ours.
const PLAIN_MIN: f64 = 0.5;

/// To which power its probability counts in what an event matters: one that is
/// surely right goes before a greater one that may be misread. Ours.
const SURENESS: i32 = 4;

/// How many vetoes of a table one brief tells: each is a number and an agenda item. Ours.
const LISTED_VETOES_MAX: usize = 2;

/// How much a turning event (treaty, veto, war ...) counts over another. Ours.
const MILESTONE_FACTOR: f64 = 2.0;

/// Words in a mode's phrase that mark an event people remember.
const MILESTONES: &[&str] = &[
    "treaty",
    "alliance",
    "pact",
    "war",
    "summit",
    "invad",
    "veto",
    "nuclear",
    "missile",
    "diplomatic relations",
    "recogni",
    "armistice",
    "annex",
    "state visit",
    "debt",
];

/// An event that can be told.
#[derive(Debug, Clone)]
pub(crate) struct Item<'m> {
    /// The event and its reports.
    pub told: &'m Told,
    /// The report that the sentence tells and quotes.
    pub lead: &'m CitedReport,
    /// The report that denies it, where the sentence says that somebody does.
    pub denial: Option<&'m CitedReport>,
    /// The sentence.
    pub text: String,
    /// How much it matters, whenever it happened.
    pub score: f64,
    /// Whether it runs between the two sides.
    pub is_between: bool,
    /// Whether its words or contexts mark it as one that people remember.
    pub is_milestone: bool,
}

impl Item<'_> {
    /// When it happened, as the leading report has it.
    pub(crate) fn when(&self) -> Dated {
        self.lead.report.happened_on
    }

    /// Whether it is a plan for after `day`.
    pub(crate) fn lies_after(&self, day: Date) -> bool {
        self.lead.report.certainty == Certainty::Planned && day < self.when().to
    }

    /// How much it matters for what is going on at `day`.
    pub(crate) fn score_now(&self, day: Date) -> f64 {
        let age = f64::from(days_between(self.when().from, day).max(0));
        self.score * 0.5_f64.powf(age / NOW_HALF_LIFE_DAYS)
    }
}

/// What was told already, so that nothing is told twice.
#[derive(Debug, Default)]
pub(crate) struct Used {
    events: HashSet<String>,
    places: HashSet<(String, usize)>,
    texts: HashSet<String>,
    deeds: Vec<(EventType, String, String, Dated)>,
    n_listed_vetoes: usize,
}

impl Used {
    /// Whether an item tells something new; it is then taken as told.
    pub(crate) fn take(&mut self, item: &Item) -> bool {
        if self.has(item) {
            return false;
        }
        self.n_listed_vetoes += usize::from(is_listed_veto(item));
        self.mark(&item.lead.report, &item.told.event.id, &item.text);
        true
    }

    /// Notes that a report was told.
    pub(crate) fn mark(&mut self, report: &Report, event: &str, text: &str) {
        self.events.insert(event.to_owned());
        self.places.insert((report.document.clone(), report.sentence));
        self.texts.insert(text.to_owned());
        let (one, other) = sides(report);
        self.deeds.push((report.event_type, one, other, report.happened_on));
    }

    /// Whether the item, or one that reads like it, was told already.
    pub(crate) fn has(&self, item: &Item) -> bool {
        let report = &item.lead.report;
        let (one, other) = sides(report);
        LISTED_VETOES_MAX <= self.n_listed_vetoes && is_listed_veto(item)
            || self.events.contains(&item.told.event.id)
            || self.texts.contains(&item.text)
            || self.places.contains(&(report.document.clone(), report.sentence))
            || self.deeds.iter().any(|(event_type, a, b, on)| {
                *event_type == report.event_type
                    && (a, b) == (&one, &other)
                    && is_near(on, &report.happened_on)
            })
    }
}

/// Whether an item is the row of a table of vetoes.
fn is_listed_veto(item: &Item) -> bool {
    item.lead.kind == DocumentKind::Row && item.lead.report.mode.as_deref() == Some("veto")
}

/// Every event of the matter that can be told, best first.
pub(crate) fn items<'m>(matter: &'m Matter, told: &'m [Told]) -> Vec<Item<'m>> {
    let teller = Teller::of(matter);
    let mut items: Vec<Item> = told.iter().filter_map(|told| item(matter, &teller, told)).collect();
    items.sort_by(|x, y| {
        y.score
            .total_cmp(&x.score)
            .then_with(|| y.when().cmp(&x.when()))
            .then_with(|| x.told.event.id.cmp(&y.told.event.id))
    });
    items
}

/// Whole days from one to the other.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// Whether a report may be quoted in a brief of `as_of`.
pub(crate) fn is_quotable(matter: &Matter, cited: &CitedReport) -> bool {
    let report = &cited.report;
    let parties = [&report.source, &report.target];
    let is_shown = cited.kind == DocumentKind::Row
        || parties
            .into_iter()
            .flatten()
            .all(|party| names::is_shown(matter.actors, party, &report.text));
    // A deed still to come can only be a plan; "done" tomorrow is a misread date.
    let is_possible = report.happened_on.from <= matter.as_of
        || matches!(report.certainty, Certainty::Planned | Certainty::Conditional);
    // Of a stance that is denied little is told: who denied what of whom is easily misread.
    let is_denied_word = report.certainty == Certainty::Denied
        && matches!(
            report.event_type,
            EventType::Accuse | EventType::Request | EventType::Agree | EventType::Reject
        );
    let is_in_council =
        report.target.as_ref().is_some_and(|party| party.actor == UN_SECURITY_COUNCIL);
    let is_plain = match report.mode.as_deref() {
        Some("sign-agreement") => report.reciprocal,
        Some("veto") => is_in_council,
        _ => false,
    };
    let least = if is_plain { PLAIN_MIN } else { PROBABILITY_MIN };
    let is_sure = cited.kind == DocumentKind::Row || least <= report.probability;
    cited.is_citable
        && is_sure
        && !is_denied_word
        && report.known_on <= matter.as_of
        && !report.text.trim().is_empty()
        && is_shown
        && is_possible
}

/// An event of a third party with either side.
pub(crate) fn third_party_item<'m>(
    matter: &'m Matter,
    teller: &Teller,
    told: &'m Told,
) -> Option<Item<'m>> {
    tellable(matter, teller, told)
}

fn item<'m>(matter: &'m Matter, teller: &Teller, told: &'m Told) -> Option<Item<'m>> {
    let mut item = tellable(matter, teller, told)?;
    if item.is_between {
        return Some(item);
    }
    match concern(matter, teller, &item.lead.report)? {
        // A deed to a third state is those two's, whatever it was about.
        Concern::Told if item.is_milestone || is_in_body(matter, &item.lead.report) => {}
        Concern::Told => return None,
        Concern::Named(other) if item.is_milestone && item.lead.kind == DocumentKind::Row => {
            let text = item.text.trim_end_matches('.');
            item.text = format!("{text} (the report also names {other}).");
        }
        // A quote shows whom it names, and how; what is long past there is no news of theirs.
        Concern::Named(_) if item.is_milestone && !is_long_past(&item.lead.report) => {
            item.text = Teller::short_quote(&item.lead.report)?;
        }
        Concern::Named(_) => return None,
    }
    Some(item)
}

/// Whether a deed lay further back when it was told than news reaches.
fn is_long_past(report: &Report) -> bool {
    /// Ours.
    const NEWS_DAYS: i32 = 60;
    NEWS_DAYS < days_between(report.happened_on.to, report.known_on)
}

/// Whether one side is a body that both may sit in.
fn is_in_body(matter: &Matter, report: &Report) -> bool {
    [&report.source, &report.target].into_iter().flatten().any(|party| {
        matter.actors.get(&party.actor).is_some_and(|actor| actor.kind == ActorKind::Organisation)
    })
}

fn tellable<'m>(matter: &'m Matter, teller: &Teller, told: &'m Told) -> Option<Item<'m>> {
    let mut reports: Vec<&CitedReport> =
        told.reports.iter().filter(|cited| is_quotable(matter, cited)).collect();
    reports
        .sort_by(|x, y| y.rank().total_cmp(&x.rank()).then_with(|| x.report.id.cmp(&y.report.id)));
    let (lead, text) =
        reports.iter().find_map(|cited| teller.sentence(cited).map(|text| (*cited, text)))?;
    let is_between = matter.is_between(&lead.report);
    let is_milestone = is_milestone(matter, &lead.report);
    let denial = denial(lead, &reports);
    let text = with_denial(teller, text, denial);
    Some(Item {
        told,
        lead,
        denial,
        text,
        score: score(told, lead, is_between, is_milestone),
        is_between,
        is_milestone,
    })
}

/// How a deed by or against one side concerns the other.
enum Concern {
    /// The report says so.
    Told,
    /// The quote names the other side, by the name given here.
    Named(String),
}

fn concern(matter: &Matter, teller: &Teller, report: &Report) -> Option<Concern> {
    let (source, target) = matter.sides(report);
    let names = |id: &str| teller.names(id, &report.text);
    let of_side = |side| {
        prose::tells_about(report.event_type)
            && report.about.iter().any(|id| matter.side_of(id) == Some(side) && names(id))
    };
    let Some(side) = source.or(target) else {
        return (of_side(Side::A) && of_side(Side::B)).then_some(Concern::Told);
    };
    let (other, line) = match side {
        Side::A => (Side::B, &matter.b_line),
        Side::B => (Side::A, &matter.a_line),
    };
    if of_side(other) {
        return Some(Concern::Told);
    }
    let named = line.iter().find(|id| names(id))?;
    Some(Concern::Named(names::actor(matter.actors, named)))
}

/// The best report that denies what the leading one tells, and says who does.
fn denial<'m>(lead: &CitedReport, all: &[&'m CitedReport]) -> Option<&'m CitedReport> {
    let tells_deed = matches!(lead.report.certainty, Certainty::Reported | Certainty::Alleged);
    all.iter()
        .find(|cited| {
            cited.report.certainty == Certainty::Denied && cited.report.attributed_to.is_some()
        })
        .filter(|_| tells_deed)
        .copied()
}

/// ", which Ruritania denied", where some deny what others tell.
fn with_denial(teller: &Teller, text: String, denial: Option<&CitedReport>) -> String {
    match denial.and_then(|cited| cited.report.attributed_to.as_deref()) {
        Some(who) => {
            let who = names::speaker(teller.actors, who);
            format!("{}, which {who} denied.", text.trim_end_matches('.'))
        }
        None => text,
    }
}

fn score(told: &Told, lead: &CitedReport, is_between: bool, is_milestone: bool) -> f64 {
    let report = &lead.report;
    let firmness = match report.certainty {
        Certainty::Reported => 1.0,
        Certainty::Alleged => 0.7,
        Certainty::Denied => 0.6,
        Certainty::Planned => 0.6,
        Certainty::Conditional => 0.3,
    };
    let closeness = match (is_between, report.is_between_governments()) {
        (true, true) => 1.0,
        (true, false) => 0.6,
        (false, _) => 0.7,
    };
    let outlets = told.event.n_outlets.max(1) as f64;
    let reports = told.event.n_reports.max(1) as f64;
    (report.goldstein.abs() + WEIGHT_FLOOR)
        * report.probability.powi(SURENESS)
        * (1.0 + reports.ln() + 0.5 * outlets.ln())
        * firmness
        * closeness
        * if is_milestone { MILESTONE_FACTOR } else { 1.0 }
        * if goods::is_flow(report) { 1.2 } else { 1.0 }
}

fn is_milestone(matter: &Matter, report: &Report) -> bool {
    let mode = matter.ontology.mode_or_general(report.event_type, report.mode.as_deref());
    let words = format!("{} {}", mode.id.replace('-', " "), mode.past);
    report.mode.is_some() && MILESTONES.iter().any(|word| words.contains(word))
        || report.contexts.contains(&Context::Treaty) && report.event_type == EventType::Support
}

fn sides(report: &Report) -> (String, String) {
    let id = |party: &Option<rapport_record::Party>| {
        party.as_ref().map_or_else(String::new, |party| names::owner(party).clone())
    };
    let (one, other) = (id(&report.source), id(&report.target));
    if one <= other { (one, other) } else { (other, one) }
}

fn is_near(one: &Dated, other: &Dated) -> bool {
    let overlap = one.from <= other.to && other.from <= one.to;
    let gap = days_between(one.from, other.from).abs();
    gap <= NEAR_DAYS || (overlap && dates::when(one) == dates::when(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{actors, empty, ontology, report, told};
    use rapport_record::EventType::{Reject, Sanction};

    #[test]
    fn a_table_tells_two_of_its_vetoes() {
        let (actors, ontology) = (actors(), ontology());
        let mut matter = empty(&actors, &ontology);
        for (id, day) in [("a", "1950-01-02"), ("b", "1960-01-02"), ("c", "1970-01-02")] {
            let text = format!("Freedonia vetoed a proposal ({id}) on Ruritania.");
            let mut veto = report(id, day, ("FRE", "world-council"), Reject, "veto", &text);
            veto.about = vec!["RUR".into()];
            let mut event = told(veto);
            event.reports[0].kind = DocumentKind::Row;
            matter.events.push(event);
        }
        let items = items(&matter, &matter.events);
        let mut used = Used::default();
        assert_eq!(items.iter().filter(|item| used.take(item)).count(), 2);
    }

    #[test]
    fn a_deed_to_a_third_state_is_theirs_alone() {
        let (actors, ontology) = (actors(), ontology());
        let mut matter = empty(&actors, &ontology);
        let text = "Freedonia imposes sanctions on Sylvania over Ruritania.";
        let mut ban = report("d", "2024-03-28", ("FRE", "SYL"), Sanction, "impose-sanctions", text);
        ban.about = vec!["RUR".into()];
        matter.events.push(told(ban));
        assert!(items(&matter, &matter.events).is_empty());
    }
}
