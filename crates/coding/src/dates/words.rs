//! The words of a sentence as the date grammar sees them, and the small lists
//! of what months, numbers and units are called.

use super::calendar::Unit;
use crate::text::Sentence;
use jiff::civil::Weekday;

/// A token, or one part of a token such as "May-June" or "mid-1950s".
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'s> {
    pub lower: &'s str,
    pub is_capital: bool,
    pub is_word: bool,
    /// Index of the token it comes from.
    pub token: usize,
    /// First code point in the sentence.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// The words of a sentence, with hyphenated dates taken apart: "1950-53" is
/// three words, "2024-06-19" and "two-day" are one.
pub(super) fn words(sentence: &Sentence) -> Vec<Word<'_>> {
    let mut found = Vec::with_capacity(sentence.tokens.len());
    for (index, token) in sentence.tokens.iter().enumerate() {
        let whole = Word {
            lower: &token.lower,
            is_capital: token.is_capital,
            is_word: token.is_word,
            token: index,
            start: token.start,
            end: token.end,
        };
        // Code points and bytes agree in ASCII, which every part of a date is.
        if !(token.lower.is_ascii() && is_compound_date(&token.lower)) {
            found.push(whole);
            continue;
        }
        let mut start = token.start;
        for (n, part) in token.lower.split('-').enumerate() {
            if 0 < n {
                found.push(Word {
                    lower: "-",
                    is_capital: false,
                    is_word: false,
                    start,
                    end: start + 1,
                    ..whole
                });
                start += 1;
            }
            let written = sentence.text.as_bytes()[token.byte_start + (start - token.start)];
            found.push(Word {
                lower: part,
                is_capital: written.is_ascii_uppercase(),
                start,
                end: start + part.len(),
                ..whole
            });
            start += part.len();
        }
    }
    found
}

fn is_compound_date(lower: &str) -> bool {
    let is_number = |part: &str| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    let is_part = |part: &str| {
        is_number(part)
            || month(part).is_some()
            || weekday(part).is_some()
            || decade(part).is_some()
            || ordinal(part).is_some()
            || matches!(
                part,
                "mid"
                    | "early"
                    | "late"
                    | "century"
                    | "year"
                    | "month"
                    | "last"
                    | "quarter"
                    | "ago"
                    | "earlier"
            )
    };
    lower.contains('-')
        && lower.split('-').all(|part| !part.is_empty() && is_part(part))
        && iso_date(lower).is_none()
}

/// "2024-06-19" as year, month, day.
pub(super) fn iso_date(lower: &str) -> Option<(i16, i8, i8)> {
    let bytes = lower.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    Some((lower[..4].parse().ok()?, lower[5..7].parse().ok()?, lower[8..].parse().ok()?))
}

/// A month by its name or abbreviation; the flag tells an abbreviation.
pub(super) fn month(lower: &str) -> Option<(i8, bool)> {
    Some(match lower {
        "january" => (1, false),
        "february" => (2, false),
        "march" => (3, false),
        "april" => (4, false),
        "may" => (5, false),
        "june" => (6, false),
        "july" => (7, false),
        "august" => (8, false),
        "september" => (9, false),
        "october" => (10, false),
        "november" => (11, false),
        "december" => (12, false),
        "jan" => (1, true),
        "feb" => (2, true),
        "mar" => (3, true),
        "apr" => (4, true),
        "jun" => (6, true),
        "jul" => (7, true),
        "aug" => (8, true),
        "sep" | "sept" => (9, true),
        "oct" => (10, true),
        "nov" => (11, true),
        "dec" => (12, true),
        _ => return None,
    })
}

/// A weekday by its full name.
pub(super) fn weekday(lower: &str) -> Option<Weekday> {
    Some(match lower {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// The first year of "1950s" (1950), "80s" (1980) or "nineties" (1990).
pub(super) fn decade(lower: &str) -> Option<i16> {
    let worded = match lower {
        "twenties" => 1920,
        "thirties" => 1930,
        "forties" => 1940,
        "fifties" => 1950,
        "sixties" => 1960,
        "seventies" => 1970,
        "eighties" => 1980,
        "nineties" => 1990,
        _ => 0,
    };
    if worded != 0 {
        return Some(worded);
    }
    let number = lower.strip_suffix('s')?;
    let year: i16 = number.parse().ok()?;
    match number.len() {
        4 if (1500..=2090).contains(&year) && year % 10 == 0 => Some(year),
        2 if (20..=90).contains(&year) && year % 10 == 0 => Some(1900 + year),
        _ => None,
    }
}

/// "3rd" or "third" as a number, up to 31.
pub(super) fn ordinal(lower: &str) -> Option<i8> {
    let worded = match lower {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        _ => 0,
    };
    if worded != 0 {
        return Some(worded);
    }
    if !lower.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number = ["st", "nd", "rd", "th"].iter().find_map(|suffix| lower.strip_suffix(suffix))?;
    number.parse().ok().filter(|n| (1..=31).contains(n))
}

/// A whole number in digits or words, up to 999; "a" and "an" are one.
pub(super) fn cardinal(lower: &str) -> Option<i64> {
    Some(match lower {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ if lower.len() <= 3 => lower.parse().ok().filter(|n| 0 < *n)?,
        _ => return None,
    })
}

/// A calendar unit in the singular or plural.
pub(super) fn unit(lower: &str) -> Option<Unit> {
    Some(match lower {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "weekend" | "weekends" => Unit::Weekend,
        "month" | "months" => Unit::Month,
        "quarter" | "quarters" => Unit::Quarter,
        "year" | "years" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        "century" | "centuries" => Unit::Century,
        _ => return None,
    })
}

/// First and last month of a northern season; winter begins in December and
/// belongs to the year of that December.
pub(super) fn season(lower: &str) -> Option<(i8, i8)> {
    Some(match lower {
        "spring" => (3, 5),
        "summer" => (6, 8),
        "autumn" | "fall" => (9, 11),
        "winter" => (12, 2),
        _ => return None,
    })
}

/// Words that show the number before them to count things rather than years.
pub(super) fn is_counted(lower: &str) -> bool {
    COUNTED.contains(&lower)
}

const COUNTED: &[&str] = &[
    "people",
    "persons",
    "troops",
    "soldiers",
    "men",
    "women",
    "children",
    "families",
    "homes",
    "houses",
    "villages",
    "towns",
    "schools",
    "workers",
    "refugees",
    "migrants",
    "prisoners",
    "protesters",
    "protestors",
    "civilians",
    "residents",
    "citizens",
    "members",
    "tons",
    "tonnes",
    "miles",
    "mile",
    "km",
    "kilometers",
    "kilometres",
    "kilometer",
    "kilometre",
    "metres",
    "meters",
    "metre",
    "meter",
    "feet",
    "dollars",
    "euros",
    "pounds",
    "rubles",
    "roubles",
    "yen",
    "yuan",
    "vehicles",
    "tanks",
    "missiles",
    "shells",
    "rockets",
    "drones",
    "aircraft",
    "jobs",
    "cases",
    "deaths",
    "deputies",
    "delegates",
    "students",
    "police",
    "officers",
    "personnel",
    "fighters",
    "militants",
    "rebels",
    "hectares",
    "acres",
    "barrels",
    "points",
    "votes",
    "seats",
    "degrees",
    "years",
    "days",
    "hours",
    "minutes",
    "seconds",
    "weeks",
    "months",
    "words",
    "square",
    "cubic",
    "mm",
    "cm",
    "kg",
    "m",
    "million",
    "billion",
    "trillion",
    "thousand",
    "hundred",
    "dozen",
    "percent",
    "percentage",
    "containers",
    "employees",
    "participants",
    "demonstrators",
    "athletes",
    "players",
    "sites",
    "others",
    "dead",
    "missing",
    "%",
    "victims",
    "bodies",
    "passengers",
    "hostages",
    "hostage",
    "strong",
    "cents",
    "gmt",
    "utc",
    "est",
    "edt",
    "p.m",
    "a.m",
    "pm",
    "am",
    "hrs",
    "nationals",
];
