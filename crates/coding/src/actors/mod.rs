//! Who is named in a sentence, and for which state or body they stand that day.
//!
//! In: the tables of `data/actors/` and a sentence with its day. Out:
//! [`Found`] phrases, left to right, each with actor, country and role.
//! The way: tables into a lexicon ([`lexicon`]), a sentence into atoms
//! ([`atoms`]), atoms into phrases ([`phrases`]), phrases joined where two
//! name one actor ([`joins`]), and what only the sentence tells: whose "its
//! leader" is ([`its`]), for whom Brussels stands ([`guests`]), and that a
//! match is between teams ([`sport`]). Nothing here guesses: "police" without a
//! country is an [`FoundKind::Agent`], and the coder decides whose.

mod atoms;
mod compile;
mod dictionaries;
mod faults;
mod guests;
mod its;
mod joins;
mod lexicon;
mod phrases;
mod places;
mod reader;
mod resolve;
mod sport;
mod tables;
#[cfg(test)]
mod tests;
mod typed;
mod words;

use crate::text::Sentence;
use atoms::Atoms;
use jiff::civil::Date;
use lexicon::{ActorIndex, Lexicon, View};
use rapport_record::{ActorId, ActorKind, Actors, Role, Tenure};
use reader::Reader;
use resolve::NameParts;
pub use resolve::Resolution;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::OnceLock;
use tables::Rows;
pub use tables::TableError;

/// Names, nouns, offices and people, ready to be found in sentences.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    rows: Rows,
    core: Core,
    actors: Actors,
    tenures: Vec<Tenure>,
    by_name_part: OnceLock<NameParts>,
}

/// A noun phrase that names somebody, or a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The whole noun phrase: "the Russian president Vladimir Putin".
    pub tokens: Range<usize>,
    /// The tokens that name the actor as head: "troops" in "Russian troops".
    pub head: Range<usize>,
    /// Who; empty for an [`FoundKind::Agent`].
    pub actor: ActorId,
    /// The state it acts in or for.
    pub country: Option<ActorId>,
    /// What it acts as; none for a bare state.
    pub role: Option<Role>,
    /// What sort of phrase.
    pub kind: FoundKind,
}

/// What sort of phrase names the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FoundKind {
    /// A state by name or abbreviation: Russia, the U.S.
    Name,
    /// An adjective that heads no actor noun, as in "Russian oil": no mention
    /// by itself, but it tells whose.
    Adjective,
    /// Russians, five Britons.
    National,
    /// Moscow, Beijing: the government or the place.
    Capital,
    /// The Kremlin, the White House.
    Seat,
    /// A person by name, in office or not.
    Person,
    /// An organisation.
    Organisation,
    /// An armed or political group.
    Group,
    /// A set of states with a name of its own.
    Bloc,
    /// Russian troops, the Chinese foreign ministry, the Knesset.
    Organ,
    /// "gunmen", "the president": nobody says of which country.
    Agent,
    /// A city, a region; its state is `country`.
    Place,
}

impl Gazetteer {
    /// The built-in tables.
    ///
    /// # Panics
    /// If they are broken; a test keeps them whole.
    pub fn embedded() -> Self {
        Self::parse(tables::EMBEDDED).unwrap_or_else(|error| panic!("built-in tables: {error}"))
    }

    /// Tables given as (file name, text); the name tells which table it is:
    /// `states.csv`, `names.csv` and so on. A table not given is empty.
    pub fn parse(tables: &[(&str, &str)]) -> Result<Self, TableError> {
        let mut rows = Rows::default();
        rows.read(tables)?;
        compile::compile(rows)
    }

    /// These tables and the rows of further ones, which replace those of the
    /// same key (see `data/actors/README.md`). A file that ends in `.txt` is a
    /// dictionary of TABARI or PETRARCH; it adds what is not known yet.
    pub fn with(&self, tables: &[(&str, &str)]) -> Result<Self, TableError> {
        let mut rows = self.rows.clone();
        rows.override_with(tables)?;
        compile::compile(rows)
    }

    /// Entries of dictionaries that could not be read, each with place and
    /// way out.
    pub fn left_out(&self) -> &[TableError] {
        &self.rows.left_out
    }

    /// How many rows all tables hold.
    pub fn n_rows(&self) -> usize {
        let rows = &self.rows;
        rows.states.len()
            + rows.names.len()
            + rows.bodies.len()
            + rows.people.len()
            + rows.tenures.len()
            + rows.agents.len()
            + rows.not_actors.len()
    }

    /// Everyone in the tables.
    pub fn actors(&self) -> &Actors {
        &self.actors
    }

    /// The words by which a full-text search finds an actor: its names,
    /// adjectives, nationals, capital and seats. Names that only their capitals
    /// tell from a common word ("US") are left out, and so are people who act for it.
    pub fn search_words(&self, actor: &str) -> Vec<String> {
        let rows = &self.rows;
        let bodies = rows.bodies.iter().filter(|row| row.id == actor);
        let people = rows.people.iter().filter(|row| row.id == actor);
        let listed = (bodies.map(|row| (&row.name, &row.aliases)))
            .chain(people.map(|row| (&row.name, &row.aliases)));
        let listed = listed.flat_map(|(name, aliases)| std::iter::once(name).chain(aliases));
        let states = rows.states.iter().filter(|row| row.id == actor).map(|row| &row.name);
        let names = rows.names.iter().filter(|row| {
            use tables::NameKind::{Adjective, Capital, Name, National, Pair, Seat};
            row.actor == actor
                && !row.is_exact
                && matches!(row.kind, Name | Adjective | National | Capital | Seat | Pair)
        });
        let names = names.map(|row| &row.name).chain(states);
        let mut words: Vec<String> = names
            .chain(listed)
            .filter(|name| !name.starts_with('='))
            .map(|name| name.to_lowercase())
            .collect();
        words.sort();
        words.dedup();
        words
    }

    /// Every office held.
    pub fn tenures(&self) -> &[Tenure] {
        &self.tenures
    }

    /// Who is named in a sentence of a document of that day, left to right.
    ///
    /// Phrases do not overlap, with one exception: two names in one token
    /// ("Russia-Ukraine", "the two Koreas") are two phrases over that token.
    pub fn find(&self, sentence: &Sentence, on: Date) -> Vec<Found> {
        let atoms = Atoms::of(sentence, &self.core.lexicon);
        let view = View::new(&self.core.lexicon, &atoms, on);
        let reader = Reader::new(&self.core, &view);
        let mut phrases = joins::joined(&reader, reader.phrases());
        its::owned(&reader, &mut phrases);
        sport::leave_out_teams(&reader, &mut phrases);
        phrases
            .into_iter()
            .map(|phrase| {
                let tokens = |from: usize, to: usize| {
                    let first = atoms.list[reader.units[from].from].token;
                    let last = atoms.list[reader.units[to - 1].to - 1].token;
                    first..last + 1
                };
                let id = |actor: ActorIndex| self.core.ids[actor as usize].clone();
                Found {
                    tokens: tokens(phrase.start, phrase.end),
                    head: tokens(phrase.head.0, phrase.head.1),
                    actor: phrase.actor.map_or_else(String::new, id),
                    country: phrase.country.map(id),
                    role: phrase.role,
                    kind: phrase.kind,
                }
            })
            .collect()
    }
}

/// What the reader of phrases asks about actors.
#[derive(Debug, Clone, Default)]
struct Core {
    lexicon: Lexicon,
    ids: Vec<ActorId>,
    index: FxHashMap<ActorId, ActorIndex>,
    facts: Vec<Facts>,
}

/// What is known of an actor, by index.
#[derive(Debug, Clone)]
struct Facts {
    kind: ActorKind,
    country: Option<ActorIndex>,
    role: Option<Role>,
    offices: Vec<Office>,
}

/// One tenure, by index. An open bound ("on or before") is closed to the days
/// known to lie inside.
#[derive(Debug, Clone)]
struct Office {
    actor: ActorIndex,
    role: Role,
    since: (Date, Date),
    until: Option<(Date, Date)>,
}

impl Office {
    fn may_cover(&self, day: Date) -> bool {
        self.since.0 <= day && self.until.is_none_or(|until| day <= until.1)
    }

    fn surely_covers(&self, day: Date) -> bool {
        self.since.1 <= day && self.until.is_none_or(|until| day <= until.0)
    }
}

impl Core {
    fn is_state(&self, actor: Option<ActorIndex>) -> bool {
        actor.is_some_and(|actor| self.facts[actor as usize].kind == ActorKind::State)
    }

    /// The state of an actor; a state is its own.
    fn country(&self, actor: Option<ActorIndex>) -> Option<ActorIndex> {
        let actor = actor?;
        if self.is_state(Some(actor)) {
            return Some(actor);
        }
        self.facts[actor as usize].country
    }

    fn own_role(&self, actor: Option<ActorIndex>) -> Option<Role> {
        self.facts[actor? as usize].role
    }

    fn kind(&self, actor: Option<ActorIndex>) -> FoundKind {
        match actor.map(|actor| self.facts[actor as usize].kind) {
            Some(ActorKind::Organisation) => FoundKind::Organisation,
            Some(ActorKind::Group) => FoundKind::Group,
            Some(ActorKind::Bloc) => FoundKind::Bloc,
            Some(ActorKind::Person) => FoundKind::Person,
            _ => FoundKind::Organ,
        }
    }

    /// For whom a person acts that day, and as what: sure tenures before those
    /// of uncertain dates, states before organisations, governments first.
    fn office(&self, person: ActorIndex, day: Date) -> Option<(ActorIndex, Option<Role>)> {
        let office = &self.facts[person as usize].offices[self.office_at(person, day)?];
        Some((office.actor, Some(office.role)))
    }

    /// Which of a person's offices that is, in the order of the table.
    fn office_at(&self, person: ActorIndex, day: Date) -> Option<usize> {
        let offices = self.facts[person as usize].offices.iter().enumerate();
        let held = offices.filter(|(_, office)| office.may_cover(day)).min_by_key(|(_, office)| {
            (
                !office.surely_covers(day),
                !self.is_state(Some(office.actor)),
                office.role != Role::Government,
            )
        });
        held.map(|(nth, _)| nth)
    }

    /// Of several people of one name out of office, the one last in office
    /// before the day; failing that, the first.
    fn latest(&self, people: impl Iterator<Item = ActorIndex>, day: Date) -> Option<ActorIndex> {
        let last = |person: ActorIndex| {
            let offices = self.facts[person as usize].offices.iter();
            offices.map(|office| office.since.0).filter(|since| *since <= day).max()
        };
        // `max_by_key` would keep the last of equals.
        people.fold(None, |best, person| match best {
            Some(best) if last(person) <= last(best) => Some(best),
            _ => Some(person),
        })
    }

    /// As what a person stands who holds no office: in opposition if that is
    /// all they ever did, else as a citizen.
    fn role_out_of_office(&self, person: ActorIndex) -> Option<Role> {
        let mut offices = self.facts[person as usize].offices.iter();
        let is_opposed = offices.clone().next().is_some()
            && offices.all(|office| office.role == Role::Opposition);
        Some(if is_opposed { Role::Opposition } else { Role::Civilian })
    }

    /// The state of a person: that of the office nearest before the day.
    fn home(&self, person: ActorIndex, day: Date) -> Option<ActorIndex> {
        let offices = &self.facts[person as usize].offices;
        let states = |office: &&Office| self.country(Some(office.actor)).is_some();
        offices
            .iter()
            .filter(states)
            .filter(|office| office.since.0 <= day)
            .max_by_key(|office| office.since.0)
            .or_else(|| offices.iter().filter(states).min_by_key(|office| office.since.0))
            .and_then(|office| self.country(Some(office.actor)))
            .or(self.facts[person as usize].country)
    }
}
