//! Reading: every format into the same archive, in any order, any number of times.

use crate::support::{Folder, document, lines, ten_days};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::io::Write;

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text.as_bytes()).expect("in memory");
    packed.finish().expect("in memory")
}

fn csv(documents: &[Value]) -> String {
    let mut text = "id,date,outlet,text\n".to_owned();
    for one in documents {
        let field = |name: &str| one[name].as_str().expect("a text").to_owned();
        text.push_str(&format!(
            "{},{},{},\"{}\"\n",
            field("id"),
            field("date"),
            field("outlet"),
            field("text")
        ));
    }
    text
}

#[test]
fn every_format_gives_the_same_events() {
    let folder = Folder::new();
    let documents = ten_days();
    folder.write("a.jsonl", lines(&documents));
    folder.write("b.jsonl.gz", gzip(&lines(&documents)));
    folder.write("c.csv", csv(&documents));
    folder.write("d.json", serde_json::to_string_pretty(&documents).expect("JSON"));
    std::fs::create_dir(folder.path("e")).expect("a folder");
    folder.write("e/one.jsonl", lines(&documents[..4]));
    folder.write("e/two.csv", csv(&documents[4..]));
    for input in ["a.jsonl", "b.jsonl.gz", "c.csv", "d.json", "e"] {
        folder
            .run(&["read", input, "--archive", &format!("{input}.db")])
            .succeeds()
            .says(&["10 documents read"]);
    }
    folder
        .run_on(&lines(&documents), &["read", "-", "--archive", "stdin.db"])
        .succeeds()
        .says(&["10 new"]);
    let expected = folder.events("Russia", "Japan", "a.jsonl.db");
    assert!(5 <= expected.len(), "{} events", expected.len());
    for archive in ["b.jsonl.gz.db", "c.csv.db", "d.json.db", "e.db", "stdin.db"] {
        assert_eq!(folder.events("Russia", "Japan", archive), expected, "{archive}");
    }
}

#[test]
fn plain_text_is_dated_by_hand() {
    let folder = Folder::new();
    folder.write("note.txt", "Russia condemned Japan.");
    folder
        .run(&["read", "note.txt", "--date", "2024-03-01", "--outlet", "Freedonian Herald"])
        .succeeds()
        .says(&["1 document read"]);
    let events = folder.events("RUS", "JPN", "rapport.db");
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["known_on"], "2024-03-01");
}

#[test]
fn reading_twice_changes_nothing() {
    let folder = Folder::with_archive(&ten_days());
    let before = folder.events("Russia", "Japan", "rapport.db");
    folder.run(&["read", "news.jsonl"]).succeeds().says(&["0 new, 0 changed, 10 known before"]);
    assert_eq!(folder.events("Russia", "Japan", "rapport.db"), before);
}

#[test]
fn the_order_of_files_does_not_change_events() {
    let folder = Folder::new();
    let documents = ten_days();
    folder.write("one.jsonl", lines(&documents[..3]));
    folder.write("two.jsonl", lines(&documents[3..7]));
    folder.write("three.jsonl", lines(&documents[7..]));
    folder
        .run(&["read", "one.jsonl", "two.jsonl", "three.jsonl", "--archive", "forwards.db"])
        .succeeds();
    folder.run(&["read", "three.jsonl", "--archive", "backwards.db"]).succeeds();
    folder.run(&["read", "two.jsonl", "one.jsonl", "--archive", "backwards.db"]).succeeds();
    assert_eq!(
        folder.events("Russia", "Japan", "forwards.db"),
        folder.events("Russia", "Japan", "backwards.db")
    );
}

#[test]
fn a_changed_document_becomes_a_new_version() {
    let folder = Folder::with_archive(&[document("n", "2024-03-01", "Russia condemned Japan.")]);
    folder.write("later.jsonl", lines(&[document("n", "2024-03-05", "Russia praised Japan.")]));
    folder.run(&["read", "later.jsonl"]).succeeds().says(&["0 new, 1 changed"]);
    let types = |as_of: &str| -> Vec<Value> {
        let answer = folder
            .run(&["events", "Russia", "Japan", "--as-of", as_of, "--format", "jsonl"])
            .succeeds();
        answer.json_lines().iter().map(|event| event["type"].clone()).collect()
    };
    assert_eq!(types("2024-03-02"), ["ACCUSE"]);
    assert_eq!(types("2024-03-06"), ["SUPPORT"]);
}

#[test]
fn as_of_shows_nothing_later() {
    let folder = Folder::with_archive(&ten_days());
    folder.write("early.jsonl", lines(&ten_days()[..4]));
    folder.run(&["read", "early.jsonl", "--archive", "early.db"]).succeeds();
    let asked = |command: &str, archive: &str, format: &str| {
        folder
            .run(&[
                command,
                "Russia",
                "Japan",
                "--as-of",
                "2024-03-04",
                "--archive",
                archive,
                "--format",
                format,
            ])
            .succeeds()
            .out
    };
    for command in ["events", "timeline", "level"] {
        let lines = |archive: &str| -> Vec<Value> {
            let line = |line: &str| {
                let mut line: Value = serde_json::from_str(line).expect("JSON");
                // The two archives were not read at the same moment.
                line.as_object_mut().expect("an object").remove("recorded_at");
                line
            };
            asked(command, archive, "jsonl").lines().map(line).collect()
        };
        assert_eq!(lines("rapport.db"), lines("early.db"), "{command}");
    }
    let brief = |archive: &str| -> Value {
        let mut brief: Value =
            serde_json::from_str(&asked("brief", archive, "json")).expect("JSON");
        // The first line names the archive.
        brief.as_object_mut().expect("an object").remove("first_line");
        brief
    };
    let told = brief("rapport.db");
    assert_eq!(told, brief("early.db"));
    assert_eq!(told["newest_document"], "2024-03-04");
    for day in 5..=10 {
        assert!(!told.to_string().contains(&format!("2024-03-{day:02}")), "{told}");
    }
}

#[test]
fn a_folder_is_read_around_the_archive_that_lies_in_it() {
    let folder = Folder::with_archive(&ten_days());
    let n_left_out = |answer: &str| answer.matches("skipped: ").count();
    folder.write("rapport.db-wal", "");
    let answer = folder.run(&["read", ".", "--strict"]).succeeds().says(&["10 known before"]);
    assert_eq!(n_left_out(&answer.err), 0, "{}", answer.err);
    std::fs::copy(folder.path("rapport.db"), folder.path("other.db")).expect("ours");
    folder.write("other.db-shm", "");
    let answer = folder.run(&["read", "."]).succeeds().says(&[
        "skipped: ./other.db: it is a SQLite database",
        "skipped: ./other.db-shm: it is a SQLite database, or belongs to one",
        "2 files are no documents and were skipped",
    ]);
    assert_eq!(n_left_out(&answer.err), 2, "{}", answer.err);
    folder.run(&["read", "other.db"]).fails(3, &["other.db", "--archive"]);
}

#[test]
fn a_strict_reading_of_a_folder_passes_over_what_is_no_document() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("news")).expect("a folder");
    folder.write("news/README.md", "About these notes.");
    folder.write("news/.notes.jsonl", "");
    folder.write("news/news.jsonl", lines(&ten_days()));
    for command in ["read", "code"] {
        folder.run(&[command, "news", "--strict"]).succeeds().says(&[
            "skipped: news/README.md: its name has no ending of a format that is read",
            "skipped: news/.notes.jsonl: its name begins with a full stop",
            "2 files are no documents and were skipped",
        ]);
        folder
            .run(&[command, "news/README.md", "--strict"])
            .fails(3, &["news/README.md", "hint: "]);
    }
    folder.write("news/bad.jsonl", "{}");
    folder.run(&["read", "news", "--strict"]).fails_after_telling(3, &["news/bad.jsonl:1"]);
}

#[test]
fn a_reading_ends_with_the_pair_most_is_told_of() {
    let folder = Folder::new();
    let mut documents = ten_days();
    documents.push(document("k", "2024-03-11", "China condemned North Korea."));
    folder.write("news.jsonl", lines(&documents));
    let next = |answer: &str| -> Option<String> {
        answer.lines().find_map(|line| line.strip_prefix("next: rapport ").map(str::to_owned))
    };
    let told = next(&folder.run(&["read", "news.jsonl"]).succeeds().err);
    assert_eq!(told.as_deref(), Some("brief Japan Russia --archive rapport.db"));
    folder.write("korea.jsonl", lines(&documents[10..]));
    let told = next(&folder.run(&["read", "korea.jsonl", "--archive", "k.db"]).succeeds().err);
    assert_eq!(told.as_deref(), Some("brief China \"North Korea\" --archive k.db"));
    folder.write("calm.txt", "It rained in the hills.");
    let calm = ["read", "calm.txt", "--date", "2024-03-01", "--archive", "calm.db"];
    let answer = folder.run(&calm).succeeds().says(&["1 document read", "; 0 reports"]);
    assert_eq!(next(&answer.err), None, "{}", answer.err);
}

#[test]
fn a_strict_reading_keeps_what_stood_before_the_fault() {
    let folder = Folder::new();
    folder.write("news.jsonl", format!("{}{{\"id\":\"x\"}}\n", lines(&ten_days())));
    folder.run(&["read", "news.jsonl", "--strict"]).fails(3, &["news.jsonl:11", "hint: "]);
    folder
        .run(&["read", "news.jsonl"])
        .succeeds()
        .says(&["0 new, 0 changed, 10 known before", "1 could not be read and was skipped"]);
}
