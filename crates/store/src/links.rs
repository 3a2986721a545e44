//! One-time links, by the digest of their token: to set a first password, to set it anew.

use base::{Code, Digest, PersonId, Problem, Timestamp};

use crate::transaction::Tx;

const ADD: &str = "INSERT INTO one_time_link (token_digest, person, purpose, expires_at, used_at) VALUES ($1, $2, $3, $4, 0)";
const VOID: &str = "DELETE FROM one_time_link WHERE person = $1 AND purpose = $2";
const VOID_ALL: &str = "DELETE FROM one_time_link WHERE person = $1";
const LOOK: &str = "SELECT person FROM one_time_link \
     WHERE token_digest = $1 AND purpose = $2 AND used_at = 0 AND expires_at > $3";
const USE: &str = "UPDATE one_time_link SET used_at = $3 \
     WHERE token_digest = $1 AND purpose = $2 AND used_at = 0 AND expires_at > $3 RETURNING person";
const SWEEP: &str = "DELETE FROM one_time_link WHERE expires_at <= $1";
pub(crate) const STATEMENTS: &[&str] = &[ADD, VOID, VOID_ALL, LOOK, USE, SWEEP];

/// Makes a link for a person and voids the person's earlier ones for the same purpose.
///
/// # Errors
/// An engine's error.
pub fn add(
    tx: &mut Tx<'_>,
    token_digest: &Digest,
    person: PersonId,
    purpose: &Code,
    expires_at: Timestamp,
) -> Result<(), Problem> {
    tx.execute(VOID, &[person.into(), purpose.into()])?;
    tx.execute(ADD, &[(*token_digest).into(), person.into(), purpose.into(), expires_at.into()]).map(|_| ())
}

/// Voids all links of a person.
///
/// # Errors
/// An engine's error.
pub fn void_all(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Problem> {
    tx.execute(VOID_ALL, &[person.into()]).map(|_| ())
}

/// Whose link it is, if it may still be used; it stays usable.
///
/// # Errors
/// An engine's error.
pub fn look(
    tx: &mut Tx<'_>,
    token_digest: &Digest,
    purpose: &Code,
    now: Timestamp,
) -> Result<Option<PersonId>, Problem> {
    let row = tx.query_one(LOOK, &[(*token_digest).into(), purpose.into(), now.into()])?;
    row.map(|row| row.get(0)).transpose()
}

/// Uses a link up; whose it was. `None` when there is none, or it was used, or it has expired.
///
/// # Errors
/// An engine's error.
pub fn use_up(
    tx: &mut Tx<'_>,
    token_digest: &Digest,
    purpose: &Code,
    now: Timestamp,
) -> Result<Option<PersonId>, Problem> {
    let row = tx.query_one(USE, &[(*token_digest).into(), purpose.into(), now.into()])?;
    row.map(|row| row.get(0)).transpose()
}

/// Deletes expired links; how many there were.
///
/// # Errors
/// An engine's error.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, Problem> {
    tx.execute(SWEEP, &[now.into()])
}
