//! Who stands on a side, and who cannot, in our own sentences.

use rapport_coding::{Coder, NewsCoder};
use rapport_record::{Document, Report, Role};
use std::sync::LazyLock;

static CODER: LazyLock<NewsCoder> = LazyLock::new(NewsCoder::embedded);

fn reports(text: &str) -> Vec<Report> {
    let document = Document::plain("n1", "2022-11-21".parse().expect("a day"), text);
    CODER.code(&document).reports
}

#[test]
fn no_state_gives_to_the_one_it_carries_on() {
    let text = "Russia and North Korea have old ties. The war in the early 1950s formed these, with the Soviet Union providing help to North Korea.";
    let to_russia = |report: &Report| {
        report.target.as_ref().is_some_and(|target| target.actor == "RUS")
            && report.source.as_ref().is_some_and(|source| source.actor == "SUN")
    };
    assert!(!reports(text).iter().any(to_russia));
}

#[test]
fn in_the_street_are_the_people_of_a_state() {
    let all = reports("Thousands across Peru demonstrate against Israel.");
    let source = all[0].source.as_ref().expect("the people");
    assert_eq!((source.actor.as_str(), source.role), ("PER", Some(Role::Civilian)));
}

#[test]
fn a_politician_is_jailed_by_the_own_state() {
    let jailed = |text: &str| {
        let all = reports(text).into_iter();
        let of_type = all.filter(|report| report.event_type.as_str() == "COERCE");
        let source = of_type.map(|report| report.source.map(|source| source.actor)).next();
        source.expect("a report")
    };
    let text = "The United States protests as a Peruvian opposition leader is jailed for 27 years.";
    assert_eq!(jailed(text).as_deref(), Some("PER"));
    let text = "The websites of the Peruvian and Chilean governments were hacked.";
    assert_eq!(reports(text).iter().filter_map(|report| report.source.as_ref()).count(), 0);
}

#[test]
fn who_takes_a_village_abroad_takes_it_from_that_state() {
    let all =
        reports("Russia says that it has captured the village of Tymkivka in Kharkiv Oblast.");
    let target = all[0].target.as_ref().expect("a target");
    assert_eq!(target.actor, "UKR");
    assert_eq!(target.span.and_then(|span| span.of(&all[0].text)), Some(&*target.name));
}

#[test]
fn a_name_told_as_of_a_body_stands_for_it() {
    let all = reports("Israel killed Jo Doe, a senior Hamas official, in Dubai.");
    assert_eq!(all[0].target.as_ref().expect("a target").actor, "hamas");
}

#[test]
fn names_in_no_table_are_mentions() {
    let text = "Ro Kyong Chol was appointed as DPRK ambassador to Pakistan.";
    let document = Document::plain("n1", "2022-11-21".parse().expect("a day"), text);
    let mentions = CODER.mentions(&document);
    let name = mentions.iter().find(|mention| mention.text == "Ro Kyong Chol").expect("the name");
    assert_eq!(name.actor, "PRK");
}

/// The sides of the first report of a type.
fn sides_of(text: &str, event_type: &str) -> Option<(String, String)> {
    let all = reports(text);
    let told = all.iter().find(|report| report.event_type.as_str() == event_type)?;
    let id = |side: &Option<rapport_record::Party>| {
        side.as_ref().map_or_else(String::new, |party| party.actor.clone())
    };
    Some((id(&told.source), id(&told.target)))
}

#[test]
fn an_ambassador_is_called_home_from_the_host() {
    for text in [
        "Peru recalled its ambassador to Chile on Monday.",
        "Peru recalls its ambassador to Chile.",
        "Peru withdraws its ambassador to Chile.",
    ] {
        let expected = Some(("PER".to_owned(), "CHL".to_owned()));
        assert_eq!(sides_of(text, "SANCTION"), expected, "{text}");
    }
}

#[test]
fn money_behind_a_receiver_is_no_name() {
    for (text, event_type) in [
        ("Japan promised Ukraine $4.5 billion in aid on Friday.", "AGREE"),
        ("The United States lent Egypt $3 billion.", "AID"),
    ] {
        assert!(sides_of(text, event_type).is_some_and(|(_, to)| to.len() == 3), "{text}");
    }
}

#[test]
fn what_somebody_is_asked_to_stop_is_the_deed_inside() {
    let act = |text: &str| {
        let all = reports(text);
        let act = all.iter().find_map(|report| report.act.clone());
        act.map(|act| (act.event_type.as_str().to_owned(), act.source, act.target))
    };
    let (chile, peru) = (Some("CHL".to_owned()), Some("PER".to_owned()));
    let shelling = act("Brazil called on Chile to stop shelling Peru.");
    assert_eq!(shelling, Some(("ASSAULT".to_owned(), chile.clone(), peru.clone())));
    let killing = act("Peru accused Chile of killing its scientist.");
    assert_eq!(killing, Some(("ASSAULT".to_owned(), chile, peru)));
}

#[test]
fn what_is_discussed_is_no_host() {
    let all = reports("The presidents of France and Germany discussed the war in Ukraine.");
    assert!(all.iter().all(|report| report.others.is_empty() && report.about == ["UKR"]));
    assert!(!all.is_empty());
}

#[test]
fn figures_of_the_dead_have_whoever_gives_them() {
    let all = reports("Hamas said that Israeli strikes killed 45 people in Gaza.");
    let hurt = all.iter().find_map(|report| report.casualties.clone()).expect("the dead");
    assert_eq!((hurt.killed, hurt.by.as_deref()), (Some(45), Some("hamas")));
}

#[test]
fn who_is_trained_may_stand_before_the_verb() {
    let all = reports("Ukrainian troops will also be trained by the British Armed Forces.");
    let goods = all.iter().flat_map(|report| &report.goods);
    assert!(goods.into_iter().all(|one| all[0].text.contains(&one.text)));
}
