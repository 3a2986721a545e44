//! The list of criminal files.

use access::Filter;
use base::{AgencyNumber, Code, Day, Position, Problem, PublicCode, StreamId, Timestamp};

use crate::database::Database;
use crate::listing::{self, Listed, Order, Page, Where};
use crate::projection::{self, Projection, Target, projected};
use crate::transaction::Tx;

/// The projection of criminal files.
pub static CRIMINAL_FILES: Projection = Projection {
    name: "criminal_file_row",
    number: 1,
    database: Database::Justice,
    columns: CriminalFileRow::COLUMNS,
    key: &["stream"],
    unique: &["code"],
    indexes: &[&["last_position", "stream"], &["agency", "last_position", "stream"]],
    conflict_stream: None,
};

projected! {
    /// A criminal file as lists show it. Days that have not come are 0.
    CriminalFileRow of CRIMINAL_FILES {
        /// Its stream.
        stream: StreamId,
        /// The code people use.
        code: PublicCode,
        /// The unit that works it.
        agency: AgencyNumber,
        /// The unit's county (list `county`).
        county: u16,
        /// How far it is.
        phase: Code,
        /// Whether the victim is a child (list `yes_no`).
        child_victim: u16,
        /// Whether it happened online (list `yes_no`).
        online: u16,
        /// The first article named (list `criminal_article`).
        article: u16,
        /// When it was registered.
        opened_day: Day,
        /// When defendants were sent to trial.
        indicted_day: Day,
        /// How many defendants there are.
        defendants: u16,
        /// Of how many no appeal is left.
        judged: u16,
        /// How often the child was heard.
        hearings: u16,
        /// Whether it is closed.
        closed: bool,
        /// When it was last changed.
        last_recorded_at: Timestamp,
        /// The stream's version.
        version: u32,
        /// The last entry's position.
        last_position: Position,
    }
}

/// Writes criminal files, each in the place of its former row.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, target: Target, rows: &[CriminalFileRow]) -> Result<(), Problem> {
    projection::put(tx, target, rows)
}

/// A page of the criminal files that may be seen: the one that changed last first.
///
/// # Errors
/// `page_unknown` for a cursor of another list; or an engine's error.
pub fn list(tx: &mut Tx<'_>, visible: &Filter, page: &Page) -> Result<Listed<CriminalFileRow>, Problem> {
    let order = Order { column: "last_position", descending: true };
    listing::list(tx, Where::visible(&CRIMINAL_FILES, visible)?, order, page)
}

/// The criminal file of a code, if it may be seen: one statement, whether it is hidden or not there.
///
/// # Errors
/// An engine's error.
pub fn by_code(
    tx: &mut Tx<'_>,
    visible: &Filter,
    code: PublicCode,
) -> Result<Option<CriminalFileRow>, Problem> {
    let mut condition = Where::visible(&CRIMINAL_FILES, visible)?;
    condition.and("code", "=", code);
    listing::one(tx, &condition)
}

/// The criminal file of a stream, if it may be seen.
///
/// # Errors
/// An engine's error.
pub fn by_stream(
    tx: &mut Tx<'_>,
    visible: &Filter,
    stream: StreamId,
) -> Result<Option<CriminalFileRow>, Problem> {
    let mut condition = Where::visible(&CRIMINAL_FILES, visible)?;
    condition.and("stream", "=", stream);
    listing::one(tx, &condition)
}
