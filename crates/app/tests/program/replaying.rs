//! `--run`: what the archive said while an older run was the newest.

use crate::support::{Answer, Folder, document, lines, ten_days};

const COMMANDS: [&[&str]; 19] = [
    &["events", "Russia", "Japan"],
    &["events", "Russia", "Japan", "--about", "--links", "--format", "json"],
    &["events", "Russia", "Japan", "--format", "csv", "--as-of", "2024-03-06"],
    &["timeline", "Russia", "Japan"],
    &["timeline", "Russia", "Japan", "--limit", "3"],
    &["timeline", "Russia", "Japan", "--source", "Freedonian Herald", "--since", "2024-03-03"],
    &["level", "Russia", "Japan"],
    &["level", "Russia", "Japan", "--step", "week", "--source", "Freedonian Herald"],
    &["level", "Russia", "Japan", "--as-of", "2024-03-05", "--format", "csv"],
    &["brief", "Russia", "Japan"],
    &["brief", "Russia", "Japan", "--format", "html"],
    &["brief", "Russia", "Japan", "--format", "json", "--as-of", "2024-03-08"],
    &["brief", "Russia", "China"],
    &["explain", "level", "Russia", "Japan"],
    &["explain", "level", "Russia", "Japan", "--on", "2024-03-07", "--format", "json"],
    &["coverage"],
    &["coverage", "Russia", "Japan", "--step", "month", "--format", "csv"],
    &["review", "--draw", "6", "--seed", "3"],
    &["review", "--draw", "4", "Russia", "--type", "SANCTION", "--until", "2024-03-09"],
];

/// What every command says of the archive, on both channels, and what is said of each of
/// these events.
fn answers(folder: &Folder, events: &[String], more: &[&str]) -> Vec<(String, String, i32)> {
    let told = |answer: Answer| (answer.out, answer.err, answer.code);
    let ask = |command: &[&str]| told(folder.run(&[command, more].concat()));
    let mut all: Vec<_> = COMMANDS.iter().map(|command| ask(command)).collect();
    // The first was corrected.
    for event in &events[..3] {
        all.push(ask(&["explain", event, "--format", "json"]));
    }
    all
}

/// Ten days coded by `early-1`, with a correction of a person's.
fn early() -> (Folder, Vec<String>) {
    let mut notes = ten_days();
    notes.push(document("c", "2024-03-05", "China praised Russia. China met Japan in Beijing."));
    let folder = Folder::with_archive(&notes);
    let archive = rusqlite::Connection::open(folder.path("rapport.db")).expect("it opens");
    archive.execute_batch("UPDATE runs SET coder = 'early-1'").expect("an earlier coder's");
    drop(archive);
    let events = folder.events("Russia", "Japan", "rapport.db");
    let ids: Vec<String> =
        events.iter().map(|event| event["id"].as_str().expect("an id").to_owned()).collect();
    correct(&folder, &["recode", &ids[0], "--type", "THREATEN"]);
    (folder, ids)
}

#[track_caller]
fn check(found: &[(String, String, i32)], expected: &[(String, String, i32)]) {
    assert_eq!(found.len(), expected.len());
    for (n, (one, other)) in found.iter().zip(expected).enumerate() {
        assert_eq!(one, other, "{:?}", COMMANDS.get(n));
    }
}

fn correct(folder: &Folder, arguments: &[&str]) {
    let signed = ["--by", "Flavia", "--reason", "read the article"];
    folder.run(&[&["correct"], arguments, &signed].concat()).succeeds();
}

#[test]
fn a_replay_prints_what_was_printed_while_the_run_was_the_newest() {
    let (folder, events) = early();
    let then = answers(&folder, &events, &[]);
    assert!(then.iter().all(|(out, _, code)| !out.is_empty() && *code == 0), "{then:?}");

    // Another coder reads it all anew and sees other things; more is read, some of it corrects
    // what both have read; and people go on correcting.
    folder.run(&["read", "news.jsonl", "--recode"]).succeeds();
    let archive = rusqlite::Connection::open(folder.path("rapport.db")).expect("it opens");
    archive
        .execute_batch(
            "UPDATE reports SET json = replace(replace(json, '\"SANCTION\"', '\"ASSAULT\"'), '\"reported\"', '\"alleged\"')
             WHERE run = 2",
        )
        .expect("a coder that sees other things");
    drop(archive);
    let later = [
        document("n3", "2024-03-04", "Russia accepted a proposal of Japan."),
        document("n6", "2024-03-09", "Japan accused Russia of spying."),
        document("z", "2024-04-02", "Japan expelled two Russian diplomats."),
        document("z2", "2024-03-03", "Russia attacked Japan. China condemned Russia."),
    ];
    folder.write("later.jsonl", lines(&later));
    folder.run(&["read", "later.jsonl"]).succeeds();
    correct(&folder, &["drop", "n8:0:0"]);
    correct(&folder, &["undo", "1"]);

    let now = answers(&folder, &events, &[]);
    check(&answers(&folder, &events, &["--run", "2"]), &now);
    check(&answers(&folder, &events, &["--run", "early-1"]), &then);
    let brief = ["brief", "Russia", "Japan", "--run"];
    let by_number = folder.run(&[&brief[..], &["1"]].concat()).succeeds();
    assert_eq!(by_number.out, folder.run(&[&brief[..], &["early-1"]].concat()).succeeds().out);
    let same = now.iter().zip(&then).filter(|(one, other)| one == other).count();
    assert_eq!(same, 0, "the newest answers otherwise");
}

#[test]
fn an_unknown_run_names_those_there_are() {
    let (folder, events) = early();
    folder.run(&["read", "news.jsonl", "--recode"]).succeeds();
    let one_of_each = [0, 3, 6, 9, 13, 15, 17].map(|n| COMMANDS[n]);
    for command in one_of_each.into_iter().chain([&["explain", &events[0]][..]]) {
        let answer = folder.run(&[command, &["--run", "early-7"]].concat());
        answer.fails(2, &["no run \"early-7\"", "hint: its runs are: 1 (early-1), 2 ("]);
    }
    assert_eq!(folder.run(&["review", "--verdicts", "x.csv", "--run", "1"]).code, 2);
    // The sample has one run.
    let empty = Folder::new();
    let sample = ["events", "Russia", "North Korea"];
    let replayed = empty.run(&[&sample[..], &["--run", "1"]].concat()).succeeds();
    assert_eq!(replayed.out, empty.run(&sample).succeeds().out);
}
