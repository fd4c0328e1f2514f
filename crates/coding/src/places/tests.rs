use super::*;
use crate::actors::Gazetteer;
use crate::text;
use std::sync::LazyLock;

static ACTORS: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// Every name of a place in a text with its state and degrees: "Paris USA 34 -96".
fn places(text: &str) -> String {
    let sentences = text::sentences(text);
    let day = "2024-06-19".parse().expect("a day");
    let found: Vec<_> = sentences.iter().map(|sentence| ACTORS.find(sentence, day)).collect();
    let toponyms = Places::embedded().read(&sentences, &found);
    let told = toponyms.iter().map(|one| {
        let country = one.country.as_deref().unwrap_or("-");
        let place = one.place(&sentences);
        match (place.lat, place.lon) {
            (Some(lat), Some(lon)) => format!("{} {country} {lat:.0} {lon:.0}", place.name),
            _ => format!("{} {country}", place.name),
        }
    });
    told.collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(places(text), expected, "{text}");
}

#[test]
fn a_region_or_state_behind_the_name_decides() {
    check("A fire broke out in Paris, Texas.", "Paris USA 34 -96; Texas USA 31 -99");
    check("A fire broke out in Paris, Tenn.", "Paris USA 36 -88; Tenn USA 36 -86");
    check("A shell hit a school in Kharkiv, Ukraine.", "Kharkiv UKR 50 36; Ukraine UKR 49 32");
}

#[test]
fn an_adjective_beside_the_name_decides() {
    check("Shells fell on the Ukrainian city of Kharkiv.", "Kharkiv UKR 50 36");
    check("A bomb exploded in the Lebanese city of Tripoli.", "Tripoli LBN 34 36");
}

#[test]
fn size_decides_where_nothing_else_does() {
    check("Talks were held in Paris.", "Paris FRA 49 2");
}

#[test]
fn the_dateline_tells_where_small_towns_are() {
    check("KABUL, Afghanistan (AP) - A bomb exploded.", "KABUL AFG 35 69; Afghanistan AFG 33 65");
}

#[test]
fn people_and_organisations_are_no_places() {
    check("Paris Hilton spoke to the Washington Post.", "");
    check("The Bank of China lent money to Jack London.", "");
    check("Mr. Lincoln was late.", "");
}

#[test]
fn distances_are_those_of_the_globe() {
    let (kyiv, kharkiv) = ((50.45, 30.52), (49.98, 36.25));
    assert!((kilometres(kyiv, kharkiv) - 410.0).abs() < 5.0);
    assert!(kilometres(kyiv, kyiv) < 1e-6);
}

#[test]
fn a_town_told_with_its_region_lies_there() {
    let country = |text: &str| {
        let sentence = crate::text::sentences(text).remove(0);
        let on = jiff::civil::Date::constant(2018, 10, 3);
        let mut found = crate::actors::Gazetteer::embedded().find(&sentence, on);
        Places::embedded().settle(&sentence, &mut found);
        found.iter().find_map(|one| one.country.clone())
    };
    assert_eq!(country("Police in Florence, South Carolina were shot at."), Some("USA".into()));
    assert_eq!(country("Crowds met in Florence, Siena and Pisa."), Some("ITA".into()));
    assert_eq!(country("Moscow, Washington sign a treaty."), Some("RUS".into()));
    assert_eq!(country("In Geneva, US diplomats met others."), Some("CHE".into()));
}
