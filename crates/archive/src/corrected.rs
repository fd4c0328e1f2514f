//! Corrections kept and looked up; the reports they concern, as corrected for
//! a question.
//!
//! In: corrections to keep ([`Archive::correct`]) and questions. Out: an
//! [`Overlay`] for every question, which the readers lay over what SQL finds:
//! reports it names are left out of the SQL and looked at one by one. So every
//! answer knows corrections while tables and sums stay as they were coded.

use crate::{
    Archive, Codings, Query, Result,
    asked::{Asked, Found, OUTLET},
    corrections::{Anchor, Applied, Change, Correction, Signed, apply, country},
    error::Fault,
    event_key,
    events::KEY_CHARS,
    joining::{LINK_MIN, Tied, Trace, event_id, likeness},
    links::Neighbours,
    rows,
    store::{ids, named_beside},
};
use rapport_record::{ActorId, Date, Dated, Recorded, Report, Timestamp};
use rusqlite::params;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a person names to be corrected: an event or a report, with its places.
#[derive(Debug, Clone)]
pub struct Places {
    /// The event's id; none for a report.
    pub event: Option<String>,
    /// Its reports (with the twin, for a report that has one), as they are now.
    pub reports: Vec<Report>,
    /// Where they stand, in the same order.
    pub anchors: Vec<Anchor>,
}

/// A correction in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Corrected {
    /// The correction.
    #[serde(flatten)]
    pub correction: Correction,
    /// Ids of the reports it concerns now; empty if there are none.
    pub reports: Vec<String>,
}

/// A report that a correction changes.
#[derive(Debug)]
pub(crate) struct Fixed {
    pub(crate) before: Report,
    /// None where it is dropped.
    pub(crate) after: Option<Report>,
    /// Whom its sentence names beside its parties.
    named: BTreeSet<ActorId>,
    outlet: String,
    is_row: bool,
    pub(crate) known_on: Date,
    recorded_at: Timestamp,
}

/// What corrections make of the reports that count for a question, by number.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    pub(crate) fixed: BTreeMap<i64, Fixed>,
    pub(crate) together: Vec<(i64, i64)>,
    apart: Vec<(i64, i64)>,
    /// Each correction that counts, with the reports it found as coded.
    applied: Vec<(Correction, Vec<Report>)>,
}

impl Archive {
    /// Keeps a correction.
    pub fn correct(
        &mut self,
        change: Change,
        anchors: Vec<Anchor>,
        signed: Signed,
        recorded_at: Timestamp,
    ) -> Result<Correction> {
        let correction =
            Correction { number: 0, change, anchors, signed, recorded_at, undone: None };
        self.keep(correction).map_err(|fault| self.told(fault))
    }

    /// Takes a correction back; false where there is none of that number, or
    /// it was taken back before.
    pub fn undo(&mut self, number: i64, signed: &Signed, recorded_at: Timestamp) -> Result<bool> {
        let undo = || -> Found<bool> {
            let is_there = self.corrections_kept()?.iter().any(|(one, _)| one.number == number);
            if !is_there {
                return Ok(false);
            }
            let mut statement = self
                .connection
                .prepare_cached("INSERT OR IGNORE INTO undone VALUES (?1, ?2, ?3, ?4, ?5)")?;
            let Signed { by, on, reason } = signed;
            let moment = recorded_at.as_microsecond();
            Ok(1 == statement.execute(params![number, by, on.to_string(), reason, moment])?)
        };
        undo().map_err(|fault| self.told(fault))
    }

    /// Every correction made by the day that `query` asks of, those taken back
    /// too, in order of number; `as_of` and `corrected_by` count, the rest does not.
    pub fn corrections(&self, query: &Query) -> Result<Vec<Corrected>> {
        let list = || -> Found<Vec<Corrected>> {
            let day = day_of_corrections(query);
            let mut kept = self.shown_corrections(self.corrections_kept()?, query.codings)?;
            kept.retain(|correction| correction.signed.on <= day);
            let (reports, _) = self.concerned(&kept, query)?;
            let found = apply(&reports, &kept).found;
            let ids = |found: Vec<usize>| found.iter().map(|&n| reports[n].id.clone()).collect();
            Ok(kept
                .into_iter()
                .zip(found)
                .map(|(correction, found)| Corrected { correction, reports: ids(found) })
                .collect())
        };
        list().map_err(|fault| self.told(fault))
    }

    /// The corrections that made an event what it is: those that concern one of
    /// its reports, or dropped one of the same deed.
    pub fn corrections_of(&self, reports: &[&Report], query: &Query) -> Result<Vec<Correction>> {
        let overlay = self.overlay(query).map_err(|fault| self.told(fault))?;
        let place = |report: &Report| (report.document.clone(), report.id.clone());
        let places: BTreeSet<_> = reports.iter().map(|report| place(report)).collect();
        let mut keys: BTreeSet<String> = reports.iter().map(|report| event_key(report)).collect();
        let here = |report: &Report| places.contains(&place(report));
        keys.extend(overlay.fixed.values().map(|f| &f.before).filter(|r| here(r)).map(event_key));
        let concerns = |(correction, found): &(Correction, Vec<Report>)| {
            found.iter().any(|report| {
                let is_dropped = correction.change == Change::Drop;
                here(report) || is_dropped && keys.contains(&event_key(report))
            })
        };
        Ok(overlay.applied.into_iter().filter(concerns).map(|(correction, _)| correction).collect())
    }

    /// The correction that dropped the event (or report) of this id; none where
    /// nothing did.
    pub fn dropped(&self, id: &str, query: &Query) -> Result<Option<Correction>> {
        let overlay = self.overlay(query).map_err(|fault| self.told(fault))?;
        let is_it = |report: &Report| report.id == id || event_id(report) == id;
        let dropped = |(correction, found): &(Correction, Vec<Report>)| {
            correction.change == Change::Drop && found.iter().any(is_it)
        };
        Ok(overlay.applied.into_iter().find(dropped).map(|(correction, _)| correction))
    }

    /// The event or report of this id, with the places of its reports; none
    /// where neither counts for `query`.
    pub fn places(&self, id: &str, query: &Query) -> Result<Option<Places>> {
        self.find_places(id, query).map_err(|fault| self.told(fault))
    }

    fn find_places(&self, id: &str, query: &Query) -> Found<Option<Places>> {
        let overlay = self.overlay(query)?;
        let is_event = KEY_CHARS < id.len() && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let event = if is_event {
            self.find_event(id, query)?.filter(|(event, reports)| {
                event.id == id
                    || reports
                        .iter()
                        .any(|report| event_id(report) == id || overlay.was_called(report, id))
            })
        } else {
            None
        };
        let now = |coded: &Report| match overlay.fixed_of(coded) {
            Some(fixed) => fixed.after.clone(),
            None => Some(coded.clone()),
        };
        if let Some((event, reports)) = event {
            let mut anchors = Vec::new();
            for report in &reports {
                let coded = overlay.fixed_of(report).map_or(&report.what, |fixed| &fixed.before);
                let sides = [event.source.as_ref(), event.target.as_ref()].map(country);
                let own = [report.source.as_ref(), report.target.as_ref()].map(country);
                let fits = |these: [Option<&ActorId>; 2]| {
                    these
                        .iter()
                        .zip(sides)
                        .filter(|(one, side)| **one == *side && one.is_some())
                        .count()
                };
                let turned = fits(own) < fits([own[1], own[0]]);
                anchors.push(Anchor { turned, ..Anchor::of(coded) });
            }
            let reports = reports.into_iter().map(|report| report.what).collect();
            return Ok(Some(Places { event: Some(event.id), reports, anchors }));
        }
        let Some((document, _)) = id.rsplit_once(':').and_then(|(rest, _)| rest.rsplit_once(':'))
        else {
            return Ok(None);
        };
        let (coded, _) = self.counting(&BTreeSet::from([document]), query)?;
        let Some(asked) = coded.iter().find(|report| report.id == id) else { return Ok(None) };
        let mut places = Places { event: None, reports: Vec::new(), anchors: Vec::new() };
        for report in std::iter::once(asked).chain(coded.iter().filter(|one| are_twins(asked, one)))
        {
            if let Some(now) = now(report) {
                places.reports.push(now);
                let turned = report.id != asked.id;
                places.anchors.push(Anchor { turned, ..Anchor::of(report) });
            }
        }
        Ok((!places.reports.is_empty()).then_some(places))
    }

    fn keep(&self, mut correction: Correction) -> Found<Correction> {
        let Correction { change, anchors, signed, recorded_at, .. } = &correction;
        let json = "what is plain data can always be JSON";
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO corrections (kind, anchors, value, author, made_on, reason, recorded_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        correction.number = statement.insert(params![
            change.kind(),
            serde_json::to_string(anchors).expect(json),
            serde_json::to_string(change).expect(json),
            signed.by,
            signed.on.to_string(),
            signed.reason,
            recorded_at.as_microsecond(),
        ])?;
        Ok(correction)
    }

    /// Every correction ever made, with the moment at which it was recorded that it was taken back.
    fn corrections_kept(&self) -> Found<Vec<(Correction, Option<i64>)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.number, c.anchors, c.value, c.author, c.made_on, c.reason, c.recorded_at,
                    u.undone_by, u.undone_on, u.reason, u.recorded_at
             FROM corrections AS c LEFT JOIN undone AS u ON u.correction = c.number
             ORDER BY c.number",
        )?;
        let mut found = statement.query([])?;
        let mut kept = Vec::new();
        while let Some(row) = found.next()? {
            let number: i64 = row.get(0)?;
            let broken =
                |error: serde_json::Error| Fault::damaged(format!("correction {number}"), error);
            let undone = match row.get::<_, Option<String>>(7)? {
                Some(by) => Some(Signed { by, on: rows::day(row, 8)?, reason: row.get(9)? }),
                None => None,
            };
            let correction = Correction {
                number,
                anchors: serde_json::from_str(&row.get::<_, String>(1)?).map_err(broken)?,
                change: serde_json::from_str(&row.get::<_, String>(2)?).map_err(broken)?,
                signed: Signed { by: row.get(3)?, on: rows::day(row, 4)?, reason: row.get(5)? },
                recorded_at: rows::moment(row, 6)?,
                undone,
            };
            kept.push((correction, row.get(10)?));
        }
        Ok(kept)
    }

    /// What corrections make of the reports that count for `query`.
    pub(crate) fn overlay(&self, query: &Query) -> Found<Overlay> {
        // What one run coded is shown as it coded it; an archive of version 1 has no corrections.
        if matches!(query.codings, Codings::Of(_)) || !self.is_summed() {
            return Ok(Overlay::default());
        }
        let day = day_of_corrections(query);
        let mut kept = self.shown_corrections(self.corrections_kept()?, query.codings)?;
        kept.retain(|correction| {
            let is_undone = correction.undone.as_ref().is_some_and(|undone| undone.on <= day);
            correction.signed.on <= day && !is_undone
        });
        if kept.is_empty() {
            return Ok(Overlay::default());
        }
        let (reports, stored) = self.concerned(&kept, query)?;
        let Applied { reports: changed, together, apart, found } = apply(&reports, &kept);
        let now: Vec<Report> = reports
            .iter()
            .enumerate()
            .filter_map(|(n, report)| {
                changed.get(&n).map_or_else(|| Some(report.clone()), Clone::clone)
            })
            .collect();
        let numbers = |pairs: BTreeSet<(usize, usize)>| {
            pairs.into_iter().map(|(a, b)| (stored[a].number, stored[b].number)).collect()
        };
        let mut overlay =
            Overlay { together: numbers(together), apart: numbers(apart), ..Overlay::default() };
        let of = |found: Vec<usize>| found.into_iter().map(|n| reports[n].clone()).collect();
        overlay.applied = kept.into_iter().zip(found.into_iter().map(of)).collect();
        for (n, after) in changed {
            let Stored { number, outlet, is_row, known_on, recorded_at } = stored[n].clone();
            let beside: Vec<Report> =
                now.iter().filter(|one| one.document == reports[n].document).cloned().collect();
            let named =
                after.as_ref().map(|after| named_beside(after, &beside)).unwrap_or_default();
            let named = named.into_iter().map(str::to_owned).collect();
            let before = reports[n].clone();
            let fixed = Fixed { before, after, named, outlet, is_row, known_on, recorded_at };
            overlay.fixed.insert(number, fixed);
        }
        Ok(overlay)
    }

    /// The counting reports of the documents that corrections concern.
    fn concerned(&self, kept: &[Correction], query: &Query) -> Found<(Vec<Report>, Vec<Stored>)> {
        let others = |change: &Change| match change {
            Change::Split { others } => others.clone(),
            _ => Vec::new(),
        };
        let others: Vec<Anchor> = kept.iter().flat_map(|one| others(&one.change)).collect();
        let anchors = kept.iter().flat_map(|one| &one.anchors).chain(&others);
        self.counting(&anchors.map(|anchor| anchor.document.as_str()).collect(), query)
    }

    /// The reports of these documents that count, whatever outlet published them.
    fn counting(&self, ids: &BTreeSet<&str>, query: &Query) -> Found<(Vec<Report>, Vec<Stored>)> {
        let everywhere = Query { as_of: query.as_of, codings: query.codings, ..Query::default() };
        let mut asked = Asked::new(self, &everywhere)?;
        asked.set(":ids", serde_json::json!(ids).to_string());
        let sql = format!(
            "SELECT r.json, {}, r.number, {OUTLET}, v.kind = 'row', r.known_on, r.recorded_at
             FROM documents AS d
             CROSS JOIN versions AS v ON v.document = d.number
             CROSS JOIN reports AS r ON r.version = v.number
             WHERE d.id IN (SELECT value FROM json_each(:ids)) AND {}
             ORDER BY r.number",
            rows::SENTENCE,
            asked.counts("r")
        );
        let found = asked.rows(self, &sql, |row| {
            let text: Option<String> = row.get(1)?;
            let report = rows::report(&row.get::<_, String>(0)?, text.as_deref())?;
            let stored = Stored {
                number: row.get(2)?,
                outlet: row.get(3)?,
                is_row: row.get(4)?,
                known_on: rows::day(row, 5)?,
                recorded_at: rows::moment(row, 6)?,
            };
            Ok((report, stored))
        })?;
        Ok(found.into_iter().unzip())
    }

    /// The links of corrected reports, made anew: to reports as coded, and
    /// among themselves.
    pub(crate) fn links_of_fixed(&self, overlay: &Overlay) -> Found<Vec<(i64, i64, f64)>> {
        let mut links = Vec::new();
        let mut neighbours = Neighbours::in_archive(self.is_linked_anew);
        let mut before = Vec::<(i64, Trace)>::new();
        for (number, fixed) in &overlay.fixed {
            let Some(report) = &fixed.after else { continue };
            let trace = Trace::new(report, fixed.is_row);
            // Whom a person named is no misreading, so another country is another happening.
            let is_given_to_others = !trace.has_sides_of(&Trace::new(&fixed.before, fixed.is_row));
            let may_be = |other: &Trace| !is_given_to_others || trace.agrees_on_countries(other);
            for (other, known, p) in neighbours.near(&self.connection, &trace)? {
                if !overlay.fixed.contains_key(&other) && may_be(&known) {
                    links.push((*number, other, p));
                }
            }
            for (other, known) in &before {
                let p = likeness(known, &trace);
                if LINK_MIN <= p && may_be(known) {
                    links.push((*number, *other, p));
                }
            }
            before.push((*number, trace));
        }
        Ok(links)
    }
}

/// What the archive adds to a report.
#[derive(Debug, Clone)]
struct Stored {
    number: i64,
    outlet: String,
    is_row: bool,
    known_on: Date,
    recorded_at: Timestamp,
}

impl Overlay {
    /// The numbers of corrected reports, as a JSON list.
    pub(crate) fn numbers(&self) -> String {
        serde_json::json!(self.fixed.keys().collect::<Vec<_>>()).to_string()
    }

    /// Whether a report named the event of this id before it was corrected.
    pub(crate) fn was_called(&self, report: &Report, id: &str) -> bool {
        self.fixed_of(report).is_some_and(|fixed| event_id(&fixed.before) == id)
    }

    fn fixed_of(&self, report: &Report) -> Option<&Fixed> {
        self.fixed
            .values()
            .find(|fixed| fixed.before.id == report.id && fixed.before.document == report.document)
    }

    /// What people said of pairs of reports, by place.
    pub(crate) fn tied(&self, place: &HashMap<i64, usize>) -> Tied {
        let placed = |pairs: &[(i64, i64)]| {
            let both = |(one, other): &(i64, i64)| Some((*place.get(one)?, *place.get(other)?));
            pairs.iter().filter_map(both).collect()
        };
        Tied { together: placed(&self.together), apart: placed(&self.apart) }
    }
}

impl Fixed {
    /// The report as corrected; none where it is dropped.
    pub(crate) fn recorded(&self) -> Option<Recorded<Report>> {
        let what = self.after.clone()?;
        Some(Recorded { what, recorded_at: self.recorded_at })
    }

    /// Whether it is there at all and of an outlet asked for.
    pub(crate) fn counts(&self, query: &Query) -> bool {
        let is_asked = query.outlets.is_empty() || query.outlets.contains(&self.outlet);
        self.after.is_some() && is_asked
    }

    /// Whether its deed has this key, or had it as coded.
    pub(crate) fn has_key(&self, key: &str) -> bool {
        [Some(&self.before), self.after.as_ref()].into_iter().flatten().any(|r| event_key(r) == key)
    }

    /// Whether the report as corrected is asked for; the same as in SQL.
    pub(crate) fn matches(&self, query: &Query) -> bool {
        let Some(report) = self.after.as_ref().filter(|_| self.counts(query)) else { return false };
        let is_between = query.between.as_ref().is_none_or(|(these, those)| {
            self.stands_between(these, those).is_some_and(|is_direct| is_direct || query.about)
        });
        let is_involved = query.involving.as_ref().is_none_or(|actors| {
            let parties = ids(report.source.as_ref()).chain(ids(report.target.as_ref()));
            let mut all = parties.chain(self.mentioned().filter(|_| query.about));
            all.any(|actor| actors.iter().any(|one| one == actor))
        });
        is_between
            && is_involved
            && (query.types.is_empty() || query.types.contains(&report.event_type))
            && query.period.holds(&report.happened_on)
    }

    /// Whether its parties are one of each side, or one and one that is only
    /// named; none where it is neither.
    pub(crate) fn stands_between(&self, these: &[ActorId], those: &[ActorId]) -> Option<bool> {
        let report = self.after.as_ref()?;
        let sources: Vec<&str> = ids(report.source.as_ref()).collect();
        let targets: Vec<&str> = ids(report.target.as_ref()).collect();
        let is_one_of = |actor: &str, side: &[ActorId]| side.iter().any(|one| one == actor);
        let across = |ones: &[&str], others: &[&str]| {
            ones.iter().any(|one| {
                others.iter().filter(|other| *other != one).any(|other| {
                    is_one_of(one, these) && is_one_of(other, those)
                        || is_one_of(one, those) && is_one_of(other, these)
                })
            })
        };
        if across(&sources, &targets) {
            return Some(true);
        }
        let mentioned: Vec<&str> = self.mentioned().collect();
        across(&[sources, targets].concat(), &mentioned).then_some(false)
    }

    fn mentioned(&self) -> impl Iterator<Item = &str> {
        let about = self.after.iter().flat_map(|report| &report.about);
        about.chain(&self.named).map(String::as_str)
    }
}

/// Up to which day corrections count.
fn day_of_corrections(query: &Query) -> Date {
    query.corrected_by.or(query.as_of).unwrap_or(Dated::OPEN)
}

/// Whether two reports are the two directions of one deed told by one sentence.
fn are_twins(one: &Report, other: &Report) -> bool {
    let actors = |report: &Report| {
        let actor = |party: &Option<rapport_record::Party>| party.as_ref().map(|p| p.actor.clone());
        (actor(&report.source), actor(&report.target))
    };
    let (source, target) = actors(one);
    one.reciprocal
        && other.reciprocal
        && one.id != other.id
        && (one.sentence, one.event_type, one.trigger)
            == (other.sentence, other.event_type, other.trigger)
        && actors(other) == (target, source)
}
