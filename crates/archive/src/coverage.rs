//! Reading: who published how much on which day, and whom it names.
//!
//! A quiet week and a week of which nothing was read look the same in a list
//! of events. Here they differ. Rows of reference tables are no publications
//! and never count; sample notes do. Days are days of publication.

use crate::{
    Archive, Codings, Query, Result,
    asked::{Asked, Found, OUTLET},
    daily::{self, day_number, day_of},
    rows,
};
use rapport_record::{Date, Dated, Period};
use std::collections::BTreeMap;

/// What one outlet published in one language on one day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutletDay {
    /// Who published it; empty where the documents name nobody.
    pub outlet: String,
    /// ISO 639 code as the documents give it; empty where they give none.
    pub lang: String,
    /// The day.
    pub published_on: Date,
    /// Documents that count.
    pub n_documents: usize,
    /// Reports read out of them.
    pub n_reports: usize,
    /// Those of verbal or material conflict.
    pub n_hostile: usize,
}

/// What one outlet published of one or two actors on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentsOf {
    /// Who published it; empty where the documents name nobody.
    pub outlet: String,
    /// ISO 639 code as the documents give it; empty where they give none.
    pub lang: String,
    /// The day; none only in the default.
    pub published_on: Option<Date>,
    /// Documents that hold a name of the actor (of both, where two are asked for).
    pub n_named: usize,
    /// Documents out of which a report of the actor was read (between both).
    pub n_coded: usize,
    /// Documents that do either.
    pub n_either: usize,
    /// Such reports.
    pub n_reports: usize,
    /// Those of verbal or material conflict.
    pub n_hostile: usize,
}

impl Archive {
    /// Everyone who published a text or sample note, by name; of all runs, days
    /// and versions. Documents that name neither outlet nor source are the
    /// empty name, rows of a table `table:KIND`.
    pub fn outlets(&self) -> Result<Vec<String>> {
        self.list_outlets().map_err(|fault| self.told(fault))
    }

    /// How much was published, by outlet, day and language. `codings`, `as_of`,
    /// `outlets` and `period` (of publication) of `query` count, the rest does not.
    pub fn outlet_days(&self, query: &Query) -> Result<Vec<OutletDay>> {
        self.find_outlet_days(query).map_err(|fault| self.told(fault))
    }

    /// How much was published of one actor (`involving`) or two (`between`), by
    /// outlet, day and language. `names` holds a list of names for each actor,
    /// all of which must be named. `period` is that of publication.
    pub fn documents_of(&self, query: &Query, names: &[Vec<String>]) -> Result<Vec<DocumentsOf>> {
        self.find_documents_of(query, names).map_err(|fault| self.told(fault))
    }

    fn list_outlets(&self) -> Found<Vec<String>> {
        let asked = Asked::new(self, &Query::default())?;
        let sql = if self.is_summed() {
            // One probe of the key for each, not a scan.
            "WITH RECURSIVE o (outlet) AS (
                SELECT min(outlet) FROM outlet_days WHERE '' < :as_of
                UNION ALL
                SELECT (SELECT min(d.outlet) FROM outlet_days AS d WHERE d.outlet > o.outlet)
                FROM o WHERE o.outlet IS NOT NULL)
             SELECT outlet FROM o WHERE outlet IS NOT NULL
             UNION SELECT 'table:' || table_kind FROM (
                SELECT substr(coder, 7) AS table_kind FROM runs WHERE is_table)
             ORDER BY 1"
                .to_owned()
        } else {
            format!("SELECT DISTINCT {OUTLET} FROM versions AS v WHERE '' < :as_of ORDER BY 1")
        };
        asked.rows(self, &sql, |row| Ok(row.get(0)?))
    }

    pub(crate) fn find_outlet_days(&self, query: &Query) -> Found<Vec<OutletDay>> {
        if !self.is_summed() || query.codings != Codings::Newest {
            return self.count_outlet_days(query);
        }
        let mut asked = Asked::new(self, query)?;
        let (since, until) = bounds(query.period);
        asked.set(":since", since);
        asked.set(":until", until);
        asked.set(":known", day_number(query.as_of.unwrap_or(Dated::OPEN)));
        let whose = if query.outlets.is_empty() {
            ""
        } else {
            "AND outlet IN (SELECT value FROM json_each(:outlets))"
        };
        let sql = format!(
            "SELECT outlet, lang, published_on, sum(n_documents), sum(n_reports), sum(n_hostile)
             FROM outlet_days
             WHERE published_on BETWEEN :since AND :until AND known_on <= :known
               AND '' < :as_of {whose}
             GROUP BY outlet, published_on, lang HAVING sum(n_documents) <> 0"
        );
        let mut days = asked.rows(self, &sql, |row| {
            Ok(OutletDay {
                outlet: row.get(0)?,
                lang: row.get(1)?,
                published_on: day_of(row.get(2)?)?,
                n_documents: count(row.get(3)?),
                n_reports: count(row.get(4)?),
                n_hostile: count(row.get(5)?),
            })
        })?;
        days.sort();
        Ok(days)
    }

    /// The same from the documents and reports themselves.
    pub(crate) fn count_outlet_days(&self, query: &Query) -> Found<Vec<OutletDay>> {
        let mut asked = Asked::new(self, query)?;
        asked.set(":since", query.period.since.unwrap_or(Date::constant(0, 1, 1)).to_string());
        asked.set(":until", query.period.until.unwrap_or(Date::MAX).to_string());
        let sql = format!(
            "SELECT {OUTLET}, ifnull(v.lang, ''), v.known_on, count(*),
                    total((SELECT count(*) FROM reports AS r
                           WHERE r.version = v.number AND {counts})),
                    total((SELECT count(*) FROM reports AS r
                           WHERE r.version = v.number AND {hostile} AND {counts}))
             FROM versions AS v
             WHERE v.kind <> 'row' AND v.known_on BETWEEN :since AND :until AND {}
             GROUP BY 1, 2, 3",
            asked.version_counts("v"),
            counts = asked.counts("r"),
            hostile = daily::is_hostile(),
        );
        let mut days = asked.rows(self, &sql, |row| {
            #[expect(clippy::cast_possible_truncation, reason = "a count")]
            let whole = |number: f64| count(number as i64);
            Ok(OutletDay {
                outlet: row.get(0)?,
                lang: row.get(1)?,
                published_on: rows::day(row, 2)?,
                n_documents: count(row.get(3)?),
                n_reports: whole(row.get(4)?),
                n_hostile: whole(row.get(5)?),
            })
        })?;
        days.sort();
        Ok(days)
    }

    fn find_documents_of(&self, query: &Query, names: &[Vec<String>]) -> Found<Vec<DocumentsOf>> {
        let unbounded = Query { period: Period::default(), ..query.clone() };
        let new_question = || -> Found<Asked> {
            let mut asked = Asked::new(self, &unbounded)?;
            asked.set(":since", query.period.since.unwrap_or(Date::constant(0, 1, 1)).to_string());
            asked.set(":until", query.period.until.unwrap_or(Date::MAX).to_string());
            Ok(asked)
        };
        let mut asked = new_question()?;
        let within = "v.kind <> 'row' AND v.known_on BETWEEN :since AND :until";
        let mut documents = BTreeMap::<i64, Document>::new();
        let matches = asked.matches("r", &unbounded);
        let sql = format!(
            "SELECT v.number, {OUTLET}, ifnull(v.lang, ''), v.known_on, {}
             FROM reports AS r CROSS JOIN versions AS v ON v.number = r.version
             WHERE {matches} AND {within} AND {}",
            daily::is_hostile(),
            asked.counts("r")
        );
        asked.rows(self, &sql, |row| {
            let document = documents.entry(row.get(0)?).or_insert(Document::read(row)?);
            document.n_reports += 1;
            document.n_hostile += usize::from(row.get::<_, bool>(4)?);
            Ok(())
        })?;
        if let Some(words) = words_of(names) {
            let mut asked = new_question()?;
            asked.set(":words", words);
            let sql = format!(
                "SELECT v.number, {OUTLET}, ifnull(v.lang, ''), v.known_on
                 FROM words AS f CROSS JOIN versions AS v ON v.number = f.rowid
                 WHERE f.words MATCH :words AND {within} AND {}",
                asked.version_counts("v")
            );
            asked.rows(self, &sql, |row| {
                documents.entry(row.get(0)?).or_insert(Document::read(row)?).is_named = true;
                Ok(())
            })?;
        }
        let mut days = BTreeMap::<(String, Date, String), DocumentsOf>::new();
        for document in documents.into_values() {
            let key = (document.outlet.clone(), document.published_on, document.lang.clone());
            let day = days.entry(key).or_insert_with(|| DocumentsOf {
                outlet: document.outlet,
                lang: document.lang,
                published_on: Some(document.published_on),
                ..DocumentsOf::default()
            });
            day.n_named += usize::from(document.is_named);
            day.n_coded += usize::from(0 < document.n_reports);
            day.n_either += 1;
            day.n_reports += document.n_reports;
            day.n_hostile += document.n_hostile;
        }
        Ok(days.into_values().collect())
    }
}

/// A document that names or tells of somebody.
struct Document {
    outlet: String,
    lang: String,
    published_on: Date,
    is_named: bool,
    n_reports: usize,
    n_hostile: usize,
}

impl Document {
    fn read(row: &rusqlite::Row) -> Found<Self> {
        Ok(Self {
            outlet: row.get(1)?,
            lang: row.get(2)?,
            published_on: rows::day(row, 3)?,
            is_named: false,
            n_reports: 0,
            n_hostile: 0,
        })
    }
}

/// One of the names of each, as the full-text index is asked; none where
/// somebody has no name.
fn words_of(names: &[Vec<String>]) -> Option<String> {
    let each: Option<Vec<String>> = names
        .iter()
        .map(|names| {
            let quoted: Vec<String> = names
                .iter()
                .map(|name| name.replace('"', " "))
                .filter(|name| name.contains(char::is_alphanumeric))
                .map(|name| format!("\"{name}\""))
                .collect();
            (!quoted.is_empty()).then(|| format!("({})", quoted.join(" OR ")))
        })
        .collect();
    each.filter(|each| !each.is_empty()).map(|each| each.join(" AND "))
}

fn bounds(period: Period) -> (i64, i64) {
    let since = period.since.map_or(i64::MIN, day_number);
    (since, period.until.map_or(i64::MAX, day_number))
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}
