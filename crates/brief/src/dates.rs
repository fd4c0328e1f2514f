//! Days in words: "on 19 June 2024", "in March 2022", "in the early 1950s".
//!
//! In: an interval of days. Out: an English phrase that says no more than the
//! interval does.

use rapport_record::{Date, DateSource, Dated, month_name as month};

/// "19 June 2024".
pub(crate) fn long(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// The phrase for an interval, beginning with a small letter:
/// "on 19 June 2024", "in 1961", "between 1950 and 1953".
pub(crate) fn when(dated: &Dated) -> String {
    let (from, to) = (dated.from, dated.to);
    if to == Dated::OPEN {
        return format!("after {}", long(from));
    }
    if dated.is_day() {
        return format!("on {}", long(from));
    }
    // How far back a deed without a day may lie is our guess.
    if dated.known_from == DateSource::Tense {
        return format!("by {}", long(to));
    }
    let whole_years = from.day_of_year() == 1 && to.month() == 12 && to.day() == 31;
    if whole_years {
        return years(from.year(), to.year());
    }
    // From the first of a month into another: known by its month ("February 1985,
    // at most 31 days"), not by its days.
    let is_long = (from.year(), from.month()) != (to.year(), to.month());
    let whole_months = from.day() == 1 && (is_long || to.day() == to.days_in_month());
    match (whole_months, from.year() == to.year(), from.month() == to.month()) {
        (true, true, true) => format!("in {} {}", month(from), from.year()),
        (true, true, false) => {
            format!("between {} and {} {}", month(from), month(to), from.year())
        }
        (true, false, _) => {
            format!("between {} {} and {} {}", month(from), from.year(), month(to), to.year())
        }
        (false, true, true) => format!("between {} and {}", from.day(), long(to)),
        _ => format!("between {} and {}", long(from), long(to)),
    }
}

/// As [`when`], with a capital: "On 19 June 2024".
pub(crate) fn at_start(dated: &Dated) -> String {
    capital(&when(dated))
}

/// The first or last day of an arrangement, as finely as it is known:
/// "6 July 1961", "July 1961", "1961", "1961 or 1962".
pub(crate) fn edge((earliest, latest): (Date, Date)) -> String {
    if earliest == latest {
        return long(earliest);
    }
    if earliest.year() != latest.year() {
        return match latest.year() - earliest.year() {
            1 => format!("{} or {}", earliest.year(), latest.year()),
            _ => format!("some time from {} to {}", earliest.year(), latest.year()),
        };
    }
    if earliest.month() == latest.month() {
        return format!("{} {}", month(earliest), earliest.year());
    }
    earliest.year().to_string()
}

/// The sentence with its first letter made a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The sentence with its first letter made small, to stand after a colon.
pub(crate) fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A period of whole years: "in 1961", "in the early 1950s", "between 1950 and 1953".
fn years(from: i16, to: i16) -> String {
    if from == to {
        return format!("in {from}");
    }
    let decade = from - from.rem_euclid(10);
    let (first, last) = (from - decade, to - decade);
    match (first, last) {
        (0, 9) => format!("in the {decade}s"),
        (0, 4) => format!("in the early {decade}s"),
        (5, 9) => format!("in the late {decade}s"),
        _ => format!("between {from} and {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        let day = |text: &str| text.parse().expect("a day");
        let dated = Dated { from: day(from), to: day(to), known_from: DateSource::Stated };
        assert_eq!(when(&dated), expected);
    }

    #[test]
    fn intervals_are_told_no_more_finely_than_they_are_known() {
        check("2024-06-19", "2024-06-19", "on 19 June 2024");
        check("2022-03-01", "2022-03-31", "in March 2022");
        check("1961-01-01", "1961-12-31", "in 1961");
        check("1950-01-01", "1954-12-31", "in the early 1950s");
        check("1950-01-01", "1959-12-31", "in the 1950s");
        check("1955-01-01", "1959-12-31", "in the late 1950s");
        check("1950-01-01", "1953-12-31", "between 1950 and 1953");
        check("2020-01-01", "2020-03-31", "between January and March 2020");
        check("2019-12-01", "2020-02-29", "between December 2019 and February 2020");
        check("1985-02-01", "1985-03-03", "between February and March 1985");
        check("2021-05-03", "2021-05-07", "between 3 and 7 May 2021");
        check("2021-05-03", "2021-06-07", "between 3 May 2021 and 7 June 2021");
        check("2021-05-03", "9999-12-31", "after 3 May 2021");
    }

    #[test]
    fn what_only_the_tense_tells_is_told_by_its_last_day() {
        let day = |text: &str| text.parse().expect("a day");
        let (from, to) = (day("2023-06-20"), day("2024-06-19"));
        assert_eq!(when(&Dated { from, to, known_from: DateSource::Tense }), "by 19 June 2024");
    }

    #[test]
    fn edges_are_as_fine_as_their_source() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        assert_eq!(edge((day("1961-07-06"), day("1961-07-06"))), "6 July 1961");
        assert_eq!(edge((day("1961-07-01"), day("1961-07-31"))), "July 1961");
        assert_eq!(edge((day("1961-01-01"), day("1961-12-31"))), "1961");
    }
}
