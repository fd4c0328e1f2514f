//! Writing: runs, and batches of documents with what was read out of them.

use crate::{
    Archive, Result, RunId, TABLE_CODER,
    daily::{Ledger, day_number},
    error::{Error, Fault},
    events::event_key,
    joining::{Trace, linked_on},
    links::Neighbours,
    rows, schema,
};
use jiff::Timestamp;
use rapport_record::{Arrangement, Coded, Document, DocumentKind, Note, Party, Report};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, named_params, params};
use std::collections::BTreeSet;

/// What a batch added to the archive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stored {
    /// Documents whose id was not known before.
    pub new_documents: usize,
    /// Changed contents of documents that were known.
    pub new_versions: usize,
    /// Documents that this run had coded before; nothing was written for them.
    pub unchanged: usize,
    /// Reports added.
    pub reports: usize,
    /// Arrangements added.
    pub arrangements: usize,
    /// Notes added.
    pub notes: usize,
}

impl Stored {
    /// Documents there were: new, changed, or known before.
    pub fn n_documents(&self) -> usize {
        self.new_documents + self.new_versions + self.unchanged
    }
}

impl std::ops::AddAssign for Stored {
    fn add_assign(&mut self, more: Self) {
        self.new_documents += more.new_documents;
        self.new_versions += more.new_versions;
        self.unchanged += more.unchanged;
        self.reports += more.reports;
        self.arrangements += more.arrangements;
        self.notes += more.notes;
    }
}

impl Archive {
    /// The run of this coder: the one it began earlier, or a new one.
    /// A coder id that begins with `table:` codes table rows, every other one text.
    pub fn run_for(&mut self, coder: &str, recorded_at: Timestamp) -> Result<RunId> {
        // Reading first keeps a second reading of known input from waiting for the lock.
        let known = find_run(&self.connection, coder).map_err(|e| self.told(e))?;
        let found = match known {
            Some(run) => Ok(run),
            None => begin_run(&self.connection, coder, recorded_at),
        };
        found.map(RunId).map_err(|e| self.told(e))
    }

    /// Stores documents with what was read out of them, all or none.
    ///
    /// When it returns, the batch survives the end of the process and a power
    /// failure. A document that the run has coded before is left as it is; one
    /// whose content differs from what is stored becomes a new version.
    /// Rows of reference tables are filed under the run of their table, so any
    /// `run` will do for them.
    ///
    /// Give every batch of one reading the same `recorded_at`: then two
    /// contents under one id count the same in whatever order they came.
    pub fn store(
        &mut self,
        run: RunId,
        batch: &[(Document, Coded)],
        recorded_at: Timestamp,
    ) -> Result<Stored> {
        let path = self.path.clone();
        let stored = self.store_batch(run, batch, recorded_at);
        if stored.is_err() {
            // What was undone is no neighbour.
            self.neighbours = Neighbours::default();
        }
        stored.map_err(|fault| Error::at(&path, fault))
    }

    fn store_batch(
        &mut self,
        run: RunId,
        batch: &[(Document, Coded)],
        recorded_at: Timestamp,
    ) -> std::result::Result<Stored, Fault> {
        let mut stored = Stored::default();
        let mut ledger = Ledger::default();
        let writing = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (document, coded) in batch {
            let run = match filed_under(&writing, run, document)? {
                Filed::Run(run) => run,
                Filed::Coder(coder) => begin_run(&writing, &coder, recorded_at)?,
            };
            let recorded_at = recorded_at.as_microsecond();
            let mut writer = Writer { to: &writing, run, recorded_at, ledger: &mut ledger };
            for (number, trace) in writer.document(document, coded, &mut stored)? {
                self.neighbours.link(&writing, number, trace)?;
            }
        }
        ledger.close(&writing)?;
        writing.commit()?;
        Ok(stored)
    }

    /// Whether this very content is stored and coded in the newest run of text
    /// (for a row: in any run of a table).
    pub fn is_known(&self, document: &Document) -> Result<bool> {
        let runs = match document.kind {
            DocumentKind::Row => "SELECT number FROM runs WHERE is_table",
            _ => "SELECT max(number) FROM runs WHERE NOT is_table",
        };
        self.holds_coding(document, runs, None).map_err(|fault| self.told(fault))
    }

    /// Whether this very content is stored and coded in `run` (for a row: in
    /// the run of its table, if `run` is none of a table itself).
    pub fn is_coded(&self, run: RunId, document: &Document) -> Result<bool> {
        let holds = || match filed_under(&self.connection, run, document)? {
            Filed::Run(run) => self.holds_coding(document, "SELECT :run", Some(run)),
            Filed::Coder(_) => Ok(false),
        };
        holds().map_err(|fault| self.told(fault))
    }

    fn holds_coding(
        &self,
        document: &Document,
        runs: &str,
        run: Option<i64>,
    ) -> rusqlite::Result<bool> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT 1 FROM documents AS d
             JOIN versions AS v ON v.document = d.number AND v.hash = :hash
             JOIN coded AS c ON c.document = d.number AND c.version = v.number
             WHERE d.id = :id AND c.run IN ({runs})"
        ))?;
        let hash = rows::content_hash(document);
        match run {
            Some(run) => {
                statement.exists(named_params! { ":hash": hash, ":id": document.id, ":run": run })
            }
            None => statement.exists(named_params! { ":hash": hash, ":id": document.id }),
        }
    }

    /// Documents that `run` has not coded in the content that counts now, in
    /// the order they were first read; none for a run of a table. Store what
    /// you get and ask again, until nothing comes.
    pub fn uncoded(&self, run: RunId, limit: usize) -> Result<Vec<Document>> {
        self.find_uncoded(run, limit).map_err(|fault| self.told(fault))
    }

    fn find_uncoded(&self, run: RunId, limit: usize) -> std::result::Result<Vec<Document>, Fault> {
        if is_table_run(&self.connection, run.0)? {
            return Ok(Vec::new());
        }
        // Codings are never taken back, so what precedes the first gap stays coded.
        let start = self.uncoded_from.get().filter(|(of, _)| *of == run.0).map_or(0, |(_, n)| n);
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {}, v.number FROM versions AS v JOIN documents AS d ON d.number = v.document
             WHERE v.number >= :start AND v.kind <> 'row'
               AND NOT EXISTS (SELECT 1 FROM coded AS c WHERE c.document = v.document
                               AND c.version = v.number AND c.run = :run)
               AND {}
             ORDER BY v.number LIMIT :limit",
            rows::DOCUMENT_COLUMNS,
            schema::version_counts("v", false)
        ))?;
        let mut found = statement.query(named_params! {
            ":start": start, ":run": run.0, ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
            ":as_of": rapport_record::Dated::OPEN.to_string(),
        })?;
        let mut documents = Vec::new();
        while let Some(row) = found.next()? {
            if documents.is_empty() {
                self.uncoded_from.set(Some((run.0, row.get(13)?)));
            }
            documents.push(rows::document(row)?);
        }
        Ok(documents)
    }
}

fn find_run(connection: &Connection, coder: &str) -> rusqlite::Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT number FROM runs WHERE coder = ?1")?;
    statement.query_row([coder], |row| row.get(0)).optional()
}

fn begin_run(
    connection: &Connection,
    coder: &str,
    recorded_at: Timestamp,
) -> rusqlite::Result<i64> {
    connection.execute(
        "INSERT OR IGNORE INTO runs (coder, is_table, recorded_at) VALUES (?1, ?2, ?3)",
        params![coder, coder.starts_with(TABLE_CODER), recorded_at.as_microsecond()],
    )?;
    connection.query_row("SELECT number FROM runs WHERE coder = ?1", [coder], |row| row.get(0))
}

fn is_table_run(connection: &Connection, run: i64) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached("SELECT is_table FROM runs WHERE number = ?1")?;
    Ok(statement.query_row([run], |row| row.get(0)).optional()?.unwrap_or(false))
}

/// Where the coding of a document belongs.
enum Filed {
    Run(i64),
    /// Under the run of this coder, which has not begun.
    Coder(String),
}

/// Text belongs to the run that coded it; a row to the run of its table.
fn filed_under(
    connection: &Connection,
    run: RunId,
    document: &Document,
) -> rusqlite::Result<Filed> {
    if document.kind != DocumentKind::Row || is_table_run(connection, run.0)? {
        return Ok(Filed::Run(run.0));
    }
    let table = document.row.as_ref().map_or("", |row| row.table.as_str());
    let coder = format!("{TABLE_CODER}{table}");
    Ok(find_run(connection, &coder)?.map_or(Filed::Coder(coder), Filed::Run))
}

/// One run's writing within a transaction.
struct Writer<'a> {
    to: &'a Connection,
    run: i64,
    recorded_at: i64,
    ledger: &'a mut Ledger,
}

impl Writer<'_> {
    fn document(
        &mut self,
        document: &Document,
        coded: &Coded,
        stored: &mut Stored,
    ) -> std::result::Result<Vec<(i64, Trace)>, Fault> {
        let (number, is_new) = self.document_number(&document.id)?;
        let hash = rows::content_hash(document);
        let version = match self.version_number(number, &hash)? {
            Some(version) => version,
            None => {
                stored.new_documents += usize::from(is_new);
                stored.new_versions += usize::from(!is_new);
                self.add_version(number, is_new, &hash, document)?
            }
        };
        self.ledger.document(self.to, number, is_new)?;
        let n_added = self
            .to
            .prepare_cached("INSERT OR IGNORE INTO coded VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![number, version, self.run, self.recorded_at])?;
        if n_added == 0 {
            stored.unchanged += 1;
            return Ok(Vec::new());
        }
        let full_text = document.full_text();
        let is_row = document.kind == DocumentKind::Row;
        let mut traces = Vec::new();
        for report in &coded.reports {
            let place = Place { document: number, version, published_on: document.published_on };
            self.ledger.event(self.to, &event_key(report))?;
            let added = self.add_report(report, place, &full_text)?;
            self.add_involved(added, report, place, &coded.reports)?;
            traces.push((added, Trace::new(report, is_row)));
        }
        for arrangement in &coded.arrangements {
            let place = Place { document: number, version, published_on: document.published_on };
            self.add_arrangement(arrangement, place)?;
        }
        for (place, note) in coded.notes.iter().enumerate() {
            self.add_note(note, version, place)?;
        }
        stored.reports += coded.reports.len();
        stored.arrangements += coded.arrangements.len();
        stored.notes += coded.notes.len();
        Ok(traces)
    }

    fn document_number(&self, id: &str) -> rusqlite::Result<(i64, bool)> {
        let known = self
            .to
            .prepare_cached("SELECT number FROM documents WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        match known {
            Some(number) => Ok((number, false)),
            None => {
                let mut statement =
                    self.to.prepare_cached("INSERT INTO documents (id) VALUES (?1)")?;
                Ok((statement.insert([id])?, true))
            }
        }
    }

    fn version_number(&self, document: i64, hash: &[u8]) -> rusqlite::Result<Option<i64>> {
        self.to
            .prepare_cached("SELECT number FROM versions WHERE document = ?1 AND hash = ?2")?
            .query_row(params![document, hash], |row| row.get(0))
            .optional()
    }

    fn add_version(
        &self,
        number: i64,
        is_new: bool,
        hash: &[u8],
        document: &Document,
    ) -> rusqlite::Result<i64> {
        let version = self
            .to
            .prepare_cached(
                "INSERT INTO versions (document, hash, known_on, recorded_at, kind, title, text,
                     outlet, url, lang, section, licence, table_kind, table_row, more,
                     is_change)
                 VALUES (:document, :hash, :known_on, :recorded_at, :kind, :title, :text,
                     :outlet, :url, :lang, :section, :licence, :table, :row, :more,
                     :is_change)",
            )?
            .insert(named_params! {
                ":document": number,
                ":hash": hash,
                ":known_on": document.published_on.to_string(),
                ":recorded_at": self.recorded_at,
                ":kind": document.kind.as_str(),
                ":title": document.title,
                ":text": document.text,
                ":outlet": document.outlet,
                ":url": document.url,
                ":lang": document.lang,
                ":section": document.section,
                ":licence": document.licence,
                ":table": document.row.as_ref().map(|row| &row.table),
                ":row": document.row.as_ref().map(|row| &row.row),
                ":more": rows::more(document),
                ":is_change": !is_new,
            })?;
        self.to
            .prepare_cached("INSERT INTO words (rowid, title, text) VALUES (?1, ?2, ?3)")?
            .execute(params![version, document.title, document.text])?;
        Ok(version)
    }

    fn add_report(
        &self,
        report: &Report,
        place: Place,
        full_text: &str,
    ) -> std::result::Result<i64, Fault> {
        let text_chars = rows::text_chars(report, full_text);
        let (source, target) = (report.source.as_ref(), report.target.as_ref());
        let mut statement = self.to.prepare_cached(
            "INSERT INTO reports (id, document, version, run, event, type, mode, certainty,
                 source_actor, source_country, source_role,
                 target_actor, target_country, target_role, between_governments,
                 happened_from, happened_to, linked_on, known_on, recorded_at, goldstein, probability,
                 sentence_start, text_chars, json)
             VALUES (:id, :document, :version, :run, :event, :type, :mode, :certainty,
                 :source_actor, :source_country, :source_role,
                 :target_actor, :target_country, :target_role, :between_governments,
                 :happened_from, :happened_to, :linked_on, :known_on, :recorded_at, :goldstein, :probability,
                 :sentence_start, :text_chars, :json)",
        )?;
        Ok(statement.insert(named_params! {
            ":id": report.id,
            ":document": place.document,
            ":version": place.version,
            ":run": self.run,
            ":event": event_key(report),
            ":type": report.event_type.as_str(),
            ":mode": report.mode,
            ":certainty": report.certainty.as_str(),
            ":source_actor": source.map(|party| &party.actor),
            ":source_country": source.and_then(|party| party.country.as_ref()),
            ":source_role": source.and_then(|party| party.role).map(|role| role.as_str()),
            ":target_actor": target.map(|party| &party.actor),
            ":target_country": target.and_then(|party| party.country.as_ref()),
            ":target_role": target.and_then(|party| party.role).map(|role| role.as_str()),
            ":between_governments": report.is_between_governments(),
            ":happened_from": report.happened_on.from.to_string(),
            ":happened_to": report.happened_on.to.to_string(),
            ":linked_on": linked_on(
                report.happened_on.from,
                report.happened_on.to,
                report.known_on,
            ),
            ":known_on": report.known_on.max(place.published_on).to_string(),
            ":recorded_at": self.recorded_at,
            ":goldstein": report.goldstein,
            ":probability": report.probability,
            ":sentence_start": i64::try_from(report.sentence_start).unwrap_or(i64::MAX),
            ":text_chars": text_chars.map(|n| n as i64),
            ":json": rows::report_json(report, text_chars.is_none())?,
        })?)
    }

    fn add_involved(
        &self,
        number: i64,
        report: &Report,
        place: Place,
        of_document: &[Report],
    ) -> rusqlite::Result<()> {
        let sources: Vec<&str> = ids(report.source.as_ref()).collect();
        let targets: Vec<&str> = ids(report.target.as_ref()).collect();
        let about = report.about.iter().map(String::as_str);
        let named: Vec<&str> = named_beside(report, of_document).into_iter().collect();
        let mut involve = self.to.prepare_cached(
            "INSERT OR IGNORE INTO involved (actor, report, part) VALUES (?1, ?2, ?3)",
        )?;
        let parts = sources.iter().map(|actor| (*actor, "source"));
        let parts = parts.chain(targets.iter().map(|actor| (*actor, "target")));
        let parts = parts.chain(about.clone().map(|actor| (actor, "about")));
        for (actor, part) in parts.chain(named.iter().map(|actor| (*actor, "named"))) {
            involve.execute(params![actor, number, part])?;
        }
        // The direct pairs go first, so that a mere mention does not hide one.
        let mut pair = self.to.prepare_cached(
            "INSERT OR IGNORE INTO pairs (one, other, report, is_direct, event, happened_from,
                 happened_to, known_on, certainty, between_governments, has_goods, goldstein,
                 probability)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        let event = event_key(report);
        let mut add = |one: &str, other: &str, is_direct: bool| {
            pair.execute(params![
                one.min(other),
                one.max(other),
                number,
                is_direct,
                event,
                day_number(report.happened_on.from),
                day_number(report.happened_on.to),
                day_number(report.known_on.max(place.published_on)),
                report.certainty as i64,
                report.is_between_governments(),
                !report.goods.is_empty(),
                report.goldstein,
                report.probability,
            ])
        };
        for (source, target) in each_with_each(&sources, &targets) {
            add(source, target, true)?;
        }
        let parties = [sources, targets].concat();
        let mentioned: Vec<&str> = about.chain(named).collect();
        for (party, other) in each_with_each(&parties, &mentioned) {
            if party != other {
                add(party, other, false)?;
            }
        }
        Ok(())
    }

    fn add_arrangement(&self, arrangement: &Arrangement, place: Place) -> rusqlite::Result<()> {
        let number = self
            .to
            .prepare_cached(
                "INSERT INTO arrangements (id, document, version, run, kind, certainty,
                     since_from, until_to, known_on, recorded_at, json)
                 VALUES (:id, :document, :version, :run, :kind, :certainty,
                     :since_from, :until_to, :known_on, :recorded_at, :json)",
            )?
            .insert(named_params! {
                ":id": arrangement.id,
                ":document": place.document,
                ":version": place.version,
                ":run": self.run,
                ":kind": arrangement.kind.as_str(),
                ":certainty": arrangement.certainty.as_str(),
                ":since_from": arrangement.since.map(|(earliest, _)| earliest.to_string()),
                ":until_to": arrangement.until.map(|(_, latest)| latest.to_string()),
                ":known_on": arrangement.known_on.max(place.published_on).to_string(),
                ":recorded_at": self.recorded_at,
                ":json": rows::arrangement_json(arrangement),
            })?;
        for party in &arrangement.parties {
            self.to
                .prepare_cached("INSERT OR IGNORE INTO arrangement_parties VALUES (?1, ?2)")?
                .execute(params![party.actor, number])?;
        }
        for (place, evidence) in arrangement.evidence.iter().enumerate() {
            self.to.prepare_cached("INSERT INTO evidence VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(
                params![
                    number,
                    place as i64,
                    evidence.document,
                    evidence.sentence as i64,
                    evidence.quote
                ],
            )?;
        }
        Ok(())
    }

    fn add_note(&self, note: &Note, version: i64, place: usize) -> rusqlite::Result<()> {
        self.to.prepare_cached("INSERT INTO notes VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(
            params![
                version,
                self.run,
                place as i64,
                note.sentence.map(|sentence| sentence as i64),
                note.reason,
                note.message
            ],
        )?;
        Ok(())
    }
}

/// Where a coded thing was read.
#[derive(Clone, Copy)]
struct Place {
    document: i64,
    version: i64,
    published_on: jiff::civil::Date,
}

pub(crate) fn ids(party: Option<&Party>) -> impl Iterator<Item = &str> {
    party
        .into_iter()
        .flat_map(|party| std::iter::once(party.actor.as_str()).chain(party.country.as_deref()))
}

fn each_with_each<'a>(
    ones: &'a [&'a str],
    others: &'a [&'a str],
) -> impl Iterator<Item = (&'a str, &'a str)> {
    ones.iter().flat_map(move |one| others.iter().map(move |other| (*one, *other)))
}

/// Everyone whom the report's sentence names without being a party to it, as
/// far as its reports tell.
pub(crate) fn named_beside<'a>(report: &'a Report, of_document: &'a [Report]) -> BTreeSet<&'a str> {
    let others = report.others.iter().map(|other| other.actor.as_str());
    let act = report
        .act
        .iter()
        .flat_map(|act| act.source.as_deref().into_iter().chain(act.target.as_deref()));
    let place = report.place.iter().filter_map(|place| place.country.as_deref());
    let beside = of_document
        .iter()
        .filter(|other| other.sentence == report.sentence)
        .flat_map(|other| ids(other.source.as_ref()).chain(ids(other.target.as_ref())));
    let mut named: BTreeSet<&str> = others
        .chain(act)
        .chain(place)
        .chain(report.attributed_to.as_deref())
        .chain(beside)
        .collect();
    for party in ids(report.source.as_ref()).chain(ids(report.target.as_ref())) {
        named.remove(party);
    }
    named
}
