//! A typed phrase read as a sentence names somebody: "French President", "Bulgarian prosecutors".
//!
//! In: words and a day. Out: the actor of the one noun phrase that they are, if they are one; where
//! they name an office, with whoever held it that day.

use super::{Found, FoundKind, Gazetteer, lexicon::Class, resolve::Resolution, resolve::told};
use crate::text::Sentence;
use jiff::civil::Date;
use rapport_record::{Role, Tenure};

/// Words that say an office is no longer held.
const FORMER: &[&str] = &["former", "ex", "ex-president", "late", "ousted", "onetime"];

/// Offices that go by several names, as words of the tables.
const SAME_OFFICE: &[&[&str]] = &[
    &["foreign minister", "foreign secretary", "secretary of state", "minister of foreign affairs"],
    &["prime minister", "premier", "chancellor"],
    &["defence minister", "defense minister", "defence secretary", "secretary of defense"],
    &["king", "queen", "monarch", "emperor"],
    &["finance minister", "chancellor of the exchequer", "treasury secretary"],
    &["interior minister", "home secretary", "home minister"],
];

impl Gazetteer {
    /// Whom a phrase names, and why: one actor, or the states of "the two Koreas"; nobody where
    /// the words are more or less than one phrase.
    pub(super) fn phrase_named(&self, words: &str, on: Option<Date>) -> Vec<Resolution> {
        let sentence = Sentence::new(words);
        let day = on.unwrap_or(rapport_record::Dated::OPEN);
        let found = self.find(&sentence, day);
        let n_tokens = sentence.tokens.len();
        let is_last = |other: &Found| other.tokens == (n_tokens - 1..n_tokens);
        match found.as_slice() {
            [first, others @ ..] if first.tokens.end == n_tokens && others.iter().all(is_last) => {
                let named = |one: &Found| {
                    // The other states of a plural stand over its last word.
                    let whole = Found { tokens: first.tokens.clone(), ..one.clone() };
                    self.named_in(&sentence, &whole, day)
                };
                found.iter().filter_map(named).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whom one phrase names that is a whole sentence.
    fn named_in(&self, sentence: &Sentence, one: &Found, day: Date) -> Option<Resolution> {
        let is_whole = one.tokens == (0..sentence.tokens.len());
        let is_named = !one.actor.is_empty()
            && !matches!(one.kind, FoundKind::Adjective | FoundKind::Agent | FoundKind::Place);
        if !is_whole || !is_named {
            return None;
        }
        let text = |tokens: std::ops::Range<usize>| {
            let tokens = &sentence.tokens[tokens];
            sentence.text[tokens[0].byte_start..tokens[tokens.len() - 1].byte_end].to_lowercase()
        };
        let head = text(one.head.clone());
        let is_former = sentence.tokens.iter().any(|token| FORMER.contains(&token.lower.as_str()));
        let holder = match one.kind {
            FoundKind::Person => return Some(self.person_named(one, &head, day)),
            _ if is_former => None,
            FoundKind::Name => None,
            _ => self.holder(&one.actor, &head, day),
        };
        let of = self.actors.name(&one.actor);
        let (why, source) = match holder {
            Some(tenure) => (self.held(tenure), tenure.source.clone()),
            None => {
                let role = one.role.map_or(String::new(), |role| format!(" ({role})"));
                (format!("{head} of {of}{role}"), self.source(&one.actor))
            }
        };
        Some(Resolution { actor: one.actor.clone(), why, source })
    }

    /// "President Macron", "former President Carter".
    fn person_named(&self, one: &Found, name: &str, day: Date) -> Resolution {
        let people: Vec<u32> = self.people_of(name).collect();
        let in_office = people.iter().copied().find(|&one| self.core.office(one, day).is_some());
        let person = in_office.or_else(|| self.core.latest(people.iter().copied(), day));
        let id = person.map(|person| self.core.ids[person as usize].clone()).unwrap_or_default();
        let tenures = || self.tenures.iter().filter(|held| held.person == id);
        let nth = in_office.and_then(|person| self.core.office_at(person, day));
        let held = match nth {
            Some(nth) => tenures().nth(nth),
            None => {
                tenures().filter(|held| held.first_day() <= day).max_by_key(|held| held.first_day())
            }
        };
        let (why, source) = match held {
            Some(held) if one.role == Some(Role::Civilian) => {
                (format!("{}; no longer in office", self.held(held)), held.source.clone())
            }
            Some(held) => (self.held(held), held.source.clone()),
            None => (format!("{}, in no office that we know of", self.actors.name(&id)), {
                self.source(&id)
            }),
        };
        Resolution { actor: one.actor.clone(), why, source }
    }

    /// Everyone who bears a name, by index.
    fn people_of(&self, name: &str) -> impl Iterator<Item = u32> {
        let meanings = self.core.lexicon.readings(name).iter();
        let people = meanings.filter(|meaning| meaning.class == Class::Person);
        people.filter_map(|meaning| meaning.actor)
    }

    /// The tenure of an office of a state or body on a day.
    fn holder(&self, actor: &str, office: &str, day: Date) -> Option<&Tenure> {
        let same = SAME_OFFICE.iter().find(|names| names.contains(&office));
        let is_it = |held: &str| {
            let held = held.to_lowercase();
            held == office || same.is_some_and(|names| names.contains(&held.as_str()))
        };
        let of_actor =
            self.tenures.iter().filter(|held| held.actor == actor && held.may_cover(day));
        // "Leader" is whoever leads in effect; the office named so comes first.
        of_actor
            .filter(|held| is_it(&held.office))
            .max_by_key(|held| (held.office.to_lowercase() == office, held.first_day()))
    }

    /// "Emmanuel Macron, president of France since 2017-05-14".
    pub(super) fn held(&self, tenure: &Tenure) -> String {
        let since = match tenure.since {
            (_, Date::MIN) => String::new(),
            (Date::MIN, last) => format!(" since {last} or before"),
            since => format!(" since {}", told(since)),
        };
        let of = self.actors.name(&tenure.actor);
        let office = if tenure.office.is_empty() { "in office" } else { &tenure.office };
        format!("{}, {office} of {of}{since}", self.actors.name(&tenure.person))
    }

    fn source(&self, actor: &str) -> String {
        self.actors.get(actor).map(|actor| actor.source.clone()).unwrap_or_default()
    }
}
