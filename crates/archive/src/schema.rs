//! The tables, and what marks a file as an archive.
//!
//! Days are ISO 8601 text; `recorded_at` is microseconds since 1970 in UTC
//! (`datetime(recorded_at / 1000000, 'unixepoch')` shows it). Nothing is ever
//! overwritten: what people corrected stands in tables of its own, with who,
//! when and why, and is laid over the reports on reading (`corrected.rs`).

/// `PRAGMA application_id` of an archive: "RPRT".
pub(crate) const APPLICATION_ID: i64 = 0x5250_5254;

/// `PRAGMA user_version`: raised whenever the tables change.
pub(crate) const VERSION: i64 = 3;

/// What every version holds; [`SINCE_VERSION_2`] and [`SINCE_VERSION_3`] add to it, and
/// `daily::TABLES` adds `pairs` and the sums.
///
/// * `versions.is_change` marks a content that was not the document's first.
/// * `coded` says which run has read which version of which document.
/// * `reports.json` is the contract's report without what stands elsewhere:
///   empty fields, and the sentence where it can be cut out of the document
///   again (`text_chars` code points from `sentence_start`; null where the
///   sentence had to be kept in the JSON).
/// * `reports.event` is the key of the report's own deed (`event_key`).
/// * `links` holds, there and back, which reports are likely one happening; events
///   are made from them on reading (`joining.rs`).
/// * `involved` says what part an actor plays in a report: `source` and
///   `target` (the actor and its country), `about`, and `named` (in the same
///   sentence otherwise: host, mediator, inner deed, place, another report).
/// * `pairs` (in `daily.rs`) holds, the smaller id first, each two actors of a report
///   that are source and target (`is_direct`), or a party and one that is only named.
/// * `corrections` and `undone` hold what people corrected and took back (`corrections.rs`).
/// * `words` is the full-text index over `versions`, which holds the text.
/// * The two views are for people who open the file in another tool; the
///   program itself reads the tables, as of a day.
pub(crate) const TABLES: &str = "
CREATE TABLE runs (
    number      INTEGER PRIMARY KEY,
    coder       TEXT NOT NULL UNIQUE,
    is_table    INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE versions (
    number      INTEGER PRIMARY KEY,
    document    INTEGER NOT NULL REFERENCES documents (number),
    hash        BLOB NOT NULL,
    known_on    TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    is_change   INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    outlet      TEXT,
    table_kind  TEXT,
    table_row   TEXT,
    url         TEXT,
    lang        TEXT,
    section     TEXT,
    licence     TEXT,
    more        TEXT,
    title       TEXT,
    text        TEXT NOT NULL,
    UNIQUE (document, hash)
) STRICT;
CREATE INDEX versions_by_day ON versions (kind, known_on);
CREATE INDEX versions_changed ON versions (document) WHERE is_change = 1;

CREATE TABLE coded (
    document    INTEGER NOT NULL,
    version     INTEGER NOT NULL REFERENCES versions (number),
    run         INTEGER NOT NULL REFERENCES runs (number),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (document, version, run)
) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
    number              INTEGER PRIMARY KEY,
    id                  TEXT NOT NULL,
    document            INTEGER NOT NULL,
    version             INTEGER NOT NULL,
    run                 INTEGER NOT NULL,
    event               TEXT NOT NULL,
    type                TEXT NOT NULL,
    mode                TEXT,
    certainty           TEXT NOT NULL,
    source_actor        TEXT,
    source_country      TEXT,
    source_role         TEXT,
    target_actor        TEXT,
    target_country      TEXT,
    target_role         TEXT,
    between_governments INTEGER NOT NULL,
    happened_from       TEXT NOT NULL,
    happened_to         TEXT NOT NULL,
    known_on            TEXT NOT NULL,
    recorded_at         INTEGER NOT NULL,
    goldstein           REAL NOT NULL,
    probability         REAL NOT NULL,
    sentence_start      INTEGER NOT NULL,
    text_chars          INTEGER,
    json                TEXT NOT NULL
) STRICT;
CREATE INDEX reports_by_version ON reports (version, run);
CREATE INDEX reports_by_event ON reports (event);
CREATE INDEX reports_by_day ON reports (happened_from, happened_to);

CREATE TABLE involved (
    actor  TEXT NOT NULL,
    report INTEGER NOT NULL,
    part   TEXT NOT NULL,
    PRIMARY KEY (actor, report, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE arrangements (
    number      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL,
    document    INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    run         INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    certainty   TEXT NOT NULL,
    since_from  TEXT,
    until_to    TEXT,
    known_on    TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    json        TEXT NOT NULL
) STRICT;
CREATE INDEX arrangements_by_id ON arrangements (id);
CREATE INDEX arrangements_by_version ON arrangements (version, run);

CREATE TABLE arrangement_parties (
    actor       TEXT NOT NULL,
    arrangement INTEGER NOT NULL,
    PRIMARY KEY (actor, arrangement)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    arrangement INTEGER NOT NULL,
    place       INTEGER NOT NULL,
    document    TEXT NOT NULL,
    sentence    INTEGER NOT NULL,
    quote       TEXT NOT NULL,
    PRIMARY KEY (arrangement, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    version  INTEGER NOT NULL,
    run      INTEGER NOT NULL,
    place    INTEGER NOT NULL,
    sentence INTEGER,
    reason   TEXT NOT NULL,
    message  TEXT NOT NULL,
    PRIMARY KEY (version, run, place)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content = 'versions', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIEW current_reports AS
SELECT r.* FROM reports AS r
WHERE NOT EXISTS (
    SELECT 1 FROM coded AS c
    JOIN versions AS v ON v.number = c.version
    JOIN versions AS own ON own.number = r.version
    WHERE c.document = r.document
      AND (v.known_on, v.recorded_at, v.hash, c.run)
        > (own.known_on, own.recorded_at, own.hash, r.run)
);
";

/// What version 2 adds to them, beside `daily::TABLES`.
pub(crate) const SINCE_VERSION_2: &str = "
CREATE TABLE links (
    one      INTEGER NOT NULL,
    other    INTEGER NOT NULL,
    likeness REAL NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (
    number      INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    anchors     TEXT NOT NULL,
    value       TEXT NOT NULL,
    author      TEXT NOT NULL,
    made_on     TEXT NOT NULL,
    reason      TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE undone (
    correction  INTEGER PRIMARY KEY REFERENCES corrections (number),
    undone_by   TEXT NOT NULL,
    undone_on   TEXT NOT NULL,
    reason      TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE VIEW event_keys AS
SELECT event AS id, type, min(source_actor) AS source, max(target_actor) AS target,
       happened_from, happened_to,
       count(DISTINCT document || ' ' || sentence_start) AS n_reports,
       min(known_on) AS known_on, max(known_on) AS last_report_on,
       min(recorded_at) AS recorded_at
FROM current_reports GROUP BY event;
";

/// What version 3 adds: under which day the reports of a country are found that may
/// be one happening (`joining.rs`), as days since 1970.
pub(crate) const SINCE_VERSION_3: &str = "
ALTER TABLE reports ADD COLUMN linked_on INTEGER;
CREATE INDEX reports_by_source_country ON reports (coalesce(source_country, source_actor), linked_on);
CREATE INDEX reports_by_target_country ON reports (coalesce(target_country, target_actor), linked_on);
";

/// What version 2 had in place of something that [`SINCE_VERSION_3`] adds.
pub(crate) const NOT_SINCE_VERSION_3: &str = "
DROP INDEX IF EXISTS reports_by_source_country;
DROP INDEX IF EXISTS reports_by_target_country;
";

/// What version 1 had in place of something that [`SINCE_VERSION_2`] adds.
pub(crate) const NOT_SINCE_VERSION_2: &str = "DROP VIEW events;";

/// The condition that a row of `coded`, `reports` or `arrangements`, under its
/// alias, counts as of `:as_of`: it was known by then, and its document has no
/// better coding that was. See "What counts" on the crate's page.
/// `among_runs` limits both to some codings, see [`runs_condition`].
pub(crate) fn counts(alias: &str, among_runs: bool) -> String {
    let own_run = runs_condition(alias, among_runs);
    let other_run = runs_condition("c", among_runs);
    format!(
        "{alias}.known_on <= :as_of {own_run}
         AND NOT EXISTS (
            SELECT 1 FROM coded AS c
            CROSS JOIN versions AS v ON v.number = c.version
            CROSS JOIN versions AS own ON own.number = {alias}.version
            WHERE c.document = {alias}.document
              AND (c.version <> {alias}.version OR c.run <> {alias}.run)
              {other_run}
              AND v.known_on <= :as_of
              AND (v.known_on, v.recorded_at, v.hash, c.run)
                > (own.known_on, own.recorded_at, own.hash, {alias}.run))"
    )
}

/// The condition that a row of `versions` is the one that counts as of `:as_of`.
pub(crate) fn version_counts(alias: &str, among_runs: bool) -> String {
    let coded = |version: &str| {
        if among_runs {
            format!(
                "AND EXISTS (SELECT 1 FROM coded AS c WHERE c.document = {version}.document
                 AND c.version = {version}.number {})",
                runs_condition("c", true)
            )
        } else {
            String::new()
        }
    };
    let (own_coded, other_coded) = (coded(alias), coded("w"));
    format!(
        "{alias}.known_on <= :as_of {own_coded}
         AND NOT EXISTS (
            SELECT 1 FROM versions AS w
            WHERE w.document = {alias}.document AND w.number <> {alias}.number
              AND w.known_on <= :as_of {other_coded}
              AND (w.known_on, w.recorded_at, w.hash)
                > ({alias}.known_on, {alias}.recorded_at, {alias}.hash))"
    )
}

/// The condition, begun with AND, that a row of `coded`, `reports` or `arrangements` is of
/// the runs in the JSON list `:runs`, or of those in `:tables` and recorded before `:before`;
/// nothing where all runs count.
pub(crate) fn runs_condition(alias: &str, among_runs: bool) -> String {
    if among_runs {
        format!(
            "AND ({alias}.run IN (SELECT value FROM json_each(:runs))
              OR {alias}.run IN (SELECT value FROM json_each(:tables))
                 AND {alias}.recorded_at < :before)"
        )
    } else {
        String::new()
    }
}
