//! Where a deed happened, in our own sentences: the answer is "Name CODE
//! precision latitude longitude", or "-" where no place is told.

use rapport_coding::{Coder, NewsCoder};
use rapport_record::{Document, Place};
use std::sync::LazyLock;

static CODER: LazyLock<NewsCoder> = LazyLock::new(NewsCoder::embedded);

fn document(text: &str, day: &str) -> Document {
    serde_json::from_value(serde_json::json!({
        "id": "n1", "date": day, "text": text, "kind": "text"
    }))
    .expect("a whole document")
}

fn form(place: Option<&Place>) -> String {
    let Some(place) = place else { return "-".to_owned() };
    let country = place.country.as_deref().unwrap_or("-");
    let point = match (place.lat, place.lon) {
        (Some(lat), Some(lon)) => format!(" {lat:.0} {lon:.0}"),
        _ => String::new(),
    };
    format!("{} {country} {}{point}", place.name, place.precision.as_str())
}

/// Where the first deed happened, coded or not.
#[track_caller]
fn check(text: &str, expected: &str) {
    check_on("2024-06-19", text, expected);
}

#[track_caller]
fn check_on(day: &str, text: &str, expected: &str) {
    let place = CODER.main_place(&document(text, day));
    assert_eq!(form(place.as_ref()), expected, "{text}");
}

#[test]
fn the_finest_place_told_is_taken() {
    check("Shells killed two people in Kherson, Ukraine.", "Kherson UKR city 47 33");
    check("Troops clashed with rebels in Kirkuk in Iraq.", "Kirkuk IRQ city 35 44");
    check("A bomb exploded in Nangarhar Province.", "Nangarhar AFG region 34 70");
    check("Thousands marched in Belarus.", "Belarus BLR country 53 28");
}

#[test]
fn the_place_stands_where_the_deed_does() {
    check(
        "After a meeting in Vienna collapsed, gunmen attacked a convoy near Goma.",
        "Vienna AUT city 48 16",
    );
    check("In Baghdad, two bombs killed a judge.", "Baghdad IRQ city 33 44");
    check("An earthquake hits Chiapas in Mexico.", "Chiapas MEX region 16 -92");
    check("Troops captured the town of Bakhmut.", "Bakhmut UKR city 49 38");
}

#[test]
fn a_government_is_no_place() {
    check("Moscow said that the talks had failed.", "-");
    check("Diplomats welcomed talks with Pyongyang.", "-");
    check("The minister imposed sanctions on Iran.", "-");
}

#[test]
fn people_and_organisations_are_no_places() {
    check("Paris Hilton sued the Washington Post.", "-");
    check("The Bank of China raised its rates.", "-");
    check("The leaders discussed the oil spill in the Gulf of Mexico.", "-");
}

#[test]
fn a_town_without_an_entry_lies_where_its_region_does() {
    check("A mine exploded in Zendarabad, Pakistan.", "Zendarabad PAK country 30 70");
}

#[test]
fn the_dateline_serves_where_the_deed_tells_none() {
    check("KABUL, Afghanistan (AP) - The minister resigned.", "KABUL AFG city 35 69");
    check("The minister resigned.", "-");
}

#[test]
fn a_place_lies_in_the_state_of_its_day() {
    check_on("1985-06-19", "The leaders met in Moscow.", "Moscow SUN city 56 38");
    check_on("2005-06-19", "The leaders met in Moscow.", "Moscow RUS city 56 38");
    check_on("2015-06-19", "Troops arrived in Aden.", "Aden YEM city 13 45");
}

#[test]
fn reports_carry_the_place() {
    let text = "Ukrainian forces shelled Russian troops in Melitopol on Tuesday.";
    let coded = CODER.code(&document(text, "2024-06-19"));
    let places: Vec<_> = coded.reports.iter().map(|one| form(one.place.as_ref())).collect();
    assert!(!places.is_empty());
    assert!(places.iter().all(|place| place == "Melitopol UKR city 47 35"), "{places:?}");
}

#[test]
fn an_adjective_tells_the_state_of_a_place_without_a_name() {
    check(
        "Gunmen killed twelve people in a northern Nigerian village.",
        "northern Nigerian village NGA country 10 8",
    );
    check("Two soldiers were wounded by a mine near the Lebanese border.", "-");
}
