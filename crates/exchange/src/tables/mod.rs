//! Reference tables: each row a document of its own, coded by the table itself.
//!
//! In: a CSV table (gzipped or not) and a mapping that says what its columns
//! mean. Out: for each row a document with one plain sentence of ours that
//! states the row's facts, and the reports or the arrangement it stands for.
//! The built-in mappings, and a user's own, are TOML files as explained in
//! `data/tables/README.md`.

mod coded;
mod group;
mod mapping;
mod period;
mod who;

use crate::{
    csv_rows::CsvRows,
    error::{Error, Kind, Skipped},
    input::Input,
};
use group::{Group, Row, grouped};
use mapping::{KnownOn, Mapping, Order, names_in};
use period::Partial;
use rapport_record::{ActorId, Actors, Coded, Document};
use std::{
    collections::{HashMap, HashSet},
    io::Read,
    rc::Rc,
};

/// How names in a table are looked up: an everyday name gives an actor's id.
pub type Names<'a> = dyn Fn(&str) -> Option<ActorId> + 'a;

/// What the columns of one kind of table mean.
#[derive(Debug, Clone)]
pub struct Table {
    mapping: Mapping,
    released: Option<Partial>,
    /// The mapping as a user wrote it; none where it is built in.
    own: Option<Written>,
}

/// A mapping as it was written, to find places in it.
#[derive(Debug, Clone)]
struct Written {
    name: String,
    text: String,
}

impl Written {
    /// The file, with the first line that `fits`.
    fn place(&self, fits: impl FnMut(&str) -> bool) -> String {
        match self.text.lines().position(fits) {
            Some(index) => format!("{}:{}", self.name, index + 1),
            None => self.name.clone(),
        }
    }

    /// The same with the line that gives one of these keys the value.
    fn place_of(&self, keys: &[&str], value: &str) -> String {
        self.place(|line| {
            let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
            keys.iter().any(|key| {
                line.contains(&format!("{key}=\"{value}\""))
                    || line.contains(&format!("{key}='{value}'"))
            })
        })
    }

    /// The same with the line on which the `index`th table of this name begins.
    fn place_of_table(&self, header: &str, index: usize) -> String {
        let mut n_before = 0;
        self.place(|line| {
            let is_one = line.trim_start().starts_with(header);
            n_before += usize::from(is_one);
            is_one && n_before == index + 1
        })
    }
}

/// Why a row is of no use, and a way out where there is one.
#[derive(Debug, Clone, Default)]
struct Fault {
    why: String,
    hint: Option<String>,
}

impl Fault {
    fn hinting(why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { why: why.into(), hint: Some(hint.into()) }
    }
}

impl<T: Into<String>> From<T> for Fault {
    fn from(why: T) -> Self {
        Self { why: why.into(), hint: None }
    }
}

/// Longest row read.
const ROW_BYTES_MAX: usize = 1024 * 1024;

macro_rules! builtin {
    ($($kind:literal),+ $(,)?) => {
        &[ $( ($kind, include_str!(concat!("../../../../data/tables/", $kind, ".toml"))) ),+ ]
    };
}

const BUILTIN: &[(&str, &str)] = builtin![
    "atop-alliances",
    "igo-memberships",
    "interstate-wars",
    "mids",
    "nk-provocations",
    "nk-tests",
    "rivalries-td",
    "rivalries-tss",
    "us-trips",
    "vetoes",
];

impl Table {
    /// The built-in mapping of this kind.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn builtin(kind: &str) -> Result<Self, Error> {
        match BUILTIN.iter().find(|(name, _)| *name == kind) {
            Some((name, text)) => Self::understood(&format!("data/tables/{name}.toml"), text),
            None => {
                let kinds: Vec<&str> = Self::kinds().collect();
                Err(Error::new(Kind::WrongTable, format!("{kind:?} is no built-in table"))
                    .hinting(format!(
                        "built in are {}; or give a mapping file of your own (data/tables/README.md)",
                        kinds.join(", ")
                    )))
            }
        }
    }

    /// Every built-in kind, sorted.
    pub fn kinds() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(kind, _)| *kind)
    }

    /// Reads a mapping of a user's own, called `name` in messages.
    ///
    /// # Errors
    /// If it is no TOML, lacks a field, contradicts itself, or has the kind of a built-in table.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let table = Self::understood(name, text)?;
        let own = Written { name: name.to_owned(), text: text.to_owned() };
        if Self::kinds().any(|kind| kind == table.kind()) {
            let (place, kind) = (own.place_of(&["kind"], table.kind()), table.kind());
            return Err(Error::new(
                Kind::WrongTable,
                format!("{place}: `kind` {kind:?} is the name of a built-in table"),
            )
            .hinting(format!("give yours a name of its own, such as kind = \"my-{kind}\"")));
        }
        Ok(Self { own: Some(own), ..table })
    }

    fn understood(name: &str, text: &str) -> Result<Self, Error> {
        let mapping: Mapping = toml::from_str(text).map_err(|error| {
            Error::new(Kind::WrongTable, format!("{name}: {}", error.to_string().trim_end()))
                .hinting("data/tables/README.md explains the notation")
        })?;
        let written = Written { name: name.to_owned(), text: text.to_owned() };
        let wrong =
            |place: String, what: &str| Error::new(Kind::WrongTable, format!("{place}: {what}"));
        let released = match &mapping.released {
            Some(day) => Some(Partial::parse(day, Order::YearMonthDay).map_err(|why| {
                wrong(written.place_of(&["released"], day), &format!("`released` {why}"))
                    .hinting("write released = \"2022\", \"2022-03\" or \"2022-03-31\"")
            })?),
            None if mapping.known_on == KnownOn::Release => {
                let place = written.place_of(&["known_on"], "release");
                return Err(wrong(place, "`known_on` is \"release\" and `released` is missing")
                    .hinting("add the day, month or year of release: released = \"2022\""));
            }
            None => None,
        };
        let mut n_events = 0;
        for (index, case) in mapping.cases.iter().enumerate() {
            if case.text.is_some() == case.skip.is_some() {
                let place = written.place_of_table("[[case]]", index);
                return Err(wrong(place, "a [[case]] needs either `text` or `skip`").hinting(
                    "give the sentence that a row becomes, or the reason why it is left out",
                ));
            }
            for event in &case.events {
                for key in [Some(&event.source), event.target.as_ref()].into_iter().flatten() {
                    if !mapping.actors.contains_key(key) {
                        let keys: Vec<&str> = mapping.actors.keys().map(String::as_str).collect();
                        return Err(wrong(
                            written.place_of(&["source", "target"], key),
                            &format!("an [[event]] is by or to `{key}`, which is not in [actors]"),
                        )
                        .hinting(format!(
                            "name one of [actors] ({}), or add `{key}` to them",
                            keys.join(", ")
                        )));
                    }
                }
                if event.event_type.is_some() == event.by.is_some() {
                    let place = written.place_of_table("[[case.event]]", n_events);
                    return Err(wrong(place, "an [[event]] needs either `type` or `by`").hinting(
                        "give the type of the deed, or the column that tells it, with `types`",
                    ));
                }
                n_events += 1;
            }
        }
        Ok(Self { mapping, released, own: None })
    }

    /// The word for `--table`: "atop-alliances".
    pub fn kind(&self) -> &str {
        &self.mapping.kind
    }

    /// What the table is, in one line.
    pub fn title(&self) -> &str {
        &self.mapping.title
    }

    /// The id of the coder that reports of this table name.
    pub fn coder(&self) -> String {
        format!("table:{}", self.mapping.kind)
    }

    /// Reads a table called `name` in messages.
    ///
    /// Actors are those of the row's day; `find` looks up everyday names,
    /// where the table has names instead of state numbers. Rows that cannot be
    /// used come as [`Skipped`]. Rows that belong together make one document;
    /// only for such tables is the whole table held in memory.
    ///
    /// # Errors
    /// If the input is empty, unreadable, no text, or lacks a column that the mapping names.
    pub fn rows<'a, R: Read + 'a>(
        &'a self,
        input: R,
        name: &str,
        actors: &'a Actors,
        find: &'a Names<'a>,
    ) -> Result<impl Iterator<Item = Result<(Document, Coded), Skipped>> + use<'a, R>, Error> {
        let mut input = Input::open(input, name)?;
        let csv = CsvRows::open(&mut input, name, ROW_BYTES_MAX)?;
        self.check_columns(&csv.header, name)?;
        let groups = self.groups(input, csv);
        let mut used: HashMap<String, usize> = HashMap::new();
        let name = name.to_owned();
        Ok(groups.map(move |group| {
            let group = group?;
            let mut row_id = coded::row_id(&group, &self.mapping);
            let n_before = used.entry(row_id.clone()).or_default();
            *n_before += 1;
            if *n_before > 1 {
                row_id = format!("{row_id}#{n_before}");
            }
            coded::row(&group, &self.mapping, self.released, row_id, actors, find).map_err(
                |Fault { why, hint }| Skipped {
                    hint,
                    ..Skipped::new(format!("{name}:{}", group.rows[0].line), why)
                },
            )
        }))
    }

    fn groups<'a, R: Read + 'a>(
        &'a self,
        mut input: Input<R>,
        mut csv: CsvRows,
    ) -> Box<dyn Iterator<Item = Result<Group, Skipped>> + 'a> {
        let rule = &self.mapping.rows;
        let header: Rc<[String]> = csv.header.clone().into();
        let rows = std::iter::from_fn(move || csv.next(&mut input))
            .map(move |row| row.map(|(line, values)| Row::new(line, Rc::clone(&header), values)))
            .map(|row| row.map(Group::single))
            .filter(|group| group.as_ref().map_or(true, |group| group.meets(&rule.only)));
        if rule.group.is_empty() && rule.either_way.is_none() && rule.count.is_none() {
            return Box::new(rows);
        }
        let mut skipped = Vec::new();
        let usable: Vec<Row> = rows
            .filter_map(|group| group.map_err(|why| skipped.push(why)).ok())
            .flat_map(|group| group.rows)
            .collect();
        let year = |row: &Row| {
            let text = row.get(&self.mapping.when.from)?;
            Partial::parse(text, self.mapping.when.order).ok().map(|day| day.first.year())
        };
        let groups = grouped(usable, rule, year);
        Box::new(groups.into_iter().map(Ok).chain(skipped.into_iter().map(Err)))
    }

    /// Every column that the mapping names is in the header.
    fn check_columns(&self, header: &[String], name: &str) -> Result<(), Error> {
        let known: HashSet<String> = header.iter().cloned().collect();
        let is_known = |column: &str| {
            let column = column.strip_prefix("an ").unwrap_or(column);
            let column = column.strip_prefix("last ").unwrap_or(column);
            let column = column.strip_suffix(" again").unwrap_or(column);
            matches!(column, "rows" | "groups" | "lone" | "from_start" | "when" | "from" | "to")
                || known.contains(&column.to_lowercase())
                || self.mapping.actors.contains_key(&column.to_lowercase())
        };
        let Some(missing) = self.columns().into_iter().find(|column| !is_known(column)) else {
            return Ok(());
        };
        if let Some(own) = &self.own {
            return Err(wrong_name(own, missing, header, name));
        }
        let kind = self.kind();
        Err(Error::new(
            Kind::WrongTable,
            format!(
                "{name}:1: the table {kind} needs a column `{missing}`; there are: {}",
                header.join(", ")
            ),
        )
        .hinting("check that --table names the right kind for this file"))
    }

    /// Every name that stands for a column in the mapping, and some that do not.
    fn columns(&self) -> Vec<&str> {
        let mapping = &self.mapping;
        let mut columns: Vec<&str> = vec![&mapping.when.from];
        columns.extend(mapping.when.to.as_deref());
        columns.extend(mapping.when.month.as_deref());
        columns.extend(mapping.when.days_max.as_deref());
        columns.extend(mapping.when.month_if.keys().map(String::as_str));
        columns.extend(mapping.rows.group.iter().map(String::as_str));
        columns.extend(mapping.rows.count.as_deref());
        columns.extend(mapping.rows.only.keys().map(String::as_str));
        columns.extend(mapping.rows.either_way.iter().flatten().map(String::as_str));
        columns.extend(mapping.rows.sides.iter().flatten().map(String::as_str));
        columns.extend(names_in(&mapping.row));
        for rule in mapping.actors.values() {
            columns.extend([rule.cow.as_deref(), rule.gw.as_deref()].into_iter().flatten());
            columns.extend(rule.name.iter().flat_map(|names| names.iter()).map(String::as_str));
            columns.extend(rule.called.iter().flat_map(|template| names_in(template)));
        }
        for rule in &mapping.about {
            columns.extend(rule.when.keys().map(String::as_str));
            columns.extend(rule.name.as_deref());
        }
        for case in &mapping.cases {
            columns.extend(case.when.keys().map(String::as_str));
            let label = case.arrangement.as_ref().map(|rule| &rule.label);
            let templates = case.text.iter().chain(label);
            columns.extend(templates.flat_map(|template| names_in(template)));
            for event in &case.events {
                columns.extend(event.when.keys().map(String::as_str));
                columns.extend(event.by.as_deref());
            }
        }
        columns
    }
}

/// A mapping of one's own names what the table does not have: either may be wrong.
fn wrong_name(own: &Written, missing: &str, header: &[String], table: &str) -> Error {
    let in_template = format!("{{{missing}}}");
    let is_template = own.text.contains(&in_template);
    let place = if is_template {
        own.place(|line| line.contains(&in_template))
    } else {
        let quoted = [format!("\"{missing}\""), format!("'{missing}'")];
        let is_key = |line: &str| {
            line.split(['=', '{', ',', '[']).any(|part| part.trim_matches([' ', '"']) == missing)
        };
        own.place(|line| quoted.iter().any(|value| line.contains(value)) || is_key(line))
    };
    let what = if is_template {
        format!("`{in_template}` is neither an actor of [actors] nor a column of {table}")
    } else {
        format!("`{missing}` is no column of {table}")
    };
    Error::new(Kind::WrongTable, format!("{place}: {what}; its columns are: {}", header.join(", ")))
        .hinting("mend the name in the mapping, or check that the mapping is one for this file")
}
