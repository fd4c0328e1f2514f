//! The sums kept beside the reports say what the reports say.

use super::{
    fixtures::{archive, now, told},
    laws::{Batch, answers, batches, days},
};
use crate::{Archive, Outline, Query, RunId, schema};
use proptest::prelude::*;
use rapport_record::{Certainty, Coded, Date, EventType, Period};
use rusqlite::Connection;

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn sums_are_what_a_full_query_computes(
        batch in batches(),
        recoded in prop::collection::vec(any::<bool>(), 12),
        sizes in prop::collection::vec(1usize..4, 1..8),
        as_of in prop::option::of(days()),
        since in prop::option::of(days()),
    ) {
        let archive = filled(&batch, &recoded, &sizes);
        check(&archive, as_of, Period { since, until: None });
        check(&archive, as_of, Period { since: None, until: since });
    }

    #[test]
    fn outlines_lead_to_the_events(batch in batches(), recoded in prop::collection::vec(any::<bool>(), 12),
                                   as_of in prop::option::of(days()), about in any::<bool>()) {
        let archive = filled(&batch, &recoded, &[3]);
        let sides = Some((vec!["RUS".to_owned(), "USA".into()], vec!["PRK".to_owned(), "nato".into()]));
        let query = Query { as_of, between: sides, about, ..Query::default() };
        let (outlines, events) = (archive.outlines(&query).unwrap(), archive.events(&query).unwrap());
        let ids: Vec<String> = outlines.iter().map(Outline::id).collect();
        let keys: std::collections::BTreeSet<String> =
            archive.reports(&query).unwrap().iter().map(|report| crate::event_key(report)).collect();
        prop_assert_eq!(ids.iter().cloned().collect::<std::collections::BTreeSet<_>>(), keys);
        let told = archive.events_holding(&ids, &query).unwrap();
        prop_assert_eq!(told.iter().map(|told| &told.0).collect::<Vec<_>>(), events.iter().collect::<Vec<_>>());
        let mut reports: Vec<String> =
            told.into_iter().flat_map(|(_, reports)| reports).map(|report| report.what.id).collect();
        let mut expected: Vec<String> =
            archive.reports(&query).unwrap().into_iter().map(|report| report.what.id).collect();
        reports.sort();
        expected.sort();
        prop_assert_eq!(reports, expected);
    }

    #[test]
    fn an_archive_of_version_1_answers_the_same_once_it_is_opened(
        batch in batches(), recoded in prop::collection::vec(any::<bool>(), 12), as_of in days(),
    ) {
        let new = filled(&batch, &recoded, &[3]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        write_version_1(&new, &path);
        let old = Archive::open(&path).unwrap();
        prop_assert_eq!(answers(&new), answers(&old));
        check(&old, None, Period::default());
        check(&old, Some(as_of), Period::default());
        let version: i64 =
            old.connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        prop_assert_eq!(version, schema::VERSION);
        prop_assert_eq!(dump(&new), dump(&old));
    }
}

/// Every sum of the archive against the full query.
fn check(archive: &Archive, as_of: Option<Date>, period: Period) {
    let query = Query { as_of, ..Query::default() };
    assert_eq!(archive.dyads(&query).unwrap(), archive.sum_dyads(&query).unwrap());
    assert_eq!(
        archive.documents_per_day(&Query { period, ..query.clone() }).unwrap(),
        archive.count_days(as_of, period).unwrap()
    );
    for outlets in [vec![], vec!["A".to_owned(), "CC".into()]] {
        let query = Query { as_of, period, outlets, ..Query::default() };
        assert_eq!(
            archive.outlet_days(&query).unwrap(),
            archive.count_outlet_days(&query).unwrap()
        );
    }
    for actor in ["RUS", "PRK", "KOR"] {
        let mut counted =
            archive.count_dealings(actor, &Query { as_of, period, ..Query::default() }).unwrap();
        counted.sort_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
        assert_eq!(
            archive.dealings(actor, &Query { period, ..query.clone() }).unwrap(),
            counted,
            "{actor}"
        );
    }
    let sides = Some((vec!["RUS".to_owned()], vec!["PRK".to_owned(), "USA".into()]));
    let asked = Query { as_of, period, between: sides, about: true, ..Query::default() };
    // Naming every outlet asks the reports themselves.
    let outlets = archive.outlets().unwrap();
    let by_reports = Query { outlets, ..asked.clone() };
    let quick: Vec<Outline> = archive.outlines(&asked).unwrap();
    if !by_reports.outlets.is_empty() {
        assert_eq!(quick, archive.outlines(&by_reports).unwrap());
    }
}

/// An archive that read a batch in parts, and coded some of it anew.
fn filled(batch: &Batch, recoded: &[bool], sizes: &[usize]) -> Archive {
    let (mut archive, run) = archive();
    let mut rest = &batch[..];
    for size in sizes.iter().copied().chain([usize::MAX]) {
        let (part, later) = rest.split_at(size.min(rest.len()));
        archive.store(run, part, now()).unwrap();
        rest = later;
    }
    if recoded.iter().any(|is_recoded| *is_recoded) {
        let new: RunId = archive.run_for("rules-2", now()).unwrap();
        let again: Batch = batch
            .iter()
            .zip(recoded)
            .filter(|(_, is_recoded)| **is_recoded)
            .map(|((document, coded), _)| (document.clone(), otherwise(coded)))
            .collect();
        archive.store(new, &again, now()).unwrap();
    }
    archive
}

/// What a better coder might read: one report less, and another type.
pub(super) fn otherwise(coded: &Coded) -> Coded {
    let mut coded = coded.clone();
    coded.reports.pop();
    for report in &mut coded.reports {
        report.event_type = EventType::Threaten;
        report.goldstein = -4.4;
        report.certainty = Certainty::Reported;
    }
    coded
}

/// The same content under the tables of version 1.
fn write_version_1(new: &Archive, path: &std::path::Path) {
    let old = Connection::open(path).unwrap();
    old.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    old.execute_batch(include_str!("version_1.sql")).unwrap();
    old.pragma_update(None, "application_id", schema::APPLICATION_ID).unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    drop(old);
    let copy = new.connection.execute("ATTACH ?1 AS old", [path.to_str().unwrap()]);
    copy.unwrap();
    for table in [
        "runs",
        "documents",
        "versions",
        "coded",
        "reports",
        "involved",
        "arrangements",
        "arrangement_parties",
        "evidence",
        "notes",
    ] {
        let columns: String = new
            .connection
            .query_row(
                "SELECT group_concat(name) FROM pragma_table_info(?1, 'old')",
                [table],
                |row| row.get(0),
            )
            .unwrap();
        let sql = format!("INSERT INTO old.{table} SELECT {columns} FROM main.{table}");
        new.connection.execute(&sql, []).unwrap();
    }
    let pairs = "INSERT INTO old.pairs SELECT one, other, report, is_direct FROM main.pairs";
    new.connection.execute(pairs, []).unwrap();
    new.connection.execute_batch("DETACH old").unwrap();
}

/// All that this version keeps, row by row.
fn dump(archive: &Archive) -> Vec<String> {
    let mut all = Vec::new();
    for table in [
        "pairs",
        "superseded",
        "document_days",
        "outlet_days",
        "dyad_days",
        "dyad_years",
        "dealings",
    ] {
        let mut statement = archive.connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let n_columns = statement.column_count();
        let mut found = statement.query([]).unwrap();
        let before = all.len();
        while let Some(row) = found.next().unwrap() {
            let values: Vec<rusqlite::types::Value> =
                (0..n_columns).map(|n| row.get(n).unwrap()).collect();
            // A row that says "nothing, after all" may be there or not.
            let is_nothing = table != "pairs" && table != "superseded" && {
                let numbers = match table {
                    "document_days" | "dealings" => 1,
                    _ => 3,
                };
                values[n_columns - numbers..]
                    .iter()
                    .all(|v| *v == rusqlite::types::Value::Integer(0))
            };
            if !is_nothing {
                all.push(format!("{table} {values:?}"));
            }
        }
        all[before..].sort();
    }
    all
}

#[test]
fn a_likelier_report_changes_the_sum_from_its_own_day_on() {
    let (mut archive, run) = archive();
    let mut early = told("a", "2024-06-03", "RUS", "PRK");
    early.1.reports[0].goldstein = 1.0;
    let mut likelier = told("b", "2024-06-09", "RUS", "PRK");
    let report = &mut likelier.1.reports[0];
    report.happened_on = early.1.reports[0].happened_on;
    (report.goldstein, report.probability) = (4.0, 0.9);
    archive.store(run, &[likelier], now()).unwrap();
    archive.store(run, &[early], now()).unwrap();
    let sum = |as_of: &str| {
        let query = Query { as_of: Some(as_of.parse().unwrap()), ..Query::default() };
        archive.dyads(&query).unwrap().first().map(|dyad| (dyad.n, dyad.sum))
    };
    assert_eq!(sum("2024-06-02"), None);
    assert_eq!(sum("2024-06-08"), Some((1, 1.0)));
    assert_eq!(sum("2024-06-09"), Some((1, 4.0)));
    assert_eq!(sum("2025-01-01"), Some((1, 4.0)));
}

#[test]
fn an_old_archive_that_may_not_be_written_answers_from_its_reports() {
    let (mut new, run) = archive();
    new.store(run, &[told("a", "2024-06-03", "RUS", "PRK")], now()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    write_version_1(&new, &path);
    Connection::open(&path).unwrap().pragma_update(None, "journal_mode", "DELETE").unwrap();
    let mut old = Archive::open(&path).unwrap();
    // Opened by one who may write it was brought up to date; take that back.
    old.is_summed = false;
    old.connection.execute_batch("DELETE FROM document_days; DELETE FROM dyad_days").unwrap();
    assert_eq!(answers(&old), answers(&new));
    let sides = Some((vec!["RUS".to_owned()], vec!["PRK".to_owned()]));
    let query = Query { between: sides, ..Query::default() };
    assert_eq!(old.outlines(&query).unwrap(), new.outlines(&query).unwrap());
    assert_eq!(old.outlets().unwrap(), new.outlets().unwrap());
}
