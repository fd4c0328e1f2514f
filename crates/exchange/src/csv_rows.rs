//! CSV records from lines, so that one bad record does not take the rest with it.

use crate::{
    error::{Error, Kind, Skipped},
    input::{Input, Line},
};
use std::{collections::VecDeque, io::Read};

/// Records of one CSV text, in order, each with the names of the header.
pub(crate) struct CsvRows {
    name: String,
    pub(crate) header: Vec<String>,
    delimiter: u8,
    bytes_max: usize,
    line: u64,
    /// What was read and handed back, because the record it seemed to belong to is broken.
    pending: VecDeque<NumberedLine>,
}

/// One record: the line it begins on, and as many fields as the header has.
pub(crate) type Row = (u64, Vec<String>);

/// A line with its number, or why there is none.
type NumberedLine = Result<(u64, Vec<u8>), Skipped>;

impl CsvRows {
    /// Reads the header; tells the delimiter (comma, semicolon or tab) from it.
    pub(crate) fn open<R: Read>(
        input: &mut Input<R>,
        name: &str,
        bytes_max: usize,
    ) -> Result<Self, Error> {
        let mut rows = Self {
            name: name.to_owned(),
            header: Vec::new(),
            delimiter: b',',
            bytes_max,
            line: 0,
            pending: VecDeque::new(),
        };
        let first =
            input.head.split(|&byte| byte == b'\n').find(|line| !line.trim_ascii().is_empty());
        let first = first.unwrap_or_default();
        let n_of = |delimiter: u8| first.iter().filter(|&&byte| byte == delimiter).count();
        rows.delimiter =
            *[b',', b';', b'\t'].iter().rev().max_by_key(|d| n_of(**d)).unwrap_or(&b',');
        match rows.next(input) {
            Some(Ok((_, header))) => {
                rows.header = header.iter().map(|field| field.trim().to_lowercase()).collect();
                Ok(rows)
            }
            Some(Err(skipped)) => Err(Error::new(Kind::UnknownFormat, skipped.to_string())),
            None => Err(Error::new(Kind::Empty, format!("{name}: the file has no header"))),
        }
    }

    /// The next record, or why it is none.
    pub(crate) fn next<R: Read>(&mut self, input: &mut Input<R>) -> Option<Result<Row, Skipped>> {
        loop {
            let (begins_on, line) = match self.next_line(input)? {
                Ok(line) => line,
                Err(skipped) => return Some(Err(skipped)),
            };
            if !line.trim_ascii().is_empty() {
                return Some(self.finish(input, begins_on, line));
            }
        }
    }

    /// Adds lines to `record` until its quotation marks are closed.
    fn finish<R: Read>(
        &mut self,
        input: &mut Input<R>,
        begins_on: u64,
        mut record: Vec<u8>,
    ) -> Result<Row, Skipped> {
        let mut is_open = ends_quoted(&record, self.delimiter, false);
        let mut added = Vec::new();
        while is_open && record.len() <= self.bytes_max {
            let Some(line) = self.next_line(input) else { break };
            if let Ok((_, text)) = &line {
                is_open = ends_quoted(text, self.delimiter, true);
                record.push(b'\n');
                record.extend_from_slice(text);
            }
            let is_broken = line.is_err();
            added.push(line);
            if is_broken {
                break;
            }
        }
        if is_open {
            for line in added.into_iter().rev() {
                self.pending.push_front(line);
            }
            return Err(Skipped::new(
                self.place(begins_on),
                "a quotation mark is opened here and never closed",
            )
            .hinting("close it, or double it where it stands for itself"));
        }
        self.fields(begins_on, &record)
    }

    fn fields(&self, begins_on: u64, record: &[u8]) -> Result<Row, Skipped> {
        let place = || self.place(begins_on);
        let mut parsed = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(record.len() + 1)
            .from_reader(record);
        let mut fields = csv::ByteRecord::new();
        parsed
            .read_byte_record(&mut fields)
            .map_err(|error| Skipped::new(place(), format!("no CSV record: {error}")))?;
        if !self.header.is_empty() && fields.len() != self.header.len() {
            let reason = format!(
                "the record has {} fields and the header has {}",
                fields.len(),
                self.header.len()
            );
            return Err(Skipped::new(place(), reason)
                .hinting("put quotation marks around a field that holds a comma"));
        }
        let mut texts = Vec::with_capacity(fields.len());
        for (index, field) in fields.iter().enumerate() {
            let text = std::str::from_utf8(field).map_err(|error| {
                let name = self.header.get(index).map_or("header", String::as_str);
                Skipped::new(
                    place(),
                    format!("`{name}` is no UTF-8 from its byte {} on", error.valid_up_to()),
                )
                .hinting(UTF8_HINT)
            })?;
            texts.push(text.to_owned());
        }
        Ok((begins_on, texts))
    }

    fn next_line<R: Read>(&mut self, input: &mut Input<R>) -> Option<NumberedLine> {
        if let Some(line) = self.pending.pop_front() {
            return Some(line);
        }
        self.line += 1;
        let mut line = Vec::new();
        match input.read_line(&mut line, self.bytes_max) {
            Ok(Line::End) => None,
            Ok(Line::Whole(_)) => Some(Ok((self.line, line))),
            Ok(Line::TooLong(length)) => {
                Some(Err(too_long(self.place(self.line), length, self.bytes_max)))
            }
            Err(error) => Some(Err(Skipped::cut_short(self.place(self.line), &error))),
        }
    }

    fn place(&self, line: u64) -> String {
        format!("{}:{line}", self.name)
    }
}

pub(crate) const UTF8_HINT: &str =
    "if the file is in another encoding: `iconv -f WINDOWS-1252 -t UTF-8`";

pub(crate) fn too_long(place: String, length: u64, bytes_max: usize) -> Skipped {
    Skipped::new(place, format!("the line is {length} bytes long; {bytes_max} are read at most"))
        .hinting("split it, one document a line")
}

/// Whether a quoted field is still open at the end of `line`.
fn ends_quoted(line: &[u8], delimiter: u8, mut is_open: bool) -> bool {
    let mut is_field_start = !is_open;
    let mut bytes = line.iter().peekable();
    while let Some(&byte) = bytes.next() {
        if is_open {
            if byte == b'"' && bytes.next_if(|next| **next == b'"').is_none() {
                is_open = false;
            }
        } else if is_field_start && byte == b'"' {
            is_open = true;
        }
        is_field_start = !is_open && byte == delimiter;
    }
    is_open
}
