//! Reading: runs, counts, and the sums that a level is measured against.

use crate::{
    Archive, Codings, Query, Result, Run, RunId,
    asked::{Asked, Found},
    daily::{EVER, POINT, add, day_number, day_of, sums_of},
    error::{Fault, Problem},
    rows,
};
use rapport_record::{ActorId, Date, Dated, DocumentKind, Pair, Period};
use rusqlite::params;
use std::collections::HashMap;

/// Sums over the events from one government to another.
///
/// An event counts once, with the Goldstein value (-10 to +10, to a
/// ten-thousandth) of its best report; one that runs both ways counts for both dyads.
#[derive(Debug, Clone, PartialEq)]
pub struct DyadTotals {
    /// Who acts.
    pub source: ActorId,
    /// On whom.
    pub target: ActorId,
    /// How many events.
    pub n: usize,
    /// Sum of their Goldstein values.
    pub sum: f64,
    /// Sum of the squares of their Goldstein values.
    pub sum_of_squares: f64,
}

/// How much an archive holds; what is superseded does not count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Texts and sample notes.
    pub documents: usize,
    /// Rows of reference tables.
    pub rows: usize,
    /// Contents stored, of documents and rows, older ones among them.
    pub versions: usize,
    /// Runs of coders.
    pub runs: usize,
    /// Reports that count now.
    pub reports: usize,
    /// Events that count now.
    pub events: usize,
    /// Arrangements that count now.
    pub arrangements: usize,
    /// Notes of all runs.
    pub notes: usize,
    /// Documents that the newest run of text has still to code.
    pub uncoded: usize,
}

impl Archive {
    /// What was stated as fact between governments, dyad by dyad, in order of
    /// source and target. `codings`, `as_of`, `period`, `types` and the rest of
    /// `query` limit the reports that are looked at, except `limit`.
    pub fn dyads(&self, query: &Query) -> Result<Vec<DyadTotals>> {
        self.find_dyads(query).map_err(|fault| self.told(fault))
    }

    fn find_dyads(&self, query: &Query) -> Found<Vec<DyadTotals>> {
        let Query { as_of, limit, corrected_by, .. } = *query;
        let is_summed =
            self.is_summed() && *query == Query { as_of, limit, corrected_by, ..Query::default() };
        let as_coded = if is_summed { self.summed_dyads(as_of) } else { self.sum_dyads(query) };
        self.correct_dyads(as_coded?, query)
    }

    /// With whom an actor had dealings in months that lie in `period`: how many
    /// deeds between governments, stated as fact, either way, and the most
    /// first. A deed that runs both ways counts twice. Of `query` only `codings`,
    /// `as_of`, `corrected_by` and `period` count.
    pub fn dealings(&self, actor: &str, query: &Query) -> Result<Vec<(ActorId, usize)>> {
        let Query { as_of, period, codings, .. } = *query;
        let found = if self.is_summed() && codings == Codings::Newest {
            self.summed_dealings(actor, as_of, period)
        } else {
            self.count_dealings(actor, query)
        };
        let found = found.and_then(|found| self.correct_dealings(found, actor, query));
        let mut found = found.map_err(|fault| self.told(fault))?;
        found.sort_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
        Ok(found)
    }

    /// How many sentences tell of deeds between each two governments, whoever
    /// acts and however firmly told; pairs without any are left out.
    pub fn reports_per_pair(&self) -> Result<Vec<(Pair, usize)>> {
        self.count_pairs().map_err(|fault| self.told(fault))
    }

    /// How many texts were published on each day of the period that has any,
    /// oldest first; table rows and sample notes do not count. Of `query` only
    /// `codings`, `as_of` and `period` count.
    pub fn documents_per_day(&self, query: &Query) -> Result<Vec<(Date, usize)>> {
        let Query { as_of, period, codings, .. } = *query;
        let found = if codings != Codings::Newest {
            self.count_days_coded(query)
        } else if self.is_summed() {
            self.summed_days(as_of, period)
        } else {
            self.count_days(as_of, period)
        };
        found.map_err(|fault| self.told(fault))
    }

    /// The last day, none later than `as_of`, on which a text or sample note was
    /// published; where there is none, the last day of any row. Of `query` only
    /// `codings` and `as_of` count.
    pub fn newest_document(&self, query: &Query) -> Result<Option<Date>> {
        self.find_newest(query).map_err(|fault| self.told(fault))
    }

    /// How much the archive holds.
    pub fn counts(&self) -> Result<Counts> {
        self.count_all().map_err(|fault| self.told(fault))
    }

    /// How many notes of the newest codings give each reason, the commonest first.
    pub fn notes_by_reason(&self) -> Result<Vec<(String, usize)>> {
        self.count_notes().map_err(|fault| self.told(fault))
    }

    /// Every run, oldest first.
    pub fn runs(&self) -> Result<Vec<Run>> {
        self.list_runs().map_err(|fault| self.told(fault))
    }

    /// The newest run of text: that of the coder which began last.
    pub fn newest_run(&self) -> Result<Option<RunId>> {
        let runs = self.runs()?;
        Ok(runs.iter().rev().find(|run| !run.is_table).map(|run| run.id))
    }

    /// The run that a user names, by its number or its coder id.
    pub fn find_run(&self, asked: &str) -> Result<RunId> {
        let runs = self.runs()?;
        let is_asked = |run: &&Run| run.coder == asked || run.id.to_string() == asked;
        match runs.iter().find(is_asked) {
            Some(run) => Ok(run.id),
            None => Err(self.told(Problem::unknown_run(asked, &runs))),
        }
    }

    pub(crate) fn summed_dyads(&self, as_of: Option<Date>) -> Found<Vec<DyadTotals>> {
        let as_of = day_number(as_of.unwrap_or(Dated::OPEN));
        let mut statement =
            self.connection.prepare_cached("SELECT max(known_on) FROM dyad_days")?;
        let newest: Option<i64> = statement.query_row([], |row| row.get(0))?;
        // Asked for the newest day, all is in one sum; for an earlier one, whole
        // years come from the coarse table and the rest of the last from its days.
        let (first, last, since) = if newest.is_none_or(|newest| newest <= as_of) {
            (EVER, EVER, i64::MAX)
        } else {
            let year = as_of / YEAR;
            (EVER + 1, year - 1, year * YEAR)
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT source, target, n, sum, squares FROM dyad_years
             WHERE known_in BETWEEN ?1 AND ?2
             UNION ALL
             SELECT source, target, n, sum, squares FROM dyad_days
             WHERE known_on BETWEEN ?3 AND ?4",
        )?;
        let mut sums = HashMap::<(String, String), [i64; 3]>::new();
        let mut found = statement.query([first, last, since, as_of])?;
        while let Some(row) = found.next()? {
            let sum = sums.entry((row.get(0)?, row.get(1)?)).or_default();
            add(sum, [row.get(2)?, row.get(3)?, row.get(4)?], 1);
        }
        let mut totals: Vec<DyadTotals> = sums
            .into_iter()
            .filter(|(_, [n, ..])| 0 < *n)
            .map(|((source, target), sums)| DyadTotals::new(source, target, sums))
            .collect();
        totals.sort_by(|x, y| (&x.source, &x.target).cmp(&(&y.source, &y.target)));
        Ok(totals)
    }

    fn summed_dealings(
        &self,
        actor: &str,
        as_of: Option<Date>,
        period: Period,
    ) -> Found<Vec<(ActorId, usize)>> {
        let as_of = day_number(as_of.unwrap_or(Dated::OPEN));
        let month = as_of / MONTH;
        let (since, until) = months(period);
        let mut statement = self.connection.prepare_cached(
            "SELECT other, sum(n) FROM (
                SELECT other, n FROM dealings
                WHERE actor = ?1 AND happened_in BETWEEN ?2 AND ?3 AND known_in < ?4
                UNION ALL
                SELECT iif(source = ?1, target, source), n FROM dyad_days
                WHERE known_on BETWEEN ?4 * 100 AND ?5 AND ?1 IN (source, target)
                  AND happened_in BETWEEN ?2 AND ?3)
             GROUP BY other HAVING sum(n) > 0",
        )?;
        let found = statement.query_map(params![actor, since, until, month, as_of], |row| {
            Ok((row.get(0)?, usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default()))
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// The same from the reports themselves.
    pub(crate) fn count_dealings(
        &self,
        actor: &str,
        query: &Query,
    ) -> Found<Vec<(ActorId, usize)>> {
        let Query { as_of, codings, period, .. } = *query;
        let mut asked = Asked::new(self, &Query { as_of, codings, ..Query::default() })?;
        let (since, until) = months(period);
        asked.set(":actor", actor.to_owned());
        asked.set(":since", since);
        asked.set(":until", until);
        let sql = format!(
            "SELECT iif(r.source_actor = :actor, r.target_actor, r.source_actor) AS other,
                    count(DISTINCT r.source_actor || ' ' || r.event)
             FROM reports AS r
             WHERE r.between_governments = 1 AND r.certainty = 'reported'
               AND :actor IN (r.source_actor, r.target_actor)
               AND replace(r.happened_from, '-', '') / 100 BETWEEN :since AND :until
               AND {} GROUP BY other",
            asked.counts("r")
        );
        asked.rows(self, &sql, |row| {
            Ok((row.get(0)?, usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default()))
        })
    }

    fn summed_days(&self, as_of: Option<Date>, period: Period) -> Found<Vec<(Date, usize)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT published_on, sum(n) FROM document_days
             WHERE published_on BETWEEN ?1 AND ?2 AND known_on <= ?3
             GROUP BY published_on HAVING sum(n) > 0 ORDER BY published_on",
        )?;
        let mut found = statement.query([
            period.since.map_or(i64::MIN, day_number),
            period.until.map_or(i64::MAX, day_number),
            day_number(as_of.unwrap_or(Dated::OPEN)),
        ])?;
        let mut days = Vec::new();
        while let Some(row) = found.next()? {
            let n = usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default();
            days.push((day_of(row.get(0)?)?, n));
        }
        Ok(days)
    }

    pub(crate) fn sum_dyads(&self, query: &Query) -> Found<Vec<DyadTotals>> {
        let mut asked = Asked::new(self, query)?;
        let matches = asked.matches("r", query);
        // The best report of each event comes first: likeliest, earliest, smallest id.
        let sql = format!(
            "SELECT r.source_actor, r.target_actor, r.event, r.goldstein
             FROM reports AS r
             WHERE r.between_governments = 1 AND r.certainty = 'reported'
               AND {matches} AND {}
             ORDER BY r.source_actor, r.target_actor, r.event,
                      r.probability DESC, r.known_on, r.id",
            asked.counts("r")
        );
        let mut totals: Vec<(String, String, [i64; 3])> = Vec::new();
        let mut last_event = String::new();
        asked.rows(self, &sql, |row| {
            let text = |column| -> Found<&str> {
                row.get_ref(column)?.as_str().map_err(|e| Fault::damaged("a report", e))
            };
            let (source, target, event) = (text(0)?, text(1)?, text(2)?);
            if totals.last().is_none_or(|last| last.0 != source || last.1 != target) {
                let (source, target) = (source.to_owned(), target.to_owned());
                totals.push((source, target, [0; 3]));
                last_event.clear();
            }
            if let Some((.., sums)) = totals.last_mut().filter(|_| last_event != event) {
                add(sums, sums_of(row.get(3)?), 1);
                event.clone_into(&mut last_event);
            }
            Ok(())
        })?;
        let total = |(source, target, sums)| DyadTotals::new(source, target, sums);
        Ok(totals.into_iter().map(total).collect())
    }

    fn count_pairs(&self) -> Found<Vec<(Pair, usize)>> {
        let asked = Asked::new(self, &Query::default())?;
        let sql = format!(
            "SELECT min(r.source_actor, r.target_actor) AS a, max(r.source_actor, r.target_actor) AS b,
                    count(DISTINCT r.document || ' ' || r.sentence_start)
             FROM reports AS r
             WHERE r.between_governments = 1 AND {} GROUP BY a, b ORDER BY a, b",
            asked.counts("r")
        );
        asked.rows(self, &sql, |row| {
            let n = usize::try_from(row.get::<_, i64>(2)?).unwrap_or_default();
            Ok((Pair { a: row.get(0)?, b: row.get(1)? }, n))
        })
    }

    pub(crate) fn count_days(
        &self,
        as_of: Option<Date>,
        period: Period,
    ) -> Found<Vec<(Date, usize)>> {
        let mut asked = Asked::new(self, &Query { as_of, ..Query::default() })?;
        asked.set(":since", period.since.unwrap_or(Date::constant(0, 1, 1)).to_string());
        asked.set(":until", period.until.unwrap_or(Date::MAX).to_string());
        // Every version that was out by then, less the few that another replaced.
        let within = "v.kind = 'text' AND v.known_on BETWEEN :since AND :until
                      AND v.known_on <= :as_of";
        let sql = format!(
            "SELECT day, sum(n) FROM (
                SELECT v.known_on AS day, count(*) AS n FROM versions AS v
                WHERE {within} GROUP BY v.known_on
                UNION ALL
                SELECT v.known_on, -1 FROM versions AS v
                WHERE v.document IN (SELECT document FROM versions WHERE is_change = 1)
                  AND {within} AND NOT ({}))
             GROUP BY day HAVING sum(n) > 0 ORDER BY day",
            asked.version_counts("v")
        );
        asked.rows(self, &sql, |row| {
            Ok((rows::day(row, 0)?, usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default()))
        })
    }

    /// The same for some codings: each text in the content that they have read.
    fn count_days_coded(&self, query: &Query) -> Found<Vec<(Date, usize)>> {
        let Query { as_of, codings, period, .. } = *query;
        let mut asked = Asked::new(self, &Query { as_of, codings, ..Query::default() })?;
        asked.set(":since", period.since.unwrap_or(Date::constant(0, 1, 1)).to_string());
        asked.set(":until", period.until.unwrap_or(Date::MAX).to_string());
        let sql = format!(
            "SELECT v.known_on, count(*) FROM versions AS v
             WHERE v.kind = 'text' AND v.known_on BETWEEN :since AND :until AND {}
             GROUP BY v.known_on ORDER BY v.known_on",
            asked.version_counts("v")
        );
        asked.rows(self, &sql, |row| {
            Ok((rows::day(row, 0)?, usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default()))
        })
    }

    fn find_newest(&self, query: &Query) -> Found<Option<Date>> {
        let Query { as_of, codings, .. } = *query;
        let mut asked = Asked::new(self, &Query { as_of, codings, ..Query::default() })?;
        let is_coded = asked.is_coded("v");
        // One probe of the index for each kind.
        let mut last_of = |kind: DocumentKind| -> Found<Option<Date>> {
            asked.set(":kind", kind.as_str().to_owned());
            let sql = format!(
                "SELECT v.known_on FROM versions AS v
                 WHERE v.kind = :kind AND v.known_on <= :as_of {is_coded}
                 ORDER BY v.known_on DESC LIMIT 1"
            );
            Ok(asked.rows(self, &sql, |row| rows::day(row, 0))?.first().copied())
        };
        let text = last_of(DocumentKind::Text)?.max(last_of(DocumentKind::Sample)?);
        if text.is_some() { Ok(text) } else { last_of(DocumentKind::Row) }
    }

    fn count_all(&self) -> Found<Counts> {
        let asked = Asked::new(self, &Query::default())?;
        let count = |sql: &str| -> Found<usize> {
            let found = asked.rows(self, &format!("{sql} AND '' < :as_of"), |row| {
                Ok(usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default())
            })?;
            Ok(found.first().copied().unwrap_or_default())
        };
        let (reports, versions) = (asked.counts("r"), asked.version_counts("v"));
        Ok(Counts {
            documents: count(&format!(
                "SELECT count(*) FROM versions AS v WHERE v.kind <> 'row' AND {versions}"
            ))?,
            rows: count(&format!(
                "SELECT count(*) FROM versions AS v WHERE v.kind = 'row' AND {versions}"
            ))?,
            versions: count("SELECT count(*) FROM versions WHERE true")?,
            runs: count("SELECT count(*) FROM runs WHERE true")?,
            reports: count(&format!("SELECT count(*) FROM reports AS r WHERE {reports}"))?,
            events: count(&format!(
                "SELECT count(DISTINCT r.event) FROM reports AS r WHERE {reports}"
            ))?,
            arrangements: count(&format!(
                "SELECT count(DISTINCT r.id) FROM arrangements AS r WHERE {reports}"
            ))?,
            notes: count("SELECT count(*) FROM notes WHERE true")?,
            uncoded: count(&format!(
                "SELECT count(*) FROM versions AS v
                 WHERE v.kind <> 'row' AND {versions}
                   AND NOT EXISTS (SELECT 1 FROM coded AS c
                       WHERE c.document = v.document AND c.version = v.number
                         AND c.run = (SELECT max(number) FROM runs WHERE NOT is_table))"
            ))?,
        })
    }

    fn count_notes(&self) -> Found<Vec<(String, usize)>> {
        let asked = Asked::new(self, &Query::default())?;
        let sql = format!(
            "SELECT n.reason, count(*) AS n FROM (
                SELECT c.*, v.known_on FROM coded AS c JOIN versions AS v ON v.number = c.version
             ) AS r JOIN notes AS n ON n.version = r.version AND n.run = r.run
             WHERE {} GROUP BY n.reason ORDER BY count(*) DESC, n.reason",
            asked.counts("r")
        );
        asked.rows(self, &sql, |row| {
            Ok((row.get(0)?, usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default()))
        })
    }

    pub(crate) fn list_runs(&self) -> Found<Vec<Run>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, coder, is_table, recorded_at FROM runs ORDER BY number",
        )?;
        let mut found = statement.query([])?;
        let mut runs = Vec::new();
        while let Some(row) = found.next()? {
            runs.push(Run {
                id: RunId(row.get(0)?),
                coder: row.get(1)?,
                is_table: row.get(2)?,
                recorded_at: rows::moment(row, 3)?,
            });
        }
        Ok(runs)
    }
}

impl DyadTotals {
    /// From whole numbers, so that the order of adding made no difference.
    pub(crate) fn new(source: ActorId, target: ActorId, [n, sum, squares]: [i64; 3]) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "rounded once, after all was added")]
        let (sum, squares) = (sum as f64 / POINT, squares as f64 / (POINT * POINT));
        let n = usize::try_from(n).unwrap_or_default();
        Self { source, target, n, sum, sum_of_squares: squares }
    }
}

/// What a day number is divided by to give its year, or its month.
const YEAR: i64 = 10_000;
const MONTH: i64 = 100;

/// First and last month of a period, 202406 for June 2024.
pub(crate) fn months(period: Period) -> (i64, i64) {
    let since = period.since.map_or(i64::MIN, |since| day_number(since) / MONTH);
    (since, period.until.map_or(i64::MAX, |until| day_number(until) / MONTH))
}
