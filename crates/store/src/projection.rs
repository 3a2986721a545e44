//! Projections: tables that follow from the ledger and can be made again from it.
//!
//! Each is described once, as data; its table, its statements and its digest are derived from the description.
//! A projection carries a number. When the program's is higher than the stored one, the rows are stale and
//! `workflow` fills a second table under the realm's lock, which then takes the name.

use base::{Digest, Problem};

use crate::database::Database;
use crate::transaction::{Tx, insert_statement};
use crate::value::{FromValue, Row, Value};

pub use crate::refill::{begin_refill, end_refill, stale};

/// The description of a projection.
#[derive(Debug)]
pub struct Projection {
    /// The table's name.
    pub(crate) name: &'static str,
    /// Raised by one with each change of what the rows mean or hold.
    pub(crate) number: u32,
    /// Where the table lies.
    pub(crate) database: Database,
    /// Columns and their kinds; none is ever empty (`NOT NULL`).
    pub(crate) columns: &'static [(&'static str, Kind)],
    /// The columns that name a row; rows are digested in their order.
    pub(crate) key: &'static [&'static str],
    /// Columns that hold no value twice.
    pub(crate) unique: &'static [&'static str],
    /// One index each: the columns that a list looks up and is sorted by.
    pub(crate) indexes: &'static [&'static [&'static str]],
    /// The column with the stream whose conflicts of interest apply to the row.
    pub(crate) conflict_stream: Option<&'static str>,
}

/// The kind of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A whole number.
    Int,
    /// Text.
    Text,
    /// Bytes.
    Blob,
}

/// A type that a column of a projection can have.
pub(crate) trait Stored: FromValue {
    /// Its kind.
    const KIND: Kind;
    /// Its stored value.
    fn stored(&self) -> Value;
}

macro_rules! stored {
    ($($kind:ident: $($type:ty),+;)+) => {$($(
        impl Stored for $type {
            const KIND: Kind = Kind::$kind;
            fn stored(&self) -> Value {
                Value::from(*self)
            }
        }
    )+)+};
}
stored! {
    Int: u8, u16, u32, u64, i32, bool, base::AgencyNumber, base::Day, base::Position, base::Timestamp, base::UnitNumber;
    Blob: base::StreamId, base::PersonId, base::EntryId, Digest;
    Text: base::PublicCode;
}

impl Stored for base::Code {
    const KIND: Kind = Kind::Text;
    fn stored(&self) -> Value {
        Value::from(self)
    }
}

/// A row of a projection.
pub(crate) trait ProjectedRow: Sized {
    /// Its projection.
    const PROJECTION: &'static Projection;
    /// Its values in the order of the projection's columns.
    fn values(&self) -> Vec<Value>;
    /// The row of these values.
    fn read(row: &Row) -> Result<Self, Problem>;
}

/// Writes a row's struct once: its fields are the projection's columns, in this order.
macro_rules! projected {
    ($(#[$doc:meta])* $name:ident of $projection:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)+ }

        impl $name {
            pub(crate) const COLUMNS: &'static [(&'static str, $crate::projection::Kind)] =
                &[$((stringify!($field), <$type as $crate::projection::Stored>::KIND)),+];
        }

        impl $crate::projection::ProjectedRow for $name {
            const PROJECTION: &'static $crate::projection::Projection = &$projection;

            fn values(&self) -> Vec<$crate::value::Value> {
                vec![$($crate::projection::Stored::stored(&self.$field)),+]
            }

            fn read(row: &$crate::value::Row) -> Result<Self, base::Problem> {
                let mut columns = 0..;
                let mut next = || columns.next().unwrap_or_default();
                Ok(Self { $($field: row.get(next())?,)+ })
            }
        }
    };
}
pub(crate) use projected;

/// Which of a projection's tables is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The one that lists read.
    Live,
    /// The one being filled anew.
    Second,
}

static SOCIAL: [&Projection; 12] = [
    &crate::files::FILES,
    &crate::files::CONFLICTS,
    &crate::concerns::CONCERNS,
    &crate::glass::GLASS,
    &crate::referrals::REFERRALS,
    &crate::signals::SIGNALS,
    &crate::reports::REPORTS,
    &crate::datasets::DATASETS,
    &crate::batches::BATCHES,
    &crate::reads::READS,
    &crate::erasures::ERASURES,
    &crate::erasures::TOMBSTONES,
];

static JUSTICE: [&Projection; 2] = [&crate::criminal_files::CRIMINAL_FILES, &crate::notices::NOTICES];

/// All projections of a database.
#[must_use]
pub fn projections(database: Database) -> &'static [&'static Projection] {
    match database {
        Database::Social => &SOCIAL,
        Database::Justice => &JUSTICE,
        Database::Directory | Database::Programme | Database::Keys | Database::Session => &[],
    }
}

impl Projection {
    /// The table's name, also its name in messages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The database its table lies in.
    #[must_use]
    pub fn database(&self) -> Database {
        self.database
    }

    pub(crate) fn table(&self, target: Target) -> String {
        match target {
            Target::Live => self.name.to_owned(),
            Target::Second => format!("{}_second", self.name),
        }
    }

    /// The columns' names, for a statement.
    pub(crate) fn column_names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(name, _)| *name).collect()
    }

    pub(crate) fn create_table(&self, target: Target) -> String {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|(name, kind)| {
                let kind = match kind {
                    Kind::Int => "INTEGER",
                    Kind::Text => "TEXT",
                    Kind::Blob => "BLOB",
                };
                let unique = if self.unique.contains(name) { " UNIQUE" } else { "" };
                format!("{name} {kind} NOT NULL{unique}")
            })
            .collect();
        let key = self.key.join(", ");
        format!("CREATE TABLE {} ({}, PRIMARY KEY ({key})) STRICT;", self.table(target), columns.join(", "))
    }

    pub(crate) fn create_indexes(&self) -> String {
        let indexes = self.indexes.iter().enumerate().map(|(number, columns)| {
            format!("CREATE INDEX {}_{number} ON {} ({});", self.name, self.name, columns.join(", "))
        });
        indexes.collect()
    }

    /// What follows the values of an insert: a row of the same key is replaced.
    fn replacing(&self) -> String {
        let others: Vec<String> = self
            .columns
            .iter()
            .filter(|(name, _)| !self.key.contains(name))
            .map(|(name, _)| format!("{name} = excluded.{name}"))
            .collect();
        let key = self.key.join(", ");
        if others.is_empty() {
            format!("ON CONFLICT ({key}) DO NOTHING")
        } else {
            format!("ON CONFLICT ({key}) DO UPDATE SET {}", others.join(", "))
        }
    }

    /// The statements that are the same in every run.
    pub(crate) fn statements(&self) -> Vec<String> {
        vec![insert_statement(self.name, &self.column_names(), &self.replacing(), 1), self.digest_statement()]
    }

    fn digest_statement(&self) -> String {
        format!(
            "SELECT {} FROM {} ORDER BY {}",
            self.column_names().join(", "),
            self.name,
            self.key.join(", ")
        )
    }
}

/// Writes rows, each in the place of the row with the same key.
pub(crate) fn put<R: ProjectedRow>(tx: &mut Tx<'_>, target: Target, rows: &[R]) -> Result<(), Problem> {
    let projection = R::PROJECTION;
    if tx.database() != projection.database {
        return Err(Problem::internal(format!("`{}` is not in `{}`", projection.name, tx.database().name())));
    }
    let values: Vec<Vec<Value>> = rows.iter().map(ProjectedRow::values).collect();
    tx.insert_rows(&projection.table(target), &projection.column_names(), &projection.replacing(), &values)
}

/// Deletes the rows whose `columns` have these values.
pub(crate) fn delete<R: ProjectedRow>(
    tx: &mut Tx<'_>,
    target: Target,
    conditions: &[(&str, &str, Value)],
) -> Result<u64, Problem> {
    let table = R::PROJECTION.table(target);
    let (mut wheres, mut parameters) = (Vec::new(), Vec::new());
    for (column, operator, value) in conditions {
        parameters.push(value.clone());
        wheres.push(format!("{column} {operator} ${}", parameters.len()));
    }
    tx.execute(&format!("DELETE FROM {table} WHERE {}", wheres.join(" AND ")), &parameters)
}

/// Tells PostgreSQL's planner what the tables of this database hold now, so that lists are found by their indexes
/// from the first one on: after a large import (a refill tells by itself). It finds out by itself within minutes; SQLite
/// needs no telling.
///
/// # Errors
/// An engine's error.
pub fn refresh_statistics(tx: &mut Tx<'_>) -> Result<(), Problem> {
    if tx.is_postgres() {
        for projection in projections(tx.database()) {
            tx.batch(&format!("ANALYZE {}", projection.name))?;
        }
        tx.batch("ANALYZE entry")?;
    }
    Ok(())
}

/// The digest of a projection's rows in the order of their keys: the same rows have the same digest on both
/// engines, however they came about.
///
/// # Errors
/// An engine's error.
pub fn digest(tx: &mut Tx<'_>, projection: &Projection) -> Result<Digest, Problem> {
    // Each row's digest is drawn into the running one, so that no more than a row is in memory.
    let mut running = vault::digest(projection.name.as_bytes());
    tx.for_each_row(&projection.digest_statement(), &[], &mut |row| {
        let mut bytes = running.0.to_vec();
        for value in row.values() {
            append_canonical(&mut bytes, value);
        }
        running = vault::digest(&bytes);
        Ok(())
    })?;
    Ok(running)
}

/// A value as a kind byte, a length and its bytes, so that no two rows share their bytes.
fn append_canonical(bytes: &mut Vec<u8>, value: &Value) {
    let (kind, body): (u8, &[u8]) = match value {
        Value::Null => (0, &[]),
        Value::Int(number) => {
            bytes.push(1);
            bytes.extend_from_slice(&number.to_be_bytes());
            return;
        }
        Value::Text(text) => (2, text.as_bytes()),
        Value::Blob(blob) => (3, blob),
    };
    bytes.push(kind);
    bytes.extend_from_slice(&u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes());
    bytes.extend_from_slice(body);
}
