//! Killed in the middle of a reading: nothing is lost, and a second run finishes.

use crate::support::{Folder, document};
use rusqlite::{Connection, OpenFlags};
use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

const N_DOCUMENTS: usize = 4_000;

/// So many are stored before it is killed.
const N_KEPT_MIN: usize = 1_000;

/// Invented notes on eight states; the same every time.
fn write_notes(folder: &Folder) {
    const STATES: [&str; 8] =
        ["Russia", "Japan", "China", "France", "Brazil", "India", "Kenya", "Poland"];
    const DEEDS: [&str; 7] = [
        "condemned",
        "praised",
        "met",
        "threatened",
        "thanked",
        "visited",
        "signed an agreement with",
    ];
    let file = std::fs::File::create(folder.path("notes.jsonl")).expect("it can be written");
    let mut out = std::io::BufWriter::new(file);
    for n in 0..N_DOCUMENTS {
        let (a, b) = (STATES[n % 8], STATES[(n + 1 + n / 8 % 7) % 8]);
        let date = format!("2024-{:02}-{:02}", n % 12 + 1, n / 12 % 28 + 1);
        let note = document(
            &format!("note-{n}"),
            &date,
            &format!("{a} {} {b}. This is note {n}.", DEEDS[n / 3 % 7]),
        );
        writeln!(out, "{note}").expect("it can be written");
    }
    out.flush().expect("it can be written");
}

/// Documents that another program finds in the archive, none while it is being made.
fn n_stored(folder: &Folder) -> usize {
    let archive =
        Connection::open_with_flags(folder.path("rapport.db"), OpenFlags::SQLITE_OPEN_READ_ONLY);
    let n = archive.and_then(|archive| {
        archive.query_row("SELECT count(*) FROM coded", [], |row| row.get::<_, i64>(0))
    });
    n.map_or(0, |n| usize::try_from(n).expect("a count"))
}

#[test]
fn a_killed_reading_is_finished_by_the_next() {
    let folder = Folder::new();
    write_notes(&folder);
    let mut reading = folder
        .command(&["read", "notes.jsonl"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let began = Instant::now();
    while n_stored(&folder) < N_KEPT_MIN {
        assert!(began.elapsed() < Duration::from_secs(120), "no progress");
        assert!(
            reading.try_wait().expect("a child").is_none(),
            "it ended before it could be killed"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    reading.kill().expect("it runs");
    reading.wait().expect("a child");
    let kept = n_stored(&folder);
    assert!((N_KEPT_MIN..N_DOCUMENTS).contains(&kept), "{kept}");

    // The archive opens and answers, and holds whole batches only.
    assert!(!folder.events("Russia", "Japan", "rapport.db").is_empty());
    let known = format!("{} new, 0 changed, {kept} known before", N_DOCUMENTS - kept);
    folder.run(&["read", "notes.jsonl"]).succeeds().says(&[&known]);

    folder
        .run(&["read", "notes.jsonl", "--archive", "whole.db"])
        .succeeds()
        .says(&[&format!("{N_DOCUMENTS} new")]);
    for (a, b) in
        [("Russia", "Japan"), ("Russia", "China"), ("India", "Kenya"), ("Brazil", "Poland")]
    {
        assert_eq!(
            folder.events(a, b, "rapport.db"),
            folder.events(a, b, "whole.db"),
            "{a} and {b}"
        );
    }
    let integrity = Connection::open(folder.path("rapport.db")).and_then(|archive| {
        archive.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0))
    });
    assert_eq!(integrity.expect("it opens"), "ok");
}
