-- The tables of an archive of version 1, as Rapport 0.1 made them.
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
CREATE INDEX reports_for_dyads ON reports (
    source_actor, target_actor, event, probability DESC, known_on, id,
    goldstein, document, version, run, between_governments, certainty
) WHERE between_governments = 1 AND certainty = 'reported';

CREATE TABLE involved (
    actor  TEXT NOT NULL,
    report INTEGER NOT NULL,
    part   TEXT NOT NULL,
    PRIMARY KEY (actor, report, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE pairs (
    one       TEXT NOT NULL,
    other     TEXT NOT NULL,
    report    INTEGER NOT NULL,
    is_direct INTEGER NOT NULL,
    PRIMARY KEY (one, other, report)
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

CREATE VIEW events AS
SELECT event AS id, type, min(source_actor) AS source, max(target_actor) AS target,
       happened_from, happened_to,
       count(DISTINCT document || ' ' || sentence_start) AS n_reports,
       min(known_on) AS known_on, max(known_on) AS last_report_on,
       min(recorded_at) AS recorded_at
FROM current_reports GROUP BY event;
