//! The built-in codebook: it parses, its numbers are those of the scale, and
//! every pattern and phrase keeps to the notation of `data/ontology/README.md`.

use rapport_record::{EventType, Mode, Ontology};
use std::collections::{BTreeMap, BTreeSet};

const SCALE: &str = include_str!("../../../data/scales/cameo.csv");
const ACTS: &str = include_str!("../../../data/ontology/acts.csv");

#[test]
fn every_type_has_modes_examples_and_a_rule_against_its_neighbours() {
    for entry in Ontology::embedded().entries() {
        let name = entry.event_type;
        assert!(4 <= entry.modes.len(), "{name} has {} modes", entry.modes.len());
        assert!(3 <= entry.codes.len(), "{name} has {} sentences it codes", entry.codes.len());
        assert!(3 <= entry.must_not.len(), "{name} has {} it must not", entry.must_not.len());
        assert!(!entry.mistaken_for.is_empty(), "{name} is mistaken for nothing");
        for other in entry.mistaken_for.keys() {
            assert!(other.parse::<EventType>().is_ok(), "{name}: `{other}` is no type");
            assert_ne!(*other, name.to_string(), "{name} is told apart from itself");
        }
    }
}

#[test]
fn goldstein_values_are_those_of_the_cameo_code() {
    let scale = scale();
    let check = |place: String, code: &str, value: f64| {
        let Some(expected) = scale.get(code) else { panic!("{place}: no CAMEO code {code}") };
        assert!((expected - value).abs() < 1e-9, "{place}: {code} is {expected}, not {value}");
    };
    for entry in Ontology::embedded().entries() {
        check(entry.event_type.to_string(), &entry.cameo, entry.goldstein);
        for mode in &entry.modes {
            check(format!("{} {}", entry.event_type, mode.id), &mode.cameo, mode.goldstein);
        }
    }
}

#[test]
fn mode_ids_are_unique_within_a_type() {
    for entry in Ontology::embedded().entries() {
        let ids: BTreeSet<&str> = entry.modes.iter().map(|mode| mode.id.as_str()).collect();
        assert_eq!(ids.len(), entry.modes.len(), "{}", entry.event_type);
    }
}

#[test]
fn every_pattern_is_well_formed_and_told_once() {
    for entry in Ontology::embedded().entries() {
        for mode in &entry.modes {
            let place = format!("{} {}", entry.event_type, mode.id);
            assert!(!mode.verbs.is_empty(), "{place} has no verb patterns");
            for patterns in [&mode.verbs, &mode.nouns] {
                let told: BTreeSet<&String> = patterns.iter().collect();
                assert_eq!(told.len(), patterns.len(), "{place} tells a pattern twice");
            }
            for pattern in mode.verbs.iter().chain(&mode.nouns) {
                if let Err(reason) = well_formed(pattern) {
                    panic!("{place}: `{pattern}`: {reason}");
                }
            }
        }
    }
}

#[test]
fn phrases_read_as_parts_of_a_sentence() {
    for entry in Ontology::embedded().entries() {
        for mode in &entry.modes {
            for phrase in phrases(mode) {
                let is_plain = phrase.trim() == phrase
                    && !phrase.is_empty()
                    && !phrase.ends_with('.')
                    && !phrase.contains("  ");
                assert!(is_plain, "{} {}: \"{phrase}\"", entry.event_type, mode.id);
            }
            assert!(mode.ing.contains("ing"), "{} {}: {}", entry.event_type, mode.id, mode.ing);
        }
    }
}

#[test]
fn examples_name_a_source_a_type_and_a_target() {
    for entry in Ontology::embedded().entries() {
        let mut shows_its_type = false;
        for [sentence, expected] in &entry.codes {
            assert!(sentence.ends_with('.'), "{}: \"{sentence}\"", entry.event_type);
            for report in expected.split("; ") {
                let words: Vec<&str> = report.split(' ').collect();
                assert!((3..=4).contains(&words.len()), "{}: \"{report}\"", entry.event_type);
                let event_type = words[1].parse::<EventType>();
                shows_its_type |= event_type == Ok(entry.event_type);
                assert!(event_type.is_ok(), "{}: \"{report}\"", entry.event_type);
            }
        }
        assert!(shows_its_type, "no example shows {}", entry.event_type);
    }
}

#[test]
fn acts_name_modes_that_exist() {
    let ontology = Ontology::embedded();
    for line in ACTS.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [stance, act, mode] = cells[..] else {
            panic!("acts.csv: `{line}` has no three cells")
        };
        let stance: EventType = stance.parse().expect("a type");
        assert!(act.parse::<EventType>().is_ok(), "acts.csv: `{line}`");
        assert!(ontology.mode(stance, mode).is_some(), "acts.csv: `{line}` names no mode");
    }
}

fn scale() -> BTreeMap<&'static str, f64> {
    SCALE
        .lines()
        .skip(1)
        .map(|line| {
            let (code, value) = line.split_once(',').expect("code and value");
            (code, value.parse().expect("a number"))
        })
        .collect()
}

fn phrases(mode: &Mode) -> impl Iterator<Item = &String> {
    [&mode.past, &mode.base, &mode.ing].into_iter().chain(&mode.passive).chain(&mode.alone)
}

/// Words first, then where the target stands, then an exclusion.
fn well_formed(pattern: &str) -> Result<(), &'static str> {
    let mut stage = 0;
    for (index, element) in pattern.split(' ').enumerate() {
        let (next, words) = match element {
            "~" | "~land" | "_" => (1, None),
            _ => match element.chars().next() {
                Some('>') => (1, Some(&element[1..])),
                Some('!') => (2, Some(&element[1..])),
                _ => (0, Some(element)),
            },
        };
        if index == 0 && next != 0 {
            return Err("the first element is a word");
        }
        if next < stage || (next == stage && next != 0) {
            return Err("elements are out of order");
        }
        stage = next;
        if words.is_some_and(|words| {
            !words
                .split('|')
                .all(|word| is_word(word) || (word == "'s" && element.starts_with('>')))
        }) {
            return Err(
                "a word is of lower-case letters, with hyphens, apostrophes or digits inside",
            );
        }
    }
    Ok(())
}

fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-'.".contains(c))
}
