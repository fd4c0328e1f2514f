//! What plain words say of a deed, whatever the model thinks, in our own sentences.

use rapport_coding::{Coder, NewsCoder};
use rapport_record::{Document, EventType, Report};
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

/// Of two sentences that differ in a word one tells a deed, the other none.
#[track_caller]
fn check_undone(deed: &str, undone: &str, event_type: EventType) {
    assert!(!told(deed, event_type).is_empty(), "{deed}");
    assert_eq!(told(undone, event_type), [""; 0], "{undone}");
}

#[test]
fn what_did_not_happen_is_no_deed() {
    check_undone(
        "South Africa has condemned Russia for its raids.",
        "South Africa has not condemned Russia for its raids.",
        EventType::Accuse,
    );
    check_undone(
        "Peru's army captured a town after Chile invaded Bolivia.",
        "Peru's army trains to deter Chile from invading Bolivia.",
        EventType::Assault,
    );
    check_undone("Chile sent aid to Peru.", "Chile must send aid to Peru.", EventType::Aid);
    check_undone(
        "Peru released two Chilean journalists.",
        "Peru released the tax returns of two Chilean journalists.",
        EventType::Concede,
    );
}

#[test]
fn not_only_is_no_denial() {
    let text = "Peru has not only condemned Chile but expelled its ambassador.";
    assert!(
        !told(text, EventType::Accuse).is_empty() || !told(text, EventType::Sanction).is_empty()
    );
}

#[test]
fn an_invasion_has_the_sides_it_had() {
    let text = "Many firms have left Russia over its invasion of Ukraine.";
    assert_eq!(told(text, EventType::Assault), ["RUS UKR reported -"]);
    let text =
        "The first Peruvian to die in Ukraine since the Russian invasion was buried in Lima.";
    assert_eq!(told(text, EventType::Assault), ["RUS UKR reported -"]);
    let text = "Germany invaded Poland in 1939.";
    assert_eq!(told(text, EventType::Assault), ["DEU POL reported -"]);
}

#[test]
fn who_speaks_of_anothers_deed_alleges_it() {
    let text = "North Korea fires two missiles off its coast, South Korea says.";
    assert_eq!(told(text, EventType::Mobilize), ["PRK - alleged KOR"]);
    let text = "North Korea fires two missiles off its coast, says South Korea's army.";
    assert_eq!(told(text, EventType::Mobilize), ["PRK - alleged KOR"]);
    let text = "Russian convoy attacked by Ukrainian troops in Kherson - reports";
    assert_eq!(told(text, EventType::Assault), ["UKR RUS alleged -"]);
    let text = "Turkey announced a truce, and Israel bombed Gaza on Monday.";
    let bombed = told(text, EventType::Assault);
    assert!(bombed.iter().all(|one| one.contains(" reported ")), "{bombed:?}");
}

#[test]
fn no_state_alleges_its_own_deeds() {
    let text =
        "Two people died in Russian strikes on Ukraine's city of Slovyansk, local officials say.";
    let strikes = told(text, EventType::Assault);
    assert!(!strikes.is_empty());
    assert!(strikes.iter().all(|one| !one.ends_with("alleged RUS")), "{strikes:?}");
}

#[test]
fn whoever_is_urged_asks_for_nothing() {
    let text = "Peru urged to release Chilean sailors";
    assert_eq!(told(text, EventType::Request), ["- PER reported -"]);
}

#[test]
fn an_ally_is_not_the_one_named_with_him() {
    let arrests = |text| told(text, EventType::Coerce);
    assert!(
        arrests("Germany arrested Putin's envoy on Monday.").iter().any(|one| one.contains("RUS"))
    );
    assert_eq!(arrests("Germany arrested Putin's ally Viktor on Monday."), [""; 0]);
}

#[test]
fn a_few_deeds_have_the_type_of_their_words() {
    let text = "The United States sends ten warplanes towards Cuba in a show of force.";
    assert_eq!(told(text, EventType::Aid), [""; 0]);
    assert!(!told(text, EventType::Mobilize).is_empty());
    let text = "President Putin welcomed President Xi Jinping to Moscow.";
    assert_eq!(told(text, EventType::Support), [""; 0]);
    assert!(!told(text, EventType::Consult).is_empty());
    assert_eq!(told("Peru expels a Chilean lawyer.", EventType::Sanction), [""; 0]);
    assert!(!told("Peru expels two Chilean diplomats.", EventType::Sanction).is_empty());
}

#[test]
fn a_capital_that_is_attacked_is_no_government() {
    let all = reports("Russian forces attacked Kyiv on Monday.");
    let target = all[0].target.as_ref().expect("a target");
    assert_eq!((target.actor.as_str(), target.role), ("UKR", None));
}

#[test]
fn tests_and_vetoes_bring_about_what_nobody_is_named_for() {
    assert_eq!(
        told("North Korea's missile tests have led to sanctions.", EventType::Sanction),
        ["- PRK reported -"]
    );
    assert_eq!(
        told("The veto by Russia on a U.N. resolution has raised concerns.", EventType::Accuse),
        ["- RUS reported -"]
    );
    let text = "North Korea's nuclear and missile tests have drawn attention, leading to sanctions \
                and talks.";
    assert_eq!(told(text, EventType::Sanction), ["- PRK reported -"]);
    let text = "Taiwan's president visited Peru, and China's drills have raised concerns.";
    assert_eq!(told(text, EventType::Accuse), [""; 0]);
    let text = "Peru raised concerns over the drills.";
    assert_eq!(told(text, EventType::Accuse), [""; 0]);
    let text = "The storm has raised concerns in Peru.";
    assert_eq!(told(text, EventType::Accuse), [""; 0]);
    let text = "North Korea's missile tests could lead to sanctions.";
    assert_eq!(told(text, EventType::Sanction), [""; 0]);
}

#[test]
fn two_states_come_closer() {
    let both = ["RUS PRK reported -", "PRK RUS reported -"];
    let text = "Russia and North Korea strengthen their cooperation.";
    assert_eq!(told(text, EventType::Cooperate), both);
    let text = "Russia and North Korea met on Monday to try and strengthen their cooperation.";
    assert_eq!(told(text, EventType::Cooperate), [""; 0]);
    let text = "Russia and North Korea could strengthen their cooperation.";
    assert!(!told(text, EventType::Cooperate).iter().any(|one| one.contains("reported")));
}

#[test]
fn debts_are_written_off_by_whoever_helped_before() {
    let text = "In the 1950s the Soviet Union gave aid to North Korea. Later years saw efforts to \
                mend ties, including debt write-offs.";
    let told_of = |text: &str| told(text, EventType::Aid).pop();
    assert_eq!(told_of(text).as_deref(), Some("RUS PRK reported -"));
    let text = "It rained. Later years saw efforts to mend ties, including debt write-offs.";
    assert_eq!(told_of(text), None);
}

#[test]
fn who_punishes_vouches_for_the_crime() {
    let text = "A Peruvian court sentenced two Chileans to ten years in prison for killing a \
                Bolivian diplomat.";
    let crimes = told(text, EventType::Assault);
    assert!(!crimes.is_empty());
    assert!(crimes.iter().all(|one| one.ends_with("alleged PER")), "{crimes:?}");
}
