//! Reading: reports, events and arrangements that count as of a day.

use crate::{
    Archive, Codings, Result,
    asked::{Asked, Found, OUTLET, json_list},
    corrected::{Fixed, Overlay},
    events::{self, Told},
    joining::{self, Trace},
    rows,
};
use rapport_record::{
    ActorId, Arrangement, Date, Event, EventType, Evidence, Period, Recorded, Report,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What to look for; the default asks for everything.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// Whose codings count; the default is the newest of every document.
    pub codings: Codings,
    /// Only what was published by this day; none is all there is.
    pub as_of: Option<Date>,
    /// Only corrections made by this day count; none is those made by `as_of`.
    pub corrected_by: Option<Date>,
    /// Only what may have happened in it.
    pub period: Period,
    /// Only what stands between the two sides, whoever acts: each side is a
    /// lineage such as `[RUS, SUN]` and matches a party's actor or country.
    pub between: Option<(Vec<ActorId>, Vec<ActorId>)>,
    /// With `between` or `involving`: also what is by or against one side and
    /// names the other without its being a party (a veto about it, a place in
    /// it, another report of the same sentence).
    pub about: bool,
    /// Only what has one of these as a party (as actor or country).
    pub involving: Option<Vec<ActorId>>,
    /// Only these types; empty is all.
    pub types: Vec<EventType>,
    /// Only what these outlets published, by the names that [`Archive::outlets`]
    /// gives; empty is all. An event is then what they alone tell of it.
    pub outlets: Vec<String>,
    /// At most so many, the earliest first.
    pub limit: Option<usize>,
}

impl Archive {
    /// The reports that match, by first possible day, then by id.
    pub fn reports(&self, query: &Query) -> Result<Vec<Recorded<Report>>> {
        self.find_reports(query).map_err(|fault| self.told(fault))
    }

    /// The events that match, by day, then by id. An event is told by all of
    /// its reports that count; it matches if one of them has the actors asked
    /// for, and if its own days and type are those asked for.
    pub fn events(&self, query: &Query) -> Result<Vec<Event>> {
        Ok(self.events_told(query)?.into_iter().map(|(event, _)| event).collect())
    }

    /// Like [`Archive::events`], each with its reports, best first.
    pub fn events_told(&self, query: &Query) -> Result<Vec<EventTold>> {
        self.find_events(query).map_err(|fault| self.told(fault))
    }

    /// One event and its reports, best first; none where nothing known by
    /// `as_of` tells of it.
    pub fn event(&self, id: &str, as_of: Option<Date>) -> Result<Option<EventTold>> {
        self.event_in(id, &Query { as_of, ..Query::default() })
    }

    /// Like [`Archive::event`], with the `codings` and `as_of` of `query`.
    pub fn event_in(&self, id: &str, query: &Query) -> Result<Option<EventTold>> {
        self.find_event(id, query).map_err(|fault| self.told(fault))
    }

    /// The arrangements that match, by first possible day (unknown first),
    /// then by id. `types` and `about` mean nothing here. What several
    /// documents say is one arrangement with the evidence of all: known and
    /// recorded since the first of them, and told in the words of the firmest and newest.
    pub fn arrangements(&self, query: &Query) -> Result<Vec<Recorded<Arrangement>>> {
        self.find_arrangements(query).map_err(|fault| self.told(fault))
    }

    fn find_reports(&self, query: &Query) -> Found<Vec<Recorded<Report>>> {
        let overlay = self.overlay(query)?;
        let mut asked = Asked::new(self, query)?;
        let matches = asked.matches("r", query);
        let as_coded = asked.as_coded("r", &overlay);
        let limit = query.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        asked.set(":limit", limit);
        let sql = format!(
            "SELECT r.json, {}, r.recorded_at
             FROM reports AS r JOIN versions AS v ON v.number = r.version
             WHERE {matches} AND {} AND {as_coded}
             ORDER BY r.happened_from, r.id, r.number LIMIT :limit",
            rows::SENTENCE,
            asked.counts("r")
        );
        let mut found = asked.rows(self, &sql, |row| {
            let text: Option<String> = row.get(1)?;
            let what = rows::report(&row.get::<_, String>(0)?, text.as_deref())?;
            Ok(Recorded { what, recorded_at: rows::moment(row, 2)? })
        })?;
        let fixed = overlay.fixed.values().filter(|fixed| fixed.matches(query));
        let before = found.len();
        found.extend(fixed.filter_map(Fixed::recorded));
        if before < found.len() {
            found.sort_by(|one, other| {
                (one.happened_on.from, &one.id).cmp(&(other.happened_on.from, &other.id))
            });
            found.truncate(query.limit.unwrap_or(usize::MAX));
        }
        Ok(found)
    }

    fn find_events(&self, query: &Query) -> Found<Vec<EventTold>> {
        let mut asked = Asked::new(self, query)?;
        let wide = Query { types: Vec::new(), period: wider(query.period), ..query.clone() };
        let near = asked.matches("r", &wide);
        let overlay = self.overlay(query)?;
        let is_near = |fixed: &Fixed| fixed.matches(&wide);
        let mut found = Vec::new();
        for (event, reports) in self.joined(asked, &near, query, &overlay, &is_near)? {
            let is_type = query.types.is_empty() || query.types.contains(&event.event_type);
            if is_type && event.happened_on.overlaps(query.period) {
                found.push((event, reports));
            }
        }
        found.sort_by(|one, other| events::by_day(&one.0, &other.0));
        found.truncate(query.limit.unwrap_or(usize::MAX));
        Ok(found)
    }

    pub(crate) fn find_event(&self, id: &str, query: &Query) -> Found<Option<EventTold>> {
        let mut asked = Asked::new(self, query)?;
        let key = joining::key_of(id);
        asked.set(":event", key.to_owned());
        let overlay = self.overlay(query)?;
        let is_keyed = |fixed: &Fixed| fixed.has_key(key);
        let found = self.joined(asked, "r.event = :event", query, &overlay, &is_keyed)?;
        let is_called = |report: &Recorded<Report>| {
            joining::event_id(report) == id || overlay.was_called(report, id)
        };
        // An id given before more was known leads to the event that its report is in now.
        let place = found
            .iter()
            .position(|(event, _)| event.id == id)
            .or_else(|| found.iter().position(|(_, reports)| reports.iter().any(is_called)));
        Ok(found.into_iter().nth(place.unwrap_or(0)))
    }

    /// The happenings that a report tells of which `matches`, a condition in
    /// SQL, with all the reports that tell of them and count.
    pub(crate) fn joined(
        &self,
        mut asked: Asked,
        matches: &str,
        query: &Query,
        overlay: &Overlay,
        is_wanted: &dyn Fn(&Fixed) -> bool,
    ) -> Found<Vec<EventTold>> {
        let as_coded = asked.as_coded("r", overlay);
        let mut wanted: Vec<i64> = asked.rows(
            self,
            &format!(
                "SELECT r.number FROM reports AS r WHERE {matches} AND {} AND {as_coded}",
                asked.counts("r")
            ),
            |row| Ok(row.get(0)?),
        )?;
        let fixed = overlay.fixed.iter().filter(|(_, fixed)| fixed.counts(query));
        wanted.extend(fixed.filter(|(_, fixed)| is_wanted(fixed)).map(|(number, _)| *number));
        let fixed_links = self.links_of_fixed(overlay)?;
        let reached = self.reached(&wanted, overlay, &fixed_links)?;
        let mut counting = Asked::new(self, query)?;
        counting.set(":reached", json_list(&reached));
        let (mut place, mut traces) = (HashMap::new(), Vec::new());
        let told = counting.rows(
            self,
            &format!(
                "SELECT r.json, {}, {OUTLET}, r.recorded_at, r.number, v.kind = 'row'
                 FROM reports AS r JOIN versions AS v ON v.number = r.version
                 WHERE r.number IN (SELECT value FROM json_each(:reached)) AND {}",
                rows::SENTENCE,
                counting.counts("r")
            ),
            |row| {
                let text: Option<String> = row.get(1)?;
                let mut report = rows::report(&row.get::<_, String>(0)?, text.as_deref())?;
                let number: i64 = row.get(4)?;
                if let Some(fixed) = overlay.fixed.get(&number).and_then(|f| f.after.as_ref()) {
                    report.clone_from(fixed);
                }
                place.insert(number, place.len());
                if !self.is_summed() {
                    traces.push(Trace::new(&report, row.get(5)?));
                }
                Ok(Told { report, outlet: row.get(2)?, recorded_at: rows::moment(row, 3)? })
            },
        )?;
        let links = match self.is_summed() {
            true => self.links_among(&reached, &place, overlay, &fixed_links)?,
            false => joining::likely_pairs(&traces),
        };
        let wanted: HashSet<usize> =
            wanted.iter().filter_map(|number| place.get(number)).copied().collect();
        let groups = joining::join(&told, &links, &overlay.tied(&place));
        let asked_for = groups.into_iter().filter(|group| group.iter().any(|n| wanted.contains(n)));
        Ok(asked_for
            .filter_map(|group| events::event(group.iter().map(|&n| told[n].clone()).collect()))
            .collect())
    }

    /// These reports and all that links lead to from them. An old archive that may
    /// not be written has none: its reports are joined among those asked for.
    fn reached(
        &self,
        wanted: &[i64],
        overlay: &Overlay,
        fixed_links: &[(i64, i64, f64)],
    ) -> Found<Vec<i64>> {
        if !self.is_summed() {
            return Ok(wanted.to_vec());
        }
        let mut reached = BTreeSet::new();
        let mut fresh = wanted.to_vec();
        while !fresh.is_empty() {
            let mut asked = Asked::only(":wanted", &fresh);
            let (from, to) = if overlay.fixed.is_empty() {
                (String::new(), String::new())
            } else {
                asked.set(":fixed", overlay.numbers());
                let as_coded =
                    |end: &str| format!("AND {end} NOT IN (SELECT value FROM json_each(:fixed))");
                (as_coded("l.one"), as_coded("l.other"))
            };
            let (own, twin) =
                (from.replace("l.one", "r.number"), to.replace("l.other", "t.number"));
            let sql = format!(
                "WITH RECURSIVE reached (number) AS (
                    SELECT value FROM json_each(:wanted)
                    UNION SELECT l.other FROM reached JOIN links AS l
                        ON l.one = reached.number {from} {to}
                    UNION SELECT t.number FROM reached JOIN reports AS r
                        ON r.number = reached.number {own}
                        JOIN reports AS t ON t.event = r.event {twin})
                 SELECT number FROM reached"
            );
            reached.extend(asked.rows(self, &sql, |row| Ok(row.get::<_, i64>(0)?))?);
            let fixed = fixed_links.iter().map(|(one, other, _)| (*one, *other));
            fresh = fixed
                .chain(overlay.together.iter().copied())
                .flat_map(|(one, other)| [(one, other), (other, one)])
                .filter(|(one, other)| reached.contains(one) && !reached.contains(other))
                .map(|(_, other)| other)
                .collect();
        }
        Ok(reached.into_iter().collect())
    }

    /// The links between reports that have a place, by place.
    fn links_among(
        &self,
        reached: &[i64],
        place: &HashMap<i64, usize>,
        overlay: &Overlay,
        fixed_links: &[(i64, i64, f64)],
    ) -> Found<HashMap<(usize, usize), f64>> {
        let mut links = HashMap::new();
        Asked::only(":reached", reached).rows(
            self,
            "SELECT one, other, likeness FROM links
             WHERE one IN (SELECT value FROM json_each(:reached)) AND one < other",
            |row| {
                let (one, other): (i64, i64) = (row.get(0)?, row.get(1)?);
                if [one, other].iter().any(|end| overlay.fixed.contains_key(end)) {
                    return Ok(());
                }
                if let (Some(&one), Some(&other)) = (place.get(&one), place.get(&other)) {
                    links.insert((one.min(other), one.max(other)), row.get(2)?);
                }
                Ok(())
            },
        )?;
        for (one, other, p) in fixed_links {
            if let (Some(&one), Some(&other)) = (place.get(one), place.get(other)) {
                links.insert((one.min(other), one.max(other)), *p);
            }
        }
        Ok(links)
    }

    fn find_arrangements(&self, query: &Query) -> Found<Vec<Recorded<Arrangement>>> {
        let mut asked = Asked::new(self, query)?;
        let matches = asked.matches_arrangement("q", query);
        let sql = format!(
            "SELECT r.number, r.json, d.id, r.recorded_at
             FROM arrangements AS r JOIN documents AS d ON d.number = r.document
             WHERE r.id IN (SELECT q.id FROM arrangements AS q WHERE {matches} AND {})
               AND {}",
            asked.counts("q"),
            asked.counts("r")
        );
        let statements = asked.rows(self, &sql, |row| {
            let mut what = rows::arrangement(&row.get::<_, String>(1)?)?;
            what.evidence = self.evidence(row.get(0)?)?;
            let said = Recorded { what, recorded_at: rows::moment(row, 3)? };
            Ok((said, row.get::<_, String>(2)?))
        })?;
        let mut by_id: BTreeMap<ActorId, Vec<(Recorded<Arrangement>, String)>> = BTreeMap::new();
        for (said, document) in statements {
            by_id.entry(said.id.clone()).or_default().push((said, document));
        }
        let mut found: Vec<Recorded<Arrangement>> =
            by_id.into_values().filter_map(merged).collect();
        found.retain(|arrangement| may_have_held_in(arrangement, query.period));
        found.sort_by(|one, other| (one.since, &one.id).cmp(&(other.since, &other.id)));
        found.truncate(query.limit.unwrap_or(usize::MAX));
        Ok(found)
    }

    pub(crate) fn evidence(&self, arrangement: i64) -> Found<Vec<Evidence>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT document, sentence, quote FROM evidence WHERE arrangement = ?1 ORDER BY place",
        )?;
        let found = statement.query_map([arrangement], |row| {
            let sentence = usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default();
            Ok(Evidence { document: row.get(0)?, sentence, quote: row.get(2)? })
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }
}

/// An event and its reports, best first.
pub type EventTold = (Event, Vec<Recorded<Report>>);

/// Days around a period in which a report may lie whose event lies in it.
const ROOM_DAYS: i64 = 31;

fn wider(period: Period) -> Period {
    let room = jiff::Span::new().days(ROOM_DAYS);
    Period {
        since: period.since.map(|day| day.saturating_sub(room)),
        until: period.until.map(|day| day.saturating_add(room)),
    }
}

/// An unknown start or end may lie anywhere.
fn may_have_held_in(arrangement: &Arrangement, period: Period) -> bool {
    let Arrangement { since, until, .. } = arrangement;
    let begins_in_time =
        period.until.is_none_or(|last| since.is_none_or(|(earliest, _)| earliest <= last));
    let ends_in_time =
        period.since.is_none_or(|first| until.is_none_or(|(_, latest)| first <= latest));
    begins_in_time && ends_in_time
}

/// One arrangement out of all that is said of it.
fn merged(mut said: Vec<(Recorded<Arrangement>, String)>) -> Option<Recorded<Arrangement>> {
    said.sort_by_cached_key(|(said, document)| events::arrangement_rank(said, document));
    let mut best = said.first()?.0.clone();
    best.recorded_at = said.iter().map(|(said, _)| said.recorded_at).min()?;
    best.what.known_on = said.iter().map(|(said, _)| said.known_on).min()?;
    said.sort_by(|one, other| (one.0.known_on, &one.1).cmp(&(other.0.known_on, &other.1)));
    best.what.evidence = Vec::new();
    for evidence in said.into_iter().flat_map(|(said, _)| said.what.evidence) {
        if !best.evidence.contains(&evidence) {
            best.what.evidence.push(evidence);
        }
    }
    Some(best)
}
