//! Files that cannot be opened or written: what is said, and what is asked of it.

use super::fixtures::{archive, now, told};
use crate::{Archive, Codings, Error, Query, RunId, schema};
use rusqlite::Connection;
use std::{fs, path::Path, time::Duration};

#[track_caller]
fn check(error: &Error, path: &Path, words: &str) {
    let message = error.to_string();
    assert!(message.starts_with(&path.display().to_string()), "{message}");
    assert!(message.contains(words), "{message}");
    assert!(message.contains("\nhint: "), "{message}");
}

#[test]
fn a_missing_file_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.db");
    let error = Archive::open(&path).unwrap_err();
    assert!(error.is_missing() && !error.is_not_an_archive());
    check(&error, &path, "no archive here");
    assert!(!path.exists(), "asking makes no file");
}

#[test]
fn a_missing_folder_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere/rapport.db");
    let error = Archive::create_or_open(&path).unwrap_err();
    assert!(error.is_missing());
    check(&error, &path, "nowhere does not exist");
}

#[test]
fn a_folder_is_no_archive() {
    let folder = tempfile::tempdir().unwrap();
    for error in [Archive::open(folder.path()), Archive::create_or_open(folder.path())] {
        let error = error.unwrap_err();
        assert!(error.is_not_an_archive());
        check(&error, folder.path(), "this is a folder");
    }
}

#[test]
fn a_text_file_is_no_archive_and_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.jsonl");
    for text in ["{}\n".to_owned(), "{\"id\": \"1\", \"text\": \"…\"}\n".repeat(900)] {
        fs::write(&path, &text).unwrap();
        for error in [Archive::open(&path), Archive::create_or_open(&path)] {
            let error = error.unwrap_err();
            assert!(error.is_not_an_archive());
            check(&error, &path, "no Rapport archive: it is some other kind of file");
            assert!(std::error::Error::source(&error).is_some());
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn another_programs_database_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.sqlite");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let before = fs::read(&path).unwrap();
    for error in [Archive::open(&path), Archive::create_or_open(&path)] {
        let error = error.unwrap_err();
        assert!(error.is_not_an_archive());
        check(&error, &path, "another program");
    }
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_newer_archive_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rapport.db");
    let newer = Archive::create_or_open(&path).unwrap();
    newer.connection.pragma_update(None, "user_version", schema::VERSION + 1).unwrap();
    drop(newer);
    for error in [Archive::open(&path), Archive::create_or_open(&path)] {
        let error = error.unwrap_err();
        assert!(error.is_newer_version() && !error.is_not_an_archive());
        check(&error, &path, "written by a newer Rapport");
        check(&error, &path, "update Rapport or choose another archive");
    }
}

#[test]
fn an_empty_file_is_filled_by_reading_and_refused_by_asking() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rapport.db");
    fs::write(&path, "").unwrap();
    check(&Archive::open(&path).unwrap_err(), &path, "empty");
    Archive::create_or_open(&path).unwrap();
    assert!(Archive::open(&path).unwrap().reports(&Query::default()).unwrap().is_empty());
}

#[test]
fn a_damaged_archive_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rapport.db");
    let mut archive = Archive::create_or_open(&path).unwrap();
    let run = archive.run_for("rules-1", now()).unwrap();
    archive.store(run, &[told("a", "2024-06-01", "RUS", "PRK")], now()).unwrap();
    archive.connection.execute("UPDATE reports SET json = '{\"id\":1'", []).unwrap();
    let error = archive.reports(&Query::default()).unwrap_err();
    assert!(error.is_damaged());
    check(&error, &path, "the report that begins `{\"id\":1`");
    drop(archive);
    let mut bytes = fs::read(&path).unwrap();
    let len = bytes.len();
    bytes[200..len].fill(7);
    fs::write(&path, bytes).unwrap();
    let error = Archive::open(&path).and_then(|archive| archive.counts().map(|_| ())).unwrap_err();
    assert!(error.is_damaged(), "{error:?}");
}

#[test]
fn a_full_disk_is_told_and_loses_only_the_last_batch() {
    let (mut archive, run) = archive();
    archive.store(run, &[told("a", "2024-06-01", "RUS", "PRK")], now()).unwrap();
    let n_pages: i64 =
        archive.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    // The setting answers with a row, so it is asked rather than set.
    let limit = format!("PRAGMA max_page_count = {n_pages}");
    archive.connection.query_row(&limit, [], |_| Ok(())).unwrap();
    let many: Vec<_> =
        (0..500).map(|n| told(&format!("b{n}"), "2024-06-02", "RUS", "PRK")).collect();
    let error = archive.store(run, &many, now()).unwrap_err();
    assert!(error.is_disk_full());
    check(&error, Path::new(":memory:"), "everything before it was");
    assert_eq!(archive.reports(&Query::default()).unwrap().len(), 1);
}

#[test]
fn another_writer_is_waited_for_and_then_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rapport.db");
    let mut archive = Archive::create_or_open(&path).unwrap();
    let run = archive.run_for("rules-1", now()).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    archive.connection.busy_timeout(Duration::from_millis(20)).unwrap();
    let batch = [told("a", "2024-06-01", "RUS", "PRK")];
    let error = archive.store(run, &batch, now()).unwrap_err();
    assert!(error.is_locked());
    check(&error, &path, "another program is writing");
    assert!(archive.reports(&Query::default()).unwrap().is_empty(), "reading goes on");
    assert_eq!(Archive::open(&path).unwrap().runs().unwrap().len(), 1, "opening too");
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(archive.store(run, &batch, now()).unwrap().reports, 1);
}

#[test]
fn an_unknown_run_names_the_known_ones() {
    let (archive, _) = archive();
    for error in [
        archive.find_run("rules-9").unwrap_err(),
        archive
            .reports(&Query { codings: Codings::Replay(RunId(9)), ..Query::default() })
            .unwrap_err(),
    ] {
        assert!(error.is_unknown_run());
        check(&error, Path::new(":memory:"), "runs are: 1 (rules-1)");
    }
}

#[test]
fn a_number_that_is_none_is_refused_with_its_report() {
    let (mut archive, run) = archive();
    let mut broken = told("a", "2024-06-01", "RUS", "PRK");
    broken.1.reports[0].probability = f64::NAN;
    let error = archive.store(run, &[broken], now()).unwrap_err();
    check(&error, Path::new(":memory:"), "a:0:0: `probability` is not a finite number");
    assert_eq!(archive.counts().unwrap().documents, 0);
}

/// Permissions bind nobody who is root, so the child runs as somebody else.
#[cfg(unix)]
#[test]
fn a_read_only_archive_can_be_asked_and_not_written() {
    use super::surviving::child;
    use std::os::unix::fs::{PermissionsExt, chown};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rapport.db");
    let mut archive = Archive::create_or_open(&path).unwrap();
    let run = archive.run_for("rules-1", now()).unwrap();
    archive.store(run, &[told("a", "2024-06-01", "RUS", "PRK")], now()).unwrap();
    drop(archive);
    const NOBODY: u32 = 65_534;
    let is_root = chown(folder.path(), Some(NOBODY), Some(NOBODY)).is_ok();
    chown(&path, is_root.then_some(NOBODY), None).unwrap();
    for (folder_mode, file_mode) in [(0o555, 0o644), (0o555, 0o444), (0o755, 0o444)] {
        fs::set_permissions(&path, fs::Permissions::from_mode(file_mode)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(folder_mode)).unwrap();
        let mut command = child("child_that_may_not_write", &path);
        if is_root {
            std::os::unix::process::CommandExt::uid(&mut command, NOBODY);
        }
        let Ok(output) = command.output() else { return }; // Nobody may not run this binary.
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let ended = output.status.success() && said.contains("1 passed");
        assert!(ended, "{folder_mode:o} {file_mode:o}\n{said}");
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
#[ignore = "run by the test above, in a process of its own"]
fn child_that_may_not_write() {
    let Ok(path) = std::env::var(super::surviving::PATH) else { return };
    let path = Path::new(&path);
    let error = Archive::create_or_open(path).unwrap_err();
    assert!(error.is_read_only(), "{error:?}");
    check(&error, path, "");
    let mut archive = Archive::open(path).unwrap();
    assert_eq!(archive.reports(&Query::default()).unwrap().len(), 1);
    let error = archive.run_for("rules-2", now()).unwrap_err();
    assert!(error.is_read_only(), "{error:?}");
    check(&error, path, "read-only");
}
