//! What can be wrong between rows that each look right.

use super::{
    Gazetteer,
    tables::{At, Days, NameKind, NameRow, TableError, TenureRow},
};
use std::collections::HashMap;

/// Offices of a state that one person holds at a time.
const SINGLE: &[&str] = &[
    "president",
    "prime minister",
    "chancellor",
    "king",
    "queen",
    "emperor",
    "emir",
    "sultan",
    "pope",
    "supreme leader",
];

/// Offices that two people did hold, or claimed, at one time, and why.
const SHARED: &[(&str, &str, &str)] = &[
    ("BHS", "prime minister", "Pratt acted for Christie in 2005"),
    ("CIV", "president", "Gbagbo did not yield to Ouattara from December 2010 to April 2011"),
    ("CZE", "prime minister", "a cabinet that has resigned stays until the next is appointed"),
    ("FIN", "president", "Koivisto acted for Kekkonen from September 1981"),
    ("KHM", "prime minister", "there was a first and a second one from 1993 to 1997"),
    ("LBY", "prime minister", "Tripoli and Tobruk each had one from 2014 to 2021"),
    ("MDG", "president", "Ratsiraka and Ravalomanana both claimed the election of 2001"),
    ("ZMB", "president", "Banda acted for Mwanawasa from June 2008"),
];

/// Days by which sources differ on when an office passed: election, oath or
/// the day after. A week, as the longest such difference between Archigos 4.1
/// and the other rows of the table.
const HANDOVER_DAYS: i32 = 7;

impl Gazetteer {
    /// Rows that contradict each other: one office held twice at the same
    /// time by one person, or by two where only one can hold it; one name for
    /// two actors on the same day; an id given twice. Empty for tables that
    /// are whole.
    pub fn faults(&self) -> Vec<TableError> {
        let mut faults = self.twice_in_office();
        faults.extend(self.two_in_one_office());
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
                let before = |a: &TenureRow, b: &TenureRow| {
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

    /// Two people in one office that only one can hold, for longer than
    /// sources differ on when it passes.
    fn two_in_one_office(&self) -> Vec<TableError> {
        let mut held: HashMap<(&str, &str), Vec<&TenureRow>> = HashMap::new();
        let mut faults = Vec::new();
        for row in &self.rows.tenures {
            let office = match row.office.as_str() {
                "premier" => "prime minister",
                office => office,
            };
            let is_shared =
                SHARED.iter().any(|(actor, shared, _)| *actor == row.actor && *shared == office);
            if !SINGLE.contains(&office) || is_shared {
                continue;
            }
            let earlier = held.entry((&row.actor, office)).or_default();
            for other in earlier.iter().filter(|other| other.person != row.person) {
                if HANDOVER_DAYS < days_together(row, other) {
                    faults.push(row.at.error(
                        format!(
                            "{} and {} are {office} of {} at the same time (also {})",
                            row.person, other.person, row.actor, other.at
                        ),
                        "correct the dates, or add the office to `SHARED` in faults.rs with the reason",
                    ));
                }
            }
            earlier.push(row);
        }
        faults
    }

    /// One name for two actors on one day: which of them is meant would be left
    /// to the order of the tables. A name may say in `needs` when it holds; an
    /// organisation or group may not.
    fn one_name_for_two(&self) -> Vec<TableError> {
        // A plural names several states, and a capital is also its guest's.
        let is_alone = |row: &&NameRow| {
            row.needs.is_empty() && !matches!(row.kind, NameKind::Pair | NameKind::Host)
        };
        let names = self.rows.names.iter().filter(is_alone).map(|row| Named {
            name: &row.name,
            actor: &row.actor,
            since: row.since,
            until: row.until,
            is_exact: row.is_exact,
            at: &row.at,
            way_out: "give the rows dates, or say in `needs` beside what this one holds",
        });
        let bodies = self.rows.bodies.iter().flat_map(|row| {
            let state = row.country.as_deref().filter(|_| super::compile::is_organ(row));
            std::iter::once(&row.name).chain(&row.aliases).map(move |alias| Named {
                name: alias.trim_start_matches(['=', '~']),
                actor: state.unwrap_or(&row.id),
                since: row.since,
                until: row.until,
                is_exact: alias.starts_with('='),
                at: &row.at,
                way_out: "take the name from one of them, or give the rows dates",
            })
        });
        let mut by_name: HashMap<String, Vec<Named>> = HashMap::new();
        let mut faults = Vec::new();
        for named in names.chain(bodies) {
            let earlier = by_name.entry(named.name.to_lowercase()).or_default();
            for other in earlier.iter().filter(|other| other.is_confused_with(&named)) {
                faults.push(named.at.error(
                    format!(
                        "`{}` is {} here and {} at {} on the same day",
                        named.name, named.actor, other.actor, other.at
                    ),
                    named.way_out,
                ));
            }
            earlier.push(named);
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

/// A name as a row gives it to an actor.
struct Named<'r> {
    name: &'r str,
    actor: &'r str,
    since: Option<Days>,
    until: Option<Days>,
    is_exact: bool,
    at: &'r At,
    /// What to do where it is another's too.
    way_out: &'static str,
}

impl Named<'_> {
    fn is_confused_with(&self, other: &Self) -> bool {
        let is_told_apart = self.is_exact && other.is_exact && self.name != other.name;
        self.actor != other.actor
            && !is_told_apart
            && !self.ends_before(other)
            && !other.ends_before(self)
    }

    fn ends_before(&self, other: &Self) -> bool {
        matches!((self.until, other.since), (Some(until), Some(since)) if until.1 < since.0)
    }
}

/// Days on which both surely hold their office.
fn days_together(a: &TenureRow, b: &TenureRow) -> i32 {
    let last = |row: &TenureRow| row.until.map_or(rapport_record::Dated::OPEN, |until| until.0);
    let (from, to) = (a.since.1.max(b.since.1), last(a).min(last(b)));
    (to - from).get_days()
}

#[cfg(test)]
mod tests {
    use super::Gazetteer;

    #[track_caller]
    fn check(tables: &[(&str, &str)], expected: &str) {
        let states = "id,name,official,since,until,continues,cow,gw,capital,source\n\
            FRE,Freedonia,,,,,,,,memory\nRUR,Ruritania,,,,,,,,memory\n";
        let mut all = vec![("states.csv", states)];
        all.extend(tables);
        let gazetteer = Gazetteer::parse(&all).expect("readable tables");
        let told: Vec<String> = gazetteer.faults().iter().map(ToString::to_string).collect();
        let told = told.join("\n");
        assert!(told.starts_with(expected) && told.is_empty() == expected.is_empty(), "{told}");
    }

    const PEOPLE: (&str, &str) =
        ("people.csv", "id,name,aliases,source\nanna,Anna,,memory\notto,Otto,,memory\n");

    #[test]
    fn one_office_has_one_holder() {
        let tenures = |otto: &str| {
            format!(
                "person,actor,office,role,since,until,source\n\
                 anna,FRE,president,GOV,2001-01-01,2005-06-30,memory\n\
                 otto,FRE,president,GOV,{otto},,memory\n"
            )
        };
        let (long, short) = (tenures("2005-03-01"), tenures("2005-06-25"));
        check(
            &[PEOPLE, ("tenures.csv", &long)],
            "tenures.csv:3: otto and anna are president of FRE at the same time",
        );
        check(&[PEOPLE, ("tenures.csv", &short)], "");
    }

    #[test]
    fn a_group_does_not_bear_the_name_of_a_place() {
        let names = "name,actor,kind,since,until,case,source\nZenda,RUR,place,,,any,memory\n";
        let groups =
            "id,name,aliases,role,country,since,until,source\nzlf,Zenda,,SEP,RUR,,,memory\n";
        check(
            &[("names.csv", names), ("groups.csv", groups)],
            "groups.csv:2: `Zenda` is zlf here and RUR at names.csv:2 on the same day",
        );
    }
}
