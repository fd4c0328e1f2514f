//! The tables' rows into a gazetteer.

use super::{
    Core, Facts, Gazetteer, Office,
    atoms::fold,
    lexicon::{Class, Company, Lexicon, Meaning},
    tables::{AgentKind, At, BodyRow, NameKind, NameRow, Rows, TableError},
};
use rapport_record::{Actor, ActorKind, Actors, Role, Tenure};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Builds the gazetteer, or says which row names an actor that no table has.
pub(super) fn compile(rows: Rows) -> Result<Gazetteer, TableError> {
    let mut core = Core { lexicon: Lexicon::new(), ..Core::default() };
    let actors = directory(&rows, &mut core)?;
    let tenures = offices(&rows, &mut core)?;
    let actors = with_homes(actors, &rows, &core);
    names(&rows, &mut core)?;
    bodies(&rows, &mut core);
    people(&rows, &mut core);
    nouns(&rows, &mut core.lexicon);
    Ok(Gazetteer { rows, core, actors, tenures, by_name_part: OnceLock::new() })
}

/// Every actor, and its index.
fn directory(rows: &Rows, core: &mut Core) -> Result<Vec<Actor>, TableError> {
    let mut all: Vec<Actor> = Vec::new();
    for row in &rows.states {
        all.push(Actor {
            id: row.id.clone(),
            name: row.name.clone(),
            kind: ActorKind::State,
            country: Some(row.id.clone()),
            role: None,
            since: row.since.map(|days| days.0),
            until: row.until.map(|days| days.1),
            continues: row.continues.clone(),
            cow: row.cow.first().copied(),
            gw: row.gw.first().copied(),
            source: row.source.clone(),
        });
    }
    for spell in spells(rows) {
        let (first, last) = (spell[0], spell[spell.len() - 1]);
        all.push(Actor {
            id: last.id.clone(),
            name: last.name.clone(),
            kind: match (last.is_group, last.role) {
                (true, _) => ActorKind::Group,
                (false, None) => ActorKind::Bloc,
                (false, Some(_)) => ActorKind::Organisation,
            },
            country: last.country.clone(),
            role: last.role,
            since: first.since.map(|days| days.0),
            until: last.until.map(|days| days.1),
            continues: Vec::new(),
            cow: None,
            gw: None,
            source: last.source.clone(),
        });
    }
    for row in &rows.people {
        all.push(Actor {
            id: row.id.clone(),
            name: row.name.clone(),
            kind: ActorKind::Person,
            country: None,
            role: None,
            since: None,
            until: None,
            continues: Vec::new(),
            cow: None,
            gw: None,
            source: row.source.clone(),
        });
    }
    for actor in &all {
        let index = core.ids.len() as u32;
        let facts =
            Facts { kind: actor.kind, country: None, role: actor.role, offices: Vec::new() };
        match core.index.get(&actor.id) {
            // A later table replaces the earlier row.
            Some(&old) => core.facts[old as usize] = facts,
            None => {
                core.index.insert(actor.id.clone(), index);
                core.ids.push(actor.id.clone());
                core.facts.push(facts);
            }
        }
    }
    for row in &rows.states {
        for ended in &row.continues {
            known(core, ended, &row.at, "continues")?;
        }
    }
    for row in &rows.bodies {
        if let Some(country) = &row.country {
            let country = known(core, country, &row.at, "country")?;
            let index = core.index[&row.id];
            core.facts[index as usize].country = Some(country);
        }
    }
    Ok(all)
}

fn offices(rows: &Rows, core: &mut Core) -> Result<Vec<Tenure>, TableError> {
    let mut tenures = Vec::with_capacity(rows.tenures.len());
    for row in &rows.tenures {
        let person = known(core, &row.person, &row.at, "person")?;
        let actor = known(core, &row.actor, &row.at, "actor")?;
        let tenure = Tenure {
            person: row.person.clone(),
            actor: row.actor.clone(),
            office: row.office.clone(),
            role: row.role,
            since: row.since,
            until: row.until,
            source: row.source.clone(),
        };
        core.facts[person as usize].offices.push(Office {
            actor,
            role: row.role,
            since: (tenure.first_day(), row.since.1),
            until: row.until.zip(tenure.last_day()).map(|(until, last)| (until.0, last)),
        });
        tenures.push(tenure);
    }
    Ok(tenures)
}

/// A person's country is that of the latest office.
fn with_homes(mut all: Vec<Actor>, rows: &Rows, core: &Core) -> Actors {
    for actor in &mut all {
        if actor.kind == ActorKind::Person {
            let home = core.home(core.index[&actor.id], rapport_record::Dated::OPEN);
            actor.country = home.map(|home| core.ids[home as usize].clone());
        }
    }
    let mut actors = Actors::new(all);
    for row in &rows.states {
        row.cow.iter().skip(1).for_each(|&number| actors.also_cow(number, &row.id));
        row.gw.iter().skip(1).for_each(|&number| actors.also_gw(number, &row.id));
    }
    actors
}

fn known(core: &Core, id: &str, at: &At, column: &str) -> Result<u32, TableError> {
    core.index.get(id).copied().ok_or_else(|| {
        at.error(
            format!("`{column}` {id} is in no table"),
            "correct the id, or add a row to states.csv, organisations.csv, groups.csv or \
             people.csv",
        )
    })
}

fn names(rows: &Rows, core: &mut Core) -> Result<(), TableError> {
    for row in &rows.names {
        let actor = known(core, &row.actor, &row.at, "actor")?;
        let needs = company(row, core);
        let meaning = Meaning {
            class: match row.kind {
                NameKind::Name => Class::Name,
                NameKind::Adjective => Class::Adjective,
                NameKind::National => Class::National,
                NameKind::Capital => Class::Capital,
                NameKind::Seat => Class::Seat,
                NameKind::Organ => Class::Organ,
                NameKind::Place => Class::Place,
                NameKind::Pair => Class::Pair,
                NameKind::Host => Class::Host,
            },
            actor: Some(actor),
            role: row.role,
            since: row.since.map(|days| days.0),
            until: row.until.map(|days| days.1),
            exact: row.is_exact.then(|| row.name.as_str().into()),
            needs,
            is_plural: false,
            source: row.source.as_str().into(),
        };
        core.lexicon.add(&row.name, meaning);
    }
    Ok(())
}

/// In `needs`, an id is an actor and anything else a word of the sentence.
fn company(row: &NameRow, core: &mut Core) -> Option<Box<Company>> {
    let mut company = Company::default();
    for need in &row.needs {
        match core.index.get(need) {
            Some(&actor) => company.actors.push(actor),
            None => company.words.push(core.lexicon.intern(&fold(&need.to_lowercase()))),
        }
    }
    (!row.needs.is_empty()).then(|| Box::new(company))
}

/// The rows of each body, oldest first: one that changes its part (rebels who
/// come to govern) has a row for each.
fn spells(rows: &Rows) -> Vec<Vec<&BodyRow>> {
    let mut place: FxHashMap<&str, usize> = FxHashMap::default();
    let mut spells: Vec<Vec<&BodyRow>> = Vec::new();
    for row in &rows.bodies {
        let at = *place.entry(&row.id).or_insert(spells.len());
        if at == spells.len() {
            spells.push(Vec::new());
        }
        spells[at].push(row);
    }
    for spell in &mut spells {
        spell.sort_by_key(|row| row.since.map(|days| days.0));
    }
    spells
}

fn bodies(rows: &Rows, core: &mut Core) {
    for spell in spells(rows) {
        for (nth, row) in spell.iter().enumerate() {
            let index = core.index[&row.id];
            let class = match core.facts[index as usize].kind {
                ActorKind::Group => Class::Group,
                ActorKind::Bloc => Class::Bloc,
                _ => Class::Organisation,
            };
            // Organs of a state stand for the state.
            let country = core.facts[index as usize].country.filter(|_| is_organ(row));
            let since = row.since.filter(|_| 0 < nth).map(|days| days.0);
            let next = spell.get(nth + 1).and_then(|next| next.since);
            let meaning = Meaning {
                class,
                actor: Some(country.unwrap_or(index)),
                role: row.role,
                since,
                until: next.and_then(|days| days.0.yesterday().ok()),
                exact: None,
                needs: None,
                is_plural: false,
                source: row.source.as_str().into(),
            };
            add_all(&mut core.lexicon, &row.name, &row.aliases, &meaning);
        }
    }
}

pub(super) fn is_organ(row: &BodyRow) -> bool {
    use Role::{Government, Judiciary, Legislature, Military, Police, Spy};
    let of_state = [Government, Military, Legislature, Judiciary, Spy, Police];
    !row.is_group && row.role.is_some_and(|role| of_state.contains(&role))
}

fn people(rows: &Rows, core: &mut Core) {
    for row in &rows.people {
        let meaning = Meaning {
            class: Class::Person,
            actor: Some(core.index[&row.id]),
            role: None,
            since: None,
            until: None,
            exact: None,
            needs: None,
            is_plural: false,
            source: row.source.as_str().into(),
        };
        add_all(&mut core.lexicon, &row.name, &row.aliases, &meaning);
    }
}

/// The name and its aliases; `=` before an alias asks for exact spelling, `~`
/// keeps it out of sentences (it is known to `resolve` only).
fn add_all(lexicon: &mut Lexicon, name: &str, aliases: &[String], meaning: &Meaning) {
    lexicon.add(name, meaning.clone());
    for alias in aliases.iter().filter(|alias| !alias.starts_with('~')) {
        match alias.strip_prefix('=') {
            Some(exact) => {
                lexicon.add(exact, Meaning { exact: Some(exact.trim().into()), ..meaning.clone() })
            }
            None => lexicon.add(alias, meaning.clone()),
        }
    }
}

fn nouns(rows: &Rows, lexicon: &mut Lexicon) {
    for row in &rows.agents {
        for (nth, form) in row.forms.iter().enumerate() {
            let exact = form.strip_prefix('=');
            lexicon.add(
                exact.unwrap_or(form),
                Meaning {
                    class: match row.kind {
                        AgentKind::Modifier => Class::Modifier,
                        kind => Class::Agent(kind),
                    },
                    actor: None,
                    role: row.role,
                    since: None,
                    until: None,
                    exact: exact.map(Into::into),
                    needs: None,
                    is_plural: 0 < nth || is_plural(form),
                    source: "".into(),
                },
            );
        }
    }
    for row in &rows.not_actors {
        lexicon.add(
            &row.phrase,
            Meaning {
                class: Class::NotActor,
                actor: None,
                role: None,
                since: None,
                until: None,
                exact: None,
                needs: None,
                is_plural: false,
                source: "".into(),
            },
        );
    }
}

/// A first form that is plural already: "troops", "commandos", "gunmen".
fn is_plural(form: &str) -> bool {
    let last = form.rsplit(' ').next().unwrap_or(form);
    let is_singular = ["ss", "us", "is", "affairs", "press", "headquarters", "congress", "forces"]
        .iter()
        .any(|end| last.ends_with(end));
    (last.ends_with('s') && !is_singular) || last.ends_with("men")
}
