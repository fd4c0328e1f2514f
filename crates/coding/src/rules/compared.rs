//! Which times do not date a deed but only compare or count it: "the first visit since the war
//! last year", "the third strike this year".
//!
//! In: a date expression and the word that tells a deed. Out: yes or no.

use super::assemble::Work;
use super::syntax::Shape;
use crate::dates::DateExpression;

/// Words in which "the first ... since" stands before its time. Ours.
const COMPARED_WORDS_MAX: usize = 15;

/// Words from "second" to the "this year" that it counts in: "the second such strike". Ours.
const ORDINAL_REACH: usize = 4;

impl Work<'_> {
    /// Whether a time is only told for how often or how long something had not been: "the first
    /// visit since the war last year", "the second strike this year", "accused it of flying there
    /// ten times since 2022".
    pub(super) fn is_of_a_comparison(&self, expression: &DateExpression, main: usize) -> bool {
        let syntax = self.syntax;
        let start = expression.tokens.start;
        if self.is_since(expression) {
            return (main + 1..start).any(|at| {
                let gerund = syntax.verb_at[at].map(|verb| &syntax.verbs[verb]);
                gerund.is_some_and(|group| {
                    let leader = group.first.checked_sub(1).map_or("", |at| syntax.word(at));
                    group.shape == Shape::Gerund && matches!(leader, "of" | "for")
                })
            });
        }
        let is_this = syntax.word(start) == "this" && syntax.word(start + 1) == "year";
        let is_ordinal = |at: usize| {
            matches!(
                syntax.word(at),
                "second" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth"
            )
        };
        if is_this && (start.saturating_sub(ORDINAL_REACH)..start).any(is_ordinal) {
            return true;
        }
        let since = (start.saturating_sub(COMPARED_WORDS_MAX)..start)
            .rev()
            .take_while(|&at| !syntax.is_finite_at(at) && !syntax.is_pause(at))
            .find(|&at| syntax.word(at) == "since");
        since.is_some_and(|since| main < since && self.is_compared_before(since))
    }

    /// Whether a time is only what a deed is compared with: "the first to visit Libya since
    /// 1953", "the deadliest raid since March".
    pub(super) fn is_compared(&self, expression: &DateExpression) -> bool {
        self.is_compared_before(expression.tokens.start)
    }

    fn is_compared_before(&self, start: usize) -> bool {
        (start.saturating_sub(COMPARED_WORDS_MAX)..start)
            .rev()
            .take_while(|&at| !self.syntax.is_finite_at(at) && !self.syntax.is_pause(at))
            .map(|at| self.syntax.word(at))
            .any(|word| {
                matches!(
                    word,
                    "first"
                        | "worst"
                        | "biggest"
                        | "largest"
                        | "highest"
                        | "lowest"
                        | "strongest"
                        | "greatest"
                        | "longest"
                ) || word.ends_with("iest") && word != "priest"
            })
    }
}
