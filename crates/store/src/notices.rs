//! The list of notices that child protection sent to units of police and prosecution.

use access::Filter;
use base::{AgencyNumber, Position, Problem, PublicCode, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;

/// The projection of notices.
pub static NOTICES: Projection = Projection {
    name: "notice_row",
    number: 1,
    database: Database::Justice,
    columns: NoticeRow::COLUMNS,
    key: &["stream"],
    unique: &["code"],
    indexes: &[&["last_position", "stream"], &["agency", "last_position", "stream"]],
    conflict_stream: None,
};

projected! {
    /// A notice as lists show it.
    NoticeRow of NOTICES {
        /// Its stream.
        stream: StreamId,
        /// The code people use.
        code: PublicCode,
        /// The unit it was sent to.
        agency: AgencyNumber,
        /// That unit's county (list `county`).
        county: u16,
        /// Who sent it.
        from_agency: AgencyNumber,
        /// The legal ground (list `crossing_basis`).
        basis: u16,
        /// What for (list `crossing_purpose`).
        purpose: u16,
        /// Whether who the child is was sent too.
        has_identity: bool,
        /// When it came in.
        received_at: Timestamp,
        /// The criminal file opened from it; nil while there is none.
        file: StreamId,
        /// The stream's version.
        version: u32,
        /// The last entry's position.
        last_position: Position,
    }
}

/// Writes notices, each in the place of its former row.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[NoticeRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// A page of the notices that may be seen: the one that changed last first.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(tx: &mut Tx<'_>, visible: &Filter, page: &Page) -> Result<Listed<NoticeRow>, Problem> {
    let order = Order { column: "last_position", descending: true };
    listing::list(tx, Where::visible(&NOTICES, visible)?, order, page)
}

/// The notice of a code, if it may be seen: one statement, whether it is hidden or not there.
///
/// # Errors
/// An engine's error.
pub fn by_code(tx: &mut Tx<'_>, visible: &Filter, code: PublicCode) -> Result<Option<NoticeRow>, Problem> {
    let mut condition = Where::visible(&NOTICES, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}

/// The notice of a stream, if it may be seen.
///
/// # Errors
/// An engine's error.
pub fn by_stream(tx: &mut Tx<'_>, visible: &Filter, stream: StreamId) -> Result<Option<NoticeRow>, Problem> {
    let mut condition = Where::visible(&NOTICES, visible)?;
    condition.and("stream", "=", stream);
    listing::one(tx, &condition)
}
