//! What goes wrong with a whole file ([`Error`]) and with one piece of it ([`Skipped`]).

use std::{fmt, io};

/// A whole input that cannot be read; says where, what and what to do.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    hint: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// One document or row that was left out while the rest goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// File and line: `news.jsonl:17`.
    pub place: String,
    /// What is wrong there, with the value.
    pub reason: String,
    /// A way out, where there is one.
    pub hint: Option<String>,
    /// Whether the input broke off here (a gzip that ends early, a disk that
    /// failed), so that documents may be missing after this one.
    pub is_cut_short: bool,
}

impl Error {
    /// Nothing lies at the path.
    pub fn is_missing(&self) -> bool {
        self.kind == Kind::Missing
    }

    /// The path is there and may not or cannot be read.
    pub fn is_unreadable(&self) -> bool {
        self.kind == Kind::Unreadable
    }

    /// The input holds nothing at all; no fault, and worth a word.
    pub fn is_empty(&self) -> bool {
        self.kind == Kind::Empty
    }

    /// The input is no text: an image, a database, UTF-16.
    pub fn is_not_text(&self) -> bool {
        self.kind == Kind::NotText
    }

    /// The input is text of a shape that was not recognised.
    pub fn is_unknown_format(&self) -> bool {
        self.kind == Kind::UnknownFormat
    }

    /// Plain text was given without a day of publication.
    pub fn needs_date(&self) -> bool {
        self.kind == Kind::NeedsDate
    }

    /// The reference table lacks a column that its mapping names, or the mapping is broken.
    pub fn is_wrong_table(&self) -> bool {
        self.kind == Kind::WrongTable
    }

    /// A way out, where there is one.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None, source: None }
    }

    pub(crate) fn hinting(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn because(
        mut self,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.source = Some(cause.into());
        self
    }

    pub(crate) fn io(name: &str, cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::NotFound => {
                Self::new(Kind::Missing, format!("{name}: there is no such file"))
                    .hinting("check the path; `-` reads standard input")
            }
            io::ErrorKind::PermissionDenied => {
                Self::new(Kind::Unreadable, format!("{name}: you may not read this file"))
                    .hinting("ask its owner for the right to read it, or copy it")
            }
            _ => Self::new(Kind::Unreadable, format!("{name}: it cannot be read")),
        }
        .because(cause)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|cause| cause as _)
    }
}

impl Skipped {
    pub(crate) fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { place: place.into(), reason: reason.into(), hint: None, is_cut_short: false }
    }

    pub(crate) fn hinting(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The stream broke at `place`; `cause` says how.
    pub(crate) fn cut_short(place: String, cause: &io::Error) -> Self {
        let (reason, hint) = if cause.kind() == io::ErrorKind::UnexpectedEof {
            (
                "the compressed file ends early; everything before this line was read",
                "fetch the file again",
            )
        } else {
            (
                "reading broke off; everything before this line was read",
                "check the file and read it again: what is known is not read twice",
            )
        };
        Self {
            place,
            reason: format!("{reason} ({cause})"),
            hint: Some(hint.to_owned()),
            is_cut_short: true,
        }
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)?;
        match &self.hint {
            Some(hint) => write!(f, " (hint: {hint})"),
            None => Ok(()),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Missing,
    Unreadable,
    Empty,
    NotText,
    UnknownFormat,
    NeedsDate,
    WrongTable,
}
