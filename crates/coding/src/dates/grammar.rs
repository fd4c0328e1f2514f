//! The grammar of dates: what may stand at one place of a sentence.
//!
//! In: the words and a place. Out: a `Parsed` with the stretch of words it
//! takes and what they name, with direction still open where the words leave
//! it open ("Friday", "in March").

mod absolute;
mod quarter;
mod relative;

use super::calendar::{self, Days, Part, Unit};
use super::words::{self, Word};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// What a stretch of words names.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    pub words: Range<usize>,
    pub named: Named,
    /// What `named` is a part of, where it is one.
    pub whole: Option<Whole>,
    /// The two ends of a range, with their words.
    pub ends: Option<Ends>,
    /// Told only to compare with ("from 3 % a year earlier"): the text does not
    /// go on from there.
    pub is_aside: bool,
}

/// The two ends of a range: their words and what each names.
pub(super) type Ends = [(Range<usize>, Named); 2];

/// The unit that a part is cut from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Whole {
    Days(Days),
    /// The month that the part lies in.
    Month,
}

/// A time as far as its own words fix it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Named {
    /// Known to the day.
    Fixed(Days, Unit),
    /// Part of a known unit: "late 1991", with all of 1991.
    Cut(Days, Days),
    /// Without a year.
    Annual(Annual, Unit),
    /// Without a week.
    Weekday(Weekday),
    /// From one weekday to another, without a week.
    Weekdays(Weekday, Weekday),
    /// "in two days": a date only after a verb that looks ahead.
    Ahead(Days),
}

/// A day, month or season of every year: first and last as month and day; the
/// last may lie in the year after. Day 31 means the month's last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Annual {
    pub from: (i8, i8),
    pub to: (i8, i8),
}

impl Annual {
    fn day(month: i8, day: i8) -> Self {
        Self { from: (month, day), to: (month, day) }
    }

    fn months(first: i8, last: i8) -> Self {
        Self { from: (first, 1), to: (last, 31) }
    }

    /// Its days in one year; none for 29 February of a common year.
    pub(super) fn in_year(self, year: i16) -> Option<Days> {
        let last_year = if self.to < self.from { year.checked_add(1)? } else { year };
        let from = Date::new(year, self.from.0, self.from.1).ok()?;
        let last_month = Date::new(last_year, self.to.0, 1).ok()?;
        let to = if self.to.1 > last_month.days_in_month() && self.from != self.to {
            last_month.last_of_month()
        } else {
            Date::new(last_year, self.to.0, self.to.1).ok()?
        };
        Some((from, to))
    }
}

/// The expression that begins exactly at word `i`, without a preposition.
///
/// `last` is the time last named in the document, for "a day earlier".
pub(super) fn parse(words: &[Word], i: usize, anchor: Date, last: Option<Days>) -> Option<Parsed> {
    let reader = Reader { words, anchor, last };
    let (named, end) = reader.named(i)?;
    let (named, end) = reader.narrowed(named, end);
    let whole = match named {
        Named::Cut(_, whole) => Some(Whole::Days(whole)),
        Named::Annual(_, Unit::Part) => Some(Whole::Month),
        _ => None,
    };
    let is_aside = reader.is_aside(end);
    Some(match reader.extended(i, named, end) {
        Some((named, end, ends)) => {
            Parsed { words: i..end, named, whole: None, ends: Some(ends), is_aside: false }
        }
        None => Parsed { words: i..end, named, whole, ends: None, is_aside },
    })
}

struct Reader<'w, 's> {
    words: &'w [Word<'s>],
    anchor: Date,
    last: Option<Days>,
}

type Found = Option<(Named, usize)>;

impl Reader<'_, '_> {
    fn lower(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |word| word.lower)
    }

    fn before(&self, i: usize, n: usize) -> &str {
        i.checked_sub(n).map_or("", |i| self.lower(i))
    }

    fn is_capital(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|word| word.is_capital)
    }

    /// Whether nothing but punctuation, a conjunction or the end follows.
    fn ends_at(&self, i: usize) -> bool {
        self.words.get(i).is_none_or(|word| {
            !word.is_word || matches!(word.lower, "and" | "or" | "but" | "when" | "at" | "in")
        })
    }

    fn named(&self, i: usize) -> Found {
        let word = self.words.get(i)?;
        if !word.is_word && word.lower != "'" {
            return None;
        }
        let first = word.lower.bytes().next()?;
        if first.is_ascii_digit() {
            return self
                .iso(i)
                .or_else(|| self.slashed(i))
                .or_else(|| self.day_month(i))
                .or_else(|| self.decade(i))
                .or_else(|| self.century(i))
                .or_else(|| self.year(i))
                .or_else(|| self.counted(i));
        }
        match word.lower {
            "the" | "a" | "an" => self.with_article(i),
            "early" | "mid" | "late" | "earlier" | "later" => self.modified(i),
            "last" | "past" | "previous" | "this" | "current" | "next" | "coming" | "following" => {
                self.relative(i)
            }
            "that" => self.that(i),
            "year" => self.year_ago(i),
            "nineteen" | "eighteen" | "two" => self.spelled(i).or_else(|| self.worded(i)),
            "fiscal" => self.quarter(i),
            "today" | "tonight" | "yesterday" | "tomorrow" | "overnight" => self.near(i),
            "in" | "within" => self.ahead(i),
            "'" => self.decade(i + 1),
            "beginning" | "start" | "middle" | "end" | "close" | "turn" => self.part(i),
            _ => self.weekday(i).or_else(|| self.worded(i)),
        }
    }

    fn worded(&self, i: usize) -> Found {
        self.month(i)
            .or_else(|| self.season(i))
            .or_else(|| self.holiday(i))
            .or_else(|| self.quarter(i))
            .or_else(|| self.part(i))
            .or_else(|| self.counted(i))
            .or_else(|| self.century(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.decade(i))
    }

    /// "the 1950s", "the end of March", "the past week", "a year ago".
    fn with_article(&self, i: usize) -> Found {
        let next = self.lower(i + 1);
        let is_unit =
            matches!(next, "day" | "week" | "month" | "quarter" | "year" | "decade" | "century");
        if is_unit && self.lower(i) != "the" {
            return self.counted(i);
        }
        match next {
            "day" => self.beside_yesterday(i),
            "same" if self.lower(i) == "the" => {
                self.that(i + 1).or_else(|| self.the_quarter(i + 1))
            }
            "last" if self.lower(i + 2) == "half" => self.part(i + 1),
            "last" | "past" | "previous" | "next" | "coming" | "following" | "current" => {
                self.relative(i + 1)
            }
            "early" | "mid" | "late" => self.modified(i + 1),
            "weekend" if matches!(self.before(i, 1), "over" | "at" | "during" | "on") => {
                Some((self.weekend(), i + 2))
            }
            _ if self.lower(i) != "the" => None,
            _ => self
                .quarter(i + 1)
                .or_else(|| self.the_quarter(i + 1))
                .or_else(|| self.part(i + 1))
                .or_else(|| self.century(i + 1))
                .or_else(|| self.day_month(i + 1))
                .or_else(|| self.decade(i + 1))
                .or_else(|| self.day_of_this_month(i)),
        }
    }

    /// "early 1950s", "mid-March", "late last year", "earlier this week".
    fn modified(&self, i: usize) -> Found {
        let part = match self.lower(i) {
            "early" => Part::Early,
            "mid" => Part::Mid,
            "late" => Part::Late,
            _ => return self.side_of_now(i),
        };
        let mut next = i + 1;
        while matches!(self.lower(next), "-" | "in" | "the" | "on") {
            next += 1;
        }
        if matches!(self.lower(next), "today" | "yesterday" | "tomorrow") {
            return self.near(next);
        }
        let (named, end) = self.named(next)?;
        Some((divided(named, part)?, end))
    }

    /// "the end of March", "the first half of 2022", "the second quarter".
    fn part(&self, i: usize) -> Found {
        let (part, of) = match (self.lower(i), self.lower(i + 1)) {
            ("beginning" | "start", _) => (Part::Early, i + 1),
            ("middle", _) => (Part::Mid, i + 1),
            ("end" | "close", _) => (Part::Late, i + 1),
            ("first", "half") => (Part::FirstHalf, i + 2),
            ("second" | "last" | "latter", "half") => (Part::SecondHalf, i + 2),
            ("first", "quarter") => (Part::Quarter(1), i + 2),
            ("second", "quarter") => (Part::Quarter(2), i + 2),
            ("third", "quarter") => (Part::Quarter(3), i + 2),
            ("fourth", "quarter") => (Part::Quarter(4), i + 2),
            _ => return None,
        };
        let skip = usize::from(self.lower(of) == "of");
        if self.lower(of + skip) == "the"
            && let Some(
                unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century),
            ) = words::unit(self.lower(of + skip + 1))
            && self.ends_at(of + skip + 2)
        {
            let whole = Named::Fixed(calendar::unit_of(unit, self.anchor), unit);
            return Some((divided(whole, part)?, of + skip + 2));
        }
        if skip == 0 && !matches!(part, Part::Quarter(_) | Part::FirstHalf | Part::SecondHalf) {
            return None;
        }
        let (named, end) = self.named(of + skip)?;
        match (part, named) {
            (Part::Quarter(_), Named::Fixed(_, Unit::Year)) => {}
            (Part::Quarter(_), _) => return None,
            _ => {}
        }
        Some((divided(named, part)?, end))
    }

    /// Takes the second half of a range along: "to 1996", "- 53", "through May".
    fn extended(&self, start: usize, named: Named, end: usize) -> Option<(Named, usize, Ends)> {
        let between = self.before(start, 1) == "between"
            || (matches!(self.before(start, 1), "the" | "early" | "late")
                && self.before(start, 2) == "between");
        let mut next = match self.lower(end) {
            "to" | "until" | "till" | "through" | "-" | "–" | "—" => end + 1,
            "and" if between => end + 1,
            "/" if matches!(named, Named::Fixed(_, Unit::Year)) => end + 1,
            _ => return None,
        };
        if self.lower(next) == "the" {
            next += 1;
        }
        let (second, after) = if let Some(short) = self.short_year(named, next) {
            short
        } else if matches!(named, Named::Fixed(_, Unit::Year)) && !between {
            self.year_number(next)
                .filter(|_| !words::is_counted(self.lower(next + 1)))
                .and_then(|year| Some((Named::Fixed(calendar::year(year)?, Unit::Year), next + 1)))
                .or_else(|| self.named(next))?
        } else {
            self.named(next)?
        };
        let ends = [(start..end, named), (next..after, second)];
        Some((joined(named, second)?, after, ends))
    }

    /// "1950-53": the second year by its last two digits.
    fn short_year(&self, named: Named, i: usize) -> Found {
        let Named::Fixed(days, Unit::Year) = named else { return None };
        let lower = self.lower(i);
        if lower.len() != 2 || !matches!(self.before(i, 1), "-" | "–" | "/") {
            return None;
        }
        let short: i16 = lower.parse().ok()?;
        let first = days.0.year();
        let last = first - first % 100 + short;
        let days = (first < last).then(|| calendar::year(last))??;
        Some((Named::Fixed(days, Unit::Year), i + 1))
    }

    /// "a year earlier", "the year-ago quarter".
    fn is_aside(&self, end: usize) -> bool {
        let is_aside = |at: usize| {
            let year = if self.before(at, 2) == "-" { 3 } else { 2 };
            matches!(self.before(at, 1), "ago" | "earlier") && self.before(at, year) == "year"
        };
        is_aside(end) || is_aside(end - 1)
    }

    /// The day last named; none where what was named is longer than a day.
    fn last_day(&self) -> Option<Date> {
        self.last.filter(|(from, to)| from == to).map(|(from, _)| from)
    }

    /// The first day of the time last named, if that lies within one such unit.
    fn last_within(&self, unit: Unit) -> Option<Date> {
        let (from, to) = self.last?;
        (to <= calendar::unit_of(unit, from).1).then_some(from)
    }
}

fn fixed_day(day: Date, end: usize) -> Found {
    Some((Named::Fixed((day, day), Unit::Day), end))
}

fn divided(named: Named, part: Part) -> Option<Named> {
    match named {
        Named::Fixed(_, Unit::Day | Unit::Weekend | Unit::Several) => None,
        Named::Fixed(days, unit) => {
            let cut = calendar::part_of(days, unit, part);
            Some(match part {
                Part::Early | Part::Mid | Part::Late => Named::Cut(cut, days),
                _ => Named::Fixed(cut, Unit::Several),
            })
        }
        Named::Annual(annual, Unit::Month) => {
            let month = annual.from.0;
            let (first, last) = match part {
                Part::Early => (1, 10),
                Part::Mid => (11, 20),
                Part::FirstHalf => (1, 15),
                Part::SecondHalf => (16, 31),
                _ => (21, 31),
            };
            let annual = Annual { from: (month, first), to: (month, last) };
            Some(Named::Annual(annual, Unit::Part))
        }
        Named::Annual(annual, Unit::Season) => Some(Named::Annual(annual, Unit::Season)),
        _ => None,
    }
}

/// From the first of one to the last of the other; the year and the direction
/// of either serve both.
fn joined(first: Named, second: Named) -> Option<Named> {
    let fixed =
        |from: Date, to: Date| (from <= to).then_some(Named::Fixed((from, to), Unit::Several));
    let whole = |named: Named| match named {
        Named::Cut(days, _) => Named::Fixed(days, Unit::Several),
        _ => named,
    };
    match (whole(first), whole(second)) {
        (Named::Fixed(a, _), Named::Fixed(b, _)) => fixed(a.0, b.1),
        (Named::Annual(a, _), Named::Annual(b, _)) => {
            Some(Named::Annual(Annual { from: a.from, to: b.to }, Unit::Several))
        }
        (Named::Annual(a, _), Named::Fixed(b, _)) => {
            let year = b.0.year();
            let same = a.in_year(year).filter(|a| a.0 <= b.0);
            fixed(same.or_else(|| a.in_year(year - 1))?.0, b.1)
        }
        (Named::Fixed(a, _), Named::Annual(b, _)) => {
            let year = a.0.year();
            let same = b.in_year(year).filter(|b| a.0 <= b.0);
            fixed(a.0, same.or_else(|| b.in_year(year + 1))?.1)
        }
        (Named::Weekday(a), Named::Weekday(b)) => Some(Named::Weekdays(a, b)),
        _ => None,
    }
}
