//! The type of a pair's event when the pair is given: the model's answer for
//! these phrases among all the others of the sentence, as `code` asks it.

use super::NewsCoder;
use super::tagged::with_tagged;
use crate::coder::Classification;
use crate::model::Scored;
use crate::text::Sentence;
use rapport_record::{Date, Span};
use std::ops::Range;

/// What is left to every type where the model sees no phrase of the pair.
const SCORE_MIN: f64 = 1e-6;

/// The day a sentence is read on that comes without one.
pub const UNTOLD_DAY: Date = Date::constant(2019, 1, 1);

/// Scores all types and normalises. A side of several spans is the sum over them.
pub fn classify(coder: &NewsCoder, text: &str, source: &[Span], target: &[Span]) -> Classification {
    let spans: Vec<Span> = source.iter().chain(target).copied().collect();
    let is_source = |side: Option<usize>| side.is_some_and(|index| index < source.len());
    let is_target = |side: Option<usize>| side.is_some_and(|index| source.len() <= index);
    let mut scores = [SCORE_MIN; 16];
    for scored in score_pairs(coder, text, &spans, UNTOLD_DAY) {
        if is_source(scored.source) && is_target(scored.target) {
            for (score, p) in scores.iter_mut().zip(scored.types) {
                *score += f64::from(p);
            }
        }
    }
    Classification::from_scores(&scores)
}

/// What the model makes of every ordered pair of `spans`, and of each with
/// nobody, among the other phrases of the sentence. Sides index `spans`.
pub fn score_pairs(coder: &NewsCoder, text: &str, spans: &[Span], on: Date) -> Vec<Scored> {
    let sentence = Sentence::new(text);
    let look = coder.model.look(&sentence, []);
    let found = coder.find(&sentence, on);
    let found = with_tagged(&sentence, &found, &look.phrases);
    let mut of_phrase = Vec::new();
    let mut phrases = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        if let Some(tokens) = tokens_of(&sentence, span) {
            of_phrase.push(index);
            phrases.push(tokens);
        }
    }
    for other in found.iter().map(|one| &one.tokens) {
        let is_apart = |given: &Range<usize>| given.end <= other.start || other.end <= given.start;
        if phrases[..of_phrase.len()].iter().all(is_apart) {
            phrases.push(other.clone());
        }
    }
    let given = |side: Option<usize>| match side {
        Some(phrase) => of_phrase.get(phrase).map(|&index| Some(index)),
        None => Some(None),
    };
    let scored = coder.model.score(&look, &phrases).into_iter();
    scored
        .filter_map(|one| {
            let (source, target) = (given(one.source)?, given(one.target)?);
            Some(Scored { source, target, ..one })
        })
        .collect()
}

/// The tokens a span covers; none if it covers no word.
fn tokens_of(sentence: &Sentence, span: &Span) -> Option<Range<usize>> {
    let inside = |at: &usize| {
        let token = &sentence.tokens[*at];
        token.start < span.end && span.start < token.end
    };
    let first = (0..sentence.tokens.len()).find(inside)?;
    let last = (first..sentence.tokens.len()).take_while(inside).last()?;
    Some(first..last + 1)
}
