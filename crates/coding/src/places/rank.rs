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

use super::mention::{Mention, is_within};
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
/// How many halvings smaller than its region such a town may be.
const TOWN_SMALLER: u8 = 4;
/// For a region that bears the name of a town in it ("Kabul").
const REGION_OF_TOWN: f64 = -2.0;
const DISTRICT: f64 = -1.5;
/// For being a capital; for bearing the name only as another one.
const CAPITAL: f64 = 3.0;
const ALTERNATIVE: f64 = -1.0;
/// For lying in the region or state told right behind ("Paris, Texas").
const IN_REGION_TOLD: f64 = 14.0;
const IN_STATE_TOLD: f64 = 10.0;
/// For lying in the state that the actor tables or an adjective tell.
const IN_STATE_KNOWN: f64 = 8.0;
/// For being what the words beside it say ("province", "the city of").
const KIND_TOLD: f64 = 4.0;
/// For lying in a region or state that the sentence names elsewhere.
const IN_SENTENCE: f64 = 2.5;
/// For the share of the document's states that are its own.
const IN_DOCUMENT: f64 = 4.0;
/// For each e-fold of other names in the document that its region, its state
/// could bear; a name that many regions have counts for a part in each.
const WITH_REGION: f64 = 3.0;
const WITH_STATE: f64 = 1.0;
/// What a region named by itself counts among these.
const REGION_NAMED: f64 = 1.5;
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
    /// Parts of names that a region could bear, that a state could, and how much
    /// of each is that of one name.
    regions: HashMap<u16, f64>,
    states: HashMap<&'static str, f64>,
    own_regions: HashMap<(&'m str, u16), f64>,
    own_states: HashMap<(&'m str, &'static str), f64>,
    dateline: Option<Entry>,
    /// Places told with their region, by name.
    told: HashMap<&'m str, Vec<Entry>>,
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
        let entries = one.entries.iter().filter(lies).copied();
        around.told.entry(&one.key).or_default().extend(entries);
    }
    let score = |at: usize, entry: &Entry, around: &Around<'_>| {
        told(&mentions, at, behind[at], entry)
            + in_sentence(&mentions, at, entry, found_in(found, mentions[at].sentence))
            + in_document(&mentions[at], entry, around)
    };
    let best = |at: usize, around: &Around<'_>, more: &dyn Fn(&Entry) -> f64| {
        let scored =
            mentions[at].entries.iter().map(|one| (score(at, one, around) + more(one), one));
        scored.fold(None::<(f64, &Entry)>, |best, (points, one)| match best {
            Some((most, _)) if points <= most => best,
            _ => Some((points, one)),
        })
    };
    let dateline = mentions.iter().position(|one| one.is_dateline);
    around.dateline = dateline.and_then(|at| best(at, &around, &|_| 0.0)).map(|(_, entry)| *entry);
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
        if wider.sentence != one.sentence
            || wider.tokens.start < end
            || end + 4 < wider.tokens.start
        {
            return None;
        }
        let is_link = |word: &str| {
            matches!(
                word,
                "," | "(" | "in" | "of" | "the" | "." | "province" | "region" | "district"
            ) || super::words::DIRECTIONS.contains(word)
                || super::words::DIVISIONS.contains(word)
        };
        let between = &words[end..wider.tokens.start];
        if between.is_empty() || !between.iter().all(|word| is_link(&word.lower)) {
            return None;
        }
        let holds =
            wider.entries.iter().any(|wide| one.entries.iter().any(|entry| is_within(entry, wide)));
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
    around.countries.values_mut().for_each(|share| *share /= n_countries);
    let mut seen: Vec<&str> = Vec::new();
    for one in mentions {
        if seen.contains(&one.key.as_str()) {
            continue;
        }
        seen.push(&one.key);
        let is_region = one.entries.first().is_some_and(|entry| entry.kind == Kind::Region);
        let mut regions: Vec<u16> = Vec::new();
        let mut states: Vec<&'static str> = Vec::new();
        for entry in &one.entries {
            let is_own = entry.kind == Kind::Region;
            if entry.kind != Kind::Country
                && (!is_region || is_own)
                && !regions.contains(&entry.region)
            {
                regions.push(entry.region);
            }
            if !states.contains(&entry.country) {
                states.push(entry.country);
            }
        }
        for &region in &regions {
            let whole = if is_region { REGION_NAMED } else { 1.0 };
            let part = whole / regions.len() as f64;
            *around.regions.entry(region).or_default() += part;
            around.own_regions.insert((&one.key, region), part);
        }
        for &state in &states {
            let part = 1.0 / states.len() as f64;
            *around.states.entry(state).or_default() += part;
            around.own_states.insert((&one.key, state), part);
        }
    }
    around
}

/// What the words beside the name say, and its size.
fn told(mentions: &[Mention], at: usize, behind: Option<usize>, entry: &Entry) -> f64 {
    let one = &mentions[at];
    let mut points = SIZE * f64::from(entry.size)
        + match entry.kind {
            Kind::City => 0.0,
            Kind::Region if has_town(one, entry) => REGION_OF_TOWN,
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

/// Whether a large town of the region bears the same name.
fn has_town(one: &Mention, region: &Entry) -> bool {
    one.entries.iter().any(|other| {
        other.kind == Kind::City
            && other.region == region.region
            && region.size <= other.size + TOWN_SMALLER
    })
}

/// Whether the sentence names its region or state elsewhere.
fn in_sentence(mentions: &[Mention], at: usize, entry: &Entry, found: &[Found]) -> f64 {
    let own = &mentions[at];
    let others = mentions
        .iter()
        .enumerate()
        .filter(|(other, one)| *other != at && one.sentence == own.sentence && one.key != own.key);
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
    let key = one.key.as_str();
    let others = |all: Option<&f64>, own: Option<&f64>| {
        all.copied().unwrap_or_default() - own.copied().unwrap_or_default()
    };
    if entry.kind != Kind::Country {
        let n =
            others(around.regions.get(&entry.region), around.own_regions.get(&(key, entry.region)));
        points += WITH_REGION * n.max(0.0).ln_1p();
    }
    let n = others(around.states.get(entry.country), around.own_states.get(&(key, entry.country)));
    points += WITH_STATE * n.max(0.0).ln_1p();
    if let Some(dateline) = around.dateline.filter(|_| !one.is_dateline) {
        if dateline.region == entry.region {
            points += AT_DATELINE;
        } else if dateline.country == entry.country {
            points += AT_DATELINE / 2.0;
        }
    }
    if around.told.get(key).is_some_and(|entries| entries.contains(entry)) {
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
