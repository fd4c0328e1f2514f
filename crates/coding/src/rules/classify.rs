//! The type of a pair's event when the pair is given.
//!
//! Every pattern that matches in the sentence votes for its type. A vote weighs
//! more the more words its pattern has, the nearer it stands to the pair, and
//! most where its own subject and target are the given pair; a deed inside a
//! stance weighs less than the stance. The same patterns serve `code`.

use super::RuleCoder;
use super::matching::{Match, matches};
use super::sides::Side;
use super::syntax::Syntax;
use crate::coder::Classification;
use crate::text::Sentence;
use rapport_record::Span;

/// What every type has before any vote, so that a sentence without a known
/// pattern gets a common answer rather than none. Guessed by hand, not counted.
const PRIOR: [f64; 16] = [
    0.06, 0.15, 0.08, 0.04, 0.05, 0.04, 0.02, 0.08, 0.10, 0.06, 0.06, 0.02, 0.05, 0.03, 0.07, 0.09,
];
/// How much the prior counts against the votes: a tenth of one plain vote.
const PRIOR_WEIGHT: f64 = 0.1;
/// Tokens over which a vote loses two thirds of its weight.
const REACH: f64 = 6.0;
/// What a vote gains when its subject is the source, and again when its target is the target.
const SIDE_GAIN: f64 = 2.0;
/// What is left of the vote of a deed inside a stance.
const INNER_SHARE: f64 = 0.35;

/// Scores all types and normalises.
pub fn classify(coder: &RuleCoder, text: &str, source: &[Span], target: &[Span]) -> Classification {
    let sentence = Sentence::new(text);
    let day = rapport_record::Date::constant(2019, 1, 1);
    let found = coder.gazetteer.find(&sentence, day);
    let syntax = Syntax::of(&sentence, &found, &coder.lexicon);
    let mut scores: Vec<f64> = PRIOR.iter().map(|prior| prior * PRIOR_WEIGHT).collect();
    for one in matches(&syntax, &coder.lexicon) {
        scores[one.pattern.event_type as usize] += vote(&syntax, &one, source, target);
    }
    Classification::from_scores(&scores)
}

fn vote(syntax: &Syntax<'_>, one: &Match<'_>, source: &[Span], target: &[Span]) -> f64 {
    let trigger = &syntax.sentence.tokens[one.main];
    let spans = || source.iter().chain(target);
    let low = spans().map(|span| span.start).min().unwrap_or(0);
    let high = spans().map(|span| span.end).max().unwrap_or(usize::MAX);
    let outside =
        if trigger.start < low { low - trigger.start } else { trigger.start.saturating_sub(high) };
    // Six letters are about one English word with its space.
    let distance = outside as f64 / 6.0;
    let mut vote = (1.0 + one.pattern.weight() as f64 / 2.0) * (-distance / REACH).exp();
    if covers(syntax, &one.source, source) {
        vote *= SIDE_GAIN;
    }
    if covers(syntax, &one.target, target) {
        vote *= SIDE_GAIN;
    }
    if one.is_inner {
        vote *= INNER_SHARE;
    }
    vote
}

fn covers(syntax: &Syntax<'_>, side: &Side, spans: &[Span]) -> bool {
    let indices: &[usize] = match side {
        Side::Actors(actors) => actors,
        Side::Owned(one) | Side::Located(one) => std::slice::from_ref(one),
        Side::Pronoun | Side::Nobody => &[],
    };
    indices.iter().any(|&index| {
        let of = super::parties::span(syntax.sentence, &syntax.found[index]);
        spans.iter().any(|span| span.start < of.end && of.start < span.end)
    })
}
