//! Files of documents, read one document at a time.
//!
//! In: bytes, gzipped or not. Out: an iterator of documents and of what could
//! not be one, in input order, each named by file and line.

use crate::{
    csv_rows::{CsvRows, UTF8_HINT, too_long},
    error::{Error, Kind, Skipped},
    fields,
    input::{Input, Line},
    json::{Found, next_object},
};
use jiff::civil::Date;
use rapport_record::Document;
use serde_json::{Map, Value};
use std::io::Read;

/// How documents are written down in an input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Told from the name's ending, else from the first bytes.
    #[default]
    Auto,
    /// JSON: one object a line, objects one after another, or one array of them.
    Jsonl,
    /// The whole input is one document.
    Text,
    /// A header of field names, then one document a record.
    Csv,
}

/// What the reader cannot know from the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// How it is written down.
    pub format: Format,
    /// Day of publication for documents that tell none; plain text needs it.
    pub date: Option<Date>,
    /// Outlet for documents that name none.
    pub outlet: Option<String>,
    /// A longer line, record or object is skipped, and never held in memory.
    pub max_line_bytes: usize,
    /// Whether `kind: sample` is honoured: only for the sample built into the program.
    pub is_sample: bool,
}

/// Longest line read unless told otherwise: a long book is a tenth of it.
const MAX_LINE_BYTES: usize = 16 * 1024 * 1024;

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            format: Format::Auto,
            date: None,
            outlet: None,
            max_line_bytes: MAX_LINE_BYTES,
            is_sample: false,
        }
    }
}

/// The documents of one input. See [`documents`].
pub struct Documents<R: Read> {
    input: Input<R>,
    shape: Shape,
    name: String,
    options: ReadOptions,
    /// Lines taken so far.
    line: u64,
    /// Bytes of text taken so far.
    offset: u64,
    buffer: Vec<u8>,
    is_done: bool,
}

/// Reads the documents of `input`, called `name` in messages.
///
/// Gzip is told by its first bytes, whatever the name. Each item is a document
/// or what was skipped; after an item with `is_cut_short` there is nothing more.
///
/// # Errors
/// If the input is empty, unreadable, no text, of no known format, or plain
/// text without `options.date`.
pub fn documents<R: Read>(
    input: R,
    name: &str,
    options: &ReadOptions,
) -> Result<Documents<R>, Error> {
    let mut input = Input::open(input, name)?;
    let shape = match format_of(&input.head, name, options)? {
        Format::Text if options.date.is_none() => {
            return Err(Error::new(
                Kind::NeedsDate,
                format!("{name}: plain text tells no day of publication"),
            )
            .hinting("give it with --date YYYY-MM-DD"));
        }
        Format::Text => Shape::Text,
        Format::Csv => Shape::Csv(csv(&mut input, name, options)?),
        Format::Jsonl | Format::Auto if is_lines(&input.head) => Shape::Lines,
        Format::Jsonl | Format::Auto => Shape::Values,
    };
    Ok(Documents {
        offset: input.n_before,
        input,
        shape,
        name: name.to_owned(),
        options: options.clone(),
        line: 0,
        buffer: Vec::new(),
        is_done: false,
    })
}

impl<R: Read> Iterator for Documents<R> {
    type Item = Result<Document, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let found = match self.shape {
            Shape::Lines => self.next_line(),
            Shape::Values => self.next_value(),
            Shape::Csv(_) => self.next_row(),
            Shape::Text => self.whole_text(),
        };
        self.is_done = match &found {
            None => true,
            Some(Err(skipped)) if skipped.is_cut_short => true,
            Some(_) => matches!(self.shape, Shape::Text),
        };
        found
    }
}

enum Shape {
    Lines,
    Values,
    Csv(CsvRows),
    Text,
}

impl<R: Read> Documents<R> {
    fn next_line(&mut self) -> Option<Result<Document, Skipped>> {
        loop {
            let mut line = std::mem::take(&mut self.buffer);
            let found = self.input.read_line(&mut line, self.options.max_line_bytes);
            self.buffer = line;
            let offset = self.offset;
            self.line += 1;
            match found {
                Ok(Line::End) => return None,
                Ok(Line::TooLong(length)) => {
                    self.offset += length;
                    let place = self.place(self.line);
                    return Some(Err(too_long(place, length, self.options.max_line_bytes)));
                }
                Ok(Line::Whole(length)) => {
                    self.offset += length;
                    if !self.buffer.trim_ascii().is_empty() {
                        return Some(self.object(self.line, Some(offset)));
                    }
                }
                Err(error) => return Some(Err(Skipped::cut_short(self.place(self.line), &error))),
            }
        }
    }

    fn next_value(&mut self) -> Option<Result<Document, Skipped>> {
        let mut begins_on = 0;
        self.line = self.line.max(1);
        let found = next_object(
            self.input.stream(),
            &mut self.buffer,
            self.options.max_line_bytes,
            &mut self.line,
            &mut begins_on,
        );
        let place = self.place(begins_on);
        Some(match found {
            Ok(Found::End) => return None,
            Ok(Found::Object) => self.object(begins_on, None),
            Ok(Found::TooLong(length)) => Err(too_long(place, length, self.options.max_line_bytes)),
            Ok(Found::Stray) => {
                let beginning = String::from_utf8_lossy(&self.buffer);
                let beginning: String = beginning.chars().take(40).collect();
                Err(Skipped::new(place, format!("{beginning:?} is no JSON object")))
            }
            Ok(Found::Open) => {
                Err(Skipped::new(place, "the object that begins here is never closed")
                    .hinting("the file may have been cut off: fetch it again"))
            }
            Err(error) => Err(Skipped::cut_short(self.place(self.line), &error)),
        })
    }

    fn next_row(&mut self) -> Option<Result<Document, Skipped>> {
        let Shape::Csv(rows) = &mut self.shape else { return None };
        let (line, texts) = match rows.next(&mut self.input)? {
            Ok(row) => row,
            Err(skipped) => return Some(Err(skipped)),
        };
        let names = rows.header.iter().cloned();
        let fields: Map<String, Value> = names.zip(texts.into_iter().map(Value::String)).collect();
        Some(self.document(line, fields))
    }

    fn whole_text(&mut self) -> Option<Result<Document, Skipped>> {
        let place = self.name.clone();
        let bytes_max = self.options.max_line_bytes;
        let text = match self.input.read_all(bytes_max) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                return Some(Err(Skipped::new(
                    place,
                    format!("the text is longer than {bytes_max} bytes"),
                )
                .hinting("split it into one file a document")));
            }
            Err(error) => return Some(Err(Skipped::cut_short(place, &error))),
        };
        let text = match String::from_utf8(text) {
            Ok(text) => text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to() as u64;
                return Some(Err(not_utf8(place, &error.as_bytes()[at as usize..], at, None)));
            }
        };
        let mut fields = Map::new();
        fields.insert("text".to_owned(), Value::String(text));
        let read = fields::document(fields, &self.options);
        Some(read.map_err(|(reason, hint)| refused(place, reason, hint)))
    }

    /// The document in the buffer, a JSON object that begins on `line`.
    fn object(&self, line: u64, offset: Option<u64>) -> Result<Document, Skipped> {
        let place = self.place(line);
        let text = std::str::from_utf8(&self.buffer).map_err(|error| {
            let at = error.valid_up_to();
            not_utf8(place.clone(), &self.buffer[at..], at as u64, offset)
        })?;
        match serde_json::from_str(text) {
            Ok(Value::Object(fields)) => self.document(line, fields),
            Ok(_) => {
                let beginning: String = text.trim_start().chars().take(40).collect();
                Err(Skipped::new(place, format!("{beginning:?} is no JSON object")))
            }
            Err(error) => Err(Skipped::new(place, json_fault(&error))),
        }
    }

    fn document(&self, line: u64, fields: Map<String, Value>) -> Result<Document, Skipped> {
        fields::document(fields, &self.options)
            .map_err(|(reason, hint)| refused(self.place(line), reason, hint))
    }

    fn place(&self, line: u64) -> String {
        format!("{}:{line}", self.name)
    }
}

fn refused(place: String, reason: String, hint: Option<&'static str>) -> Skipped {
    Skipped { hint: hint.map(str::to_owned), ..Skipped::new(place, reason) }
}

fn not_utf8(place: String, from_fault: &[u8], at: u64, line_offset: Option<u64>) -> Skipped {
    let value = from_fault.first().copied().unwrap_or_default();
    let whole = line_offset
        .map_or(String::new(), |offset| format!(" of the line, {} of the text,", offset + at));
    Skipped::new(place, format!("byte {at}{whole} is no UTF-8 (0x{value:02X})")).hinting(UTF8_HINT)
}

/// The fault without "line 1": the line within the file is told already.
fn json_fault(error: &serde_json::Error) -> String {
    if error.is_eof() {
        return format!("the JSON object is cut off after {} characters", error.column());
    }
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    format!("no JSON object: {what} at column {}", error.column())
}

fn csv<R: Read>(input: &mut Input<R>, name: &str, options: &ReadOptions) -> Result<CsvRows, Error> {
    let rows = CsvRows::open(input, name, options.max_line_bytes)?;
    if BODY_FIELDS.iter().any(|field| rows.header.iter().any(|name| name == field)) {
        return Ok(rows);
    }
    let has = rows.header.join(", ");
    Err(Error::new(
        Kind::UnknownFormat,
        format!("{name}:1: none of the columns is `text`, `summary` or `title`; there are: {has}"),
    )
    .hinting("rename the column that holds the text to `text`; for a reference table use --table"))
}

const BODY_FIELDS: &[&str] = &["text", "summary", "title"];

fn format_of(head: &[u8], name: &str, options: &ReadOptions) -> Result<Format, Error> {
    if options.format != Format::Auto {
        return Ok(options.format);
    }
    let lower = name.to_lowercase();
    let lower = lower.strip_suffix(".gz").unwrap_or(&lower);
    match lower.rsplit_once('.').map(|(_, ending)| ending) {
        Some("jsonl" | "ndjson" | "json") => return Ok(Format::Jsonl),
        Some("csv" | "tsv") => return Ok(Format::Csv),
        Some("txt" | "text") => return Ok(Format::Text),
        _ => {}
    }
    let text = head.trim_ascii_start();
    let first = text.split(|&byte| byte == b'\n').next().unwrap_or_default().to_ascii_lowercase();
    let columns: Vec<&[u8]> = first
        .split(|byte| b",;\t".contains(byte))
        .map(|field| field.trim_ascii().trim_ascii_start())
        .map(|field| field.strip_prefix(b"\"").unwrap_or(field))
        .map(|field| field.strip_suffix(b"\"").unwrap_or(field))
        .collect();
    let is_header =
        columns.len() > 1 && BODY_FIELDS.iter().any(|field| columns.contains(&field.as_bytes()));
    match text.first() {
        Some(b'{' | b'[') => Ok(Format::Jsonl),
        _ if is_header => Ok(Format::Csv),
        _ if options.date.is_some() => Ok(Format::Text),
        _ => Err(Error::new(
            Kind::UnknownFormat,
            format!("{name}: this is neither JSON lines nor CSV with a header"),
        )
        .hinting(
            "plain text needs --date YYYY-MM-DD; otherwise name the format with --input-format",
        )),
    }
}

/// Whether JSON comes one object a line, rather than spread over lines or in an array.
fn is_lines(head: &[u8]) -> bool {
    let text = head.trim_ascii_start();
    let end = text.iter().position(|&byte| byte == b'\n');
    if text.first() == Some(&b'[') || end.is_some_and(|end| text[..end].trim_ascii() == b"{") {
        return false;
    }
    let Some(end) = end else { return true };
    match serde_json::from_slice::<serde::de::IgnoredAny>(&text[..end]) {
        Ok(_) => true,
        Err(error) => {
            !(error.is_eof() && text.first() == Some(&b'{')) || has_object_line(&text[end..])
        }
    }
}

/// Whether a later line of the head is an object by itself: then the first was just broken.
fn has_object_line(text: &[u8]) -> bool {
    text.split(|&byte| byte == b'\n').any(|line| {
        line.trim_ascii().first() == Some(&b'{')
            && serde_json::from_slice::<serde::de::IgnoredAny>(line.trim_ascii()).is_ok()
    })
}
