//! What plain words say of a deed, whatever the model thinks, in our own sentences.

use rapport_coding::{Coder, NewsCoder};
use rapport_record::{Certainty, Document, EventType, Report};
use std::sync::LazyLock;

static CODER: LazyLock<NewsCoder> = LazyLock::new(NewsCoder::embedded);

fn reports(text: &str) -> Vec<Report> {
    let document = Document::plain("n1", "2022-11-21".parse().expect("a day"), text);
    CODER.code(&document).reports
}

fn actor(party: &Option<rapport_record::Party>) -> Option<&str> {
    party.as_ref().map(|party| party.actor.as_str())
}

/// The reports of a type: source, target, certainty, who says so.
fn told(text: &str, event_type: EventType) -> Vec<String> {
    let of_type = |report: &Report| report.event_type == event_type;
    let words = |report: &Report| {
        format!(
            "{} {} {} {}",
            actor(&report.source).unwrap_or("-"),
            actor(&report.target).unwrap_or("-"),
            report.certainty.as_str(),
            report.attributed_to.as_deref().unwrap_or("-"),
        )
    };
    reports(text).into_iter().filter(of_type).map(|report| words(&report)).collect()
}

#[test]
fn what_did_not_happen_is_no_deed() {
    let none: [&str; 0] = [];
    assert_eq!(
        told("South Africa has not condemned Russia for its raids.", EventType::Accuse),
        none
    );
    assert_eq!(
        told("Peru's army trains to deter Chile from invading Bolivia.", EventType::Assault),
        none
    );
    assert_eq!(told("Chile must send aid to Peru.", EventType::Aid), none);
}

#[test]
fn an_invasion_has_the_sides_it_had() {
    let text = "The first Peruvian to die in Ukraine since the Russian invasion was buried.";
    let to_peru = |report: &Report| actor(&report.target) == Some("PER");
    assert!(!reports(text).iter().any(to_peru));
    let told =
        told("Many firms have left Russia over its invasion of Ukraine.", EventType::Assault);
    assert!(told.iter().all(|one| one.starts_with("RUS UKR")), "{told:?}");
}

#[test]
fn who_speaks_of_anothers_deed_alleges_it() {
    let text = "North Korea fires two missiles off its coast, South Korea says.";
    assert_eq!(told(text, EventType::Mobilize), ["PRK - alleged KOR"]);
    let text = "Russian convoy attacked by Ukrainian troops in Kherson - reports";
    assert_eq!(told(text, EventType::Assault), ["UKR RUS alleged -"]);
}

#[test]
fn no_state_alleges_its_own_deeds() {
    let text =
        "Two people died in Russian strikes on Ukraine's city of Slovyansk, local officials say.";
    let by_itself = |report: &Report| {
        report.certainty == Certainty::Alleged && report.attributed_to.as_deref() == Some("RUS")
    };
    assert!(!reports(text).iter().any(by_itself));
}

#[test]
fn whoever_is_urged_asks_for_nothing() {
    let text = "Peru urged to release Chilean sailors";
    let asked = told(text, EventType::Request);
    assert!(asked.iter().all(|one| one.starts_with("- PER")), "{asked:?}");
}

#[test]
fn an_ally_is_not_the_one_named_with_him() {
    let text = "Germany arrested Putin's ally Viktor on Monday.";
    assert!(!reports(text).iter().any(|report| actor(&report.target) == Some("RUS")));
}
