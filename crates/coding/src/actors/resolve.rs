//! Names typed by a user: "rus", "North Korea", "DPRK", "Kim Jong Un".

use super::{
    Gazetteer,
    lexicon::{Class, Meaning},
};
use jiff::civil::Date;
use rapport_record::ActorId;

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
    pub fn resolve(&self, name: &str, on: Option<Date>) -> Vec<Resolution> {
        let name = name.trim();
        let mut ranked: Vec<(u8, Resolution)> = Vec::new();
        for id in [name.to_owned(), name.to_uppercase(), name.to_lowercase()] {
            if let Some(actor) = self.actors.get(&id) {
                let why = format!("id of {}", actor.name);
                let source = actor.source.clone();
                ranked.push((0, Resolution { actor: id, why, source }));
            }
        }
        let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The "));
        for spelling in [Some(name), bare].into_iter().flatten() {
            for meaning in self.core.lexicon.readings(spelling) {
                ranked.extend(self.reading(meaning, on));
            }
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
    fn reading(&self, meaning: &Meaning, on: Option<Date>) -> Option<(u8, Resolution)> {
        let actor = meaning.actor?;
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
        let what = match meaning.class {
            Class::Name => "name",
            Class::Adjective => "adjective",
            Class::National => "people",
            Class::Capital => "capital",
            Class::Seat => "seat of government",
            Class::Organ => "organ",
            Class::Place => "place in",
            _ => "name",
        };
        let of = if meaning.class == Class::Place { "" } else { "of " };
        let why = format!("{what} {of}{}", self.actors.name(id)).replace("  ", " ");
        let kind = match meaning.class {
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

    /// A person is the state or body of the office held; out of office, themselves.
    fn person(&self, id: &str, on: Option<Date>) -> (u8, Resolution) {
        let offices = || self.tenures.iter().filter(|tenure| tenure.person == id);
        let held = match on {
            Some(day) => offices().find(|tenure| {
                tenure.since.0 <= day && tenure.until.is_none_or(|until| day <= until.1)
            }),
            None => offices().find(|tenure| tenure.until.is_none()),
        };
        let name = self.actors.name(id);
        let resolution = match held {
            Some(tenure) => Resolution {
                actor: tenure.actor.clone(),
                why: format!(
                    "{name}, {} of {} since {}",
                    tenure.office,
                    self.actors.name(&tenure.actor),
                    tenure.since.0
                ),
                source: tenure.source.clone(),
            },
            None => Resolution {
                actor: id.to_owned(),
                why: format!("{name}, in no office that we know of"),
                source: self.actors.get(id).map(|actor| actor.source.clone()).unwrap_or_default(),
            },
        };
        (6, resolution)
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
