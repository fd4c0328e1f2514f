//! The timeline of a pair: every event and every beginning and end of an
//! arrangement, oldest first, each with its citations.
//!
//! In: a [`Matter`]. Out: rows, and the rows as text, Markdown, JSON or JSON lines.
//! Unlike a brief it leaves nothing out that can be told; rows that rest only
//! on sources a brief may not cite say so.

use crate::{
    brief::Citation,
    cite, dates,
    matter::{CitedReport, Matter, Told, ToldArrangement},
    names,
    prose::Teller,
};
use rapport_record::{Certainty, Date, Dated, EventType};
use serde::{Deserialize, Serialize};

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimelineRow {
    /// First possible day, by which rows are ordered.
    pub date: Date,
    /// When, as finely as it is known.
    pub happened_on: Dated,
    /// The same in words: "in March 2022".
    pub when: String,
    /// The sentence.
    pub text: String,
    /// The event's or arrangement's id.
    pub event: String,
    /// Type of the deed; none for an arrangement.
    #[serde(rename = "type")]
    pub event_type: Option<EventType>,
    /// How firmly it is told.
    pub certainty: Certainty,
    /// Sentences that tell of it.
    pub n_reports: usize,
    /// Outlets among them.
    pub n_outlets: usize,
    /// Whether a brief may cite it.
    pub is_citable: bool,
    /// The quotes.
    pub citations: Vec<Citation>,
}

/// The most quotes kept for one row.
const CITATIONS_MAX: usize = 4;

/// Everything that can be told about the pair, oldest first.
pub fn timeline(matter: &Matter) -> Vec<TimelineRow> {
    let teller = Teller::of(matter);
    let mut rows: Vec<TimelineRow> = matter
        .events
        .iter()
        .filter_map(|told| event_row(matter, &teller, told))
        .chain(matter.arrangements.iter().flat_map(|told| arrangement_rows(matter, told)))
        .collect();
    rows.sort_by(|x, y| {
        x.date
            .cmp(&y.date)
            .then(x.happened_on.cmp(&y.happened_on))
            .then_with(|| x.event.cmp(&y.event))
            .then_with(|| x.text.cmp(&y.text))
    });
    rows
}

/// One row a line: day, certainty where it is not plain fact, sentence, sources.
pub fn timeline_to_text(rows: &[TimelineRow]) -> String {
    let mut text = String::new();
    for row in rows {
        let sources = sources(row);
        text.push_str(&format!("{}  {}{} [{sources}]\n", row.date, row.text, unchecked(row)));
    }
    text
}

/// A Markdown table.
pub fn timeline_to_markdown(rows: &[TimelineRow]) -> String {
    let mut text =
        String::from("| Day | What | Certainty | Sources |\n| --- | --- | --- | --- |\n");
    let cell = |words: &str| words.replace('|', "\\|").replace('\n', " ");
    for row in rows {
        text.push_str(&format!(
            "| {} | {}{} | {} | {} |\n",
            row.date,
            cell(&row.text),
            unchecked(row),
            row.certainty,
            cell(&sources(row))
        ));
    }
    text
}

/// A JSON array of rows.
pub fn timeline_to_json(rows: &[TimelineRow]) -> String {
    serde_json::to_string_pretty(rows).expect("rows are plain values")
}

/// One JSON object a line.
pub fn timeline_to_jsonl(rows: &[TimelineRow]) -> String {
    rows.iter()
        .map(|row| serde_json::to_string(row).expect("rows are plain values") + "\n")
        .collect()
}

fn event_row(matter: &Matter, teller: &Teller, told: &Told) -> Option<TimelineRow> {
    let mut known: Vec<&CitedReport> =
        told.reports.iter().filter(|cited| cited.report.known_on <= matter.as_of).collect();
    known.sort_by(|x, y| {
        y.is_citable
            .cmp(&x.is_citable)
            .then(y.rank().total_cmp(&x.rank()))
            .then_with(|| x.report.id.cmp(&y.report.id))
    });
    // Every event has its row: where the brief would tell none, the whole quote.
    let (lead, text) = known
        .iter()
        .find_map(|cited| teller.sentence(cited).map(|text| (*cited, text)))
        .or_else(|| known.first().map(|cited| (*cited, Teller::whole(&cited.report))))?;
    // The twins of a symmetric deed stand in one sentence, which is quoted once.
    let mut quoted: Vec<&CitedReport> = vec![lead];
    for other in known.iter().filter(|other| other.report.certainty == lead.report.certainty) {
        if quoted.len() < CITATIONS_MAX && !quoted.iter().any(|cited| cited.is_said_with(other)) {
            quoted.push(other);
        }
    }
    let citations: Vec<Citation> = quoted.into_iter().map(cite::citation).collect();
    let happened_on = lead.report.happened_on;
    Some(TimelineRow {
        date: happened_on.from,
        happened_on,
        when: dates::when(&happened_on),
        text,
        event: told.event.id.clone(),
        event_type: Some(lead.report.event_type),
        certainty: lead.report.certainty,
        n_reports: told.event.n_reports,
        n_outlets: told.event.n_outlets,
        is_citable: lead.is_citable,
        citations,
    })
}

/// The beginning and, where it has one, the end of an arrangement.
fn arrangement_rows(matter: &Matter, told: &ToldArrangement) -> Vec<TimelineRow> {
    let arrangement = &told.arrangement;
    let citations = cite::arrangement_citations(matter, told);
    let parties: Vec<String> =
        arrangement.parties.iter().map(|party| names::actor(matter.actors, &party.actor)).collect();
    if citations.is_empty() || arrangement.known_on > matter.as_of {
        return Vec::new();
    }
    let who = names::list(&parties);
    let edges = [(arrangement.since, "began"), (arrangement.until, "ended")];
    edges
        .into_iter()
        .filter_map(|(edge, verb)| {
            let (from, to) = edge?;
            if matter.as_of < from {
                return None;
            }
            let happened_on = Dated { from, to, known_from: rapport_record::DateSource::Stated };
            let hedge = match (arrangement.certainty, &arrangement.attributed_to) {
                (Certainty::Reported, _) => String::new(),
                (_, Some(speaker)) => {
                    format!(", according to {},", names::speaker(matter.actors, speaker))
                }
                (_, None) => " reportedly".to_owned(),
            };
            Some(TimelineRow {
                date: from,
                happened_on,
                when: dates::when(&happened_on),
                text: format!(
                    "{}, the {} between {who}{hedge} {verb}.",
                    dates::at_start(&happened_on),
                    arrangement.label,
                ),
                event: arrangement.id.clone(),
                event_type: None,
                certainty: arrangement.certainty,
                n_reports: citations.len(),
                n_outlets: cite::n_outlets(&citations),
                is_citable: true,
                citations: citations.clone(),
            })
        })
        .collect()
}

/// "AP 2024-06-19 doc-1; Reuters 2024-06-20 doc-2".
fn sources(row: &TimelineRow) -> String {
    let one = |citation: &Citation| {
        let outlet = citation.outlet.as_deref().unwrap_or("unnamed outlet");
        format!("{outlet} {} {}", citation.date, citation.document)
    };
    row.citations.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn unchecked(row: &TimelineRow) -> &'static str {
    if row.is_citable { "" } else { " (not checked against a source)" }
}
