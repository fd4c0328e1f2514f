//! Whether trips abroad of US presidents and secretaries of state are coded,
//! and whether what is coded as such a trip was one.
//!
//! In: a CSV with `role`, `name`, `start`, `end`, `country` and `locale`. A
//! fact is a row. The other way round, every visit coded of whoever was
//! president or secretary of state that day is looked up in the table
//! (`visits.rs`).

use super::super::table::Table;
use super::names;
use super::visits;
use super::words::Words;
use super::{Days, Fact, Fit, Measure, mentions, score};
use crate::failure::Failure;
use crate::inputs::InputArgs;
use anyhow::Result;
use rapport_coding::NewsCoder;
use rapport_coding::actors::Gazetteer;
use rapport_record::{Date, EventType, Report};
use std::path::Path;

/// Items begin with this month.
const SINCE: Date = Date::constant(2002, 7, 1);

const WHAT: &str = "a CSV with columns role, name, start, end, country and locale";

/// One trip.
pub(super) struct Trip {
    /// By the last name.
    pub surname: String,
    /// What the items call the office.
    pub office: names::Office,
    pub days: Days,
    /// The state visited.
    pub country: String,
    /// Country and cities as the table writes them.
    places: Vec<String>,
}

/// Runs the measure; `visits` is where each coded visit is written.
pub fn run(
    file: &Path,
    data: &InputArgs,
    predictions: Option<&Path>,
    visits: Option<&Path>,
) -> Result<()> {
    let coder = NewsCoder::embedded();
    let trips = trips(&Table::read(file)?, file, coder.gazetteer())?;
    let facts: Vec<Fact> = trips.iter().map(|trip| fact(trip, coder.gazetteer())).collect();
    let holders = names::holders(coder.gazetteer());
    let mentions = mentions(&facts, data, |document, words| {
        let mut in_office =
            holders.iter().filter(|holder| holder.days.contains(document.published_on));
        is_visit(words) && in_office.any(|holder| holder.is_named(words))
    })?;
    let may_visit = mentions.also.clone();
    let measure = Measure {
        name: "visits",
        unit: "trips",
        fit,
        told: Some("found where a word of travel or meeting stands beside"),
        there: Some("found, or a meeting with somebody else there"),
    };
    let coded = score(&measure, &facts, mentions, &coder, predictions)?;
    let coded = may_visit.into_iter().map(|item| &coded[item]);
    visits::check(coded, &trips, &holders, visits)
}

fn fit(report: &Report) -> Fit {
    Fit::whole(match report.event_type {
        EventType::Consult => true,
        EventType::Cooperate | EventType::Agree => report.mode.as_deref() == Some("visit"),
        _ => false,
    })
}

fn trips(table: &Table, file: &Path, gazetteer: &Gazetteer) -> Result<Vec<Trip>> {
    let column = |name: &str| table.column(name, WHAT);
    let (role, name) = (column("role")?, column("name")?);
    let (start, end) = (column("start")?, column("end")?);
    let (country, locale) = (column("country")?, column("locale")?);
    let mut trips = Vec::new();
    for (number, row) in table.rows().iter().enumerate() {
        let cell = |at: usize| row.get(at).unwrap_or("").trim();
        let wrong = |column: &str, value: &str, hint: &str| {
            let place = format!("{}: row {}", file.display(), number + 1);
            Failure::input(format!("{place}: `{column}` is `{value}`"), hint)
        };
        let day = |column: &str, at: usize| {
            let read = cell(at).parse::<Date>();
            read.map_err(|_| wrong(column, cell(at), "write days as 2016-12-31"))
        };
        let days = Days { from: day("start", start)?, to: day("end", end)? };
        if days.from < SINCE {
            continue;
        }
        let Some(office) = names::Office::of(cell(role)) else {
            return Err(wrong("role", cell(role), "it is president or secretary").into());
        };
        let state = gazetteer.resolve(cell(country), Some(days.from)).into_iter().next();
        let Some(country_id) = state.map(|state| state.actor) else {
            eprintln!("left out: row {}: `{}` is no state", number + 1, cell(country));
            continue;
        };
        let places = [cell(country), cell(locale)];
        trips.push(Trip {
            surname: cell(name).split(' ').next_back().unwrap_or_default().to_owned(),
            office,
            days,
            country: country_id,
            places: places.into_iter().flat_map(places_of).map(str::to_owned).collect(),
        });
    }
    Ok(trips)
}

/// "Cairo, Sharm el-Sheikh (Sinai)" as three names.
fn places_of(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split([',', ';', '(', ')', '/']).flat_map(|part| part.split(" and "));
    parts.map(str::trim).filter(|part| part.chars().count() > 2)
}

fn fact(trip: &Trip, gazetteer: &Gazetteer) -> Fact {
    let mut places = gazetteer.search_words(&trip.country);
    places.extend(trip.places.iter().cloned());
    let (surname, office) = (trip.surname.clone(), trip.office);
    Fact {
        name: format!(
            "{}..{} {} {} ({})",
            trip.days.from,
            trip.days.to,
            trip.surname,
            trip.country,
            trip.places.join("; ")
        ),
        happened: trip.days.widened(1, 1),
        published: trip.days.widened(1, 1),
        mentions: Box::new(move |words| {
            (words.has_name(&surname) || office.is_named(words)) && words.has_any(&places)
        }),
        tells: Box::new(is_visit),
        source: "USA".into(),
        target: Some(trip.country.clone()),
    }
}

/// Whether a word of travel or meeting stands there.
pub(super) fn is_visit(words: &Words) -> bool {
    const STARTS: [&str; 8] =
        ["visit", "arriv", "travel", "summit", "attend", "meeting", "tour", "address"];
    const WHOLE: [&str; 22] = [
        "meet", "meets", "met", "talk", "talks", "trip", "flies", "flew", "fly", "lands", "landed",
        "stop", "hosts", "hosted", "welcomes", "welcomed", "greets", "greeted", "goes to",
        "went to", "heads to", "in talks",
    ];
    STARTS.iter().any(|start| words.has_start(start)) || words.has_any(&WHOLE)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn read(text: &str) -> Result<Vec<Trip>> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("travels.csv");
        std::fs::write(&file, format!("role,name,start,end,country,locale\n{text}")).unwrap();
        trips(&Table::read(&file)?, &file, &Gazetteer::embedded())
    }

    #[track_caller]
    fn check(row: &str, text: &str, expected: bool) {
        let trips = read(row).unwrap();
        let fact = fact(&trips[0], &Gazetteer::embedded());
        assert_eq!((fact.mentions)(&Words::of(text)), expected, "{text}");
    }

    #[test]
    fn a_trip_is_mentioned_by_who_and_where() {
        let row = "president,Barack Obama,2014-03-26,2014-03-27,\"China, People’s Republic of\",\"Beijing, Wuhan\"\n";
        check(row, "Obama speaks in Wuhan.", true);
        check(row, "The US President is in China.", true);
        check(row, "Obama returns to Chicago.", false);
        check(row, "The Secretary of State is in China.", false);
        check(row, "The mayor of Wuhan resigns.", false);
    }

    #[test]
    fn a_row_is_a_trip_and_a_broken_one_names_its_place() {
        let trips = read("secretary,John Forbes Kerry,2014-03-26,2014-03-27,\"Korea, South\",Seoul\nsecretary,Dean Rusk,1962-03-26,1962-03-27,France,Paris\n").unwrap();
        assert_eq!(trips.len(), 1);
        assert_eq!((trips[0].surname.as_str(), trips[0].country.as_str()), ("Kerry", "KOR"));
        let error = read("president,Barack Obama,spring,2014-03-27,France,Paris\n").err().unwrap();
        assert!(error.to_string().contains("row 1: `start` is `spring`"), "{error}");
    }

    #[test]
    fn a_visit_is_told_by_a_word_of_travel_or_meeting() {
        let is_visit = |text: &str| is_visit(&Words::of(text));
        assert!(is_visit("The minister arrives in Strelsau."));
        assert!(is_visit("She met the king."));
        assert!(!is_visit("The minister criticises Ruritania."));
    }
}
