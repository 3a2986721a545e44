//! Signed-in sessions, by the digest of their token: the token itself is only in the person's browser.

use base::{Digest, PersonId, Position, Problem, Timestamp};

use crate::transaction::Tx;
use crate::value::Row;

const START: &str = "INSERT INTO session (token_digest, person, created_at, last_seen, expires_at, seed, \
     last_position, one_click, factor_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const FIND: &str = "SELECT token_digest, person, created_at, last_seen, expires_at, seed, last_position, \
     one_click, factor_at FROM session WHERE token_digest = $1 AND expires_at > $2 AND created_at > $3";
const SEEN: &str = "UPDATE session SET last_seen = $1, expires_at = $2 WHERE token_digest = $3";
const WROTE: &str = "UPDATE session SET last_position = $1 WHERE token_digest = $2 AND last_position < $1";
const FACTOR_SHOWN: &str = "UPDATE session SET factor_at = $1 WHERE token_digest = $2";
const OF_PERSON: &str = "SELECT token_digest, person, created_at, last_seen, expires_at, seed, last_position, \
     one_click, factor_at FROM session WHERE person = $1 AND expires_at > $2 AND created_at > $3 \
     ORDER BY last_seen DESC, token_digest";
const END: &str = "DELETE FROM session WHERE token_digest = $1";
const END_ALL: &str = "DELETE FROM session WHERE person = $1";
const END_OTHERS: &str = "DELETE FROM session WHERE person = $1 AND token_digest <> $2";
const COUNT: &str = "SELECT count(*) FROM session WHERE expires_at > $1";
const SWEEP: &str = "DELETE FROM session WHERE expires_at <= $1";
pub(crate) const STATEMENTS: &[&str] =
    &[START, FIND, SEEN, WROTE, FACTOR_SHOWN, OF_PERSON, END, END_ALL, END_OTHERS, COUNT, SWEEP];

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The digest of its token.
    pub token_digest: Digest,
    /// Who is signed in.
    pub person: PersonId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_seen: Timestamp,
    /// When it ends unless it is used.
    pub expires_at: Timestamp,
    /// What its form tokens are derived from.
    pub seed: Vec<u8>,
    /// The last position it wrote: its pages wait for figures that know it.
    pub last_position: Position,
    /// Whether it began with the demo's one click, which asks for neither password nor second factor.
    pub one_click: bool,
    /// When a second factor was last shown in it; 0 when none was.
    pub factor_at: Timestamp,
}

/// Begins a session.
///
/// # Errors
/// An engine's error.
pub fn start(tx: &mut Tx<'_>, session: &Session) -> Result<(), Problem> {
    let values = [
        session.token_digest.into(),
        session.person.into(),
        session.created_at.into(),
        session.last_seen.into(),
        session.expires_at.into(),
        session.seed.as_slice().into(),
        session.last_position.into(),
        session.one_click.into(),
        session.factor_at.into(),
    ];
    tx.execute(START, &values).map(|_| ())
}

/// The session of a token's digest, unless it has expired or began `oldest` or before: use prolongs a session, but
/// not beyond its longest life.
///
/// # Errors
/// An engine's error.
pub fn find(
    tx: &mut Tx<'_>,
    token_digest: &Digest,
    now: Timestamp,
    oldest: Timestamp,
) -> Result<Option<Session>, Problem> {
    let row = tx.query_one(FIND, &[(*token_digest).into(), now.into(), oldest.into()])?;
    row.as_ref().map(read).transpose()
}

/// Notes that a session was used, and its new end.
///
/// # Errors
/// An engine's error.
pub fn seen(
    tx: &mut Tx<'_>,
    token_digest: &Digest,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), Problem> {
    tx.execute(SEEN, &[now.into(), expires_at.into(), (*token_digest).into()]).map(|_| ())
}

/// Notes the last position a session wrote; an earlier one changes nothing.
///
/// # Errors
/// An engine's error.
pub fn wrote(tx: &mut Tx<'_>, token_digest: &Digest, position: Position) -> Result<(), Problem> {
    tx.execute(WROTE, &[position.into(), (*token_digest).into()]).map(|_| ())
}

/// Notes that a second factor was shown in a session.
///
/// # Errors
/// An engine's error.
pub fn factor_shown(tx: &mut Tx<'_>, token_digest: &Digest, at: Timestamp) -> Result<(), Problem> {
    tx.execute(FACTOR_SHOWN, &[at.into(), (*token_digest).into()]).map(|_| ())
}

/// A person's sessions that [`find`] would find, the last used first.
///
/// # Errors
/// An engine's error.
pub fn of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
    oldest: Timestamp,
) -> Result<Vec<Session>, Problem> {
    tx.query(OF_PERSON, &[person.into(), now.into(), oldest.into()])?.iter().map(read).collect()
}

/// Ends a session.
///
/// # Errors
/// An engine's error.
pub fn end(tx: &mut Tx<'_>, token_digest: &Digest) -> Result<(), Problem> {
    tx.execute(END, &[(*token_digest).into()]).map(|_| ())
}

/// Ends all sessions of a person; how many there were.
///
/// # Errors
/// An engine's error.
pub fn end_all(tx: &mut Tx<'_>, person: PersonId) -> Result<u64, Problem> {
    tx.execute(END_ALL, &[person.into()])
}

/// Ends all sessions of a person but one; how many there were.
///
/// # Errors
/// An engine's error.
pub fn end_others(tx: &mut Tx<'_>, person: PersonId, kept: &Digest) -> Result<u64, Problem> {
    tx.execute(END_OTHERS, &[person.into(), (*kept).into()])
}

/// Deletes expired sessions; how many there were.
///
/// # Errors
/// An engine's error.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, Problem> {
    tx.execute(SWEEP, &[now.into()])
}

fn read(row: &Row) -> Result<Session, Problem> {
    Ok(Session {
        token_digest: row.get(0)?,
        person: row.get(1)?,
        created_at: row.get(2)?,
        last_seen: row.get(3)?,
        expires_at: row.get(4)?,
        seed: row.get(5)?,
        last_position: row.get(6)?,
        one_click: row.get(7)?,
        factor_at: row.get(8)?,
    })
}

/// How many sessions have not ended.
///
/// # Errors
/// An engine's error.
pub fn count(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, Problem> {
    tx.query_one(COUNT, &[now.into()])?.map_or(Ok(0), |row| row.get(0))
}
