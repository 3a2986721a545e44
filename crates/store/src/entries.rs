//! Reading the ledger: entries by stream, position, id and time, and its head.

use base::{EntryId, Position, Problem, StreamId, Timestamp};
use ledger::{Entry, EntryView, Frontier};

use crate::transaction::Tx;
use crate::value::Row;

const HEAD: &str = "SELECT h.frontier, (SELECT recorded_at FROM entry ORDER BY position DESC LIMIT 1) \
     FROM head AS h WHERE h.id = 1";
const OF_STREAM: &str = "SELECT bytes FROM entry WHERE stream = $1 AND position <= $2 ORDER BY version";
const AFTER: &str = "SELECT bytes FROM entry WHERE position > $1 ORDER BY position LIMIT $2";
const BEFORE: &str = "SELECT bytes FROM entry WHERE position < $1 ORDER BY position DESC LIMIT $2";
const BETWEEN: &str = "SELECT bytes FROM entry WHERE position > $1 AND position <= $2 ORDER BY position";
const BY_ID: &str = "SELECT bytes FROM entry WHERE id = $1";
const AT_POSITION: &str = "SELECT bytes FROM entry WHERE position = $1";
const AT_TIME: &str =
    "SELECT position FROM entry WHERE recorded_at <= $1 ORDER BY recorded_at DESC, position DESC LIMIT 1";
const VERSION: &str = "SELECT max(version) FROM entry WHERE stream = $1";
pub(crate) const STATEMENTS: &[&str] =
    &[HEAD, OF_STREAM, AFTER, BEFORE, BETWEEN, BY_ID, AT_POSITION, AT_TIME, VERSION];

/// Where a ledger stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The right edge of the tree: its size and root.
    pub frontier: Frontier,
    /// When the last entry was recorded; `None` in an empty ledger.
    pub recorded_at: Option<Timestamp>,
}

impl Head {
    /// The last entry's position; 0 in an empty ledger.
    #[must_use]
    pub fn position(&self) -> Position {
        Position(self.frontier.size())
    }
}

/// The ledger's head.
///
/// # Errors
/// `database_damaged` when the stored frontier cannot be read; or an engine's error.
pub fn head(tx: &mut Tx<'_>) -> Result<Head, Problem> {
    let Some(row) = tx.query_one(HEAD, &[])? else {
        return Ok(Head { frontier: Frontier::new(), recorded_at: None });
    };
    let frontier = Frontier::decode(&row.get::<Vec<u8>>(0)?).map_err(damaged)?;
    Ok(Head { frontier, recorded_at: row.get(1)? })
}

/// A stream's entries in the order of versions.
///
/// # Errors
/// `database_damaged` when an entry cannot be read; or an engine's error.
pub fn stream_entries(tx: &mut Tx<'_>, stream: StreamId) -> Result<Vec<Entry>, Problem> {
    stream_entries_until(tx, stream, Position(u64::MAX))
}

/// A stream's entries as they were known at a position.
///
/// # Errors
/// As [`stream_entries`].
pub fn stream_entries_until(
    tx: &mut Tx<'_>,
    stream: StreamId,
    until: Position,
) -> Result<Vec<Entry>, Problem> {
    entries(tx.query(OF_STREAM, &[stream.into(), until.into()])?)
}

/// A stream's version; 0 when it does not exist.
///
/// # Errors
/// An engine's error.
pub fn stream_version(tx: &mut Tx<'_>, stream: StreamId) -> Result<u32, Problem> {
    let row = tx.query_one(VERSION, &[stream.into()])?;
    Ok(row.map(|row| row.get::<Option<u32>>(0)).transpose()?.flatten().unwrap_or(0))
}

/// The tail: at most `limit` entries after a position. Positions become visible in their order and without
/// gaps, so that whoever reads on from the last one misses nothing.
///
/// # Errors
/// As [`stream_entries`].
pub fn entries_after(tx: &mut Tx<'_>, after: Position, limit: u32) -> Result<Vec<Entry>, Problem> {
    entries(tx.query(AFTER, &[after.into(), limit.into()])?)
}

/// At most `limit` entries before a position, the newest first.
///
/// # Errors
/// As [`stream_entries`].
pub fn entries_before(tx: &mut Tx<'_>, before: Position, limit: u32) -> Result<Vec<Entry>, Problem> {
    entries(tx.query(BEFORE, &[before.into(), limit.into()])?)
}

/// Hands over the entries after one position up to another, one by one and undecoded: for whoever reads the
/// whole ledger at start.
///
/// # Errors
/// As [`stream_entries`], and what `each` refuses.
pub fn for_each_entry(
    tx: &mut Tx<'_>,
    after: Position,
    until: Position,
    each: &mut dyn FnMut(&EntryView<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    tx.for_each_row(BETWEEN, &[after.into(), until.into()], &mut |row| {
        let bytes = row.take_blob(0)?;
        each(&EntryView::parse(&bytes).map_err(damaged)?)
    })
}

/// The entry of an id.
///
/// # Errors
/// As [`stream_entries`].
pub fn entry(tx: &mut Tx<'_>, id: EntryId) -> Result<Option<Entry>, Problem> {
    Ok(entries(tx.query(BY_ID, &[id.into()])?)?.pop())
}

/// The entry at a position.
///
/// # Errors
/// As [`stream_entries`].
pub fn entry_at(tx: &mut Tx<'_>, position: Position) -> Result<Option<Entry>, Problem> {
    Ok(entries(tx.query(AT_POSITION, &[position.into()])?)?.pop())
}

/// The last position recorded at or before an instant; 0 when there is none. With the last microsecond of a day
/// it is what "as of that day" means.
///
/// # Errors
/// An engine's error.
pub fn position_at_end_of(tx: &mut Tx<'_>, instant: Timestamp) -> Result<Position, Problem> {
    tx.query_one(AT_TIME, &[instant.into()])?.map_or(Ok(Position(0)), |row| row.get(0))
}

fn entries(rows: Vec<Row>) -> Result<Vec<Entry>, Problem> {
    rows.into_iter().map(|mut row| Entry::decode(&row.take_blob(0)?).map_err(damaged)).collect()
}

/// What is stored is not what was written. Verification says where.
pub(crate) fn damaged(cause: impl std::fmt::Display) -> Problem {
    let mut problem = Problem::new(base::ProblemKind::Unavailable, "database_damaged");
    problem.inside = Some(cause.to_string());
    problem
}
