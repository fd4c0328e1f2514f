//! Whether North Korea's missile and nuclear tests are coded.
//!
//! In: a CSV with `type` and `date`, a row a missile or a bomb, and optionally
//! a second list of days (`date`, `type`, `event`). A fact is a day of either;
//! two days of different lists that follow one another are one fact.

use super::super::table::Table;
use super::words::Words;
use super::{Days, Fact, Fit, Measure, mentions, score};
use crate::failure::Failure;
use crate::inputs::InputArgs;
use anyhow::Result;
use rapport_coding::NewsCoder;
use rapport_record::{Date, EventType, Report};
use std::collections::BTreeSet;
use std::path::Path;

/// Years that are asked about: before them the items are too few to tell.
const YEARS: std::ops::RangeInclusive<i16> = 2006..=2024;

/// Runs the measure; `also` is the second list.
pub fn run(
    file: &Path,
    also: Option<&Path>,
    data: &InputArgs,
    predictions: Option<&Path>,
) -> Result<()> {
    let first = days(&Table::read(file)?, file, |_| true)?;
    let second = match also {
        Some(also) => days(&Table::read(also)?, also, is_launch)?,
        None => BTreeSet::new(),
    };
    let facts: Vec<Fact> = together(&first, &second).into_iter().map(fact).collect();
    let mentions = mentions(&facts, data, |_, _| false)?;
    let measure = Measure { name: "tests", unit: "days of tests", fit, told: None, there: None };
    score(&measure, &facts, mentions, &NewsCoder::embedded(), predictions)?;
    Ok(())
}

/// A test or launch by its mode; force used where it fell on somebody.
fn fit(report: &Report) -> Fit {
    match (report.event_type, report.mode.as_deref()) {
        (EventType::Mobilize, Some("missile-test" | "nuclear-test")) => Fit::Both,
        (EventType::Mobilize, _) => Fit::Type,
        (EventType::Assault, _) => Fit::whole(report.target.is_some()),
        _ => Fit::Neither,
    }
}

/// Of the second list, what is a launch or a nuclear test: not shelling,
/// seizing boats or opening a reactor.
fn is_launch(event: &str) -> bool {
    let event = event.to_lowercase();
    event.contains("launch") || event.contains("nuclear test")
}

fn days(table: &Table, file: &Path, is_wanted: fn(&str) -> bool) -> Result<BTreeSet<Date>> {
    let what = "a CSV with columns type and date, and event in a second list";
    let (date, kind) = (table.column("date", what)?, table.column("type", what)?);
    let event = table.column("event", what).unwrap_or(kind);
    let mut days = BTreeSet::new();
    for (number, row) in table.rows().iter().enumerate() {
        let cell = |at: usize| row.get(at).unwrap_or("").trim();
        let Ok(day) = cell(date).parse::<Date>() else {
            let message = format!(
                "{}: row {}: `date` is `{}`, no day",
                file.display(),
                number + 1,
                cell(date)
            );
            return Err(Failure::input(message, "write days as 2017-09-03").into());
        };
        if YEARS.contains(&day.year()) && is_wanted(cell(event)) {
            days.insert(day);
        }
    }
    Ok(days)
}

/// The days of the first list, each with the day of the second that goes with
/// it, and the days that only the second has.
fn together(first: &BTreeSet<Date>, second: &BTreeSet<Date>) -> Vec<Days> {
    let near = |day: Date| Days::one(day).widened(1, 1);
    let mut all: Vec<Days> = first
        .iter()
        .map(|&day| {
            let around = near(day);
            let other = second.range(around.from..=around.to).next().copied();
            match (second.contains(&day), other) {
                (false, Some(other)) if !first.contains(&other) => {
                    Days { from: day.min(other), to: day.max(other) }
                }
                _ => Days::one(day),
            }
        })
        .collect();
    let is_alone = |&&day: &&Date| {
        let around = near(day);
        first.range(around.from..=around.to).next().is_none()
    };
    all.extend(second.iter().filter(is_alone).map(|&day| Days::one(day)));
    all.sort_by_key(|days| days.from);
    all
}

fn fact(days: Days) -> Fact {
    Fact {
        name: if days.from == days.to {
            days.from.to_string()
        } else {
            format!("{} or {}", days.from, days.to)
        },
        happened: days.widened(1, 1),
        published: days.widened(1, 2),
        mentions: Box::new(is_mention),
        tells: Box::new(|_| true),
        source: "PRK".into(),
        target: None,
    }
}

/// Who, what weapon, and what was done with it.
fn is_mention(words: &Words) -> bool {
    let who = words.has_start("North Korea")
        || words.has_any(&["Pyongyang", "DPRK"])
        || words.has_name("Kim");
    let weapon = ["missile", "rocket", "nuclear", "satellite", "warhead", "projectile"];
    let deed = [
        "test",
        "tests",
        "tested",
        "testing",
        "fire",
        "fires",
        "fired",
        "firing",
        "shoots",
        "shot",
        "flies over",
    ];
    who && weapon.iter().any(|weapon| words.has_start(weapon))
        && (words.has_any(&deed) || words.has_start("launch") || words.has_start("detonat"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(is_mention(&Words::of(text)), expected, "{text}");
    }

    #[test]
    fn a_test_is_mentioned_by_who_weapon_and_deed() {
        check("North Korean forces test-fired two rockets.", true);
        check("Kim watches as a warhead detonates.", true);
        check("Pyongyang launches a satellite.", true);
        check("North Korea shoots a projectile into the sea.", true);
        check("A North Korean missile flies over an island.", true);
        check("Bombers with nuclear arms flew over North Korea.", false);
        check("Freedonia launches a satellite.", false);
        check("North Korea protests against nuclear submarines.", false);
        check("North Korea fires its coach.", false);
    }

    fn set(days: &[&str]) -> BTreeSet<Date> {
        days.iter().map(|day| day.parse().unwrap()).collect()
    }

    #[test]
    fn days_of_two_lists_that_follow_one_another_are_one_fact() {
        let first = set(&["2017-05-13", "2017-08-01", "2017-08-02"]);
        let second = set(&["2017-05-14", "2017-08-01", "2017-09-15"]);
        let names: Vec<String> =
            together(&first, &second).into_iter().map(|days| fact(days).name).collect();
        assert_eq!(names, ["2017-05-13 or 2017-05-14", "2017-08-01", "2017-08-02", "2017-09-15"]);
    }

    #[test]
    fn rows_are_days_and_a_broken_day_names_its_row() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tests.csv");
        let read = |text: &str| {
            std::fs::write(&file, text).unwrap();
            days(&Table::read(&file).unwrap(), &file, |_| true)
        };
        let got = read("type,date\nmissile,2016-01-02\nmissile,2016-01-02\nmissile,1999-01-02\n");
        assert_eq!(got.unwrap(), set(&["2016-01-02"]));
        let error = read("type,date\nmissile,2016-01-02\nmissile,May\n").unwrap_err();
        assert!(error.to_string().contains("row 2: `date` is `May`, no day"), "{error}");
    }

    #[test]
    fn of_the_second_list_only_launches_and_nuclear_tests_count() {
        assert!(is_launch("Short-range Missile Launch") && is_launch("Nuclear Test"));
        assert!(!is_launch("Artillery Fire") && !is_launch("Nuclear Fuel Reactor Operation"));
    }
}
