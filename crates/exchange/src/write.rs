//! JSON lines out: one object a line, in the order given.

use rapport_record::{Arrangement, Document, Mention, Note, Report};
use serde::Serialize;
use std::io::{self, Write};

/// Writes one line a report.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_reports<'a>(
    out: impl Write,
    reports: impl IntoIterator<Item = &'a Report>,
) -> io::Result<()> {
    lines(out, reports)
}

/// Writes one line a document, as [`crate::documents`] reads it.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_documents<'a>(
    out: impl Write,
    documents: impl IntoIterator<Item = &'a Document>,
) -> io::Result<()> {
    lines(out, documents)
}

/// Writes the line of one document's mentions: `{"document","mentions":[...]}`.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_mentions(out: impl Write, document: &str, mentions: &[Mention]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        document: &'a str,
        mentions: &'a [Mention],
    }
    lines(out, [&Line { document, mentions }])
}

/// Writes the line of one document's notes: `{"document","notes":[...]}`.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_notes(out: impl Write, document: &str, notes: &[Note]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        document: &'a str,
        notes: &'a [Note],
    }
    lines(out, [&Line { document, notes }])
}

/// Writes the line of one document's arrangements: `{"document","arrangements":[...]}`.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_arrangements(
    out: impl Write,
    document: &str,
    arrangements: &[Arrangement],
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        document: &'a str,
        arrangements: &'a [Arrangement],
    }
    lines(out, [&Line { document, arrangements }])
}

fn lines<'a, T: Serialize + 'a>(
    mut out: impl Write,
    items: impl IntoIterator<Item = &'a T>,
) -> io::Result<()> {
    for item in items {
        serde_json::to_writer(&mut out, item)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
