//! Reading: documents, all that was read out of one, and full-text search.

use crate::{
    Archive, Codings, Query, Result, RunId,
    asked::{Asked, Found},
    rows,
};
use rapport_record::{Coded, Date, Document, Note};
use rusqlite::{OptionalExtension, named_params};
use std::collections::HashMap;

impl Archive {
    /// The document in the content that counts as of a day; none where nothing
    /// of it was published by then.
    pub fn document(&self, id: &str, as_of: Option<Date>) -> Result<Option<Document>> {
        let query = Query { as_of, ..Query::default() };
        Ok(self.documents([id], &query)?.remove(id))
    }

    /// Documents by id, in the content that counts for the `codings` and `as_of`
    /// of `query`; ids without any are left out.
    pub fn documents<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a str>,
        query: &Query,
    ) -> Result<HashMap<String, Document>> {
        let ids: Vec<&str> = ids.into_iter().collect();
        self.find_documents(&ids, query).map_err(|fault| self.told(fault))
    }

    /// All that the newest run (or `run`) read out of a document in the content
    /// that counts now; none where there is no such coding.
    pub fn coded(&self, id: &str, run: Option<RunId>) -> Result<Option<Coded>> {
        let codings = run.map_or(Codings::Newest, Codings::Of);
        self.find_coded(id, &Query { codings, ..Query::default() })
            .map_err(|fault| self.told(fault))
    }

    /// Documents that hold all of these words, the best match first, then the
    /// newest. `period` is that of publication; `codings`, `as_of` and `limit`
    /// count, the rest of `query` does not.
    pub fn search(&self, words: &str, query: &Query) -> Result<Vec<Document>> {
        self.find_words(words, query).map_err(|fault| self.told(fault))
    }

    fn find_documents(&self, ids: &[&str], query: &Query) -> Found<HashMap<String, Document>> {
        let mut asked = Asked::new(self, query)?;
        asked.set(":ids", serde_json::json!(ids).to_string());
        let sql = format!(
            "SELECT {} FROM documents AS d JOIN versions AS v ON v.document = d.number
             WHERE d.id IN (SELECT value FROM json_each(:ids)) AND {}",
            rows::DOCUMENT_COLUMNS,
            asked.version_counts("v")
        );
        let found = asked.rows(self, &sql, rows::document)?;
        Ok(found.into_iter().map(|document| (document.id.clone(), document)).collect())
    }

    fn find_coded(&self, id: &str, query: &Query) -> Found<Option<Coded>> {
        let mut asked = Asked::new(self, query)?;
        asked.set(":id", id.to_owned());
        let sql = format!(
            "SELECT r.version, r.run FROM documents AS d
             JOIN (SELECT c.*, v.known_on FROM coded AS c JOIN versions AS v ON v.number = c.version)
                 AS r ON r.document = d.number
             WHERE d.id = :id AND {}",
            asked.counts("r")
        );
        let codings = asked.rows(self, &sql, |row| Ok((row.get(0)?, row.get(1)?)))?;
        match codings.first() {
            Some(&(version, run)) => self.coding(version, run).map(Some),
            None => Ok(None),
        }
    }

    fn coding(&self, version: i64, run: i64) -> Found<Coded> {
        let mut coded = Coded::default();
        let place = named_params! { ":version": version, ":run": run };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT r.json, {} FROM reports AS r JOIN versions AS v ON v.number = r.version
             WHERE r.version = :version AND r.run = :run ORDER BY r.number",
            rows::SENTENCE
        ))?;
        let mut found = statement.query(place)?;
        while let Some(row) = found.next()? {
            let text: Option<String> = row.get(1)?;
            coded.reports.push(rows::report(&row.get::<_, String>(0)?, text.as_deref())?);
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT number, json FROM arrangements
             WHERE version = :version AND run = :run ORDER BY number",
        )?;
        let mut found = statement.query(place)?;
        while let Some(row) = found.next()? {
            let mut said = rows::arrangement(&row.get::<_, String>(1)?)?;
            said.evidence = self.evidence(row.get(0)?)?;
            coded.arrangements.push(said);
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT sentence, reason, message FROM notes
             WHERE version = :version AND run = :run ORDER BY place",
        )?;
        let mut found = statement.query(place)?;
        while let Some(row) = found.next()? {
            let sentence: Option<i64> = row.get(0)?;
            coded.notes.push(Note {
                sentence: sentence.and_then(|sentence| usize::try_from(sentence).ok()),
                reason: row.get(1)?,
                message: row.get(2)?,
            });
        }
        Ok(coded)
    }

    fn find_words(&self, words: &str, query: &Query) -> Found<Vec<Document>> {
        let mut asked = Asked::new(self, query)?;
        // Each word is quoted, so that a hyphen or "NOT" is a word and no operator.
        let quoted: Vec<String> = words
            .split_whitespace()
            .map(|word| word.replace('"', ""))
            .filter(|word| word.contains(char::is_alphanumeric))
            .map(|word| format!("\"{word}\""))
            .collect();
        if quoted.is_empty() {
            return Ok(Vec::new());
        }
        asked.set(":words", quoted.join(" "));
        asked.set(
            ":limit",
            query.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX)),
        );
        asked.set(":since", query.period.since.map(|since| since.to_string()));
        asked.set(":until", query.period.until.map(|until| until.to_string()));
        let sql = format!(
            "SELECT {} FROM words AS f
             CROSS JOIN versions AS v ON v.number = f.rowid
             CROSS JOIN documents AS d ON d.number = v.document
             WHERE f.words MATCH :words
               AND v.known_on >= ifnull(:since, v.known_on)
               AND v.known_on <= ifnull(:until, v.known_on)
               AND {}
             ORDER BY f.rank, v.known_on DESC, d.id LIMIT :limit",
            rows::DOCUMENT_COLUMNS,
            asked.version_counts("v")
        );
        asked.rows(self, &sql, rows::document)
    }

    /// When this archive first read the content of a document that counts now.
    pub fn recorded_at(&self, id: &str) -> Result<Option<jiff::Timestamp>> {
        let find = || {
            let mut statement = self.connection.prepare_cached(
                "SELECT v.recorded_at FROM documents AS d JOIN versions AS v ON v.document = d.number
                 WHERE d.id = ?1 ORDER BY v.known_on DESC, v.recorded_at DESC LIMIT 1",
            )?;
            let found = statement.query_row([id], |row| Ok(rows::moment(row, 0))).optional()?;
            found.transpose()
        };
        find().map_err(|fault| self.told(fault))
    }
}
