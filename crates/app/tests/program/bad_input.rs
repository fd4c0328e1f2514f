//! What cannot be read or asked: place, value, way out, and the exit code.

use crate::support::{Folder, document, lines, ten_days};
use flate2::{Compression, write::GzEncoder};
use std::io::{BufRead, BufReader, Write};

/// Reads one file with this content, alone, into an archive that is then not created.
#[track_caller]
fn refused(name: &str, content: &[u8], said: &[&str]) {
    let folder = Folder::new();
    folder.write(name, content);
    folder.run(&["read", name]).fails(3, &[name, "hint: "]).says(said);
    assert!(!folder.path("rapport.db").exists(), "nothing was read, so nothing is created");
}

/// Reads a file of which one line is bad: that is told, the rest is kept, and `--strict` stops.
#[track_caller]
fn one_skipped(name: &str, content: &[u8], said: &[&str]) {
    let folder = Folder::new();
    folder.write(name, content);
    folder
        .run(&["read", name])
        .succeeds()
        .says(said)
        .says(&["1 could not be read and was skipped", "1 new"]);
    folder.run(&["code", name, "--strict"]).fails(3, said);
}

fn good_line() -> String {
    lines(&[document("good", "2024-03-01", "Russia condemned Japan.")])
}

#[test]
fn an_empty_file_is_named() {
    refused("empty.jsonl", b"", &["the file is empty"]);
}

#[test]
fn a_binary_file_is_refused() {
    refused("picture.jsonl", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0", &["no text"]);
}

#[test]
fn plain_text_without_a_date_asks_for_one() {
    refused("note.txt", b"Russia condemned Japan.", &["--date YYYY-MM-DD"]);
}

#[test]
fn a_missing_file_is_named() {
    Folder::new()
        .run(&["read", "missing.jsonl"])
        .fails(3, &["missing.jsonl: there is no such file", "hint: check the path"]);
}

#[test]
fn an_empty_folder_says_what_would_be_read() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("news")).expect("a folder");
    folder.run(&["read", "news"]).fails(3, &["news", "hint: name files ending in"]);
}

#[test]
fn a_line_that_is_no_utf8_is_placed_and_skipped() {
    let bad =
        [b"{\"id\":\"b\",\"date\":\"2024-03-02\",\"text\":\"caf\xe9\"}\n", good_line().as_bytes()]
            .concat();
    one_skipped("news.jsonl", &bad, &["news.jsonl:1", "0xE9", "hint: ", "iconv"]);
}

#[test]
fn a_very_long_line_is_skipped_and_the_limit_told() {
    let long = document("long", "2024-03-02", &"a".repeat(20_000_000));
    let text = format!("{long}\n{}", good_line());
    one_skipped(
        "news.jsonl",
        text.as_bytes(),
        &["news.jsonl:1", "20000", "16777216 are read at most", "hint: "],
    );
}

#[test]
fn json_without_text_is_skipped() {
    let text = format!("{}{}", "{\"id\":\"b\",\"date\":\"2024-03-02\"}\n", good_line());
    one_skipped(
        "news.jsonl",
        text.as_bytes(),
        &["news.jsonl:1", "`text`, `summary` and `title`", "hint: "],
    );
}

#[test]
fn a_day_that_is_none_is_told_with_its_value() {
    let text = format!(
        "{}{}",
        lines(&[document("b", "2024-13-45", "Russia praised Japan.")]),
        good_line()
    );
    one_skipped("news.jsonl", text.as_bytes(), &["news.jsonl:1", "2024-13-45"]);
    Folder::new()
        .run(&["read", "x.txt", "--date", "2024-13-45"])
        .fails(2, &["2024-13-45", "YYYY-MM-DD"]);
}

#[test]
fn a_gzip_that_ends_early_gives_what_stood_before() {
    let folder = Folder::new();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    for n in 0..4_000_u64 {
        // Numbers that do not repeat, so that half of the file is half of the text.
        let noise = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let text = lines(&[document(
            &format!("{n}"),
            "2024-03-01",
            &format!("Russia condemned Japan. {noise:x}"),
        )]);
        packed.write_all(text.as_bytes()).expect("in memory");
    }
    let packed = packed.finish().expect("in memory");
    folder.write("news.jsonl.gz", &packed[..packed.len() / 2]);
    folder.run(&["read", "news.jsonl.gz"]).succeeds().says(&[
        "the compressed file ends early",
        "hint: fetch the file again",
        "1 could not be read",
    ]);
    assert_eq!(folder.events("Russia", "Japan", "rapport.db").len(), 1);
    folder.run(&["read", "news.jsonl.gz", "--strict"]).fails(3, &["ends early"]);
    refused("news.jsonl.gz", &packed[..12], &["ends before any text"]);
}

#[test]
fn files_out_of_which_not_one_document_is_read_fail() {
    let folder = Folder::new();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    let noise: String =
        (0..20_000_u64).map(|n| format!("{:x} ", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let long = lines(&[document("long", "2024-03-01", &noise)]);
    packed.write_all(long.as_bytes()).expect("in memory");
    let packed = packed.finish().expect("in memory");
    folder.write("cut.jsonl.gz", &packed[..packed.len() / 2]);
    folder.write("bad.csv", "id,date,text\n1,2024-13-45,Russia praised Japan.\n");
    folder.write("none.csv", "id,date,text\n");
    folder.write("none.json", "[]");
    folder.write("empty.jsonl", "");
    folder.write("vetoes.csv", "date,draft,agenda_item,crisis_topic,member_veto1,member_veto2,member_veto3\n13/45/2021,S/1,The ferry,Japan,Russia,,\n");
    let fails = |arguments: &[&str], said: &[&str]| {
        let answer = folder.run(arguments).says(said).says(&["not one document could be read"]);
        assert_eq!(answer.code, 3, "{arguments:?}: {}", answer.err);
    };
    for (name, said) in [
        ("cut.jsonl.gz", "ends early"),
        ("bad.csv", "2024-13-45"),
        ("none.csv", "hint: "),
        ("none.json", "hint: "),
    ] {
        for command in ["read", "code"] {
            fails(&[command, name], &[name, said]);
        }
    }
    assert!(!folder.path("rapport.db").exists(), "nothing was read, so nothing is created");
    fails(&["read", "empty.jsonl", "bad.csv"], &["2 could not be read and were skipped"]);
    fails(&["read", "--table", "vetoes", "vetoes.csv"], &["vetoes.csv:2"]);
    folder.write("news.jsonl", good_line());
    folder.run(&["read", "bad.csv", "news.jsonl"]).succeeds().says(&["1 new"]);
    folder.run(&["read", "bad.csv", "news.jsonl"]).succeeds().says(&["1 known before"]);
}

#[test]
fn a_document_of_a_day_to_come_is_warned_of() {
    let folder = Folder::new();
    let (ahead, later) = ("2930-06-19", "2931-01-01");
    let text = [document("a", ahead, "Russia praised Japan."), document("b", later, "A.")];
    folder.write("news.jsonl", lines(&text));
    folder.run(&["read", "news.jsonl"]).succeeds().says(&[
        "note: 2 documents are dated after today",
        "--as-of",
        later,
    ]);
    folder.run(&["events", "Russia", "Japan"]).fails(4, &[]);
    folder.run(&["events", "Russia", "Japan", "--as-of", ahead]).succeeds();
    folder.write("news.jsonl", good_line());
    let answer = folder.run(&["read", "news.jsonl"]).succeeds();
    assert!(!answer.err.contains("after today"), "{}", answer.err);
}

#[test]
fn among_several_files_a_bad_one_is_skipped() {
    let folder = Folder::new();
    folder.write("empty.jsonl", "");
    folder.write("news.jsonl", good_line());
    let answer = folder.run(&["read", "empty.jsonl", "news.jsonl"]).succeeds();
    answer.says(&[
        "skipped: empty.jsonl: the file is empty",
        "1 new",
        "1 could not be read and was skipped",
    ]);
}

#[test]
fn an_unknown_country_gets_did_you_mean() {
    let folder = Folder::new();
    for command in ["brief", "events", "timeline", "level"] {
        folder.run(&[command, "Rusia", "Japan"]).fails(2, &["Rusia", "did you mean Russia?"]);
    }
    folder.run(&["actor", "Rusia"]).fails(2, &["did you mean Russia?"]);
    folder.run(&["brief", "", "Japan"]).fails(2, &["hint: "]);
    folder.run(&["brief", "Xyzzyland", "Japan"]).fails(2, &["Xyzzyland", "hint: "]);
}

#[test]
fn an_actor_is_not_asked_about_itself() {
    Folder::new()
        .run(&["brief", "RUS", "Russia"])
        .fails(2, &["the same actor", "hint: name two different actors"]);
}

#[test]
fn until_before_since_is_wrong_use() {
    let asked = ["brief", "Russia", "Japan", "--since", "2024-02-01", "--until", "2024-01-01"];
    Folder::new().run(&asked).fails(2, &["2024-01-01", "2024-02-01", "hint: swap"]);
}

#[test]
fn an_empty_answer_has_its_own_exit_code() {
    let folder = Folder::with_archive(&ten_days());
    for command in ["events", "timeline", "level"] {
        folder.run(&[command, "Fiji", "Bolivia"]).fails(4, &["Fiji", "Bolivia", "hint: "]);
    }
    folder.run(&["explain", "0123456789abcdef"]).fails(4, &["0123456789abcdef", "hint: "]);
}

#[test]
fn an_archive_that_is_not_there_is_named() {
    Folder::new()
        .run(&["brief", "Russia", "Japan", "--archive", "no.db"])
        .fails(3, &["no.db", "hint: "]);
}

#[test]
fn a_newer_archive_is_left_alone() {
    let folder = Folder::with_archive(&ten_days());
    let archive = rusqlite::Connection::open(folder.path("rapport.db")).expect("it opens");
    archive.pragma_update(None, "user_version", 99).expect("it can be set");
    drop(archive);
    folder.run(&["brief", "Russia", "Japan"]).fails(3, &["rapport.db", "99", "hint: "]);
    folder.run(&["read", "news.jsonl"]).fails(3, &["rapport.db", "99", "hint: "]);
    folder.run(&["doctor"]).fails(3, &["rapport.db", "99", "hint: "]);
}

#[test]
fn another_file_is_no_archive_and_stays_as_it_is() {
    let folder = Folder::new();
    folder.write("news.jsonl", good_line());
    folder.write("letter.db", "Dear reader, this is no archive.\n".repeat(100));
    folder
        .run(&["events", "Russia", "Japan", "--archive", "letter.db"])
        .fails(3, &["letter.db", "no Rapport archive", "hint: "]);
    folder
        .run(&["read", "news.jsonl", "--archive", "letter.db"])
        .fails(3, &["letter.db", "hint: "]);
    let kept = std::fs::read_to_string(folder.path("letter.db")).expect("it is there");
    assert!(kept.starts_with("Dear reader"));
    let database = rusqlite::Connection::open(folder.path("other.db")).expect("it can be made");
    database.execute_batch("CREATE TABLE stamps (year INTEGER)").expect("it can be written");
    drop(database);
    folder.run(&["read", "news.jsonl", "--archive", "other.db"]).fails(3, &["other.db", "hint: "]);
    folder.run(&["read", "news.jsonl", "--archive", "."]).fails(3, &["folder", "hint: "]);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_told_and_can_still_be_asked() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    let folder = Folder::with_archive(&ten_days());
    let allow = |name: &str, mode| {
        set_permissions(folder.path(name), Permissions::from_mode(mode)).expect("ours")
    };
    allow("rapport.db", 0o444);
    allow("news.jsonl", 0o444);
    allow(".", 0o555);
    let is_root = std::fs::File::create(folder.path("probe")).is_ok();
    let run = |arguments: &[&str]| {
        let mut command = folder.command(arguments);
        if is_root {
            // Root may write anywhere; nobody may not.
            command.uid(65_534).gid(65_534);
        }
        command.output()
    };
    match run(&["read", "news.jsonl", "--archive", "new.db"]) {
        Ok(output) => {
            crate::support::Answer::from(output).fails(1, &["new.db", "hint: "]);
            crate::support::Answer::from(run(&["read", "news.jsonl"]).expect("it ran before"))
                .fails(1, &["rapport.db", "hint: "]);
            let answer = crate::support::Answer::from(
                run(&["events", "Russia", "Japan"]).expect("it ran before"),
            );
            assert!(5 <= answer.succeeds().json_lines().len());
        }
        Err(error) => eprintln!("skipped: the program cannot be started as another user ({error})"),
    }
    allow(".", 0o755);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = Folder::new();
    let many: Vec<_> = (0..3_000)
        .map(|n| {
            document(
                &format!("{n}"),
                &format!("2024-{:02}-{:02}", n % 12 + 1, n % 28 + 1),
                &format!("Russia condemned Japan. {n}"),
            )
        })
        .collect();
    folder.write("news.jsonl", lines(&many));
    folder.run(&["read", "news.jsonl"]).succeeds();
    let asked: [&[&str]; 6] = [
        &["code", "news.jsonl"],
        &["code", "news.jsonl", "--mentions"],
        &["events", "Russia", "Japan", "--format", "csv"],
        &["events", "Russia", "Japan", "--format", "json"],
        &["timeline", "Russia", "Japan", "--format", "jsonl"],
        &["level", "Russia", "Japan", "--step", "week", "--format", "table"],
    ];
    for arguments in asked {
        let mut child = folder.piped(folder.command(arguments));
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut first).expect("a line");
        let ended: crate::support::Answer = child.wait_with_output().expect("it ends").into();
        assert!(!first.is_empty());
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn wrong_use_says_how() {
    let folder = Folder::new();
    folder.run(&["brief", "Russia"]).fails(2, &["<B>", "Usage: rapport brief"]);
    folder.run(&["bref", "Russia", "Japan"]).fails(2, &["brief"]);
    folder.run(&["read", "x.csv", "--table", "nosuch"]).fails(2, &["nosuch", "atop-alliances"]);
    folder.run(&["brief", "Russia", "Japan", "--format", "pdf"]).fails(2, &["pdf", "html"]);
}
