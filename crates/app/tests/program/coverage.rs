//! Who published how much, what is missing, and what one outlet alone tells.

use crate::support::{Folder, lines};
use serde_json::{Value, json};

/// A note of an outlet; invented.
fn note(n: usize, outlet: &str, lang: &str, date: &str, text: &str) -> Value {
    json!({"id": format!("n{n}"), "date": date, "outlet": outlet, "lang": lang, "text": text})
}

/// The Herald sees Russia and Japan as foes and is silent for two weeks; the
/// Gazette sees friends; the Courrier writes French.
fn two_views() -> Vec<Value> {
    let told = [
        ("Freedonian Herald", "2024-01-02", "Russia condemned Japan."),
        ("Freedonian Herald", "2024-01-03", "Russia threatened Japan with retaliation."),
        ("Freedonian Herald", "2024-01-10", "Japan accused Russia of violating its airspace."),
        ("Freedonian Herald", "2024-02-01", "Japan imposed sanctions on Russia."),
        ("Ruritanian Gazette", "2024-01-04", "Russia praised Japan."),
        ("Ruritanian Gazette", "2024-01-12", "Japan and Russia signed an agreement on fisheries."),
        ("Ruritanian Gazette", "2024-01-31", "The price of grain rose in Moscow and in Tokyo."),
    ];
    let mut notes: Vec<Value> = told
        .iter()
        .enumerate()
        .map(|(n, (outlet, date, text))| note(n, outlet, "en", date, text))
        .collect();
    notes.push(note(90, "Courrier", "fr", "2024-01-05", "La Russie a condamné le Japon."));
    notes
}

fn rows<'a>(answer: &'a [Value], row: &str) -> Vec<&'a Value> {
    answer.iter().filter(|line| line["row"] == row).collect()
}

#[test]
fn coverage_counts_documents_by_outlet_language_and_week() {
    let folder = Folder::with_archive(&two_views());
    let answer = folder.run(&["coverage", "--format", "jsonl"]).succeeds().json_lines();
    let total = rows(&answer, "total")[0];
    assert_eq!((&total["n_documents"], &total["from"]), (&json!(8), &json!("2024-01-02")));
    let outlets: Vec<(&Value, &Value)> = rows(&answer, "outlet")
        .into_iter()
        .map(|line| (&line["outlet"], &line["n_documents"]))
        .collect();
    let expected = [("Courrier", 1), ("Freedonian Herald", 4), ("Ruritanian Gazette", 3)]
        .map(|(outlet, n)| (json!(outlet), json!(n)));
    assert_eq!(outlets, expected.iter().map(|(outlet, n)| (outlet, n)).collect::<Vec<_>>());
    let languages = rows(&answer, "language");
    assert_eq!(languages.len(), 2);
    let all: Vec<&Value> =
        rows(&answer, "step").into_iter().filter(|line| line["outlet"].is_null()).collect();
    assert_eq!(all.len(), 5, "a week without a document is told too");
    assert_eq!(all[2]["note"], "not covered");
    let gaps = rows(&answer, "gap");
    let herald: Vec<&&Value> =
        gaps.iter().filter(|line| line["outlet"] == "Freedonian Herald").collect();
    assert_eq!(herald.len(), 1);
    assert_eq!(
        (&herald[0]["from"], &herald[0]["to"]),
        (&json!("2024-01-15"), &json!("2024-01-28"))
    );
    assert_eq!(herald[0]["note"], "gap");
}

#[test]
fn coverage_shows_how_hostile_an_outlet_is() {
    let folder = Folder::with_archive(&two_views());
    let answer =
        folder.run(&["coverage", "Russia", "Japan", "--format", "jsonl"]).succeeds().json_lines();
    let outlet = |name: &str| {
        rows(&answer, "outlet")
            .into_iter()
            .find(|line| line["outlet"] == name)
            .expect("it is there")
    };
    let share = |name: &str| outlet(name)["hostile"]["share"].as_f64().expect("a share");
    assert!(share("Ruritanian Gazette") < share("Freedonian Herald"));
    let herald = outlet("Freedonian Herald");
    let bound = |end: &str| herald["hostile"][end].as_f64().expect("a bound");
    assert!(
        bound("low") < share("Freedonian Herald") && share("Freedonian Herald") <= bound("high")
    );
    // The note on grain names both by their capitals and tells of no deed.
    let gazette = outlet("Ruritanian Gazette");
    assert_eq!((&gazette["n_named"], &gazette["n_either"]), (&json!(3), &json!(3)));
    assert_eq!(gazette["n_coded"], 2);
}

#[test]
fn coverage_comes_in_four_formats_and_is_empty_where_nothing_was_published() {
    let folder = Folder::with_archive(&two_views());
    let lines = folder.run(&["coverage", "--format", "jsonl"]).succeeds().json_lines();
    let json = folder.run(&["coverage", "--format", "json"]).succeeds().json();
    assert_eq!(json.as_array().expect("an array"), &lines);
    for format in ["csv", "table"] {
        let out = folder.run(&["coverage", "--format", format]).succeeds().out;
        assert_eq!(out.lines().count(), lines.len() + 1, "{format}");
    }
    let months = folder.run(&["coverage", "--step", "month", "--format", "jsonl"]).succeeds();
    let months = months.json_lines();
    let all = rows(&months, "step").into_iter().filter(|line| line["outlet"].is_null()).count();
    assert_eq!(all, 2);
    folder.run(&["coverage", "--since", "2030-01-01"]).fails(4, &["no document", "hint: "]);
    let swapped = ["coverage", "--since", "2024-02-01", "--until", "2024-01-01"];
    folder.run(&swapped).fails(2, &["2024-02-01", "swap"]);
    folder.run(&["coverage", "Nowhereland"]).fails(2, &["Nowhereland"]);
    let early = ["coverage", "--as-of", "2024-01-03", "--format", "jsonl"];
    assert_eq!(folder.run(&early).succeeds().json_lines()[0]["n_documents"], 2);
}

#[test]
fn a_source_narrows_every_question() {
    let folder = Folder::with_archive(&two_views());
    let ask = |command: &[&str]| folder.run(command).succeeds().json_lines();
    let types = |source: &str| -> Vec<String> {
        ask(&["events", "Russia", "Japan", "--source", source, "--format", "jsonl"])
            .iter()
            .map(|event| event["type"].as_str().expect("a type").to_owned())
            .collect()
    };
    let (herald, gazette) = (types("freedonian HERALD"), types("Ruritanian Gazette"));
    assert!(herald.contains(&"SANCTION".to_owned()) && !gazette.contains(&"SANCTION".to_owned()));
    let all = ask(&["events", "Russia", "Japan", "--format", "jsonl"]).len();
    assert_eq!(herald.len() + gazette.len(), all);
    let both = ["--source", "Freedonian Herald", "--source", "Ruritanian Gazette"];
    for command in ["events", "timeline", "level"] {
        let bare = [command, "Russia", "Japan", "--format", "jsonl"];
        assert_eq!(ask(&bare).len(), ask(&[&bare[..], &both].concat()).len(), "{command}");
    }
    let level = |source: &str| {
        let asked = ["level", "Russia", "Japan", "--step", "year", "--format", "jsonl"];
        let point = ask(&[&asked[..], &["--source", source]].concat())[0].clone();
        (point["level"].as_f64().expect("a level"), point["n_documents"].clone())
    };
    let (hostile, friendly) = (level("Freedonian Herald"), level("Ruritanian Gazette"));
    assert!(hostile.0 < friendly.0);
    assert_eq!((hostile.1, friendly.1), (json!(4), json!(3)));
    let brief = ["brief", "Russia", "Japan", "--source", "Ruritanian Gazette", "--format", "json"];
    let brief = folder.run(&brief).succeeds().json().to_string();
    assert!(brief.contains("Ruritanian Gazette") && !brief.contains("Freedonian Herald"));
    let coverage = ask(&["coverage", "--source", "Courrier", "--format", "jsonl"]);
    assert_eq!(coverage[0]["n_documents"], 1);
    let events = ask(&["events", "Russia", "Japan", "--source", "Freedonian Herald"]);
    let id = events[0]["id"].as_str().expect("an id");
    folder.run(&["explain", id, "--source", "Freedonian Herald"]).succeeds();
    folder.run(&["explain", id, "--source", "Courrier"]).fails(4, &["hint: "]);
}

#[test]
fn an_unknown_source_gets_a_suggestion() {
    let folder = Folder::with_archive(&two_views());
    for command in ["events", "timeline", "level", "brief"] {
        folder
            .run(&[command, "Russia", "Japan", "--source", "Freedonian Herlad"])
            .fails(2, &["Freedonian Herlad", "did you mean \"Freedonian Herald\""]);
    }
    let none = ["coverage", "--source", "Zzz"];
    folder.run(&none).fails(2, &["Zzz", "rapport coverage"]);
}

#[test]
fn a_level_says_quiet_and_not_covered_apart() {
    let folder = Folder::new();
    let mut notes = two_views();
    notes.push(note(91, "Freedonian Herald", "en", "2024-02-12", "It rained in the capital."));
    folder.write("news.jsonl", lines(&notes));
    folder.run(&["read", "news.jsonl"]).succeeds();
    let asked = ["level", "Russia", "Japan", "--step", "week", "--format"];
    let points = folder.run(&[&asked[..], &["jsonl"]].concat()).succeeds().json_lines();
    let n = |from: &str| {
        let point = points.iter().find(|point| point["from"] == from).expect("a week");
        (point["n_events"].as_u64(), point["n_documents"].as_u64())
    };
    assert_eq!(n("2024-02-12"), (Some(0), Some(1)), "quiet");
    assert_eq!(n("2024-01-22"), (Some(0), Some(0)), "not covered");
    let csv = folder.run(&[&asked[..], &["csv"]].concat()).succeeds().out;
    let line =
        |from: &str| csv.lines().find(|line| line.starts_with(from)).expect("a week").to_owned();
    assert!(line("2024-01-22").ends_with("not covered"), "{csv}");
    assert!(!line("2024-02-12").ends_with("not covered"), "{csv}");
}

#[test]
fn months_without_a_document_are_told_beside_events() {
    let mut notes = two_views();
    notes.push(note(92, "Freedonian Herald", "en", "2024-06-03", "Russia condemned Japan."));
    let folder = Folder::with_archive(&notes);
    for command in ["events", "timeline"] {
        let answer = folder.run(&[command, "Russia", "Japan"]).succeeds();
        answer.says(&["not covered, no document read: 2024-03 to 2024-05"]);
    }
}
