//! Days as documents give them.

use jiff::civil::Date;

/// The day in `text`: `2024-06-19`, `20240619`, or either followed by a time
/// ("2024-06-19T23:50:00Z" is 2024-06-19: the day as written, in its own zone).
pub(crate) fn day(text: &str) -> Result<Date, String> {
    let text = text.trim();
    let shape = || format!("{text:?} is no day; write YYYY-MM-DD");
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (parts, rest) = if n_digits == 8 {
        ([&text[..4], &text[4..6], &text[6..8]], &text[8..])
    } else {
        let end = text.find(['T', 't', ' ']).unwrap_or(text.len());
        let mut split = text[..end].split('-');
        let (Some(year), Some(month), Some(day), None) =
            (split.next(), split.next(), split.next(), split.next())
        else {
            return Err(shape());
        };
        ([year, month, day], &text[end..])
    };
    let [year, month, day] = parts;
    if year.len() != 4 || !is_time(rest) {
        return Err(shape());
    }
    let number = |part: &str| match part.bytes().all(|byte| byte.is_ascii_digit()) {
        true if (1..=4).contains(&part.len()) => part.parse::<i16>().map_err(|_| shape()),
        _ => Err(shape()),
    };
    civil(number(year)?, number(month)?, number(day)?)
        .map_err(|why| format!("{text:?} is no day: {why}"))
}

/// The day, or the rule it breaks.
pub(crate) fn civil(year: i16, month: i16, day: i16) -> Result<Date, String> {
    if !(1..=12).contains(&month) {
        return Err(format!("month {month} is not from 1 to 12"));
    }
    let first =
        Date::new(year, month as i8, 1).map_err(|_| format!("year {year} is out of range"))?;
    let n_days = i16::from(first.days_in_month());
    if !(1..=n_days).contains(&day) {
        return Err(format!("day {day} is not from 1 to {n_days}, as in month {month} of {year}"));
    }
    first.with().day(day as i8).build().map_err(|error| error.to_string())
}

/// Whether `rest` is empty or begins like a time of day.
fn is_time(rest: &str) -> bool {
    let Some(time) = rest.strip_prefix(['T', 't', ' ']) else { return rest.is_empty() };
    let hour: String = time.chars().take_while(char::is_ascii_digit).collect();
    time.is_empty()
        || (hour.len() == 2 && time[2..].starts_with(':') && hour.as_str() < "25")
        || (matches!(hour.len(), 4 | 6) && hour.as_str() < "25")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = match day(text) {
            Ok(day) => day.to_string(),
            Err(why) => why,
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn days_and_times_give_the_day_as_written() {
        check("2024-06-19", "2024-06-19");
        check(" 2024-06-19 ", "2024-06-19");
        check("20240619", "2024-06-19");
        check("2024-06-19T23:50:00Z", "2024-06-19");
        check("2024-06-19T23:50:00.5-11:00", "2024-06-19");
        check("2024-06-19 08:00:00", "2024-06-19");
        check("20240619T080000Z", "2024-06-19");
        check("2024-6-9", "2024-06-09");
    }

    #[test]
    fn a_wrong_day_names_its_rule() {
        check("2024-13-45", "\"2024-13-45\" is no day: month 13 is not from 1 to 12");
        check(
            "2023-02-29",
            "\"2023-02-29\" is no day: day 29 is not from 1 to 28, as in month 2 of 2023",
        );
        check("2024-06", "\"2024-06\" is no day; write YYYY-MM-DD");
        check("19.6.2024", "\"19.6.2024\" is no day; write YYYY-MM-DD");
        check("yesterday", "\"yesterday\" is no day; write YYYY-MM-DD");
        check("2024-06-19, Wednesday", "\"2024-06-19, Wednesday\" is no day; write YYYY-MM-DD");
    }
}
