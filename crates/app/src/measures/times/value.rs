//! What days the value of a TIMEX3 covers.
//!
//! `1998-03-05` a day (whatever follows `T` is dropped); `1998-W09` Monday to
//! Sunday by ISO 8601, `1998-W09-WE` its Saturday and Sunday; `1998-03` a month;
//! `1998-Q1` and `1998-H1` parts of a year; `1998-SP`, `-SU`, `-FA`, `-WI`
//! March to May and so on, winter beginning in December; `1998` a year; `199` a
//! decade; `19` the century 1901 to 2000. An unknown end that is X-ed out is
//! dropped: `1998-XX` is 1998, `199X-XX-XX` is 199. `PAST_REF`, `PRESENT_REF`
//! and `FUTURE_REF` are vague. Every other value (`1998-WXX`, `P1D`,
//! `XXXX-03`) covers no days known, so that no answer is equal to it.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use rapport_coding::dates::Vague;

/// What a value says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// From the first day to the last.
    Days(Date, Date),
    /// Past, present or future, without a day.
    Vague(Vague),
    /// No days known.
    Unknown,
}

/// Reads a value: "1998-Q1" is 1 January to 31 March 1998.
pub fn read(value: &str) -> Value {
    match value {
        "PAST_REF" => return Value::Vague(Vague::Past),
        "PRESENT_REF" => return Value::Vague(Vague::Present),
        "FUTURE_REF" => return Value::Vague(Vague::Future),
        _ => {}
    }
    let day = value.split('T').next().unwrap_or(value);
    let known = day.strip_suffix("-XX").unwrap_or(day);
    let known = known.strip_suffix("-XX").unwrap_or(known).trim_end_matches('X');
    days(known).map_or(Value::Unknown, |(from, to)| Value::Days(from, to))
}

fn days(known: &str) -> Option<(Date, Date)> {
    let mut parts = known.split('-');
    let year = parts.next()?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i16 = year.parse().ok()?;
    let (first, last) = match year.len() {
        4 => (number, number),
        3 => (10 * number, 10 * number + 9),
        2 => (100 * number + 1, 100 * number + 100),
        _ => return None,
    };
    let Some(part) = parts.next() else { return months((first, 1), (last, 12)) };
    let rest: Vec<&str> = parts.collect();
    if year.len() != 4 {
        return None;
    }
    if let Some(week) = part.strip_prefix('W').filter(|_| part != "WI") {
        let day = |weekday| ISOWeekDate::new(number, week.parse().ok()?, weekday).ok();
        let first = match rest[..] {
            [] => Weekday::Monday,
            ["WE"] => Weekday::Saturday,
            _ => return None,
        };
        return Some((day(first)?.date(), day(Weekday::Sunday)?.date()));
    }
    match (part, &rest[..]) {
        ("SP", []) => months((number, 3), (number, 5)),
        ("SU", []) => months((number, 6), (number, 8)),
        ("FA", []) => months((number, 9), (number, 11)),
        ("WI", []) => months((number, 12), (number + 1, 2)),
        (half, []) if half.starts_with('H') => parts_of(number, half, 6),
        (quarter, []) if quarter.starts_with('Q') => parts_of(number, quarter, 3),
        (month, []) => {
            let month = month.parse().ok()?;
            months((number, month), (number, month))
        }
        (month, [day]) => {
            let day = Date::new(number, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}

fn parts_of(year: i16, part: &str, length: i8) -> Option<(Date, Date)> {
    let last = part[1..].parse::<i8>().ok()?.checked_mul(length)?;
    months((year, last - length + 1), (year, last))
}

fn months(first: (i16, i8), last: (i16, i8)) -> Option<(Date, Date)> {
    let to = Date::new(last.0, last.1, 1).ok()?.last_of_month();
    Some((Date::new(first.0, first.1, 1).ok()?, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: &str) {
        let told = match read(value) {
            Value::Days(from, to) => format!("{from}..{to}"),
            Value::Vague(vague) => format!("{vague:?}"),
            Value::Unknown => "-".to_owned(),
        };
        assert_eq!(told, expected, "{value}");
    }

    #[test]
    fn a_value_covers_days() {
        check("1998-03-05", "1998-03-05..1998-03-05");
        check("1998-03-05TNI", "1998-03-05..1998-03-05");
        check("1998-W09", "1998-02-23..1998-03-01");
        check("1998-W9-WE", "1998-02-28..1998-03-01");
        check("1998-02", "1998-02-01..1998-02-28");
        check("1998-Q4", "1998-10-01..1998-12-31");
        check("1998-H1", "1998-01-01..1998-06-30");
        check("1998-WI", "1998-12-01..1999-02-28");
        check("1998", "1998-01-01..1998-12-31");
        check("199", "1990-01-01..1999-12-31");
        check("19", "1901-01-01..2000-12-31");
    }

    #[test]
    fn what_is_crossed_out_is_dropped() {
        check("1998-03-XX", "1998-03-01..1998-03-31");
        check("1998-XX-XX", "1998-01-01..1998-12-31");
        check("199X-XX-XX", "1990-01-01..1999-12-31");
        check("PAST_REF", "Past");
    }

    #[test]
    fn what_names_no_days_has_none() {
        for value in ["1998-WXX", "P1D", "PXY", "XXXX-03", "1998-Q5", "1998-QX", "1998-02-30", ""] {
            check(value, "-");
        }
    }
}
