//! Reading records: CSV and JSON. A record with a mistake is not handed out; its mistakes are.

use std::fmt;
use std::io;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::cell;
use crate::htcds::fields::{self, Field};
use crate::htcds::record::Record;
use crate::htcds::value;
use crate::nearest::nearest;
use crate::problem::{FileProblem, RowProblem, Wrong};
use crate::table::Limits;
use crate::text_rows::{TextRows, beginning, separator_of};

/// How much of a file is looked at for its separator.
const LOOKED_AT: u64 = 16 * 1024;
/// The most columns that a message names.
const NAMED: usize = 20;

/// How much is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordLimits {
    /// The most records.
    pub rows: u64,
    /// The longest record in CSV, in bytes.
    pub row_bytes: usize,
    /// The longest file in JSON, in bytes.
    pub json_bytes: u64,
}

impl Default for RecordLimits {
    /// 200,000 records of 256 KiB; 256 MB of JSON.
    fn default() -> Self {
        Self { rows: 200_000, row_bytes: 256 * 1024, json_bytes: 256 * 1024 * 1024 }
    }
}

/// What a reading hands out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// A record that is as it should be.
    Record(Record),
    /// What is wrong with one. The records after it are read.
    Refused(Vec<RowProblem>),
}

/// Reads records from CSV, with comma, semicolon or tab between values.
///
/// # Errors
/// Why reading stopped; records handed out before should not be kept.
pub fn read_csv(
    input: impl io::Read,
    limits: RecordLimits,
    take: &mut dyn FnMut(Read),
) -> Result<(), FileProblem> {
    let (first, again) = beginning(input, LOOKED_AT)?;
    let separator = separator_of(&first);
    let mut rows = TextRows::new(again, separator, Limits { row_bytes: limits.row_bytes, rows: limits.rows });
    if rows.next(0)?.is_none() {
        return Err(FileProblem::Empty);
    }
    let names: Vec<String> = rows.fields().iter().map(|name| name.trim().to_owned()).collect();
    let columns = columns(&names)?;
    for row in 1.. {
        let Some(place) = rows.next(row)? else { break };
        if row > limits.rows {
            return Err(FileProblem::TooManyRows { limit: limits.rows });
        }
        let found = rows.fields().len();
        if found != columns.len() {
            let expected = columns.len();
            let wrong = if found < expected && !place.ended {
                Wrong::CutOff { expected, found }
            } else {
                Wrong::ValueCount { expected, found }
            };
            take(Read::Refused(vec![problem(row, place.line, "", "", wrong)]));
            continue;
        }
        let cells = columns.iter().copied().zip(rows.fields().iter().map(plain));
        take(record(row, place.line, cells));
    }
    Ok(())
}

/// Reads records from JSON: a list of objects. A value is a text, a number, `true`, `false` or `null`; of a field with
/// several values also a list of texts.
///
/// # Errors
/// As [`read_csv`].
pub fn read_json(
    input: impl io::Read,
    limits: RecordLimits,
    take: &mut dyn FnMut(Read),
) -> Result<(), FileProblem> {
    let mut stopped = None;
    let each = Each { limits, take, stopped: &mut stopped };
    // One byte more than is taken: a file that reaches it is cut off there, and told so.
    let mut input = io::Read::take(input, limits.json_bytes + 1);
    let mut json = serde_json::Deserializer::from_reader(io::BufReader::new(io::Read::by_ref(&mut input)));
    let read = json.deserialize_seq(each).and_then(|()| json.end());
    drop(json);
    if let Some(problem) = stopped {
        return Err(problem);
    }
    if input.limit() == 0 {
        return Err(FileProblem::TooMuchInside { limit: limits.json_bytes });
    }
    read.map_err(|error| FileProblem::NotJson { cause: cell::shown(&error.to_string()) })
}

/// Takes the objects of a list one by one, so that a long list is never in memory.
struct Each<'a> {
    limits: RecordLimits,
    take: &'a mut dyn FnMut(Read),
    stopped: &'a mut Option<FileProblem>,
}

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut row = 0;
        while let Some(object) = list.next_element::<Map<String, Value>>()? {
            row += 1;
            if row > self.limits.rows {
                *self.stopped = Some(FileProblem::TooManyRows { limit: self.limits.rows });
                return Err(serde::de::Error::custom("too many records"));
            }
            let names: Vec<String> = object.keys().cloned().collect();
            let columns = match columns(&names) {
                Ok(columns) => columns,
                Err(problem) => {
                    *self.stopped = Some(problem);
                    return Err(serde::de::Error::custom("unknown names"));
                }
            };
            let texts: Vec<String> = object.values().map(json_text).collect();
            (self.take)(record(row, row, columns.into_iter().zip(texts)));
        }
        if row == 0 {
            *self.stopped = Some(FileProblem::Empty);
            return Err(serde::de::Error::custom("no records"));
        }
        Ok(())
    }
}

/// A value as a cell would hold it; a list in a list is no value of any field.
fn json_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(json_text).collect();
            texts.join(";")
        }
        other => other.to_string(),
    }
}

fn columns(names: &[String]) -> Result<Vec<&'static Field>, FileProblem> {
    let known: Vec<Option<&'static Field>> = names.iter().map(|name| fields::by_name(name)).collect();
    let unknown: Vec<&String> = names
        .iter()
        .zip(&known)
        .filter(|(_, field)| field.is_none())
        .map(|(name, _)| name)
        .take(NAMED)
        .collect();
    if !unknown.is_empty() {
        let near = |name: &&String| nearest(name, fields::all().map(|field| field.name)).map(str::to_owned);
        return Err(FileProblem::ColumnsUnknown {
            nearest: unknown.iter().filter_map(near).collect(),
            columns: unknown.into_iter().map(|name| cell::shown(name)).collect(),
        });
    }
    let columns: Vec<&'static Field> = known.into_iter().flatten().collect();
    let twice =
        |(place, field): &(usize, &&'static Field)| columns.iter().take(*place).any(|other| other == *field);
    let twice: Vec<String> = columns
        .iter()
        .enumerate()
        .filter(twice)
        .map(|(_, field)| field.name.to_owned())
        .take(NAMED)
        .collect();
    if twice.is_empty() { Ok(columns) } else { Err(FileProblem::ColumnsTwice { columns: twice }) }
}

fn record<T: AsRef<str>>(row: u64, line: u64, cells: impl Iterator<Item = (&'static Field, T)>) -> Read {
    let (mut record, mut problems) = (Record::new(row, line), Vec::new());
    for (field, text) in cells {
        match value::read(field, text.as_ref()) {
            Ok(values) => record.set_list(field.name, values),
            Err(wrong) => problems.push(problem(row, line, field.name, text.as_ref(), wrong)),
        }
    }
    if problems.is_empty() { Read::Record(record) } else { Read::Refused(problems) }
}

fn problem(row: u64, line: u64, column: &str, value: &str, wrong: Wrong) -> RowProblem {
    RowProblem { row, line, column: column.to_owned(), value: cell::shown(value), wrong }
}

/// A cell without the apostrophes that the writer put before what a spreadsheet could run.
fn plain(text: &str) -> String {
    let part = |part: &str| match part.strip_prefix('\'') {
        Some(rest) if cell::could_run(rest.trim_start_matches('\'')) => rest.to_owned(),
        _ => part.to_owned(),
    };
    text.split(';').map(part).collect::<Vec<_>>().join(";")
}
