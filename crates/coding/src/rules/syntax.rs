//! Shallow syntax: which tokens are verbs, how they are grouped with their
//! auxiliaries, and what governs them.
//!
//! In: a sentence and its actors. Out: a [`Syntax`] with one [`VerbGroup`] for
//! each verb. No parse tree is built: news English keeps its verbs close to
//! its actors, and what is not close is left alone.

use super::lexicon::{Form, Lexicon};
use super::words::*;
use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Who is the grammatical doer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The subject does it.
    Active,
    /// It is done to the subject.
    Passive,
}

/// How a verb hangs in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Has its own subject on its left.
    Finite,
    /// "to send".
    Infinitive,
    /// "of sending", "began sending".
    Gerund,
    /// ", killing five"; "shelled by".
    Participial,
}

/// When, as far as the verb form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// "attacked", "has attacked", "was attacked".
    Past,
    /// "attacks", the chronicle's present.
    Present,
    /// "will attack".
    Future,
}

/// A verb with its auxiliaries.
#[derive(Debug, Clone)]
pub struct VerbGroup {
    /// First token: auxiliary, "to" or the verb.
    pub first: usize,
    /// The verb itself.
    pub main: usize,
    /// The verbs it may be a form of.
    pub lemmas: Vec<u32>,
    /// Voice.
    pub voice: Voice,
    /// Shape.
    pub shape: Shape,
    /// Tense.
    pub tense: Tense,
    /// "would", "may", "could", "should", "must" ..., where one stands there.
    pub modal: Option<String>,
    /// Whether "not" or "never" stands there.
    pub is_negated: bool,
    /// The verb group that governs an infinitive or gerund.
    pub parent: Option<usize>,
}

/// A sentence with its actors and verbs laid out.
pub struct Syntax<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Its actors, left to right.
    pub found: &'a [Found],
    /// Which actor a token belongs to.
    pub actor_at: Vec<Option<usize>>,
    /// Its verbs, left to right.
    pub verbs: Vec<VerbGroup>,
    /// Which verb group a token belongs to.
    pub verb_at: Vec<Option<usize>>,
}

impl<'a> Syntax<'a> {
    /// Lays out a sentence.
    pub fn of(sentence: &'a Sentence, found: &'a [Found], lexicon: &Lexicon) -> Self {
        let n = sentence.tokens.len();
        let mut actor_at = vec![None; n];
        for (index, one) in found.iter().enumerate() {
            for slot in &mut actor_at[one.tokens.clone()] {
                *slot = Some(index);
            }
        }
        let mut syntax =
            Self { sentence, found, actor_at, verbs: Vec::new(), verb_at: vec![None; n] };
        syntax.find_verbs(lexicon);
        syntax
    }

    /// The lower-case word at a token; empty outside the sentence.
    pub fn word(&self, token: usize) -> &str {
        self.sentence.tokens.get(token).map_or("", |token| token.lower.as_str())
    }

    /// Whether a token belongs to a finite verb.
    pub fn is_finite_at(&self, token: usize) -> bool {
        self.verb_at[token].is_some_and(|verb| self.verbs[verb].shape == Shape::Finite)
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// Whether a token is a comma, dash or bracket.
    pub fn is_pause(&self, token: usize) -> bool {
        matches!(self.word(token), "," | "–" | "—" | "(" | ")" | "-")
    }

    /// Whether reading to the right must stop before this token.
    pub fn is_clause_end(&self, token: usize) -> bool {
        let word = self.word(token);
        if token >= self.len() || matches!(word, ";" | ":" | "." | "?" | "!") {
            return true;
        }
        if is_relative(word) && self.actor_at[token].is_none() {
            return true;
        }
        if matches!(
            word,
            "while"
                | "when"
                | "because"
                | "although"
                | "though"
                | "if"
                | "unless"
                | "where"
                | "but"
                | "whereas"
        ) {
            return true;
        }
        // "after", "as", "since" and "before" end the clause if a verb follows closely.
        if matches!(word, "after" | "as" | "since" | "before" | "until") {
            return self.verb_between(token + 1, token + 9).is_some();
        }
        self.verb_at[token].is_some_and(|verb| {
            self.verbs[verb].shape == Shape::Finite && self.verbs[verb].first == token
        })
    }

    /// The first finite verb that begins within a range of tokens.
    pub fn verb_between(&self, from: usize, to: usize) -> Option<usize> {
        (from..to.min(self.len())).find_map(|token| {
            self.verb_at[token].filter(|&verb| {
                let group = &self.verbs[verb];
                group.shape == Shape::Finite && from <= group.first
            })
        })
    }

    fn find_verbs(&mut self, lexicon: &Lexicon) {
        for token in 0..self.len() {
            if self.actor_at[token].is_some() || self.verb_at[token].is_some() {
                continue;
            }
            if let Some(group) = self.group_at(token, lexicon) {
                let index = self.verbs.len();
                for slot in &mut self.verb_at[group.first..=group.main] {
                    *slot = Some(index);
                }
                self.verbs.push(group);
            }
        }
    }

    /// The verb group whose main verb stands at `main`, if it is a verb there.
    fn group_at(&self, main: usize, lexicon: &Lexicon) -> Option<VerbGroup> {
        let word = self.word(main);
        let forms = lexicon.forms(word);
        if forms.is_empty() || !self.sentence.tokens[main].is_word {
            return None;
        }
        let chain = self.auxiliaries_before(main);
        let has = |wanted: Form| forms.iter().any(|&(_, form)| form == wanted);
        let lemmas_of = |wanted: &[Form]| {
            let mut ids: Vec<u32> =
                forms.iter().filter(|(_, form)| wanted.contains(form)).map(|&(id, _)| id).collect();
            ids.dedup();
            ids
        };
        let mut group = VerbGroup {
            first: chain.first,
            main,
            lemmas: Vec::new(),
            voice: Voice::Active,
            shape: Shape::Finite,
            tense: Tense::Present,
            modal: chain.modal.clone(),
            is_negated: chain.is_negated,
            parent: None,
        };
        if chain.has_future {
            group.tense = Tense::Future;
        } else if chain.is_past {
            group.tense = Tense::Past;
        }
        if chain.has_to {
            group.shape = Shape::Infinitive;
            group.parent = self.last_verb_before(chain.first);
            if chain.be && (has(Form::Participle)) {
                group.voice = Voice::Passive;
                group.lemmas = lemmas_of(&[Form::Participle]);
            } else if chain.have && has(Form::Participle) {
                group.tense = Tense::Past;
                group.lemmas = lemmas_of(&[Form::Participle]);
            } else if has(Form::Base) {
                group.lemmas = lemmas_of(&[Form::Base]);
            } else {
                return None;
            }
            let after_actor = chain.first > 0
                && self.actor_at[chain.first - 1]
                    .is_some_and(|index| self.found[index].kind != FoundKind::Adjective);
            if after_actor && group.parent.is_none() && self.verbs.is_empty() {
                // A headline: "Putin to visit Pyongyang".
                group.shape = Shape::Finite;
                group.tense = Tense::Future;
            }
            return Some(group);
        }
        if chain.has_any {
            if chain.be && has(Form::Ing) && !has(Form::Participle) {
                group.lemmas = lemmas_of(&[Form::Ing]);
            } else if chain.be && has(Form::Participle) {
                group.voice = Voice::Passive;
                group.lemmas = lemmas_of(&[Form::Participle]);
            } else if chain.have && has(Form::Participle) {
                group.tense = Tense::Past;
                group.lemmas = lemmas_of(&[Form::Participle]);
            } else if has(Form::Base) && (chain.modal.is_some() || chain.does) {
                group.lemmas = lemmas_of(&[Form::Base]);
            } else {
                return None;
            }
            if matches!(self.word(chain.first), "having" | "being") {
                // "denies having given", ", having lost": it hangs on the verb before.
                group.parent = self.last_verb_before(chain.first);
                group.shape = match chain.first.checked_sub(1) {
                    Some(before) if !self.is_pause(before) => Shape::Gerund,
                    _ => Shape::Participial,
                };
            }
            return Some(group);
        }
        self.bare_verb(group, &has, &lemmas_of, lexicon)
    }

    /// A verb without auxiliaries: finite, gerund, participle, or no verb at all.
    fn bare_verb(
        &self,
        mut group: VerbGroup,
        has: &dyn Fn(Form) -> bool,
        lemmas_of: &dyn Fn(&[Form]) -> Vec<u32>,
        lexicon: &Lexicon,
    ) -> Option<VerbGroup> {
        let main = group.main;
        let word = self.word(main);
        let before = self.skip_adverbs_left(main);
        let previous = before.map_or("", |token| self.word(token));
        let after_actor = before
            .and_then(|token| self.actor_at[token])
            .is_some_and(|index| self.found[index].kind != FoundKind::Adjective);
        let after_adjective = before
            .and_then(|token| self.actor_at[token])
            .is_some_and(|index| self.found[index].kind == FoundKind::Adjective);
        let opens_noun_phrase = before.is_some()
            && !after_actor
            && (after_adjective
                || previous == "'s"
                || is_determiner(previous) && previous != "that");
        if opens_noun_phrase && !(previous == "both" || previous == "all") {
            return None;
        }
        if has(Form::Ing) && word.ends_with("ing") {
            group.lemmas = lemmas_of(&[Form::Ing]);
            let after_verb = before.and_then(|token| self.verb_at[token]);
            if let Some(verb) = after_verb {
                group.shape = Shape::Gerund;
                group.parent = Some(verb);
            } else if is_preposition(previous) {
                group.shape = Shape::Gerund;
                group.parent = before.and_then(|token| self.last_verb_before(token));
            } else if matches!(previous, "," | "and" | "–" | "—") || after_actor {
                group.shape = Shape::Participial;
                group.parent = self.last_verb_before(main);
            } else {
                return None;
            }
            return Some(group);
        }
        if has(Form::Participle) && !has(Form::Base) && self.is_attribute(main, before) {
            return None;
        }
        if has(Form::Past) || has(Form::Participle) && !has(Form::Base) {
            let next = self.word(self.skip_adverbs_right(main + 1));
            if is_preposition(previous) && previous != "as" && previous != "after" {
                return None;
            }
            if next == "by" && (!has(Form::Base) || !after_actor) {
                group.voice = Voice::Passive;
                group.shape = Shape::Participial;
                group.tense = Tense::Past;
                group.lemmas = lemmas_of(&[Form::Participle]);
                return Some(group);
            }
            if !has(Form::Base)
                || after_actor
                || is_subject_pronoun(previous)
                || is_relative(previous)
            {
                let lemmas = lemmas_of(&[Form::Past]);
                let lone = self.is_clause_end(main + 1)
                    || is_preposition(next) && next != "as"
                    || matches!(next, "," | "." | "");
                let transitive = lemmas.iter().any(|&id| self.is_transitive_only(id, lexicon));
                if lone && transitive && !is_relative(previous) {
                    group.voice = Voice::Passive;
                    group.shape = Shape::Participial;
                }
                group.tense = Tense::Past;
                group.lemmas =
                    if lemmas.is_empty() { lemmas_of(&[Form::Participle]) } else { lemmas };
                return Some(group);
            }
        }
        if !(has(Form::Third) || has(Form::Base)) {
            return None;
        }
        let is_noun_too = lexicon.patterns_of_noun(word).next().is_some() || is_often_noun(word);
        let good_left = after_actor
            || is_subject_pronoun(previous)
            || is_relative(previous)
            || is_people(previous)
            || before.is_some_and(|token| self.verb_at[token].is_some()) && !is_noun_too
            || previous == ")"
            || before.is_some_and(|token| token + 1 < main) && !is_noun_too;
        let after_plain_noun = before.is_some_and(|token| {
            self.sentence.tokens[token].is_word
                && !is_preposition(self.word(token))
                && !is_auxiliary(self.word(token))
                && self.verb_at[token].is_none()
        }) && previous != "to"
            && !is_noun_too;
        let coordinated =
            matches!(previous, "and" | "," | "but" | "or") && self.verbs.last().is_some();
        let coordinated = coordinated && (!is_noun_too || self.next_opens_object(main + 1));
        if !(good_left || after_plain_noun || coordinated) {
            return None;
        }
        let is_base_only = has(Form::Base) && !has(Form::Third) && !has(Form::Past);
        if is_base_only && before.is_some_and(|token| self.ends_singular_phrase(token)) {
            return None;
        }
        if is_noun_too && self.next_is_verb(main + 1, lexicon) {
            return None;
        }
        // "border posts were shelled": a noun, whatever else it may be.
        let next = self.skip_adverbs_right(main + 1);
        if is_auxiliary(self.word(next)) && self.actor_at.get(next).copied().flatten().is_none() {
            return None;
        }
        group.lemmas = lemmas_of(&[Form::Third, Form::Base]);
        if has(Form::Past) && !has(Form::Third) {
            group.lemmas = lemmas_of(&[Form::Base, Form::Past]);
        }
        Some(group)
    }

    /// "with suspected Al-Qaeda members", "executes convicted Iraqi bombers": a
    /// past form between a preposition or verb and an actor belongs to the actor.
    fn is_attribute(&self, main: usize, before: Option<usize>) -> bool {
        let leads_to_actor = self.actor_at.get(main + 1).copied().flatten().is_some();
        leads_to_actor
            && before.is_some_and(|token| {
                let word = self.word(token);
                is_preposition(word) && !matches!(word, "as" | "after" | "before" | "since")
                    || number(word).is_some()
                    || self.verb_at[token].is_some_and(|verb| self.verbs[verb].main == token)
            })
    }

    /// Whether the noun phrase a token ends is singular, so that a base form
    /// behind it is no verb: "an association accord".
    fn ends_singular_phrase(&self, token: usize) -> bool {
        (token.saturating_sub(4)..=token)
            .rev()
            .take_while(|&at| self.sentence.tokens[at].is_word && self.verb_at[at].is_none())
            .any(|at| matches!(self.word(at), "a" | "an" | "another" | "each" | "every"))
    }

    fn is_transitive_only(&self, verb: u32, lexicon: &Lexicon) -> bool {
        use super::lexicon::Target;
        let mut any = false;
        for pattern in lexicon.patterns_of_verb(verb) {
            if !pattern.elements.is_empty() {
                continue;
            }
            any = true;
            if !matches!(pattern.target, Target::Object | Target::ObjectOrPlace | Target::Land) {
                return false;
            }
        }
        any
    }

    fn next_opens_object(&self, token: usize) -> bool {
        let word = self.word(token);
        is_determiner(word)
            || self.actor_at.get(token).is_some_and(Option::is_some)
            || number(word).is_some()
    }

    /// Whether an auxiliary or an unmistakable verb follows: then what stands before is a noun.
    fn next_is_verb(&self, token: usize, lexicon: &Lexicon) -> bool {
        let next = self.skip_adverbs_right(token);
        let word = self.word(next);
        if self.actor_at.get(next).is_some_and(Option::is_some) {
            return false;
        }
        is_auxiliary(word)
            || lexicon.forms(word).iter().any(|&(_, form)| {
                matches!(form, Form::Third | Form::Past)
                    && !is_often_noun(word)
                    && !is_preposition(word)
            }) && lexicon.patterns_of_noun(word).next().is_none()
    }

    fn skip_adverbs_left(&self, token: usize) -> Option<usize> {
        let mut at = token.checked_sub(1)?;
        while self.actor_at[at].is_none() && is_adverb(self.word(at)) {
            at = at.checked_sub(1)?;
        }
        Some(at)
    }

    fn skip_adverbs_right(&self, token: usize) -> usize {
        let mut at = token;
        while at < self.len() && self.actor_at[at].is_none() && is_adverb(self.word(at)) {
            at += 1;
        }
        at
    }

    fn last_verb_before(&self, token: usize) -> Option<usize> {
        self.verbs.iter().rposition(|group| group.main < token && token - group.main <= 16)
    }

    fn auxiliaries_before(&self, main: usize) -> Chain {
        let mut chain = Chain { first: main, ..Chain::default() };
        let mut at = main;
        while at > 0 {
            at -= 1;
            let word = self.word(at);
            if self.actor_at[at].is_some() {
                break;
            }
            if is_auxiliary(word) {
                chain.first = at;
                chain.has_any = true;
                chain.be |= is_be(word) || matches!(word, "get" | "gets" | "got");
                // The nearest auxiliary decides the voice: "was attacking", "had been seized".
                chain.have |= is_have(word) && !chain.be;
                chain.does |= is_do(word);
                chain.is_past |= matches!(
                    word,
                    "was"
                        | "were"
                        | "had"
                        | "did"
                        | "has"
                        | "have"
                        | "wasn't"
                        | "weren't"
                        | "didn't"
                        | "hadn't"
                );
                if is_modal(word) {
                    if matches!(word, "will" | "shall" | "won't") {
                        chain.has_future = true;
                    }
                    chain.modal = Some(word.to_owned());
                }
                chain.is_negated |= is_negation(word);
            } else if is_adverb(word) {
                chain.is_negated |= is_negation(word);
            } else if word == "to" && (chain.first == at + 1 || self.only_adverbs(at + 1, main)) {
                chain.first = at;
                chain.has_to = true;
                // "is to visit", "are not to be released".
                let before = self.skip_adverbs_left(at);
                // "is due to visit", "are set to meet".
                let due = before.filter(|&b| {
                    self.actor_at[b].is_none()
                        && matches!(
                            self.word(b),
                            "due"
                                | "set"
                                | "scheduled"
                                | "slated"
                                | "poised"
                                | "likely"
                                | "expected"
                                | "about"
                        )
                });
                let before = due.map_or(before, |b| self.skip_adverbs_left(b));
                if let Some(before) =
                    before.filter(|&b| is_be(self.word(b)) && self.actor_at[b].is_none())
                {
                    chain.first = before;
                    chain.has_to = false;
                    chain.has_any = true;
                    chain.has_future = true;
                    chain.modal = Some("will".to_owned());
                }
                if at > 0 && is_negation(self.word(at - 1)) {
                    chain.is_negated = true;
                }
                break;
            } else {
                break;
            }
        }
        // Adverbs alone are no auxiliaries; but their negation counts.
        chain
    }

    fn only_adverbs(&self, from: usize, to: usize) -> bool {
        (from..to).all(|token| is_adverb(self.word(token)) || is_auxiliary(self.word(token)))
    }
}

/// What stands before a verb.
#[derive(Debug, Default)]
struct Chain {
    first: usize,
    has_any: bool,
    has_to: bool,
    be: bool,
    have: bool,
    does: bool,
    is_past: bool,
    has_future: bool,
    is_negated: bool,
    modal: Option<String>,
}

/// Words that are nouns at least as often as verbs.
fn is_often_noun(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| include_str!("../../../../data/words/often_nouns.txt").lines().collect());
    WORDS.contains(word)
}
