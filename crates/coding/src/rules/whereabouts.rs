//! Where a deed happened.
//!
//! In: the reports of a document, and the names of places in it. Out: each
//! report with the place told for its deed: the finest of those nearest to it,
//! else that of the dateline, else none. A place is told by "in" and the like,
//! by the object of a deed that falls on places ("shelled Kharkiv"), or by the
//! way somebody goes. A capital or a state that acts is no place: "Moscow said".

use super::NewsCoder;
use super::syntax::{Shape, Syntax};
use super::words::number;
use crate::actors::{Found, FoundKind};
use crate::places::{Toponym, table::Kind};
use crate::text::Sentence;
use rapport_record::{EventType, Other, OtherRole, Place, Report, Span};

/// "In Kharkiv", "near the border".
const WHERE: &[&str] = &[
    "in", "at", "near", "outside", "inside", "around", "across", "throughout", "within", "off",
    "along", "over",
];
/// "To Kharkiv", "from the border".
const WAY: &[&str] = &["to", "into", "onto", "through", "toward", "towards", "via", "from"];
/// What is done "of" a place: "the siege of Kharkiv".
const DEEDS_OF: &[&str] = &[
    "siege", "capture", "bombing", "bombardment", "shelling", "invasion", "battle", "occupation",
    "streets", "fall", "liberation", "seizure", "annexation", "control", "blockade", "airspace",
    "waters", "shores", "people", "residents", "parts", "part", "most", "much", "areas", "outskirts",
    "coast", "center", "centre", "heart", "edge", "east", "west", "north", "south", "northeast",
    "northwest", "southeast", "southwest", "border",
];
/// Verbs whose object may be a place where it happens.
const FALLS_ON: &[&str] = &[
    "hit", "strike", "attack", "shell", "bomb", "bombard", "capture", "seize", "enter", "storm",
    "raid", "leave", "retake", "recapture", "invade", "visit", "reach", "target", "rock", "shake",
    "occupy", "besiege", "liberate", "ravage", "flood", "devastate", "pound", "control", "tour",
    "annex", "overrun", "blockade", "surround", "encircle", "quarantine", "sweep", "evacuate",
];
/// What lasts somewhere: "the war in Syria" tells what a talk is about, not where.
const LASTS: &[&str] = &[
    "war", "wars", "conflict", "conflicts", "crisis", "troops", "forces", "situation", "violence",
    "elections", "election", "killing", "killings", "policy", "role", "actions", "involvement",
    "presence", "refugees", "fighting", "peace", "interests", "operations", "operation",
    "intervention", "rights", "bases", "base", "rebels", "militants", "massacre", "coup",
];
/// Cost above which a place is not that of the deed, in the unit of [`Scene::cost`].
const COST_MAX: f64 = 3.0;
/// What a finer place may cost more: it is told at a state's or region's side.
const CITY_BONUS: f64 = 0.5;
const REGION_BONUS: f64 = 0.25;

/// Tells every report of a document where it happened.
pub(super) fn tell(
    coder: &NewsCoder,
    sentences: &[Sentence],
    found: &[Vec<Found>],
    reports: &mut [Report],
) {
    if reports.is_empty() {
        return;
    }
    let toponyms = coder.places.read(sentences, found);
    let dateline = toponyms.iter().find(|one| one.is_dateline);
    for report in reports {
        let scene = Scene::of(coder, &sentences[report.sentence], found, &toponyms);
        let main = report.trigger.map_or(0, |trigger| scene.token_at(trigger.start));
        let sides: Vec<Span> = [&report.source, &report.target]
            .into_iter()
            .flatten()
            .filter_map(|party| party.span)
            .collect();
        let told = scene.of_deed(main, &sides, Some(report.event_type));
        // What the sentence says of the place without the table (an invented
        // town) stays.
        let place = told.or(dateline).map(|one| one.place(sentences));
        let is_told = told.is_some();
        report.place = place;
        hosts(report, is_told);
    }
}

/// Where the first deed of a document happened, whether or not it is coded.
pub(super) fn main_place(
    coder: &NewsCoder,
    sentences: &[Sentence],
    found: &[Vec<Found>],
) -> Option<Place> {
    let toponyms = coder.places.read(sentences, found);
    let first = sentences.iter().find_map(|sentence| {
        let scene = Scene::of(coder, sentence, found, &toponyms);
        let verb = scene.syntax.verbs.iter().find(|verb| verb.shape == Shape::Finite);
        scene.of_deed(verb.map_or(0, |verb| verb.main), &[], None)
    });
    first.or(toponyms.iter().find(|one| one.is_dateline)).map(|one| one.place(sentences))
}

/// The host of a meeting held in a third state.
fn hosts(report: &mut Report, is_told: bool) {
    if report.event_type != EventType::Consult {
        return;
    }
    report.others.retain(|other| other.role != OtherRole::Host);
    let Some(country) = report.place.as_ref().and_then(|place| place.country.clone()) else {
        return;
    };
    let is_party = [&report.source, &report.target]
        .into_iter()
        .flatten()
        .any(|party| party.actor == country || party.country.as_ref() == Some(&country));
    if is_told && !is_party {
        report.others.insert(0, Other { actor: country, role: OtherRole::Host });
    }
}

/// A sentence with the places it names.
struct Scene<'a> {
    syntax: Syntax<'a>,
    toponyms: Vec<&'a Toponym>,
    coder: &'a NewsCoder,
}

/// What leads to a place from its left.
#[derive(Debug, PartialEq)]
enum Link<'w> {
    /// A preposition at a token.
    Preposition(&'w str, usize),
    /// "The siege of", with the noun.
    Of(&'w str),
    /// A verb, by its place among the sentence's.
    Verb(usize),
    /// Nothing that tells a place.
    Nothing,
}

impl<'a> Scene<'a> {
    fn of(
        coder: &'a NewsCoder,
        sentence: &'a Sentence,
        found: &'a [Vec<Found>],
        toponyms: &'a [Toponym],
    ) -> Self {
        let syntax = Syntax::of(sentence, &found[sentence.index], &coder.lexicon);
        let toponyms = toponyms.iter().filter(|one| one.sentence == sentence.index).collect();
        Self { syntax, toponyms, coder }
    }

    /// The token at a code point of the sentence.
    fn token_at(&self, code_point: usize) -> usize {
        let tokens = &self.syntax.sentence.tokens;
        tokens.iter().position(|token| code_point < token.end).unwrap_or(0)
    }

    /// The place of the deed told at a token, done by and to the phrases at `sides`.
    fn of_deed(
        &self,
        main: usize,
        sides: &[Span],
        event_type: Option<EventType>,
    ) -> Option<&'a Toponym> {
        let mut best: Option<(f64, &Toponym)> = None;
        for one in &self.toponyms {
            let Some(cost) = self.cost(one, main, sides, event_type) else { continue };
            if cost <= COST_MAX && best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, one));
            }
        }
        best.map(|(_, one)| one)
    }

    /// How far a place is from being that of the deed, without unit; 0 is
    /// "struck in Kharkiv". None where it is no place of it.
    fn cost(
        &self,
        one: &Toponym,
        main: usize,
        sides: &[Span],
        event_type: Option<EventType>,
    ) -> Option<f64> {
        if one.is_dateline {
            return None;
        }
        let start = self.start_of_phrase(one);
        let is_word = event_type.is_some_and(is_of_words);
        let link = self.link(start);
        let kind = self.found_kind(one);
        let is_side = sides.iter().any(|side| self.overlaps(one, *side));
        let is_power = matches!(kind, Some(FoundKind::Name | FoundKind::Capital));
        let mut cost = match link {
            Link::Preposition(word, at) if WHERE.contains(&word) => {
                let lasts = is_word && at.checked_sub(1).is_some_and(|noun| {
                    LASTS.contains(&self.syntax.word(noun))
                });
                if lasts { 2.0 } else { 0.0 }
            }
            Link::Preposition(word, _) => {
                let by_word = if is_word { 2.5 } else { 0.8 };
                by_word + if word == "from" { 0.5 } else { 0.0 }
            }
            Link::Of(noun) if DEEDS_OF.contains(&noun) && !(is_side && is_power) => 0.8,
            Link::Of(_) if !is_power => 2.2,
            Link::Verb(verb) if self.falls_on(verb) && !(is_side && is_power && is_word) => {
                if is_power { 1.5 } else { 0.5 }
            }
            Link::Verb(_) if !is_power => 2.5,
            Link::Nothing if one.is_attributive && !is_power => 2.2,
            Link::Nothing if !is_power => 2.6,
            _ => return None,
        };
        if is_side && is_power && !matches!(link, Link::Preposition(..) | Link::Verb(_)) {
            return None;
        }
        let (low, high) = if start < main { (start, main) } else { (main, start) };
        let between = self.syntax.verbs.iter().filter(|verb| {
            verb.shape == Shape::Finite && low < verb.main && verb.main < high
        });
        cost += 0.8 * between.count() as f64;
        if start < main {
            let is_opening = matches!(link, Link::Preposition(_, at) if at < 3);
            cost += if is_opening { 0.1 } else { 0.5 };
        }
        cost += 0.01 * high.abs_diff(low) as f64;
        cost -= match one.entry.map(|entry| entry.kind) {
            Some(Kind::City) | None => CITY_BONUS,
            Some(Kind::Region | Kind::District) => REGION_BONUS,
            Some(Kind::Country) => 0.0,
        };
        Some(cost)
    }

    /// Where the phrase begins that a place heads: "[the Ukrainian city of] Kharkiv".
    fn start_of_phrase(&self, one: &Toponym) -> usize {
        let found = self.syntax.found.iter().find(|found| {
            matches!(found.kind, FoundKind::Place | FoundKind::Capital | FoundKind::Name)
                && found.tokens.start <= one.tokens.start
                && one.tokens.end <= found.tokens.end
                && found.head.start == one.tokens.start
        });
        found.map_or(one.tokens.start, |found| found.tokens.start)
    }

    fn found_kind(&self, one: &Toponym) -> Option<FoundKind> {
        let index = self.syntax.actor_at[one.tokens.start]?;
        Some(self.syntax.found[index].kind)
    }

    fn overlaps(&self, one: &Toponym, side: Span) -> bool {
        let tokens = &self.syntax.sentence.tokens;
        let (start, end) = (tokens[one.tokens.start].start, tokens[one.tokens.end - 1].end);
        start < side.end && side.start < end
    }

    /// What leads to the phrase that begins at a token: to the left over
    /// articles, adjectives, nouns of place and further places of a list.
    fn link(&self, start: usize) -> Link<'_> {
        let mut at = start;
        for _ in 0..12 {
            let Some(left) = at.checked_sub(1) else { return Link::Nothing };
            let word = self.syntax.word(left);
            let token = &self.syntax.sentence.tokens[left];
            if WHERE.contains(&word) || WAY.contains(&word) {
                return Link::Preposition(word, left);
            }
            if word == "of" {
                let Some(noun) = left.checked_sub(1) else { return Link::Nothing };
                let noun_word = self.syntax.word(noun);
                if IS_PLACE_NOUN.contains(&noun_word) {
                    at = noun;
                    continue;
                }
                return Link::Of(noun_word);
            }
            if let Some(verb) = self.syntax.verb_at[left]
                && self.syntax.verbs[verb].main == left
                && !word.ends_with("-held")
            {
                return Link::Verb(verb);
            }
            if matches!(word, "," | "and" | "or" | "(") {
                let before = self.toponyms.iter().find(|other| {
                    other.tokens.end == left || other.tokens.end + 1 == left && self.is_skipped(left - 1)
                });
                match before {
                    Some(other) => at = self.start_of_phrase(other),
                    None => return Link::Nothing,
                }
                continue;
            }
            if word == "'s" {
                // "Pakistan's Balochistan": where its owner stands.
                let owner = self.syntax.found.iter().find(|found| found.tokens.end == left);
                match owner {
                    Some(owner) => at = owner.tokens.start,
                    None => return Link::Nothing,
                }
                continue;
            }
            let is_adjective = self.syntax.actor_at[left].is_some_and(|index| {
                matches!(self.syntax.found[index].kind, FoundKind::Adjective | FoundKind::Place)
            });
            let is_plain = token.is_word
                && (!token.is_capital || is_adjective || left == 0)
                && !matches!(word, "that" | "which" | "who" | "as" | "by" | "with" | "for" | "on"
                    | "against" | "after" | "before" | "while" | "when" | "because" | "but");
            if !is_plain && number(word).is_none() && word != "-" {
                return Link::Nothing;
            }
            at = left;
        }
        Link::Nothing
    }

    /// A full stop of "N.Y." and the like.
    fn is_skipped(&self, token: usize) -> bool {
        matches!(self.syntax.word(token), "." | "," | "province" | "region" | "state" | "district")
    }

    fn falls_on(&self, verb: usize) -> bool {
        let lemmas = &self.syntax.verbs[verb].lemmas;
        lemmas.iter().any(|&lemma| FALLS_ON.contains(&self.coder.lexicon.lemma(lemma)))
    }
}

/// Nouns behind which "of" leads on to a name of a place.
const IS_PLACE_NOUN: &[&str] = &[
    "city", "town", "village", "capital", "port", "suburb", "province", "oblast", "governorate",
    "region", "state", "district", "county", "island", "islands", "peninsula", "outskirts",
    "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "coast",
    "border", "parts", "part", "area", "areas", "center", "centre", "heart", "neighborhood",
    "neighbourhood", "edge", "republic", "territory", "cities", "towns", "villages", "provinces",
    "regions", "districts", "enclave", "stronghold", "streets", "suburbs", "kilometres",
    "kilometers", "miles", "km", "department", "municipality", "waters", "territories",
];

/// Deeds that are said rather than done.
fn is_of_words(event_type: EventType) -> bool {
    use EventType::*;
    matches!(event_type, Agree | Support | Request | Accuse | Reject | Threaten | Sanction | Concede)
}
