//! Dates counted from the day of publication or from a day just named.

use super::{Annual, Found, Named, Reader, fixed_day};
use crate::dates::calendar::{self, Days, Unit};
use crate::dates::words;
use jiff::civil::{Date, Weekday};

impl Reader<'_, '_> {
    /// "today", "yesterday morning", "overnight"; not "USA Today".
    pub(super) fn near(&self, i: usize) -> Found {
        if self.is_capital(i) && 0 < i && self.words[i - 1].is_word {
            return None;
        }
        // "the people of tomorrow".
        if self.lower(i) == "tomorrow" && self.before(i, 1) == "of" {
            return None;
        }
        let day = |n: i64| calendar::plus_days(self.anchor, n);
        let end = i + 1 + usize::from(is_part_of_day(self.lower(i + 1)));
        match self.lower(i) {
            "overnight" => Some((Named::Fixed((day(-1), self.anchor), Unit::Several), i + 1)),
            "yesterday" => fixed_day(day(-1), end),
            "tomorrow" => fixed_day(day(1), end),
            _ => fixed_day(self.anchor, end),
        }
    }

    /// "the day before yesterday", "the day after tomorrow", "the day before".
    pub(super) fn beside_yesterday(&self, i: usize) -> Found {
        let day = |n: i64| calendar::plus_days(self.anchor, n);
        match (self.lower(i + 2), self.lower(i + 3)) {
            ("before", "yesterday") => fixed_day(day(-2), i + 4),
            ("after", "tomorrow") => fixed_day(day(2), i + 4),
            ("before" | "earlier", _) if self.ends_at(i + 3) => {
                fixed_day(calendar::plus_days(self.last_day().unwrap_or(self.anchor), -1), i + 3)
            }
            ("after", _) if self.ends_at(i + 3) => {
                fixed_day(calendar::plus_days(self.last_day()?, 1), i + 3)
            }
            _ => None,
        }
    }

    /// "on the 19th": a day of the month at or before the anchor.
    pub(super) fn day_of_this_month(&self, the: usize) -> Found {
        let lower = self.lower(the + 1);
        let is_dated = self.before(the, 1) == "on"
            && lower.starts_with(|c: char| c.is_ascii_digit())
            && self.ends_at(the + 2);
        let day = words::ordinal(lower).filter(|_| is_dated)?;
        let in_month = |first: Date| Date::new(first.year(), first.month(), day).ok();
        let this = in_month(self.anchor).filter(|date| *date <= self.anchor);
        let date = this.or_else(|| in_month(calendar::moved(Unit::Month, self.anchor, -1)))?;
        fixed_day(date, the + 2)
    }

    /// "Friday", "Friday night", "Wednesday, June 19", "Friday of last week".
    pub(super) fn weekday(&self, i: usize) -> Found {
        let weekday = words::weekday(self.lower(i)).filter(|_| self.is_capital(i))?;
        let skip = usize::from(matches!(self.lower(i + 1), "," | "("));
        if let Some((named @ (Named::Fixed(_, Unit::Day) | Named::Annual(_, Unit::Day)), end)) =
            self.month(i + 1 + skip).or_else(|| self.day_month(i + 1 + skip))
        {
            return Some((self.on_weekday(named, weekday), end));
        }
        if is_named_day(self.before(i, 1), self.lower(i + 1)) {
            return None;
        }
        let skip = usize::from(self.lower(i + 1) == "of");
        let week = match (self.lower(i + 1 + skip), self.lower(i + 2 + skip)) {
            ("last" | "this" | "next", "week") => self.lower(i + 1 + skip),
            _ => "",
        };
        if !week.is_empty() {
            let n = match week {
                "last" => -1,
                "next" => 1,
                _ => 0,
            };
            let (monday, _) = calendar::shifted(Unit::Week, self.anchor, n);
            let on = i64::from(weekday.to_monday_zero_offset());
            return fixed_day(calendar::plus_days(monday, on), i + 3 + skip);
        }
        let end = i + 1 + usize::from(is_part_of_day(self.lower(i + 1)));
        Some((Named::Weekday(weekday), end))
    }

    /// "Monday, Oct. 26": the weekday tells the year, if it is one near by.
    fn on_weekday(&self, named: Named, weekday: Weekday) -> Named {
        let Named::Annual(annual, unit) = named else { return named };
        let year = self.anchor.year();
        [year, year - 1, year + 1]
            .into_iter()
            .filter_map(|year| annual.in_year(year))
            .find(|days| days.0.weekday() == weekday)
            .map_or(named, |days| Named::Fixed(days, unit))
    }

    /// "last week", "this morning", "next three years", "past two weeks".
    pub(super) fn relative(&self, i: usize) -> Found {
        let next = self.lower(i + 1);
        // "this past spring".
        if self.lower(i) == "this" && next == "past" {
            return self.relative_annual(i + 1, -1).or_else(|| self.relative(i + 1));
        }
        let n = match self.lower(i) {
            "last" | "past" | "previous" => -1,
            "this" | "current" => 0,
            _ => 1,
        };
        if n == 0 && is_part_of_day(next) && next != "night" {
            return fixed_day(self.anchor, i + 2);
        }
        if self.lower(i) == "last" && matches!(next, "night" | "evening") {
            return fixed_day(calendar::plus_days(self.anchor, -1), i + 2);
        }
        if let Some(weekday) = words::weekday(next).filter(|_| self.is_capital(i + 1)) {
            let day = |n: i64| calendar::plus_days(self.anchor, n);
            let end = i + 2 + usize::from(is_part_of_day(self.lower(i + 2)));
            return match n {
                // "following Friday's attack": after it.
                1 if self.lower(i) == "following" => {
                    let day = calendar::plus_days(self.last_day()?, 1);
                    fixed_day(calendar::weekday_ahead(weekday, day), end)
                }
                // "from the previous Friday": before the day just named.
                -1 if self.lower(i) == "previous" => {
                    let last = self.last_day().unwrap_or(self.anchor);
                    let before = calendar::plus_days(last, -1);
                    fixed_day(calendar::weekday_behind(weekday, before), end)
                }
                -1 => fixed_day(calendar::weekday_behind(weekday, day(-1)), end),
                1 => fixed_day(calendar::weekday_ahead(weekday, day(1)), end),
                _ => Some((Named::Weekday(weekday), end)),
            };
        }
        if let Some(found) = self.relative_annual(i, n) {
            return Some(found);
        }
        if let (Some(count), Some(unit)) = (words::cardinal(next), words::unit(self.lower(i + 2))) {
            return self.several(self.lower(i), count, unit, i + 3);
        }
        if (next, self.lower(i + 2)) == ("fiscal", "year") {
            let (named, end) = self.relative_unit(i, n, Unit::Year)?;
            return Some((named, end + 1));
        }
        if next == "thanksgiving" && self.lower(i) == "last" {
            return self.holiday(i + 1);
        }
        let unit = words::unit(next).filter(|_| !next.ends_with('s'))?;
        self.relative_unit(i, n, unit)
    }

    pub(super) fn relative_unit(&self, i: usize, n: i64, unit: Unit) -> Found {
        let end = i + 2;
        let days = match (self.lower(i), unit) {
            ("this" | "current", Unit::Day) => return None,
            // "the last day of the summit" is no date.
            ("last", Unit::Day) => return None,
            ("previous", Unit::Day) => {
                self.beside_last(unit, n).unwrap_or_else(|| calendar::shifted(unit, self.anchor, n))
            }
            ("next" | "following", Unit::Day) => self.beside_last(unit, n)?,
            ("following", _) => self.beside_last(unit, n)?,
            ("past", _) => return self.several("past", 1, unit, end),
            (_, Unit::Weekend) => self.relative_weekend(n),
            // "the previous year" counts from a year just named.
            ("previous", _) => {
                self.beside_last(unit, n).unwrap_or_else(|| calendar::shifted(unit, self.anchor, n))
            }
            _ => calendar::shifted(unit, self.anchor, n),
        };
        Some((Named::Fixed(days, unit), end))
    }

    /// "last March", "this summer", "next fall".
    pub(super) fn relative_annual(&self, i: usize, n: i64) -> Found {
        let (annual, unit, end) = match self.month_name(i + 1) {
            Some((month, end)) => (Annual::months(month, month), Unit::Month, end),
            None => {
                let (first, last) = words::season(self.lower(i + 1))?;
                (Annual::months(first, last), Unit::Season, i + 2)
            }
        };
        if unit == Unit::Month && self.day_number(end).is_some() {
            return None;
        }
        let year = self.anchor.year();
        let mut candidates = (year - 2..=year + 1).filter_map(|year| annual.in_year(year));
        let days = match n {
            -1 => candidates.rfind(|days| days.1 < self.anchor)?,
            1 => candidates.find(|days| self.anchor < days.0)?,
            _ => annual.in_year(year)?,
        };
        Some((Named::Fixed(days, unit), end))
    }

    /// "past two weeks": up to the anchor; "next three years": from the day after.
    pub(super) fn several(&self, which: &str, count: i64, unit: Unit, end: usize) -> Found {
        let days = match which {
            "last" | "past" | "previous" => {
                let first = calendar::moved(unit, self.anchor, -count);
                (calendar::plus_days(first, 1).min(self.anchor), self.anchor)
            }
            "next" | "coming" => {
                (calendar::plus_days(self.anchor, 1), calendar::moved(unit, self.anchor, count))
            }
            _ => return None,
        };
        Some((Named::Fixed(days, Unit::Several), end))
    }

    /// "two days ago", "a week earlier", "three years later".
    pub(super) fn counted(&self, i: usize) -> Found {
        let count = words::cardinal(self.lower(i))?;
        let hours = matches!(self.lower(i + 1), "hour" | "hours" | "minute" | "minutes");
        if hours && self.lower(i + 2) == "ago" {
            // Within a day either calendar day is possible.
            let from = calendar::plus_days(self.anchor, if 6 < count { -1 } else { 0 });
            let unit = if from == self.anchor { Unit::Day } else { Unit::Several };
            return Some((Named::Fixed((from, self.anchor), unit), i + 3));
        }
        let unit = words::unit(self.lower(i + 1))?;
        let told = |days: Days| Some((Named::Fixed(days, unit), i + 3));
        let from_now = || calendar::shifted(unit, self.anchor, -count);
        match self.lower(i + 2) {
            // "in the third quarter, from 3 % a year ago": that quarter.
            "ago" if (count, unit) == (1, Unit::Year) && self.last_is_quarter() => {
                told(self.beside_last(unit, -1)?)
            }
            // "two decades ago" is the year, not all ten of them; "half a century ago" half of it.
            "ago" if matches!(unit, Unit::Decade | Unit::Century) => {
                let is_half = i.checked_sub(1).is_some_and(|at| self.lower(at) == "half");
                let years = if unit == Unit::Decade { 10 } else { 100 };
                let years = if is_half { years / 2 } else { years };
                let days = calendar::shifted(Unit::Year, self.anchor, -count * years);
                Some((Named::Fixed(days, Unit::Year), i + 3))
            }
            "ago" => told(from_now()),
            "earlier" => told(self.beside_last(unit, -count).unwrap_or_else(from_now)),
            "before" | "prior" if self.ends_at(i + 3) => told(self.beside_last(unit, -count)?),
            "later" => told(self.beside_last(unit, count)?),
            _ => None,
        }
    }

    /// The time `n` units after the one last named: the same months where those
    /// were whole months ("the second quarter ... a year earlier"), else a unit.
    pub(super) fn beside_last(&self, unit: Unit, n: i64) -> Option<Days> {
        let (from, to) = self.last?;
        let is_months = from == from.first_of_month() && to == to.last_of_month();
        if is_months && matches!(unit, Unit::Month | Unit::Quarter | Unit::Year) && from != to {
            let is_within = to <= calendar::moved(unit, from, 1);
            return is_within.then(|| {
                let last = calendar::moved(unit, to, n).last_of_month();
                (calendar::moved(unit, from, n), last)
            });
        }
        Some(calendar::shifted(unit, self.last_within(unit)?, n))
    }

    /// "that month", "the same day": the one last named.
    pub(super) fn that(&self, i: usize) -> Found {
        let unit = words::unit(self.lower(i + 1)).filter(|_| !self.lower(i + 1).ends_with('s'))?;
        let is_counted = matches!(
            unit,
            Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year
        );
        let last = self.last_within(unit).filter(|_| is_counted)?;
        Some((Named::Fixed(calendar::unit_of(unit, last), unit), i + 2))
    }

    /// "in two days", kept only after a verb that looks ahead.
    pub(super) fn ahead(&self, i: usize) -> Found {
        let count = words::cardinal(self.lower(i + 1))?;
        let unit = words::unit(self.lower(i + 2))?;
        // "for the first time in five years", "in two days of talks", "in two days' time".
        let time = usize::from(self.lower(i + 3) == "'") + usize::from(self.lower(i + 4) == "time");
        let spoilt = self.before(i, 1) == "time" || self.lower(i + 3) == "of";
        if spoilt || !self.ends_at(i + 3) {
            return None;
        }
        let target = calendar::shifted(unit, self.anchor, count);
        let days = if self.lower(i) == "within" {
            (self.anchor, calendar::moved(unit, self.anchor, count))
        } else {
            target
        };
        Some((Named::Ahead(days), i + 3 + if time == 2 { 2 } else { 0 }))
    }

    /// "earlier this month": up to the anchor; "later this month": after it.
    pub(super) fn side_of_now(&self, i: usize) -> Found {
        let skip = usize::from(matches!(self.lower(i + 1), "in" | "on"));
        let (named, end) = match self.lower(i + 1 + skip) {
            "today" => return fixed_day(self.anchor, i + 2 + skip),
            "yesterday" => return self.near(i + 1 + skip),
            "that" => return self.that(i + 1 + skip),
            day if words::weekday(day).is_some() => return self.weekday(i + 1 + skip),
            "this" => self.relative(i + 1 + skip)?,
            "the" if matches!(self.lower(i + 2 + skip), "day" | "week" | "month" | "year") => {
                let unit = words::unit(self.lower(i + 2 + skip))?;
                (Named::Fixed(calendar::unit_of(unit, self.anchor), unit), i + 3 + skip)
            }
            _ => return None,
        };
        let Named::Fixed((from, to), unit) = named else { return Some((named, end)) };
        if !(from <= self.anchor && self.anchor <= to) || unit == Unit::Day {
            return Some((named, end));
        }
        let days = if self.lower(i) == "earlier" {
            (from, self.anchor)
        } else {
            (calendar::plus_days(self.anchor, 1).min(to), to)
        };
        Some((Named::Cut(days, (from, to)), end))
    }

    pub(super) fn weekend(&self) -> Named {
        Named::Fixed(self.relative_weekend(-1), Unit::Weekend)
    }

    /// -1: the latest begun (for "last weekend" and "over the weekend"); 0: this
    /// week's; 1: the next to begin.
    pub(super) fn relative_weekend(&self, n: i64) -> Days {
        let this = calendar::unit_of(Unit::Weekend, self.anchor);
        match n {
            -1 if this.0 <= self.anchor => this,
            -1 => calendar::shifted(Unit::Weekend, self.anchor, -1),
            1 if self.anchor < this.0 && self.anchor.weekday() != Weekday::Friday => this,
            1 => calendar::shifted(Unit::Weekend, self.anchor, 1),
            _ => this,
        }
    }
}

fn is_part_of_day(lower: &str) -> bool {
    matches!(lower, "morning" | "afternoon" | "evening" | "night" | "noon" | "midnight")
}

/// "Bloody Sunday", "Sunday Times", "every Friday": no day of this week.
fn is_named_day(before: &str, after: &str) -> bool {
    matches!(
        before,
        "bloody"
            | "good"
            | "black"
            | "ash"
            | "super"
            | "palm"
            | "easter"
            | "sheffield"
            | "cyber"
            | "maundy"
            | "shrove"
            | "every"
            | "each"
            | "holy"
            | "whit"
    ) || matches!(after, "times" | "telegraph" | "mirror" | "mail" | "express" | "herald")
}
