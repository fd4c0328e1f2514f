//! Who invaded whom and when: news goes on naming well-known invasions for decades ("Russia's
//! invasion of Ukraine") without a day, and often without the other side.

use rapport_record::{Date, Party};
use std::sync::LazyLock;

/// Who invaded whom and when; no last day while it lasts.
const TABLE: &str = include_str!("../../../../data/ontology/invasions.csv");

struct Invasion {
    doer: &'static str,
    victim: &'static str,
    since: Date,
    until: Option<Date>,
}

static INVASIONS: LazyLock<Vec<Invasion>> = LazyLock::new(|| {
    let day = |cell: &str| cell.parse().expect("a day");
    let invasion = |line: &'static str| {
        let cells: Vec<&str> = line.split(',').collect();
        let [doer, victim, since, until, _] = cells[..] else {
            panic!("data/ontology/invasions.csv: `{line}` has not five cells");
        };
        let until = (!until.is_empty()).then(|| day(until));
        Invasion { doer, victim, since: day(since), until }
    };
    TABLE.lines().skip(1).map(invasion).collect()
});

/// The days of the invasion that `word` names, as far as they lie before the day of
/// publication: "invaded" of the USA and Iraq gives 20 March to 1 May 2003. "War" and
/// "aggression" of the two name only one that is not over.
pub fn days(
    word: &str,
    source: Option<&Party>,
    target: Option<&Party>,
    published_on: Date,
) -> Option<(Date, Date)> {
    let country = |party: Option<&Party>| party.and_then(|party| party.country.clone());
    let (doer, victim) = (country(source)?, country(target)?);
    if !may_name(word) {
        return None;
    }
    INVASIONS
        .iter()
        .filter(|one| one.doer == doer && one.victim == victim)
        .filter(|one| one.since < published_on)
        .filter(|one| names(word) || one.until.is_none())
        .map(|one| (one.since, one.until.unwrap_or(published_on).min(published_on)))
        .next_back()
}

/// Whether a word names an invasion.
pub fn names(word: &str) -> bool {
    ["invasion", "invad"].iter().any(|stem| word.starts_with(stem))
}

/// Whether a word names an invasion, or may name the war that one still going on began.
pub fn may_name(word: &str) -> bool {
    names(word) || matches!(word, "war" | "aggression")
}

/// Whether one state invaded the other at any time.
pub fn is_known(doer: &str, victim: &str) -> bool {
    INVASIONS.iter().any(|one| one.doer == doer && one.victim == victim)
}

/// Whom a state invaded last, up to a day.
pub fn victim_of(doer: &str, on: Date) -> Option<&'static str> {
    latest(on, |one| one.doer == doer).map(|one| one.victim)
}

/// Who invaded a state last, up to a day.
pub fn doer_of(victim: &str, on: Date) -> Option<&'static str> {
    latest(on, |one| one.victim == victim).map(|one| one.doer)
}

fn latest(on: Date, is_meant: impl Fn(&Invasion) -> bool) -> Option<&'static Invasion> {
    INVASIONS.iter().filter(|one| one.since <= on && is_meant(one)).max_by_key(|one| one.since)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invasion_is_known_from_its_day_on() {
        let party = |code: &str| {
            Some(Party {
                actor: code.to_owned(),
                country: Some(code.to_owned()),
                role: None,
                name: code.to_owned(),
                span: None,
            })
        };
        let days = |word, doer, victim, on: &str| {
            let on = on.parse().expect("a day");
            days(word, party(doer).as_ref(), party(victim).as_ref(), on)
                .map(|(from, to)| format!("{from} {to}"))
        };
        let iraq = Some("2003-03-20 2003-05-01".to_owned());
        assert_eq!(days("invaded", "USA", "IRQ", "2023-03-20"), iraq);
        let ukraine = Some("2022-02-24 2023-01-05".to_owned());
        assert_eq!(days("invasion", "RUS", "UKR", "2023-01-05"), ukraine);
        assert_eq!(days("invasion", "RUS", "UKR", "2022-02-11"), None);
        assert_eq!(days("bombed", "USA", "IRQ", "2023-03-20"), None);
        assert_eq!(days("invaded", "IRQ", "USA", "2023-03-20"), None);
    }

    #[test]
    fn the_last_invasion_up_to_a_day_is_meant() {
        let day = |on: &str| on.parse().expect("a day");
        assert_eq!(victim_of("RUS", day("2022-02-24")), Some("UKR"));
        assert_eq!(victim_of("RUS", day("2022-02-23")), Some("GEO"));
        assert_eq!(doer_of("KWT", day("1991-01-01")), Some("IRQ"));
        assert_eq!(victim_of("PER", day("2022-02-24")), None);
        assert!(is_known("DEU", "POL"));
    }
}
