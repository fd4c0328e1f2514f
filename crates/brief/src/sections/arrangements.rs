//! Arrangements in force: what lasts between the two, as far as a source reaches.

use super::{Desk, section_or};
use crate::{
    brief::{BriefSentence, Section},
    cite, dates,
    matter::{Matter, Side, ToldArrangement},
    names, prose,
};
use rapport_record::{Arrangement, ArrangementKind, Certainty, Date, DocumentKind};
use std::collections::HashSet;

pub(super) fn section(desk: &Desk, n_max: usize) -> Section {
    let as_of = desk.matter.as_of;
    let mut seen = HashSet::new();
    let sentences = ranked(desk)
        .into_iter()
        .filter(|told| !has_ended(&told.arrangement, as_of))
        .filter(|told| seen.insert(key(desk.matter, &told.arrangement)))
        .filter_map(|told| sentence(desk.matter, told))
        .take(n_max)
        .collect();
    section_or(
        "arrangements",
        "Arrangements in force",
        sentences,
        "Too little to say: no arrangement in force can be cited.",
    )
}

/// Those that have ended, with the day they began: matter for the history.
pub(super) fn ended(desk: &Desk) -> Vec<(Date, BriefSentence)> {
    let as_of = desk.matter.as_of;
    let mut seen = HashSet::new();
    ranked(desk)
        .into_iter()
        .filter(|told| has_ended(&told.arrangement, as_of))
        .filter(|told| seen.insert(key(desk.matter, &told.arrangement)))
        .filter_map(|told| {
            let (since, _) = told.arrangement.since?;
            Some((since, sentence(desk.matter, told)?))
        })
        .collect()
}

/// Strongest kind first, then the longest standing.
fn ranked<'d>(desk: &'d Desk) -> Vec<&'d ToldArrangement> {
    let as_of = desk.matter.as_of;
    let mut all: Vec<&ToldArrangement> = desk
        .matter
        .arrangements
        .iter()
        .filter(|told| {
            let arrangement = &told.arrangement;
            arrangement.since.is_none_or(|(_, latest)| latest <= as_of)
                && matches!(arrangement.certainty, Certainty::Reported | Certainty::Alleged)
                && is_of_pair(desk.matter, arrangement)
        })
        .collect();
    all.sort_by(|x, y| {
        let rank = |told: &ToldArrangement| told.arrangement.kind as usize;
        rank(x)
            .cmp(&rank(y))
            .then(x.arrangement.since.cmp(&y.arrangement.since))
            .then_with(|| x.arrangement.id.cmp(&y.arrangement.id))
    });
    all
}

fn has_ended(arrangement: &Arrangement, as_of: Date) -> bool {
    arrangement.until.is_some_and(|(_, latest)| latest < as_of)
}

fn is_of_pair(matter: &Matter, arrangement: &Arrangement) -> bool {
    let has =
        |side| arrangement.parties.iter().any(|party| matter.side_of(&party.actor) == Some(side));
    has(Side::A) && has(Side::B)
}

/// Two pacts of the same years (defence, non-aggression, consultation) are one
/// line, that of the strongest; so are two spells told by two tables.
fn key(matter: &Matter, arrangement: &Arrangement) -> (String, String, String) {
    use ArrangementKind::*;
    let group = match arrangement.kind {
        Alliance | Nonaggression | ConsultationPact => "pact",
        kind => kind.as_str(),
    };
    let year = |edge: Option<(Date, Date)>| {
        edge.map_or_else(String::new, |(earliest, _)| earliest.year().to_string())
    };
    let directed =
        [Backing, Debt, Supply, Occupation, SanctionsRegime, Recognition, Basing, Membership];
    let first = if directed.contains(&arrangement.kind) {
        let side = arrangement.parties.first().and_then(|party| matter.side_of(&party.actor));
        format!("{side:?}")
    } else {
        String::new()
    };
    (format!("{group} {first}"), year(arrangement.since), year(arrangement.until))
}

fn sentence(matter: &Matter, told: &ToldArrangement) -> Option<BriefSentence> {
    let citations = cite::arrangement_citations(matter, told);
    if citations.is_empty() {
        return None;
    }
    let arrangement = &told.arrangement;
    if told.documents.iter().all(|document| document.kind == DocumentKind::Text) {
        // What a text says in passing is easily made too much of: "Freedonian-occupied farms".
        let text = citations.iter().find_map(|citation| {
            let quote = prose::quotable(&citation.quote)?;
            Some(format!("Reported on {}: “{quote}”", dates::long(citation.date)))
        })?;
        return Some(cite::of_arrangement(arrangement, text, citations));
    }
    let text = words(matter, told)?;
    let text = match (arrangement.certainty, &arrangement.attributed_to) {
        (Certainty::Alleged, Some(who)) => {
            format!("According to {}, {text}", names::speaker(matter.actors, who))
        }
        (Certainty::Alleged, None) => format!("Reportedly, {text}"),
        _ => dates::capital(&text),
    };
    Some(cite::of_arrangement(arrangement, text, citations))
}

/// "the Soviet Union and North Korea were allied from 1961 to 1996 (ATOP 5.1)."
fn words(matter: &Matter, told: &ToldArrangement) -> Option<String> {
    let arrangement = &told.arrangement;
    let from = arrangement.since.map(dates::edge);
    let until = arrangement.until.filter(|(_, latest)| *latest < matter.as_of).map(dates::edge);
    let is_over = until.is_some();
    let span = match (from, until) {
        (Some(from), Some(until)) if from == until => format!("in {from}"),
        (Some(from), Some(until)) => format!("from {from} to {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => String::new(),
    };
    let reach = match arrangement.vouched_until {
        Some(last) if !is_over && last < matter.as_of => {
            format!(", in force as far as the source reaches ({})", last.year())
        }
        _ => String::new(),
    };
    let text = format!("{} {span}", deed(matter, arrangement, is_over)?);
    Some(format!("{}{reach}{}.", text.trim_end(), tag(told)))
}

/// Who stands how to whom, up to the dates.
fn deed(matter: &Matter, arrangement: &Arrangement, is_over: bool) -> Option<String> {
    use ArrangementKind::*;
    let name = |id: &str| names::actor(matter.actors, id);
    let first = arrangement.parties.iter().find(|party| matter.side_of(&party.actor).is_some())?;
    let side = matter.side_of(&first.actor);
    let second = arrangement.parties.iter().find(|party| {
        let other = matter.side_of(&party.actor);
        other.is_some() && other != side
    })?;
    let both = names::list(&[name(&first.actor), name(&second.actor)]);
    let have_been = if is_over { "were" } else { "have been" };
    let state = match arrangement.kind {
        Alliance => "allied",
        Nonaggression => "bound by a non-aggression pact",
        ConsultationPact => "bound by a pact to consult each other",
        Armistice => "bound by an armistice",
        PeaceTreaty => "bound by a peace treaty",
        Treaty => "bound by a treaty",
        TradeAgreement => "bound by a trade agreement",
        Rivalry => "strategic rivals",
        DiplomaticRelations => {
            let have = if is_over { "had" } else { "have had" };
            return Some(format!("{both} {have} diplomatic relations"));
        }
        BorderDispute => {
            let have = if is_over { "disputed" } else { "have disputed" };
            return Some(format!("{both} {have} their border"));
        }
        Membership if first.role.is_none() => {
            let have = if is_over { "shared" } else { "have shared" };
            let label = bare_label(&arrangement.label);
            return Some(format!("{both} {have} membership ({label})"));
        }
        _ => return Some(directed(matter, arrangement, &first.actor, &second.actor, is_over)),
    };
    Some(format!("{both} {have_been} {state}"))
}

/// Arrangements with a direction: the roles of the parties tell it.
fn directed(
    matter: &Matter,
    arrangement: &Arrangement,
    first: &str,
    second: &str,
    is_over: bool,
) -> String {
    use ArrangementKind::*;
    let role = |id: &str| {
        arrangement
            .parties
            .iter()
            .find(|party| party.actor == id)
            .and_then(|party| party.role.as_deref())
            .unwrap_or_default()
    };
    let passive = [
        "backed",
        "debtor",
        "occupied",
        "recognised",
        "supplied",
        "target",
        "host",
        "organisation",
    ];
    let is_turned = passive.contains(&role(first));
    let (doer, other) = if is_turned { (second, first) } else { (first, second) };
    let has_roles = !role(first).is_empty() || !role(second).is_empty();
    let name = |id: &str| names::actor(matter.actors, id);
    let (doer, other) = (name(doer), name(other));
    let (has, did) = match (arrangement.kind, has_roles) {
        (Backing, true) => ("has backed", "backed"),
        (Occupation, true) => ("has occupied territory of", "occupied territory of"),
        (Recognition, true) => ("has recognised", "recognised"),
        (Supply, true) => ("has supplied", "supplied"),
        (SanctionsRegime, true) => ("has had sanctions in force on", "had sanctions in force on"),
        (Basing, true) => ("has had bases or troops in", "had bases or troops in"),
        (Debt, true) => ("has been a creditor of", "was a creditor of"),
        (Membership, true) => ("has been a member of", "was a member of"),
        _ => {
            let held = if is_over { "held" } else { "has held" };
            let label = bare_label(&arrangement.label);
            return format!("a {label} {held} between {doer} and {other}");
        }
    };
    format!("{doer} {} {other}", if is_over { did } else { has })
}

/// " (ATOP 5.1)": the table that says so, where it is one.
fn tag(told: &ToldArrangement) -> String {
    let row = told.documents.iter().find(|document| document.kind == DocumentKind::Row);
    let outlet = row.and_then(|document| document.outlet.as_deref());
    outlet.map_or_else(String::new, |outlet| format!(" ({outlet})"))
}

/// The label without the source in brackets at its end.
fn bare_label(label: &str) -> &str {
    label.split(" (").next().unwrap_or(label).trim()
}
