//! The tables of `data/actors/` as rows, with the line each came from.
//!
//! In: CSV text with a header. Out: [`Rows`], or a [`TableError`] that names
//! the file, the line, the value and a way out.

use jiff::civil::Date;
use rapport_record::Role;
use std::{fmt, sync::Arc};

/// The tables that are built in, by file name.
pub(super) const EMBEDDED: &[(&str, &str)] = &[
    ("data/actors/states.csv", include_str!("../../../../data/actors/states.csv")),
    ("data/actors/names.csv", include_str!("../../../../data/actors/names.csv")),
    ("data/actors/organisations.csv", include_str!("../../../../data/actors/organisations.csv")),
    ("data/actors/groups.csv", include_str!("../../../../data/actors/groups.csv")),
    ("data/actors/people.csv", include_str!("../../../../data/actors/people.csv")),
    ("data/actors/tenures.csv", include_str!("../../../../data/actors/tenures.csv")),
    ("data/actors/agents.csv", include_str!("../../../../data/actors/agents.csv")),
    ("data/actors/not_actors.csv", include_str!("../../../../data/actors/not_actors.csv")),
];

/// What is wrong with a table, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    place: String,
    message: String,
    hint: String,
}

impl TableError {
    fn new(at: &At, message: String, hint: &str) -> Self {
        Self { place: at.to_string(), message, hint: hint.to_owned() }
    }

    /// What is wrong, without place and hint.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it is: "data/actors/people.csv:214".
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What to do about it.
    pub fn hint(&self) -> &str {
        &self.hint
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\nhint: {}", self.place, self.message, self.hint)
    }
}

impl std::error::Error for TableError {}

/// The file and line of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At {
    file: Arc<str>,
    line: u64,
}

impl At {
    pub fn new(file: &str, line: u64) -> Self {
        Self { file: Arc::from(file), line }
    }

    pub fn error(&self, message: String, hint: &str) -> TableError {
        TableError::new(self, message, hint)
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// First and last possible day of a date that may be partial.
pub(super) type Days = (Date, Date);

#[derive(Debug, Clone)]
pub(super) struct StateRow {
    pub at: At,
    pub id: String,
    pub name: String,
    pub since: Option<Days>,
    pub until: Option<Days>,
    pub continues: Vec<String>,
    pub cow: Vec<u16>,
    pub gw: Vec<u16>,
    pub source: String,
}

#[derive(Debug, Clone)]
pub(super) struct NameRow {
    pub at: At,
    pub name: String,
    pub actor: String,
    pub kind: NameKind,
    pub since: Option<Days>,
    pub until: Option<Days>,
    pub is_exact: bool,
    pub role: Option<Role>,
    pub needs: Vec<String>,
    pub source: String,
}

/// What a name in `names.csv` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NameKind {
    Name,
    Adjective,
    National,
    Capital,
    Seat,
    Organ,
    Place,
    /// A plural that names several states, each in a row of its own: the Koreas.
    Pair,
    /// A capital that stands for the organisation it hosts: Brussels.
    Host,
}

/// A row of `organisations.csv` or `groups.csv`.
#[derive(Debug, Clone)]
pub(super) struct BodyRow {
    pub at: At,
    pub is_group: bool,
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub role: Option<Role>,
    pub country: Option<String>,
    pub since: Option<Days>,
    pub until: Option<Days>,
    pub source: String,
}

#[derive(Debug, Clone)]
pub(super) struct PersonRow {
    pub at: At,
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub source: String,
}

#[derive(Debug, Clone)]
pub(super) struct TenureRow {
    pub at: At,
    pub person: String,
    pub actor: String,
    pub office: String,
    pub role: Role,
    pub since: Days,
    pub until: Option<Days>,
    pub source: String,
}

#[derive(Debug, Clone)]
pub(super) struct AgentRow {
    pub forms: Vec<String>,
    pub role: Option<Role>,
    pub kind: AgentKind,
}

/// What an agent noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum AgentKind {
    Organ,
    Office,
    People,
    Unknown,
    /// A word that may stand between the country and the noun.
    Modifier,
}

#[derive(Debug, Clone)]
pub(super) struct NotActorRow {
    pub phrase: String,
}

/// All tables, read.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub states: Vec<StateRow>,
    pub names: Vec<NameRow>,
    pub bodies: Vec<BodyRow>,
    pub people: Vec<PersonRow>,
    pub tenures: Vec<TenureRow>,
    pub agents: Vec<AgentRow>,
    pub not_actors: Vec<NotActorRow>,
    /// Entries of dictionaries that could not be read.
    pub left_out: Vec<TableError>,
}

impl Rows {
    /// Reads the tables and adds their rows; a `.txt` is a dictionary.
    pub fn read(&mut self, tables: &[(&str, &str)]) -> Result<(), TableError> {
        for (file, text) in tables {
            if file.ends_with(".txt") {
                super::dictionaries::read(self, file, text)?;
                continue;
            }
            let kind = file.rsplit(['/', '\\']).next().unwrap_or(file);
            let kind = kind.strip_suffix(".csv").unwrap_or(kind);
            match kind {
                "states" => self.states.extend(each(file, text, state)?),
                "names" => self.names.extend(each(file, text, name)?),
                "organisations" => self.bodies.extend(each(file, text, organisation)?),
                "groups" => self.bodies.extend(each(file, text, group)?),
                "people" => self.people.extend(each(file, text, person)?),
                "tenures" => self.tenures.extend(each(file, text, tenure)?),
                "agents" => self.agents.extend(each(file, text, agent)?),
                "not_actors" => self.not_actors.extend(each(file, text, not_actor)?),
                other => {
                    return Err(At::new(file, 1).error(
                        format!("`{other}` is no table of actors"),
                        "name the file states.csv, names.csv, organisations.csv, groups.csv, \
                         people.csv, tenures.csv, agents.csv or not_actors.csv",
                    ));
                }
            }
        }
        Ok(())
    }

    /// Reads further tables: a row replaces those of the same key here. The
    /// key of a state, organisation, group or person is its id, of a name its
    /// letters in any case, of a tenure person, actor and office, of an agent
    /// noun the form. Dictionaries replace nothing.
    pub fn override_with(&mut self, tables: &[(&str, &str)]) -> Result<(), TableError> {
        let (dictionaries, tables): (Vec<_>, Vec<_>) =
            tables.iter().partition(|(file, _)| file.ends_with(".txt"));
        let mut new = Rows::default();
        new.read(&tables)?;
        replace(&mut self.states, new.states, |row| row.id.clone());
        replace(&mut self.names, new.names, |row| row.name.to_lowercase());
        replace(&mut self.bodies, new.bodies, |row| row.id.clone());
        replace(&mut self.people, new.people, |row| row.id.clone());
        replace(&mut self.tenures, new.tenures, |row| {
            (row.person.clone(), row.actor.clone(), row.office.clone())
        });
        let is_modifier = |row: &AgentRow| row.kind == AgentKind::Modifier;
        for row in &new.agents {
            for old in self.agents.iter_mut().filter(|old| is_modifier(old) == is_modifier(row)) {
                old.forms.retain(|form| !row.forms.contains(form));
            }
        }
        self.agents.retain(|row| !row.forms.is_empty());
        self.agents.extend(new.agents);
        self.not_actors.extend(new.not_actors);
        self.read(&dictionaries)
    }
}

/// Adds rows, and takes out those of the same keys.
fn replace<T, K: std::hash::Hash + Eq>(old: &mut Vec<T>, new: Vec<T>, key: impl Fn(&T) -> K) {
    let keys: std::collections::HashSet<K> = new.iter().map(&key).collect();
    old.retain(|row| !keys.contains(&key(row)));
    old.extend(new);
}

fn state(row: &Row) -> Result<StateRow, TableError> {
    Ok(StateRow {
        at: row.at.clone(),
        id: row.filled("id")?.into(),
        name: row.filled("name")?.into(),
        since: row.days("since")?,
        until: row.days("until")?,
        continues: row.list("continues")?,
        cow: row.numbers("cow")?,
        gw: row.numbers("gw")?,
        source: row.filled("source")?.into(),
    })
}

fn name(row: &Row) -> Result<NameRow, TableError> {
    let kind = match row.get("kind")? {
        "name" => NameKind::Name,
        "adjective" => NameKind::Adjective,
        "national" => NameKind::National,
        "capital" => NameKind::Capital,
        "seat" => NameKind::Seat,
        "organ" => NameKind::Organ,
        "place" => NameKind::Place,
        "pair" => NameKind::Pair,
        "host" => NameKind::Host,
        other => {
            return Err(row.error(
                format!("`kind` {other} is unknown"),
                "use name, adjective, national, capital, seat, organ, place, pair or host",
            ));
        }
    };
    Ok(NameRow {
        at: row.at.clone(),
        name: row.filled("name")?.into(),
        actor: row.filled("actor")?.into(),
        kind,
        since: row.days("since")?,
        until: row.days("until")?,
        is_exact: match row.get("case")? {
            "" | "any" => false,
            "exact" => true,
            other => {
                return Err(row.error(format!("`case` {other} is unknown"), "use any or exact"));
            }
        },
        role: row.role("role")?,
        needs: row.list("needs")?,
        source: row.filled("source")?.into(),
    })
}

fn organisation(row: &Row) -> Result<BodyRow, TableError> {
    body(row, false)
}

fn group(row: &Row) -> Result<BodyRow, TableError> {
    body(row, true)
}

fn body(row: &Row, is_group: bool) -> Result<BodyRow, TableError> {
    Ok(BodyRow {
        at: row.at.clone(),
        is_group,
        id: row.filled("id")?.into(),
        name: row.filled("name")?.into(),
        aliases: row.list("aliases")?,
        role: row.role("role")?,
        country: Some(row.get("country")?).filter(|id| !id.is_empty()).map(str::to_owned),
        since: row.days("since")?,
        until: row.days("until")?,
        source: row.filled("source")?.into(),
    })
}

fn person(row: &Row) -> Result<PersonRow, TableError> {
    Ok(PersonRow {
        at: row.at.clone(),
        id: row.filled("id")?.into(),
        name: row.filled("name")?.into(),
        aliases: row.list("aliases")?,
        source: row.filled("source")?.into(),
    })
}

fn tenure(row: &Row) -> Result<TenureRow, TableError> {
    let need = |what: &str| {
        row.error(format!("`{what}` is empty"), "give a day, a month (1991-12) or a year (1991)")
    };
    let tenure = TenureRow {
        at: row.at.clone(),
        person: row.filled("person")?.into(),
        actor: row.filled("actor")?.into(),
        office: row.get("office")?.into(),
        role: row.role("role")?.ok_or_else(|| {
            row.error("`role` is empty".into(), "give one of the nineteen roles, such as GOV")
        })?,
        since: row.days("since")?.ok_or_else(|| need("since"))?,
        until: row.days("until")?,
        source: row.filled("source")?.into(),
    };
    match tenure.until {
        Some(until) if until.1 < tenure.since.0 => Err(row.error(
            format!("`until` {} is before `since` {}", row.get("until")?, row.get("since")?),
            "swap the two dates, or split the tenure into two rows",
        )),
        _ => Ok(tenure),
    }
}

fn agent(row: &Row) -> Result<AgentRow, TableError> {
    Ok(AgentRow {
        forms: row.filled("noun")?.split('|').map(|form| form.trim().to_owned()).collect(),
        role: row.role("role")?,
        kind: match row.get("kind")? {
            "organ" => AgentKind::Organ,
            "office" => AgentKind::Office,
            "people" => AgentKind::People,
            "unknown" => AgentKind::Unknown,
            "modifier" => AgentKind::Modifier,
            other => {
                return Err(row.error(
                    format!("`kind` {other} is unknown"),
                    "use organ, office, people, unknown or modifier",
                ));
            }
        },
    })
}

fn not_actor(row: &Row) -> Result<NotActorRow, TableError> {
    Ok(NotActorRow { phrase: row.filled("phrase")?.into() })
}

/// One record of a table, by column name.
struct Row<'r> {
    at: At,
    header: &'r csv::StringRecord,
    record: &'r csv::StringRecord,
}

impl Row<'_> {
    fn error(&self, message: String, hint: &str) -> TableError {
        self.at.error(message, hint)
    }

    /// A cell; `role` and `needs` may be missing as columns.
    fn get(&self, column: &str) -> Result<&str, TableError> {
        match self.header.iter().position(|name| name.trim() == column) {
            Some(index) => Ok(self.record.get(index).unwrap_or("").trim()),
            None if matches!(column, "role" | "needs" | "aliases" | "case") => Ok(""),
            None => Err(At { file: self.at.file.clone(), line: 1 }.error(
                format!("the header has no column `{column}`"),
                "see data/actors/README.md for the columns of each table",
            )),
        }
    }

    fn filled(&self, column: &str) -> Result<&str, TableError> {
        let cell = self.get(column)?;
        if cell.is_empty() {
            return Err(self.error(
                format!("`{column}` is empty"),
                "fill the cell in or remove the row (`memory` is an allowed source)",
            ));
        }
        Ok(cell)
    }

    fn list(&self, column: &str) -> Result<Vec<String>, TableError> {
        let cell = self.get(column)?;
        Ok(cell.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect())
    }

    fn numbers(&self, column: &str) -> Result<Vec<u16>, TableError> {
        self.list(column)?
            .iter()
            .map(|number| {
                number.parse().map_err(|_| {
                    self.error(
                        format!("`{column}` {number} is no state number"),
                        "give whole numbers, separated by `;`",
                    )
                })
            })
            .collect()
    }

    fn role(&self, column: &str) -> Result<Option<Role>, TableError> {
        let cell = self.get(column)?;
        if cell.is_empty() {
            return Ok(None);
        }
        cell.parse().map(Some).map_err(|unknown: rapport_record::UnknownWord| {
            self.error(unknown.to_string(), "use one of the known roles or leave the cell empty")
        })
    }

    fn days(&self, column: &str) -> Result<Option<Days>, TableError> {
        let cell = self.get(column)?;
        if cell.is_empty() {
            return Ok(None);
        }
        days(cell).map(Some).ok_or_else(|| {
            self.error(
                format!("`{column}` {cell} is no date"),
                "write 1991-12-26, 1991-12 or 1991 where no more is known, ..1991-12-26 for on or \
                 before that day, or 1991-12-26.. for on or after it",
            )
        })
    }
}

/// "1991-12" is the first and the last day of that month; "..1991-12-26" is
/// any day up to that one, "1991-12-26.." any day from it on.
fn days(cell: &str) -> Option<Days> {
    if let Some(cell) = cell.strip_prefix("..") {
        return Some((Date::MIN, days(cell)?.1));
    }
    if let Some(cell) = cell.strip_suffix("..") {
        return Some((days(cell)?.0, Date::MAX));
    }
    let mut parts = cell.splitn(3, '-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let Some(month) = parts.next() else {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    };
    let first = Date::new(year, month.parse().ok()?, 1).ok()?;
    let Some(day) = parts.next() else { return Some((first, first.last_of_month())) };
    let day = Date::new(year, first.month(), day.parse().ok()?).ok()?;
    Some((day, day))
}

fn each<T>(
    file: &str,
    text: &str,
    read: impl Fn(&Row) -> Result<T, TableError>,
) -> Result<Vec<T>, TableError> {
    let file: Arc<str> = Arc::from(file);
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let broken = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        At { file: file.clone(), line }.error(
            format!("this is no CSV row of this table: {error}"),
            "give every row as many cells as the header; quote a cell that holds a comma",
        )
    };
    let header = reader.headers().map_err(broken)?.clone();
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::new();
    while reader.read_record(&mut record).map_err(broken)? {
        let line = record.position().map_or(1, csv::Position::line);
        let at = At { file: file.clone(), line };
        rows.push(read(&Row { at, header: &header, record: &record })?);
    }
    Ok(rows)
}
