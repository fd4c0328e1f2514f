//! The main job: a cited brief from the built-in sample, in every format.

use crate::support::Folder;
use serde_json::Value;
use std::collections::HashMap;

const SAYS_SAMPLE: &str = "built-in sample";

fn notes() -> HashMap<String, Value> {
    include_str!("../../../../data/sample/notes.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a note"))
        .map(|note| (note["id"].as_str().expect("an id").to_owned(), note))
        .collect()
}

#[test]
fn first_and_last_line_say_sample_in_every_format() {
    let folder = Folder::new();
    for format in ["text", "md", "html", "json"] {
        let answer = folder.run(&["brief", "Russia", "North Korea", "--format", format]).succeeds();
        let lines = answer.lines();
        for line in [lines[0], lines[lines.len() - 1]] {
            assert!(line.contains(SAYS_SAMPLE), "{format}: {line}");
        }
    }
    assert!(!folder.path("rapport.db").exists(), "asking creates no archive");
}

#[test]
fn every_quote_stands_verbatim_in_a_note_that_was_checked() {
    let folder = Folder::new();
    let notes = notes();
    let brief =
        folder.run(&["brief", "Russia", "North Korea", "--format", "json"]).succeeds().json();
    let mut n_citations = 0;
    for section in brief["sections"].as_array().expect("sections") {
        for sentence in section["sentences"].as_array().expect("sentences") {
            let citations = sentence["citations"].as_array().expect("citations");
            assert!(!citations.is_empty(), "no source: {sentence}");
            for citation in citations {
                let note = &notes[citation["document"].as_str().expect("a document")];
                let quote = citation["quote"].as_str().expect("a quote");
                assert!(note["text"].as_str().expect("text").contains(quote), "{quote}");
                assert_eq!(citation["date"], note["date"]);
                assert_ne!(note["checked_against"], "memory", "{quote}");
                n_citations += 1;
            }
        }
    }
    assert!(10 < n_citations, "{n_citations}");
    let words = brief["words"].as_u64().expect("words");
    assert!((200..=450).contains(&words), "{words} words");
}

#[test]
fn names_codes_and_cases_ask_the_same_question() {
    let folder = Folder::new();
    let asked = |a, b| folder.run(&["brief", a, b]).succeeds().out;
    let expected = asked("Russia", "North Korea");
    for (a, b) in [("RUS", "PRK"), ("rus", "DPRK"), ("russia", "north korea")] {
        assert_eq!(asked(a, b), expected);
    }
}

#[test]
fn html_needs_nothing_from_outside() {
    let page =
        Folder::new().run(&["brief", "Russia", "North Korea", "--format", "html"]).succeeds().out;
    assert!(page.contains("<svg"));
    for outside in ["<script src", "<link", "@import", "src=\"http"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_brief_of_strangers_says_too_little_and_is_no_failure() {
    let answer = Folder::new().run(&["brief", "Fiji", "Bolivia"]).succeeds();
    assert!(answer.out.contains("Too little to say"), "{}", answer.out);
    let lines = answer.lines();
    assert!(lines[0].contains(SAYS_SAMPLE) && lines[lines.len() - 1].contains(SAYS_SAMPLE));
}
