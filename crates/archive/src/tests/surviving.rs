//! A writer that is killed loses nothing it has said to be stored.

use super::fixtures::{now, told};
use crate::{Archive, Query};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

/// Tells a child which archive to use.
pub(super) const PATH: &str = "RAPPORT_TEST_ARCHIVE";

/// This test binary again, to run one ignored test on the archive at `path`.
pub(super) fn child(test: &str, path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--nocapture", test]).env(PATH, path);
    command
}

#[test]
fn a_killed_writer_loses_nothing_it_said_to_be_stored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rapport.db");
    for round in 0..3 {
        let mut writer = child("child_that_stores_until_killed", &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(writer.stdout.take().unwrap()).lines();
        let stored: Vec<String> = said
            .by_ref()
            .map(Result::unwrap)
            .filter_map(|line| line.split_once("stored ").map(|(_, id)| id.to_owned()))
            .take(5 + 10 * round)
            .collect();
        writer.kill().unwrap();
        writer.wait().unwrap();
        let archive = Archive::open(&path).unwrap();
        for id in &stored {
            let coded = archive.coded(id, None).unwrap();
            assert_eq!(coded.map(|coded| coded.reports.len()), Some(1), "{id}");
        }
        let counts = archive.counts().unwrap();
        assert_eq!(counts.documents, counts.reports, "no batch is half there");
        assert_eq!(counts.documents % 3, 0, "no batch is half there");
    }
    // A second reading of the same input finishes the job.
    let mut archive = Archive::create_or_open(&path).unwrap();
    let run = archive.run_for("rules-1", now()).unwrap();
    for n in 0..60 {
        archive.store(run, &batch(n), now()).unwrap();
    }
    assert!(archive.reports(&Query::default()).unwrap().len() >= 180);
}

fn batch(n: usize) -> Vec<(rapport_record::Document, rapport_record::Coded)> {
    (0..3).map(|i| told(&format!("d{}", 3 * n + i), "2024-06-01", "RUS", "PRK")).collect()
}

#[test]
#[ignore = "run by the test above, in a process of its own"]
fn child_that_stores_until_killed() {
    let Ok(path) = std::env::var(PATH) else { return };
    let mut archive = Archive::create_or_open(Path::new(&path)).unwrap();
    let run = archive.run_for("rules-1", now()).unwrap();
    for n in 0.. {
        let batch = batch(n);
        archive.store(run, &batch, now()).unwrap();
        println!("stored {}", batch[2].0.id);
    }
}
