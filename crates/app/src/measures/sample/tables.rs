//! How the rows of each reference table are named, and what time each vouches for.
//!
//! A table joins here with a key that a person can read off its row, and the
//! days or years in which what the row tells happened.

use super::{Proof, Row};
use jiff::civil::Date;

/// The span of days a row vouches for, and how exactly.
struct Vouched {
    from: Date,
    to: Date,
    proof: Proof,
}

/// How far the row `key` of `file` bears out `day`, or in words why it does not.
pub fn row_proof(file: &str, key: &str, rows: &[Row], day: Date) -> Result<Proof, String> {
    let describe = table(file).ok_or_else(|| format!("no rule for the rows of {file}"))?;
    let found: Vec<Vouched> =
        rows.iter().filter(|row| (describe.key)(row) == key).flat_map(describe.vouched).collect();
    if found.is_empty() {
        return Err(format!("{file} has no row {key}; its keys look like {}", describe.example));
    }
    found
        .iter()
        .find(|vouched| vouched.from <= day && day <= vouched.to)
        .map(|vouched| vouched.proof)
        .ok_or_else(|| {
            let Vouched { from, to, .. } = &found[0];
            format!("{day} is outside the row's time, {from} to {to}")
        })
}

/// How a table's rows are named and what time they vouch for.
struct Table {
    example: &'static str,
    key: Key,
    vouched: Time,
}

type Key = fn(&Row) -> String;
type Time = fn(&Row) -> Vec<Vouched>;

fn table(file: &str) -> Option<Table> {
    let (example, key, vouched): (_, Key, Time) = match file {
        "atop_alliance_spells.csv.gz" => (
            "365-731-defense-1961",
            |row| joined(row, &["ccode1", "ccode2", "type", "start_year"], "-"),
            |row| years(row, "start_year", "end_year"),
        ),
        "mids_gml_dyad_year.csv.gz" => (
            "349-365-710-1969",
            |row| joined(row, &["dispnum", "ccode1", "ccode2", "year"], "-"),
            |row| years(row, "year", "year"),
        ),
        "cow_war_inter.csv" => (
            "151-731-732-1950",
            |row| joined(row, &["warnum", "ccode1", "ccode2", "year"], "-"),
            |row| years(row, "year", "year"),
        ),
        "unsc_vetoes_1946_sept2022.csv" => (
            "2022-05-26 S/2022/431",
            |row| format!("{} {}", american_day(row).unwrap_or_default(), cell(row, "draft")),
            |row| day_around(american_day(row), 0),
        ),
        "us_president_secretary_travels.csv.gz" => (
            "2000-10-23 secretary Korea, North",
            |row| joined(row, &["start", "role", "country"], " "),
            |row| match (date(row, "start"), date(row, "end")) {
                (Some(from), Some(to)) => vec![Vouched { from, to, proof: Proof::Day }],
                _ => Vec::new(),
            },
        ),
        "north_korea_missile_nuclear_tests_1984_on.csv" => (
            "2006-10-09 nuclear test",
            |row| joined(row, &["date", "type"], " "),
            |row| day_around(date(row, "date"), 1), // some rows count in UTC
        ),
        "north_korea_provocations_1958_2017.csv" => (
            "1968-01-23 Seizure of USS Pueblo",
            |row| joined(row, &["date", "event"], " "),
            |row| day_around(date(row, "date"), 0),
        ),
        "archigos.csv" => (
            "PRK-1994",
            |row| cell(row, "obsid").to_string(),
            |row| {
                let days = ["startdate", "enddate"].map(|column| day_around(date(row, column), 0));
                days.into_iter().flatten().collect()
            },
        ),
        "gw_states.csv" => (
            "PRK",
            |row| cell(row, "stateabb").to_string(),
            |row| day_around(date(row, "startdate"), 0),
        ),
        _ => return None,
    };
    Some(Table { example, key, vouched })
}

/// A cell without the `.0` that some tables give their whole numbers.
fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    let text = row.get(column).map_or("", |text| text.trim());
    text.strip_suffix(".0").unwrap_or(text)
}

fn joined(row: &Row, columns: &[&str], between: &str) -> String {
    columns.iter().map(|column| cell(row, column)).collect::<Vec<_>>().join(between)
}

fn date(row: &Row, column: &str) -> Option<Date> {
    cell(row, column).parse().ok()
}

/// The veto table writes month/day/year.
fn american_day(row: &Row) -> Option<Date> {
    let mut parts = cell(row, "date").split('/').map(str::parse::<i16>);
    let (month, day, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn day_around(day: Option<Date>, n_days: i8) -> Vec<Vouched> {
    let Some(day) = day else { return Vec::new() };
    let around = jiff::Span::new().days(n_days);
    let (from, to) = (day.saturating_sub(around), day.saturating_add(around));
    vec![Vouched { from, to, proof: Proof::Day }]
}

fn years(row: &Row, from: &str, to: &str) -> Vec<Vouched> {
    let day =
        |column: &str, month, day| Date::new(cell(row, column).parse().ok()?, month, day).ok();
    match (day(from, 1, 1), day(to, 12, 31)) {
        (Some(from), Some(to)) => vec![Vouched { from, to, proof: Proof::Year }],
        _ => Vec::new(),
    }
}
