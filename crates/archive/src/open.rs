//! Opening and making the file: is it there, is it ours, is it too new?

use crate::{
    Archive, Result, daily,
    error::{Error, Fault, Problem},
    links::Neighbours,
    schema,
};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::{
    cell::Cell,
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

/// How long a writer waits for another program's writing to end.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Memory for pages held by one connection, in KiB (negative, as SQLite wants it).
const CACHE_SIZE: i64 = -32_000;

impl Archive {
    /// Opens the archive at `path` for reading and writing, and makes it where
    /// there is no file or an empty one. A file that is no archive is left as it is.
    pub fn create_or_open(path: &Path) -> Result<Self> {
        let fail = |problem| Err(Error::at(path, Fault::Problem(problem)));
        if path.is_dir() {
            return fail(Problem::Folder);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.exists()) {
            return fail(Problem::MissingFolder(folder.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut archive = Self::connect(path, flags).map_err(|e| Error::at(path, e))?;
        archive.make_or_check().map_err(|fault| Error::at(path, fault))?;
        if archive.is_read_only() {
            return fail(Problem::ReadOnly);
        }
        Ok(archive)
    }

    /// Opens the archive at `path`, which must be there. Where the file or its
    /// folder is read-only it can still be queried, but not written.
    pub fn open(path: &Path) -> Result<Self> {
        let fail = |problem| Err(Error::at(path, Fault::Problem(problem)));
        match std::fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                return fail(Problem::NoAccess);
            }
            Err(_) => return fail(Problem::Missing),
            Ok(found) if found.is_dir() => return fail(Problem::Folder),
            Ok(found) if found.len() == 0 => return fail(Problem::Empty),
            Ok(_) => {}
        }
        match Self::open_checked(path, OpenFlags::SQLITE_OPEN_READ_WRITE) {
            Err(error) if error.is_read_only() => {
                // A write-ahead log cannot be shared in a folder we may not write;
                // where there is none the file alone is the whole archive.
                let unchanging = immutable_address(path).ok_or(error)?;
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
                let mut archive =
                    Self::open_checked(&unchanging, flags).map_err(|error| error.told_of(path))?;
                archive.path = path.to_owned();
                Ok(archive)
            }
            other => other,
        }
    }

    /// An archive that lives as long as the value does; for samples and tests.
    pub fn in_memory() -> Result<Self> {
        let path = Path::new(":memory:");
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut archive = Self::connect(path, flags).map_err(|e| Error::at(path, e))?;
        archive.make_or_check().map_err(|fault| Error::at(path, fault))?;
        Ok(archive)
    }

    /// Whether this archive can only be queried.
    pub fn is_read_only(&self) -> bool {
        self.connection.is_readonly(rusqlite::MAIN_DB).unwrap_or(true)
    }

    /// Holds so many megabytes of pages in memory, which makes filling a large
    /// archive quicker: what is written to lies all over the file.
    pub fn expect_much(&self, megabytes: u32) -> Result<()> {
        self.connection
            .pragma_update(None, "cache_size", -1_000 * i64::from(megabytes))
            .map_err(|error| self.told(error))
    }

    fn open_checked(path: &Path, flags: OpenFlags) -> Result<Self> {
        let mut archive = Self::connect(path, flags).map_err(|e| Error::at(path, e))?;
        match archive.content().map_err(|fault| Error::at(path, fault))? {
            Content::Ours { version } => {
                archive.bring_up_to_date(version).map_err(|fault| Error::at(path, fault))?;
                Ok(archive)
            }
            Content::Nothing => Err(Error::at(path, Problem::Empty)),
        }
    }

    fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Self> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(64);
        // Of a commit nothing is lost, not even when the power fails; see the crate's page.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.pragma_update(None, "cache_size", CACHE_SIZE)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            uncoded_from: Cell::new(None),
            neighbours: Neighbours::default(),
            is_summed: true,
            is_linked_anew: true,
        })
    }

    /// Makes the tables where there is nothing yet.
    fn make_or_check(&mut self) -> std::result::Result<(), Fault> {
        if let Content::Ours { version } = self.content()? {
            return self.bring_up_to_date(version);
        }
        self.connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        // Another program may be making it at this moment: look again once we hold the lock.
        let making = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if content(&making)? == Content::Nothing {
            making.execute_batch(schema::TABLES)?;
            making.execute_batch(daily::TABLES)?;
            making.execute_batch(schema::SINCE_VERSION_2)?;
            making.execute_batch(schema::SINCE_VERSION_3)?;
            making.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
            making.pragma_update(None, "user_version", schema::VERSION)?;
        }
        Ok(making.commit()?)
    }

    /// Gives an older archive what this version adds. One that may not be
    /// written is asked as it is, more slowly.
    fn bring_up_to_date(&mut self, version: i64) -> std::result::Result<(), Fault> {
        if version == schema::VERSION {
            return Ok(());
        }
        if self.is_read_only() {
            self.is_summed = 2 <= version;
            self.is_linked_anew = false;
            return Ok(());
        }
        let changing = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have done it while we waited for the lock.
        if let Content::Ours { version } = content(&changing)?
            && version < schema::VERSION
        {
            if version < 2 {
                daily::migrate(&changing)?;
                changing.execute_batch(schema::NOT_SINCE_VERSION_2)?;
                changing.execute_batch(schema::SINCE_VERSION_2)?;
            }
            changing.execute_batch(schema::NOT_SINCE_VERSION_3)?;
            changing.execute_batch(schema::SINCE_VERSION_3)?;
            Self::link_all(&changing)?;
            changing.pragma_update(None, "user_version", schema::VERSION)?;
        }
        Ok(changing.commit()?)
    }

    fn content(&self) -> std::result::Result<Content, Fault> {
        content(&self.connection)
    }
}

/// What a file that SQLite can read holds.
#[derive(Debug, PartialEq, Eq)]
enum Content {
    Nothing,
    Ours { version: i64 },
}

fn content(connection: &Connection) -> std::result::Result<Content, Fault> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let version = number("PRAGMA user_version")?;
    match number("PRAGMA application_id")? {
        schema::APPLICATION_ID if (1..=schema::VERSION).contains(&version) => {
            Ok(Content::Ours { version })
        }
        schema::APPLICATION_ID if version > schema::VERSION => {
            Err(Problem::NewerVersion { found: version, known: schema::VERSION }.into())
        }
        0 if version == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0 => {
            Ok(Content::Nothing)
        }
        _ => Err(Problem::NotAnArchive("it is a SQLite database of another program").into()),
    }
}

/// The address under which SQLite reads a file that nobody changes; none where
/// a write-ahead log lies beside it, which would then go unread.
fn immutable_address(path: &Path) -> Option<PathBuf> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return None;
    }
    let escaped = path.to_str()?.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Some(PathBuf::from(format!("file:{escaped}?immutable=1")))
}
