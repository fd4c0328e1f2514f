//! `rapport eval`: a figure in percent first, and a clear word where data is missing.

use crate::support::{Folder, document, lines, ten_days};
use serde_json::json;

#[test]
fn plv_scores_types_of_given_pairs() {
    let folder = Folder::new();
    folder.write(
        "pairs.tsv",
        "sentence\tsource\ttarget\tgold_root\n\
         Russia condemned Japan.\tRussia\tJapan\tACCUSE\n\
         The Freedonian army bombed Ruritania.\tThe Freedonian army\tRuritania\tASSAULT\n",
    );
    let answer = folder.run(&["eval", "plv", "pairs.tsv", "--predictions", "told.tsv"]).succeeds();
    assert!(answer.out.starts_with("plv root 100.00 (2 rows)\n"), "{}", answer.out);
    let told = std::fs::read_to_string(folder.path("told.tsv")).expect("predictions");
    assert_eq!(told.lines().count(), 2, "{told}");
    folder.run(&["eval", "plv", "none.tsv"]).fails(3, &["none.tsv", "hint: "]);
    folder.write("other.tsv", "a\tb\n1\t2\n");
    folder.run(&["eval", "plv", "other.tsv"]).fails(3, &["other.tsv", "`sentence`", "hint: "]);
}

#[test]
fn verdicts_give_shares_and_the_commonest_errors() {
    let folder = Folder::new();
    folder.write(
        "verdicts.csv",
        "id,source,type,error\na,1,1,\nb,1,0,wrong type\nc,0,0,wrong type\nd,1,1,\n",
    );
    let out = folder.run(&["eval", "verdicts", "verdicts.csv"]).succeeds().out;
    assert!(
        out.contains("verdicts source 75.00 (3 of 4")
            && out.contains("verdicts type 50.00 (2 of 4"),
        "{out}"
    );
    assert!(out.contains("error: 2 wrong type"), "{out}");
    folder.write("bad.csv", "id,source\na,maybe\n");
    folder.run(&["eval", "verdicts", "bad.csv"]).fails(3, &["bad.csv:2", "maybe", "hint: "]);
    folder.run(&["eval", "verdicts", "none.csv"]).fails(3, &["none.csv", "hint: "]);
}

#[test]
fn citations_of_the_sample_brief_hold() {
    let folder = Folder::new();
    let brief = folder.run(&["brief", "Russia", "North Korea", "--format", "json"]).succeeds().out;
    folder.write("brief.json", &brief);
    let answer = folder.run(&["eval", "citations", "brief.json"]).succeeds();
    assert!(answer.out.starts_with("citations 100.00 ("), "{}", answer.out);
    folder.write("forged.json", brief.replace("Vladimir Putin", "Rufus T. Firefly"));
    let forged =
        folder.run(&["eval", "citations", "forged.json"]).fails(1, &["citations break a rule"]);
    assert!(forged.out.contains("fault: "), "{}", forged.out);
    folder.write("no.json", "{}");
    folder.run(&["eval", "citations", "no.json"]).fails(3, &["no.json", "hint: "]);
}

#[test]
fn a_citation_that_does_not_name_both_actors_is_a_fault() {
    let folder = Folder::with_archive(&ten_days());
    let brief = folder.run(&["brief", "Russia", "Japan", "--format", "json"]).succeeds().out;
    folder.write("brief.json", &brief);
    let asked = |file: &str| folder.run(&["eval", "citations", file, "--archive", "rapport.db"]);
    assert!(asked("brief.json").succeeds().out.starts_with("citations 100.00 ("));
    folder.write("forged.json", brief.replace("\"JPN\"", "\"CHN\""));
    let forged = asked("forged.json").fails(1, &["citations break a rule"]);
    assert!(forged.out.contains("Who: document n4 does not name CHN"), "{}", forged.out);
}

#[test]
fn sample_says_what_data_is_missing() {
    let folder = Folder::new();
    folder.run(&["eval", "sample", "data"]).fails(3, &["data: no such folder", "hint: "]);
    std::fs::create_dir(folder.path("data")).expect("a folder");
    let answer = folder.run(&["eval", "sample", "data"]).succeeds();
    assert!(answer.out.starts_with("sample 0.00 (0 of "), "{}", answer.out);
    assert!(
        answer.out.contains("missing: ") && answer.out.contains("\n0 faults"),
        "{}",
        answer.out
    );
}

/// Items, and what is marked in two of them by hand; of the second, only its title.
fn marked() -> (Folder, String) {
    let folder = Folder::new();
    let items = [
        document("a", "2024-03-01", "Russia condemned Japan in Oslo. French troops met gunmen."),
        json!({"id": "b", "date": "2024-03-02", "title": "Boeing sues China", "text": "Peru met Chile."}),
        document("c", "2024-03-03", "Nobody marked this."),
    ];
    std::fs::create_dir(folder.path("news")).expect("a folder");
    folder.write("news/items.jsonl", lines(&items));
    let mark = |start: usize, end: usize, actor: &str, role: Option<&str>, kind: &str| json!({"span": [start, end], "head": [start, end], "actor": actor, "role": role, "kind": kind});
    let labels = [
        json!({"item": "a", "date": "2024-03-01", "until": 57, "mentions": [
            mark(0, 6, "RUS", None, "full"),
            mark(17, 22, "CHN", None, "full"),
            mark(32, 45, "FRA", Some("COP"), "full"),
            mark(50, 56, "NOR", Some("REB"), "bare"),
        ]}),
        json!({"item": "b", "date": "2024-03-02", "until": 17, "mentions": [
            mark(0, 6, "USA", Some("BUS"), "private"),
            mark(7, 11, "name:Sues", None, "full"),
            mark(12, 17, "CHN", None, "full"),
        ]}),
    ];
    (folder, lines(&labels))
}

#[test]
fn mentions_are_scored_against_what_was_marked_by_hand() {
    let (folder, labels) = marked();
    folder.write("labels.jsonl", &labels);
    let asked = ["eval", "actors", "labels.jsonl", "news", "--predictions", "errors.tsv"];
    let out = folder.run(&asked).succeeds().out;
    assert!(out.contains("actors recall 80.00 (4 of 5; 95 % "), "{out}");
    assert!(out.contains("actors actor 75.00 (3 of 4; 95 % "), "{out}");
    assert!(out.contains("actors role 75.00 (3 of 4; 95 % "), "{out}");
    assert!(out.contains("actors news recall 80.00 (4 of 5"), "{out}");
    assert!(out.contains("\nitems: 2 of 2\n"), "{out}");
    assert!(out.contains("error: 1 wrong actor: another state\n"), "{out}");
    assert!(out.contains("error: 1 wrong role: MIL, not COP\n"), "{out}");
    let errors = std::fs::read_to_string(folder.path("errors.tsv")).expect("errors");
    let is_told = |error: &str| errors.lines().any(|line| line.starts_with(error));
    assert!(
        is_told("a\tnews\twrong actor: another state\t17\tJapan\tCHN\tJPN (Japan)\t"),
        "{errors}"
    );
    assert!(
        is_told("b\tnews\tmissed: nothing found, no id in the tables\t7\tsues\tname:Sues\t\t"),
        "{errors}"
    );
    // What stands after `until`, or is not marked at all, is no error.
    assert!(!errors.contains("\tPeru\t") && !errors.contains("\tBoeing\t"), "{errors}");
}

#[test]
fn actors_say_what_labels_or_data_are_missing() {
    let (folder, labels) = marked();
    folder.write("labels.jsonl", &labels);
    folder.write("other.jsonl", lines(&[document("z", "2024-03-01", "Russia condemned Japan.")]));
    let asked = |labels: &str, data: &str| folder.run(&["eval", "actors", labels, data]);
    asked("labels.jsonl", "none").fails(3, &["none", "hint: "]);
    asked("none.jsonl", "news").fails(3, &["none.jsonl", "hint: "]);
    asked("labels.jsonl", "other.jsonl")
        .fails(3, &["other.jsonl: none of the 2 items of labels.jsonl", "gold/mentions/README.md"]);
    folder.write("broken.jsonl", "{\"item\": 1}\n");
    asked("broken.jsonl", "news").fails(3, &["broken.jsonl:1: ", "hint: "]);
    folder.write("outside.jsonl", labels.replace("[17,22]", "[17,220]"));
    asked("outside.jsonl", "news").fails(3, &["item a: [17, 220] is no span", "hint: "]);
    folder.write(
        "more.jsonl",
        labels.clone() + &labels.replace("\"b\"", "\"y\"").replace("\"a\"", "\"x\""),
    );
    let answer = asked("more.jsonl", "news").succeeds().says(&["missing: 2 of 4 items", "`x`"]);
    assert!(answer.out.contains("\nitems: 2 of 4\n"), "{}", answer.out);
}

/// Four items, and the events labelled in them by hand.
fn labelled() -> (Folder, String) {
    let folder = Folder::new();
    let items = [
        document("a", "2024-03-01", "Russia condemned Japan."),
        document("b", "2024-03-02", "The foreign ministers of Russia and Japan met in Moscow."),
        document("c", "2024-03-03", "Japan imposed sanctions on Russia."),
        document("d", "2024-03-04", "Russia praised Japan."),
    ];
    folder.write("news.jsonl", lines(&items));
    let actors = json!([
        {"start": 0, "end": 6, "actor": "RUS", "role": "GOV"},
        {"start": 17, "end": 22, "actor": "JPN", "role": null},
    ]);
    let event = |source: usize, target: usize, kind: &str, day: &str| {
        json!({"source": source, "target": target, "type": kind, "certainty": "reported",
            "attributed_to": null, "from": day, "to": day, "trigger": [7, 16],
            "background": false, "main": true, "act": null, "about": []})
    };
    let labels = [
        json!({"item": "a", "actors": actors, "events": [event(0, 1, "ACCUSE", "2024-03-01")]}),
        json!({"item": "b", "actors": actors, "events": [
            event(0, 1, "CONSULT", "2024-03-02"), event(1, 0, "CONSULT", "2024-03-02")]}),
        json!({"item": "c", "actors": actors, "events": [
            event(1, 0, "COERCE", "2024-03-03"), event(0, 1, "ACCUSE", "2024-03-03")]}),
        json!({"item": "d", "actors": [], "events": []}),
    ];
    (folder, lines(&labels))
}

#[test]
fn reports_are_scored_against_events_labelled_by_hand() {
    let (folder, labels) = labelled();
    folder.write("labels.jsonl", &labels);
    let asked = ["eval", "coder", "labels.jsonl", "news.jsonl", "--predictions", "errors.tsv"];
    let out = folder.run(&asked).succeeds().out;
    // The meeting counts one on each side, though it is two reports and two events.
    for line in [
        "coder whole precision 50.00 (2 of 4; 95 % ",
        "coder whole recall 50.00 (2 of 4; 95 % ",
        "coder triple F1 50.00 (95 % ",
        "coder pair precision 75.00 (3 of 4; ",
        "coder pair recall 75.00 (3 of 4; ",
        "coder quiet 100.00 (1 in 1; ",
        "coder certainty 100.00 (2 of 2; ",
        "coder attribution - (none)",
        "coder CONSULT whole recall 100.00 (1 of 1; ",
        "coder ACCUSE triple recall 50.00 (1 of 2; ",
        "items: 4 of 4",
        "error: 1 extra",
        "error: 1 missed",
        "error: 1 wrong type: SANCTION, not COERCE",
    ] {
        assert!(out.lines().any(|told| told.starts_with(line)), "{line} in {out}");
    }
    let errors = std::fs::read_to_string(folder.path("errors.tsv")).expect("errors");
    assert_eq!(errors.lines().count(), 4, "{errors}");
    assert!(errors.contains("d\tnews\textra\t\tRUS SUPPORT JPN, reported"), "{errors}");
    assert_eq!(folder.run(&asked).succeeds().out, out, "the draws are the same each time");
}

#[test]
fn coder_says_what_is_wrong_with_labels() {
    let (folder, labels) = labelled();
    let asked = |file: &str| folder.run(&["eval", "coder", file, "news.jsonl"]);
    folder.write("far.jsonl", labels.replace("\"source\":0", "\"source\":7"));
    asked("far.jsonl").fails(3, &["item a: actor 7 of 2", "hint: "]);
    folder.write("type.jsonl", labels.replace("ACCUSE", "GRUMBLE"));
    asked("type.jsonl").fails(3, &["type.jsonl:1: ", "GRUMBLE", "gold/corpus/README.md"]);
    folder.write("empty.jsonl", "\n");
    asked("empty.jsonl").fails(3, &["empty.jsonl: no labels", "hint: "]);
}

/// A tar of one small document in TimeML under each of some names.
fn marked_up(names: &[&str], document: &str) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for name in names {
        let mut header = tar::Header::new_gnu();
        header.set_size(document.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        tar.append_data(&mut header, name, document.as_bytes()).expect("an entry");
    }
    tar.into_inner().expect("a tar")
}

#[test]
fn times_scores_both_halves_and_shows_errors_of_one() {
    let folder = Folder::new();
    let names = ["a.tml", "b.tml", "c.tml", "d.tml", "e.tml", "f.tml", "testpipeline/g.tml"];
    let document = r#"<TimeML>
<DCT><TIMEX3 type="DATE" value="2024-06-19">today</TIMEX3></DCT>
<TEXT>Freedonia and Ruritania met on <TIMEX3 type="DATE" value="2024-06-17">Monday</TIMEX3>.
They are <TIMEX3 type="DATE" value="PRESENT_REF">now</TIMEX3> at peace.</TEXT>
</TimeML>"#;
    folder.write("marked.tar", marked_up(&names, document));
    let answer =
        folder.run(&["eval", "times", "marked.tar", "--predictions", "told.tsv"]).succeeds();
    assert!(answer.out.starts_with("times value accuracy 100.00 ("), "{}", answer.out);
    let told = std::fs::read_to_string(folder.path("told.tsv")).expect("predictions");
    assert_eq!(told.lines().count(), 1 + 2 * 6, "{told}");
    let (shown, sealed): (Vec<_>, Vec<_>) =
        told.lines().skip(1).partition(|line| line.contains("right"));
    assert!(!shown.is_empty() && !sealed.is_empty(), "{told}");
    assert!(sealed.iter().all(|line| !line.contains("Monday")), "{told}");
    folder.run(&["eval", "times", "none.tar"]).fails(3, &["none.tar", "hint: "]);
    folder.write("bad.tar", marked_up(&["x.tml"], "<TimeML><TEXT>x</TEXT></TimeML>"));
    folder.run(&["eval", "times", "bad.tar"]).fails(3, &["bad.tar: x.tml", "DCT", "hint: "]);
}
