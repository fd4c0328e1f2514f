//! What a text says a deed brought about, where nobody is named who did it: "its tests led to
//! sanctions", "the veto by Ruritania has raised concerns".
//!
//! In: the drafts of a sentence that will be told. Out: sanctions or criticism of whoever did
//! what they follow, by nobody named. Whom the sentence names ("drew criticism from Freedonia")
//! the model tells.

use super::assemble::{Draft, Work};
use super::parties;
use super::sides::Side;
use super::speech::covering;
use super::syntax::Shape;
use super::words::{is_determiner, is_preposition};
use crate::actors::FoundKind;
use rapport_record::{Certainty, EventType, Party, Role};
use std::collections::BTreeSet;

/// How likely such a consequence is right. Ours: too few to measure.
const TOLD_AS_FOLLOWING: f64 = 0.6;

/// Tokens from "has drawn" to "condemnation". Ours.
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
        let mut all: Vec<Draft> = Vec::new();
        if self.is_question() {
            return all;
        }
        for verb in 0..self.syntax.verbs.len() {
            let one = self.consequence(verb, told).filter(|one| self.misread(one).is_none());
            let key = |draft: &Draft| {
                (draft.event_type, draft.target.as_ref().and_then(|target| target.country.clone()))
            };
            let is_known =
                |one: &Draft| told.iter().chain(&all).any(|other| key(other) == key(one));
            let new = one.filter(|one| !is_known(one));
            all.extend(new);
        }
        all
    }

    fn consequence(&self, verb: usize, told: &[Draft]) -> Option<Draft> {
        let syntax = self.syntax;
        let group = &syntax.verbs[verb];
        let is_form_of = |lemmas: &[&str]| self.coder.lexicon.is_any_of(&group.lemmas, lemmas);
        let is_told = group.shape != Shape::Infinitive
            && !group.is_negated
            && group.modal.is_none()
            && !self.hangs_on_if(group.first)
            && covering(self.sayings, group.main).is_none();
        let next = syntax.word(group.main + 1);
        // Not "Freedonia-led sanctions".
        let is_whole =
            (!is_form_of(&["lead"]) || next == "to") && (!is_form_of(&["result"]) || next == "in");
        let is_joined = group.shape == Shape::Finite
            || group.first.checked_sub(1).is_some_and(|at| syntax.word(at) == ",");
        if !is_form_of(BRINGS) || !is_told || !is_whole || !is_joined {
            return None;
        }
        let (main, event_type) = self.brought(group.main)?;
        // "Freedonia raised concerns" is Freedonia's own word.
        let is_own_word = is_form_of(&["raise", "bring"]);
        let subject = || self.state_as_subject(verb).filter(|_| !is_own_word);
        let target = subject().or_else(|| self.doer_before(verb, told))?;
        Some(Draft {
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
            is_past: self.is_past(Some(verb)),
            before_today: 0.0,
            is_chronicle: self.is_chronicle(Some(verb)),
        })
    }

    /// The word behind a verb that tells what it brought about, and as which type; none where
    /// somebody is named beside it, or where it is undone ("sanctions being eased").
    fn brought(&self, verb: usize) -> Option<(usize, EventType)> {
        const NOT_BEHIND: &[&str] =
            &["from", "by", "among", "in", "within", "for", "of", "being", "relief"];
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
        (!NOT_BEHIND.contains(&syntax.word(found.0 + 1))).then_some(found)
    }

    /// The state that brought something about by itself or by what is its own: "Ruritania has
    /// drawn criticism", "its program has".
    fn state_as_subject(&self, verb: usize) -> Option<Party> {
        let syntax = self.syntax;
        let index = match syntax.subject(verb) {
            Side::Actors(actors) if actors.len() == 1 => actors[0],
            Side::Owned(actor) => actor,
            _ => return None,
        };
        let found = &syntax.found[index];
        let is_state =
            matches!(found.kind, FoundKind::Name | FoundKind::Capital | FoundKind::Adjective);
        parties::owner(syntax.sentence, found).filter(|party| is_state && is_answerable(party))
    }

    /// The doer of the deed that is the subject of a verb: "the veto by Ruritania has raised",
    /// "its tests have drawn attention, leading to".
    fn doer_before(&self, verb: usize, told: &[Draft]) -> Option<Party> {
        const OPENERS: &[&str] =
            &[",", ";", ":", "but", "while", "when", "after", "as", "whose", "who", "which"];
        let syntax = self.syntax;
        let group = &syntax.verbs[verb];
        // ", leading to" may be read as either.
        let is_finite = group.shape == Shape::Finite && !syntax.word(group.main).ends_with("ing");
        // A participle hangs on the verb of its clause, behind a comma.
        let end = if is_finite { group.first } else { group.first.saturating_sub(1) };
        // "Have drawn" may be read as one verb or two, with one beginning.
        let n_finite = |main: usize| {
            let finite = syntax.verbs.iter().filter(|group| group.shape == Shape::Finite);
            let first =
                finite.map(|group| group.first).filter(|first| (main + 1..end).contains(first));
            first.collect::<BTreeSet<_>>().len()
        };
        // "Nuclear and missile tests" is one subject, "a pact and the price" are two.
        let opens = |at: usize| {
            let is_another = || {
                is_determiner(syntax.word(at + 1))
                    || syntax.actor_at.get(at + 1).is_some_and(Option::is_some)
            };
            OPENERS.contains(&syntax.word(at)) || syntax.word(at) == "and" && is_another()
        };
        let is_subject = |main: usize| {
            main < end && n_finite(main) <= usize::from(!is_finite) && !(main + 1..end).any(opens)
        };
        told.iter()
            .filter(|draft| is_subject(draft.main) && draft.certainty == Certainty::Reported)
            .max_by_key(|draft| draft.main)
            .and_then(|draft| draft.source.clone())
            .filter(is_answerable)
    }
}

/// Whether somebody is blamed as a state or an armed group is.
fn is_answerable(party: &Party) -> bool {
    party.country.is_some()
        && party.role.is_none_or(|role| role.is_of_state() || role == Role::Rebel)
}
