//! Who takes part in a row: state numbers and names to the actors of that day.

use super::{
    Fault, Names,
    group::Group,
    mapping::{ActorRule, Mapping, NameRule},
    period::When,
};
use jiff::civil::Date;
use rapport_record::{Actor, ActorId, ActorKind, Actors, Party};
use std::collections::BTreeMap;

/// One who takes part, as the sentence names it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Participant {
    /// The party, its span still unknown.
    pub(super) party: Party,
    /// With its article: "the Soviet Union".
    pub(super) shown: String,
    /// The name of the state that carried its number on before the row's end.
    heir: Option<String>,
}

impl Participant {
    /// "the Soviet Union (later Russia)".
    pub(super) fn shown_with_heir(&self) -> String {
        match &self.heir {
            Some(heir) => format!("{} (later {heir})", self.shown),
            None => self.shown.clone(),
        }
    }
}

/// Everyone who takes part, by the name the mapping gives them.
pub(super) type Cast = BTreeMap<String, Vec<Participant>>;

/// Numbers that the data sets change where the state, for us, stays one; and
/// what that state was called while it had the number.
const ALSO_COW: &[(u16, u16, Option<&str>)] = &[
    (260, 255, Some("West Germany")),
    (255, 260, None),
    (678, 679, Some("North Yemen")),
    (679, 678, None),
];

/// Finds everyone who takes part, on the first day of the row on which all of them exist.
pub(super) fn cast(
    group: &Group,
    mapping: &Mapping,
    when: &When,
    actors: &Actors,
    find: &Names<'_>,
    called: impl Fn(&str) -> String,
) -> Result<Cast, Fault> {
    let last = when.last_day();
    let mut days = vec![when.from.first, when.from.last.min(last)];
    let mut begin: Vec<Date> = mapping
        .actors
        .values()
        .flat_map(|rule| numbers(group, rule, actors))
        .filter_map(|actor| actor.since)
        .filter(|since| when.from.first < *since && *since <= last)
        .collect();
    begin.sort();
    days.extend(begin);
    let mut first_fault = None;
    for day in days {
        match cast_on(day, group, mapping, when, actors, find, &called) {
            Ok(cast) => return Ok(cast),
            Err(fault) => first_fault = first_fault.or(Some(fault)),
        }
    }
    Err(first_fault.unwrap_or_default())
}

/// The actors of `[[about]]` on a day; those who take part anyway are not among them.
pub(super) fn about(
    group: &Group,
    mapping: &Mapping,
    day: Date,
    actors: &Actors,
    find: &Names<'_>,
) -> Vec<ActorId> {
    let Some(rule) = mapping.about.iter().find(|rule| group.meets(&rule.when)) else {
        return Vec::new();
    };
    let mut about = rule.actors.clone();
    if let Some(text) = rule.name.as_ref().and_then(|column| group.get(column)) {
        let end =
            rule.after.iter().filter_map(|word| Some(text.rfind(word.as_str())? + word.len()));
        let name = text[end.max().unwrap_or(0)..].trim();
        about.extend(by_name(name, day, &mapping.names, actors, find).ok());
    }
    about
}

fn cast_on(
    day: Date,
    group: &Group,
    mapping: &Mapping,
    when: &When,
    actors: &Actors,
    find: &Names<'_>,
    called: &impl Fn(&str) -> String,
) -> Result<Cast, Fault> {
    let mut cast = Cast::new();
    for (key, rule) in &mapping.actors {
        let mut side = Vec::new();
        for (id, name) in ids(day, group, rule, mapping, actors, find)? {
            let heir = heir(&id, when, rule, group, actors);
            side.push(participant(&id, name, heir, rule, actors, called));
        }
        if side.is_empty() {
            return Err(format!("nobody is named as {key}").into());
        }
        cast.insert(key.clone(), side);
    }
    let mut everyone: Vec<&str> =
        cast.values().flatten().map(|one| one.party.actor.as_str()).collect();
    everyone.sort_unstable();
    match everyone.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(twice) => Err(format!("both sides are {}", actors.name(twice[0])).into()),
        None => Ok(cast),
    }
}

/// Ids of one side, each with the name it had then, where that is another than its own.
fn ids(
    day: Date,
    group: &Group,
    rule: &ActorRule,
    mapping: &Mapping,
    actors: &Actors,
    find: &Names<'_>,
) -> Result<Vec<(ActorId, Option<&'static str>)>, Fault> {
    if let Some(id) = &rule.id {
        return Ok(vec![(id.clone(), None)]);
    }
    if let Some(columns) = &rule.name {
        let names = columns.iter().filter_map(|column| group.get(column));
        return names
            .filter(|name| !name.is_empty())
            .map(|name| Ok((by_name(&name, day, &mapping.names, actors, find)?, None)))
            .collect();
    }
    let number = |column: &String| -> Result<u16, Fault> {
        let text = group.get(column).unwrap_or_default();
        text.parse().map_err(|_| {
            let why = format!("`{column}` {text:?} is no state number");
            Fault::hinting(why, "give a number there; a column of names is mapped by `name`")
        })
    };
    if let Some(column) = &rule.gw {
        let number = number(column)?;
        let actor = actors.by_gw(number, day);
        let actor = actor.ok_or_else(|| {
            let why = format!("no state we know has Gleditsch-Ward number {number} on {day}");
            Fault::hinting(why, holders(actors.iter().filter(|actor| actor.gw == Some(number))))
        })?;
        return Ok(vec![(actor.id.clone(), None)]);
    }
    let column = rule.cow.as_ref().ok_or("the mapping names no actor")?;
    let number = number(column)?;
    by_cow(number, day, actors).map(|found| vec![found])
}

fn by_cow(
    number: u16,
    day: Date,
    actors: &Actors,
) -> Result<(ActorId, Option<&'static str>), Fault> {
    let shown = ALSO_COW.iter().find(|(from, ..)| *from == number).and_then(|(_, _, name)| *name);
    let other = ALSO_COW.iter().find(|(from, ..)| *from == number).map(|(_, to, _)| *to);
    actors
        .by_cow(number, day)
        .or_else(|| actors.by_cow(other?, day))
        .map(|actor| (actor.id.clone(), shown))
        .ok_or_else(|| {
            let why = format!("no state we know has Correlates of War number {number} on {day}");
            Fault::hinting(why, holders(actors.iter().filter(|actor| actor.cow == Some(number))))
        })
}

/// Says who has a number, and when.
fn holders<'a>(states: impl Iterator<Item = &'a Actor>) -> String {
    let had = |Actor { name, id, since, until, .. }: &Actor| match (since, until) {
        (Some(since), Some(until)) => format!("{name} ({id}) had it from {since} to {until}"),
        (Some(since), None) => format!("{name} ({id}) has it since {since}"),
        (None, Some(until)) => format!("{name} ({id}) had it until {until}"),
        (None, None) => format!("{name} ({id}) has it"),
    };
    let told: Vec<String> = states.map(had).collect();
    if told.is_empty() {
        return "no state ever had it: check the number, or map the actor by `name` or `id`".into();
    }
    format!("{}: check the row's number and its day", told.join("; "))
}

/// The actor a name stood for on `day`: by the mapping's own names, else as the
/// program knows it; an ended state's heir or forebear where that one lived then.
fn by_name(
    name: &str,
    day: Date,
    names: &[NameRule],
    actors: &Actors,
    find: &Names<'_>,
) -> Result<ActorId, Fault> {
    let own = names.iter().find(|rule| {
        rule.text.iter().any(|text| text == name)
            && rule.since.is_none_or(|since| since <= day.year())
            && rule.until.is_none_or(|until| day.year() <= until)
    });
    let id = match own {
        Some(NameRule { cow: Some(number), .. }) => by_cow(*number, day, actors)?.0,
        Some(NameRule { id: Some(id), .. }) => id.clone(),
        _ => find(name).ok_or_else(|| {
            let why = format!("{name:?} is nobody we know");
            Fault::hinting(why, "say in the mapping whom it stands for, by a [[name]]")
        })?,
    };
    let lives = |id: &str| {
        actors.get(id).is_none_or(|actor| {
            actor.since.is_none_or(|since| since <= day)
                && actor.until.is_none_or(|until| day <= until)
        })
    };
    if lives(&id) {
        return Ok(id);
    }
    let forebear = actors.lineage(&id).into_iter().find(|id| lives(id));
    let heir = Some(actors.today(&id)).filter(|heir| lives(heir)).map(str::to_owned);
    forebear.or(heir).ok_or_else(|| {
        let why = format!("{name:?} ({id}) was no state on {day}");
        Fault::hinting(why, "check the row's day, or say whom it stands for then, by a [[name]]")
    })
}

/// Everyone who ever had the row's number.
fn numbers<'a>(
    group: &Group,
    rule: &ActorRule,
    actors: &'a Actors,
) -> impl Iterator<Item = &'a Actor> {
    let number = |column: &Option<String>| {
        column.as_ref().and_then(|column| group.get(column)).and_then(|text| text.parse().ok())
    };
    let (cow, gw): (Option<u16>, Option<u16>) = (number(&rule.cow), number(&rule.gw));
    actors.iter().filter(move |actor| {
        (cow.is_some() && actor.cow == cow) || (gw.is_some() && actor.gw == gw)
    })
}

/// The name of the state that had the number when the row's period ended, where it is another.
fn heir(id: &str, when: &When, rule: &ActorRule, group: &Group, actors: &Actors) -> Option<String> {
    let number: u16 = group.get(rule.cow.as_ref().or(rule.gw.as_ref())?)?.parse().ok()?;
    let last = when.to.last;
    let heir =
        if rule.cow.is_some() { actors.by_cow(number, last) } else { actors.by_gw(number, last) }?;
    let is_another = heir.id != id && when.from.last < when.to.first;
    is_another.then(|| with_article(&heir.name))
}

fn participant(
    id: &str,
    name: Option<&str>,
    heir: Option<String>,
    rule: &ActorRule,
    actors: &Actors,
    called: &impl Fn(&str) -> String,
) -> Participant {
    let known = actors.get(id);
    let own_name = name.unwrap_or_else(|| actors.name(id));
    let (name, shown) = match &rule.called {
        Some(template) => {
            let shown = called(template);
            (shown.strip_prefix("the ").unwrap_or(&shown).to_owned(), shown)
        }
        None => (own_name.to_owned(), with_article(own_name)),
    };
    let is_state = known.is_none_or(|actor| actor.kind == ActorKind::State);
    let country = known
        .and_then(|actor| actor.country.clone())
        .or_else(|| (is_state && id.len() == 3).then(|| id.to_owned()));
    let role = rule.role.or_else(|| known.and_then(|actor| actor.role));
    let party = Party { actor: id.to_owned(), country, role, name, span: None };
    Participant { party, shown, heir }
}

/// "the Soviet Union", "the Netherlands", "France".
fn with_article(name: &str) -> String {
    const PLURALS: &[&str] = &[
        "Netherlands",
        "Philippines",
        "Maldives",
        "Bahamas",
        "Comoros",
        "Gambia",
        "Seychelles",
        "Vatican",
    ];
    const BEGINNINGS: &[&str] = &[
        "United ",
        "Republic of ",
        "Democratic Republic",
        "Federal Republic",
        "Kingdom of ",
        "Grand Duchy",
        "Duchy of ",
        "Electorate of ",
        "Federation of ",
        "Holy See",
    ];
    const ENDINGS: &[&str] = &[
        " Republic",
        " Islands",
        " Union",
        " Kingdom",
        " States",
        " Empire",
        " Federation",
        " Emirates",
    ];
    let takes_one = PLURALS.contains(&name)
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        || ENDINGS.iter().any(|ending| name.ends_with(ending));
    if takes_one { format!("the {name}") } else { name.to_owned() }
}
