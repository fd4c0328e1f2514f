//! What went wrong, in the words of the house, and the exit code it ends with.
//!
//! Exit codes: 1 could not write, or a fault of ours; 2 wrong use; 3 input
//! missing or unreadable; 4 a query whose answer is empty.

use std::fmt;
use std::process::ExitCode;

/// A failure whose exit code and way out are known.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// Wrong use, or an actor nobody knows.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code: 2, message: message.into(), hint: Some(hint.into()) }
    }

    /// Input that is missing or cannot be read.
    pub fn input(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code: 3, message: message.into(), hint: Some(hint.into()) }
    }

    /// A query whose answer is empty.
    pub fn empty(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code: 4, message: message.into(), hint: Some(hint.into()) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) if !hint.is_empty() => write!(f, "\nhint: {hint}"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}

/// Prints an error with its causes and gives its exit code.
pub fn report(error: &anyhow::Error) -> ExitCode {
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let mut told = error.to_string();
    eprintln!("error: {told}");
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        // SQLite says the same thing twice, with and without its number.
        if !cause.ends_with(&told) && !told.ends_with(&cause) {
            eprintln!("because: {cause}");
        }
        told = cause;
    }
    if let Some(hint) = hint_of(error) {
        eprintln!("hint: {hint}");
    }
    ExitCode::from(code_of(error))
}

/// The way out that a reader of files knows; other errors tell their own.
fn hint_of(error: &anyhow::Error) -> Option<&str> {
    error.chain().find_map(|cause| cause.downcast_ref::<rapport_exchange::Error>()?.hint())
}

fn code_of(error: &anyhow::Error) -> u8 {
    for cause in error.chain() {
        if let Some(failure) = cause.downcast_ref::<Failure>() {
            return failure.code;
        }
        if let Some(archive) = cause.downcast_ref::<rapport_archive::Error>() {
            let is_input =
                archive.is_missing() || archive.is_newer_version() || archive.is_not_an_archive();
            return if is_input { 3 } else { 1 };
        }
        if cause.is::<rapport_exchange::Error>() {
            return 3;
        }
    }
    1
}

/// Whoever read our output has enough, as `head` does: no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = if let Some(json) = cause.downcast_ref::<serde_json::Error>() {
            json.io_error_kind()
        } else if let Some(csv::ErrorKind::Io(io)) =
            cause.downcast_ref::<csv::Error>().map(csv::Error::kind)
        {
            Some(io.kind())
        } else {
            cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind)
        };
        kind == Some(std::io::ErrorKind::BrokenPipe)
    })
}
