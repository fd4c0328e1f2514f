//! The grammar of dates: what may stand at one place of a sentence.
//!
//! In: the words and a place. Out: a `Parsed` with the stretch of words it
//! takes and what they name, with direction still open where the words leave
//! it open ("Friday", "in March").

mod absolute;
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
}

/// A time as far as its own words fix it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Named {
    /// Known to the day.
    Fixed(Days, Unit),
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
/// `reference` is the day last named in the sentence, for "a day earlier".
pub(super) fn parse(
    words: &[Word],
    i: usize,
    anchor: Date,
    reference: Option<Date>,
) -> Option<Parsed> {
    let reader = Reader { words, anchor, reference };
    let (named, end) = reader.named(i)?;
    let (named, end) = reader.extended(i, named, end);
    Some(Parsed { words: i..end, named })
}

struct Reader<'w, 's> {
    words: &'w [Word<'s>],
    anchor: Date,
    reference: Option<Date>,
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
            .or_else(|| self.part(i))
            .or_else(|| self.counted(i))
            .or_else(|| self.century(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.decade(i))
    }

    /// "the 1950s", "the end of March", "the past week", "a year ago".
    fn with_article(&self, i: usize) -> Found {
        let next = self.lower(i + 1);
        if matches!(next, "day" | "week" | "month" | "year") && self.lower(i) != "the" {
            return self.counted(i);
        }
        match next {
            "day" => self.beside_yesterday(i),
            "last" | "past" | "previous" | "next" | "coming" | "following" | "current" => {
                self.relative(i + 1)
            }
            "early" | "mid" | "late" => self.modified(i + 1),
            "weekend" if matches!(self.before(i, 1), "over" | "at" | "during" | "on") => {
                Some((self.weekend(), i + 2))
            }
            _ if self.lower(i) != "the" => None,
            _ => self
                .part(i + 1)
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
            ("second", "half") => (Part::SecondHalf, i + 2),
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
    fn extended(&self, start: usize, named: Named, end: usize) -> (Named, usize) {
        let between = self.before(start, 1) == "between"
            || (matches!(self.before(start, 1), "the" | "early" | "late")
                && self.before(start, 2) == "between");
        let mut next = match self.lower(end) {
            "to" | "until" | "till" | "through" | "-" | "–" | "—" => end + 1,
            "and" if between => end + 1,
            "/" if matches!(named, Named::Fixed(_, Unit::Year)) => end + 1,
            _ => return (named, end),
        };
        if self.lower(next) == "the" {
            next += 1;
        }
        if let Some((last, after)) = self.short_year(named, next) {
            return (last, after);
        }
        let second = if matches!(named, Named::Fixed(_, Unit::Year)) && !between {
            self.year_number(next)
                .filter(|_| !words::is_counted(self.lower(next + 1)))
                .and_then(|year| Some((Named::Fixed(calendar::year(year)?, Unit::Year), next + 1)))
                .or_else(|| self.named(next))
        } else {
            self.named(next)
        };
        match second.and_then(|(second, after)| Some((joined(named, second)?, after))) {
            Some(found) => found,
            None => (named, end),
        }
    }

    /// "1950-53": the second year by its last two digits.
    fn short_year(&self, named: Named, i: usize) -> Option<(Named, usize)> {
        let Named::Fixed(days, Unit::Year) = named else { return None };
        let lower = self.lower(i);
        if lower.len() != 2 || !matches!(self.before(i, 1), "-" | "–" | "/") {
            return None;
        }
        let short: i16 = lower.parse().ok()?;
        let first = days.0.year();
        let last = first - first % 100 + short;
        let days = (first < last).then(|| calendar::years(first, last))??;
        Some((Named::Fixed(days, Unit::Several), i + 1))
    }
}

fn fixed_day(day: Date, end: usize) -> Found {
    Some((Named::Fixed((day, day), Unit::Day), end))
}

fn divided(named: Named, part: Part) -> Option<Named> {
    match named {
        Named::Fixed(_, Unit::Day | Unit::Weekend | Unit::Several) => None,
        Named::Fixed(days, unit) => {
            Some(Named::Fixed(calendar::part_of(days, unit, part), Unit::Several))
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
            Some(Named::Annual(annual, Unit::Several))
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
    match (first, second) {
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
