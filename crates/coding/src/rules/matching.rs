//! Which patterns of the ontology stand in a sentence, with their sides.

use super::lexicon::{Lexicon, Pattern, Target};
use super::sides::Side;
use super::syntax::{Shape, Syntax, Voice};
use rapport_record::EventType;

/// A pattern found in a sentence, with its sides.
pub struct Match<'p> {
    /// The pattern.
    pub pattern: &'p Pattern,
    /// The verb group; none for a noun.
    pub verb: Option<usize>,
    /// The token of the verb or noun.
    pub main: usize,
    /// The last token of the pattern's words.
    pub end: usize,
    /// Who does it.
    pub source: Side,
    /// To whom.
    pub target: Side,
    /// Whether it stands inside another match, as its deed.
    pub is_inner: bool,
}

/// The best pattern of every verb and of every noun that tells a deed.
pub fn matches<'p>(syntax: &Syntax<'_>, lexicon: &'p Lexicon) -> Vec<Match<'p>> {
    let mut found: Vec<Match<'p>> = Vec::new();
    for verb in 0..syntax.verbs.len() {
        if let Some(one) = best_of_verb(syntax, lexicon, verb) {
            found.push(one);
        }
    }
    for index in 0..found.len() {
        let parent = found[index].verb.and_then(|verb| syntax.verbs[verb].parent);
        let is_embedded = found[index].verb.is_some_and(|verb| {
            matches!(syntax.verbs[verb].shape, Shape::Infinitive | Shape::Gerund)
        });
        found[index].is_inner = is_embedded
            && found
                .iter()
                .any(|other| other.verb == parent && is_stance(other.pattern.event_type));
    }
    let taken: Vec<(usize, usize)> = found.iter().map(|one| (one.main, one.end)).collect();
    for token in 0..syntax.len() {
        let is_free = syntax.verb_at[token].is_none()
            && syntax.actor_at[token].is_none()
            && !taken.iter().any(|&(from, to)| from <= token && token <= to);
        if is_free && let Some(one) = best_of_noun(syntax, lexicon, token) {
            found.push(one);
        }
    }
    found
}

pub(super) fn best_of_verb<'p>(
    syntax: &Syntax<'_>,
    lexicon: &'p Lexicon,
    verb: usize,
) -> Option<Match<'p>> {
    let group = &syntax.verbs[verb];
    let mut best: Option<(i32, Match<'p>)> = None;
    for &lemma in &group.lemmas {
        for pattern in lexicon.patterns_of_verb(lemma) {
            let Some(end) = syntax.elements_end(pattern, group.first, group.main, group.voice)
            else {
                continue;
            };
            let target = syntax.target(pattern, verb, end);
            let has_target = !matches!(target, Side::Nobody);
            if !has_target
                && pattern.target == Target::Object
                && pattern.elements.is_empty()
                && !is_stance(pattern.event_type)
                && !has_partners(syntax, verb)
            {
                continue;
            }
            let needs = !matches!(pattern.target, Target::None);
            let fit = match (needs, has_target) {
                (true, true) => 12,
                (false, _) => 1,
                (true, false) => -20,
            };
            let score = 4 * i32::try_from(pattern.weight()).unwrap_or(i32::MAX / 8) + fit;
            if best.as_ref().is_none_or(|(other, _)| *other < score) {
                let one = Match {
                    pattern,
                    verb: Some(verb),
                    main: group.main,
                    end,
                    source: Side::Nobody,
                    target,
                    is_inner: false,
                };
                best = Some((score, one));
            }
        }
    }
    let (_, mut one) = best?;
    one.source = match group.voice {
        Voice::Active => syntax.subject(verb),
        Voice::Passive => syntax.agent(verb).unwrap_or(Side::Nobody),
    };
    Some(one)
}

pub(super) fn has_partners(syntax: &Syntax<'_>, verb: usize) -> bool {
    matches!(syntax.subject(verb), Side::Actors(actors) if 1 < actors.len())
}

/// A noun pattern with an owner on its left or two partners on its right.
pub(super) fn best_of_noun<'p>(
    syntax: &Syntax<'_>,
    lexicon: &'p Lexicon,
    token: usize,
) -> Option<Match<'p>> {
    let mut best: Option<(usize, Match<'p>)> = None;
    for pattern in lexicon.patterns_of_noun(syntax.word(token)) {
        let Some(end) = syntax.elements_end(pattern, token, token, Voice::Active) else { continue };
        let target = syntax.target_after(pattern, end);
        if target == Side::Nobody && pattern.target != Target::None {
            continue;
        }
        let source = match syntax.owner_of(token) {
            Some(owner) => Side::Owned(owner),
            None => Side::Nobody,
        };
        let score = 4 * pattern.weight();
        if best.as_ref().is_none_or(|(other, _)| *other < score) {
            let one =
                Match { pattern, verb: None, main: token, end, source, target, is_inner: false };
            best = Some((score, one));
        }
    }
    best.map(|(_, one)| one)
}

/// Types that may wrap a deed.
pub(super) fn is_stance(event_type: EventType) -> bool {
    use EventType::*;
    matches!(event_type, Agree | Request | Accuse | Reject | Threaten)
}
