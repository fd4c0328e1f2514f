//! Quarters of a year, as news of business tells them: by number, by the year
//! they belong to, or beside the quarter last named.

use super::{Annual, Found, Named, Reader};
use crate::dates::calendar::{self, Days, Unit};

impl Reader<'_, '_> {
    /// "third quarter", "third-quarter profit", "fiscal first quarter of 1990".
    pub(super) fn quarter(&self, i: usize) -> Found {
        let skip = usize::from(self.lower(i) == "fiscal");
        let number = quarter_number(self.lower(i + skip))?;
        let dash = usize::from(self.lower(i + skip + 1) == "-");
        let at = i + skip + 1 + dash;
        if self.lower(at) != "quarter" {
            return None;
        }
        let annual = Annual::months(3 * number - 2, 3 * number);
        match self.told_year(annual, Unit::Quarter, at + 1) {
            None if self.lower(at + 1) == "of" => None,
            None => Some((Named::Annual(annual, Unit::Quarter), at + 1)),
            found => found,
        }
    }

    /// "the quarter", "the latest quarter", "the year-ago quarter".
    pub(super) fn the_quarter(&self, i: usize) -> Found {
        match self.lower(i) {
            "quarter"
                if self.ends_at(i + 1) || matches!(self.before(i, 2), "in" | "during" | "for") =>
            {
                Some((Named::Fixed(self.last_quarter()?, Unit::Quarter), i + 1))
            }
            "latest" if matches!(self.lower(i + 1), "quarter" | "period") => {
                Some((Named::Fixed(self.latest_quarter(), Unit::Quarter), i + 2))
            }
            "year" => self.year_ago(i),
            "corresponding" | "comparable" | "same" => {
                if !matches!(self.lower(i + 1), "quarter" | "period") {
                    return None;
                }
                let end = i + 2 + usize::from(self.lower(i + 2) == "of");
                if (self.lower(end), self.lower(end + 1)) == ("last", "year") {
                    let days = self.quarter_in(self.anchor.year() - 1);
                    return Some((Named::Fixed(days, Unit::Quarter), end + 2));
                }
                self.year_ago(end)
            }
            _ => None,
        }
    }

    /// "year-ago", "year-earlier", with or without "quarter".
    pub(super) fn year_ago(&self, i: usize) -> Found {
        let is_told = self.lower(i) == "year"
            && self.lower(i + 1) == "-"
            && matches!(self.lower(i + 2), "ago" | "earlier");
        if !is_told {
            return None;
        }
        if let Some((Named::Annual(annual, _), end)) = self.quarter(i + 3) {
            let behind = self.anchor.year() - 1;
            return Some((Named::Fixed(annual.in_year(behind)?, Unit::Quarter), end));
        }
        if matches!(self.lower(i + 3), "quarter" | "period") {
            let (from, _) = self.last_quarter().unwrap_or_else(|| self.latest_quarter());
            let days = calendar::shifted(Unit::Quarter, calendar::moved(Unit::Year, from, -1), 0);
            return Some((Named::Fixed(days, Unit::Quarter), i + 4));
        }
        let days = self
            .beside_last(Unit::Year, -1)
            .unwrap_or_else(|| calendar::shifted(Unit::Year, self.anchor, -1));
        Some((Named::Fixed(days, Unit::Year), i + 3))
    }

    /// "1988 second quarter", "last year's third quarter": a quarter of the year.
    pub(super) fn narrowed(&self, named: Named, end: usize) -> (Named, usize) {
        let Named::Fixed(days, Unit::Year) = named else { return (named, end) };
        let at = end + usize::from(self.lower(end) == "'s");
        let year = days.0.year();
        let narrowed = || {
            if let Some((Named::Annual(annual, Unit::Quarter), after)) = self.quarter(at) {
                return Some((Named::Fixed(annual.in_year(year)?, Unit::Quarter), after));
            }
            let is_period = matches!(self.lower(at), "quarter" | "period") && at != end;
            is_period.then(|| (Named::Fixed(self.quarter_in(year), Unit::Quarter), at + 1))
        };
        narrowed().unwrap_or((named, end))
    }

    /// The time last named, if it is a quarter.
    fn last_quarter(&self) -> Option<Days> {
        self.last.filter(|last| *last == calendar::unit_of(Unit::Quarter, last.0))
    }

    pub(super) fn last_is_quarter(&self) -> bool {
        self.last_quarter().is_some()
    }

    /// The last quarter that is over.
    fn latest_quarter(&self) -> Days {
        calendar::shifted(Unit::Quarter, self.anchor, -1)
    }

    /// The quarter at hand, in another year.
    fn quarter_in(&self, year: i16) -> Days {
        let (from, _) = self.last_quarter().unwrap_or_else(|| self.latest_quarter());
        let years = i64::from(year) - i64::from(from.year());
        calendar::shifted(Unit::Quarter, calendar::moved(Unit::Year, from, years), 0)
    }
}

fn quarter_number(lower: &str) -> Option<i8> {
    Some(match lower {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        _ => return None,
    })
}
