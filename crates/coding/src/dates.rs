//! Dates in a sentence: expressions of time to calendar intervals.
//!
//! In: a `Sentence` and its anchor, the day of publication. Out: every date it
//! names, left to right and not overlapping, as an interval of days. Durations
//! ("24 hours", "two-day"), ages, repeated days ("every Friday") and vague
//! words ("recently") are left out.
//! Where the words leave the direction open ("on Friday", "in March"), the
//! verb nearby decides; both readings are kept, so that a coder that knows the
//! tense better can ask for the other with [`DateExpression::told_in`].
//! Weeks run from Monday to Sunday, seasons are those of the north, decades
//! and centuries are cut as `dates/calendar.rs` says.

mod calendar;
mod grammar;
mod tense;
#[cfg(test)]
mod tests;
mod timeline;
mod vague;
mod words;

use crate::text::Sentence;
use calendar::{Days, Unit};
use grammar::{Named, Parsed, Whole};
use jiff::civil::Date;
use rapport_record::{Dated, Span};
use std::ops::Range;
pub use tense::Tense;
pub use timeline::Timeline;
pub use vague::{Vague, VagueExpression, find_vague};

/// What an expression says about when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateKind {
    /// On one day.
    Day,
    /// At some time, or all the time, from the first day to the last.
    Period,
    /// From a time named until now: "since 2022", "after Friday".
    Since,
    /// Up to a time named: "until 1996", "by Friday", "before March 2022".
    Until,
}

/// One expression of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateExpression {
    /// Where, in code points of the sentence; without a preposition: "June 19".
    pub span: Span,
    /// The same in tokens.
    pub tokens: Range<usize>,
    /// First possible day. For `Since`, the first day of the time named; for
    /// `Until`, the anchor where the end lies ahead, else as in `stated`.
    pub from: Date,
    /// Last possible day. For `Since`, the anchor (or [`Dated::OPEN`] where the
    /// time named lies ahead); for `Until`, the last day before or of the time named.
    pub to: Date,
    /// What it says.
    pub kind: DateKind,
    /// Whether it lies ahead of the anchor, by its words or by the verb nearby:
    /// a plan rather than a deed.
    pub is_future: bool,
    /// First and last day of the time named itself: all of 2022 for "since 2022".
    pub stated: (Date, Date),
    /// The unit that `stated` is cut from: all of 1991 for "late 1991", all of
    /// this month for "earlier this month"; `stated` itself where nothing is cut.
    pub whole: (Date, Date),
    /// The two times that a range names, each with its words; none elsewhere.
    pub ends: Option<[(Span, (Date, Date)); 2]>,
    /// The readings of words that leave the direction open; none where fixed.
    readings: Option<Readings>,
    anchor: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Readings {
    behind: Days,
    ahead: Days,
}

impl DateExpression {
    /// The same words read beside a verb of another tense.
    ///
    /// Published on Wednesday 19 June 2024, "on Friday" is 14 June in the past
    /// and 21 June in the future; "on 14 June" stays where it is.
    pub fn told_in(&self, tense: Tense) -> DateExpression {
        let stated = match (self.readings, tense) {
            (Some(readings), Tense::Past) => readings.behind,
            (Some(readings), Tense::Future) => readings.ahead,
            _ => self.stated,
        };
        let mut told = self.clone();
        told.place(stated, self.relation(), tense);
        told
    }

    /// Whether a weekday told of the past is tomorrow's: news from where it is Monday already
    /// tells "on Monday" while it is Sunday for its publisher, who would not call the Monday of
    /// six days ago so.
    pub fn is_tomorrow_elsewhere(&self) -> bool {
        let tomorrow = self.anchor.tomorrow().ok();
        self.kind == DateKind::Day
            && self.from < self.anchor
            && self.readings.is_some_and(|readings| Some(readings.ahead.0) == tomorrow)
    }

    fn relation(&self) -> Relation {
        match self.kind {
            DateKind::Since if self.from > self.stated.1 => Relation::After,
            DateKind::Since => Relation::Since,
            DateKind::Until if self.to < self.stated.0 => Relation::Before,
            DateKind::Until => Relation::Until,
            DateKind::Day | DateKind::Period => Relation::On,
        }
    }

    fn place(&mut self, stated: Days, relation: Relation, tense: Tense) {
        let (first, last) = stated;
        let open = |from: Date| if from <= self.anchor { self.anchor } else { Dated::OPEN };
        let start = |to: Date| if self.anchor < to { self.anchor } else { first.min(to) };
        (self.from, self.to, self.kind) = match relation {
            Relation::On if first == last => (first, last, DateKind::Day),
            Relation::On => (first, last, DateKind::Period),
            Relation::Since => (first, open(first), DateKind::Since),
            Relation::After if first == last => (first, open(first), DateKind::Since),
            Relation::After => {
                let from = calendar::plus_days(last, 1);
                (from, open(from), DateKind::Since)
            }
            Relation::Until => (start(last), last, DateKind::Until),
            Relation::Before => {
                let to = calendar::plus_days(first, -1);
                (start(to), to, DateKind::Until)
            }
        };
        self.is_future = match self.kind {
            DateKind::Until => self.anchor < self.to && tense != Tense::Past,
            _ => self.anchor < self.from || (self.anchor < self.to && tense == Tense::Future),
        };
        self.stated = stated;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    On,
    Since,
    After,
    Until,
    Before,
}

/// Every date that `sentence` names, read from a document published on `anchor`.
///
/// "They met on Friday and will sign in March 2025." from 19 June 2024 gives
/// 14 June 2024 (a day) and 1 to 31 March 2025 (a period that lies ahead).
///
/// "two days later" needs a day named before it in the sentence; to count from
/// an earlier sentence, read the document through a [`Timeline`].
pub fn find(sentence: &Sentence, anchor: Date) -> Vec<DateExpression> {
    Timeline::new(anchor).read(sentence)
}

/// The tense that the words around `tokens` show, as [`find`] sees it.
pub fn tense_around(sentence: &Sentence, tokens: Range<usize>) -> Tense {
    let words = words::words(sentence);
    let start = words.partition_point(|word| word.token < tokens.start);
    let end = words.partition_point(|word| word.token < tokens.end);
    tense::tense_at(&words, &(start..end))
}

fn settled(
    words: &[words::Word],
    parsed: Parsed,
    anchor: Date,
    earlier: Option<&DateExpression>,
) -> Option<DateExpression> {
    let tense = tense::tense_at(words, &parsed.words);
    let relation = relation(words, parsed.words.start);
    let (stated, readings) = match parsed.named {
        Named::Fixed(days, _) | Named::Cut(days, _) => (days, None),
        Named::Ahead(days) if tense == Tense::Future => (days, None),
        Named::Ahead(_) => return None,
        Named::Weekday(weekday) => {
            let behind = calendar::weekday_behind(weekday, anchor);
            let ahead = calendar::weekday_ahead(weekday, anchor);
            choose((behind, behind), (ahead, ahead), looks_ahead(words, relation, tense))
        }
        Named::Weekdays(first, last) => {
            let around = |last_day: Date| (calendar::weekday_behind(first, last_day), last_day);
            let behind = around(calendar::weekday_behind(last, anchor));
            let ahead = around(calendar::weekday_ahead(last, anchor));
            choose(behind, ahead, looks_ahead(words, relation, tense))
        }
        Named::Annual(annual, unit) => {
            if let Some(days) = earlier.and_then(|e| same_year(annual, e, anchor, tense)) {
                (days, None)
            } else {
                let year = anchor.year();
                let years = || (year - 8..=year + 8).filter_map(|year| annual.in_year(year));
                let behind = years().rfind(|days| days.0 <= anchor)?;
                let ahead = years().find(|days| anchor <= days.1)?;
                let is_ahead = match (unit, tense) {
                    (Unit::Day, _) if is_soon(ahead, anchor) => true,
                    (Unit::Quarter, _) if is_far(ahead, anchor) => false,
                    (_, Tense::Unknown) => {
                        looks_ahead(words, relation, tense)
                            || nearer_ahead(behind, ahead, anchor, unit)
                    }
                    _ => looks_ahead(words, relation, tense),
                };
                choose(behind, ahead, is_ahead)
            }
        }
    };
    let (first, last) = (&words[parsed.words.start], &words[parsed.words.end - 1]);
    let mut expression = DateExpression {
        span: Span { start: first.start, end: last.end },
        tokens: first.token..last.token + 1,
        from: stated.0,
        to: stated.1,
        kind: DateKind::Period,
        is_future: false,
        stated,
        whole: stated,
        ends: None,
        readings,
        anchor,
    };
    expression.whole = match parsed.whole {
        Some(Whole::Days(whole)) => whole,
        Some(Whole::Month) => calendar::unit_of(Unit::Month, stated.0),
        None => stated,
    };
    expression.ends = parsed.ends.map(|[one, other]| {
        let span =
            |at: &Range<usize>| Span { start: words[at.start].start, end: words[at.end - 1].end };
        [
            (span(&one.0), end_days(one.1, stated, stated.0)),
            (span(&other.0), end_days(other.1, stated, stated.1)),
        ]
    });
    expression.place(stated, relation, tense);
    Some(expression)
}

/// The days of one end of a range, once the range has its year.
fn end_days(named: Named, stated: Days, edge: Date) -> Days {
    match named {
        Named::Fixed(days, _) | Named::Ahead(days) | Named::Cut(days, _) => days,
        Named::Annual(annual, _) => {
            let years = [edge.year(), edge.year() - 1];
            let in_range = |days: &Days| stated.0 <= days.0 && days.1 <= stated.1;
            years
                .iter()
                .filter_map(|&year| annual.in_year(year))
                .find(in_range)
                .unwrap_or((edge, edge))
        }
        Named::Weekday(_) | Named::Weekdays(..) => (edge, edge),
    }
}

fn choose(behind: Days, ahead: Days, is_ahead: bool) -> (Days, Option<Readings>) {
    let readings = (behind != ahead).then_some(Readings { behind, ahead });
    (if is_ahead { ahead } else { behind }, readings)
}

/// "by Friday" looks ahead unless something had been done by then.
fn looks_ahead(words: &[words::Word], relation: Relation, tense: Tense) -> bool {
    let bounds = matches!(relation, Relation::Until | Relation::Before);
    let done = || words.iter().any(|word| matches!(word.lower, "had" | "was" | "were"));
    match tense {
        Tense::Future => true,
        Tense::Unknown => bounds,
        Tense::Past => bounds && relation == Relation::Until && !done(),
    }
}

/// Without a verb to tell, a day or month is taken from ahead only where it is
/// more than three times as near as the one behind (ours: news looks back).
fn nearer_ahead(behind: Days, ahead: Days, anchor: Date, unit: Unit) -> bool {
    let back = calendar::days_between(behind.1, anchor).max(0);
    let on = calendar::days_between(anchor, ahead.0).max(0);
    unit != Unit::Season && 3 * on < back
}

/// A day of the month that lies this little ahead was eleven months ago the
/// last time, and would be told with its year then, whatever the verb (ours).
const SOON_DAYS: i64 = 30;

fn is_soon(ahead: Days, anchor: Date) -> bool {
    let on = calendar::days_between(anchor, ahead.0);
    0 < on && on <= SOON_DAYS
}

/// "expects to report a third-quarter loss", told in November: what is expected
/// is the report. A quarter more than half a year ahead is told with its year.
const FAR_DAYS: i64 = 183;

fn is_far(ahead: Days, anchor: Date) -> bool {
    FAR_DAYS < calendar::days_between(anchor, ahead.0)
}

/// "On 25 June 1950 ... on 15 September": the year told before serves again.
fn same_year(
    annual: grammar::Annual,
    earlier: &DateExpression,
    anchor: Date,
    tense: Tense,
) -> Option<Days> {
    let (first, last) = earlier.stated;
    let within_a_month = calendar::days_between(first, last) < 31;
    let is_past_year = first.year() == last.year() && first.year() < anchor.year();
    if !within_a_month || !is_past_year || earlier.readings.is_some() || tense == Tense::Future {
        return None;
    }
    annual.in_year(first.year()).filter(|days| first <= days.0)
}

/// What the preposition before word `start` makes of a date.
fn relation(words: &[words::Word], start: usize) -> Relation {
    let mut start = start;
    // "until 9 a.m. Tuesday", "by noon on Friday".
    while start.checked_sub(1).is_some_and(|i| is_time_of_day(words[i].lower)) {
        start -= 1;
    }
    let before = |n: usize| start.checked_sub(n).map_or("", |i| words[i].lower);
    let preposition = match before(1) {
        "the" | "its" | "their" | "a" | "about" | "around" => before(2),
        word => word,
    };
    match preposition {
        "since" => Relation::Since,
        "after" | "following" => Relation::After,
        "until" | "till" | "by" | "through" => Relation::Until,
        "before" => Relation::Before,
        _ => Relation::On,
    }
}

fn is_time_of_day(lower: &str) -> bool {
    matches!(
        lower,
        "a.m"
            | "p.m"
            | "a.m."
            | "p.m."
            | "am"
            | "pm"
            | "noon"
            | "midnight"
            | "gmt"
            | "est"
            | "on"
            | "edt"
            | "."
            | ":"
            | "late"
            | "early"
    ) || (lower.len() <= 5 && lower.starts_with(|c: char| c.is_ascii_digit()))
}
