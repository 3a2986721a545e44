//! Statistical datasets whose rows have become facts.

use access::Filter;
use base::{AgencyNumber, Code, Position, Problem, StreamId};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;

/// The projection of adopted datasets.
pub static DATASETS: Projection = Projection {
    name: "dataset_row",
    number: 1,
    database: Database::Social,
    columns: DatasetRow::COLUMNS,
    key: &["number"],
    unique: &["code"],
    indexes: &[&["last_position", "number"], &["agency", "last_position", "number"]],
    conflict_stream: None,
};

projected! {
    /// A dataset with facts.
    DatasetRow of DATASETS {
        /// Its number in facts, from 1.
        number: u16,
        /// Its code in addresses and definitions.
        code: Code,
        /// The agency that brought it in.
        agency: AgencyNumber,
        /// The batch that was adopted.
        batch: StreamId,
        /// How many rows became facts.
        row_count: u64,
        /// The position its facts count from.
        adopted: Position,
        /// The last entry's position.
        last_position: Position,
    }
}

/// Datasets are listed by their last change, the latest first.
pub(crate) const ORDER: Order = Order { column: "last_position", descending: true };

/// Writes datasets, each in the place of its former row.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[DatasetRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// A page of the datasets that may be seen.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(tx: &mut Tx<'_>, visible: &Filter, page: &Page) -> Result<Listed<DatasetRow>, Problem> {
    listing::list(tx, Where::visible(&DATASETS, visible)?, ORDER, page)
}

/// The dataset of a code, if it may be seen.
///
/// # Errors
/// An engine's error.
pub fn by_code(tx: &mut Tx<'_>, visible: &Filter, code: &Code) -> Result<Option<DatasetRow>, Problem> {
    let mut condition = Where::visible(&DATASETS, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}
