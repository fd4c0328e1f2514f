//! Which place of a name is meant.
//!
//! In: the names of places in a document, each with all that bear it. Out: for
//! each the best by a sum of what speaks for it. What the words beside a name
//! say decides ("Paris, Texas"); then what else the sentence and the document
//! name; then how large it is. Two rounds: places that are near to those chosen
//! in the first gain in the second.
//!
//! The weights are points of a score without unit, chosen on the dev half of
//! `rapport eval places` (docs/design/places.md).

use super::find::{Mention, is_within};
use super::table::{Entry, Kind};
use super::{Toponym, kilometres, lies_in};
use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
use std::collections::HashMap;

/// For each doubling of the population.
const SIZE: f64 = 0.55;
/// For being a state, a region, a district.
const STATE: f64 = 6.0;
const REGION: f64 = 1.5;
const DISTRICT: f64 = -1.5;
/// For being a capital; for bearing the name only as another one.
const CAPITAL: f64 = 1.0;
const ALTERNATIVE: f64 = -1.5;
/// For lying in the region or state told right behind ("Paris, Texas").
const IN_REGION_TOLD: f64 = 14.0;
const IN_STATE_TOLD: f64 = 10.0;
/// For lying in the state that the actor tables or an adjective tell.
const IN_STATE_KNOWN: f64 = 8.0;
/// For being what the words beside it say ("province", "the city of").
const KIND_TOLD: f64 = 4.0;
/// For lying in a region or state that the sentence names elsewhere.
const IN_SENTENCE: f64 = 2.5;
/// For the share of the document's regions and states that are its own.
const IN_DOCUMENT: f64 = 4.0;
/// For lying in the region, or else the state, of the dateline.
const AT_DATELINE: f64 = 2.5;
/// For lying near another place of the document, and how near, in kilometres.
const NEAR: f64 = 3.0;
const NEAR_KM: f64 = 150.0;
/// For being told with its region elsewhere in the document.
const TOLD_ELSEWHERE: f64 = 8.0;

/// What a document says of where it is.
#[derive(Default)]
struct Around<'m> {
    /// Share of the mentions of states.
    countries: HashMap<&'m str, f64>,
    /// Share of the mentions of regions.
    regions: HashMap<u16, f64>,
    dateline: Option<Entry>,
    /// Places told with their region, by name.
    told: HashMap<&'m str, Entry>,
}

/// The names with the place that each most likely is.
pub(super) fn ranked(
    mentions: Vec<Mention>,
    sentences: &[Sentence],
    found: &[Vec<Found>],
) -> Vec<Toponym> {
    let behind: Vec<Option<usize>> =
        (0..mentions.len()).map(|at| wider_behind(&mentions, at, sentences)).collect();
    let mut around = around(&mentions, found);
    for (at, one) in mentions.iter().enumerate() {
        let Some(wider) = behind[at] else { continue };
        let lies = |entry: &&Entry| mentions[wider].entries.iter().any(|w| is_within(entry, w));
        if let Some(entry) = one.entries.iter().find(lies) {
            around.told.entry(&one.key).or_insert(*entry);
        }
    }
    let score = |at: usize, entry: &Entry, around: &Around<'_>| {
        told(&mentions, at, behind[at], entry)
            + in_sentence(&mentions, at, entry, &found_in(found, mentions[at].sentence))
            + in_document(&mentions[at], entry, around)
    };
    let best = |at: usize, around: &Around<'_>, more: &dyn Fn(&Entry) -> f64| {
        let scored = mentions[at].entries.iter().map(|one| (score(at, one, around) + more(one), one));
        scored.fold(None::<(f64, &Entry)>, |best, (points, one)| match best {
            Some((most, _)) if points <= most => best,
            _ => Some((points, one)),
        })
    };
    let dateline = mentions.iter().position(|one| one.is_dateline);
    around.dateline =
        dateline.and_then(|at| best(at, &around, &|_| 0.0)).map(|(_, entry)| *entry);
    let first: Vec<Option<Entry>> = (0..mentions.len())
        .map(|at| best(at, &around, &|_| 0.0).map(|(_, entry)| *entry))
        .collect();
    let second: Vec<Option<Entry>> = (0..mentions.len())
        .map(|at| {
            let near = |one: &Entry| near(&mentions, &first, at, one);
            best(at, &around, &near).map(|(_, entry)| *entry)
        })
        .collect();
    drop(around);
    mentions.into_iter().zip(second).map(|(one, entry)| toponym(one, entry)).collect()
}

fn toponym(one: Mention, entry: Option<Entry>) -> Toponym {
    let country = match (&one.country, entry) {
        (Some(country), Some(entry)) if !lies_in(entry.country, country) => {
            Some(entry.country.to_owned())
        }
        (Some(country), _) => Some(country.clone()),
        (None, entry) => entry.map(|entry| entry.country.to_owned()),
    };
    Toponym {
        sentence: one.sentence,
        tokens: one.tokens,
        entry,
        country,
        is_dateline: one.is_dateline,
        is_attributive: one.is_attributive,
    }
}

fn found_in(found: &[Vec<Found>], sentence: usize) -> &[Found] {
    found.get(sentence).map_or(&[], Vec::as_slice)
}

/// The name of a wider place told right behind: "Paris, Texas", "Kirkuk in
/// Iraq", "Omagh, County Tyrone, Northern Ireland".
fn wider_behind(mentions: &[Mention], at: usize, sentences: &[Sentence]) -> Option<usize> {
    let one = &mentions[at];
    let words = &sentences[one.sentence].tokens;
    let mut end = one.tokens.end;
    for (next, wider) in mentions.iter().enumerate().skip(at + 1).take(3) {
        if wider.sentence != one.sentence || wider.tokens.start < end || end + 4 < wider.tokens.start
        {
            return None;
        }
        let is_link = |word: &str| {
            matches!(word, "," | "(" | "in" | "of" | "the" | "." | "province" | "region" | "district")
                || super::words::DIRECTIONS.contains(&word)
                || super::words::DIVISIONS.contains(&word)
        };
        let between = &words[end..wider.tokens.start];
        if between.is_empty() || !between.iter().all(|word| is_link(&word.lower)) {
            return None;
        }
        let holds = wider
            .entries
            .iter()
            .any(|wide| one.entries.iter().any(|entry| is_within(entry, wide)));
        if holds {
            return Some(next);
        }
        end = wider.tokens.end;
    }
    None
}

fn around<'m>(mentions: &'m [Mention], found: &'m [Vec<Found>]) -> Around<'m> {
    let mut around = Around::default();
    let named = found.iter().flatten().filter_map(|one| one.country.as_deref());
    let mut n_countries = 0.0;
    for country in named {
        *around.countries.entry(country).or_default() += 1.0;
        n_countries += 1.0;
    }
    let mut n_regions = 0.0;
    for one in mentions {
        let region = one
            .entries
            .iter()
            .filter(|entry| entry.kind == Kind::Region)
            .max_by_key(|entry| entry.size);
        let is_region = |entry: &Entry| {
            let city = one.entries.iter().filter(|other| other.kind == Kind::City);
            city.map(|other| other.size).max().is_none_or(|size| size <= entry.size)
        };
        if let Some(region) = region.filter(|entry| is_region(entry)) {
            *around.regions.entry(region.region).or_default() += 1.0;
            n_regions += 1.0;
            if one.country.is_none() {
                *around.countries.entry(region.country).or_default() += 1.0;
                n_countries += 1.0;
            }
        }
    }
    around.countries.values_mut().for_each(|share| *share /= n_countries);
    around.regions.values_mut().for_each(|share| *share /= n_regions);
    around
}

/// What the words beside the name say, and its size.
fn told(mentions: &[Mention], at: usize, behind: Option<usize>, entry: &Entry) -> f64 {
    let one = &mentions[at];
    let mut points = SIZE * f64::from(entry.size)
        + match entry.kind {
            Kind::City => 0.0,
            Kind::Region => REGION,
            Kind::District => DISTRICT,
            Kind::Country => STATE,
        };
    if entry.is_capital {
        points += CAPITAL;
    }
    if entry.is_alternative {
        points += ALTERNATIVE;
    }
    if let Some(wider) = behind {
        let within = |kind: Kind| {
            mentions[wider].entries.iter().any(|wide| wide.kind == kind && is_within(entry, wide))
        };
        if within(Kind::Region) {
            points += IN_REGION_TOLD;
        } else if within(Kind::Country) {
            points += IN_STATE_TOLD;
        }
    }
    if one.country.as_deref().is_some_and(|country| lies_in(entry.country, country)) {
        points += IN_STATE_KNOWN;
    }
    match one.kind {
        Some(Kind::City) if entry.kind == Kind::City => points += KIND_TOLD,
        Some(Kind::Region) if matches!(entry.kind, Kind::Region | Kind::District) => {
            points += KIND_TOLD + 1.0;
        }
        _ => {}
    }
    points
}

/// Whether the sentence names its region or state elsewhere.
fn in_sentence(mentions: &[Mention], at: usize, entry: &Entry, found: &[Found]) -> f64 {
    let own = &mentions[at];
    let others = mentions.iter().enumerate().filter(|(other, one)| {
        *other != at && one.sentence == own.sentence && one.key != own.key
    });
    let mut in_region = false;
    let mut in_state = false;
    for (_, other) in others {
        for wide in other.entries.iter().filter(|wide| is_within(entry, wide)) {
            in_region |= wide.kind == Kind::Region;
            in_state |= wide.kind == Kind::Country;
        }
    }
    in_state |= found.iter().any(|one| {
        matches!(one.kind, FoundKind::Adjective | FoundKind::National | FoundKind::Organ)
            && one.country.as_deref().is_some_and(|country| lies_in(entry.country, country))
    });
    f64::from(u8::from(in_region)) * (1.0 + IN_SENTENCE)
        + f64::from(u8::from(in_state)) * IN_SENTENCE
}

/// What the rest of the document says.
fn in_document(one: &Mention, entry: &Entry, around: &Around<'_>) -> f64 {
    let in_country: f64 = around
        .countries
        .iter()
        .filter(|(country, _)| lies_in(entry.country, country))
        .map(|(_, share)| share)
        .sum();
    let mut points = IN_DOCUMENT * in_country;
    if entry.kind != Kind::Region {
        points += IN_DOCUMENT * around.regions.get(&entry.region).copied().unwrap_or_default();
    }
    if let Some(dateline) = around.dateline.filter(|_| !one.is_dateline) {
        if dateline.region == entry.region {
            points += AT_DATELINE;
        } else if dateline.country == entry.country {
            points += AT_DATELINE / 2.0;
        }
    }
    if around.told.get(one.key.as_str()) == Some(entry) {
        points += TOLD_ELSEWHERE;
    }
    points
}

/// Whether another place of the document, as chosen first, lies near.
fn near(mentions: &[Mention], first: &[Option<Entry>], at: usize, entry: &Entry) -> f64 {
    if entry.kind == Kind::Country {
        return 0.0;
    }
    let nearest = mentions
        .iter()
        .zip(first)
        .filter(|(other, _)| other.key != mentions[at].key)
        .filter_map(|(_, chosen)| *chosen)
        .filter(|chosen| matches!(chosen.kind, Kind::City | Kind::District))
        .map(|chosen| kilometres((entry.lat, entry.lon), (chosen.lat, chosen.lon)))
        .fold(f64::INFINITY, f64::min);
    if nearest < NEAR_KM { NEAR * (1.0 - nearest / NEAR_KM).sqrt() } else { 0.0 }
}
