//! What a text leaves to be understood: who wrote off whose debts.
//!
//! In: the sentences of a document, who is named in each, and its reports. Out: a report of each
//! write-off that is told without anybody ("efforts to mend ties, including debt write-offs"): by
//! whom the text last told to help another, to that other, as lenders are who helped before.

use super::NewsCoder;
use crate::text::Sentence;
use rapport_record::{
    ActorId, Certainty, Coded, Date, DateSource, Dated, Document, EventType, Goods, GoodsKind,
    Party, Report, Span,
};

/// How likely it is right. Ours: too few to measure.
const TOLD_AS_UNDERSTOOD: f64 = 0.5;

/// Sentences between the help and the write-off. Ours.
const SENTENCES_BACK: usize = 4;

/// How a write-off is told as a noun, the longer form first.
const WRITE_OFFS: &[&str] = &[
    "debt write-offs",
    "debt write-off",
    "debt cancellations",
    "debt cancellation",
    "debt forgiveness",
];

/// What stands before one that belongs to what was done.
const BEFORE: &[&str] = &["including ", "such as ", "with ", "through "];

/// Words in a sentence that does not tell one as done, or not of a state's.
const NOT_DONE: &[&str] = &[
    "ask", "call", "calls", "could", "demand", "demands", "may", "medical", "might", "no", "not",
    "oppose", "opposes", "plan", "plans", "promise", "propose", "proposes", "reject", "rejected",
    "rejects", "seek", "seeks", "should", "student", "will", "would",
];

/// Adds what is understood in the sentences of politics that name nobody, each behind the reports
/// of the sentences before; `n_reports` were numbered already.
pub fn tell<'s>(
    coder: &NewsCoder,
    document: &Document,
    nameless: impl Iterator<Item = &'s Sentence>,
    n_reports: usize,
    coded: &mut Coded,
) {
    let mut number = n_reports;
    for sentence in nameless {
        let Some(words) = write_off(sentence) else { continue };
        let helped = coded.reports.iter().rfind(|report| {
            report.sentence < sentence.index
                && sentence.index <= report.sentence + SENTENCES_BACK
                && report.event_type == EventType::Aid
                && report.certainty == Certainty::Reported
        });
        let report =
            helped.and_then(|helped| of_debts(coder, document, sentence, words, helped, number));
        if let Some(report) = report {
            let at = coded.reports.iter().take_while(|one| one.sentence <= sentence.index).count();
            coded.reports.insert(at, report);
            number += 1;
        }
    }
}

/// The words of a sentence that tell a write-off as done: "efforts to mend ties, including debt
/// write-offs"; not "calls for debt forgiveness".
fn write_off(sentence: &Sentence) -> Option<Span> {
    let is_open = sentence.tokens.iter().any(|token| NOT_DONE.contains(&token.lower.as_str()));
    let (at, words) = WRITE_OFFS.iter().find_map(|words| {
        let at = sentence.text.find(words)?;
        Some((at, *words))
    })?;
    let before = &sentence.text[..at];
    let is_done = BEFORE.iter().any(|opening| before.ends_with(opening));
    let start = before.chars().count();
    (is_done && !is_open).then(|| Span { start, end: start + words.chars().count() })
}

fn of_debts(
    coder: &NewsCoder,
    document: &Document,
    sentence: &Sentence,
    words: Span,
    helped: &Report,
    number: usize,
) -> Option<Report> {
    let actors = coder.gazetteer.actors();
    let entry = coder.ontology.entry(EventType::Aid);
    let mode = entry.modes.iter().find(|mode| mode.id == "debt-relief");
    let mode = mode.unwrap_or(&entry.modes[0]);
    let day = document.published_on;
    let (giver, taker) = (helped.source.as_ref()?, helped.target.as_ref()?);
    let (giver, taker) = (giver.country.clone()?, taker.country.clone()?);
    // Of a state that has ended by then it is those who carry it on.
    let ended =
        |id: &ActorId| -> Option<Date> { actors.get(id)?.until.filter(|until| *until < day) };
    let now = |id: &ActorId| {
        let heir = if ended(id).is_some() { actors.today(id) } else { id };
        let name = actors.name(heir).to_owned();
        let id = heir.to_owned();
        Party { actor: id.clone(), country: Some(id), role: None, name, span: None }
    };
    let (source, target) = (now(&giver), now(&taker));
    if source.actor == target.actor || ended(&target.actor).is_some() {
        return None;
    }
    let from = ended(&giver).unwrap_or(helped.happened_on.from);
    Some(Report {
        id: format!("{}:{}:{number}", document.id, sentence.index),
        sentence: sentence.index,
        text: sentence.text.clone(),
        sentence_start: sentence.start,
        source: Some(source),
        target: Some(target),
        mode: Some(mode.id.clone()),
        act: None,
        about: Vec::new(),
        others: Vec::new(),
        contexts: Vec::new(),
        goods: vec![Goods {
            kind: GoodsKind::DebtRelief,
            quantity: None,
            unit: None,
            text: words.of(&sentence.text).unwrap_or_default().to_owned(),
        }],
        exchange: None,
        purpose: None,
        casualties: None,
        place: None,
        attributed_to: None,
        happened_on: Dated { from: from.min(day), to: day, known_from: DateSource::Tense },
        reciprocal: false,
        cameo: Some(mode.cameo.clone()),
        goldstein: mode.goldstein,
        probability: TOLD_AS_UNDERSTOOD,
        trigger: Some(words),
        ..helped.clone()
    })
}
