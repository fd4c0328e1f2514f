//! What can be wrong between rows that each look right.

use super::{Gazetteer, tables::TableError};
use std::collections::HashMap;

impl Gazetteer {
    /// Rows that contradict each other: one office held twice at the same
    /// time by one person, one name for two actors on the same day, an id
    /// given twice. Empty for tables that are whole.
    pub fn faults(&self) -> Vec<TableError> {
        let mut faults = self.twice_in_office();
        faults.extend(self.one_name_for_two());
        faults.extend(self.ids_given_twice());
        faults
    }

    fn twice_in_office(&self) -> Vec<TableError> {
        let mut held: HashMap<(&str, &str, &str), Vec<usize>> = HashMap::new();
        let mut faults = Vec::new();
        for (nth, row) in self.rows.tenures.iter().enumerate() {
            let earlier = held.entry((&row.person, &row.actor, &row.office)).or_default();
            for &other in earlier.iter() {
                let other = &self.rows.tenures[other];
                let before = |a: &super::tables::TenureRow, b: &super::tables::TenureRow| {
                    a.until.is_some_and(|until| until.0 <= b.since.1)
                };
                if !before(row, other) && !before(other, row) {
                    faults.push(row.at.error(
                        format!(
                            "{} is {} of {} twice at the same time (also {})",
                            row.person, row.office, row.actor, other.at
                        ),
                        "join the two rows, or correct their dates",
                    ));
                }
            }
            earlier.push(nth);
        }
        faults
    }

    fn one_name_for_two(&self) -> Vec<TableError> {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut faults = Vec::new();
        for (nth, row) in self.rows.names.iter().enumerate() {
            if !row.needs.is_empty() {
                continue;
            }
            let earlier = by_name.entry(row.name.to_lowercase()).or_default();
            for &other in earlier.iter() {
                let other = &self.rows.names[other];
                let ends_before = |a: &super::tables::NameRow, b: &super::tables::NameRow| matches!((a.until, b.since), (Some(until), Some(since)) if until.1 < since.0);
                let is_told_apart = row.is_exact && other.is_exact && row.name != other.name;
                if row.actor != other.actor
                    && !is_told_apart
                    && !ends_before(row, other)
                    && !ends_before(other, row)
                {
                    faults.push(row.at.error(
                        format!(
                            "`{}` is {} here and {} at {} on the same day",
                            row.name, row.actor, other.actor, other.at
                        ),
                        "give the rows dates, or say in `needs` beside what this one holds",
                    ));
                }
            }
            earlier.push(nth);
        }
        faults
    }

    fn ids_given_twice(&self) -> Vec<TableError> {
        let states = self.rows.states.iter().map(|row| (&row.id, &row.at));
        let bodies = self.rows.bodies.iter().map(|row| (&row.id, &row.at));
        let spells: HashMap<&String, (bool, usize)> =
            self.rows.bodies.iter().fold(HashMap::new(), |mut spells, row| {
                let spell = spells.entry(&row.id).or_insert((true, 0));
                spell.0 &= row.since.is_some() || spell.1 == 0;
                spell.1 += 1;
                spells
            });
        let people = self.rows.people.iter().map(|row| (&row.id, &row.at));
        let mut seen = HashMap::new();
        let mut faults = Vec::new();
        for (id, at) in states.chain(bodies).chain(people) {
            // A body may have several rows if each begins on a day of its own.
            let has_spells = spells.get(id).is_some_and(|spell| spell.0 && 1 < spell.1);
            if let Some(first) = seen.insert(id, at)
                && !has_spells
            {
                faults.push(at.error(
                    format!("`id` {id} is also at {first}"),
                    "give one of them another id, or remove it",
                ));
            }
        }
        faults
    }
}
