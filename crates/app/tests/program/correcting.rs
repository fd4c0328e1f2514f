//! People's corrections: made, shown, listed, taken back, refused.

use crate::support::{Answer, Folder, ten_days};
use serde_json::Value;

const SIGNED: [&str; 4] = ["--by", "Flavia", "--reason", "read the article"];

fn correct(folder: &Folder, arguments: &[&str]) -> Answer {
    folder.run(&[&["correct"], arguments, &SIGNED].concat())
}

/// The event of a day in March 2024.
fn event_on(folder: &Folder, day: &str) -> Option<Value> {
    let events = folder.events("Russia", "Japan", "rapport.db");
    events.into_iter().find(|event| event["happened_on"]["from"] == day)
}

fn id(event: &Value) -> String {
    event["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_correction_changes_every_answer_until_it_is_taken_back() {
    let folder = Folder::with_archive(&ten_days());
    let level = |folder: &Folder| {
        folder.run(&["level", "Russia", "Japan", "--format", "jsonl"]).succeeds().out
    };
    let before = (folder.events("Russia", "Japan", "rapport.db"), level(&folder));
    let praise = id(&event_on(&folder, "2024-03-06").expect("Russia praised Japan"));
    let made = correct(&folder, &["recode", &praise, "--type", "threaten"]).succeeds();
    assert!(made.out.starts_with("correction 1: recode to THREATEN, 1 report\n"), "{}", made.out);
    let event = event_on(&folder, "2024-03-06").expect("still there");
    assert_eq!(event["type"], "THREATEN");
    assert!(event["goldstein"].as_f64().is_some_and(|points| points < 0.0), "{event}");
    assert_ne!(level(&folder), before.1);
    let text = folder.run(&["explain", &praise]).succeeds().out;
    let said = "corrected: recode to THREATEN, by Flavia on ";
    assert!(text.contains(said) && text.contains("read the article (correction 1)"), "{text}");
    let whole = folder.run(&["explain", &id(&event), "--format", "json"]).succeeds().json();
    assert_eq!(whole["corrections"][0]["by"], "Flavia");
    // As of a day before it was made nothing is corrected.
    let then = ["events", "Russia", "Japan", "--as-of", "2024-03-20", "--format", "jsonl"];
    assert!(!folder.run(&then).succeeds().out.contains(&id(&event)));
    let list = ["correct", "list", "--format", "jsonl"];
    let listed = folder.run(&list).succeeds().json_lines();
    assert_eq!((&listed[0]["kind"], listed.len()), (&"recode".into(), 1));
    correct(&folder, &["undo", "1"]).succeeds();
    assert_eq!((folder.events("Russia", "Japan", "rapport.db"), level(&folder)), before);
    let listed = folder.run(&list).succeeds().json_lines();
    assert_eq!(listed[0]["undone"]["by"], "Flavia");
    correct(&folder, &["undo", "1"]).fails(2, &["correction 1 was taken back on", "by Flavia"]);
}

#[test]
fn events_are_merged_split_dropped_moved_and_given_to_others() {
    let folder = Folder::with_archive(&ten_days());
    let n = || folder.events("Russia", "Japan", "rapport.db").len();
    let at = |day: &str| id(&event_on(&folder, day).expect(day));
    let before = n();
    let report = "n0:0:0";
    correct(&folder, &["merge", &at("2024-03-01"), &at("2024-03-03")]).succeeds();
    assert_eq!(n(), before - 1);
    let merged = folder
        .events("Russia", "Japan", "rapport.db")
        .into_iter()
        .find(|event| event["reports"].to_string().contains(report))
        .expect("the merged event");
    correct(&folder, &["split", &id(&merged), report]).succeeds();
    assert_eq!(n(), before);
    let praise = at("2024-03-06");
    correct(&folder, &["drop", &praise]).succeeds();
    assert_eq!(n(), before - 1);
    let said = ["struck out: drop, by Flavia on", "rapport correct undo 3"];
    folder.run(&["explain", &praise]).fails(4, &said);
    correct(&folder, &["drop", &praise]).fails(4, &said);
    let threat = at("2024-03-09");
    correct(&folder, &["date", &threat, "--from", "2024-03-07", "--to", "2024-03-08"]).succeeds();
    assert!(event_on(&folder, "2024-03-09").is_none());
    correct(&folder, &["actor", &at("2024-03-10"), "--source", "China"]).succeeds();
    assert!(event_on(&folder, "2024-03-10").is_none());
    let aid = folder.events("Russia", "China", "rapport.db");
    assert_eq!(aid[0]["source"]["actor"], "CHN");
}

#[test]
fn bad_corrections_are_refused_with_a_way_out() {
    let folder = Folder::with_archive(&ten_days());
    let event = id(&event_on(&folder, "2024-03-01").expect("an event"));
    let check = |arguments: &[&str], code: i32, said: &[&str]| {
        correct(&folder, arguments).fails(code, said);
    };
    check(
        &["drop", "0123456789abcdef0123"],
        4,
        &["rapport.db: there is no event or report 0123456789abcdef0123", "rapport events A B"],
    );
    check(&["merge", &event, &event], 2, &["is named twice"]);
    check(&["merge", &event, "n1:0:0"], 2, &["n1:0:0 is a report, not an event"]);
    check(
        &["split", &event, "n1:0:0"],
        4,
        &["report n1:0:0 is not of event", "its reports are n0:0:0"],
    );
    check(&["split", &event, "n0:0:0"], 2, &["all reports of event", "rapport correct drop"]);
    check(&["recode", &event, "--type", "hug"], 2, &["`hug` is no type; types are", "THREATEN"]);
    check(&["actor", &event, "--source", "Japan"], 2, &["would both be JPN"]);
    check(&["actor", &event, "--source", "Atlantis9"], 2, &["no actor is known by the name"]);
    check(&["actor", &event], 2, &["--source", "--target"]);
    check(
        &["date", &event, "--from", "2024-03-02", "--to", "2024-03-01"],
        2,
        &["swap the two days"],
    );
    check(&["drop", &event, "--on", "2999-01-01"], 2, &["--on 2999-01-01 is still to come"]);
    check(&["undo", "9"], 4, &["there is no correction 9", "rapport correct list"]);
    folder.run(&["correct", "list"]).fails(4, &["nothing was corrected in rapport.db"]);
    folder.run(&["correct", "drop", &event]).fails(2, &["--by", "--reason"]);
    folder
        .run(&["correct", "drop", &event, "--by", "Flavia", "--reason", " "])
        .fails(2, &["--reason is empty", "say who corrects and why"]);
    let elsewhere = [&["drop", &event, "--archive", "lost.db"][..], &SIGNED].concat();
    folder
        .run(&[&["correct"], &elsewhere[..]].concat())
        .fails(3, &["lost.db: there is no archive"]);
}
