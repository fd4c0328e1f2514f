//! The citation checker: does every sentence of a brief rest on its quotes?
//!
//! In: a brief (or its JSON) and a way to look documents up. Out: one [`Fault`]
//! for each broken rule; an empty list is the aim. The checker trusts nothing
//! that the writer computed except the fields it compares.

use crate::brief::{Brief, BriefSentence, Citation, SAMPLE_LINE};
use rapport_record::{ActorId, Certainty, Date, Document, DocumentKind};
use serde::Serialize;

/// The rules of citing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Every sentence has a citation.
    NoCitation,
    /// The cited document is in the archive.
    MissingDocument,
    /// The quote stands word for word in the document.
    QuoteNotVerbatim,
    /// The document was known on the day of the brief.
    AfterAsOf,
    /// The citation gives the document's own day.
    WrongDay,
    /// The document may be cited (a sample note checked against memory may not).
    Uncitable,
    /// Sentence and report agree on the doer.
    Source,
    /// Sentence and report agree on the other side.
    Target,
    /// Sentence and report agree on when.
    When,
    /// What is alleged, denied or planned is told as such.
    Certainty,
    /// The document names whom the sentence is about.
    Who,
    /// A brief from the sample says so in its first and last line.
    Sample,
}

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The section's id; empty for the brief as a whole.
    pub section: String,
    /// Index of the sentence in the section.
    pub sentence: usize,
    /// The sentence.
    pub text: String,
    /// Which rule.
    pub rule: Rule,
    /// What is wrong, with the values.
    pub message: String,
}

/// Words by which an allegation shows itself.
const HEDGES: &[&str] = &["according to", "reportedly", "accused", "alleged", "said", "claimed"];

/// Words by which a plan shows itself.
const PLANS: &[&str] = &["expected to", "planned", "would", "announced"];

/// Checks a brief against the documents it cites.
pub fn check(brief: &Brief, lookup: impl Fn(&str) -> Option<Document>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let says_so = |line: &str| line.contains(SAMPLE_LINE);
    if brief.is_sample && !(says_so(&brief.first_line) && says_so(&brief.last_line)) {
        faults.push(Fault {
            section: String::new(),
            sentence: 0,
            text: brief.first_line.clone(),
            rule: Rule::Sample,
            message: format!("first and last line must both hold `{SAMPLE_LINE}`"),
        });
    }
    each(brief, &mut faults, |sentence, report| {
        if sentence.citations.is_empty() {
            report(Rule::NoCitation, "no citation".to_owned());
        }
        for citation in &sentence.citations {
            opened(citation, brief.as_of, &lookup, report);
        }
        compared(sentence, report);
        hedged(sentence, report);
    });
    faults
}

/// As [`check`], from the JSON that `rapport brief --format json` writes.
///
/// # Errors
/// If the text is no such JSON.
pub fn check_json(
    json: &str,
    lookup: impl Fn(&str) -> Option<Document>,
) -> Result<Vec<Fault>, serde_json::Error> {
    let brief: Brief = serde_json::from_str(json)?;
    Ok(check(&brief, lookup))
}

/// Whether each cited document names both whom its sentence is about.
///
/// `named(citation)` gives the actors (and the states they act for) that the
/// caller's gazetteer finds in the cited document; none where that cannot be
/// judged: the document is missing, or no text but a row.
pub fn check_actors(
    brief: &Brief,
    named: impl Fn(&Citation) -> Option<Vec<ActorId>>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    each(brief, &mut faults, |sentence, report| {
        for citation in &sentence.citations {
            let Some(found) = named(citation) else { continue };
            for side in [&sentence.source, &sentence.target].into_iter().flatten() {
                if !found.contains(side) {
                    report(
                        Rule::Who,
                        format!("document {} does not name {side}", citation.document),
                    );
                }
            }
        }
    });
    faults
}

/// Runs a check over every sentence, with a way to report faults of it.
fn each(
    brief: &Brief,
    faults: &mut Vec<Fault>,
    mut examine: impl FnMut(&BriefSentence, &mut dyn FnMut(Rule, String)),
) {
    for section in &brief.sections {
        for (n, sentence) in section.sentences.iter().enumerate() {
            examine(sentence, &mut |rule, message| {
                faults.push(Fault {
                    section: section.id.clone(),
                    sentence: n,
                    text: sentence.text.clone(),
                    rule,
                    message,
                });
            });
        }
    }
}

/// The document is there, was known, may be cited, and holds the quote.
fn opened(
    citation: &Citation,
    as_of: Date,
    lookup: &impl Fn(&str) -> Option<Document>,
    report: &mut dyn FnMut(Rule, String),
) {
    let id = &citation.document;
    let Some(document) = lookup(id) else {
        report(Rule::MissingDocument, format!("document {id} is not in the archive"));
        return;
    };
    if citation.quote.trim().is_empty() || !document.full_text().contains(&citation.quote) {
        report(Rule::QuoteNotVerbatim, format!("not in document {id}: {:?}", citation.quote));
    }
    if as_of < document.published_on {
        let day = document.published_on;
        report(Rule::AfterAsOf, format!("document {id} is of {day}, the brief of {as_of}"));
    }
    if citation.date != document.published_on {
        let (given, own) = (citation.date, document.published_on);
        report(Rule::WrongDay, format!("document {id} is of {own}, the citation says {given}"));
    }
    let checked_against = document.extra.get("checked_against").and_then(|value| value.as_str());
    if document.kind == DocumentKind::Sample && checked_against == Some("memory") {
        report(Rule::Uncitable, format!("document {id} was checked against memory alone"));
    }
}

/// Whether the sentence holds words of its first citation in quotation marks.
fn holds_quote(sentence: &BriefSentence) -> bool {
    let Some((_, rest)) = sentence.text.split_once('“') else { return false };
    let Some((inside, _)) = rest.rsplit_once('”') else { return false };
    sentence.citations.first().is_some_and(|first| first.quote.contains(inside))
}

/// Sentence and reports agree on who, to whom and when.
fn compared(sentence: &BriefSentence, report: &mut dyn FnMut(Rule, String)) {
    let Some(first) = sentence.citations.first() else { return };
    let sides = |source: &Option<ActorId>, target: &Option<ActorId>| {
        let mut sides = [source.clone(), target.clone()];
        sides.sort();
        sides
    };
    if first.source != sentence.source {
        report(Rule::Source, format!("{:?} in the quote's report", first.source));
    }
    if first.target != sentence.target {
        report(Rule::Target, format!("{:?} in the quote's report", first.target));
    }
    for citation in &sentence.citations[1..] {
        let own = sides(&citation.source, &citation.target);
        if own != sides(&sentence.source, &sentence.target) {
            report(Rule::Source, format!("{own:?} in the report of {}", citation.document));
        }
    }
    for citation in &sentence.citations {
        if let (Some(own), Some(told)) = (&citation.happened_on, &sentence.happened_on)
            && (told.to < own.from || own.to < told.from)
        {
            report(Rule::When, format!("the report of {} says {own:?}", citation.document));
        }
    }
    if let Some(told) = &sentence.happened_on {
        let decade = format!("{}s", told.from.year() - told.from.year().rem_euclid(10));
        let years = [told.from.year().to_string(), told.to.year().to_string(), decade];
        let known_on = first.date.year().to_string();
        // A plan and a quote are told with the day they became known.
        let is_plan = sentence.certainty != Certainty::Reported || holds_quote(sentence);
        let names_year = years.iter().any(|year| sentence.text.contains(year.as_str()))
            || (is_plan && sentence.text.contains(&known_on));
        if !names_year {
            report(Rule::When, format!("the sentence names none of the years {years:?}"));
        }
    }
}

/// What is alleged, denied or planned is told as such.
fn hedged(sentence: &BriefSentence, report: &mut dyn FnMut(Rule, String)) {
    let text = sentence.text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let Some(first) = sentence.citations.first() else { return };
    if first.certainty != sentence.certainty {
        let (told, own) = (sentence.certainty, first.certainty);
        report(Rule::Certainty, format!("told as {told}, the quote's report is {own}"));
    }
    let is_told = |certainty: Certainty| match certainty {
        Certainty::Reported => true,
        Certainty::Alleged => has(HEDGES),
        Certainty::Denied => text.contains("denied"),
        Certainty::Planned => has(PLANS),
        Certainty::Conditional => text.contains("condition") || text.contains(" if "),
    };
    let mut seen = Vec::new();
    for citation in &sentence.citations {
        let certainty = citation.certainty;
        if !seen.contains(&certainty) && !is_told(certainty) {
            report(Rule::Certainty, format!("{certainty} in its report, and not told as such"));
        }
        seen.push(certainty);
    }
}
