//! Questions to an archive: events, timeline, level, explain, actor, doctor.

use crate::support::{Folder, document, ten_days};

#[test]
fn events_come_in_four_formats() {
    let folder = Folder::with_archive(&ten_days());
    let ask =
        |format: &str| folder.run(&["events", "Russia", "Japan", "--format", format]).succeeds();
    let lines = ask("jsonl").json_lines();
    assert_eq!(ask("json").json().as_array().expect("an array"), &lines);
    let csv = ask("csv").out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let column = reader
        .headers()
        .expect("a header")
        .iter()
        .position(|name| name == "event")
        .expect("a column");
    let ids: Vec<String> =
        reader.records().map(|row| row.expect("a row")[column].to_owned()).collect();
    assert_eq!(
        ids,
        lines
            .iter()
            .map(|event| event["id"].as_str().expect("an id").to_owned())
            .collect::<Vec<_>>()
    );
    for moment in ["known_on", "recorded_at"] {
        assert!(csv.lines().next().is_some_and(|header| header.contains(moment)), "{csv}");
        assert!(lines.iter().all(|event| event[moment].is_string()), "{moment}");
    }
    let table = ask("table").out;
    assert!(table.starts_with("from"));
    assert_eq!(table.lines().count(), lines.len() + 1);
    assert_eq!(
        folder.run(&["events", "Russia", "Japan"]).succeeds().out,
        ask("jsonl").out,
        "JSON lines where no terminal is"
    );
}

#[test]
fn since_and_until_limit_the_days() {
    let folder = Folder::with_archive(&ten_days());
    let answer = folder
        .run(&["events", "Russia", "Japan", "--since", "2024-03-03", "--until", "2024-03-05"])
        .succeeds();
    let days: Vec<String> = answer
        .json_lines()
        .iter()
        .map(|event| event["happened_on"]["from"].as_str().expect("a day").to_owned())
        .collect();
    assert!(!days.is_empty());
    assert!(
        days.iter().all(|day| ("2024-03-03"..="2024-03-05").contains(&day.as_str())),
        "{days:?}"
    );
}

#[test]
fn both_orders_of_a_pair_are_one_question() {
    let folder = Folder::with_archive(&ten_days());
    for command in ["events", "timeline", "level"] {
        let ask =
            |a, b| folder.run(&[command, a, b, "--format", "jsonl"]).succeeds().json_lines().len();
        assert_eq!(ask("Russia", "Japan"), ask("Japan", "Russia"), "{command}");
    }
}

#[test]
fn explain_opens_an_event_to_its_quote() {
    let folder = Folder::with_archive(&ten_days());
    let events = folder.events("Russia", "Japan", "rapport.db");
    let accuse = events
        .iter()
        .find(|event| event["happened_on"]["from"] == "2024-03-01")
        .expect("the first day");
    let id = accuse["id"].as_str().expect("an id");
    let text = folder.run(&["explain", id]).succeeds().out;
    for told in ["Russia condemned Japan.", "n0", "Freedonian Herald", "2024-03-01", "ACCUSE", id] {
        assert!(text.contains(told), "no {told} in {text}");
    }
    let json = folder.run(&["explain", id, "--format", "json"]).succeeds().json();
    assert_eq!(json["reports"][0]["quote"], "Russia condemned Japan.");
    assert_eq!(json["reports"][0]["recorded_at"], json["event"]["recorded_at"]);
    assert!(json["event"]["recorded_at"].is_string(), "{json}");
}

#[test]
fn explain_level_tells_what_each_event_weighs() {
    let folder = Folder::with_archive(&ten_days());
    let text = folder.run(&["explain", "level", "RUS", "JPN", "--on", "2024-03-08"]).succeeds().out;
    for told in [
        "The level of",
        "8 March 2024",
        "90 % band",
        "weight in the level",
        "What all pairs are like weighs",
    ] {
        assert!(text.contains(told), "no {told} in {text}");
    }
    let asked = ["explain", "level", "RUS", "JPN", "--on", "2024-03-08", "--top", "3"];
    let json = folder.run(&[&asked[..], &["--format", "json"]].concat()).succeeds().json();
    assert_eq!((&json["on"], &json["from"]), (&"2024-03-08".into(), &"2024-03-01".into()));
    let number = |name: &str| json[name].as_f64().unwrap_or_else(|| panic!("no {name} in {json}"));
    assert!(number("low") < number("level") && number("prior_share") < 1.0, "{json}");
    let events = json["events"].as_array().expect("events");
    assert_eq!(events.len(), 3);
    assert!(events.iter().all(|event| event["weight"].is_f64()), "{json}");
    assert!(events[0]["reports"][0]["quote"].is_string(), "{json}");
    let text = folder.run(&asked).succeeds().out;
    let n_further = number("n_further");
    assert!(text.contains(&format!("{n_further} further event")), "{n_further} in {text}");
    folder
        .run(&["explain", "level", "RUS", "JPN", "--on", "1999-01-01"])
        .fails(4, &["1999-01-01", "hint: "]);
    folder.run(&["explain"]).fails(2, &["Usage"]);
}

#[test]
fn a_level_has_a_band_and_a_step() {
    let folder = Folder::with_archive(&ten_days());
    let ask = |step: &str| {
        folder
            .run(&["level", "Russia", "Japan", "--step", step, "--until", "2024-03-31"])
            .succeeds()
            .json_lines()
    };
    for (step, n) in [("week", 2..=3), ("month", 1..=1), ("quarter", 1..=1), ("year", 1..=1)] {
        let points = ask(step);
        assert!(n.contains(&points.len()), "{step}: {}", points.len());
        for point in points {
            let value =
                |name: &str| point[name].as_f64().unwrap_or_else(|| panic!("no {name} in {point}"));
            assert!(value("low") <= value("level") && value("level") <= value("high"), "{point}");
            assert!(point["n_events"].is_u64() && point["is_informed"].is_boolean(), "{point}");
        }
    }
    let n_events: u64 = ask("week").iter().filter_map(|point| point["n_events"].as_u64()).sum();
    assert_eq!(n_events, ask("year")[0]["n_events"].as_u64().expect("a count"));
}

#[test]
fn since_and_until_only_cut_what_is_shown_of_a_level() {
    // Two good years, then two bad ones, with two events a month.
    let mut documents = Vec::new();
    for (year, text) in [
        (2018, "Russia provided food aid to Japan."),
        (2019, "Russia provided food aid to Japan."),
        (2020, "Russia threatened Japan with retaliation."),
        (2021, "Russia threatened Japan with retaliation."),
    ] {
        for (month, day) in (1..=12).flat_map(|month| [(month, 7), (month, 21)]) {
            let date = format!("{year}-{month:02}-{day:02}");
            documents.push(document(&date, &date, text));
        }
    }
    let folder = Folder::with_archive(&documents);
    let ask = |more: &[&str]| {
        let asked = [&["level", "Russia", "Japan", "--format", "jsonl"], more].concat();
        folder.run(&asked).succeeds().json_lines()
    };
    let all = ask(&[]);
    assert_eq!(all.len(), 48);
    assert_eq!(ask(&["--since", "2019-11-01"]), all[22..]);
    assert_eq!(ask(&["--since", "2019-11-15", "--until", "2020-06-10"]), all[22..30]);
    let explained = |more: &[&str]| {
        let on = ["explain", "level", "Russia", "Japan", "--on", "2020-02-10", "--format", "json"];
        folder.run(&[&on[..], more].concat()).succeeds().json()
    };
    let (whole, late) = (explained(&[]), explained(&["--since", "2020-02-01", "--top", "3"]));
    assert_eq!((&late["level"], &late["low"]), (&whole["level"], &whole["low"]));
    let days: Vec<&str> = late["events"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|event| event["event"]["happened_on"]["from"].as_str())
        .collect();
    assert!(days.iter().all(|day| "2020-02-01" <= *day), "{days:?}");
    assert_eq!(late["n_further"], 96 - 3);
    let turns = |more: &[&str]| {
        let asked = [&["brief", "Russia", "Japan", "--format", "json"], more].concat();
        let brief = folder.run(&asked).succeeds().json();
        brief["charts"]["turning_points"].as_array().expect("a list").clone()
    };
    let turned = turns(&[]);
    assert_eq!(turned.len(), 1, "{turned:?}");
    assert_eq!(turns(&["--since", "2019-11-01"]), turned);
    assert_eq!(turns(&["--until", "2020-03-31"]), turned);
    assert!(turns(&["--since", "2020-04-01"]).is_empty());
    assert!(turns(&["--until", "2019-12-31"]).is_empty());
}

#[test]
fn a_timeline_is_oldest_first_and_cites() {
    let rows = Folder::new()
        .run(&["timeline", "Russia", "North Korea", "--format", "jsonl"])
        .succeeds()
        .json_lines();
    let days: Vec<&str> = rows.iter().filter_map(|row| row["date"].as_str()).collect();
    assert!(days.is_sorted());
    assert!(days[0] < "1991-01-01", "{}", days[0]);
    assert!(rows.iter().all(|row| row["text"].as_str().is_some_and(|text| !text.is_empty())));
}

#[test]
fn whom_a_name_meant_on_an_old_day_is_said() {
    let folder = Folder::new();
    let said = |command: &str, as_of: &str| {
        let asked = [command, "Russia", "North Korea", "--as-of", as_of];
        let err = folder.run(&asked).err;
        err.lines().find(|line| line.starts_with("note: ")).map(str::to_owned)
    };
    for command in ["brief", "timeline"] {
        assert_eq!(
            said(command, "1900-01-01").as_deref(),
            Some(
                "note: as of 1900-01-01, \"Russia\" means Russian Empire (XRE); North Korea (PRK) \
                 was still to come, on 1948-09-09"
            )
        );
        assert_eq!(said(command, "2024-01-01"), None);
    }
    assert_eq!(
        said("brief", "1960-01-01").as_deref(),
        Some("note: as of 1960-01-01, \"Russia\" means Soviet Union (SUN)")
    );
}

#[test]
fn an_archive_can_be_named_by_the_environment() {
    let folder = Folder::with_archive(&ten_days());
    std::fs::rename(folder.path("rapport.db"), folder.path("mine.db")).expect("ours");
    let output = folder
        .command(&["events", "Russia", "Japan"])
        .env("RAPPORT_ARCHIVE", "mine.db")
        .output()
        .expect("it starts");
    assert!(output.status.success());
}

#[test]
fn actor_tells_who_somebody_is_on_a_day() {
    let folder = Folder::new();
    let first = |name: &str, on: &str| {
        folder.run(&["actor", name, "--on", on, "--format", "jsonl"]).succeeds().json_lines()[0]
            .clone()
    };
    assert_eq!(first("North Korea", "2024-01-01")["actor"], "PRK");
    assert_eq!(first("Russia", "2024-01-01")["actor"], "RUS");
    assert_eq!(first("Vladimir Putin", "2024-01-01")["actor"], "RUS");
    assert_eq!(first("Soviet Union", "1970-01-01")["actor"], "SUN");
    let answer = first("USA", "2024-01-01");
    assert!(
        ["name", "why", "source", "on"].iter().all(|field| answer[field].is_string()),
        "{answer}"
    );
}

#[test]
fn doctor_counts_what_is_there() {
    let folder = Folder::with_archive(&ten_days());
    let facts = folder.run(&["doctor", "--format", "jsonl"]).succeeds().json_lines();
    let fact = |what: &str| {
        facts.iter().find(|fact| fact["what"] == what).unwrap_or_else(|| panic!("no {what}"))["value"].clone()
    };
    assert_eq!(fact("documents"), "10");
    assert_eq!(fact("still to be coded"), "0");
    assert!(fact("built-in tables").as_str().is_some_and(|kinds| kinds.contains("vetoes")));
    Folder::new().run(&["doctor"]).succeeds();
}

#[test]
fn every_command_has_help_that_begins_with_a_verb() {
    let folder = Folder::new();
    for command in [
        "read", "code", "classify", "events", "timeline", "level", "brief", "explain", "actor",
        "eval", "doctor",
    ] {
        let help = folder.run(&[command, "--help"]).succeeds().out;
        assert!(help.contains(&format!("Usage: rapport {command}")), "{help}");
    }
    assert!(folder.run(&["--version"]).succeeds().out.starts_with("rapport 0"));
}
