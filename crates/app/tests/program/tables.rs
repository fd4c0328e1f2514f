//! Reference tables as documents, and what a brief makes of them. Every row is invented.

use crate::support::{Folder, document, lines};

const VETOES: &str = "\
date,draft,agenda_item,crisis_topic,member_veto1,member_veto2,member_veto3
3/28/2021,S/2021/9001,The ferry question,Japan,Russia,,
13/45/2021,S/2021/9002,The ferry question,Japan,Russia,,
";

const ALLIANCES: &str = "\
ccode1,ccode2,type,start_year,end_year,name1,name2
365,740,defense,1961,1990,Russia,Japan
365,740,nonagg,2001,2018,Russia,Japan
";

fn with_tables() -> Folder {
    let folder = Folder::new();
    folder.write("vetoes.csv", VETOES);
    folder.write("alliances.csv", ALLIANCES);
    let answer = folder.run(&["read", "--table", "vetoes", "vetoes.csv"]).succeeds();
    answer.says(&["1 new", "vetoes.csv:3", "13/45/2021", "1 could not be read and was skipped"]);
    folder
        .run(&["read", "--table", "atop-alliances", "alliances.csv"])
        .succeeds()
        .says(&["2 new", "2 arrangements"]);
    folder
}

#[test]
fn a_veto_is_a_deed_against_the_council_about_a_state() {
    let folder = with_tables();
    let events = folder.events("Russia", "Japan", "rapport.db");
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["type"], "REJECT");
    assert_eq!(events[0]["source"]["actor"], "RUS");
    assert_eq!(events[0]["target"]["actor"], "un-security-council");
    assert_eq!(events[0]["happened_on"]["from"], "2021-03-28");
    assert!(events[0]["about"].to_string().contains("JPN"), "{}", events[0]["about"]);
    folder.run(&["events", "Russia", "Japan"]).fails(4, &[]);
}

#[test]
fn a_brief_says_since_when_two_were_allied() {
    let folder = with_tables();
    folder.write("news.jsonl", lines(&crate::support::ten_days()));
    folder.run(&["read", "news.jsonl"]).succeeds();
    let brief = folder.run(&["brief", "Russia", "Japan"]).succeeds().out;
    assert!(brief.contains("allied from 1961 to 1990"), "{brief}");
    assert!(brief.contains("ATOP 5.1"), "{brief}");
}

#[test]
fn a_timeline_tells_of_an_alliance_only_what_lies_in_the_period() {
    let folder = with_tables();
    let told = |more: &[&str]| {
        let asked = [&["timeline", "Russia", "Japan", "--format", "jsonl"], more].concat();
        let rows = folder.run(&asked).succeeds().json_lines();
        let pacts = rows.iter().filter(|row| row["type"].is_null());
        let texts: Vec<&str> = pacts.filter_map(|row| row["text"].as_str()).collect();
        texts.join(" ")
    };
    let until = told(&["--until", "1961-06-01"]);
    assert!(until.contains("In 1961") && !until.contains("ended"), "{until}");
    let since = told(&["--since", "1990-01-01", "--until", "1995-01-01"]);
    assert!(since.contains("In 1990") && !since.contains("began"), "{since}");
    let between = ["timeline", "Russia", "Japan", "--since", "1970-01-01", "--until", "1980-01-01"];
    folder.run(&between).fails(4, &["hint: "]);
}

#[test]
fn a_retrospective_table_is_not_known_before_its_release() {
    let folder = with_tables();
    folder.write("news.jsonl", lines(&[document("n", "2019-03-01", "Russia condemned Japan.")]));
    folder.run(&["read", "news.jsonl"]).succeeds();
    let early = folder.run(&["brief", "Russia", "Japan", "--as-of", "2020-01-01"]).succeeds().out;
    assert!(!early.contains("allied") && !early.contains("ATOP"), "{early}");
}

#[test]
fn a_table_is_read_again_without_change() {
    let folder = with_tables();
    folder
        .run(&["read", "--table", "vetoes", "vetoes.csv"])
        .succeeds()
        .says(&["0 new, 0 changed, 1 known before"]);
}

#[test]
fn a_table_of_another_kind_is_named() {
    let folder = with_tables();
    folder
        .run(&["read", "--table", "vetoes", "alliances.csv"])
        .fails(3, &["alliances.csv", "date"]);
    folder
        .run(&["read", "--table", "mine.toml", "alliances.csv"])
        .fails(3, &["mine.toml", "hint: "]);
}

const FERRIES: &str = r#"
kind = "ferries"
title = "Ferry lines"
outlet = "Ferry Register 2.1"
known_on = "event"
row = "{line}"
[when]
from = "day"
[actors]
a = { cow = "state1" }
b = { cow = "state2" }
[[case]]
text = "{A} seized a ferry of {b} {when} (Ferry Register 2.1)."
[[case.event]]
source = "a"
target = "b"
type = "COERCE"
"#;

#[test]
fn a_mapping_of_ones_own_is_read() {
    let folder = Folder::new();
    folder.write("ferries.toml", FERRIES);
    folder.write("ferries.csv", "line,day,state1,state2\n7,1999-03-02,365,740\n");
    folder.run(&["read", "--table", "ferries.toml", "ferries.csv"]).succeeds();
    let events = folder.events("Russia", "Japan", "rapport.db");
    assert_eq!((events.len(), &events[0]["type"]), (1, &serde_json::json!("COERCE")));
}

#[test]
fn a_fault_of_a_mapping_is_placed_in_the_mapping() {
    let folder = Folder::new();
    folder.write("ferries.csv", "line,day,state1,state2\n7,1999-03-02,365,740\n");
    let read = ["read", "--table", "ferries.toml", "ferries.csv"];
    for (right, wrong, said) in [
        (
            r#"kind = "ferries""#,
            r#"kind = "vetoes""#,
            ["ferries.toml:2", "\"vetoes\"", "my-vetoes"],
        ),
        (r#"target = "b""#, r#"target = "c""#, ["ferries.toml:16", "`c`", "[actors] (a, b)"]),
        ("ferry of {b}", "ferry of {wat}", ["ferries.toml:13", "`{wat}`", "line, day, state1"]),
        (r#"from = "day""#, r#"from = "days""#, ["ferries.toml:8", "`days`", "line, day, state1"]),
    ] {
        assert!(FERRIES.contains(right), "{right}");
        folder.write("ferries.toml", FERRIES.replace(right, wrong));
        folder.run(&read).fails(3, &said).says(&["hint: "]);
    }
}

#[test]
fn a_state_number_of_no_state_gets_a_hint() {
    let folder = Folder::new();
    folder.write(
        "alliances.csv",
        format!("{ALLIANCES}200,365,defense,1815,1815,,\n999,365,defense,1961,1990,,\n"),
    );
    folder.run(&["read", "--table", "atop-alliances", "alliances.csv"]).succeeds().says(&[
        "alliances.csv:4: no state we know has Correlates of War number 200 on 1815-01-01\nhint: ",
        "since 1816-01-01",
        "alliances.csv:5: no state we know has Correlates of War number 999",
        "no state ever had it",
    ]);
}
