//! JSON, for programs: keys and codes, no words of any language.

use std::io::Write;

use super::{Cell, Column, TableAbout, TableError, iso};

pub(super) struct JsonFile {
    bytes: Vec<u8>,
    /// The keys as JSON strings, with their colons.
    keys: Vec<Vec<u8>>,
    rows: usize,
}

impl JsonFile {
    pub(super) fn begin(about: &TableAbout, columns: &[Column]) -> Result<Self, TableError> {
        let mut bytes = Vec::new();
        let head = serde_json::json!({
            "list": about.list,
            "made": iso(about.made),
            "synthetic": about.synthetic.is_some(),
        });
        serde_json::to_writer(&mut bytes, &head).map_err(TableError::unwritten)?;
        // The rows follow inside the same object.
        bytes.pop();
        bytes.extend_from_slice(b",\"rows\":[");
        let key = |column: &Column| {
            let mut key = serde_json::to_vec(column.key).map_err(TableError::unwritten)?;
            key.push(b':');
            Ok(key)
        };
        Ok(Self { bytes, keys: columns.iter().map(key).collect::<Result<_, TableError>>()?, rows: 0 })
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), TableError> {
        self.bytes.extend_from_slice(if self.rows == 0 { b"\n{" } else { b",\n{" });
        self.rows += 1;
        for (place, (key, cell)) in self.keys.iter().zip(cells).enumerate() {
            if place > 0 {
                self.bytes.push(b',');
            }
            self.bytes.extend_from_slice(key);
            let written = match cell {
                Cell::Empty => self.bytes.write_all(b"null").map_err(TableError::unwritten),
                Cell::Text(text) => string(&mut self.bytes, text),
                Cell::Coded { code, .. } => string(&mut self.bytes, code),
                Cell::Number(number) => write!(self.bytes, "{number}").map_err(TableError::unwritten),
                Cell::Day(year, month, day) => string(&mut self.bytes, &iso((*year, *month, *day))),
            };
            written?;
        }
        self.bytes.push(b'}');
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, TableError> {
        self.bytes.extend_from_slice(b"\n]}\n");
        Ok(self.bytes)
    }
}

fn string(bytes: &mut Vec<u8>, text: &str) -> Result<(), TableError> {
    serde_json::to_writer(bytes, text).map_err(TableError::unwritten)
}
