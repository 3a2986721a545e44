//! Conflicts of interest as they were named: by whom, for which reason, and who handles the record since. Who must
//! not see a record is the table beside ([`crate::files::CONFLICTS`]) that every list asks.

use access::Filter;
use base::{AgencyNumber, Code, PersonId, Position, Problem, PublicCode, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;
use crate::value::Value;

/// The projection of named conflicts.
pub static CONCERNS: Projection = Projection {
    name: "concern_row",
    number: 1,
    database: Database::Social,
    columns: ConcernRow::COLUMNS,
    key: &["concern"],
    unique: &["code"],
    indexes: &[
        &["last_position", "concern"],
        &["agency", "last_position", "concern"],
        &["state", "last_position", "concern"],
        &["stream", "person"],
    ],
    conflict_stream: Some("stream"),
};

projected! {
    /// A person's conflict of interest in a record.
    ConcernRow of CONCERNS {
        /// Its own stream.
        concern: StreamId,
        /// Its own code, for addresses.
        code: PublicCode,
        /// The file, or the signal while there is no file.
        stream: StreamId,
        /// The signal that the file came from; nil where there is none.
        signal: StreamId,
        /// The code of that file or signal.
        record: PublicCode,
        /// The agency that works on it.
        agency: AgencyNumber,
        /// Whom it concerns.
        person: PersonId,
        /// Who handles the record since; nil while nobody is named.
        handler: PersonId,
        /// Why: a code of the workflow's list.
        reason: Code,
        /// 0 waits for a handler, 1 in force, 2 ended.
        state: u8,
        /// Who named it; the person themself when they said so.
        named_by: PersonId,
        /// When.
        named_at: Timestamp,
        /// Who ended it; nil before.
        ended_by: PersonId,
        /// When; 0 before.
        ended_at: Timestamp,
        /// The last entry's position.
        last_position: Position,
    }
}

/// Conflicts are listed by their last change, the latest first.
pub(crate) const ORDER: Order = Order { column: "last_position", descending: true };

/// Writes conflicts, each in the place of its former row.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[ConcernRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// A page of the conflicts that may be seen.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(
    tx: &mut Tx<'_>,
    visible: &Filter,
    state: Option<u8>,
    page: &Page,
) -> Result<Listed<ConcernRow>, Problem> {
    let mut condition = Where::visible(&CONCERNS, visible)?;
    condition.and_equals("state", state);
    listing::list(tx, condition, ORDER, page)
}

/// The conflict of a code, if it may be seen.
///
/// # Errors
/// An engine's error.
pub fn by_code(tx: &mut Tx<'_>, visible: &Filter, code: PublicCode) -> Result<Option<ConcernRow>, Problem> {
    let mut condition = Where::visible(&CONCERNS, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}

/// The conflicts of these streams of their own, in no order.
///
/// # Errors
/// An engine's error.
pub fn of_concerns(tx: &mut Tx<'_>, concerns: &[StreamId]) -> Result<Vec<ConcernRow>, Problem> {
    let mut found = Vec::new();
    for chunk in concerns.chunks(256) {
        let values: Vec<Value> = chunk.iter().map(|concern| (*concern).into()).collect();
        let mut condition = Where::default();
        condition.and_in("concern", &values);
        found.extend(listing::all::<ConcernRow>(tx, &condition)?);
    }
    Ok(found)
}

/// All conflicts in a file or signal, ended ones included, in no order.
///
/// # Errors
/// An engine's error.
pub fn of_stream(tx: &mut Tx<'_>, stream: StreamId) -> Result<Vec<ConcernRow>, Problem> {
    let mut condition = Where::default();
    condition.and("stream", "=", stream);
    listing::all(tx, &condition)
}
