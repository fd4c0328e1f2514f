//! Paths to files: one file is itself, a folder is what can be read in it.

use crate::error::{Error, Skipped};
use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

/// Name endings that [`crate::documents`] knows, without `.gz`.
const KNOWN_ENDINGS: &[&str] = &["jsonl", "ndjson", "json", "csv", "tsv", "txt", "text"];

/// How the names of the files end that SQLite keeps beside a database.
const COMPANIONS: &[&str] = &["-wal", "-shm", "-journal"];

/// What a SQLite database begins with.
const SQLITE_MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Folders within folders are followed so far down.
const DEPTH_MAX: usize = 32;

/// What a path leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    /// Files to read, sorted by path.
    pub paths: Vec<PathBuf>,
    /// What lies in a folder and may hold documents that are not read, each with the reason.
    pub left_out: Vec<Skipped>,
    /// What lies in a folder and is no document by its name or nature, each with the reason.
    pub no_documents: Vec<Skipped>,
}

/// The files a path leads to: itself, or those of a folder and its folders
/// whose names end in .jsonl, .ndjson, .json, .csv, .tsv, .txt or .text (.gz too), sorted.
///
/// # Errors
/// If nothing lies at the path, or a folder cannot be listed.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    Ok(find(path)?.paths)
}

/// Like [`files`], and says what was left out.
///
/// # Errors
/// If nothing lies at the path, or the folder cannot be listed.
pub fn find(path: &Path) -> Result<Files, Error> {
    search(path, None)
}

/// Like [`find`], but leaves a database and its companions (`-wal`, `-shm`) out
/// of a folder without a word: the archive that is read into.
///
/// # Errors
/// If nothing lies at the path, or the folder cannot be listed.
pub fn find_around(own: &Path, path: &Path) -> Result<Files, Error> {
    search(path, Some(own))
}

/// Opens a file for reading.
///
/// # Errors
/// If it is missing, may not be read, or is a folder.
pub fn open(path: &Path) -> Result<File, Error> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Error::io(&name, error))?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(Error::io(&name, io::Error::from(io::ErrorKind::IsADirectory)));
    }
    Ok(file)
}

fn search(path: &Path, own: Option<&Path>) -> Result<Files, Error> {
    let name = path.display().to_string();
    let about = fs::metadata(path).map_err(|error| Error::io(&name, error))?;
    let mut found = Files::default();
    if about.is_dir() {
        let own = own.and_then(|own| own.canonicalize().ok());
        walk(path, 0, own.as_deref(), &mut found).map_err(|error| Error::io(&name, error))?;
    } else {
        found.paths.push(path.to_owned());
    }
    Ok(found)
}

fn walk(folder: &Path, depth: usize, own: Option<&Path>, found: &mut Files) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let database = database_of(&path);
        if own.is_some() && database.canonicalize().ok().as_deref() == own {
            continue;
        }
        let skipped = |reason: &str| Skipped::new(path.display().to_string(), reason);
        if entry.file_name().to_string_lossy().starts_with('.') {
            found.no_documents.push(skipped("its name begins with a full stop"));
        } else if entry.file_type()?.is_symlink() && path.is_dir() {
            found.left_out.push(skipped("it is a link to a folder"));
        } else if path.is_dir() {
            if depth == DEPTH_MAX {
                found.left_out.push(skipped("it lies too many folders down"));
            } else if let Err(error) = walk(&path, depth + 1, own, found) {
                let reason = format!("the folder cannot be listed ({error})");
                found.left_out.push(skipped(&reason));
            }
        } else if has_known_ending(&path) {
            found.paths.push(path);
        } else if is_sqlite(&database) {
            let reason = "it is a SQLite database, or belongs to one, and no text";
            found.no_documents.push(skipped(reason));
        } else {
            found.no_documents.push(skipped("its name has no ending of a format that is read"));
        }
    }
    Ok(())
}

/// The database that a file is, or would be a companion of: `a.db` for `a.db-wal`.
fn database_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let companion_of = COMPANIONS.iter().find_map(|ending| name.strip_suffix(ending));
    companion_of.map_or_else(|| path.to_owned(), |database| path.with_file_name(database))
}

fn is_sqlite(path: &Path) -> bool {
    let mut head = [0; SQLITE_MAGIC.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *SQLITE_MAGIC
}

fn has_known_ending(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').is_some_and(|(_, ending)| KNOWN_ENDINGS.contains(&ending))
}
