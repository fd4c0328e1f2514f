//! Dates by their own names: days, months, seasons, years, decades, centuries.

use super::{Annual, Found, Named, Reader, fixed_day};
use crate::dates::calendar::{self, Unit};
use crate::dates::words;
use jiff::civil::{Date, Weekday};

impl Reader<'_, '_> {
    pub(super) fn iso(&self, i: usize) -> Found {
        let (year, month, day) = words::iso_date(self.lower(i))?;
        fixed_day(Date::new(year, month, day).ok()?, i + 1)
    }

    /// "06/19/2024" and "19/06/2024", where only one order is possible.
    pub(super) fn slashed(&self, i: usize) -> Found {
        let number = |n: usize| self.lower(i + n).parse::<i16>().ok();
        if self.lower(i + 1) != "/" || self.lower(i + 3) != "/" {
            return None;
        }
        let (one, two, year) = (number(0)?, number(2)?, number(4)?);
        if !(1500..=2100).contains(&year) || !(1..=31).contains(&one) || !(1..=31).contains(&two) {
            return None;
        }
        let (month, day) = match (one, two) {
            (13.., ..=12) => (two, one),
            (..=12, 13..) => (one, two),
            _ if one == two => (one, two),
            _ => return None,
        };
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        fixed_day(date, i + 5)
    }

    /// A month by name, full or with its full stop; the place after it.
    pub(super) fn month_name(&self, i: usize) -> Option<(i8, usize)> {
        let word = self.words.get(i).filter(|word| word.is_capital)?;
        let (month, is_short) = words::month(word.lower)?;
        let dotted = self.lower(i + 1) == "." && i + 2 < self.words.len();
        if !is_short {
            return Some((month, i + 1));
        }
        let day_before = i.checked_sub(1).is_some_and(|j| self.day_number(j).is_some());
        if dotted {
            Some((month, i + 2))
        } else if self.day_number(i + 1).is_some()
            || self.year_number(i + 1).is_some()
            || day_before
        {
            Some((month, i + 1))
        } else {
            None
        }
    }

    pub(super) fn day_number(&self, i: usize) -> Option<i8> {
        let lower = self.lower(i);
        if !lower.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let day = if lower.len() <= 2 { lower.parse().ok() } else { words::ordinal(lower) };
        day.filter(|day| (1..=31).contains(day))
    }

    pub(super) fn year_number(&self, i: usize) -> Option<i16> {
        let lower = self.lower(i);
        let is_year = lower.len() == 4 && lower.bytes().all(|b| b.is_ascii_digit());
        let year = lower.parse().ok().filter(|_| is_year)?;
        (1500..=2100).contains(&year).then_some(year)
    }

    /// "March 19", "Sept. 3, 1945", "June 19-20", "March of last year", "March".
    pub(super) fn month(&self, i: usize) -> Found {
        let (month, after) = self.month_name(i)?;
        if let Some(day) = self.day_number(after).filter(|_| self.is_day_of_month(after)) {
            let (last, end) = match self.second_day(after + 1) {
                Some((last, end)) if day < last => (last, end),
                _ => (day, after + 1),
            };
            let annual = Annual { from: (month, day), to: (month, last) };
            return self.with_year(annual, Unit::Day, end);
        }
        let annual = Annual::months(month, month);
        if let Some(found) = self.told_year(annual, Unit::Month, after) {
            return Some(found);
        }
        self.stands_for_month(i).then_some((Named::Annual(annual, Unit::Month), after))
    }

    /// "March 12 people": the number counts, it is no day.
    pub(super) fn is_day_of_month(&self, i: usize) -> bool {
        let is_clock = self.lower(i + 1) == ":" && self.day_number(i + 2).is_some();
        !words::is_counted(self.lower(i + 1)) && !is_clock
    }

    /// "-20", "to 21", "and 20": a second day after the first.
    pub(super) fn second_day(&self, i: usize) -> Option<(i8, usize)> {
        let joined = matches!(self.lower(i), "-" | "–" | "—" | "to" | "through" | "until");
        let listed = matches!(self.lower(i), "and" | "&");
        let day = self.day_number(i + 1).filter(|_| joined || listed)?;
        // "June 19 and 20 people", "May 3 to 4 July": not a second day of this month.
        let followed = self.lower(i + 2);
        let is_other =
            words::is_counted(followed) || self.month_name(i + 2).is_some() && !self.ends_at(i + 2);
        let is_count = listed && !self.ends_at(i + 2);
        (!is_other && !is_count).then_some((day, i + 2))
    }

    /// "19 June", "3rd of September 1945", "19-21 June", "19 and 20 June".
    pub(super) fn day_month(&self, i: usize) -> Found {
        let first = self.day_number(i).or_else(|| words::ordinal(self.lower(i)))?;
        let month_after = |j: usize| {
            let j = if self.lower(j) == "of" { j + 1 } else { j };
            self.month_name(j)
        };
        if let Some((month, after)) = month_after(i + 1) {
            // "killed 12 March protesters" is rare; "on 12 March" is the rule.
            return self.with_year(Annual::day(month, first), Unit::Day, after);
        }
        let joined = matches!(self.lower(i + 1), "-" | "–" | "—" | "to" | "and" | "until" | "or");
        let last = self.day_number(i + 2).filter(|_| joined)?;
        let (month, after) = month_after(i + 3)?;
        let annual = Annual { from: (month, first), to: (month, last) };
        if last <= first {
            return None;
        }
        self.with_year(annual, Unit::Day, after)
    }

    pub(super) fn with_year(&self, annual: Annual, unit: Unit, i: usize) -> Found {
        self.told_year(annual, unit, i).or(Some((Named::Annual(annual, unit), i)))
    }

    /// A year after a day or month: ", 1945", "2022", "of 2022", "of last year".
    pub(super) fn told_year(&self, annual: Annual, unit: Unit, i: usize) -> Found {
        let fixed = |year: i16, end: usize| Some((Named::Fixed(annual.in_year(year)?, unit), end));
        let skip = usize::from(matches!(self.lower(i), "," | "of" | "in"));
        if let Some(year) = self.year_number(i + skip)
            && !words::is_counted(self.lower(i + skip + 1))
        {
            return fixed(year, i + skip + 1);
        }
        if let Some((year, end)) = self.spelled_year(i + skip) {
            return fixed(year, end);
        }
        let skip = usize::from(self.lower(i) == "of");
        if self.lower(i + skip + 1) == "year" {
            let year = self.anchor.year();
            return match self.lower(i + skip) {
                "last" => fixed(year - 1, i + skip + 2),
                "this" => fixed(year, i + skip + 2),
                "next" => fixed(year + 1, i + skip + 2),
                _ => None,
            };
        }
        None
    }

    /// "nineteen ninety-one", as it is spoken.
    pub(super) fn spelled(&self, i: usize) -> Found {
        let (year, end) = self.spelled_year(i)?;
        Some((Named::Fixed(calendar::year(year)?, Unit::Year), end))
    }

    fn spelled_year(&self, i: usize) -> Option<(i16, usize)> {
        if (self.lower(i), self.lower(i + 1)) == ("two", "thousand") && self.before(i, 1) == "year"
        {
            return Some((2000, i + 2));
        }
        let century = match self.lower(i) {
            "nineteen" => 1900,
            "eighteen" => 1800,
            _ => return None,
        };
        let (tens, units) = match self.lower(i + 1).split_once('-') {
            Some((tens, units)) => (tens, words::cardinal(units).filter(|n| *n < 10)?),
            None => (self.lower(i + 1), 0),
        };
        let tens = words::cardinal(tens).filter(|n| 20 <= *n && *n % 10 == 0)?;
        Some((century + i16::try_from(tens + units).ok()?, i + 2))
    }

    /// Whether a month's name alone means the month: not "Theresa May", not
    /// "March on the capital".
    pub(super) fn stands_for_month(&self, i: usize) -> bool {
        let lower = self.lower(i);
        let before = self.before(i, 1);
        let is_early = matches!(before, "early" | "late" | "mid" | "-");
        let is_sure = is_early
            || matches!(before, "in" | "last" | "next" | "this" | "since" | "until" | "till")
            || matches!(before, "during" | "throughout" | "through" | "between")
            || (before == "of" && matches!(self.before(i, 2), "end" | "beginning" | "start" | "middle"
                | "month" | "half" | "days" | "week"))
            // The end of a range: "January to May".
            || (matches!(before, "to" | "and" | "–")
                && i.checked_sub(2).is_some_and(|j| self.month_name(j).is_some()));
        let follows_month = matches!(self.lower(i + 1), "to" | "and" | "-" | "–" | "through")
            && self.month_name(i + 2).is_some();
        let is_possessed = self.lower(i + 1) == "'s";
        match lower {
            "may" => is_sure || follows_month || (before == "by" && self.ends_at(i + 1)),
            "march" => {
                let takes_noun = !matches!(
                    self.lower(i + 1),
                    "on" | "for" | "of" | "to" | "through" | "against" | "from" | "in" | "by" | ""
                );
                is_sure
                    || follows_month
                    || (before == "by" && self.ends_at(i + 1))
                    || (matches!(before, "the" | "a" | "its" | "their" | "'s" | "his")
                        && takes_noun
                        && self.words.get(i + 1).is_some_and(|w| w.is_word && !w.is_capital))
            }
            // First names: "April Glaspie", "August Pinochet", "June Carter".
            "april" | "june" | "august" => {
                is_sure || is_possessed || !self.is_capital(i + 1) || before == "the"
            }
            _ => true,
        }
    }

    /// A year alone, where it cannot be a count: "in 2022", "the 1994 accord".
    pub(super) fn year(&self, i: usize) -> Found {
        let year = self.year_number(i)?;
        let before = self.before(i, 1);
        let after = self.lower(i + 1);
        if NOT_BEFORE_YEAR.contains(&before) || words::is_counted(after) {
            return None;
        }
        let is_plural_after = self.words.get(i + 1).is_some_and(|word| {
            word.is_word
                && !word.is_capital
                && word.lower.len() > 3
                && word.lower.ends_with('s')
                && !word.lower.ends_with("ss")
        });
        let is_sure = matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "during"
                | "between"
                | "before"
                | "after"
                | "early"
                | "late"
                | "mid"
                | "year"
                | "fiscal"
                | "into"
                | "through"
                | "throughout"
                | "("
                | "circa"
        );
        let is_linked =
            matches!(before, "of" | "by" | "from" | "to" | "and" | "or" | "-" | "–" | "for");
        let is_owner = |lower: &str| {
            matches!(
                lower,
                "the" | "a" | "its" | "their" | "his" | "her" | "'s" | "this" | "that" | "our"
            )
        };
        // "the 1994 accord", "its failed 1994 accord".
        let is_owned = is_owner(before)
            || (is_owner(self.before(i, 2))
                && self.words.get(i - 1).is_some_and(|w| w.is_word && !w.is_capital)
                && !is_plural_after);
        let is_bare = i == 0 || !self.words[i - 1].is_word || (self.is_capital(i - 1) && 1 < i);
        let ends = self.ends_at(i + 1) || self.is_capital(i + 1) || self.is_word_after_year(i + 1);
        let is_year = match year {
            1900..=2100 => {
                is_owned
                    || (is_sure && !(is_plural_after && matches!(before, "between" | "by")))
                    || (is_linked && !is_plural_after)
                    || (is_bare && !is_plural_after && ends)
            }
            _ => (is_sure || before == "of") && !is_plural_after && ends,
        };
        is_year.then_some((Named::Fixed(calendar::year(year)?, Unit::Year), i + 1))
    }

    /// "1950 was", "2022 saw".
    pub(super) fn is_word_after_year(&self, i: usize) -> bool {
        matches!(
            self.lower(i),
            "was"
                | "saw"
                | "to"
                | "until"
                | "when"
                | "has"
                | "had"
                | "is"
                | "after"
                | "as"
                | "for"
                | "on"
                | "by"
                | "with"
                | "that"
                | "which"
                | "through"
                | ","
                | "the"
        )
    }

    pub(super) fn decade(&self, i: usize) -> Found {
        let lower = self.lower(i);
        let year = words::decade(lower)?;
        let is_worded = !lower.starts_with(|c: char| c.is_ascii_digit());
        let before = self.before(i, 1);
        let is_short = lower.len() == 3;
        if (is_worded && !matches!(before, "the" | "early" | "late" | "mid" | "-"))
            || (is_short && !matches!(before, "the" | "'" | "‘" | "’" | "early" | "late" | "mid" | "-"))
            // "in his fifties", "temperatures in the 80s" stay ambiguous: the pronoun decides.
            || matches!(self.before(i, 2), "his" | "her" | "their")
        {
            return None;
        }
        // "the 1800s" is the century.
        let length = if year % 100 == 0 && year < 2000 { 99 } else { 9 };
        let unit = if length == 99 { Unit::Century } else { Unit::Decade };
        Some((Named::Fixed(calendar::years(year, year + length)?, unit), i + 1))
    }

    /// "20th century", "twentieth century".
    pub(super) fn century(&self, i: usize) -> Found {
        let number = i16::from(words::ordinal(self.lower(i))?);
        let skip = usize::from(self.lower(i + 1) == "-");
        if self.lower(i + 1 + skip) != "century" || !(10..=22).contains(&number) {
            return None;
        }
        let days = calendar::years(100 * (number - 1) + 1, 100 * number)?;
        Some((Named::Fixed(days, Unit::Century), i + 2 + skip))
    }

    /// "summer 2023", "the winter of 1950", "in the spring".
    pub(super) fn season(&self, i: usize) -> Found {
        let (first, last) = words::season(self.lower(i))?;
        let annual = Annual::months(first, last);
        if let Some(found) = self.told_year(annual, Unit::Season, i + 1) {
            // "the fall of 1989" is a season, "the fall of Saigon in 1975" has no year here.
            return Some(found);
        }
        let is_in = matches!(self.before(i, 1), "in" | "during" | "early" | "late" | "mid" | "-")
            || (self.before(i, 1) == "the"
                && matches!(
                    self.before(i, 2),
                    "in" | "during" | "over" | "by" | "into" | "through" | "throughout" | "until"
                ));
        let is_alone = is_in && !self.is_capital(i) && self.ends_at(i + 1);
        is_alone.then_some((Named::Annual(annual, Unit::Season), i + 1))
    }

    /// Holidays with a fixed day, and Thanksgiving as it is kept in the United
    /// States: the fourth Thursday of November.
    pub(super) fn holiday(&self, i: usize) -> Found {
        if self.lower(i) == "thanksgiving" && self.is_capital(i) {
            let end = i + 1 + usize::from(self.lower(i + 1) == "day");
            let year = self.anchor.year();
            let kept = |year: i16| {
                let first = Date::new(year, 11, 1).ok()?;
                Some(calendar::plus_days(calendar::weekday_ahead(Weekday::Thursday, first), 21))
            };
            let day = [year, year - 1].into_iter().filter_map(kept).find(|day| *day <= self.anchor);
            return fixed_day(day?, end);
        }
        let (month, day, end) = match (self.lower(i), self.lower(i + 1), self.lower(i + 2)) {
            ("christmas", "day", _) => (12, 25, i + 2),
            ("christmas", "eve", _) => (12, 24, i + 2),
            ("new", "year", "'s") if self.lower(i + 3) == "day" => (1, 1, i + 4),
            ("new", "year", "'s") if self.lower(i + 3) == "eve" => (12, 31, i + 4),
            _ => return None,
        };
        self.is_capital(i).then_some(())?;
        self.with_year(Annual::day(month, day), Unit::Day, end)
    }
}

/// What before a number of four digits shows it to be no year.
const NOT_BEFORE_YEAR: &[&str] = &[
    "resolution",
    "resolutions",
    "no",
    "number",
    "flight",
    "article",
    "law",
    "some",
    "nearly",
    "almost",
    "over",
    "than",
    "least",
    "most",
    "approximately",
    "roughly",
    "only",
    "room",
    "section",
    "agenda",
    "vision",
    "boeing",
    "airbus",
    "highway",
    "route",
    "unit",
    "paragraph",
    "$",
    "€",
    "£",
    "¥",
    "#",
    "+",
    "about",
    "another",
    "extra",
    "killed",
    "additional",
    "some",
    "up",
    "windows",
    "area",
    "channel",
    "page",
    "exactly",
    "just",
];
