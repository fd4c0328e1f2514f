//! Bytes to lines: gunzips, drops a byte order mark, refuses what is no text,
//! and reads lines of bounded length.

use crate::error::{Error, Kind};
use flate2::read::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// Enough to tell text from an image and JSON from CSV.
const HEAD_BYTES: usize = 64 * 1024;

/// Share of bytes that may be no UTF-8 before the whole is taken for no text.
/// One accented letter of an old encoding a dozen is still text to be named line by line.
const GARBLED_SHARE_MAX: f64 = 0.1;

/// A text stream whose beginning is known.
pub(crate) struct Input<R: Read> {
    /// Its first bytes, at most [`HEAD_BYTES`]; they are read again from the stream.
    pub(crate) head: Vec<u8>,
    /// Bytes before `head`: those of a byte order mark.
    pub(crate) n_before: u64,
    stream: BufReader<Replay<Unpacked<R>>>,
}

/// What [`Input::read_line`] found.
pub(crate) enum Line {
    /// A line, in the buffer without its line end; so many bytes were taken.
    Whole(u64),
    /// A line of so many bytes, not kept.
    TooLong(u64),
    /// Nothing more.
    End,
}

impl<R: Read> Input<R> {
    /// Opens `input`, called `name` in messages.
    pub(crate) fn open(input: R, name: &str) -> Result<Self, Error> {
        let mut packed = Replay::new(input);
        packed.fill(2);
        let is_gzip = packed.head.get_ref().starts_with(&[0x1f, 0x8b]);
        let unpacked = if is_gzip {
            Unpacked::Gzip(Box::new(MultiGzDecoder::new(packed)))
        } else {
            Unpacked::Plain(packed)
        };
        let mut text = Replay::new(unpacked);
        text.fill_to_line();
        let mut head = text.head.get_ref().clone();
        let n_before = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        text.head.set_position(n_before);
        head.drain(..n_before as usize);
        if let Some(cause) = text.failed.take() {
            if head.is_empty() && cause.kind() == io::ErrorKind::UnexpectedEof {
                return Err(Error::new(
                    Kind::Unreadable,
                    format!("{name}: the compressed file ends before any text"),
                )
                .hinting("fetch the file again")
                .because(cause));
            }
            if head.is_empty() {
                return Err(Error::io(name, cause));
            }
            text.failed = Some(cause);
        } else if head.iter().all(u8::is_ascii_whitespace) && text.is_at_end {
            return Err(Error::new(Kind::Empty, format!("{name}: the file is empty"))
                .hinting("nothing was read from it"));
        }
        refuse_binary(&head, name)?;
        Ok(Self { head, n_before, stream: BufReader::with_capacity(HEAD_BYTES, text) })
    }

    /// Reads a line into `line`, which is cleared first; keeps no more than `bytes_max`.
    pub(crate) fn read_line(&mut self, line: &mut Vec<u8>, bytes_max: usize) -> io::Result<Line> {
        line.clear();
        let mut length = 0_u64;
        let mut is_too_long = false;
        loop {
            let block = match self.stream.fill_buf() {
                Ok(block) => block,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if block.is_empty() && length == 0 {
                return Ok(Line::End);
            }
            let end = block.iter().position(|&byte| byte == b'\n');
            let taken = end.unwrap_or(block.len());
            length += taken as u64;
            if line.len() + taken > bytes_max {
                is_too_long = true;
                line.clear();
                line.shrink_to(0);
            }
            if !is_too_long {
                line.extend_from_slice(&block[..taken]);
            }
            let is_last = block.is_empty() || end.is_some();
            self.stream.consume(taken + usize::from(end.is_some()));
            // A line end alone is a line too: count it, so that the loop above sees no end.
            length += u64::from(end.is_some());
            if is_last {
                break;
            }
        }
        if is_too_long {
            return Ok(Line::TooLong(length));
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(Line::Whole(length))
    }

    /// Everything up to `bytes_max`; none where there is more.
    pub(crate) fn read_all(&mut self, bytes_max: usize) -> io::Result<Option<Vec<u8>>> {
        let mut all = Vec::new();
        (&mut self.stream).take(bytes_max as u64 + 1).read_to_end(&mut all)?;
        Ok((all.len() <= bytes_max).then_some(all))
    }

    /// The stream itself, for a reader that finds its own pieces.
    pub(crate) fn stream(&mut self) -> &mut impl BufRead {
        &mut self.stream
    }
}

fn refuse_binary(head: &[u8], name: &str) -> Result<(), Error> {
    const PACKED: &[(&[u8], &str)] = &[
        (
            b"PK\x03\x04",
            "a zip archive (or an Office document): unpack it, or save it as text or CSV",
        ),
        (b"\x28\xb5\x2f\xfd", "packed with zstd: unpack it first (`unzstd`)"),
        (b"\xfd7zXZ", "packed with xz: unpack it first (`unxz`)"),
        (b"BZh", "packed with bzip2: unpack it first (`bunzip2`)"),
        (b"%PDF", "a PDF: turn it into text first (`pdftotext`)"),
        (b"SQLite format 3", "a SQLite database: an archive is given with --archive"),
        (b"\xff\xfe", "UTF-16 text: turn it into UTF-8 first (`iconv -f UTF-16 -t UTF-8`)"),
        (b"\xfe\xff", "UTF-16 text: turn it into UTF-8 first (`iconv -f UTF-16 -t UTF-8`)"),
    ];
    let refuse = |what: &str| Error::new(Kind::NotText, format!("{name}: this is no text{what}"));
    if let Some((_, what)) = PACKED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(refuse("").hinting(format!("it is {what}")));
    }
    if let Some(at) = head.iter().position(|&byte| byte == 0) {
        return Err(refuse(&format!(" (byte {at} is zero)"))
            .hinting("give JSON lines, CSV or plain text, in UTF-8"));
    }
    let n_garbled: usize = head.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    if n_garbled as f64 > GARBLED_SHARE_MAX * head.len() as f64 {
        return Err(refuse(&format!(
            " in UTF-8 ({n_garbled} of the first {} bytes are not)",
            head.len()
        ))
        .hinting("if it is text in another encoding: `iconv -f WINDOWS-1252 -t UTF-8`"));
    }
    Ok(())
}

enum Unpacked<R: Read> {
    Plain(Replay<R>),
    Gzip(Box<MultiGzDecoder<Replay<R>>>),
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(plain) => plain.read(into),
            Self::Gzip(gzip) => gzip.read(into),
        }
    }
}

/// A reader whose first bytes were looked at, and are read again.
struct Replay<R> {
    head: Cursor<Vec<u8>>,
    /// What went wrong after `head`; told when `head` is read.
    failed: Option<io::Error>,
    is_at_end: bool,
    rest: R,
}

impl<R: Read> Replay<R> {
    fn new(rest: R) -> Self {
        Self { head: Cursor::new(Vec::new()), failed: None, is_at_end: false, rest }
    }

    /// Looks at `n_bytes` or more, less only at the end.
    fn fill(&mut self, n_bytes: usize) {
        while self.head.get_ref().len() < n_bytes && self.more() {}
    }

    /// Looks far enough to see a whole line with something in it.
    fn fill_to_line(&mut self) {
        let has_line = |head: &[u8]| {
            head.split_inclusive(|&byte| byte == b'\n')
                .any(|line| line.ends_with(b"\n") && !line.trim_ascii().is_empty())
        };
        while self.head.get_ref().len() < HEAD_BYTES
            && !has_line(self.head.get_ref())
            && self.more()
        {}
    }

    fn more(&mut self) -> bool {
        let head = self.head.get_mut();
        let n_known = head.len();
        head.resize(n_known + HEAD_BYTES, 0);
        let read = loop {
            match self.rest.read(&mut head[n_known..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        head.truncate(n_known + *read.as_ref().unwrap_or(&0));
        match read {
            Ok(0) => self.is_at_end = true,
            Ok(_) => return true,
            Err(error) => self.failed = Some(error),
        }
        false
    }
}

impl<R: Read> Read for Replay<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n_replayed = self.head.read(into)?;
        if n_replayed > 0 || into.is_empty() {
            return Ok(n_replayed);
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.rest.read(into),
        }
    }
}
