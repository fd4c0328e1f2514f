//! On which day a deed happened: its own date expression, or the tense, or
//! the day of publication.

use super::assemble::{Draft, Work};
use super::matching::{Match, is_stance};
use super::syntax::Shape;
use super::words::*;
use crate::dates::{self, DateKind};
use rapport_record::{Certainty, DateSource, Dated};

impl Work<'_> {
    /// The date expression that belongs to a match: the nearest with no other
    /// finite verb between.
    pub(super) fn expression(&self, one: &Match<'_>) -> Option<&dates::DateExpression> {
        self.expression_at(one.main)
    }

    pub(super) fn expression_at(&self, main: usize) -> Option<&dates::DateExpression> {
        let own = self.syntax.verb_at[main];
        self.expressions
            .iter()
            .filter(|expression| matches!(expression.kind, DateKind::Day | DateKind::Period))
            .filter(|expression| !self.dates_a_noun(expression))
            .filter(|expression| {
                let (low, high) = if expression.tokens.start < main {
                    (expression.tokens.end, main)
                } else {
                    (main, expression.tokens.start)
                };
                !self.syntax.verbs.iter().enumerate().any(|(index, group)| {
                    group.shape == Shape::Finite
                        && low < group.main
                        && group.main < high
                        && Some(index) != own
                })
            })
            .min_by_key(|expression| expression.tokens.start.abs_diff(main))
    }

    /// Whether a date belongs to a noun, not to the deed: "the 2015 nuclear
    /// deal", "yesterday's attacks".
    pub(super) fn dates_a_noun(&self, expression: &dates::DateExpression) -> bool {
        let next = self.syntax.word(expression.tokens.end);
        let before =
            expression.tokens.start.checked_sub(1).map_or("", |token| self.syntax.word(token));
        let is_year = expression.tokens.len() == 1
            && self.syntax.word(expression.tokens.start).len() == 4
            && number(self.syntax.word(expression.tokens.start)).is_some();
        next == "'s"
            || is_year
                && (before == "the" || !is_preposition(before) && self.followed_by_noun(expression))
    }

    pub(super) fn followed_by_noun(&self, expression: &dates::DateExpression) -> bool {
        let at = expression.tokens.end;
        self.syntax.sentence.tokens.get(at).is_some_and(|token| token.is_word)
            && self.syntax.verb_at[at].is_none()
            && !is_preposition(self.syntax.word(at))
            && !matches!(self.syntax.word(at), "and" | "or" | "to" | "but")
    }

    pub(super) fn happened_on(
        &self,
        draft: &Draft,
        published_on: rapport_record::Date,
    ) -> (Dated, Certainty) {
        let mut certainty = draft.certainty;
        if let Some(expression) = self.expression_at(draft.main) {
            let ahead = published_on < expression.from;
            if ahead && draft.is_past {
                return (Dated::day(published_on, DateSource::Published), certainty);
            }
            if ahead && certainty == Certainty::Reported && !is_stance(draft.event_type) {
                certainty = Certainty::Planned;
            }
            let is_stale_plan = certainty == Certainty::Planned && expression.to < published_on;
            if !(is_stale_plan || ahead && is_stance(draft.event_type)) {
                let dated = Dated {
                    from: expression.from,
                    to: expression.to,
                    known_from: DateSource::Stated,
                };
                return (dated, certainty);
            }
        }
        if certainty == Certainty::Planned {
            let from = published_on.tomorrow().unwrap_or(published_on);
            return (Dated { from, to: Dated::OPEN, known_from: DateSource::Tense }, certainty);
        }
        (Dated::day(published_on, DateSource::Published), certainty)
    }
}
