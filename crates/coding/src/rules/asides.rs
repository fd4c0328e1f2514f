//! Times that belong to what is only told beside a deed: a relative clause ("Ukraine, which it
//! invaded in 2022"), an aside ("at peace since 1979") or a heading ("2011 uprising: ...").
//!
//! In: a date expression and the word that tells a deed. Out: yes or no.

use super::assemble::{Draft, Work};
use super::syntax::{Shape, Voice};
use super::words::is_relative;
use crate::dates::{DateExpression, DateKind};
use rapport_record::Date;

/// Tokens of a heading in front of its colon. Ours.
const HEADING_MAX: usize = 9;

/// Tokens between a target and a day of its own: "Lebanon on Monday". Ours.
const OWN_DAY_REACH: usize = 2;

impl Work<'_> {
    /// Whether a time stands in a clause, an aside or a heading beside the deed.
    pub(super) fn is_told_beside(&self, expression: &DateExpression, main: usize) -> bool {
        let start = expression.tokens.start;
        self.is_in_heading(expression)
            || if main < start {
                self.is_in_clause_behind(main, start)
            } else {
                self.is_in_aside(expression)
            }
    }

    /// "Shelled Ukraine, which it invaded in", "whose capital they seized in", "Kherson,
    /// liberated by Ukraine in": a clause of what was named last, open up to the time.
    fn is_in_clause_behind(&self, main: usize, start: usize) -> bool {
        let syntax = self.syntax;
        let has_verb = |from: usize| (from..start).any(|at| syntax.verb_at[at].is_some());
        let is_open = |from: usize| !(from..start).any(|at| syntax.is_pause(at));
        (main + 1..start).any(|at| {
            let is_clause = is_relative(syntax.word(at)) && syntax.word(at) != "that";
            let hangs = syntax.word(at - 1) == ","
                && syntax.verb_at[at].is_some_and(|verb| {
                    let group = &syntax.verbs[verb];
                    (group.shape, group.voice) == (Shape::Participial, Voice::Passive)
                        && (group.main + 1..start).any(|at| syntax.word(at) == "by")
                });
            (is_clause && syntax.verb_at[main] != syntax.verb_at[at] && has_verb(at) || hangs)
                && is_open(at)
        })
    }

    /// "Egypt and Israel, at peace since 1979, signed".
    fn is_in_aside(&self, expression: &DateExpression) -> bool {
        let syntax = self.syntax;
        let (start, end) = (expression.tokens.start, expression.tokens.end);
        let Some(comma) = (0..start).rev().find(|&at| syntax.is_pause(at)) else { return false };
        let since = if syntax.word(start) == "since" { start } else { start.saturating_sub(1) };
        expression.kind == DateKind::Since
            && syntax.word(comma) == ","
            && syntax.word(end) == ","
            && comma + 2 < since
            && (comma..end).all(|at| syntax.verb_at[at].is_none())
    }

    /// "2011–2012 Syrian uprising: the League calls", "Tuareg rebellion (2012): rebels seize".
    fn is_in_heading(&self, expression: &DateExpression) -> bool {
        let syntax = self.syntax;
        let colon = (0..syntax.len().min(HEADING_MAX)).find(|&at| syntax.word(at) == ":");
        colon.is_some_and(|colon| {
            let (from, to) = expression.stated;
            expression.tokens.end <= colon
                && 27 < (to - from).get_days()
                && (0..colon).all(|at| syntax.verb_at[at].is_none())
        })
    }

    /// The day that a target has for itself: "bombed Gaza on Sunday and Lebanon on Monday".
    pub(super) fn day_of_target(
        &self,
        draft: &Draft,
        chosen: &DateExpression,
    ) -> Option<&DateExpression> {
        let syntax = self.syntax;
        let span = draft.target.as_ref()?.span?;
        let tokens = &syntax.sentence.tokens;
        let is_within = |at: &usize| span.start <= tokens[*at].start && tokens[*at].end <= span.end;
        let (first, last) =
            ((0..tokens.len()).find(is_within)?, (0..tokens.len()).rfind(is_within)?);
        let is_joined = chosen.tokens.end <= first
            && draft.main < chosen.tokens.start
            && (chosen.tokens.end..first).any(|at| syntax.word(at) == "and")
            && (chosen.tokens.end..first).all(|at| syntax.verb_at[at].is_none());
        self.expressions.iter().filter(|_| is_joined).find(|own| {
            own.kind == DateKind::Day
                && (last + 1..=last + 1 + OWN_DAY_REACH).contains(&own.tokens.start)
        })
    }

    /// The last day by which a plan is to be carried out: "by the end of July", "before 1 May".
    pub(super) fn deadline(&self, main: usize, published_on: Date) -> Option<Date> {
        let syntax = self.syntax;
        let own = syntax.verb_at[main];
        self.expressions
            .iter()
            .filter(|expression| {
                let start = expression.tokens.start;
                let leads = |at: usize| matches!(syntax.word(at), "by" | "before" | "within");
                main < start
                    && (leads(start) || leads(start - 1))
                    && (main..start).all(|at| !syntax.is_finite_at(at) || syntax.verb_at[at] == own)
            })
            .map(|expression| expression.to.max(expression.stated.1))
            .find(|day| published_on < *day && *day < rapport_record::Dated::OPEN)
    }
}
