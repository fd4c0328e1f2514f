//! When something happened, and how we know.

use crate::list::closed_list;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

closed_list! {
    /// Where the day of a report is known from, surest first.
    DateSource, "date source" {
        /// The sentence (or table row) names the day or period.
        Stated = "stated",
        /// The head of the document: its dateline or, for a headline, the sentence beneath.
        Dateline = "dateline",
        /// Tense alone: a plan lies after publication, a deed told in passing before.
        Tense = "tense",
        /// Nothing better than the day of publication.
        Published = "published",
    }
}

/// An interval of days, both ends included, and where it is known from.
///
/// A single day has `from == to`. "In March 2022" is 2022-03-01 to 2022-03-31.
/// An open end is stored as [`Dated::OPEN`] (a plan without a day).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Dated {
    /// First possible day.
    pub from: Date,
    /// Last possible day.
    pub to: Date,
    /// How the interval is known.
    pub known_from: DateSource,
}

impl Dated {
    /// The day that stands for "no end known": 9999-12-31.
    pub const OPEN: Date = Date::constant(9999, 12, 31);
    /// The first day of what began at an unknown time before its last.
    pub const ANY_TIME_BEFORE: Date = Date::constant(1, 1, 1);

    /// One day.
    pub fn day(day: Date, known_from: DateSource) -> Self {
        Self { from: day, to: day, known_from }
    }

    /// Whether `day` lies in the interval.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether the interval is exactly one day.
    pub fn is_day(&self) -> bool {
        self.from == self.to
    }

    /// Whether the interval shares a day with `period`.
    pub fn overlaps(&self, period: Period) -> bool {
        period.since.is_none_or(|since| since <= self.to)
            && period.until.is_none_or(|until| self.from <= until)
    }
}

/// The English name of the month that `day` lies in: "June" for 2024-06-19.
pub fn month_name(day: Date) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES[usize::from(day.month().unsigned_abs()) - 1]
}

/// What `--since` and `--until` ask for; both ends included, either may be open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// First day asked for. A plan without an end counts on its first day.
    pub since: Option<Date>,
    /// Last day asked for.
    pub until: Option<Date>,
}

impl Period {
    /// Whether some day of the interval is asked for.
    pub fn holds(&self, dated: &Dated) -> bool {
        let Dated { from, to, .. } = *dated;
        let last = if to == Dated::OPEN { from } else { to };
        self.since.is_none_or(|since| since <= last) && self.until.is_none_or(|until| from <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_named_in_english() {
        let name = |month| month_name(Date::constant(2024, month, 1));
        assert_eq!((name(1), name(6), name(12)), ("January", "June", "December"));
    }
}
