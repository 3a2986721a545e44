//! Where one record of a CSV file ends, found without ever holding more than one record.
//!
//! The `csv` crate parses the fields, but it grows a record for as long as the input asks it to: a line of
//! 1 GB would be 1 GB of memory. So records are cut here first, by the same small grammar (RFC 4180, with the
//! crate's leniency: any of CR, LF, CRLF ends a record, quotes count only at the start of a field), and a
//! property test holds the two to the same reading of any bytes.

use std::io::{ErrorKind, Read};

use crate::problem::FileProblem;

/// Bytes asked of the input at a time.
const CHUNK: usize = 64 * 1024;

/// Cuts an input into records.
pub(crate) struct Records<R> {
    input: R,
    chunk: Box<[u8]>,
    /// Bytes of `chunk` not looked at yet.
    start: usize,
    end: usize,
    /// Bytes looked at so far, and line breaks among them.
    offset: u64,
    line: u64,
    separator: u8,
    limit: usize,
    /// Empty lines passed over. They are limited like rows: a gigabyte of line breaks is not read to its end.
    blank_lines: u64,
    rows: u64,
    started: bool,
    after_carriage_return: bool,
}

/// Where a record stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its first byte, from 0.
    pub(crate) byte: u64,
    /// The line it begins on, from 1.
    pub(crate) line: u64,
    /// Whether a line break ended it; else the file did.
    pub(crate) ended: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

impl<R: Read> Records<R> {
    /// Records of at most `limit` bytes; at most `rows` empty lines between them.
    pub(crate) fn new(input: R, separator: u8, limit: usize, rows: u64) -> Self {
        let chunk = vec![0; CHUNK].into_boxed_slice();
        let (start, end, offset, line) = (0, 0, 0, 1);
        Self {
            input,
            chunk,
            start,
            end,
            offset,
            line,
            separator,
            limit,
            blank_lines: 0,
            rows,
            started: false,
            after_carriage_return: false,
        }
    }

    /// Bytes looked at so far.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// Reads the next record that is not empty into `record`, without its line break. `row` is for messages.
    pub(crate) fn next(&mut self, record: &mut Vec<u8>, row: u64) -> Result<Option<Place>, FileProblem> {
        record.clear();
        if !self.started {
            self.started = true;
            self.look_at_the_start()?;
        }
        let mut state = State::FieldStart;
        let mut place = Place { byte: self.offset, line: self.line, ended: false };
        loop {
            let half_read_break = self.after_carriage_return;
            let Some(byte) = self.byte()? else {
                if record.is_empty() {
                    return Ok(None);
                }
                if state == State::Quoted {
                    return Err(FileProblem::UnclosedQuote { row, line: place.line });
                }
                return Ok(Some(place));
            };
            let breaks = matches!(byte, b'\r' | b'\n');
            if breaks && state != State::Quoted {
                if !record.is_empty() {
                    place.ended = true;
                    return Ok(Some(place));
                }
                if !(half_read_break && byte == b'\n') {
                    self.blank_lines += 1;
                }
                if self.blank_lines > self.rows {
                    return Err(FileProblem::TooManyRows { limit: self.rows });
                }
                place = Place { byte: self.offset, line: self.line, ended: false };
                continue;
            }
            if record.len() == self.limit {
                let (line, byte) = (place.line, place.byte);
                return Err(FileProblem::RowTooLong { row, line, byte, limit: self.limit });
            }
            record.push(byte);
            state = match (state, byte) {
                (State::FieldStart | State::Quoted, b'"') => match state {
                    State::Quoted => State::QuoteInQuoted,
                    _ => State::Quoted,
                },
                (State::QuoteInQuoted, b'"') | (State::Quoted, _) => State::Quoted,
                (_, byte) if byte == self.separator => State::FieldStart,
                _ => State::Plain,
            };
        }
    }

    /// The next byte, counted.
    fn byte(&mut self) -> Result<Option<u8>, FileProblem> {
        if self.start == self.end && !self.fill()? {
            return Ok(None);
        }
        let Some(byte) = self.chunk.get(self.start).copied() else { return Ok(None) };
        self.start += 1;
        self.offset += 1;
        // Lines are counted as people see them: CR, LF and CRLF are one break each.
        if byte == b'\r' || (byte == b'\n' && !self.after_carriage_return) {
            self.line += 1;
        }
        self.after_carriage_return = byte == b'\r';
        Ok(Some(byte))
    }

    /// Reads on; false at the end of the input.
    fn fill(&mut self) -> Result<bool, FileProblem> {
        loop {
            match self.input.read(&mut self.chunk) {
                Ok(read) => {
                    (self.start, self.end) = (0, read);
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    return Err(FileProblem::Unreadable { byte: self.offset, cause: error.to_string() });
                }
            }
        }
    }

    /// Passes over a byte order mark, and names a file that is no text at all.
    fn look_at_the_start(&mut self) -> Result<(), FileProblem> {
        // An input may hand out its first bytes one at a time: up to eight are gathered.
        let mut first = Vec::new();
        let mut byte = [0; 1];
        while first.len() < 8 {
            match self.input.read(&mut byte) {
                Ok(0) => break,
                Ok(_) => first.extend(byte),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(FileProblem::Unreadable { byte: 0, cause: error.to_string() }),
            }
        }
        let signs: [(&[u8], &'static str); 6] = [
            (b"PK\x03\x04", "spreadsheet"),
            (b"\xD0\xCF\x11\xE0", "old_spreadsheet"),
            (b"%PDF", "pdf"),
            (b"\x1F\x8B", "compressed"),
            (b"\xFF\xFE", "utf_16"),
            (b"\xFE\xFF", "utf_16"),
        ];
        if let Some((_, looks_like)) = signs.iter().find(|(sign, _)| first.starts_with(sign)) {
            return Err(FileProblem::NotText { looks_like });
        }
        for (place, byte) in self.chunk.iter_mut().zip(&first) {
            *place = *byte;
        }
        let mark = if first.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        (self.start, self.end, self.offset) = (mark, first.len(), mark as u64);
        Ok(())
    }
}
