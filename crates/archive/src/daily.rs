//! Sums kept beside the reports, so that an answer need not read them all.
//!
//! In: what a batch changes. Out: tables that say for each outlet and day how
//! many documents count, for each two governments how many deeds and with
//! which Goldstein sums, and for each report since when a better coding of its
//! document stands in its place.
//!
//! Every row carries `known_on`, the first day of knowledge on which it holds:
//! a deed known on 3 June whose likelier report came on the 9th is +1 on the
//! 3rd and a change of sum on the 9th. Rows known by a day, added up, are what
//! counts as of that day, so a replay is as exact as today's answer. All are
//! whole numbers, so the order of reading cannot matter, not even by rounding.
//!
//! The writer keeps them true: before a batch touches an event or a document
//! it notes what the reports say of it, afterwards it asks again and adds the
//! difference ([`Ledger`]). What is asked is a function of the stored reports
//! alone; so the sums are what a full query computes, by induction over
//! batches. Whoever changes what counts must touch the events concerned.
//! Why and how fast: `docs/design/scale.md`.

use crate::error::Fault;
use rapport_record::{Certainty, Date, EventType, Quad};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What version 2 of an archive adds.
///
/// * Days are numbers here, 20240619 for 2024-06-19; months 202406.
/// * `pairs` holds what a level and a choice of events need of each report.
/// * `superseded` holds the reports of codings that another took the place of,
///   and since which day of knowledge.
/// * `document_days` counts texts, `outlet_days` texts and sample notes.
/// * `dyad_days` and `dyad_years` sum over the deeds of one government to another
///   that were stated as fact; `n` deeds, Goldstein values in units of
///   [`POINT`]; the year [`EVER`] is all of them. `dealings` counts them for either side.
pub(crate) const TABLES: &str = "
CREATE TABLE pairs (
    one                 TEXT NOT NULL,
    other               TEXT NOT NULL,
    happened_from       INTEGER NOT NULL,
    report              INTEGER NOT NULL,
    is_direct           INTEGER NOT NULL,
    event               TEXT NOT NULL,
    happened_to         INTEGER NOT NULL,
    known_on            INTEGER NOT NULL,
    certainty           INTEGER NOT NULL,
    between_governments INTEGER NOT NULL,
    has_goods           INTEGER NOT NULL,
    goldstein           REAL NOT NULL,
    probability         REAL NOT NULL,
    PRIMARY KEY (one, other, happened_from, report)
) STRICT, WITHOUT ROWID;

CREATE TABLE superseded (
    report   INTEGER PRIMARY KEY,
    until_on INTEGER NOT NULL
) STRICT;

CREATE TABLE document_days (
    published_on INTEGER NOT NULL,
    known_on     INTEGER NOT NULL,
    n            INTEGER NOT NULL,
    PRIMARY KEY (published_on, known_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE outlet_days (
    outlet       TEXT NOT NULL,
    published_on INTEGER NOT NULL,
    lang         TEXT NOT NULL,
    known_on     INTEGER NOT NULL,
    n_documents  INTEGER NOT NULL,
    n_reports    INTEGER NOT NULL,
    n_hostile    INTEGER NOT NULL,
    PRIMARY KEY (outlet, published_on, lang, known_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE dyad_days (
    known_on    INTEGER NOT NULL,
    source      TEXT NOT NULL,
    target      TEXT NOT NULL,
    happened_in INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    sum         INTEGER NOT NULL,
    squares     INTEGER NOT NULL,
    PRIMARY KEY (known_on, source, target, happened_in)
) STRICT, WITHOUT ROWID;

CREATE TABLE dyad_years (
    known_in INTEGER NOT NULL,
    source   TEXT NOT NULL,
    target   TEXT NOT NULL,
    n        INTEGER NOT NULL,
    sum      INTEGER NOT NULL,
    squares  INTEGER NOT NULL,
    PRIMARY KEY (known_in, source, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE dealings (
    actor       TEXT NOT NULL,
    happened_in INTEGER NOT NULL,
    other       TEXT NOT NULL,
    known_in    INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    PRIMARY KEY (actor, happened_in, other, known_in)
) STRICT, WITHOUT ROWID;
";

/// Makes version 2 out of version 1: the old `pairs` get what they lack, and
/// an index that the sums make needless goes.
const FROM_VERSION_1: &str = "
DROP INDEX IF EXISTS reports_for_dyads;
INSERT INTO pairs
SELECT p.one, p.other, replace(r.happened_from, '-', ''), p.report, p.is_direct, r.event,
       replace(r.happened_to, '-', ''), replace(r.known_on, '-', ''),
       CASE r.certainty WHEN 'reported' THEN 0 WHEN 'alleged' THEN 1 WHEN 'denied' THEN 2
                        WHEN 'planned' THEN 3 ELSE 4 END,
       r.between_governments, r.json ->> '$.goods[0]' IS NOT NULL, r.goldstein, r.probability
FROM pairs_1 AS p JOIN reports AS r ON r.number = p.report;
DROP TABLE pairs_1;
";

/// Goldstein values are summed in ten-thousandths of a point: the scale has
/// one decimal, so that nothing is rounded that a table of types gave.
pub(crate) const POINT: f64 = 10_000.0;

/// The "year" of `dyad_years` that stands for all years together.
pub(crate) const EVER: i64 = 0;

/// Events or documents summed between two writings, when an old archive is
/// brought up to date.
const MIGRATED_AT_ONCE: usize = 20_000;

/// 20240619 for 2024-06-19.
pub(crate) fn day_number(day: Date) -> i64 {
    10_000 * i64::from(day.year()) + 100 * i64::from(day.month()) + i64::from(day.day())
}

/// 2024-06-19 for 20240619.
pub(crate) fn day_of(number: i64) -> Result<Date, Fault> {
    let part = |n: i64| i8::try_from(n).unwrap_or_default();
    let year = i16::try_from(number / 10_000).unwrap_or_default();
    Date::new(year, part(number / 100 % 100), part(number % 100))
        .map_err(|error| Fault::damaged(format!("the day {number}"), error))
}

/// A Goldstein value in units of [`POINT`].
pub(crate) fn points(goldstein: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "it is rounded, and saturates")]
    let points = (goldstein * POINT).round() as i64;
    points
}

/// What one deed adds to the sums: one deed, its Goldstein value and the square
/// of it in units of [`POINT`].
pub(crate) fn sums_of(goldstein: f64) -> [i64; 3] {
    let points = points(goldstein);
    [1, points, points.saturating_mul(points)]
}

/// Brings an archive of version 1 up to date, within the caller's transaction.
pub(crate) fn migrate(connection: &Connection) -> Result<(), Fault> {
    connection.execute_batch("ALTER TABLE pairs RENAME TO pairs_1;")?;
    connection.execute_batch(TABLES)?;
    connection.execute_batch(FROM_VERSION_1)?;
    // The summing of an event asks when its reports were superseded: documents first.
    each_chunk(
        connection,
        "SELECT DISTINCT document FROM coded",
        |row| row.get(0),
        |documents| {
            let mut ledger = Ledger::default();
            for number in documents {
                ledger.documents.insert(number, Counted::default());
            }
            ledger.close(connection)
        },
    )?;
    each_chunk(
        connection,
        "SELECT DISTINCT event FROM reports",
        |row| row.get(0),
        |events| {
            let mut ledger = Ledger::default();
            for event in events {
                ledger.events.insert(event, Deeds::default());
            }
            ledger.close(connection)
        },
    )
}

fn each_chunk<T>(
    connection: &Connection,
    sql: &str,
    read: impl Fn(&rusqlite::Row) -> rusqlite::Result<T>,
    take: impl Fn(Vec<T>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare(sql)?;
    let mut found = statement.query([])?;
    let mut chunk = Vec::new();
    while let Some(row) = found.next()? {
        chunk.push(read(row)?);
        if chunk.len() == MIGRATED_AT_ONCE {
            take(std::mem::take(&mut chunk))?;
        }
    }
    take(chunk)
}

/// What the sums said of the events and documents that a batch touches, before
/// it touched them.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    events: HashMap<String, Deeds>,
    documents: HashMap<i64, Counted>,
}

/// What one event adds to the sums: source, target, month of the deed and day
/// of knowledge; number, sum and sum of squares.
type Deeds = BTreeMap<(String, String, i64, i64), [i64; 3]>;

/// What one document adds: outlet, language, day of publication and day of
/// knowledge; texts, documents, reports, hostile reports.
type Counted = BTreeMap<(String, String, i64, i64), [i64; 4]>;

impl Ledger {
    /// To be called before a report of this event is added.
    pub(crate) fn event(&mut self, connection: &Connection, event: &str) -> Result<(), Fault> {
        if !self.events.contains_key(event) {
            self.events.insert(event.to_owned(), deeds(connection, event)?);
        }
        Ok(())
    }

    /// To be called before a coding of this document is added.
    pub(crate) fn document(
        &mut self,
        connection: &Connection,
        number: i64,
        is_new: bool,
    ) -> Result<(), Fault> {
        if self.documents.contains_key(&number) {
            return Ok(());
        }
        let mut before = Counted::default();
        if !is_new {
            before = counted(connection, &codings(connection, number)?)?;
            // Its earlier reports may count no longer.
            let mut statement = connection.prepare_cached(
                "SELECT r.event FROM coded AS c
                 JOIN reports AS r ON r.version = c.version AND r.run = c.run
                 WHERE c.document = ?1",
            )?;
            let events: BTreeSet<String> =
                statement.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for event in events {
                self.event(connection, &event)?;
            }
        }
        self.documents.insert(number, before);
        Ok(())
    }

    /// To be called at the end of the batch: adds what has changed.
    pub(crate) fn close(self, connection: &Connection) -> Result<(), Fault> {
        let mut counts = Counted::default();
        for (number, before) in self.documents {
            let codings = codings(connection, number)?;
            supersede(connection, &codings)?;
            add_all(&mut counts, counted(connection, &codings)?, 1);
            add_all(&mut counts, before, -1);
        }
        write_counts(connection, &counts)?;
        let mut sums = Deeds::default();
        for (event, before) in self.events {
            add_all(&mut sums, deeds(connection, &event)?, 1);
            add_all(&mut sums, before, -1);
        }
        write_sums(connection, &sums)
    }
}

/// Adds numbers so many `times`, key by key.
pub(crate) fn add_all<K: Ord, const N: usize>(
    to: &mut BTreeMap<K, [i64; N]>,
    what: BTreeMap<K, [i64; N]>,
    times: i64,
) {
    for (key, numbers) in what {
        add(to.entry(key).or_insert([0; N]), numbers, times);
    }
}

/// Adds numbers so many `times`.
pub(crate) fn add<const N: usize>(to: &mut [i64; N], what: [i64; N], times: i64) {
    for (sum, number) in to.iter_mut().zip(what) {
        *sum = sum.saturating_add(number.saturating_mul(times));
    }
}

/// One coding of a document.
struct Coding {
    version: i64,
    run: i64,
    known_on: i64,
    /// From when on the next coding counts in its place.
    until_on: Option<i64>,
    kind: String,
    outlet: String,
    lang: String,
}

/// The codings of a document in the order in which they come to count.
fn codings(connection: &Connection, document: i64) -> Result<Vec<Coding>, Fault> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT c.version, c.run, replace(v.known_on, '-', '') + 0, v.kind, {}, ifnull(v.lang, '')
         FROM coded AS c JOIN versions AS v ON v.number = c.version
         WHERE c.document = ?1 ORDER BY v.known_on, v.recorded_at, v.hash, c.run",
        crate::asked::OUTLET
    ))?;
    let found = statement.query_map([document], |row| {
        Ok(Coding {
            version: row.get(0)?,
            run: row.get(1)?,
            known_on: row.get(2)?,
            until_on: None,
            kind: row.get(3)?,
            outlet: row.get(4)?,
            lang: row.get(5)?,
        })
    })?;
    let mut codings = found.collect::<Result<Vec<Coding>, _>>()?;
    for next in (1..codings.len()).rev() {
        codings[next - 1].until_on = Some(codings[next].known_on);
    }
    Ok(codings)
}

fn supersede(connection: &Connection, codings: &[Coding]) -> Result<(), Fault> {
    for coding in codings {
        let Some(until_on) = coding.until_on else { continue };
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO superseded (report, until_on)
                 SELECT number, ?3 FROM reports WHERE version = ?1 AND run = ?2",
            )?
            .execute(params![coding.version, coding.run, until_on])?;
    }
    Ok(())
}

fn counted(connection: &Connection, codings: &[Coding]) -> Result<Counted, Fault> {
    let mut counted = Counted::default();
    for coding in codings.iter().filter(|coding| coding.kind != "row") {
        if coding.until_on == Some(coding.known_on) {
            continue;
        }
        let (n_reports, n_hostile) = connection
            .prepare_cached(&format!(
                "SELECT count(*), total({}) FROM reports AS r WHERE version = ?1 AND run = ?2",
                is_hostile()
            ))?
            .query_row(params![coding.version, coding.run], |row| {
                #[expect(clippy::cast_possible_truncation, reason = "a count")]
                Ok((row.get::<_, i64>(0)?, row.get::<_, f64>(1)? as i64))
            })?;
        let numbers = [i64::from(coding.kind == "text"), 1, n_reports, n_hostile];
        let mut add = |known_on: i64, times: i64| {
            let key = (coding.outlet.clone(), coding.lang.clone(), coding.known_on, known_on);
            add_all(&mut counted, BTreeMap::from([(key, numbers)]), times);
        };
        add(coding.known_on, 1);
        if let Some(until_on) = coding.until_on {
            add(until_on, -1);
        }
    }
    Ok(counted)
}

/// The condition that report `r` tells of conflict, in words or deeds.
pub(crate) fn is_hostile() -> String {
    let hostile: Vec<String> = EventType::ALL
        .iter()
        .filter(|kind| matches!(kind.quad(), Quad::VerbalConflict | Quad::MaterialConflict))
        .map(|kind| format!("'{kind}'"))
        .collect();
    format!("r.type IN ({})", hostile.join(", "))
}

/// A report of an event, as far as the sums go.
struct Stated {
    source: String,
    target: String,
    happened_in: i64,
    known_on: i64,
    until_on: Option<i64>,
    goldstein: f64,
    probability: f64,
    id: String,
}

fn deeds(connection: &Connection, event: &str) -> Result<Deeds, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT r.source_actor, r.target_actor, replace(r.happened_from, '-', '') / 100,
                replace(r.known_on, '-', '') + 0, s.until_on, r.goldstein, r.probability, r.id
         FROM reports AS r LEFT JOIN superseded AS s ON s.report = r.number
         WHERE r.event = ?1 AND r.between_governments = 1 AND r.certainty = ?2",
    )?;
    let found = statement.query_map(params![event, Certainty::Reported.as_str()], |row| {
        Ok(Stated {
            source: row.get(0)?,
            target: row.get(1)?,
            happened_in: row.get(2)?,
            known_on: row.get(3)?,
            until_on: row.get(4)?,
            goldstein: row.get(5)?,
            probability: row.get(6)?,
            id: row.get(7)?,
        })
    })?;
    let mut stated = found.collect::<Result<Vec<Stated>, _>>()?;
    // Best first: likeliest, earliest known, smallest id.
    stated.sort_by(|one, other| {
        (other.probability.total_cmp(&one.probability))
            .then_with(|| (one.known_on, &one.id).cmp(&(other.known_on, &other.id)))
    });
    let mut deeds = Deeds::default();
    let dyads: BTreeSet<(&str, &str)> =
        stated.iter().map(|one| (one.source.as_str(), one.target.as_str())).collect();
    for (source, target) in dyads {
        let told: Vec<&Stated> =
            stated.iter().filter(|one| one.source == source && one.target == target).collect();
        let days: BTreeSet<i64> =
            told.iter().flat_map(|one| [Some(one.known_on), one.until_on]).flatten().collect();
        let mut before = [0; 3];
        for day in days {
            let best = told.iter().find(|one| {
                one.known_on <= day && one.until_on.is_none_or(|until_on| day < until_on)
            });
            let now = best.map_or([0; 3], |best| sums_of(best.goldstein));
            let key = (source.to_owned(), target.to_owned(), told[0].happened_in, day);
            add_all(&mut deeds, BTreeMap::from([(key.clone(), now)]), 1);
            add_all(&mut deeds, BTreeMap::from([(key, before)]), -1);
            before = now;
        }
    }
    Ok(deeds)
}

fn write_counts(connection: &Connection, counts: &Counted) -> Result<(), Fault> {
    let mut texts = BTreeMap::<(i64, i64), [i64; 1]>::new();
    let mut add = connection.prepare_cached(
        "INSERT INTO outlet_days VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO UPDATE SET n_documents = n_documents + excluded.n_documents,
             n_reports = n_reports + excluded.n_reports, n_hostile = n_hostile + excluded.n_hostile",
    )?;
    for ((outlet, lang, published_on, known_on), numbers) in counts {
        let [n_texts, n_documents, n_reports, n_hostile] = *numbers;
        if *numbers != [0; 4] {
            add.execute(params![
                outlet,
                published_on,
                lang,
                known_on,
                n_documents,
                n_reports,
                n_hostile
            ])?;
            texts.entry((*published_on, *known_on)).or_default()[0] += n_texts;
        }
    }
    let mut add = connection.prepare_cached(
        "INSERT INTO document_days VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET n = n + excluded.n",
    )?;
    for ((published_on, known_on), [n]) in texts {
        if n != 0 {
            add.execute(params![published_on, known_on, n])?;
        }
    }
    Ok(())
}

fn write_sums(connection: &Connection, sums: &Deeds) -> Result<(), Fault> {
    let mut years = BTreeMap::<(i64, &str, &str), [i64; 3]>::new();
    let mut dealings = BTreeMap::<(&str, i64, &str, i64), [i64; 1]>::new();
    let mut add = connection.prepare_cached(
        "INSERT INTO dyad_days VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO UPDATE SET n = n + excluded.n, sum = sum + excluded.sum,
             squares = squares + excluded.squares",
    )?;
    for ((source, target, happened_in, known_on), numbers) in sums {
        if *numbers == [0; 3] {
            continue;
        }
        let [n, sum, squares] = *numbers;
        add.execute(params![known_on, source, target, happened_in, n, sum, squares])?;
        let year = BTreeMap::from([((known_on / 10_000, &**source, &**target), *numbers)]);
        add_all(&mut years, year, 1);
        let ever = BTreeMap::from([((EVER, &**source, &**target), *numbers)]);
        add_all(&mut years, ever, 1);
        let known_in = known_on / 100;
        for (actor, other) in [(source, target), (target, source)] {
            dealings.entry((actor, *happened_in, other, known_in)).or_default()[0] += n;
        }
    }
    let mut add = connection.prepare_cached(
        "INSERT INTO dyad_years VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET n = n + excluded.n, sum = sum + excluded.sum,
             squares = squares + excluded.squares",
    )?;
    for ((year, source, target), [n, sum, squares]) in years {
        add.execute(params![year, source, target, n, sum, squares])?;
    }
    let mut add = connection.prepare_cached(
        "INSERT INTO dealings VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET n = n + excluded.n",
    )?;
    for ((actor, happened_in, other, known_in), [n]) in dealings {
        if n != 0 {
            add.execute(params![actor, happened_in, other, known_in, n])?;
        }
    }
    Ok(())
}
