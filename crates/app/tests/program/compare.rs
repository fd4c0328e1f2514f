//! What a recoding changed.

use crate::support::{Folder, ten_days};
use serde_json::{Value, json};

/// News coded by `early-1`, which took a sanction for a threat, then anew.
fn recoded(notes: &[Value]) -> Folder {
    let folder = Folder::with_archive(notes);
    let archive = rusqlite::Connection::open(folder.path("rapport.db")).expect("it opens");
    archive
        .execute_batch(
            "UPDATE runs SET coder = 'early-1';
             UPDATE reports SET json = replace(json, '\"SANCTION\"', '\"THREATEN\"');",
        )
        .expect("an archive of an earlier coder");
    drop(archive);
    folder.run(&["read", "news.jsonl", "--recode"]).succeeds();
    folder
}

#[test]
fn compare_lists_and_counts_what_a_recoding_changed() {
    let folder = recoded(&ten_days());
    let asked = ["compare", "early-1", "2", "--format"];
    let answer = folder.run(&[&asked[..], &["jsonl"]].concat()).succeeds().json_lines();
    let rows =
        |row: &str| -> Vec<&Value> { answer.iter().filter(|line| line["row"] == row).collect() };
    assert_eq!(rows("total")[0]["n_different"], 1);
    let count = rows("count");
    assert_eq!(
        (&count[0]["change"], &count[0]["type"], &count[0]["n"]),
        (&json!("type"), &json!("THREATEN"), &json!(1))
    );
    let report = rows("report")[0];
    assert_eq!(
        (&report["one"]["type"], &report["other"]["type"]),
        (&json!("THREATEN"), &json!("SANCTION"))
    );
    assert_eq!(report["quote"], "Japan imposed sanctions on Russia.");
    let csv = folder.run(&[&asked[..], &["csv", "--limit", "0"]].concat()).succeeds();
    assert_eq!(csv.lines().len(), 3, "{}", csv.out);
    csv.says(&["0 of 1"]);
}

#[test]
fn compare_counts_what_one_outlet_published() {
    let mut notes = ten_days();
    let told = "Japan imposed sanctions on Russia.";
    notes.push(json!({"id": "g", "date": "2024-03-20", "outlet": "Gazette", "text": told}));
    let folder = recoded(&notes);
    let n_of = |more: &[&str]| -> Value {
        let asked = ["compare", "1", "2", "--format", "jsonl"];
        let answer = folder.run(&[&asked[..], more].concat()).succeeds().json_lines();
        answer[0]["n_different"].clone()
    };
    assert_eq!(n_of(&[]), 2);
    assert_eq!(n_of(&["--source", "gazette"]), 1);
    assert_eq!(n_of(&["--source", "gazette", "--source", "Freedonian Herald"]), 2);
    let unknown = ["compare", "1", "2", "--source", "Gazete"];
    folder.run(&unknown).fails(2, &["no outlet \"Gazete\"", "\"Gazette\""]);
}

#[test]
fn compare_says_what_is_wrong_with_a_run() {
    let folder = recoded(&ten_days());
    folder.run(&["compare", "1", "7"]).fails(2, &["\"7\"", "1 (early-1)"]);
    folder.run(&["compare", "1", "early-1"]).fails(2, &["same run"]);
    folder.run(&["compare", "1", "2", "--archive", "none.db"]).fails(3, &["none.db"]);
    let archive = rusqlite::Connection::open(folder.path("rapport.db")).expect("it opens");
    archive
        .execute_batch(
            "UPDATE reports SET json = replace(json, '\"THREATEN\"', '\"SANCTION\"') WHERE run = 1",
        )
        .expect("the sanction is one again");
    // The threat of the ninth day was one before, too.
    archive
        .execute_batch("UPDATE reports SET json = replace(json, '\"SANCTION\"', '\"THREATEN\"') WHERE json LIKE '%\"n8\"%'")
        .expect("the threat is one again");
    drop(archive);
    folder.run(&["compare", "1", "2"]).fails(4, &["the same", "hint: "]);
}
