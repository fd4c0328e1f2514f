//! What a long paper tells, in our own sentences.

use rapport_coding::{Coder, NewsCoder};
use rapport_record::{Document, Report};
use std::sync::LazyLock;

static CODER: LazyLock<NewsCoder> = LazyLock::new(NewsCoder::embedded);

/// A sentence without a state in it, so often that a text becomes a paper.
const FILLER: &str =
    "The chapter weighs how supply chains age and how much of a budget goes to repairs. ";
const FILLERS: usize = 90;

/// The reports of a text, read as a paper of 21 November 2022.
fn of_paper(text: &str) -> Vec<Report> {
    of(&format!("{}\n\n{text}", FILLER.repeat(FILLERS)))
}

fn of(text: &str) -> Vec<Report> {
    let document = Document::plain("p1", "2022-11-21".parse().expect("a day"), text);
    CODER.code(&document).reports
}

fn days(report: &Report) -> String {
    format!("{} {}", report.happened_on.from, report.happened_on.to)
}

#[test]
fn advice_and_scenarios_are_told_as_news_only_in_news() {
    let deed = "Russia shells two towns in Ukraine.";
    assert!(!of(deed).is_empty());
    assert!(!of_paper(&format!("### Background\n\n{deed}")).is_empty());
    assert!(of_paper(&format!("### Recommendations\n\n{deed}")).is_empty());
    assert!(of_paper(&format!("In this scenario the talks fail. {deed}")).is_empty());
    assert!(of_paper(&format!("It is the winter of 2027. {deed}")).is_empty());
}

#[test]
fn what_a_paper_only_names_is_no_deed_of_its_own() {
    for text in ["The UN sanctions on North Korea hurt many.", "Russia will invade Georgia."] {
        assert!(!of(text).is_empty(), "{text}");
        assert!(of_paper(text).is_empty(), "{text}");
    }
}

#[test]
fn a_deed_in_a_paper_has_the_time_it_is_told_of() {
    let all = of_paper("In May 2021, Russia again attacked Ukraine with missiles.");
    assert_eq!(days(&all[0]), "2021-05-01 2021-05-31");
    let all = of_paper("In September 2019 Kim Jong Un went to Russia. He met Vladimir Putin.");
    let meeting = all.last().expect("the meeting");
    assert_eq!(days(meeting), "2019-09-01 2019-09-30");
    let all = of_paper("Russia has attacked Ukraine with missiles.");
    assert_eq!(days(&all[0]), "2021-11-21 2022-11-21");
}
