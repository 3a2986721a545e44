//! Who read what: one row for each entry of a companion stream.

use base::{Code, Compartment, PersonId, Position, Problem, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;

/// The projection of reads.
pub static READS: Projection = Projection {
    name: "reads_row",
    number: 1,
    database: Database::Social,
    columns: ReadRow::COLUMNS,
    key: &["position"],
    unique: &[],
    indexes: &[&["stream", "read_at", "position"], &["person", "read_at", "position"]],
    conflict_stream: None,
};

projected! {
    /// One act of reading.
    ReadRow of READS {
        /// The position of its entry.
        position: Position,
        /// The file or signal that was read.
        stream: StreamId,
        /// Who read it.
        person: PersonId,
        /// The compartment's number.
        compartment: u8,
        /// The purpose's code.
        purpose: Code,
        /// When.
        read_at: Timestamp,
    }
}

/// Reads are listed by time, the latest first.
pub(crate) const ORDER: Order = Order { column: "read_at", descending: true };

/// Writes reads.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[ReadRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// A page of who read a file or signal, the latest first, those `without` this purpose alone where one is named.
/// Whether the asker may know is decided on the file.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn of_stream(
    tx: &mut Tx<'_>,
    stream: StreamId,
    without: Option<&Code>,
    page: &Page,
) -> Result<Listed<ReadRow>, Problem> {
    let mut condition = Where::default();
    condition.and("stream", "=", stream);
    if let Some(purpose) = without {
        condition.and("purpose", "<>", purpose);
    }
    listing::list(tx, condition, ORDER, page)
}

/// A page of what a person read, the latest first.
///
/// # Errors
/// As [`of_stream`].
pub fn of_person(tx: &mut Tx<'_>, person: PersonId, page: &Page) -> Result<Listed<ReadRow>, Problem> {
    let mut condition = Where::default();
    condition.and("person", "=", person);
    listing::list(tx, condition, ORDER, page)
}

/// Whether a person has read this compartment for this purpose since an instant: then the same reading need not
/// be recorded again yet.
///
/// # Errors
/// An engine's error.
pub fn recorded_since(
    tx: &mut Tx<'_>,
    stream: StreamId,
    person: PersonId,
    compartment: Compartment,
    purpose: &Code,
    since: Timestamp,
) -> Result<bool, Problem> {
    let values = [stream.into(), since.into(), person.into(), compartment.number().into(), purpose.into()];
    Ok(tx.query_one(RECORDED, &values)?.is_some())
}

const RECORDED: &str = "SELECT position FROM reads_row WHERE stream = $1 AND read_at >= $2 AND person = $3 \
     AND compartment = $4 AND purpose = $5 LIMIT 1";
pub(crate) const STATEMENTS: &[&str] = &[RECORDED];
