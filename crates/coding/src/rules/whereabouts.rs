//! Where a deed happened.
//!
//! In: the reports of a document, and the names of places in it. Out: each
//! report with the place told for its deed: the finest of those nearest to it,
//! else that of the dateline, else none. A place is told by "in" and the like,
//! by the object of a deed that falls on places ("shelled Kharkiv"), or by the
//! way somebody goes. A capital or a state that acts is no place: "Moscow said".

use super::NewsCoder;
use super::syntax::{Shape, Syntax, Voice};
use super::words::number;
use crate::actors::{Found, FoundKind};
use crate::places::{Toponym, hundredths, is_with_article, table::Kind, words::*};
use crate::text::Sentence;
use rapport_record::{Date, EventType, Other, OtherRole, Party, Place, Precision, Report, Span};

/// How many tokens before its preposition a word for going may stand.
const WAY_TOKENS: usize = 6;
/// Cost above which a place is not that of the deed, in the unit of [`Scene::cost`].
const COST_MAX: f64 = 3.0;
/// What each finite verb between costs, and how many count.
const BY_VERB: f64 = 0.8;
const VERBS_MAX: usize = 2;
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
    for of_sentence in reports.chunk_by_mut(|one, other| one.sentence == other.sentence) {
        let scene = Scene::of(coder, &sentences[of_sentence[0].sentence], found, &toponyms);
        for report in of_sentence {
            let main = report.trigger.map_or(0, |trigger| scene.token_at(trigger.start));
            let sides: Vec<Span> = [&report.source, &report.target]
                .into_iter()
                .flatten()
                .filter_map(|party| party.span)
                .collect();
            let told = scene.of_deed(main, &sides, Some(report.event_type));
            let is_told = told.is_some();
            let by_adjective = || scene.land(main).filter(|_| !is_of_words(report.event_type));
            let as_told = |one| place(coder, one, &toponyms, sentences, report.known_on);
            report.place =
                told.map(as_told).or_else(by_adjective).or_else(|| dateline.map(as_told));
            hosts(report, is_told);
            if let Some(toponym) = told {
                struck(report, &sentences[toponym.sentence], toponym);
            }
        }
    }
}

/// Where the first deed of a document happened, whether or not it is coded.
pub(super) fn main_place(
    coder: &NewsCoder,
    sentences: &[Sentence],
    found: &[Vec<Found>],
    on: Date,
) -> Option<Place> {
    let toponyms = coder.places.read(sentences, found);
    let scenes: Vec<(Scene<'_>, usize)> = sentences
        .iter()
        .map(|sentence| {
            let scene = Scene::of(coder, sentence, found, &toponyms);
            let verb = scene.syntax.verbs.iter().find(|verb| verb.shape == Shape::Finite);
            let main = verb.map_or(0, |verb| verb.main);
            (scene, main)
        })
        .collect();
    let as_told = |one: &Toponym| place(coder, one, &toponyms, sentences, on);
    let told = scenes.iter().find_map(|(scene, main)| scene.of_deed(*main, &[], None));
    told.map(as_told)
        .or_else(|| scenes.iter().find_map(|(scene, main)| scene.land(*main)))
        .or_else(|| toponyms.iter().find(|one| one.is_dateline).map(as_told))
}

/// As a report tells it; in a state that had ended by then (Aden in South
/// Yemen), in the one of today. A town that no table has lies where the region
/// told behind it does, and is known as finely as that.
fn place(
    coder: &NewsCoder,
    one: &Toponym,
    toponyms: &[Toponym],
    sentences: &[Sentence],
    on: Date,
) -> Place {
    let mut place = one.place(sentences);
    if one.entry.is_none() {
        let wider = toponyms.iter().find(|wider| {
            wider.sentence == one.sentence
                && one.tokens.end < wider.tokens.start
                && wider.tokens.start <= one.tokens.end + 3
                && wider.entry.is_some()
                && wider.country == one.country
        });
        if let Some(wider) = wider {
            place = Place { name: place.name, ..wider.place(sentences) };
        }
    }
    let state = place.country.as_ref().and_then(|id| coder.gazetteer.actors().get(id));
    if let Some(entry) = one.entry
        && state.and_then(|state| state.until).is_some_and(|until| until < on)
    {
        place.country = Some(entry.country.to_owned());
    }
    place
}

/// Who strikes in another state ("captured the village of X", "claims the bombing in Y") strikes
/// that state, where nobody else is told; a clash there has another side.
fn struck(report: &mut Report, sentence: &Sentence, toponym: &Toponym) {
    /// What is taken back is not taken from the state it lies in.
    const BACK: &[&str] =
        &["free", "liberat", "reconquer", "recaptur", "regain", "retak", "retook"];
    let word = report.trigger.and_then(|trigger| trigger.of(&report.text)).unwrap_or_default();
    let word = word.to_lowercase();
    let is_open = report.event_type == EventType::Assault
        && report.target.is_none()
        && report.mode.as_deref() != Some("clash")
        && !BACK.iter().any(|stem| word.starts_with(stem));
    let (first, last) = (toponym.tokens.start, toponym.tokens.end - 1);
    let (first, last) = (&sentence.tokens[first], &sentence.tokens[last]);
    let span = Span { start: first.start, end: last.end };
    let Some(doer) = report.source.as_ref().filter(|_| is_open) else { return };
    let state = report.place.as_ref().and_then(|place| place.country.clone());
    let is_doer = doer.span.is_some_and(|doer| doer.overlaps(span));
    if let (Some(home), Some(state)) = (&doer.country, state)
        && *home != state
        && !is_doer
    {
        report.target = Some(Party {
            actor: state.clone(),
            country: Some(state),
            role: None,
            name: sentence.text[first.byte_start..last.byte_end].to_owned(),
            span: Some(span),
        });
    }
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
    /// A word that may be a verb that falls on places: "an earthquake strikes".
    Hit,
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
        best.map(|(_, one)| self.finest(one))
    }

    /// The state that an adjective tells beside a noun of place: "in a northern Nigerian village",
    /// "off the Tunisian coast".
    fn land(&self, main: usize) -> Option<Place> {
        const REACH: usize = 14;
        let word = |at: usize| self.syntax.word(at);
        let is_cut = |from: usize, to: usize| {
            (from..to).any(|at| {
                matches!(word(at), ";" | ":")
                    || at != main
                        && self.syntax.is_finite_at(at)
                        && self.syntax.verb_at[at] != self.syntax.verb_at[main]
            })
        };
        let lands = self.syntax.found.iter().filter_map(|one| {
            let (start, end) = (one.tokens.start, one.tokens.end);
            let leads = start.checked_sub(1)?;
            let is_named = self
                .toponyms
                .iter()
                .any(|place| place.tokens.start < end && start < place.tokens.end);
            let (low, high) = (leads.min(main), leads.max(main));
            // A border has two sides.
            let is_border = matches!(word(end - 1), "border" | "borders" | "frontier");
            let is_land = one.kind == FoundKind::Place
                && !is_named
                && !is_border
                && (WHERE.contains(word(leads)) || word(leads) == "on")
                && high - low <= REACH
                && !is_cut(low, high);
            is_land.then_some((high - low, one))
        });
        let (_, one) = lands.min_by_key(|(far, _)| *far)?;
        let state = self.coder.gazetteer.actors().get(one.country.as_ref()?)?;
        let entry = self.coder.places.state(&state.name);
        Some(Place {
            name: without_article(super::parties::name(self.syntax.sentence, one)).to_owned(),
            country: one.country.clone(),
            lat: entry.map(|entry| hundredths(entry.lat)),
            lon: entry.map(|entry| hundredths(entry.lon)),
            precision: Precision::Country,
        })
    }

    /// "A visit to Basra in Iraq": the finer place told right before a wider one.
    fn finest(&self, one: &'a Toponym) -> &'a Toponym {
        let start = self.start_of_phrase(one);
        let finer = self.toponyms.iter().find(|other| {
            let (Some(entry), Some(wider)) = (other.entry, one.entry) else { return false };
            other.tokens.end < start + 1
                && start <= other.tokens.end + 3
                && (other.tokens.end..start).all(|at| {
                    matches!(self.syntax.word(at), "," | "in" | "of" | "the" | "(")
                        || IS_PLACE_NOUN.contains(self.syntax.word(at))
                })
                && entry.country == wider.country
                && wider.kind != Kind::City
                && entry.kind != wider.kind
        });
        finer.map_or(one, |finer| self.finest(finer))
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
        let link = self.link(start, one.tokens.end);
        let kind = self.found_kind(one);
        let is_side = sides.iter().any(|side| self.overlaps(one, *side));
        let is_called_town = one.tokens.start.checked_sub(1).is_some_and(|at| {
            let at = if self.syntax.word(at) == "," { at.saturating_sub(1) } else { at };
            self.syntax.word(at) == "capital"
        });
        let is_power =
            matches!(kind, Some(FoundKind::Name | FoundKind::Capital)) && !is_called_town;
        let mut cost = match link {
            Link::Preposition(word, at) if WHERE.contains(word) => {
                let lasts =
                    at.checked_sub(1).is_some_and(|noun| LASTS.contains(self.syntax.word(noun)));
                // "Discussed the war in Peru": what was spoken of, and not there.
                if lasts && self.syntax.word(main).starts_with("discuss") {
                    return None;
                }
                if lasts && is_word { 2.0 } else { 0.0 }
            }
            Link::Preposition(word, at) => {
                let is_into = word == "into" && !is_word;
                if is_power && !is_into && !self.is_way(at) {
                    return None;
                }
                let by_word = if is_word { 2.5 } else { 0.8 };
                by_word + if word == "from" { 0.5 } else { 0.0 }
            }
            Link::Of(noun) if DEEDS_OF.contains(noun) && !(is_side && is_power) => 0.8,
            Link::Of(_) if !is_power => 2.2,
            Link::Verb(verb) if self.falls_on(verb) && !(is_side && is_power && is_word) => {
                if is_power {
                    1.5
                } else {
                    0.5
                }
            }
            Link::Verb(_) if !is_power => 2.5,
            Link::Nothing if self.is_deed_behind(one) && !is_power => 1.5,
            Link::Hit if !is_word => 0.5,
            Link::Nothing => match self.passive_behind(one) {
                Some(verb) if self.falls_on(verb) => 0.8,
                Some(_) if !is_power => 2.4,
                _ => return None,
            },
            _ => return None,
        };
        if is_side && is_power && !matches!(link, Link::Preposition(..) | Link::Verb(_)) {
            return None;
        }
        let (low, high) = if start < main { (start, main) } else { (main, start) };
        let between = self
            .syntax
            .verbs
            .iter()
            .filter(|verb| verb.shape == Shape::Finite && low < verb.main && verb.main < high);
        cost += BY_VERB * between.count().min(VERBS_MAX) as f64;
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
    fn link(&self, start: usize, end: usize) -> Link<'_> {
        let mut at = start;
        for _ in 0..12 {
            let Some(left) = at.checked_sub(1) else { return Link::Nothing };
            let word = self.syntax.word(left);
            let token = &self.syntax.sentence.tokens[left];
            let is_on = || (left + 1..end).any(|at| ON.contains(self.syntax.word(at)));
            let is_attack =
                || left.checked_sub(1).is_some_and(|at| ATTACKS.contains(self.syntax.word(at)));
            if word == "on" && (is_on() || is_attack()) {
                return Link::Preposition("near", left);
            }
            let is_way_for = || word == "for" && self.is_way(left);
            if WHERE.contains(word) || WAY.contains(word) || is_way_for() {
                return Link::Preposition(word, left);
            }
            if word == "of" {
                let Some(noun) = left.checked_sub(1) else { return Link::Nothing };
                let noun_word = self.syntax.word(noun);
                if COMPASS.contains(noun_word) {
                    return Link::Preposition("near", noun);
                }
                if IS_PLACE_NOUN.contains(noun_word) {
                    at = noun;
                    continue;
                }
                return Link::Of(noun_word);
            }
            if HITS.contains(word) {
                return Link::Hit;
            }
            if let Some(verb) = self.syntax.verb_at[left]
                && self.syntax.verbs[verb].main == left
                && !word.ends_with("-held")
            {
                return Link::Verb(verb);
            }
            if matches!(word, "," | "and" | "or" | "(") {
                let before = self.toponyms.iter().find(|other| {
                    other.tokens.end == left
                        || other.tokens.end + 1 == left && self.is_skipped(left - 1)
                });
                match before {
                    Some(other) => at = self.start_of_phrase(other),
                    // "Zenda, Punjab, Pakistan": a town that no table has.
                    None if word == "," && self.syntax.word(end) != "'s" => {
                        match self.start_of_unknown(left) {
                            Some(start) => at = start,
                            None => return Link::Nothing,
                        }
                    }
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
            let is_named_part = IS_PLACE_NOUN.contains(self.syntax.word(at));
            let is_plain = token.is_word
                && (!token.is_capital || is_adjective || is_named_part || left == 0)
                && !matches!(
                    word,
                    "that"
                        | "which"
                        | "who"
                        | "as"
                        | "by"
                        | "with"
                        | "for"
                        | "on"
                        | "against"
                        | "after"
                        | "before"
                        | "while"
                        | "when"
                        | "because"
                        | "but"
                );
            if !is_plain && number(word).is_none() && word != "-" {
                return Link::Nothing;
            }
            at = left;
        }
        Link::Nothing
    }

    /// Where a stretch of capital words begins that ends before a token.
    fn start_of_unknown(&self, end: usize) -> Option<usize> {
        let tokens = &self.syntax.sentence.tokens;
        let mut start = end;
        while 0 < start && end < start + 4 {
            let token = &tokens[start - 1];
            let is_named =
                token.is_capital || is_with_article(self.syntax.sentence.word(start - 1));
            if !token.is_word || !is_named && !IS_PLACE_NOUN.contains(&token.lower) {
                break;
            }
            start -= 1;
        }
        let is_named = start < end && tokens[start].is_capital && 0 < start;
        is_named.then_some(start)
    }

    /// A full stop of "N.Y." and the like.
    fn is_skipped(&self, token: usize) -> bool {
        matches!(self.syntax.word(token), "." | "," | "province" | "region" | "state" | "district")
    }

    /// "Arrives in", "a trip to": somebody goes there.
    fn is_way(&self, preposition: usize) -> bool {
        (preposition.saturating_sub(WAY_TOKENS)..preposition).any(|at| {
            let word = self.syntax.word(at);
            GOES.begins(word)
        })
    }

    /// "The Baghdad bombing", "Mitiga International Airport".
    fn is_deed_behind(&self, one: &Toponym) -> bool {
        (one.tokens.end..one.tokens.end + 3).any(|at| DEEDS_BEHIND.contains(self.syntax.word(at)))
    }

    /// "Kharkiv is attacked": the verb of which the place is the subject.
    fn passive_behind(&self, one: &Toponym) -> Option<usize> {
        let verb = (one.tokens.end..one.tokens.end + 4)
            .find_map(|at| self.syntax.verb_at.get(at).copied().flatten())?;
        (self.syntax.verbs[verb].voice == Voice::Passive).then_some(verb)
    }

    fn falls_on(&self, verb: usize) -> bool {
        let lemmas = &self.syntax.verbs[verb].lemmas;
        lemmas.iter().any(|&lemma| FALLS_ON.contains(self.coder.lexicon.lemma(lemma)))
    }
}

fn without_article(phrase: &str) -> &str {
    ["a ", "an ", "the "].iter().find_map(|article| phrase.strip_prefix(article)).unwrap_or(phrase)
}

/// Deeds that are said rather than done.
fn is_of_words(event_type: EventType) -> bool {
    use EventType::*;
    matches!(
        event_type,
        Agree | Support | Request | Accuse | Reject | Threaten | Sanction | Concede
    )
}
