"""Multiply an archive of invented events, to time questions to a very large one.

    python3 benches/tenfold.py SMALL.db LARGE.db [TIMES]

LARGE holds the content of SMALL so many times (10; at most 16), each copy under document
and event ids of its own and on the same days. Filling an archive of ten
million events through the writer takes most of an hour of one core; this takes minutes,
and gives the same tables, because every sum beside the reports is a sum over
copies that share nothing. `rapport bench survive` and the tests of
`crates/archive` check the writer itself.
"""

import os
import sqlite3
import sys


def main(small, large, times=10):
    if os.path.exists(large):
        sys.exit(f"{large}: is there already\nhint: name a file that is not")
    db = sqlite3.connect(large, isolation_level=None)
    db.execute("PRAGMA page_size = 4096")
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -2000000")
    db.execute("ATTACH ? AS small", (small,))
    schema = db.execute("SELECT type, name, sql FROM small.sqlite_schema WHERE sql NOT NULL").fetchall()
    shadow = tuple(f"words_{part}" for part in ("data", "idx", "content", "docsize", "config"))
    for kind, name, sql in schema:
        if kind == "table" and name not in shadow:
            db.execute(sql)
    count = lambda table: db.execute(f"SELECT ifnull(max(number), 0) FROM small.{table}").fetchone()[0]
    n = {table: count(table) for table in ("documents", "versions", "reports")}
    db.execute("BEGIN")
    db.execute("INSERT INTO runs SELECT * FROM small.runs")
    columns = lambda table: [row[1] for row in db.execute(f"PRAGMA small.table_info({table})")]

    def copy(table, k, changed, order=""):
        names = columns(table)
        values = ", ".join(changed.get(name, name) for name in names)
        db.execute(f"INSERT INTO main.{table} SELECT {values} FROM small.{table} {order}")

    for k in range(times):
        d, v, r = (f"{{0}} + {k * n[t]}" for t in ("documents", "versions", "reports"))
        # Turned round by k digits, an id is another one.
        event = f"substr(event, {k + 1}) || substr(event, 1, {k})"
        copy("documents", k, {"number": d.format("number"), "id": f"'k{k}' || id"})
        copy("versions", k, {
            "number": v.format("number"), "document": d.format("document"),
            "hash": f"CAST(hash || '{k}' AS BLOB)",
        })
        copy("coded", k, {"document": d.format("document"), "version": v.format("version")})
        copy("reports", k, {
            "number": r.format("number"), "id": f"'k{k}' || id", "document": d.format("document"),
            "version": v.format("version"), "event": event,
            "json": f"replace(replace(json, '\"id\":\"g', '\"id\":\"k{k}g'), "
                    f"'\"document\":\"g', '\"document\":\"k{k}g')",
        })
        print(f"copy {k + 1} of {times}", file=sys.stderr, flush=True)
    # What is sorted by other things is written in its order, once.
    numbers = f"WITH RECURSIVE k (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM k WHERE k + 1 < {times}) "
    for table, order in (("involved", "actor, report"), ("pairs", "one, other, happened_from, report")):
        values = ", ".join(
            f"s.report + k.k * {n['reports']}" if name == "report"
            else "substr(s.event, k.k + 1) || substr(s.event, 1, k.k)" if name == "event"
            else f"s.{name}"
            for name in columns(table)
        )
        order = ", ".join("s." + name if name != "report" else "k.k, s.report" for name in order.split(", "))
        db.execute(f"{numbers} INSERT INTO main.{table} SELECT {values} FROM small.{table} AS s, k ORDER BY {order}")
        print(table, file=sys.stderr, flush=True)
    sums = {"n", "sum", "squares", "n_documents", "n_reports", "n_hostile"}
    for table in ("document_days", "outlet_days", "dyad_days", "dyad_years", "dealings"):
        copy(table, 0, {name: f"{name} * {times}" for name in columns(table) if name in sums})
    for kind, name, sql in schema:
        if kind in ("index", "view"):
            db.execute(sql)
            print(name, file=sys.stderr, flush=True)
    db.execute("INSERT INTO words (words) VALUES ('rebuild')")
    db.execute("COMMIT")
    for pragma in ("application_id", "user_version"):
        value = db.execute(f"PRAGMA small.{pragma}").fetchone()[0]
        db.execute(f"PRAGMA main.{pragma} = {value}")
    db.execute("DETACH small")
    db.execute("PRAGMA journal_mode = WAL")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:4]))
