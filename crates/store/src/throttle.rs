//! Tries to sign in, counted where they survive a restart and several servers see them.
//!
//! A try is counted before its password is looked at and forgotten when it was right: tries at the same moment
//! would otherwise all be let through before the first of them has failed.

use base::{Digest, Problem, Timestamp};

use crate::transaction::Tx;

const TRIED: &str = "INSERT INTO login_throttle (name, failures, since) VALUES ($1, 1, $2) \
     ON CONFLICT (name) DO UPDATE SET \
     failures = CASE WHEN login_throttle.since <= $3 THEN 1 ELSE login_throttle.failures + 1 END, \
     since = CASE WHEN login_throttle.since <= $3 THEN excluded.since ELSE login_throttle.since END \
     RETURNING failures";
const CLEAR: &str = "DELETE FROM login_throttle WHERE name = $1";
const SWEEP: &str = "DELETE FROM login_throttle WHERE since <= $1";
pub(crate) const STATEMENTS: &[&str] = &[TRIED, CLEAR, SWEEP];

/// Counts a try under a name (a keyed digest of login or address, so that neither stands here) and tells how many
/// there were, this one too, within the window, in microseconds, since the first of them.
///
/// # Errors
/// An engine's error.
pub fn tried(tx: &mut Tx<'_>, name: &Digest, now: Timestamp, window: i64) -> Result<u32, Problem> {
    let row = tx.query_one(TRIED, &[(*name).into(), now.into(), now.plus(-window).into()])?;
    row.map_or(Ok(1), |row| row.get(0))
}

/// Forgets the tries of a name, after a success.
///
/// # Errors
/// An engine's error.
pub fn clear(tx: &mut Tx<'_>, name: &Digest) -> Result<(), Problem> {
    tx.execute(CLEAR, &[(*name).into()]).map(|_| ())
}

/// Deletes what began up to an instant; how many rows. Whoever counts sweeps too: names are made up by outsiders, and
/// the table would grow for ever.
///
/// # Errors
/// An engine's error.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, Problem> {
    tx.execute(SWEEP, &[before.into()])
}
