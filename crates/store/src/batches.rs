//! Files being imported: staged, adopted or discarded.

use access::Filter;
use base::{AgencyNumber, Digest, PersonId, Position, Problem, PublicCode, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;

/// The projection of imports.
pub static BATCHES: Projection = Projection {
    name: "batch_row",
    number: 1,
    database: Database::Social,
    columns: BatchRow::COLUMNS,
    key: &["stream"],
    unique: &["code"],
    indexes: &[
        &["last_position", "stream"],
        &["agency", "last_position", "stream"],
        &["file_digest", "last_position", "stream"],
    ],
    conflict_stream: None,
};

projected! {
    /// An import.
    BatchRow of BATCHES {
        /// Its stream.
        stream: StreamId,
        /// The code people use.
        code: PublicCode,
        /// The dataset it is for.
        dataset: u16,
        /// The agency that brought it.
        agency: AgencyNumber,
        /// Who opened it.
        person: PersonId,
        /// The digest of the file and of the map it is read by: the same again adds nothing.
        file_digest: Digest,
        /// Rows staged so far.
        row_count: u64,
        /// Chunks staged so far: where a killed import goes on.
        chunk_count: u32,
        /// 0 staged, 1 adopted, 2 discarded.
        state: u8,
        /// When it was opened.
        opened_at: Timestamp,
        /// When it was adopted or discarded; 0 before.
        ended_at: Timestamp,
        /// The stream's version.
        version: u32,
        /// The last entry's position.
        last_position: Position,
    }
}

/// Imports are listed by their last change, the latest first.
pub(crate) const ORDER: Order = Order { column: "last_position", descending: true };

/// Writes imports, each in the place of its former row.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[BatchRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// A page of the imports that may be seen.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(tx: &mut Tx<'_>, visible: &Filter, page: &Page) -> Result<Listed<BatchRow>, Problem> {
    listing::list(tx, Where::visible(&BATCHES, visible)?, ORDER, page)
}

/// The import of a code, if it may be seen.
///
/// # Errors
/// An engine's error.
pub fn by_code(tx: &mut Tx<'_>, visible: &Filter, code: PublicCode) -> Result<Option<BatchRow>, Problem> {
    let mut condition = Where::visible(&BATCHES, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}

/// The imports of a file that was not discarded, the latest first.
///
/// # Errors
/// An engine's error.
pub fn of_file(tx: &mut Tx<'_>, visible: &Filter, file_digest: &Digest) -> Result<Vec<BatchRow>, Problem> {
    let mut condition = Where::visible(&BATCHES, visible)?;
    condition.and("file_digest", "=", *file_digest);
    condition.and("state", "<", 2_u8);
    Ok(listing::list(tx, condition, ORDER, &Page::first(100))?.rows)
}
