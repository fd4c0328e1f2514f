//! Deeds in outline: what a level and a choice of events need, without reading
//! a report's text. An outline is what the reports of one key say; the events
//! that hold it are joined from it and others ([`Archive::events_holding`]).
//!
//! In: a question about two sides. Out: one [`Outline`] an event, by day. A
//! pair of great powers has hundreds of thousands; they are read from `pairs`,
//! which is made for this, at about a million a second. Where the question is
//! about one run or some outlets, or the archive is an old one that may not be
//! written, the same is read from the reports themselves, more slowly.

use crate::{
    Archive, Codings, EventTold, Query, Result,
    asked::{Asked, Found, happened_since},
    corrected::Fixed,
    daily::{day_number, day_of},
    error::Fault,
    event_key, events,
};
use rapport_record::{Certainty, Date, Dated, Report};
use std::collections::{BTreeSet, HashSet};

/// An event between two sides, in few words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outline {
    id: u64,
    /// First possible day.
    pub from: Date,
    /// Last possible day.
    pub to: Date,
    /// That of its best report.
    pub certainty: Certainty,
    /// That of its best report.
    pub goldstein: f64,
    /// That of its best report.
    pub probability: f64,
    /// Reports of it that the question matches, the twins of a symmetric deed among them.
    pub n_reports: usize,
    /// Publication day of the last of them.
    pub last_report_on: Date,
    /// Whether source and target are the two sides, rather than one of them being named.
    pub is_direct: bool,
    /// Whether both sides act as governments.
    pub is_between_governments: bool,
    /// Whether something is delivered.
    pub has_goods: bool,
}

impl Outline {
    /// The key of its deed, as [`crate::event_key`] has it: an event's id begins with one.
    pub fn id(&self) -> String {
        format!("{:016x}", self.id)
    }
}

impl Archive {
    /// The events that match `between`, `about` and `period`, by first possible
    /// day, then by id; `codings`, `as_of` and `outlets` count too, the rest of
    /// `query` does not. Without `between` there are none.
    pub fn outlines(&self, query: &Query) -> Result<Vec<Outline>> {
        self.find_outlines(query).map_err(|fault| self.told(fault))
    }

    /// The events that hold these outlines, each once, with those of their
    /// reports that match `between` and `about` of `query`, best first, by day and id.
    pub fn events_holding(&self, ids: &[String], query: &Query) -> Result<Vec<EventTold>> {
        self.find_holding(ids, query).map_err(|fault| self.told(fault))
    }

    fn find_outlines(&self, query: &Query) -> Found<Vec<Outline>> {
        let Some((these, those)) = &query.between else { return Ok(Vec::new()) };
        let is_summed =
            self.is_summed() && query.codings == Codings::Newest && query.outlets.is_empty();
        let mut rows = if is_summed {
            self.rows_of_pairs(these, those, query)?
        } else {
            self.rows_of_reports(query)?
        };
        let overlay = self.overlay(query)?;
        rows.retain(|row| !overlay.fixed.contains_key(&row.report));
        let plain = Query { types: Vec::new(), involving: None, ..query.clone() };
        for (number, fixed) in &overlay.fixed {
            if let Some(report) = fixed.after.as_ref().filter(|_| fixed.matches(&plain)) {
                let is_direct = fixed.stands_between(these, those) == Some(true);
                rows.push(Row::of(*number, report, fixed.known_on, is_direct)?);
            }
        }
        // A report stands under several names of one side; the direct ones count.
        rows.sort_unstable_by_key(|row| (row.event, row.report, !row.is_direct));
        rows.dedup_by_key(|row| row.report);
        let mut outlines = Vec::new();
        for told in rows.chunk_by(|one, other| one.event == other.event) {
            outlines.push(self.outline(told)?);
        }
        outlines.sort_unstable_by_key(|outline| (outline.from, outline.to, outline.id));
        Ok(outlines)
    }

    fn rows_of_pairs(&self, these: &[String], those: &[String], query: &Query) -> Found<Vec<Row>> {
        let mut rows = Vec::new();
        let (since, until) = (query.period.since, query.period.until);
        let about = if query.about { "" } else { "AND p.is_direct = 1" };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT p.event, p.report, p.happened_from, p.happened_to, p.known_on, p.certainty,
                    p.goldstein, p.probability, p.is_direct, p.between_governments, p.has_goods
             FROM pairs AS p LEFT JOIN superseded AS s ON s.report = p.report
             WHERE p.one = ?1 AND p.other = ?2 AND p.happened_from <= ?3
               AND {} AND p.known_on <= ?5
               AND (s.until_on IS NULL OR s.until_on > ?5) {about}",
            happened_since("p", "?4", "?6")
        ))?;
        let mut pairs: Vec<(&String, &String)> = these
            .iter()
            .flat_map(|one| those.iter().map(move |other| (one.min(other), one.max(other))))
            .collect();
        pairs.sort();
        pairs.dedup();
        for (one, other) in pairs {
            let mut found = statement.query(rusqlite::params![
                one,
                other,
                day_number(until.unwrap_or(Date::MAX)),
                since.map_or(i64::MIN, day_number),
                day_number(query.as_of.unwrap_or(Dated::OPEN)),
                day_number(Dated::OPEN),
            ])?;
            while let Some(row) = found.next()? {
                rows.push(Row::read(row, row.get(5)?)?);
            }
        }
        Ok(rows)
    }

    fn rows_of_reports(&self, query: &Query) -> Found<Vec<Row>> {
        let mut asked = Asked::new(self, query)?;
        let matches = asked.matches("r", query);
        let direct = Query { about: false, ..query.clone() };
        let is_direct = asked.matches("r", &direct);
        let sql = format!(
            "SELECT r.event, r.number, replace(r.happened_from, '-', '') + 0,
                    replace(r.happened_to, '-', '') + 0, replace(r.known_on, '-', '') + 0,
                    r.certainty, r.goldstein, r.probability, {is_direct}, r.between_governments,
                    r.json ->> '$.goods[0]' IS NOT NULL
             FROM reports AS r WHERE {matches} AND {}",
            asked.counts("r")
        );
        asked.rows(self, &sql, |row| {
            let certainty: String = row.get(5)?;
            let certainty: Certainty =
                certainty.parse().map_err(|error| Fault::damaged("a certainty", error))?;
            Row::read(row, certainty as i64)
        })
    }

    /// What the reports of one event say together; there is at least one.
    fn outline(&self, told: &[Row]) -> Found<Outline> {
        let mut best = told[0];
        for row in &told[1..] {
            let order = (row.certainty.cmp(&best.certainty))
                .then(best.probability.total_cmp(&row.probability))
                .then(row.known_on.cmp(&best.known_on));
            // Only where all this is equal does the id decide, as it does for an event.
            let is_better = order.is_lt()
                || order.is_eq()
                    && row.goldstein != best.goldstein
                    && self.report_id(row.report)? < self.report_id(best.report)?;
            if is_better {
                best = *row;
            }
        }
        let certainty = usize::try_from(best.certainty).ok();
        Ok(Outline {
            id: best.event,
            from: day_of(best.from)?,
            to: day_of(best.to)?,
            certainty: *certainty
                .and_then(|n| Certainty::ALL.get(n))
                .ok_or_else(|| Fault::damaged("a certainty", "it is not in the list"))?,
            goldstein: best.goldstein,
            probability: best.probability,
            n_reports: told.len(),
            last_report_on: day_of(told.iter().map(|row| row.known_on).max().unwrap_or_default())?,
            is_direct: told.iter().any(|row| row.is_direct),
            is_between_governments: best.is_between_governments,
            has_goods: told.iter().any(|row| row.has_goods),
        })
    }

    fn report_id(&self, number: i64) -> Found<String> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM reports WHERE number = ?1")?;
        Ok(statement.query_row([number], |row| row.get(0))?)
    }

    fn find_holding(&self, ids: &[String], query: &Query) -> Found<Vec<EventTold>> {
        let keys = serde_json::json!(ids).to_string();
        let holds = "r.event IN (SELECT value FROM json_each(:keys))";
        let mut asked = Asked::new(self, query)?;
        asked.set(":keys", keys);
        let overlay = self.overlay(query)?;
        let is_held =
            |fixed: &Fixed| fixed.after.as_ref().is_some_and(|r| ids.contains(&event_key(r)));
        let mut found = self.joined(asked, holds, query, &overlay, &is_held)?;
        if let Some((these, those)) = &query.between {
            let keys: BTreeSet<String> =
                found.iter().flat_map(|(_, reports)| reports).map(|told| event_key(told)).collect();
            let mut asked = Asked::new(self, query)?;
            asked.set(":these", serde_json::json!(these).to_string());
            asked.set(":those", serde_json::json!(those).to_string());
            asked.set(":keys", serde_json::json!(keys).to_string());
            let as_coded = asked.as_coded("r", &overlay);
            let sql = format!(
                "SELECT r.id FROM reports AS r
                 WHERE {holds} AND {as_coded} AND {} AND {}",
                self.is_between("r", query.about),
                asked.counts("r")
            );
            let mut matching: HashSet<String> =
                asked.rows(self, &sql, |row| Ok(row.get(0)?))?.into_iter().collect();
            let sides =
                Query { between: query.between.clone(), about: query.about, ..Query::default() };
            let fixed = overlay.fixed.values().filter(|fixed| fixed.matches(&sides));
            matching.extend(fixed.map(|fixed| fixed.before.id.clone()));
            for (_, reports) in &mut found {
                reports.retain(|report| matching.contains(&report.id));
            }
            // Another happening may have the same key.
            found.retain(|(_, reports)| !reports.is_empty());
        }
        found.sort_by(|one, other| events::by_day(&one.0, &other.0));
        Ok(found)
    }

    /// The condition that report `alias` stands between `:these` and `:those`,
    /// for few reports at a time.
    fn is_between(&self, alias: &str, is_about_asked: bool) -> String {
        let direct = if is_about_asked { "" } else { "AND p.is_direct = 1" };
        let day = if self.is_summed() {
            format!("AND p.happened_from = replace({alias}.happened_from, '-', '') + 0")
        } else {
            String::new()
        };
        let half = |one: &str, other: &str| {
            format!(
                "EXISTS (SELECT 1 FROM json_each({one}) AS x CROSS JOIN json_each({other}) AS y
                 CROSS JOIN pairs AS p
                 WHERE p.one = x.value AND p.other = y.value AND p.report = {alias}.number
                   {day} {direct})"
            )
        };
        format!("({} OR {})", half(":these", ":those"), half(":those", ":these"))
    }
}

/// A report of an event, as far as an outline goes.
#[derive(Debug, Clone, Copy)]
struct Row {
    event: u64,
    report: i64,
    from: i64,
    to: i64,
    known_on: i64,
    certainty: i64,
    goldstein: f64,
    probability: f64,
    is_direct: bool,
    is_between_governments: bool,
    has_goods: bool,
}

impl Row {
    /// Reads the columns in the order of the fields; the sixth, the certainty, is
    /// a number in one table and a word in the other.
    fn read(row: &rusqlite::Row, certainty: i64) -> Found<Self> {
        Ok(Self {
            event: event_number(row.get_ref(0)?.as_str().unwrap_or_default())?,
            report: row.get(1)?,
            from: row.get(2)?,
            to: row.get(3)?,
            known_on: row.get(4)?,
            certainty,
            goldstein: row.get(6)?,
            probability: row.get(7)?,
            is_direct: row.get(8)?,
            is_between_governments: row.get(9)?,
            has_goods: row.get(10)?,
        })
    }

    fn of(number: i64, report: &Report, known_on: Date, is_direct: bool) -> Found<Self> {
        Ok(Self {
            event: event_number(&event_key(report))?,
            report: number,
            from: day_number(report.happened_on.from),
            to: day_number(report.happened_on.to),
            known_on: day_number(known_on),
            certainty: report.certainty as i64,
            goldstein: report.goldstein,
            probability: report.probability,
            is_direct,
            is_between_governments: report.is_between_governments(),
            has_goods: !report.goods.is_empty(),
        })
    }
}

fn event_number(id: &str) -> Found<u64> {
    u64::from_str_radix(id, 16).map_err(|error| Fault::damaged(format!("the event `{id}`"), error))
}
