//! Names typed by a user: "rus", "North Korea", "DPRK", "Kim Jong Un".

use super::{
    Gazetteer,
    atoms::fold,
    compile::is_organ,
    lexicon::{Class, Meaning},
    tables::BodyRow,
    words::COMBINING,
};
use jiff::civil::Date;
use rapport_record::{ActorId, ActorKind};
use rustc_hash::FxHashMap;

/// One actor that a typed name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// Who.
    pub actor: ActorId,
    /// In words: "name of North Korea", "president of Russia since 2012-05-07".
    pub why: String,
    /// Where that was read.
    pub source: String,
}

impl Gazetteer {
    /// Whom a typed name means, in any case, best first. With a day, names
    /// and offices of other days do not count; without one, an office held
    /// today-or-last counts and living states come before ended ones.
    /// "Korea, Republic of" and "Denmark (Greenland)" are understood; a
    /// surname alone is that of whoever of the name was in office. An organ
    /// ("CIA") is its state, and a phrase ("French President", "South Korean
    /// navy") is whom it names in a sentence.
    pub fn resolve(&self, name: &str, on: Option<Date>) -> Vec<Resolution> {
        let name = name.trim();
        let mut ranked: Vec<(u8, Resolution)> = Vec::new();
        for id in [name.to_owned(), name.to_uppercase(), name.to_lowercase()] {
            if let Some(actor) = self.actors.get(&id) {
                if actor.kind == ActorKind::Person {
                    ranked.push(self.person(&id, on));
                    continue;
                }
                let source = actor.source.clone();
                let Some(state) = self.state_of_organ(&id) else {
                    let why = format!("id of {}", actor.name);
                    ranked.push((0, Resolution { actor: id, why, source }));
                    continue;
                };
                // "CIA": an organ stands for its state.
                let is_in_force = on.is_none_or(|day| {
                    actor.since.is_none_or(|since| since <= day)
                        && actor.until.is_none_or(|until| day <= until)
                });
                if is_in_force {
                    let why = format!("{}, organ of {}", actor.name, self.actors.name(state));
                    let actor = state.to_owned();
                    ranked.push((ORGAN, Resolution { actor, why, source: source.clone() }));
                }
                let why = format!("id of {}", actor.name);
                ranked.push((ORGAN, Resolution { actor: id, why, source }));
            }
        }
        for spelling in spellings(name) {
            for meaning in self.core.lexicon.readings(&spelling) {
                ranked.extend(self.reading(meaning, &spelling, on));
            }
            if !ranked.is_empty() {
                break;
            }
        }
        if ranked.is_empty() {
            ranked.extend(self.phrase_named(name, on).into_iter().map(|one| (ORGAN, one)));
        }
        if ranked.iter().all(|(rank, _)| PLACE <= *rank) {
            ranked.extend(self.by_part_of_name(name, on));
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        let mut best: Vec<Resolution> = Vec::new();
        for (_, resolution) in ranked {
            if best.iter().all(|other| other.actor != resolution.actor) {
                best.push(resolution);
            }
        }
        best
    }

    /// The state that these words name on that day, as a name or an
    /// adjective: "South Korean", "the United States".
    pub fn state_named(&self, words: &str, on: Date) -> Option<&str> {
        let meanings = self.core.lexicon.readings(words).iter();
        let mut states = meanings.filter(|meaning| {
            matches!(meaning.class, Class::Name | Class::Adjective)
                && meaning.since.is_none_or(|since| since <= on)
                && meaning.until.is_none_or(|until| on <= until)
                && meaning.needs.is_none()
                && meaning.exact.as_deref().is_none_or(|exact| exact == words)
                && self.core.is_state(meaning.actor)
        });
        let state = states.next()?.actor?;
        Some(&self.core.ids[state as usize])
    }

    /// Everyone who bears a name, as written in the tables.
    pub fn people_named(&self, name: &str) -> Vec<&str> {
        let meanings = self.core.lexicon.readings(name).iter();
        let people = meanings.filter(|meaning| meaning.class == Class::Person);
        let mut ids: Vec<&str> =
            people.filter_map(|m| Some(self.core.ids[m.actor? as usize].as_str())).collect();
        ids.dedup();
        ids
    }

    /// Known names near a mistyped one, nearest first: "Rusia" gives "Russia".
    pub fn suggest(&self, name: &str) -> Vec<String> {
        let typed: Vec<char> = name.trim().to_lowercase().chars().collect();
        let most = (typed.len() / 4).clamp(1, 3);
        let states = self.rows.states.iter().map(|row| row.name.as_str());
        let names = self.rows.names.iter().map(|row| row.name.as_str());
        let bodies = self.rows.bodies.iter().map(|row| row.name.as_str());
        let people = self.rows.people.iter().map(|row| row.name.as_str());
        let mut near: Vec<(usize, usize, &str)> = states
            .chain(names)
            .chain(bodies)
            .chain(people)
            .enumerate()
            .filter_map(|(nth, known)| {
                let letters: Vec<char> = known.to_lowercase().chars().collect();
                let distance = distance(&typed, &letters, most)?;
                Some((distance, nth, known))
            })
            .collect();
        near.sort_unstable();
        let mut names: Vec<String> = Vec::new();
        for (_, _, known) in near {
            if !names.iter().any(|name| name == known) && names.len() < 5 {
                names.push(known.to_owned());
            }
        }
        names
    }

    /// A reading of a name that holds on the day, with its rank.
    fn reading(
        &self,
        meaning: &Meaning,
        spelling: &str,
        on: Option<Date>,
    ) -> Option<(u8, Resolution)> {
        let actor = meaning.actor?;
        // "Franco" stands for France in "Franco-German" only.
        let first = self.core.lexicon.word(&fold(&spelling.to_lowercase()));
        if self.core.lexicon.flags(first) & COMBINING != 0 {
            return None;
        }
        let holds = on.is_none_or(|day| {
            meaning.since.is_none_or(|since| since <= day)
                && meaning.until.is_none_or(|until| day <= until)
        });
        if !holds {
            return None;
        }
        let id = &self.core.ids[actor as usize];
        if meaning.class == Class::Person {
            return Some(self.person(id, on));
        }
        let is_organ = meaning.class == Class::Organisation && self.core.is_state(Some(actor));
        if is_organ && on.is_some_and(|day| !self.has_organ(id, spelling, day)) {
            return None;
        }
        let what = match meaning.class {
            _ if is_organ => "organ",
            Class::Name => "name",
            Class::Adjective => "adjective",
            Class::National => "people",
            Class::Capital => "capital",
            Class::Seat => "seat of government",
            Class::Organ => "organ",
            Class::Place => "place in",
            Class::Pair => "plural",
            Class::Host => "seat",
            _ => "name",
        };
        let of = if meaning.class == Class::Place { "" } else { "of " };
        let why = format!("{what} {of}{}", self.actors.name(id)).replace("  ", " ");
        let kind = match meaning.class {
            _ if is_organ => 4,
            Class::Name | Class::Organisation | Class::Group | Class::Bloc => 1,
            Class::Adjective | Class::National => 2,
            Class::Capital | Class::Seat => 3,
            Class::Organ => 4,
            _ => 5,
        };
        let is_past = on.is_none() && meaning.until.is_some();
        let rank = kind * 4 + 2 * u8::from(is_past) + u8::from(meaning.needs.is_some());
        let source = meaning.source.to_string();
        Some((rank, Resolution { actor: id.clone(), why, source }))
    }

    /// The state for which an organ stands; none for a body of its own.
    fn state_of_organ(&self, id: &str) -> Option<&str> {
        let organ = self.rows.bodies.iter().find(|row| row.id == id && is_organ(row))?;
        organ.country.as_deref()
    }

    /// Whether a state has an organ of that name on a day.
    fn has_organ(&self, state: &str, name: &str, day: Date) -> bool {
        let is_called = |row: &BodyRow| {
            let mut names = std::iter::once(&row.name).chain(&row.aliases);
            names.any(|one| one.trim_start_matches(['=', '~']).trim().eq_ignore_ascii_case(name))
        };
        let mut organs =
            self.rows.bodies.iter().filter(|row| {
                is_organ(row) && row.country.as_deref() == Some(state) && is_called(row)
            });
        organs.clone().next().is_none()
            || organs.any(|row| {
                row.since.is_none_or(|since| since.0 <= day)
                    && row.until.is_none_or(|until| day <= until.1)
            })
    }

    /// A person is the state or body of the office held; out of office, themselves.
    fn person(&self, id: &str, on: Option<Date>) -> (u8, Resolution) {
        let offices = || self.tenures.iter().filter(|tenure| tenure.person == id);
        let held = match (on, self.core.index.get(id)) {
            (Some(day), Some(&person)) => {
                let office = self.core.office_at(person, day);
                office.and_then(|nth| offices().nth(nth))
            }
            _ => offices().find(|tenure| tenure.until.is_none()),
        };
        match held {
            Some(tenure) => {
                let resolution = Resolution {
                    actor: tenure.actor.clone(),
                    why: self.held(tenure),
                    source: tenure.source.clone(),
                };
                (IN_OFFICE, resolution)
            }
            None => {
                let source =
                    self.actors.get(id).map(|actor| actor.source.clone()).unwrap_or_default();
                let why = format!("{}, in no office that we know of", self.actors.name(id));
                (OUT_OF_OFFICE, Resolution { actor: id.to_owned(), why, source })
            }
        }
    }

    /// Those whose full name holds every word typed: "Toure", "Al-Assad H.".
    /// In office before out of office, whole surnames before parts of a name,
    /// and heads of a state before others.
    fn by_part_of_name(&self, name: &str, on: Option<Date>) -> Vec<(u8, Resolution)> {
        let index = self.by_name_part.get_or_init(|| self.name_parts());
        let parts = parts_of(name);
        let Some((first, rest)) = parts.split_first() else { return Vec::new() };
        let of = |part: &String| index.get(part.as_str()).map_or(&[][..], Vec::as_slice);
        let people = of(first).iter().filter(|&&(nth, _)| {
            rest.iter().all(|part| of(part).iter().any(|&(other, _)| other == nth))
        });
        let mut found: Vec<(u8, Resolution)> = Vec::new();
        for &(nth, _) in people {
            let id = &self.rows.people[nth as usize].id;
            let (rank, resolution) = self.person(id, on);
            let is_surname = parts
                .iter()
                .any(|part| of(part).iter().any(|&(other, is_last)| other == nth && is_last));
            let is_head = HEADS.iter().any(|head| resolution.why.contains(head));
            let is_out = rank == OUT_OF_OFFICE;
            let in_office = PART_OF_NAME + 2 * u8::from(!is_surname) + u8::from(!is_head);
            found.push((if is_out { PART_OUT_OF_OFFICE } else { in_office }, resolution));
        }
        found.sort_by_key(|(rank, _)| *rank);
        // Many share a given name; who holds no office is worth telling only alone.
        if found.first().is_some_and(|(rank, _)| *rank < PART_OUT_OF_OFFICE) {
            found.retain(|(rank, _)| *rank < PART_OUT_OF_OFFICE);
        }
        found.truncate(8);
        found
    }

    /// People by each word of their names, and whether it is a last word.
    fn name_parts(&self) -> NameParts {
        let mut index = NameParts::default();
        for (nth, row) in self.rows.people.iter().enumerate() {
            for name in std::iter::once(&row.name).chain(&row.aliases) {
                let parts = parts_of(name.trim_start_matches(['=', '~']));
                let n = parts.len();
                for (at, part) in parts.into_iter().enumerate() {
                    let entry = index.entry(part).or_default();
                    match entry.iter_mut().find(|(other, _)| *other == nth as u32) {
                        Some(known) => known.1 |= at + 1 == n,
                        None => entry.push((nth as u32, at + 1 == n)),
                    }
                }
            }
        }
        index
    }
}

/// Rank of an organ, and of a phrase that no table has.
const ORGAN: u8 = 16;
/// Rank of a person in office among the readings of a name.
const IN_OFFICE: u8 = 6;
/// Rank of a person out of office.
const OUT_OF_OFFICE: u8 = 28;
/// Rank of a place, and of all that is meant less often than a person in office.
const PLACE: u8 = 20;
/// First rank of those in office found by part of a name.
const PART_OF_NAME: u8 = 24;
/// Rank of those out of office found so.
const PART_OUT_OF_OFFICE: u8 = 30;

/// Offices that head a state.
const HEADS: &[&str] = &[
    "president of",
    "prime minister of",
    "king of",
    "queen of",
    "emperor of",
    "emir of",
    "sultan of",
    "chancellor of",
    "head of state of",
    "leader of",
    "premier of",
    "ruler of",
];

/// People by the words of their names.
pub(super) type NameParts = FxHashMap<String, Vec<(u32, bool)>>;

/// The words of a name, folded; initials are left out.
fn parts_of(name: &str) -> Vec<String> {
    let plain = fold(&name.to_lowercase()).into_owned();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| 1 < word.chars().count()).map(str::to_owned).collect()
}

/// A typed name and the ways to read it, likeliest first: without "the",
/// turned round at its comma, without or inside its brackets.
fn spellings(name: &str) -> Vec<String> {
    let mut all = vec![name.to_owned()];
    if let Some((outer, rest)) = name.split_once('(')
        && let Some((inner, _)) = rest.split_once(')')
    {
        all.extend([outer.trim().to_owned(), inner.trim().to_owned()]);
    }
    for nth in 0..all.len() {
        if let Some((last, first)) = all[nth].split_once(',') {
            all.push(format!("{} {}", first.trim(), last.trim()));
        }
    }
    for nth in 0..all.len() {
        if let Some(bare) = all[nth].strip_prefix("the ").or_else(|| all[nth].strip_prefix("The "))
        {
            all.push(bare.to_owned());
        }
    }
    all
}

/// A day as far as it is known: "1971", "1971-03", "1971-03-05", or between
/// which days it lies.
pub(super) fn told((first, last): (Date, Date)) -> String {
    if first == last {
        first.to_string()
    } else if first.first_of_month() == first && first.last_of_month() == last {
        first.strftime("%Y-%m").to_string()
    } else if first.first_of_year() == first && first.last_of_year() == last {
        first.strftime("%Y").to_string()
    } else if last == Date::MAX {
        format!("{first} or later")
    } else {
        format!("a day from {first} to {last}")
    }
}

/// Edit distance with swaps of neighbours (optimal string alignment); none
/// above `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if most < a.len().abs_diff(b.len()) {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(last[j] + 1).min(row[j - 1] + 1);
            if 1 < i && 1 < j && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    Some(last[b.len()]).filter(|&distance| distance <= most)
}
