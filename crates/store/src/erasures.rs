//! Who a child is, erased or asked to be: the requests, and a tombstone for each stream whose keys are destroyed.

use access::Filter;
use base::{AgencyNumber, Code, PersonId, Position, Problem, PublicCode, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;

/// The projection of requests.
pub static ERASURES: Projection = Projection {
    name: "erasure_row",
    number: 1,
    database: Database::Social,
    columns: ErasureRow::COLUMNS,
    key: &["stream"],
    unique: &["code"],
    indexes: &[&["last_position", "stream"], &["state", "last_position", "stream"]],
    conflict_stream: Some("stream"),
};

/// The projection of tombstones: all that is left in lists of an erased stream.
pub static TOMBSTONES: Projection = Projection {
    name: "tombstone_row",
    number: 1,
    database: Database::Social,
    columns: TombstoneRow::COLUMNS,
    key: &["stream"],
    unique: &[],
    indexes: &[&["last_position", "stream"]],
    conflict_stream: None,
};

projected! {
    /// The last request to erase a file.
    ErasureRow of ERASURES {
        /// The file's stream.
        stream: StreamId,
        /// The code the file has, or had.
        code: PublicCode,
        /// The agency that works, or worked, on it.
        agency: AgencyNumber,
        /// On which ground: `retention_end` or `upheld_request`.
        ground: Code,
        /// 0 asked, 1 declined, 2 erased.
        state: u8,
        /// Who asked.
        asked_by: PersonId,
        /// When.
        asked_at: Timestamp,
        /// Who decided; nil before.
        decided_by: PersonId,
        /// When; 0 before.
        decided_at: Timestamp,
        /// The last entry's position.
        last_position: Position,
    }
}

projected! {
    /// An erased stream.
    TombstoneRow of TOMBSTONES {
        /// The stream.
        stream: StreamId,
        /// When it was erased.
        erased_at: Timestamp,
        /// The position of the entry that says so.
        last_position: Position,
    }
}

/// Requests are listed by their last change, the latest first.
pub(crate) const ORDER: Order = Order { column: "last_position", descending: true };

/// Writes requests, each in the place of its former row.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[ErasureRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// Writes tombstones.
///
/// # Errors
/// An engine's error.
pub fn put_tombstones(tx: &mut Tx<'_>, target: Target, rows: &[TombstoneRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// Takes the rows of a file, its referrals, its conflicts and a signal out of all lists; of a conflict's own stream,
/// that conflict; of a request's to open a file, that request.
///
/// # Errors
/// An engine's error.
pub fn unlist(tx: &mut Tx<'_>, stream: StreamId) -> Result<(), Problem> {
    let live = Target::Live;
    projection::delete::<crate::files::FileRow>(tx, live, &[("stream", "=", stream.into())])?;
    projection::delete::<crate::files::ConflictRow>(tx, live, &[("stream", "=", stream.into())])?;
    projection::delete::<crate::concerns::ConcernRow>(tx, live, &[("concern", "=", stream.into())])?;
    projection::delete::<crate::glass::GlassRow>(tx, live, &[("glass", "=", stream.into())])?;
    projection::delete::<crate::referrals::ReferralRow>(tx, live, &[("file", "=", stream.into())])?;
    projection::delete::<crate::signals::SignalRow>(tx, live, &[("stream", "=", stream.into())])?;
    Ok(())
}

/// A page of the requests that may be seen.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(
    tx: &mut Tx<'_>,
    visible: &Filter,
    state: Option<u8>,
    page: &Page,
) -> Result<Listed<ErasureRow>, Problem> {
    let mut condition = Where::visible(&ERASURES, visible)?;
    condition.and_equals("state", state);
    listing::list(tx, condition, ORDER, page)
}

/// The request about the file of a code, if it may be seen.
///
/// # Errors
/// An engine's error.
pub fn by_code(tx: &mut Tx<'_>, visible: &Filter, code: PublicCode) -> Result<Option<ErasureRow>, Problem> {
    let mut condition = Where::visible(&ERASURES, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}

/// All tombstones, the first first.
///
/// # Errors
/// An engine's error.
pub fn tombstones(tx: &mut Tx<'_>) -> Result<Vec<TombstoneRow>, Problem> {
    let rows = tx.query(ALL_TOMBSTONES, &[])?;
    rows.iter()
        .map(|row| {
            Ok(TombstoneRow { stream: row.get(0)?, erased_at: row.get(1)?, last_position: row.get(2)? })
        })
        .collect()
}

/// Whether a stream is erased.
///
/// # Errors
/// An engine's error.
pub fn is_erased(tx: &mut Tx<'_>, stream: StreamId) -> Result<bool, Problem> {
    Ok(tx.query_one(TOMBSTONE_OF, &[stream.into()])?.is_some())
}

const ALL_TOMBSTONES: &str =
    "SELECT stream, erased_at, last_position FROM tombstone_row ORDER BY last_position, stream";
const TOMBSTONE_OF: &str = "SELECT last_position FROM tombstone_row WHERE stream = $1";
pub(crate) const STATEMENTS: &[&str] = &[ALL_TOMBSTONES, TOMBSTONE_OF];
