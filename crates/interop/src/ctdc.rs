//! Releases of the global dataset of the Counter-Trafficking Data Collaborative (CTDC).
//!
//! Each release names its columns otherwise, and some put a sentence of terms before them. Which one a file is of is
//! found by its header, among the mappings that are kept in the product; a header of none is refused with what tells
//! it from the nearest. The table is then written anew as that mapping reads it: its separator, its order of
//! columns, without the sentence. Line N stays line N.

use std::io::Read;

use crate::cell;
use crate::mapping::Mapping;
use crate::problem::FileProblem;
use crate::table::Limits;
use crate::text_rows::{TextRows, beginning, separator_of};

/// How much of a file is looked at for its separator.
const LOOKED_AT: u64 = 16 * 1024;
/// The most columns that a message names.
const NAMED: usize = 50;
/// The longest table as text, 256 MB.
const TEXT_BYTES: usize = 256 * 1024 * 1024;
/// No column has a name this long, and each sentence of terms is longer; in characters.
const LONGEST_NAME: usize = 40;

/// A table of a known release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Which of the mappings reads it.
    pub mapping: usize,
    /// The table as that mapping reads it.
    pub text: Vec<u8>,
}

/// Finds the release that a file is of, and writes its table anew.
///
/// # Errors
/// `ReleaseUnknown`, with the nearest mapping; those of a [`crate::TableReader`] that stop it; `TooMuchInside` when the
/// table is too long.
pub fn read(input: impl Read, releases: &[Mapping], limits: Limits) -> Result<Release, FileProblem> {
    let (first, again) = beginning(input, LOOKED_AT)?;
    let mut rows = TextRows::new(again, separator_of(&first), limits);
    if rows.next(0)?.is_none() {
        return Err(FileProblem::Empty);
    }
    let header: Vec<String> = rows.fields().iter().map(|name| name.trim().to_owned()).collect();
    let (mapping, places) = find(&header, releases)?;
    let expected = releases.get(mapping).ok_or(FileProblem::Empty)?;
    let mut writer =
        csv::WriterBuilder::new().delimiter(expected.separator()).flexible(true).from_writer(Vec::new());
    let unwritten = |error: csv::Error| FileProblem::Unreadable { byte: 0, cause: error.to_string() };
    writer.write_record(expected.header()).map_err(unwritten)?;
    let (mut number, mut line) = (0, 1);
    let mut blank_lines = Vec::new();
    let mut text = take(writer)?;
    loop {
        number += 1;
        let Some(place) = rows.next(number)? else { break };
        if number > limits.rows {
            return Err(FileProblem::TooManyRows { limit: limits.rows });
        }
        line += 1;
        blank_lines.clear();
        while line < place.line {
            blank_lines.push(b'\n');
            line += 1;
        }
        text.extend_from_slice(&blank_lines);
        let fields = rows.fields();
        let mut writer =
            csv::WriterBuilder::new().delimiter(expected.separator()).flexible(true).from_writer(text);
        let written = if fields.len() == header.len() {
            writer.write_record(places.iter().map(|place| fields.get(*place).unwrap_or_default()))
        } else {
            // The mapping's reader says what is wrong with such a row.
            writer.write_record(fields)
        };
        written.map_err(unwritten)?;
        text = take(writer)?;
        if text.len() > TEXT_BYTES {
            return Err(FileProblem::TooMuchInside { limit: TEXT_BYTES as u64 });
        }
    }
    Ok(Release { mapping, text })
}

fn take(writer: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, FileProblem> {
    writer.into_inner().map_err(|error| FileProblem::Unreadable { byte: 0, cause: error.to_string() })
}

/// The mapping whose columns these are, in any order, and where each of its columns stands.
fn find(header: &[String], releases: &[Mapping]) -> Result<(usize, Vec<usize>), FileProblem> {
    // A sentence is told by its length and its spaces, wherever it stands.
    let names: Vec<&str> =
        header.iter().map(String::as_str).filter(|name| !is_sentence(name) && !name.is_empty()).collect();
    let mut nearest: Option<(usize, &Mapping, Vec<String>, Vec<String>)> = None;
    for (number, mapping) in releases.iter().enumerate() {
        let expected: Vec<&str> = mapping.header().collect();
        let lacking = |these: &[&str], those: &[&str]| -> Vec<String> {
            these.iter().filter(|name| !those.contains(name)).map(|name| cell::shown(name)).collect()
        };
        let (missing, unexpected) = (lacking(&expected, &names), lacking(&names, &expected));
        if missing.is_empty() && unexpected.is_empty() && names.len() == expected.len() {
            let place = |name: &&str| header.iter().position(|found| found == name);
            return Ok((number, expected.iter().filter_map(place).collect()));
        }
        let differing = missing.len() + unexpected.len();
        if nearest.as_ref().is_none_or(|(least, ..)| differing < *least) {
            nearest = Some((differing, mapping, missing, unexpected));
        }
    }
    let Some((_, mapping, mut missing, mut unexpected)) = nearest else { return Err(FileProblem::Empty) };
    missing.truncate(NAMED);
    unexpected.truncate(NAMED);
    Err(FileProblem::ReleaseUnknown { nearest: mapping.name().to_string(), missing, unexpected })
}

fn is_sentence(name: &str) -> bool {
    name.chars().count() > LONGEST_NAME && name.contains(' ')
}
