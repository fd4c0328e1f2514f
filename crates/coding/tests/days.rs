//! On which day a deed happened, in our own sentences: of the first report of a document.

use rapport_coding::{Coder, NewsCoder};
use rapport_record::{Document, Report};
use std::sync::LazyLock;

static CODER: LazyLock<NewsCoder> = LazyLock::new(NewsCoder::embedded);

fn reports(title: Option<&str>, text: &str) -> Vec<Report> {
    let plain = Document::plain("n1", "2022-11-21".parse().expect("a day"), text);
    let document = Document { title: title.map(str::to_owned), ..plain };
    CODER.code(&document).reports
}

#[track_caller]
fn check(title: Option<&str>, text: &str, expected: &str) {
    let all = reports(title, text);
    let dated = all.first().expect("a report").happened_on;
    assert_eq!(format!("{} {} {}", dated.from, dated.to, dated.known_from.as_str()), expected);
}

#[test]
fn the_lead_dates_the_headline() {
    let headline = Some("Russia shells hospital in Kherson");
    check(
        headline,
        "Russian guns hit the children's ward on Saturday.",
        "2022-11-19 2022-11-19 dateline",
    );
}

#[test]
fn a_lead_about_others_or_a_caption_dates_no_headline() {
    let headline = Some("Russia shells hospital in Kherson");
    let published = "2022-11-21 2022-11-21 published";
    check(headline, "Peru held a vote on Saturday.", published);
    check(
        headline,
        "A Russian gun stands idle on Saturday. (Jo Doe/AFP via Getty Images)",
        published,
    );
    check(headline, "Russian guns hit the children's ward.", published);
}

#[test]
fn a_place_does_not_cut_a_deed_off_from_its_year() {
    let text =
        "Four Russians are jailed for the attack on Georgian soldiers in Gori, Georgia, in 2008.";
    let attack = reports(None, text)
        .into_iter()
        .find(|report| report.event_type.as_str() == "ASSAULT")
        .expect("the attack");
    assert_eq!(attack.happened_on.from.to_string(), "2008-01-01");
}

#[test]
fn a_well_known_invasion_has_its_own_days() {
    let text = "Russian President Vladimir Putin spoke on Friday of his invasion of Ukraine.";
    let invasion = reports(None, text)
        .into_iter()
        .find(|report| report.event_type.as_str() == "ASSAULT")
        .expect("the invasion");
    assert_eq!(invasion.happened_on.from.to_string(), "2022-02-24");
}

#[test]
fn what_hangs_on_a_deed_is_of_its_day() {
    check(
        None,
        "On Saturday Armenia used French drones to strike an Azerbaijani convoy.",
        "2022-11-19 2022-11-19 stated",
    );
    let text = "Seven soldiers died after Boko Haram fighters attacked their post in Nigeria.";
    check(None, text, "2022-11-21 2022-11-21 published");
    let later = "A Kenyan officer died in hospital, after al-Shabaab fighters attacked his post.";
    check(None, later, "2022-10-22 2022-11-21 tense");
}

#[test]
fn what_a_deed_is_counted_by_or_compared_with_does_not_date_it() {
    let published = "2022-11-21 2022-11-21 published";
    check(None, "French teachers began their third strike this year over pay.", published);
    check(
        None,
        "Japan's minister arrived in Kyiv, the first to visit Ukraine since the war last year.",
        published,
    );
    check(
        None,
        "Kenya accused Somalia of crossing the border nine times since March 2021.",
        published,
    );
}

#[test]
fn the_time_of_a_clause_or_an_aside_is_not_that_of_the_deed() {
    let published = "2022-11-21 2022-11-21 published";
    check(None, "Chile shelled Peru, which it invaded in 2012.", published);
    check(None, "Chile bombed Peru, whose capital rebels seized in 2014.", published);
    check(None, "Chilean troops shelled Lima, liberated by Peru in March 2021.", published);
    check(None, "Chile and Peru, at peace since 1979, signed a trade deal.", published);
    check(
        None,
        "Chile attacked Peru, which it invaded in 1982, on Saturday.",
        "2022-11-19 2022-11-19 stated",
    );
    check(None, "2011-2012 Peruvian uprising: Chile condemns Peru.", published);
}

#[test]
fn each_target_has_its_own_day() {
    let days: Vec<_> = reports(None, "Israel bombed Gaza on Saturday and Lebanon on Sunday.")
        .iter()
        .map(|report| report.happened_on.from.to_string())
        .collect();
    assert_eq!(days, ["2022-11-19", "2022-11-20"]);
}

#[test]
fn a_plan_ends_on_its_last_day() {
    let check = |text, to: &str| {
        let plan = reports(None, text).into_iter().next().expect("a plan");
        assert_eq!(plan.certainty.as_str(), "planned");
        assert_eq!(plan.happened_on.to.to_string(), to, "{text}");
    };
    check("Chile will withdraw its troops from Peru by the end of January.", "2023-01-31");
    check("Chile will send 18 howitzers to Peru by 15 December.", "2022-12-15");
}

#[test]
fn half_a_century_is_fifty_years() {
    let invasion = "Half a century ago Turkey invaded Cyprus.";
    check(None, invasion, "1972-01-01 1972-12-31 stated");
}
