//! Rows of text, one at a time: cut, checked to be UTF-8, and parsed into fields.

use std::io::{self, Read};

use csv::StringRecord;

use crate::problem::FileProblem;
use crate::records::{Place, Records};
use crate::table::Limits;

/// Reads rows. It holds one at a time.
pub(crate) struct TextRows<R> {
    records: Records<R>,
    /// The fields of one record at a time; see [`Fed`].
    parser: csv::Reader<Fed>,
    raw: Vec<u8>,
    fields: StringRecord,
    open_end: bool,
}

/// The input of the `csv` parser: exactly one record, then the next. It is never asked for more than a record
/// that ends in a line feed, so that it never has to say "end of file", after which the parser would stay shut.
struct Fed {
    bytes: Vec<u8>,
    read: usize,
}

impl Read for Fed {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let rest = self.bytes.get(self.read..).unwrap_or_default();
        let count = rest.len().min(out.len());
        for (place, byte) in out.iter_mut().zip(rest) {
            *place = *byte;
        }
        self.read += count;
        Ok(count)
    }
}

impl<R: Read> TextRows<R> {
    pub(crate) fn new(input: R, separator: u8, limits: Limits) -> Self {
        let records = Records::new(input, separator, limits.row_bytes, limits.rows);
        let parser = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(Fed { bytes: Vec::new(), read: 0 });
        Self { records, parser, raw: Vec::new(), fields: StringRecord::new(), open_end: false }
    }

    /// Reads the next row; `row` is its number, for messages.
    pub(crate) fn next(&mut self, row: u64) -> Result<Option<Place>, FileProblem> {
        let Some(place) = self.records.next(&mut self.raw, row)? else { return Ok(None) };
        if let Err(error) = std::str::from_utf8(&self.raw) {
            let byte = place.byte + error.valid_up_to() as u64;
            return Err(FileProblem::NotUtf8 { byte, row, line: place.line });
        }
        self.open_end = !place.ended;
        let fed = self.parser.get_mut();
        fed.bytes.clear();
        fed.bytes.extend_from_slice(&self.raw);
        fed.bytes.push(b'\n');
        fed.read = 0;
        let unreadable = |cause: String| FileProblem::Unreadable { byte: place.byte, cause };
        match self.parser.read_record(&mut self.fields) {
            Ok(true) => Ok(Some(place)),
            Ok(false) => Err(unreadable("the parser found no record".to_owned())),
            Err(error) => Err(unreadable(error.to_string())),
        }
    }

    /// The values of the row.
    pub(crate) fn fields(&self) -> &StringRecord {
        &self.fields
    }

    /// The row as it stood in the file.
    pub(crate) fn raw(&self) -> &str {
        std::str::from_utf8(&self.raw).unwrap_or_default()
    }

    /// Bytes of the file read so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.records.offset()
    }

    /// Whether the last row had no line end.
    pub(crate) fn ends_without_line_break(&self) -> bool {
        self.open_end
    }
}

/// The character that separates the columns of a table of which only the beginning is known: the most frequent of
/// comma, semicolon and tab in its first line, outside quotation marks.
pub(crate) fn separator_of(beginning: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in beginning.iter().skip_while(|byte| matches!(byte, b'\r' | b'\n')) {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            other if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| separator == other) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    // `max_by_key` takes the last of equals: the comma stands last, and wins.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| separator)
}

/// The beginning of an input, at most so many bytes, and the whole input again.
pub(crate) fn beginning(mut input: impl Read, most: u64) -> Result<(Vec<u8>, impl Read), FileProblem> {
    let mut first = Vec::new();
    let read = input.by_ref().take(most).read_to_end(&mut first);
    read.map_err(|error| FileProblem::Unreadable { byte: first.len() as u64, cause: error.to_string() })?;
    let again = io::Cursor::new(first.clone()).chain(input);
    Ok((first, again))
}
