//! Which sentences of a brief no longer hold.
//!
//! In: a brief written earlier, and the events known then and now. Out: each
//! sentence whose cited quote or report is gone, or whose event is told
//! otherwise, with what changed.

use super::{Because, Change, Kind, changes};
use crate::told;
use rapport_archive::EventTold;
use rapport_brief::{Brief, BriefSentence, Citation};
use rapport_record::{Arrangement, DateSource, Dated, Recorded, Report};
use std::collections::HashMap;

/// One reason why a sentence no longer holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Fallen<'e> {
    /// The section's id.
    pub section: &'e str,
    /// The sentence.
    pub text: &'e str,
    /// The event (or arrangement) it tells.
    pub event: Option<&'e str>,
    /// What changed.
    pub kind: Kind,
    /// What it was.
    pub was: String,
    /// What it is.
    pub is: String,
    /// What did it.
    pub because: Because<'e>,
}

/// What is known now, to hold a brief against.
pub struct Known<'e> {
    /// The events of the brief's day.
    pub then: &'e [EventTold],
    /// The events now.
    pub now: &'e [EventTold],
    /// The arrangements now.
    pub arrangements: &'e [Recorded<Arrangement>],
}

/// The sentences that no longer hold, in reading order, one entry a reason;
/// `is_quoted` tells whether a citation's quote still stands in its document.
pub fn fallen<'e>(
    brief: &'e Brief,
    known: &Known<'e>,
    is_quoted: impl Fn(&Citation) -> bool,
) -> Vec<Fallen<'e>> {
    let mut by_event = HashMap::<&str, Vec<Change>>::new();
    for change in changes(known.then, known.now) {
        by_event.entry(change.event.id.as_str()).or_default().push(change);
    }
    let of_report = reports(known.now);
    let event_of: HashMap<&str, &str> = known
        .then
        .iter()
        .flat_map(|(event, reports)| {
            reports.iter().map(|report| (report.id.as_str(), event.id.as_str()))
        })
        .collect();
    let mut found = Vec::new();
    for section in &brief.sections {
        for sentence in &section.sentences {
            let mut reasons = citations(sentence, &of_report, &is_quoted);
            let lead = sentence.citations.first().and_then(|first| first.report.as_deref());
            let event = lead.and_then(|report| event_of.get(report).copied());
            for change in event.and_then(|event| by_event.get(event)).into_iter().flatten() {
                reasons.push((change.kind, change.was.clone(), change.is.clone(), change.because));
            }
            match sentence.event_type {
                Some(_) => reasons.extend(coded_otherwise(sentence, lead, &of_report)),
                None => reasons.extend(lasting(sentence, known.arrangements)),
            }
            let mut told = Vec::new();
            for (kind, was, is, because) in reasons {
                if !told.contains(&kind) {
                    told.push(kind);
                    let (section, text) = (section.id.as_str(), sentence.text.as_str());
                    let event = sentence.event.as_deref();
                    found.push(Fallen { section, text, event, kind, was, is, because });
                }
            }
        }
    }
    found
}

type Reason<'e> = (Kind, String, String, Because<'e>);

fn reports(events: &[EventTold]) -> HashMap<&str, &Report> {
    let reports = events.iter().flat_map(|(_, reports)| reports);
    reports.map(|report| (report.id.as_str(), &report.what)).collect()
}

/// Quotes that are gone, and reports that are read out of them no more.
fn citations<'e>(
    sentence: &'e BriefSentence,
    now: &HashMap<&str, &Report>,
    is_quoted: &impl Fn(&Citation) -> bool,
) -> Vec<Reason<'e>> {
    let mut found = Vec::new();
    for citation in &sentence.citations {
        let is_read = citation.report.as_deref().is_none_or(|id| now.contains_key(id));
        let is = match (is_quoted(citation), is_read) {
            (false, _) => "no longer in the document",
            (true, false) => "no longer read as a report of the two",
            (true, true) => continue,
        };
        let was = format!("quoted from {}", citation.document);
        let lost = Because::Lost { document: &citation.document, quote: &citation.quote };
        found.push((Kind::Gone, was, is.to_owned(), lost));
    }
    found
}

/// The report it tells, where it is coded otherwise than the sentence has it.
fn coded_otherwise<'e>(
    sentence: &BriefSentence,
    lead: Option<&str>,
    now: &HashMap<&str, &'e Report>,
) -> Vec<Reason<'e>> {
    let Some(report) = lead.and_then(|id| now.get(id).copied()) else { return Vec::new() };
    let mut found = differing(
        (sentence.happened_on, Some(report.happened_on)),
        (sentence.certainty.as_str(), report.certainty.as_str()),
    );
    if let Some(was) = sentence.event_type.filter(|was| *was != report.event_type) {
        found.push((Kind::Type, was.to_string(), report.event_type.to_string()));
    }
    found.into_iter().map(|(kind, was, is)| (kind, was, is, Because::Unknown)).collect()
}

/// An arrangement that is gone, or whose days or certainty changed.
fn lasting<'e>(sentence: &BriefSentence, now: &'e [Recorded<Arrangement>]) -> Vec<Reason<'e>> {
    let Some(id) = &sentence.event else { return Vec::new() };
    let Some(arrangement) = now.iter().find(|arrangement| arrangement.id == *id) else {
        return vec![(Kind::Gone, "in force".into(), "told by nobody".into(), Because::Unknown)];
    };
    let is = arrangement.since.map(|(from, _)| Dated {
        from,
        to: arrangement.until.map_or(Dated::OPEN, |(_, latest)| latest),
        known_from: DateSource::Stated,
    });
    let certainty = (sentence.certainty.as_str(), arrangement.certainty.as_str());
    let newest = arrangement.evidence.last();
    let because = newest.map_or(Because::Unknown, |evidence| Because::Lost {
        document: &evidence.document,
        quote: &evidence.quote,
    });
    let found = differing((sentence.happened_on, is), certainty);
    found.into_iter().map(|(kind, was, is)| (kind, was, is, because)).collect()
}

fn differing(
    (days_then, days_now): (Option<Dated>, Option<Dated>),
    (certainty_then, certainty_now): (&str, &str),
) -> Vec<(Kind, String, String)> {
    let days = |days: Option<Dated>| days.map_or_else(|| "unknown".to_owned(), told::days);
    let (was, is) = (days(days_then), days(days_now));
    let mut found = Vec::new();
    if was != is {
        found.push((Kind::Days, was, is));
    }
    if certainty_then != certainty_now {
        found.push((Kind::Certainty, certainty_then.to_owned(), certainty_now.to_owned()));
    }
    found
}
