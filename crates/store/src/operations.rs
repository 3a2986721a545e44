//! When a backup was last taken and when one was last proved to restore: one row of each kind. They belong to the
//! machine they happened on and are in no backup.

use base::{Problem, Timestamp};

use crate::transaction::Tx;

const PUT: &str = "INSERT INTO operation (kind, finished_at, good, bytes, made_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (kind) DO UPDATE SET finished_at = excluded.finished_at, good = excluded.good, \
     bytes = excluded.bytes, made_at = excluded.made_at";
const ALL: &str = "SELECT kind, finished_at, good, bytes, made_at FROM operation ORDER BY kind";
pub(crate) const STATEMENTS: &[&str] = &[PUT, ALL];

/// The last operation of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `backup` or `drill`.
    pub kind: String,
    /// When it ended.
    pub finished_at: Timestamp,
    /// Whether it went well.
    pub good: bool,
    /// How large the backup is.
    pub bytes: u64,
    /// Of which time the backup is.
    pub made_at: Timestamp,
}

/// Notes an operation in the place of the last one of its kind.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, operation: &Operation) -> Result<(), Problem> {
    let values = [
        operation.kind.as_str().into(),
        operation.finished_at.into(),
        u8::from(operation.good).into(),
        operation.bytes.into(),
        operation.made_at.into(),
    ];
    tx.execute(PUT, &values).map(drop)
}

/// The last operation of each kind.
///
/// # Errors
/// An engine's error.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Operation>, Problem> {
    let rows = tx.query(ALL, &[])?;
    rows.iter()
        .map(|row| {
            Ok(Operation {
                kind: row.get(0)?,
                finished_at: row.get(1)?,
                good: row.get::<u8>(2)? == 1,
                bytes: row.get(3)?,
                made_at: row.get(4)?,
            })
        })
        .collect()
}
