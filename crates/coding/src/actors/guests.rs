//! Capitals that stand for an organisation: Brussels for the EU.
//!
//! In: a capital with a row of kind `host` in `names.csv`. Out: its guest, where the capital does
//! something or something is done to it and the sentence names nothing else of its own state.

use super::{
    lexicon::{Class, Lexeme, Meaning},
    reader::{Reader, UnitKind},
    words::*,
};

/// Words before a capital that show it is only where something is, beside those of [`LOCATIVE`].
const WHERE: &[&str] = &[
    "of", "from", "to", "into", "via", "through", "for", "towards", "toward", "off", "visit",
    "visited", "visits", "visiting", "reached", "left", "leaving", "leave", "the", "a", "an",
    "this", "central", "downtown", "outside",
];

/// Nouns behind a capital that take it for the place of a thing.
const THINGS: &[&str] = &[
    "summit",
    "summits",
    "meeting",
    "meetings",
    "conference",
    "talks",
    "forum",
    "attack",
    "attacks",
    "bombing",
    "bombings",
    "bomber",
    "bombers",
    "suspect",
    "suspects",
    "terror",
    "cell",
    "headquarters",
    "base",
    "court",
    "office",
    "offices",
    "newsroom",
    "correspondent",
    "metro",
    "stock",
];

/// Beginnings of words for force, which falls on a town.
const FORCE: &[&str] = &["attack", "bomb", "hit", "struck", "shell", "rock", "explo", "evacuat"];

impl<'l> Reader<'_, 'l> {
    /// The organisation for which the capital at `at` stands, if it does.
    pub(super) fn guest(&self, at: usize, capital: Lexeme<'l>) -> Option<&'l Meaning> {
        let guest = capital.guest(self.on)?;
        let is_there = at.checked_sub(1).is_some_and(|before| {
            self.has(before, LOCATIVE)
                || WHERE.contains(&self.word(before).as_str())
                || self.is_mark(before, '(')
        });
        // Who is bombed in Brussels is the town: "attacked Brussels", "Brussels was hit".
        let is_struck = (at.saturating_sub(4)..at + 4).any(|near| {
            let word = self.word(near);
            FORCE.iter().any(|stem| word.starts_with(stem))
        });
        // "Brussels, June 3", "Brussels (AP)".
        let is_dateline = at == 0 && (self.is_mark(1, ',') || self.is_mark(1, '('));
        let is_of_a_thing = THINGS.contains(&self.word(at + 1).as_str());
        let is_at_home = self.units.iter().enumerate().any(|(other, unit)| {
            other != at
                && matches!(unit.kind, UnitKind::Lexeme(lexeme) if self.is_named_of(lexeme, capital))
        });
        (!is_there && !is_struck && !is_dateline && !is_of_a_thing && !is_at_home).then_some(guest)
    }

    /// Whether another name in the sentence is of the capital's state.
    fn is_named_of(&self, other: Lexeme, capital: Lexeme) -> bool {
        let state = capital.first.actor;
        match other.first.class {
            Class::Capital => false,
            Class::Person => other.people().any(|one| self.core.home(one, self.on) == state),
            class => class.is_anchor() && self.core.country(other.first.actor) == state,
        }
    }
}
