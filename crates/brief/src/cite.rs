//! Sentences with their evidence attached.
//!
//! In: a told event or arrangement. Out: [`BriefSentence`]s whose fields are
//! those of the report that leads, so that the checker can compare them.

use crate::{
    brief::{BriefSentence, Citation},
    matter::{CitedReport, Matter, ToldArrangement},
    names, prose,
    select::{Item, is_quotable},
};
use rapport_record::{Arrangement, DateSource, Dated, Party, Report};
use std::collections::BTreeSet;

/// The most outlets cited for one event.
const OUTLETS_MAX: usize = 4;

/// The sentence of an item: the leading report first, then the denial it
/// mentions, then other outlets that state the same.
pub(crate) fn sentence(matter: &Matter, item: &Item) -> BriefSentence {
    let lead = item.lead;
    let mut cited = vec![lead];
    cited.extend(item.denial);
    let mut outlets: Vec<&str> = lead.outlet.as_deref().into_iter().collect();
    // A quote is the lead's alone.
    let others = if prose::is_quote(&item.text) { &[][..] } else { &item.told.reports[..] };
    for other in others {
        let outlet = other.outlet.as_deref().unwrap_or_default();
        let is_new = !outlet.is_empty() && !outlets.contains(&outlet);
        let agrees = other.report.certainty == lead.report.certainty
            && other.report.happened_on == lead.report.happened_on
            && owner(&other.report.source) == owner(&lead.report.source)
            && owner(&other.report.target) == owner(&lead.report.target);
        if is_new && agrees && outlets.len() < OUTLETS_MAX && is_quotable(matter, other) {
            outlets.push(outlet);
            cited.push(other);
        }
    }
    BriefSentence {
        text: counted(&item.text, outlets.len()),
        citations: cited.into_iter().map(citation).collect(),
        ..of_report(&lead.report, item)
    }
}

/// The citation of a report.
pub(crate) fn citation(cited: &CitedReport) -> Citation {
    let report = &cited.report;
    Citation {
        document: report.document.clone(),
        sentence: report.sentence,
        date: report.known_on,
        outlet: cited.outlet.clone(),
        url: cited.url.clone(),
        quote: report.text.clone(),
        report: Some(report.id.clone()),
        source: owner(&report.source),
        target: owner(&report.target),
        happened_on: Some(report.happened_on),
        certainty: report.certainty,
    }
}

/// The citations of an arrangement that a brief of the day may use.
pub(crate) fn arrangement_citations(matter: &Matter, told: &ToldArrangement) -> Vec<Citation> {
    let arrangement = &told.arrangement;
    arrangement
        .evidence
        .iter()
        .filter_map(|evidence| {
            let document =
                told.documents.iter().find(|document| document.document == evidence.document)?;
            let is_usable = document.is_citable
                && document.published_on <= matter.as_of
                && !evidence.quote.trim().is_empty();
            is_usable.then(|| Citation {
                document: evidence.document.clone(),
                sentence: evidence.sentence,
                date: document.published_on,
                outlet: document.outlet.clone(),
                url: document.url.clone(),
                quote: evidence.quote.clone(),
                report: None,
                source: arrangement.parties.first().map(|party| party.actor.clone()),
                target: arrangement.parties.get(1).map(|party| party.actor.clone()),
                happened_on: span(arrangement),
                certainty: arrangement.certainty,
            })
        })
        .take(2)
        .collect()
}

/// The sentence of an arrangement.
pub(crate) fn of_arrangement(
    arrangement: &Arrangement,
    text: String,
    citations: Vec<Citation>,
) -> BriefSentence {
    BriefSentence {
        text,
        n_reports: citations.len(),
        n_outlets: n_outlets(&citations),
        citations,
        event: Some(arrangement.id.clone()),
        event_type: None,
        source: arrangement.parties.first().map(|party| party.actor.clone()),
        target: arrangement.parties.get(1).map(|party| party.actor.clone()),
        happened_on: span(arrangement),
        certainty: arrangement.certainty,
        attributed_to: arrangement.attributed_to.clone(),
    }
}

/// The fields of a sentence that come from the leading report.
pub(crate) fn of_report(report: &Report, item: &Item) -> BriefSentence {
    BriefSentence {
        text: item.text.clone(),
        citations: vec![citation(item.lead)],
        event: Some(item.told.event.id.clone()),
        event_type: Some(report.event_type),
        source: owner(&report.source),
        target: owner(&report.target),
        happened_on: Some(report.happened_on),
        certainty: report.certainty,
        attributed_to: report.attributed_to.clone(),
        n_reports: item.told.event.n_reports,
        n_outlets: item.told.event.n_outlets,
    }
}

/// How many different outlets are cited; those without a name count as one.
pub(crate) fn n_outlets(citations: &[Citation]) -> usize {
    citations.iter().map(|citation| citation.outlet.as_deref()).collect::<BTreeSet<_>>().len()
}

/// From the first possible day to the last; open where it is in force.
pub(crate) fn span(arrangement: &Arrangement) -> Option<Dated> {
    let (from, _) = arrangement.since?;
    let to = arrangement.until.map_or(Dated::OPEN, |(_, latest)| latest);
    Some(Dated { from, to, known_from: DateSource::Stated })
}

fn owner(party: &Option<Party>) -> Option<String> {
    party.as_ref().map(|party| names::owner(party).clone())
}

/// "... (three outlets)", where each of them is cited.
fn counted(text: &str, n_outlets: usize) -> String {
    let many = match n_outlets {
        2 => "two outlets",
        3 => "three outlets",
        4 => "four outlets or more",
        _ => return text.to_owned(),
    };
    format!("{} ({many}).", text.trim_end_matches('.'))
}
