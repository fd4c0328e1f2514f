//! What can go wrong with an archive, told with its path and a way out.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Why an archive could not be opened, read or written.
///
/// `Display` gives the path and the reason on one line and a way out on a
/// second that begins with `hint:`; what SQLite said is the `source()`.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    problem: Problem,
    cause: Option<Cause>,
}

/// The result of everything an archive does.
pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    Missing,
    MissingFolder(PathBuf),
    Folder,
    Empty,
    NotAnArchive(&'static str),
    NewerVersion { found: i64, known: i64 },
    ReadOnly,
    NoAccess,
    DiskFull,
    Locked,
    Damaged(String),
    UnknownRun { asked: String, known: String },
    NotANumber { report: String, field: &'static str },
    Other,
}

impl Problem {
    pub(crate) fn unknown_run(asked: &str, runs: &[crate::Run]) -> Self {
        let known: Vec<String> =
            runs.iter().map(|run| format!("{} ({})", run.id, run.coder)).collect();
        let known = if known.is_empty() { "none yet".to_owned() } else { known.join(", ") };
        Self::UnknownRun { asked: asked.to_owned(), known }
    }
}

impl Error {
    /// Whether there is no such file (or no such folder to make it in).
    pub fn is_missing(&self) -> bool {
        matches!(self.problem, Problem::Missing | Problem::MissingFolder(_))
    }

    /// Whether the file is something other than an archive.
    pub fn is_not_an_archive(&self) -> bool {
        matches!(self.problem, Problem::NotAnArchive(_) | Problem::Folder | Problem::Empty)
    }

    /// Whether a newer Rapport wrote it.
    pub fn is_newer_version(&self) -> bool {
        matches!(self.problem, Problem::NewerVersion { .. })
    }

    /// Whether the file or its folder may not be written (or not be opened) by this user.
    pub fn is_read_only(&self) -> bool {
        matches!(self.problem, Problem::ReadOnly | Problem::NoAccess)
    }

    /// Whether there was no room left to write.
    pub fn is_disk_full(&self) -> bool {
        self.problem == Problem::DiskFull
    }

    /// Whether another program kept it locked.
    pub fn is_locked(&self) -> bool {
        self.problem == Problem::Locked
    }

    /// Whether its content is broken.
    pub fn is_damaged(&self) -> bool {
        matches!(self.problem, Problem::Damaged(_))
    }

    /// Whether a run was asked for that the archive does not hold.
    pub fn is_unknown_run(&self) -> bool {
        matches!(self.problem, Problem::UnknownRun { .. })
    }

    /// The archive's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same error, told of the path that the user knows.
    pub(crate) fn told_of(self, path: &Path) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    /// Gives a fault its path.
    pub(crate) fn at(path: &Path, fault: impl Into<Fault>) -> Self {
        let (problem, cause) = match fault.into() {
            Fault::Problem(problem) => (problem, None),
            Fault::Sqlite(error) => (meaning(&error), Some(error.into())),
            Fault::Damaged(place, cause) => (Problem::Damaged(place), Some(cause)),
        };
        Self { path: path.to_owned(), problem, cause }
    }
}

/// A failure inside the crate, before it is given its path.
#[derive(Debug)]
pub(crate) enum Fault {
    Problem(Problem),
    Sqlite(rusqlite::Error),
    /// A stored value that does not read back, in a place a person can look up.
    Damaged(String, Cause),
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

impl Fault {
    pub(crate) fn damaged(place: impl Into<String>, cause: impl Into<Cause>) -> Self {
        Self::Damaged(place.into(), cause.into())
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// What SQLite means by its error code.
fn meaning(error: &rusqlite::Error) -> Problem {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Problem::NotAnArchive("it is some other kind of file"),
        Some(ErrorCode::ReadOnly) => Problem::ReadOnly,
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Problem::NoAccess,
        Some(ErrorCode::DiskFull) => Problem::DiskFull,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Problem::Locked,
        Some(ErrorCode::DatabaseCorrupt) => Problem::Damaged("one of its pages".to_owned()),
        _ => Problem::Other,
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.path.display();
        match &self.problem {
            Problem::Missing => write!(
                f,
                "{path}: there is no archive here\n\
                 hint: read documents into it first, or name the archive you have"
            ),
            Problem::MissingFolder(folder) => write!(
                f,
                "{path}: the folder {} does not exist\n\
                 hint: make the folder first, or choose another place for the archive",
                folder.display()
            ),
            Problem::Folder => write!(
                f,
                "{path}: this is a folder, not an archive\n\
                 hint: name a file in it, for example {}",
                self.path.join("rapport.db").display()
            ),
            Problem::Empty => write!(
                f,
                "{path}: this file is empty, nothing has been read into it yet\n\
                 hint: read documents into it first, or name another archive"
            ),
            Problem::NotAnArchive(what) => write!(
                f,
                "{path}: this is no Rapport archive: {what}\n\
                 hint: choose another archive; this file was left as it is"
            ),
            Problem::NewerVersion { found, known } => write!(
                f,
                "{path}: written by a newer Rapport (archive version {found}; \
                 this program knows versions up to {known})\n\
                 hint: update Rapport or choose another archive; this file was left as it is"
            ),
            Problem::ReadOnly => write!(
                f,
                "{path}: the archive cannot be written: the file or its folder is read-only\n\
                 hint: copy it to a folder of your own, or choose another archive"
            ),
            Problem::NoAccess => write!(
                f,
                "{path}: the archive cannot be opened: the file or its folder may not be \
                 read or written\n\
                 hint: check the permissions of both, or copy it to a folder of your own"
            ),
            Problem::DiskFull => write!(
                f,
                "{path}: no room left on the disk; the last batch was not stored, \
                 everything before it was\n\
                 hint: make room, then read the same input again: it goes on where it stopped"
            ),
            Problem::Locked => write!(
                f,
                "{path}: another program is writing to the archive and did not finish in time\n\
                 hint: wait until it is done, then run this again"
            ),
            Problem::Damaged(place) => write!(
                f,
                "{path}: the archive is damaged: {place} cannot be read\n\
                 hint: restore a copy of the file, or read your documents into a new archive"
            ),
            Problem::UnknownRun { asked, known } => write!(
                f,
                "{path}: there is no run `{asked}` in this archive\n\
                 hint: runs are: {known}"
            ),
            Problem::NotANumber { report, field } => write!(
                f,
                "{path}: report {report}: `{field}` is not a finite number, so the batch was \
                 not stored\n\
                 hint: this is a fault of the coder; please report it with the document"
            ),
            Problem::Other => {
                let cause = self.cause.as_ref().map(ToString::to_string).unwrap_or_default();
                write!(
                    f,
                    "{path}: the archive could not be used: {cause}\n\
                     hint: check the disk and the file; a copy in another folder may work"
                )
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
