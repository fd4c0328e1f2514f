//! JSON values one after another, or in one array, without reading the whole.

use std::io::{self, BufRead};

/// What [`next_object`] found.
pub(crate) enum Found {
    /// An object, in the buffer.
    Object,
    /// An object of so many bytes, not kept.
    TooLong(u64),
    /// Something else than an object; its beginning is in the buffer.
    Stray,
    /// An object that is never closed.
    Open,
    /// Nothing more.
    End,
}

/// Reads the next object of a top-level array, or of values one after another.
///
/// `line` counts line ends as they pass; `begins_on` is set to the line the
/// value begins on.
pub(crate) fn next_object(
    stream: &mut impl BufRead,
    object: &mut Vec<u8>,
    bytes_max: usize,
    line: &mut u64,
    begins_on: &mut u64,
) -> io::Result<Found> {
    object.clear();
    let mut scan = Scan::default();
    let mut length = 0_u64;
    let mut is_too_long = false;
    loop {
        let block = match stream.fill_buf() {
            Ok(block) => block,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if block.is_empty() {
            return Ok(match scan.depth {
                0 if length == 0 => Found::End,
                0 => Found::Stray,
                _ => Found::Open,
            });
        }
        let mut n_taken = 0;
        let mut is_done = false;
        for &byte in block {
            if length == 0 && (byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']')) {
                n_taken += 1;
                *line += u64::from(byte == b'\n');
                continue;
            }
            if length == 0 {
                *begins_on = *line;
            }
            if scan.is_stray && (byte.is_ascii_whitespace() || byte == b',') {
                is_done = true;
                break;
            }
            n_taken += 1;
            length += 1;
            *line += u64::from(byte == b'\n');
            if object.len() < bytes_max {
                object.push(byte);
            } else {
                is_too_long = true;
            }
            if scan.step(byte) {
                is_done = true;
                break;
            }
        }
        stream.consume(n_taken);
        if is_done {
            return Ok(if is_too_long {
                object.clear();
                object.shrink_to(0);
                Found::TooLong(length)
            } else if scan.is_stray {
                Found::Stray
            } else {
                Found::Object
            });
        }
    }
}

/// Where in a value the scan is: knows brackets and strings, nothing else.
#[derive(Default)]
struct Scan {
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
    is_stray: bool,
}

impl Scan {
    /// Takes one byte; true where it closes the value.
    fn step(&mut self, byte: u8) -> bool {
        if self.is_in_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.is_in_string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' if self.depth > 0 => self.is_in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                return self.depth == 0;
            }
            _ if self.depth == 0 => self.is_stray = true,
            _ => {}
        }
        false
    }
}
