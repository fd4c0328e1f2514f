//! Arithmetic on calendar units: which days a week, a decade or a season covers.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// First and last day, both included.
pub(super) type Days = (Date, Date);

/// What a word like "week" counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
    /// Several units together; it cannot be divided or shifted.
    Several,
    /// Part of a month; it cannot be divided or shifted either.
    Part,
}

/// Which part of a unit "early", "mid" and "late" mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    FirstHalf,
    SecondHalf,
    Quarter(i8),
}

/// The unit that holds `day`; weeks run from Monday to Sunday.
pub(super) fn unit_of(unit: Unit, day: Date) -> Days {
    let whole_years = |first: i16, n: i16| {
        let last = first.saturating_add(n - 1).min(9999);
        (date_or(first, 1, 1, day), date_or(last, 12, 31, day))
    };
    match unit {
        Unit::Day | Unit::Several | Unit::Part => (day, day),
        Unit::Week => {
            let monday = plus_days(day, -i64::from(day.weekday().to_monday_zero_offset()));
            (monday, plus_days(monday, 6))
        }
        Unit::Weekend => {
            let (monday, sunday) = unit_of(Unit::Week, day);
            (plus_days(monday, 5), sunday)
        }
        Unit::Month => (day.first_of_month(), day.last_of_month()),
        Unit::Quarter => quarter(day.year(), (day.month() - 1) / 3 + 1).unwrap_or((day, day)),
        Unit::Season => (day, day),
        Unit::Year => whole_years(day.year(), 1),
        Unit::Decade => whole_years(day.year() - day.year().rem_euclid(10), 10),
        // The 20th century runs from 1901 to 2000.
        Unit::Century => whole_years((day.year() - 1) / 100 * 100 + 1, 100),
    }
}

/// The unit that lies `n` units after (before, if negative) the one of `day`.
pub(super) fn shifted(unit: Unit, day: Date, n: i64) -> Days {
    unit_of(unit, moved(unit, day, n))
}

/// The day that lies `n` units after `day`; the last of a shorter month stands
/// for a day that it lacks.
pub(super) fn moved(unit: Unit, day: Date, n: i64) -> Date {
    let n = n.clamp(-9000, 9000);
    match unit {
        Unit::Day | Unit::Several | Unit::Part => plus_days(day, n),
        Unit::Week | Unit::Weekend => plus_days(day, 7 * n),
        Unit::Month => day.saturating_add(n.months()),
        Unit::Quarter => day.saturating_add((3 * n).months()),
        Unit::Season | Unit::Year => day.saturating_add(n.years()),
        Unit::Decade => day.saturating_add((10 * n).years()),
        Unit::Century => day.saturating_add((100 * n).clamp(-9000, 9000).years()),
    }
}

/// `n` days later, staying within the calendar.
pub(super) fn plus_days(day: Date, n: i64) -> Date {
    day.saturating_add(n.days())
}

/// Whole days from `from` to `to`.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    (to - from).get_days().into()
}

/// All days of a month, if there is such a month.
pub(super) fn month(year: i16, month: i8) -> Option<Days> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// All days of a year.
pub(super) fn year(year: i16) -> Option<Days> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

/// All days from the first of one year to the last of another.
pub(super) fn years(first: i16, last: i16) -> Option<Days> {
    Some((year(first)?.0, year(last)?.1))
}

/// The latest such weekday up to `anchor`, `anchor` included.
pub(super) fn weekday_behind(weekday: Weekday, anchor: Date) -> Date {
    let back =
        (anchor.weekday().to_monday_zero_offset() - weekday.to_monday_zero_offset()).rem_euclid(7);
    plus_days(anchor, -i64::from(back))
}

/// The first such weekday from `anchor` on, `anchor` included.
pub(super) fn weekday_ahead(weekday: Weekday, anchor: Date) -> Date {
    let on =
        (weekday.to_monday_zero_offset() - anchor.weekday().to_monday_zero_offset()).rem_euclid(7);
    plus_days(anchor, on.into())
}

/// The early, middle or late part of `days`.
///
/// Days of a month are cut after the 10th and the 20th; weeks after two and
/// four days; everything longer into three like parts of whole months or
/// years (1950-53, 1954-56, 1957-59 for a decade). The cuts are ours.
pub(super) fn part_of(days: Days, unit: Unit, part: Part) -> Days {
    let (from, to) = days;
    let length = days_between(from, to) + 1;
    let cut = |first: i64, last: i64| (plus_days(from, first), plus_days(from, last).min(to));
    let by_months = |first: i64, n: i64| {
        let start = moved(Unit::Month, from, first);
        (start, plus_days(moved(Unit::Month, start, n), -1).min(to))
    };
    let (early, mid) = match unit {
        Unit::Month => (10, 20),
        Unit::Week => (2, 4),
        _ => (length / 3, 2 * length / 3),
    };
    let months = match unit {
        Unit::Year => 12,
        Unit::Decade => 120,
        Unit::Century => 1200,
        _ => 0,
    };
    match (part, months) {
        (Part::Early, 0) => cut(0, early - 1),
        (Part::Mid, 0) => cut(early, mid - 1),
        (Part::Late, 0) => (plus_days(from, mid).min(to), to),
        (Part::FirstHalf, 0) => cut(0, length / 2 - 1),
        (Part::SecondHalf, 0) => cut(length / 2, length - 1),
        (Part::Quarter(_), n) if n != 12 => days,
        (Part::Early, 12) => by_months(0, 4),
        (Part::Mid, 12) => by_months(4, 4),
        (Part::Late, 12) => by_months(8, 4),
        (Part::Early, 120) => by_months(0, 48),
        (Part::Mid, 120) => by_months(48, 36),
        (Part::Late, 120) => by_months(84, 36),
        (Part::Early, n) => by_months(0, n / 3 - n / 3 % 12),
        (Part::Mid, n) => by_months(n / 3 - n / 3 % 12, n / 3 - n / 3 % 12),
        (Part::Late, n) => by_months(2 * (n / 3 - n / 3 % 12), n),
        (Part::FirstHalf, n) => by_months(0, n / 2),
        (Part::SecondHalf, n) => by_months(n / 2, n / 2),
        (Part::Quarter(q), _) => by_months(3 * (i64::from(q) - 1), 3),
    }
}

fn quarter(year: i16, quarter: i8) -> Option<Days> {
    Some((month(year, 3 * quarter - 2)?.0, month(year, 3 * quarter)?.1))
}

fn date_or(year: i16, month: i8, day: i8, otherwise: Date) -> Date {
    Date::new(year, month, day).unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_parts_of_a_unit_cover_it_without_overlap() {
        for unit in [Unit::Week, Unit::Month, Unit::Year, Unit::Decade, Unit::Century] {
            let whole = unit_of(unit, date(1964, 2, 29));
            let parts = [Part::Early, Part::Mid, Part::Late].map(|p| part_of(whole, unit, p));
            assert_eq!(parts[0].0, whole.0, "{unit:?}");
            assert_eq!(plus_days(parts[0].1, 1), parts[1].0, "{unit:?}");
            assert_eq!(plus_days(parts[1].1, 1), parts[2].0, "{unit:?}");
            assert_eq!(parts[2].1, whole.1, "{unit:?}");
        }
    }

    #[test]
    fn a_weekday_may_be_the_day_itself() {
        let wednesday = date(2024, 6, 19);
        assert_eq!(weekday_behind(Weekday::Wednesday, wednesday), wednesday);
        assert_eq!(weekday_behind(Weekday::Thursday, wednesday), date(2024, 6, 13));
        assert_eq!(weekday_ahead(Weekday::Monday, wednesday), date(2024, 6, 24));
    }

    #[test]
    fn the_twentieth_century_ends_with_2000() {
        assert_eq!(
            unit_of(Unit::Century, date(2000, 5, 5)),
            (date(1901, 1, 1), date(2000, 12, 31))
        );
    }
}
