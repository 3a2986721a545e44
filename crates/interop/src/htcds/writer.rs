//! Writing records: CSV and JSON. Deprecated fields are not written.

use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::cell;
use crate::htcds::fields;
use crate::htcds::record::Record;
use crate::htcds::value::is_phone;

/// Writes records as CSV in UTF-8, one column for each field, several values of a field with semicolons between.
/// Texts cannot run as formulas in a spreadsheet; the reader takes the marks off again.
///
/// # Errors
/// Those of the output.
pub fn write_csv<'r>(records: impl IntoIterator<Item = &'r Record>, output: impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(output);
    writer.write_record(fields::written().map(|field| field.name))?;
    for record in records {
        writer.write_record(fields::written().map(|field| guarded(&record.list(field.name).join(";"))))?;
    }
    writer.flush()
}

/// Writes records as JSON: a list of objects that hold only what is known.
///
/// # Errors
/// Those of the output.
pub fn write_json<'r>(
    records: impl IntoIterator<Item = &'r Record>,
    mut output: impl Write,
) -> io::Result<()> {
    output.write_all(b"[")?;
    for (place, record) in records.into_iter().enumerate() {
        output.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        let mut object = Map::new();
        for field in record.filled().filter(|field| !field.deprecated) {
            let value = if field.kind.is_several() {
                record.list(field.name).iter().map(|value| Value::from(value.as_str())).collect()
            } else {
                Value::from(record.get(field.name))
            };
            object.insert(field.name.to_owned(), value);
        }
        serde_json::to_writer(&mut output, &object)?;
    }
    output.write_all(b"\n]\n")?;
    output.flush()
}

/// With an apostrophe before what a spreadsheet could run, and before one that already has some, so that reading gives
/// back what was written. A telephone number is a plus and digits: a spreadsheet makes at most a number of it.
fn guarded(text: &str) -> String {
    if is_phone(text) {
        return text.to_owned();
    }
    let part = |part: &str| {
        if cell::could_run(part.trim_start_matches('\'')) { format!("'{part}") } else { part.to_owned() }
    };
    text.split(';').map(part).collect::<Vec<_>>().join(";")
}
