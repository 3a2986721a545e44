//! Files opened in an emergency by somebody whose they are not: who asked, who agreed, until when, and what the
//! data-protection officer said afterwards.

use access::Filter;
use base::{AgencyNumber, Code, PersonId, Position, Problem, PublicCode, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;

/// The projection of requests.
pub static GLASS: Projection = Projection {
    name: "glass_row",
    number: 1,
    database: Database::Social,
    columns: GlassRow::COLUMNS,
    key: &["glass"],
    unique: &["code"],
    indexes: &[
        &["last_position", "glass"],
        &["agency", "last_position", "glass"],
        &["from_agency", "last_position", "glass"],
        &["asker", "last_position", "glass"],
        &["stream", "quiet"],
    ],
    conflict_stream: Some("stream"),
};

projected! {
    /// A request to open a file that is not one's own.
    GlassRow of GLASS {
        /// Its own stream.
        glass: StreamId,
        /// Its own code, for addresses.
        code: PublicCode,
        /// The file; nil where no file has the code that was told.
        stream: StreamId,
        /// The code that was told.
        told: PublicCode,
        /// The agency that works on the file; 0 where there is none.
        agency: AgencyNumber,
        /// The agency of whoever asks.
        from_agency: AgencyNumber,
        /// Whoever asks.
        asker: PersonId,
        /// Why: a code of the workflow's list.
        reason: Code,
        /// Whether the case manager is part of the reason, and is not told.
        quiet: bool,
        /// 0 asked, 1 agreed, 2 declined, 3 ended.
        state: u8,
        /// When it ends by itself, in seconds since 1970; 0 before somebody agreed.
        until: u64,
        /// When it was asked.
        asked_at: Timestamp,
        /// Who decided; nil before.
        decided_by: PersonId,
        /// When; 0 before.
        decided_at: Timestamp,
        /// 0 not looked at yet, 1 justified, 2 not justified.
        review: u8,
        /// Who said so; nil before.
        reviewed_by: PersonId,
        /// When; 0 before.
        reviewed_at: Timestamp,
        /// The last entry's position.
        last_position: Position,
    }
}

/// Requests are listed by their last change, the latest first.
pub(crate) const ORDER: Order = Order { column: "last_position", descending: true };

/// Writes requests, each in the place of its former row.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[GlassRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// A page of the requests that may be seen.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(tx: &mut Tx<'_>, visible: &Filter, page: &Page) -> Result<Listed<GlassRow>, Problem> {
    listing::list(tx, Where::visible(&GLASS, visible)?, ORDER, page)
}

/// The request of a code, if it may be seen.
///
/// # Errors
/// An engine's error.
pub fn by_code(tx: &mut Tx<'_>, visible: &Filter, code: PublicCode) -> Result<Option<GlassRow>, Problem> {
    let mut condition = Where::visible(&GLASS, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}

/// All requests about a file, in no order.
///
/// # Errors
/// An engine's error.
pub fn of_stream(tx: &mut Tx<'_>, stream: StreamId) -> Result<Vec<GlassRow>, Problem> {
    let mut condition = Where::default();
    condition.and("stream", "=", stream);
    listing::all(tx, &condition)
}
