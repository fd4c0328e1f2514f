//! Who is named in a document: what `code --mentions` writes.
//!
//! In: the sentences of a document and the phrases found in them. Out: one
//! [`Mention`] a phrase that names an actor. Beside what [`parties`] tells of
//! a phrase by itself, this reads what stands around it: a country after "in"
//! is a place, "police in Ukraine" is one phrase, and "the government" is that
//! of the state spoken of, which is the nearest one of the sentence, then of
//! the one before, then the document's [`parties::focus`].

mod unlisted;
mod words;

use super::parties;
use crate::actors::{Found, FoundKind};
use crate::model::Tagged;
use crate::text::Sentence;
use rapport_record::{ActorId, Mention, Role, Span};
use rustc_hash::FxHashMap;
use words::*;

/// The mentions of a document, in order. `found` are the phrases of each sentence, `tagged` what
/// the model takes for somebody there.
pub fn of_document(
    sentences: &[Sentence],
    mut found: Vec<Vec<Found>>,
    tagged: &[Vec<Tagged>],
) -> Vec<Mention> {
    let is_north = is_written_in_the_north(sentences);
    if is_north {
        for (sentence, found) in sentences.iter().zip(&mut found) {
            found.iter_mut().for_each(|found| read_as_in_the_north(sentence, found));
        }
    }
    let found = found.as_slice();
    let mut document = DocumentSoFar {
        focus: parties::focus(found),
        last_country: None,
        last_body: None,
        surnames: FxHashMap::default(),
        is_north,
    };
    let mut mentions = Vec::new();
    for ((sentence, found), tagged) in sentences.iter().zip(found).zip(tagged) {
        let start = mentions.len();
        Reading { sentence, found }.read(tagged, &mut document, &mut mentions);
        mentions[start..].sort_by_key(|mention| mention.span.start);
    }
    mentions
}

/// What the text before a sentence told.
struct DocumentSoFar {
    focus: Option<ActorId>,
    last_country: Option<ActorId>,
    /// The last organisation or group named.
    last_body: Option<Named>,
    /// People named in full, by their last word.
    surnames: FxHashMap<String, Named>,
    /// It is written as North Korea's agency writes.
    is_north: bool,
}

impl DocumentSoFar {
    /// The state spoken of before a sentence.
    fn spoken_of(&self) -> Option<ActorId> {
        self.last_country.clone().or_else(|| self.focus.clone())
    }
}

/// The country named nearest to a phrase by those that count, before it rather than behind.
fn nearest_country(
    before: &[Found],
    after: &[Found],
    counts: impl Fn(&&Found) -> bool,
) -> Option<ActorId> {
    let told = |found: &Found| found.country.clone();
    let last = before.iter().rev().filter(&counts).find_map(told);
    last.or_else(|| after.iter().filter(&counts).find_map(told))
}

/// Whether a text calls Korea's halves as North Korea's agency does: "south
/// Korea" is a part of Korea there, and Korea is the DPRK.
fn is_written_in_the_north(sentences: &[Sentence]) -> bool {
    let any = |words: &str| sentences.iter().any(|sentence| sentence.text.contains(words));
    any(" south Korea") || any("DPRK") && !any("South Korea") && !any("ROK")
}

/// "Korea", "Koreans" there are North Korea and its people.
fn read_as_in_the_north(sentence: &Sentence, found: &mut Found) {
    let first = found.tokens.start.saturating_sub(2);
    let mut words = sentence.tokens[first..found.tokens.end].iter().map(|token| &*token.lower);
    let is_south =
        words.clone().any(|word| matches!(word, "south" | "s" | "s." | "puppet" | "seoul"));
    if !is_south
        && found.country.as_deref() == Some("KOR")
        && words.any(|word| word.starts_with("korea"))
    {
        let is_state = found.country.as_deref() == Some(&found.actor);
        found.country = Some("PRK".to_owned());
        if is_state {
            found.actor = "PRK".to_owned();
        }
    }
}

/// For whom a phrase stands.
#[derive(Clone)]
struct Named {
    actor: ActorId,
    country: Option<ActorId>,
    role: Option<Role>,
}

impl Named {
    fn of(found: &Found) -> Self {
        Self { actor: found.actor.clone(), country: found.country.clone(), role: found.role }
    }

    fn state(country: ActorId, role: Option<Role>) -> Self {
        Self { actor: country.clone(), country: Some(country), role }
    }
}

/// A sentence and the phrases found in it.
struct Reading<'s> {
    sentence: &'s Sentence,
    found: &'s [Found],
}

impl Reading<'_> {
    fn read(&self, tagged: &[Tagged], document: &mut DocumentSoFar, mentions: &mut Vec<Mention>) {
        let mut is_place: Vec<bool> = Vec::with_capacity(self.found.len());
        for at in 0..self.found.len() {
            is_place.push(self.is_place(at, &is_place));
        }
        let first = mentions.len();
        let mut at = 0;
        while at < self.found.len() {
            let found = &self.found[at];
            if let Some(next) = self.bodies_in_place(at, &is_place, mentions) {
                at = next;
                continue;
            }
            if self.is_of_a_thing(found) {
                at += 1;
                continue;
            }
            if let Some(last) = mentions[first..].last_mut()
                && self.is_state_of(found, last)
            {
                last.span.end = self.sentence.tokens[found.tokens.end - 1].end;
                last.text = self.text(last.span);
                at += 1;
                continue;
            }
            let mention = if found.kind == FoundKind::Agent {
                self.definite(at, document)
            } else if is_place[at] {
                self.court_in(found)
            } else if let Some((end, role)) = self.body_after(found) {
                let country = found.country.clone();
                country.map(|country| {
                    let start = self.with_article(found.tokens.start);
                    self.mention(self.span(start, end), Named::state(country, Some(role)))
                })
            } else if found.kind == FoundKind::Adjective {
                self.people_after(found)
            } else {
                parties::mention(self.sentence, found)
            };
            let mention = mention.and_then(|mention| self.whole(found, mention));
            if let Some(mention) = mention {
                while first < mentions.len()
                    && mentions.last().is_some_and(|last| mention.span.start <= last.span.start)
                {
                    mentions.pop();
                }
                mentions.push(mention);
            }
            at += 1;
        }
        for found in self.found {
            self.remember(found, document);
        }
        if !self.is_headline() {
            self.unknown_bodies(document, mentions);
        }
        self.nouns_for_the_known(document, mentions);
        self.unlisted(tagged, document, mentions);
        let told = self.found.iter().find_map(|found| found.country.clone());
        document.last_country = told.or_else(|| document.last_country.take());
    }

    /// Whether most words have a capital, so that capitals tell nothing.
    fn is_headline(&self) -> bool {
        let words = || self.sentence.tokens.iter().filter(|token| token.is_word);
        words().count() < 2 * words().filter(|token| token.is_capital).count()
    }

    fn lower(&self, token: usize) -> &str {
        self.sentence.tokens.get(token).map_or("", |token| token.lower.as_str())
    }

    fn before(&self, token: usize, back: usize) -> &str {
        token.checked_sub(back).map_or("", |at| self.lower(at))
    }

    /// Whether a phrase only says where.
    fn is_place(&self, at: usize, is_place: &[bool]) -> bool {
        let found = &self.found[at];
        match found.kind {
            FoundKind::Place => return true,
            FoundKind::Name | FoundKind::Capital | FoundKind::Seat => {}
            _ => return false,
        }
        let mut start = found.tokens.start;
        if NEAR_WORDS.contains(&self.before(start, 1)) {
            start -= 1;
            start -= usize::from(self.before(start, 1) == "the");
        }
        let before = self.before(start, 1);
        let is_seat = found.kind == FoundKind::Seat;
        let goes = |back: usize| {
            (2..=back).any(|n| {
                let word = self.before(start, n);
                !word.is_empty() && TRAVEL.iter().any(|stem| word.starts_with(stem))
            })
        };
        let is_there = match before {
            "at" => !(2..=5).any(|n| AIMED.contains(&self.before(start, n))),
            "into" | "inside" => !(2..=5).any(|n| AIMED.contains(&self.before(start, n))),
            _ if WHERE.contains(&before) => true,
            "from" | "to" | "for" if is_seat => false,
            "from" => goes(6) || !SENT_FROM.contains(&self.before(start, 2)),
            "to" => {
                let noun = self.before(start, 2);
                noun != "visit" && goes(4) && !TOLD.contains(&noun)
            }
            "for" => goes(2),
            "of" => PARTS.contains(&self.before(start, 2)),
            "with" => self.before(start, 2).starts_with("border"),
            "bordering" | "reach" | "reached" | "leave" | "leaving" | "left" => true,
            "(" => 1 < start && self.lower(found.tokens.end) == ")",
            _ => false,
        };
        is_there
            || self.is_after_town(at)
            || self.is_dateline(found)
            || at.checked_sub(1).is_some_and(|last| {
                is_place[last]
                    && self.found[last].kind != FoundKind::Place
                    && self.is_listed(last, at)
            })
    }

    /// "Damascus, Syria".
    fn is_after_town(&self, at: usize) -> bool {
        let found = &self.found[at];
        let start = found.tokens.start;
        if !matches!(found.kind, FoundKind::Name | FoundKind::Capital)
            || start < 2
            || self.before(start, 1) != ","
        {
            return false;
        }
        let town = start - 2;
        if matches!(self.lower(town), "capital" | "city" | "town" | "port" | "village") {
            return true;
        }
        let last = at.checked_sub(1).map(|last| &self.found[last]);
        if let Some(last) = last.filter(|last| last.tokens.contains(&town))
            && matches!(last.kind, FoundKind::Place | FoundKind::Capital)
            && last.country == found.country
        {
            return true;
        }
        let token = &self.sentence.tokens[town];
        let closes = matches!(self.lower(found.tokens.end), "" | "," | "." | ")" | ";");
        let mut first = town;
        while 0 < first && self.sentence.tokens[first - 1].is_capital {
            first -= 1;
        }
        let leads = self.before(first, 1);
        let leads_to = matches!(leads, "of" | "," | "at" | "to" | "from") || WHERE.contains(&leads);
        token.is_capital && closes && leads_to
    }

    /// "Pyongyang, February 1 (KCNA)".
    fn is_dateline(&self, found: &Found) -> bool {
        let end = found.tokens.end;
        found.tokens.start == 0
            && self.lower(end) == ","
            && MONTHS.iter().any(|month| self.lower(end + 1).starts_with(month))
    }

    /// "Syria and Iraq", "Syria, Iraq and Yemen".
    fn is_listed(&self, last: usize, at: usize) -> bool {
        let (last, found) = (&self.found[last], &self.found[at]);
        let between: Vec<&str> =
            (last.tokens.end..found.tokens.start).map(|token| self.lower(token)).collect();
        let goes_on = matches!(self.lower(found.tokens.end), "," | "and" | "or");
        match between.as_slice() {
            ["and" | "or" | "&"] | [",", "and" | "or"] => true,
            [","] => goes_on && 1 < last.tokens.start,
            _ => false,
        }
    }

    /// "Police in Ukraine", "police in France and Belgium": one phrase for each
    /// state. Gives the next phrase to read.
    fn bodies_in_place(
        &self,
        at: usize,
        is_place: &[bool],
        mentions: &mut Vec<Mention>,
    ) -> Option<usize> {
        let (body, place) = (&self.found[at], self.found.get(at + 1)?);
        let is_near = place.tokens.start == body.tokens.end + 1;
        let joins = is_near && matches!(self.lower(body.tokens.end), "in" | "from" | "of");
        let fits = matches!(place.kind, FoundKind::Name | FoundKind::Capital | FoundKind::Place);
        if body.kind != FoundKind::Agent || !joins || !fits {
            return None;
        }
        if !is_place[at + 1] && self.lower(body.tokens.end) != "of" {
            return None;
        }
        let mut start = body.tokens.start;
        let mut next = at + 1;
        loop {
            let place = &self.found[next];
            if let Some(country) = place.country.clone() {
                let span = self.span(start, place.tokens.end);
                mentions.push(self.mention(span, Named::state(country, body.role)));
            }
            next += 1;
            let goes_on = self.found.get(next).is_some_and(|other| {
                is_place[next] && other.kind == place.kind && self.is_listed(next - 1, next)
            });
            if !goes_on {
                return Some(next);
            }
            start = self.found[next].tokens.start;
        }
    }

    /// "Kim Il Sung" in "Kim Il Sung Prize", "Aden Adde International Airport".
    fn is_of_a_thing(&self, found: &Found) -> bool {
        let mut end = found.tokens.end;
        while self.is_free_capital(end) {
            end += 1;
        }
        let is_name = matches!(
            found.kind,
            FoundKind::Person | FoundKind::Bloc | FoundKind::Capital | FoundKind::Name
        );
        is_name && found.tokens.end < end && NAMED_THINGS.contains(&self.lower(end - 1))
    }

    /// "of the DPRK" after "the Supreme People's Assembly".
    fn is_state_of(&self, found: &Found, last: &Mention) -> bool {
        let start = found.tokens.start;
        found.kind == FoundKind::Name
            && 1 < start
            && self.before(start, 1) == "of"
            && self.sentence.tokens[start - 2].end == last.span.end
            && last.role.is_some()
            && last.country == found.country
    }

    fn is_free(&self, token: usize) -> bool {
        self.sentence.tokens.get(token).is_some_and(|one| one.is_word)
            && self.found.iter().all(|other| !other.tokens.contains(&token))
    }

    fn is_free_capital(&self, token: usize) -> bool {
        self.is_free(token) && self.sentence.tokens[token].is_capital
    }

    fn with_article(&self, start: usize) -> usize {
        start - usize::from(self.before(start, 1) == "the")
    }

    /// "Italy's Data Protection Authority", "the Tanzania-DPRK Friendship
    /// Association": a body that is in no table, told by its last word.
    fn body_after(&self, found: &Found) -> Option<(usize, Role)> {
        let fits = matches!(found.kind, FoundKind::Name | FoundKind::Adjective);
        let mut at = found.tokens.end;
        let is_owner = self.lower(at) == "'s";
        at += usize::from(is_owner);
        for _ in 0..2 {
            let is_plain = MODIFIERS.contains(&self.lower(at));
            at += usize::from(is_plain);
        }
        let from = at;
        while self.is_free_capital(at) || from < at && matches!(self.lower(at), "and" | "'s") {
            at += 1;
        }
        (fits && from < at).then_some(())?;
        let role = body_role(self.lower(at - 1))?;
        let governs = matches!(self.before(from, 1), "ruling" | "governing");
        Some((at, if governs && role == Role::Opposition { Role::Government } else { role }))
    }

    /// "The Korean people", "Saudi women": nationals by a noun too plain to be
    /// found by itself.
    fn people_after(&self, found: &Found) -> Option<Mention> {
        let noun = found.tokens.end;
        let is_plain = self.lower(noun + 1) != "'s";
        (is_plain && PEOPLE.contains(&self.lower(noun))).then_some(())?;
        let country = found.country.clone()?;
        let mut end = noun + 1;
        while self.is_free_capital(end) {
            end += 1;
        }
        let span = self.span(self.with_article(found.tokens.start), end);
        Some(self.mention(span, Named::state(country, Some(Role::Civilian))))
    }

    /// A mention with what stands before "of" and a name beside it; none where
    /// that shows that a thing is meant ("the Sea of Japan").
    fn whole(&self, found: &Found, mut mention: Mention) -> Option<Mention> {
        let tokens = &self.sentence.tokens;
        let mut start = tokens.iter().position(|token| token.start == mention.span.start)?;
        let mut end = tokens.iter().rposition(|token| token.end == mention.span.end)? + 1;
        let is_bare = mention.role.is_none();
        for _ in 0..3 {
            if start < 2 || !matches!(self.before(start, 1), "of" | "for") {
                break;
            }
            let of = start - 1;
            let agent = self.found.iter().find(|other| {
                other.tokens.end == of && (other.kind == FoundKind::Agent && other.role.is_some())
            });
            if let Some(agent) = agent {
                let is_own = mention.country.as_deref() == Some(mention.actor.as_str());
                if is_own && !(mention.role.is_some() && agent.role == Some(Role::Government)) {
                    mention.role = agent.role;
                }
                start = self.with_modifiers(agent.tokens.start);
                continue;
            }
            if self.lower(of) != "of" {
                break;
            }
            let plain = match self.lower(of - 1) {
                noun if is_bare && PEOPLE.contains(&noun) => Some(Role::Civilian),
                "organizations" | "organisations" if is_bare => Some(Role::Ngo),
                _ => None,
            };
            if plain.is_some() && self.is_free(of - 1) {
                mention.role = plain;
                start = self.with_modifiers(of - 1);
                break;
            }
            if OFFICES.contains(&self.lower(of - 1)) {
                start = self.with_modifiers(of - 1);
                mention.role = mention.role.or(Some(Role::Government));
                continue;
            }
            let mut first = of;
            while 0 < first
                && (self.is_free_capital(first - 1)
                    || first < of && self.before(first, 1) == "and" && self.is_free(first - 1))
            {
                first -= 1;
            }
            while first < of && self.lower(first) == "and" {
                first += 1;
            }
            if first == of {
                break;
            }
            let noun = self.lower(of - 1);
            if is_bare && THINGS.contains(&noun) {
                return None;
            }
            let role = body_role(noun);
            if role.is_none() && (first == 0 || is_bare) {
                break;
            }
            if is_bare {
                mention.role = mention.role.or(role);
            }
            let first = if ARTICLES.contains(&self.lower(first)) { first + 1 } else { first };
            start = self.with_article(first);
        }
        if mention.role.is_some() && found.kind != FoundKind::National {
            start = self.with_modifiers(start);
            let person = self.found.iter().find(|other| {
                other.kind == FoundKind::Person
                    && other.tokens.end + 1 == start
                    && self.before(start, 1) == ","
                    && found.kind != FoundKind::Person
            });
            if let Some(person) = person {
                start = person.tokens.start;
                if person.role.is_some_and(|role| role != Role::Civilian) {
                    mention.actor.clone_from(&person.actor);
                    mention.country.clone_from(&person.country);
                    mention.role = person.role;
                }
            } else {
                (start, end) = self.with_name_beside(found.kind, start, end);
            }
        }
        mention.span = self.span(start, end);
        mention.text = self.text(mention.span);
        Some(mention)
    }

    /// "A court in Turkey": a noun too weak to be found by itself.
    fn court_in(&self, place: &Found) -> Option<Mention> {
        let preposition = place.tokens.start.checked_sub(1)?;
        let noun = preposition.checked_sub(1)?;
        let (_, role) = WEAK_BODIES.iter().find(|(word, _)| *word == self.lower(noun))?;
        if self.lower(preposition) != "in" {
            return None;
        }
        let determiner =
            (noun.saturating_sub(3)..noun).rev().find(|at| ARTICLES.contains(&self.lower(*at)));
        if determiner.is_none() && !self.sentence.tokens[noun].is_capital {
            return None;
        }
        let span = self.span(determiner.unwrap_or(noun), place.tokens.end);
        Some(self.mention(span, Named::state(place.country.clone()?, Some(*role))))
    }

    /// "The government", "its police", "Prime Minister X": of the state spoken of.
    fn definite(&self, at: usize, document: &DocumentSoFar) -> Option<Mention> {
        let found = &self.found[at];
        let role = found.role?;
        let first = self.lower(found.tokens.start);
        let is_definite = DEFINITE.contains(&first);
        let is_indefinite = matches!(first, "a" | "an" | "another" | "some" | "several" | "many")
            || first.starts_with(|c: char| c.is_ascii_digit())
            || NUMBERS.contains(&first);
        let is_named = found.head.end < found.tokens.end;
        let of_state = [
            Role::Government,
            Role::Military,
            Role::Legislature,
            Role::Judiciary,
            Role::Spy,
            Role::Police,
        ];
        let counts = if is_definite || is_named {
            is_named || of_state.contains(&role) || matches!(role, Role::Opposition | Role::Rebel)
        } else {
            let last = self.lower(found.tokens.end - 1);
            let is_verb = last == "forces" && found.tokens.len() == 1;
            of_state.contains(&role) && !is_indefinite && BARE_BODIES.contains(&last) && !is_verb
        };
        let next = self.lower(found.tokens.end);
        let is_adjective = self.lower(found.tokens.end - 1) == "military"
            && matches!(next, "affairs" | "and" | "exercises" | "training" | "action");
        if !counts || is_adjective || is_indefinite && !is_named {
            return None;
        }
        let country = self.country_for(at, document)?;
        let span = parties::span(self.sentence, found);
        Some(self.mention(span, Named::state(country, Some(role))))
    }

    /// The state spoken of where a phrase stands.
    fn country_for(&self, at: usize, document: &DocumentSoFar) -> Option<ActorId> {
        let tokens = &self.found[at].tokens;
        let is_puppet =
            (tokens.start.saturating_sub(2)..tokens.end).any(|token| self.lower(token) == "puppet");
        if document.is_north && is_puppet {
            return Some("KOR".to_owned());
        }
        nearest_country(&self.found[..at], &self.found[at + 1..], |_| true)
            .or_else(|| document.spoken_of())
    }

    /// With "deputy", "vice-" and an article before an office.
    fn with_modifiers(&self, office: usize) -> usize {
        let mut start = office;
        while OFFICE_MODIFIERS.contains(&self.before(start, 1)) && self.is_loose(start - 1) {
            start -= 1;
        }
        start
    }

    /// Whether a token is in no phrase that names somebody.
    fn is_loose(&self, token: usize) -> bool {
        self.found
            .iter()
            .all(|other| !other.tokens.contains(&token) || other.kind == FoundKind::Agent)
    }

    /// Adds a name in apposition: "Ridge Alkonis, a U.S. Navy officer".
    fn with_name_beside(&self, kind: FoundKind, start: usize, end: usize) -> (usize, usize) {
        let (mut from, mut to) = (start, end);
        if self.before(start, 1) == "," {
            let mut first = start - 1;
            while 0 < first && self.is_free_capital(first - 1) {
                first -= 1;
            }
            let person = self
                .found
                .iter()
                .find(|other| other.kind == FoundKind::Person && other.tokens.end == start - 1);
            if let Some(person) = person {
                from = person.tokens.start;
            } else if first + 2 < start {
                from = first;
            }
        }
        if self.lower(end) == "," && kind != FoundKind::Person {
            let mut last = end + 1;
            while self.is_free_capital(last) {
                last += 1;
            }
            if end + 2 < last && matches!(self.lower(last), "," | "" | ".") {
                to = last;
            }
        }
        (from, to)
    }

    /// "The country", "the group", a surname: whom the text named before.
    fn nouns_for_the_known(&self, document: &DocumentSoFar, mentions: &mut Vec<Mention>) {
        let tokens = &self.sentence.tokens;
        for at in 0..tokens.len() {
            if self.found.iter().any(|found| found.tokens.contains(&at)) {
                continue;
            }
            let word = tokens[at].lower.as_str();
            let is_neighbour_name = |other: Option<usize>| {
                other.and_then(|other| tokens.get(other)).is_some_and(|t| t.is_capital && t.is_word)
            };
            if tokens[at].is_capital
                && let Some(named) = document.surnames.get(word)
                && !is_neighbour_name(at.checked_sub(1).filter(|&one| 0 < one))
                && !is_neighbour_name(Some(at + 1))
            {
                mentions.push(self.mention(self.span(at, at + 1), named.clone()));
            } else if let Some(state) = self.half_of_korea(at, document) {
                let state = Named::state(state.to_owned(), None);
                mentions.push(self.mention(self.span(at - 1, at + 1), state));
            } else if 0 < at && DEFINITE.contains(&self.before(at, 1)) {
                let is_owner = self.lower(at + 1) == "'s";
                let named = match word {
                    "country" | "nation"
                        if !is_owner
                            && !WHERE.contains(&self.before(at, 2))
                            && !matches!(
                                self.before(at, 2),
                                "of" | "to" | "for" | "at" | "from"
                            )
                            && self.before(at, 1) != "our" =>
                    {
                        let index = self.found.iter().filter(|f| f.tokens.end <= at).count();
                        let before = self.found[..index].iter().rev();
                        before
                            .filter_map(|found| found.country.clone())
                            .next()
                            .or_else(|| document.last_country.clone())
                            .map(|country| Named::state(country, None))
                    }
                    "group" | "organization" | "organisation" | "party" | "movement"
                        if !is_owner && tokens.get(at + 1).is_none_or(|t| t.lower != "of") =>
                    {
                        document.last_body.clone()
                    }
                    _ => None,
                };
                if let Some(named) = named {
                    mentions.push(self.mention(self.span(at - 1, at + 1), named));
                }
            }
        }
    }

    /// "The Labour Party", "the Hellenic Parliament", "the Party of the Left": a
    /// body in no table, of the state spoken of.
    fn unknown_bodies(&self, document: &DocumentSoFar, mentions: &mut Vec<Mention>) {
        let tokens = &self.sentence.tokens;
        let mut at = 0;
        while at < tokens.len() {
            at += 1;
            let start = at - 1;
            if tokens[start].lower != "the" || !self.is_free(start) {
                continue;
            }
            let joins = |at: usize| {
                self.is_free_capital(at)
                    || self.is_free_capital(at + 1)
                        && (matches!(self.lower(at), "and" | "for" | "-")
                            || self.lower(at) == "of" && self.lower(at - 1) == "party")
            };
            let mut end = at;
            while joins(end) {
                end += 1;
            }
            let Some(noun) = (at..end).rev().find(|&noun| {
                BODY_NAMES.contains(&self.lower(noun))
                    && (self.lower(noun + 1) == "of" || noun + 1 == end)
            }) else {
                continue;
            };
            let is_told = self.lower(end) == "of"
                || mentions.iter().any(|one| {
                    one.sentence == self.sentence.index && one.span.overlaps(self.span(start, end))
                });
            let is_named = (at < noun || noun + 1 < end) && !is_told;
            let Some(role) = body_role(self.lower(noun)).filter(|_| is_named) else { continue };
            let index = self.found.iter().filter(|found| found.tokens.end <= start).count();
            let (before, after) = self.found.split_at(index);
            let nearest = nearest_country(before, after, |_| true);
            if let Some(country) = nearest.or_else(|| document.spoken_of()) {
                let named = Named::state(country, Some(role));
                mentions.push(self.mention(self.span(start, end), named));
            }
            at = end;
        }
    }

    /// "the north" where Korea is spoken of.
    fn half_of_korea(&self, at: usize, document: &DocumentSoFar) -> Option<&'static str> {
        let state = match self.lower(at) {
            "north" => "PRK",
            "south" => "KOR",
            _ => return None,
        };
        let is_korean = matches!(document.focus.as_deref(), Some("PRK" | "KOR"));
        let is_of_korea = self.lower(at + 1) == "of" && self.lower(at + 2).starts_with("korea");
        let next = self.sentence.tokens.get(at + 1);
        let ends = next.is_none_or(|next| {
            !next.is_word && next.lower != "-"
                || ["and", "is", "has", "was", "to"].contains(&&*next.lower)
        });
        let is_where = WHERE.contains(&self.before(at, 2));
        let is_half = is_korean && self.before(at, 1) == "the" && (ends || is_of_korea);
        (is_half && !is_where).then_some(state)
    }

    fn remember(&self, found: &Found, document: &mut DocumentSoFar) {
        match found.kind {
            FoundKind::Person => {
                let name = &self.sentence.tokens[found.head.clone()];
                let is_eastern = found
                    .country
                    .as_deref()
                    .is_some_and(|country| ["PRK", "KOR", "CHN", "VNM"].contains(&country));
                let surname = if is_eastern { name.first() } else { name.last() };
                if let Some(surname) = surname.filter(|one| 2 < one.lower.len() && 1 < name.len()) {
                    document.surnames.insert(surname.lower.clone(), Named::of(found));
                }
            }
            FoundKind::Organisation | FoundKind::Group => {
                document.last_body = Some(Named::of(found));
            }
            _ => {}
        }
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let tokens = &self.sentence.tokens;
        Span { start: tokens[from].start, end: tokens[to - 1].end }
    }

    fn text(&self, span: Span) -> String {
        let tokens = &self.sentence.tokens;
        let first = tokens.iter().find(|token| token.start == span.start);
        let last = tokens.iter().find(|token| token.end == span.end);
        match (first, last) {
            (Some(first), Some(last)) => {
                self.sentence.text[first.byte_start..last.byte_end].to_owned()
            }
            _ => String::new(),
        }
    }

    fn mention(&self, span: Span, named: Named) -> Mention {
        Mention {
            sentence: self.sentence.index,
            span,
            text: self.text(span),
            actor: named.actor,
            country: named.country,
            role: named.role,
        }
    }
}
