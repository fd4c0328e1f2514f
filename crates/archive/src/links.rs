//! Links: which stored reports are likely one happening, found as each is stored.
//!
//! A link depends on its two reports alone, so it makes no difference which of
//! them came first; a new report is compared with those of its days and
//! countries, never with the whole archive.

use crate::{
    Archive,
    error::Fault,
    joining::{LINK_MIN, Trace, likeness, linked_on},
    rows,
};
use rapport_record::Report;
use rusqlite::{Connection, named_params, params};
use std::{collections::HashMap, rc::Rc};

/// Traces kept in memory while writing, so that documents in order of their
/// days find their neighbours without asking the disk: some 400 MB at most.
const TRACES_MAX: usize = 200_000;

/// The reports of a country that are found under a day, as days since 1970.
type Place = (String, i64);

/// Reports of the days last written to, as the join sees them.
#[derive(Debug)]
pub(crate) struct Neighbours {
    known: HashMap<Place, Vec<(i64, Rc<Trace>)>>,
    n_traces: usize,
    /// What `:day` is compared with.
    day: &'static str,
}

impl Default for Neighbours {
    fn default() -> Self {
        Self::in_archive(true)
    }
}

impl Neighbours {
    /// None known yet. An archive of version 2 that may not be written finds reports by their
    /// first day alone.
    pub(crate) fn in_archive(is_linked_anew: bool) -> Self {
        let day = match is_linked_anew {
            true => "linked_on = :day",
            false => "happened_from = date(:day * 86400, 'unixepoch')",
        };
        Self { known: HashMap::new(), n_traces: 0, day }
    }

    /// Links a report, stored under `number`, to all that are likely the same.
    pub(crate) fn link(&mut self, to: &Connection, number: i64, trace: Trace) -> Result<(), Fault> {
        if trace.is_row {
            return Ok(());
        }
        if TRACES_MAX < self.n_traces {
            *self = Self::default();
        }
        let countries: Vec<String> = trace.countries().map(str::to_owned).collect();
        // Those of its own key need no link: that would be one for every two copies.
        let mut likely = self.near(to, &trace)?;
        likely.retain(|(other, known, _)| *other != number && known.key != trace.key);
        let trace = Rc::new(trace);
        let mut insert = to.prepare_cached(
            "INSERT OR IGNORE INTO links (one, other, likeness) VALUES (?1, ?2, ?3)",
        )?;
        for (other, _, p) in likely {
            insert.execute(params![number, other, p])?;
            insert.execute(params![other, number, p])?;
        }
        for country in countries {
            let Some(known) = self.known.get_mut(&(country, trace.linked_on())) else { continue };
            if known.iter().all(|(known, _)| *known != number) {
                known.push((number, Rc::clone(&trace)));
                self.n_traces += 1;
            }
        }
        Ok(())
    }

    /// The stored reports of the same days and countries that are likely the same, each once.
    pub(crate) fn near(
        &mut self,
        to: &Connection,
        trace: &Trace,
    ) -> Result<Vec<(i64, Rc<Trace>, f64)>, Fault> {
        let countries: Vec<String> = trace.countries().map(str::to_owned).collect();
        let mut near = HashMap::new();
        for day in trace.days_near() {
            for country in &countries {
                for (other, known) in self.at(to, (country.clone(), day))? {
                    // Two reports of the same two countries meet twice.
                    if near.contains_key(other) {
                        continue;
                    }
                    let p = likeness(trace, known);
                    near.insert(*other, (LINK_MIN <= p).then(|| (Rc::clone(known), p)));
                }
            }
        }
        let likely = near.into_iter().filter_map(|(other, found)| Some((other, found?)));
        Ok(likely.map(|(other, (known, p))| (other, known, p)).collect())
    }

    fn at(&mut self, to: &Connection, place: Place) -> Result<&[(i64, Rc<Trace>)], Fault> {
        if !self.known.contains_key(&place) {
            let found = stored_at(to, &place, self.day)?;
            self.n_traces += found.len();
            self.known.insert(place.clone(), found);
        }
        Ok(&self.known[&place])
    }
}

fn stored_at(
    to: &Connection,
    (country, day): &Place,
    on_day: &str,
) -> Result<Vec<(i64, Rc<Trace>)>, Fault> {
    let mut statement = to.prepare_cached(&format!(
        "SELECT r.number, r.json, {}, v.kind = 'row'
         FROM reports AS r JOIN versions AS v ON v.number = r.version
         WHERE r.number IN (
            SELECT number FROM reports WHERE coalesce(source_country, source_actor) = :country AND {on_day}
            UNION SELECT number FROM reports WHERE coalesce(target_country, target_actor) = :country AND {on_day})",
        rows::SENTENCE
    ))?;
    let mut found = statement.query(named_params! { ":country": country, ":day": day })?;
    let mut traces = Vec::new();
    while let Some(row) = found.next()? {
        let text: Option<String> = row.get(2)?;
        let report: Report = rows::report(&row.get::<_, String>(1)?, text.as_deref())?;
        traces.push((row.get(0)?, Rc::new(Trace::new(&report, row.get(3)?))));
    }
    Ok(traces)
}

impl Archive {
    /// Makes the links anew: for an archive of before there were any, and for
    /// one linked by other weights.
    pub(crate) fn link_all(to: &Connection) -> Result<(), Fault> {
        to.execute("DELETE FROM links", [])?;
        let mut reports = to.prepare(
            "SELECT number, happened_from, happened_to, json ->> '$.known_on' FROM reports",
        )?;
        let mut found = reports.query([])?;
        let mut places = Vec::new();
        while let Some(row) = found.next()? {
            let day = |n| rows::day(row, n);
            let day = linked_on(day(1)?, day(2)?, day(3)?);
            places.push((day, row.get::<_, i64>(0)?));
        }
        let mut place = to.prepare("UPDATE reports SET linked_on = ?1 WHERE number = ?2")?;
        for (day, number) in &places {
            place.execute(params![day, number])?;
        }
        places.sort_unstable();
        let numbers = places.into_iter().map(|(_, number)| number);
        let mut neighbours = Neighbours::default();
        for number in numbers {
            let trace = trace_of(to, number)?;
            neighbours.link(to, number, trace)?;
        }
        Ok(())
    }
}

fn trace_of(to: &Connection, number: i64) -> Result<Trace, Fault> {
    let mut statement = to.prepare_cached(&format!(
        "SELECT r.json, {}, v.kind = 'row'
         FROM reports AS r JOIN versions AS v ON v.number = r.version WHERE r.number = ?1",
        rows::SENTENCE
    ))?;
    let mut found = statement.query([number])?;
    let row = found.next()?.expect("the report was just listed");
    let text: Option<String> = row.get(1)?;
    let report = rows::report(&row.get::<_, String>(0)?, text.as_deref())?;
    Ok(Trace::new(&report, row.get(2)?))
}
