//! One record: what stands in its fields.

use std::collections::BTreeMap;
use std::fmt;

use crate::htcds::fields::{self, Field};

/// One row of a file. Only fields that have a value stand in it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Its place among the file's rows; the first is 1.
    pub row: u64,
    /// The line it begins on.
    pub line: u64,
    values: BTreeMap<&'static str, Vec<String>>,
}

impl Record {
    /// A record without values.
    #[must_use]
    pub fn new(row: u64, line: u64) -> Self {
        Self { row, line, values: BTreeMap::new() }
    }

    /// The value of a field, the first where there are several; empty where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.list(name).first().map_or("", String::as_str)
    }

    /// The values of a field.
    #[must_use]
    pub fn list(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Sets a field to a value; an empty one takes it away. A name that no field has is left out.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.set_list(name, vec![value.into()]);
    }

    /// Sets a field to these values; empty ones are left out.
    pub fn set_list(&mut self, name: &str, values: Vec<String>) {
        let Some(field) = fields::by_name(name) else { return };
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        if values.is_empty() {
            self.values.remove(field.name);
        } else {
            self.values.insert(field.name, values);
        }
    }

    /// The fields that have a value.
    pub fn filled(&self) -> impl Iterator<Item = &'static Field> + '_ {
        fields::all().filter(|field| self.values.contains_key(field.name))
    }
}

impl fmt::Debug for Record {
    /// Without values: they are of a child.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record").field("row", &self.row).field("line", &self.line).finish_non_exhaustive()
    }
}
