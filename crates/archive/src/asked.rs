//! Questions in SQL: conditions as text, values bound.

use crate::{Archive, Codings, Query, codings::Shown, corrected::Overlay, error::Fault, schema};
use rapport_record::{ActorId, Dated};
use rusqlite::{ToSql, types::Value};

/// The condition that what `alias` tells happened `since` a day or later; of [`Dated::OPEN`], which
/// is `open` there, the first day counts. The same as [`rapport_record::Period::holds`].
pub(crate) fn happened_since(alias: &str, since: &str, open: &str) -> String {
    format!(
        "iif({alias}.happened_to = {open}, {alias}.happened_from, {alias}.happened_to) >= {since}"
    )
}

/// What reading gives, before the archive's name is put to a fault.
pub(crate) type Found<T> = std::result::Result<T, Fault>;

/// Who published version `v`, for counting outlets: a row's table, the outlet,
/// or else the first source that the document names.
pub(crate) const OUTLET: &str = "CASE WHEN v.kind = 'row' THEN 'table:' || ifnull(v.table_kind, '') \
     ELSE coalesce(v.outlet, v.more ->> '$.sources[0]', '') END";

/// A question put into SQL: the conditions are text, the values are bound.
pub(crate) struct Asked {
    values: Vec<(&'static str, Value)>,
    has_runs: bool,
    has_outlets: bool,
}

impl Asked {
    pub(crate) fn new(archive: &Archive, query: &Query) -> Found<Self> {
        let as_of = query.as_of.unwrap_or(Dated::OPEN).to_string();
        let values = vec![(":as_of", as_of.into())];
        let mut asked = Self { values, has_runs: false, has_outlets: false };
        if !query.outlets.is_empty() {
            asked.set(":outlets", json_list(&query.outlets));
            asked.has_outlets = true;
        }
        if query.codings != Codings::Newest {
            let Shown { runs, tables, before } = archive.shown(query.codings)?;
            asked.set(":runs", json_list(&runs));
            asked.set(":tables", json_list(&tables));
            asked.set(":before", before);
            asked.has_runs = true;
        }
        Ok(asked)
    }

    /// A list of numbers and nothing else.
    pub(crate) fn only(name: &'static str, numbers: &[i64]) -> Self {
        let values = vec![(name, json_list(numbers).into())];
        Self { values, has_runs: false, has_outlets: false }
    }

    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<Value>) {
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value.into()));
    }

    /// See [`schema::counts`].
    pub(crate) fn counts(&self, alias: &str) -> String {
        let counts = schema::counts(alias, self.has_runs);
        if self.has_outlets {
            let outlet = outlet_asked();
            format!(
                "{counts} AND EXISTS (SELECT 1 FROM versions AS v
                 WHERE v.number = {alias}.version AND {outlet})"
            )
        } else {
            counts
        }
    }

    /// See [`schema::version_counts`].
    pub(crate) fn version_counts(&self, alias: &str) -> String {
        let counts = schema::version_counts(alias, self.has_runs);
        if self.has_outlets {
            let outlet = outlet_asked();
            format!(
                "{counts} AND EXISTS (SELECT 1 FROM versions AS o
                 WHERE o.number = {alias}.number AND {})",
                outlet.replace("v.", "o.")
            )
        } else {
            counts
        }
    }

    /// The condition, begun with AND, that the codings asked for hold version `alias`;
    /// nothing where they are the newest, for somebody coded every version.
    pub(crate) fn is_coded(&self, alias: &str) -> String {
        if !self.has_runs {
            return String::new();
        }
        format!(
            "AND EXISTS (SELECT 1 FROM coded AS c WHERE c.document = {alias}.document
             AND c.version = {alias}.number {})",
            self.among_runs("c")
        )
    }

    /// The condition, begun with AND, that coding `alias` is one of those asked for.
    pub(crate) fn among_runs(&self, alias: &str) -> String {
        schema::runs_condition(alias, self.has_runs)
    }

    /// Runs a statement and reads its rows.
    pub(crate) fn rows<T>(
        &self,
        archive: &Archive,
        sql: &str,
        mut read: impl FnMut(&rusqlite::Row) -> Found<T>,
    ) -> Found<Vec<T>> {
        let mut statement = archive.connection.prepare_cached(sql)?;
        let values: Vec<(&str, &dyn ToSql)> =
            self.values.iter().map(|(name, value)| (*name, value as &dyn ToSql)).collect();
        let mut found = statement.query(values.as_slice())?;
        let mut all = Vec::new();
        while let Some(row) = found.next()? {
            all.push(read(row)?);
        }
        Ok(all)
    }

    /// The condition that report `alias` is as it was coded, for what `overlay` corrects
    /// must be looked at by itself.
    pub(crate) fn as_coded(&mut self, alias: &str, overlay: &Overlay) -> String {
        if overlay.fixed.is_empty() {
            return "true".to_owned();
        }
        self.set(":fixed", overlay.numbers());
        format!("{alias}.number NOT IN (SELECT value FROM json_each(:fixed))")
    }

    /// The condition that report `alias` is asked for.
    pub(crate) fn matches(&mut self, alias: &str, query: &Query) -> String {
        let mut all = vec![self.involves(alias, query)];
        if !query.types.is_empty() {
            let types: Vec<&str> = query.types.iter().map(|t| t.as_str()).collect();
            self.set(":types", json_list(&types));
            all.push(format!("{alias}.type IN (SELECT value FROM json_each(:types))"));
        }
        if let Some(since) = query.period.since {
            self.set(":since", since.to_string());
            self.set(":open", Dated::OPEN.to_string());
            all.push(happened_since(alias, ":since", ":open"));
        }
        if let Some(until) = query.period.until {
            self.set(":until", until.to_string());
            all.push(format!("{alias}.happened_from <= :until"));
        }
        all.join(" AND ")
    }

    /// The condition that report `alias` has the actors asked for.
    fn involves(&mut self, alias: &str, query: &Query) -> String {
        let mut all = vec!["true".to_owned()];
        if let Some((one, other)) = &query.between {
            self.set(":these", json_list(one));
            self.set(":those", json_list(other));
            all.push(format!("{alias}.number IN ({})", between(query.about)));
        }
        if let Some(actors) = &query.involving {
            self.set(":actors", json_list(actors));
            let parts = if query.about { "" } else { "AND part IN ('source', 'target')" };
            all.push(format!(
                "{alias}.number IN (SELECT report FROM involved
                 WHERE actor IN (SELECT value FROM json_each(:actors)) {parts})"
            ));
        }
        all.join(" AND ")
    }

    pub(crate) fn matches_arrangement(&mut self, alias: &str, query: &Query) -> String {
        let mut all = vec!["true".to_owned()];
        let mut party = |name: &'static str, actors: &[ActorId]| {
            self.values.push((name, json_list(actors).into()));
            format!("actor IN (SELECT value FROM json_each({name}))")
        };
        if let Some((one, other)) = &query.between {
            let (one, other) = (party(":one", one), party(":other", other));
            all.push(format!(
                "{alias}.number IN (SELECT x.arrangement
                 FROM arrangement_parties AS x CROSS JOIN arrangement_parties AS y
                 WHERE x.{one} AND y.{other}
                   AND y.arrangement = x.arrangement AND y.actor <> x.actor)"
            ));
        }
        if let Some(actors) = &query.involving {
            let asked = party(":actors", actors);
            all.push(format!(
                "{alias}.number IN (SELECT arrangement FROM arrangement_parties WHERE {asked})"
            ));
        }
        all.join(" AND ")
    }
}

/// The condition that one of `:outlets` published version `v`.
fn outlet_asked() -> String {
    format!("{OUTLET} IN (SELECT value FROM json_each(:outlets))")
}

/// Reports between one of `:these` and one of `:those`, whoever acts.
fn between(is_about_asked: bool) -> String {
    let kind = if is_about_asked { "" } else { "AND is_direct = 1" };
    let half = |one: &str, other: &str| {
        format!(
            "SELECT report FROM pairs
             WHERE one IN (SELECT value FROM json_each({one}))
               AND other IN (SELECT value FROM json_each({other})) {kind}"
        )
    };
    format!("{} UNION {}", half(":these", ":those"), half(":those", ":these"))
}

pub(crate) fn json_list(items: &[impl serde::Serialize]) -> String {
    serde_json::to_string(items).expect("a list of words or numbers can always be JSON")
}
