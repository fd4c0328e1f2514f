//! `rapport eval`: a figure in percent first, and a clear word where data is missing.

use crate::support::{Folder, ten_days};

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
    assert!(forged.out.contains("Who: document n9 does not name CHN"), "{}", forged.out);
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
