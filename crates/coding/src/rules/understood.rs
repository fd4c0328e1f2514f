//! What a text leaves to be understood: who wrote off whose debts.
//!
//! In: the sentences of a document, who is named in each, and its reports. Out: a report of each
//! write-off that is told without anybody ("efforts to mend ties, including debt write-offs"): by
//! whom the text last told to help another, to that other, as lenders are who helped before.

use super::NewsCoder;
use crate::actors::Found;
use crate::text::Sentence;
use rapport_record::{
    Certainty, Coded, Date, DateSource, Dated, Document, EventType, Goods, GoodsKind, Party,
    Report, Span,
};

/// How likely it is right. Ours: too few to measure.
const TOLD_AS_UNDERSTOOD: f64 = 0.5;

/// How a write-off is told as a noun.
const WRITE_OFFS: &[&str] = &[
    "debt write-offs",
    "debt write-off",
    "debt forgiveness",
    "debt cancellation",
    "debt cancellations",
];

/// Adds what is understood, each behind the reports of the sentences before.
pub fn tell(
    coder: &NewsCoder,
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Vec<Found>],
    coded: &mut Coded,
) {
    for (sentence, found) in sentences.iter().zip(mentions) {
        let names_nobody = found.iter().all(|one| one.country.is_none() && one.actor.is_empty());
        let Some(words) = names_nobody.then(|| write_off(sentence)).flatten() else { continue };
        let helped = coded.reports.iter().rfind(|report| {
            report.sentence < sentence.index
                && report.event_type == EventType::Aid
                && report.certainty == Certainty::Reported
                && report.source.is_some()
                && report.target.is_some()
        });
        let Some(helped) = helped else { continue };
        let report = of_debts(coder, document, sentence, words, helped);
        let at = coded.reports.iter().take_while(|one| one.sentence <= sentence.index).count();
        coded.reports.insert(at, report);
    }
}

/// The words of a sentence that tell a write-off as done; not "calls for", "no debt forgiveness".
fn write_off(sentence: &Sentence) -> Option<Span> {
    let lower = sentence.text.to_lowercase();
    let is_open = ["call", "demand", "ask", "seek", " no ", "not ", "could", "should", "would"]
        .iter()
        .any(|word| lower.contains(word));
    let (at, words) = WRITE_OFFS.iter().find_map(|words| Some((lower.find(words)?, *words)))?;
    let start = lower[..at].chars().count();
    (!is_open && lower.len() == sentence.text.len())
        .then(|| Span { start, end: start + words.chars().count() })
}

fn of_debts(
    coder: &NewsCoder,
    document: &Document,
    sentence: &Sentence,
    words: Span,
    helped: &Report,
) -> Report {
    let actors = coder.gazetteer.actors();
    let entry = coder.ontology.entry(EventType::Aid);
    let mode = entry.modes.iter().find(|mode| mode.id == "debt-relief");
    let mode = mode.unwrap_or(&entry.modes[0]);
    let today = |party: &Option<Party>| {
        let party = party.as_ref()?;
        let id = actors.today(party.country.as_ref().unwrap_or(&party.actor)).to_owned();
        let name = actors.name(&id).to_owned();
        Some(Party { actor: id.clone(), country: Some(id), role: None, name, span: None })
    };
    // Of a state that has ended it is those who carry it on.
    let ended = |party: &Option<Party>| -> Option<Date> {
        let party = party.as_ref()?;
        actors.get(party.country.as_ref().unwrap_or(&party.actor))?.until
    };
    let from = ended(&helped.source).or(ended(&helped.target)).unwrap_or(helped.happened_on.from);
    Report {
        id: format!("{}:{}:understood", document.id, sentence.index),
        sentence: sentence.index,
        text: sentence.text.clone(),
        sentence_start: sentence.start,
        source: today(&helped.source),
        target: today(&helped.target),
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
        happened_on: Dated { from, to: document.published_on, known_from: DateSource::Tense },
        reciprocal: false,
        cameo: Some(mode.cameo.clone()),
        goldstein: mode.goldstein,
        probability: TOLD_AS_UNDERSTOOD,
        trigger: Some(words),
        ..helped.clone()
    }
}
