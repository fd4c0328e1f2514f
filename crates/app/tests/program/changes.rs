//! What overturned what, and which sentences of a brief no longer hold.

use crate::support::{Folder, document, lines, ten_days};
use serde_json::{Value, json};

/// Ten days and a sanction; the next day it is denied, then a note is corrected.
fn overturned(corrected: &str) -> Folder {
    let mut notes = ten_days();
    notes.push(document("s", "2024-03-10", "Japan imposed sanctions on Russia."));
    let folder = Folder::with_archive(&notes);
    let brief = ["brief", "Russia", "Japan", "--as-of", "2024-03-10", "--format", "json"];
    folder.write("brief.json", folder.run(&brief).succeeds().out);
    let denial = "Japan denied that it had imposed sanctions on Russia.";
    let later = [
        json!({"id": "z1", "date": "2024-03-11", "outlet": "Ruritanian Gazette", "text": denial}),
        document(corrected, "2024-03-12", "The price of grain rose in Moscow."),
    ];
    folder.write("later.jsonl", lines(&later));
    folder.run(&["read", "later.jsonl"]).succeeds();
    folder
}

#[test]
fn changes_tell_what_did_it_and_when() {
    let folder = overturned("n0");
    let asked = ["changes", "--since", "2024-03-10", "Russia", "Japan", "--format"];
    let found = folder.run(&[&asked[..], &["jsonl"]].concat()).succeeds().json_lines();
    let by = |document: &str| -> Vec<&Value> {
        found.iter().filter(|line| line["because"]["document"] == document).collect()
    };
    let denial = by("z1");
    assert!(
        denial.iter().any(|line| line["is"].as_str().expect("words").starts_with("disputed")),
        "{found:?}"
    );
    assert_eq!(denial[0]["was"], "reported");
    assert_eq!(denial[0]["because"]["outlet"], "Ruritanian Gazette");
    let gone = by("n0");
    assert_eq!(
        (&gone[0]["change"], &gone[0]["because"]["date"]),
        (&json!("gone"), &json!("2024-03-12"))
    );
    assert_eq!(gone[0]["because"]["quote"], "The price of grain rose in Moscow.");
    assert_eq!(found.len(), denial.len() + gone.len(), "nothing else changed: {found:?}");
    let of = |outlet: &str| folder.run(&[&asked[..], &["jsonl", "--source", outlet]].concat());
    let by_herald = of("freedonian herald").succeeds().json_lines();
    assert_eq!(by_herald.len(), gone.len(), "the Gazette's denial is not asked: {by_herald:?}");
    assert!(by_herald.iter().all(|line| line["because"]["document"] == "n0"), "{by_herald:?}");
    of("Ruritanian Gazette").fails(4, &["hint: "]);
    of("Heralt").fails(2, &["no outlet \"Heralt\""]);
    let csv = folder.run(&[&asked[..], &["csv"]].concat()).succeeds().out;
    assert!(csv.starts_with("since,change,event,deed,was,is,document,outlet,quote"), "{csv}");
    let early = ["changes", "--since", "2024-03-09", "--as-of", "2024-03-09"];
    folder.run(&early).fails(4, &["2024-03-09", "hint: "]);
    folder.run(&["changes", "--since", "2030-01-01"]).fails(4, &["hint: "]);
}

#[test]
fn a_brief_is_held_against_what_is_known_now() {
    let folder = overturned("none");
    let brief: Value =
        serde_json::from_slice(&std::fs::read(folder.path("brief.json")).expect("a brief"))
            .expect("JSON");
    let sentences = brief["sections"].as_array().expect("sections").iter();
    let sentence = sentences
        .flat_map(|section| section["sentences"].as_array().expect("sentences"))
        .find(|sentence| sentence["citations"][0]["document"] != "s")
        .expect("a sentence");
    let cited = sentence["citations"][0]["document"].as_str().expect("a document");
    folder.run(&["changes", "--brief", "brief.json", "--as-of", "2024-03-10"]).fails(4, &["holds"]);
    let correction = document(cited, "2024-03-13", "The price of grain rose in Tokyo.");
    folder.write("correction.jsonl", lines(&[correction]));
    folder.run(&["read", "correction.jsonl"]).succeeds();
    let asked = ["changes", "--brief", "brief.json", "--format", "jsonl"];
    let found = folder.run(&asked).succeeds().json_lines();
    let gone = found
        .iter()
        .find(|line| line["sentence"] == sentence["text"])
        .unwrap_or_else(|| panic!("{sentence} in {found:?}"));
    assert_eq!((&gone["change"], &gone["because"]["document"]), (&json!("gone"), &json!(cited)));
    assert_eq!(gone["because"]["date"], "2024-03-13");
}

#[test]
fn changes_say_what_is_wrong_with_a_question() {
    let folder = Folder::with_archive(&ten_days());
    assert_eq!(folder.run(&["changes"]).code, 2);
    folder.run(&["changes", "--since", "2024-03-05", "Japan", "JPN"]).fails(2, &["same actor"]);
    let swapped = ["changes", "--since", "2024-03-05", "--as-of", "2024-03-01"];
    folder.run(&swapped).fails(2, &["2024-03-01", "2024-03-05", "hint: "]);
    folder.run(&["changes", "--brief", "none.json"]).fails(3, &["none.json", "rapport brief"]);
    folder.write("bad.json", "[1]");
    folder.run(&["changes", "--brief", "bad.json"]).fails(3, &["bad.json", "no brief"]);
}
