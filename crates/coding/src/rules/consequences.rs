//! What a text says a deed brought about, where nobody is named who did it: "its tests led to
//! sanctions", "the veto by Ruritania has raised concerns".
//!
//! In: the drafts of a sentence that will be told. Out: sanctions or criticism of whoever did
//! what they follow, by nobody named. Whom the sentence names ("drew criticism from Freedonia")
//! the model tells.

use super::assemble::{Draft, Work};
use super::parties;
use super::sides::Side;
use super::syntax::Shape;
use super::words::is_preposition;
use crate::actors::{Found, FoundKind};
use rapport_record::{Certainty, EventType, Party, Role};

/// How likely such a consequence is right. Ours: too few to measure.
const TOLD_AS_FOLLOWING: f64 = 0.6;

/// Words between "has drawn" and "condemnation".
const OBJECT_REACH: usize = 5;

/// Verbs that say that one thing brought about another.
const BRINGS: &[&str] =
    &["lead", "prompt", "trigger", "draw", "spark", "provoke", "bring", "raise", "result", "cause"];

/// What is brought about, and as which type.
const BROUGHT: &[(&str, EventType)] = &[
    ("sanctions", EventType::Sanction),
    ("embargo", EventType::Sanction),
    ("concern", EventType::Accuse),
    ("concerns", EventType::Accuse),
    ("criticism", EventType::Accuse),
    ("condemnation", EventType::Accuse),
    ("condemnations", EventType::Accuse),
    ("outrage", EventType::Accuse),
];

impl Work<'_> {
    /// Sanctions and criticism that a deed of the sentence is told to have brought about.
    pub(super) fn consequences(&self, told: &[Draft]) -> Vec<Draft> {
        let verbs = 0..self.syntax.verbs.len();
        verbs.filter_map(|verb| self.consequence(verb, told)).collect()
    }

    fn consequence(&self, verb: usize, told: &[Draft]) -> Option<Draft> {
        let syntax = self.syntax;
        let group = &syntax.verbs[verb];
        let brings = group.lemmas.iter().any(|&id| BRINGS.contains(&self.coder.lexicon.lemma(id)));
        let is_told = matches!(group.shape, Shape::Finite | Shape::Participial | Shape::Gerund)
            && !group.is_negated
            && group.modal.is_none();
        let word =
            |lemma: &str| group.lemmas.iter().any(|&id| self.coder.lexicon.lemma(id) == lemma);
        let next = syntax.word(group.main + 1);
        // Not "Freedonia-led sanctions".
        let is_whole = (!word("lead") || next == "to") && (!word("result") || next == "in");
        let is_joined = group.shape == Shape::Finite
            || group.first.checked_sub(1).is_some_and(|at| syntax.word(at) == ",");
        if !brings || !is_told || !is_whole || !is_joined {
            return None;
        }
        let (main, event_type) = self.brought(group.main)?;
        let target = self.who_brought_it(verb, told)?;
        let is_known = told.iter().any(|draft| {
            let same = |party: &Option<Party>| {
                party.as_ref().is_some_and(|party| party.country == target.country)
            };
            draft.event_type == event_type && same(&draft.target)
        });
        (!is_known).then(|| Draft {
            main,
            end: main,
            event_type,
            mode: self.mode_by_word(event_type, main),
            source: None,
            target: Some(target),
            act: None,
            certainty: Certainty::Reported,
            attributed_to: None,
            reciprocal: false,
            probability: TOLD_AS_FOLLOWING,
            goods: Vec::new(),
            is_past: self.is_past(Some(verb)),
            before_today: 0.0,
            is_chronicle: self.is_chronicle(Some(verb)),
        })
    }

    /// The word behind a verb that tells what it brought about, and as which type; none where
    /// somebody is named beside it.
    fn brought(&self, verb: usize) -> Option<(usize, EventType)> {
        let syntax = self.syntax;
        let reach = verb + 1..(verb + 1 + OBJECT_REACH).min(syntax.len());
        let mut behind = reach.take_while(|&at| {
            let word = syntax.word(at);
            let is_to = at == verb + 1 && matches!(word, "to" | "in");
            syntax.actor_at[at].is_none() && (is_to || !is_preposition(word) && word != "to")
        });
        let found = behind.find_map(|at| {
            let (_, event_type) = BROUGHT.iter().find(|(word, _)| *word == syntax.word(at))?;
            Some((at, *event_type))
        })?;
        let next = syntax.word(found.0 + 1);
        (!matches!(next, "from" | "by" | "among" | "in" | "within" | "for" | "of")).then_some(found)
    }

    /// Whose deed brought something about: the doer of what stands before the verb as its
    /// subject, or the subject itself.
    fn who_brought_it(&self, verb: usize, told: &[Draft]) -> Option<Party> {
        let syntax = self.syntax;
        let first = syntax.verbs[verb].first;
        let n_between = |main: usize| {
            let finite = syntax.verbs.iter().filter(|group| group.shape == Shape::Finite);
            finite.filter(|group| main < group.main && group.main < first).count()
        };
        // "The tests have drawn attention, leading to sanctions": the verb between is their own.
        let most = usize::from(syntax.verbs[verb].shape != Shape::Finite);
        let deed = told.iter().filter(|draft| {
            draft.main < first
                && n_between(draft.main) <= most
                && matches!(draft.certainty, Certainty::Reported)
        });
        let doer = deed.max_by_key(|draft| draft.main).and_then(|draft| draft.source.clone());
        let is_state = |found: &Found| {
            matches!(found.kind, FoundKind::Name | FoundKind::Capital | FoundKind::Adjective)
        };
        let subject = || match syntax.subject(verb) {
            Side::Actors(actors) if actors.len() == 1 => Some(actors[0]),
            Side::Owned(actor) => Some(actor),
            _ => None,
        };
        doer.or_else(|| {
            let found = &syntax.found[subject()?];
            is_state(found).then(|| parties::owner(syntax.sentence, found))?
        })
        .filter(|party| party.country.is_some())
        .filter(|party| party.role.is_none_or(|role| role.is_of_state() || role == Role::Rebel))
    }
}
