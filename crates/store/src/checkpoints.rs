//! Signed checkpoints: one for each size of the tree, whoever signs first.

use base::Problem;
use ledger::SignedCheckpoint;

use crate::entries::damaged;
use crate::transaction::Tx;
use crate::value::Row;

const KEEP: &str = "INSERT INTO checkpoint (size, text) VALUES ($1, $2) ON CONFLICT (size) DO NOTHING";
const AT: &str = "SELECT text FROM checkpoint WHERE size = $1";
const UP_TO: &str = "SELECT text FROM checkpoint WHERE size <= $1 ORDER BY size DESC LIMIT $2";
const FROM: &str = "SELECT text FROM checkpoint WHERE size >= $1 ORDER BY size LIMIT 1";
pub(crate) const STATEMENTS: &[&str] = &[KEEP, AT, UP_TO, FROM];

/// Keeps a checkpoint, unless there is one of the same size. The one that is kept.
///
/// # Errors
/// `database_damaged` when the one that was there cannot be read; or an engine's error.
pub fn keep(tx: &mut Tx<'_>, checkpoint: &SignedCheckpoint) -> Result<SignedCheckpoint, Problem> {
    let size = checkpoint.checkpoint.size;
    tx.execute(KEEP, &[size.into(), checkpoint.to_text().into()])?;
    at(tx, size)?.ok_or_else(|| Problem::internal("a kept checkpoint is gone"))
}

/// The checkpoint of a size.
///
/// # Errors
/// As [`keep`].
pub fn at(tx: &mut Tx<'_>, size: u64) -> Result<Option<SignedCheckpoint>, Problem> {
    tx.query_one(AT, &[size.into()])?.as_ref().map(read).transpose()
}

/// At most `limit` checkpoints of trees up to a size, the largest first.
///
/// # Errors
/// As [`keep`].
pub fn up_to(tx: &mut Tx<'_>, size: u64, limit: u32) -> Result<Vec<SignedCheckpoint>, Problem> {
    tx.query(UP_TO, &[size.into(), limit.into()])?.iter().map(read).collect()
}

/// The last checkpoint.
///
/// # Errors
/// As [`keep`].
pub fn latest(tx: &mut Tx<'_>) -> Result<Option<SignedCheckpoint>, Problem> {
    Ok(up_to(tx, u64::MAX, 1)?.pop())
}

/// The smallest checkpoint whose tree has at least this size: the first that vouches for that position.
///
/// # Errors
/// As [`keep`].
pub fn first_from(tx: &mut Tx<'_>, size: u64) -> Result<Option<SignedCheckpoint>, Problem> {
    tx.query_one(FROM, &[size.into()])?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<SignedCheckpoint, Problem> {
    SignedCheckpoint::parse(row.get::<String>(0)?.as_bytes()).map_err(damaged)
}
