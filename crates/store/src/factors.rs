//! Second factors: the sealed secret of a person's changing codes with the last step that was used, and the digests
//! of the recovery codes on paper.

use base::{Digest, PersonId, Problem, Timestamp};

use crate::transaction::Tx;

const TOTP: &str = "SELECT person, sealed, last_step, failures, enrolled_at FROM totp WHERE person = $1";
const SET_TOTP: &str = "INSERT INTO totp (person, sealed, last_step, failures, enrolled_at) \
     VALUES ($1, $2, $3, 0, $4) ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed, \
     last_step = excluded.last_step, failures = 0, enrolled_at = excluded.enrolled_at";
const USE_STEP: &str = "UPDATE totp SET last_step = $1, failures = 0 WHERE person = $2 AND last_step < $1";
const FAILED: &str = "UPDATE totp SET failures = failures + 1 WHERE person = $1";
const FORGIVE: &str = "UPDATE totp SET failures = 0 WHERE person = $1";
const REMOVE_TOTP: &str = "DELETE FROM totp WHERE person = $1";
const CODES: &str = "SELECT digest FROM recovery_code WHERE person = $1 ORDER BY digest";
const ADD_CODE: &str = "INSERT INTO recovery_code (digest, person) VALUES ($1, $2)";
const USE_CODE: &str = "DELETE FROM recovery_code WHERE digest = $1 AND person = $2";
const REMOVE_CODES: &str = "DELETE FROM recovery_code WHERE person = $1";
pub(crate) const STATEMENTS: &[&str] =
    &[TOTP, SET_TOTP, USE_STEP, FAILED, FORGIVE, REMOVE_TOTP, CODES, ADD_CODE, USE_CODE, REMOVE_CODES];

/// The changing codes of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Totp {
    /// Whose they are.
    pub person: PersonId,
    /// The secret, sealed by the caller.
    pub sealed: Vec<u8>,
    /// The last step whose code was used: none up to it passes again.
    pub last_step: u64,
    /// Wrong codes since the last right one.
    pub failures: u32,
    /// When they were set up.
    pub enrolled_at: Timestamp,
}

/// Not even a sealed secret belongs in a log.
impl std::fmt::Debug for Totp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Totp").field("person", &self.person).finish_non_exhaustive()
    }
}

/// The changing codes of a person, if they are set up.
///
/// # Errors
/// An engine's error.
pub fn totp(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Totp>, Problem> {
    let row = tx.query_one(TOTP, &[person.into()])?;
    row.map(|row| {
        Ok(Totp {
            person: row.get(0)?,
            sealed: row.get(1)?,
            last_step: row.get(2)?,
            failures: row.get(3)?,
            enrolled_at: row.get(4)?,
        })
    })
    .transpose()
}

/// Sets a person's changing codes up, in the place of earlier ones.
///
/// # Errors
/// An engine's error.
pub fn set_totp(tx: &mut Tx<'_>, totp: &Totp) -> Result<(), Problem> {
    let values = [
        totp.person.into(),
        totp.sealed.as_slice().into(),
        stored(totp.last_step).into(),
        totp.enrolled_at.into(),
    ];
    tx.execute(SET_TOTP, &values).map(|_| ())
}

/// Uses the code of a step up, and forgives the wrong ones before it. `false` when that step, or a later one, was
/// used already: of two who send one code at the same moment one comes in.
///
/// # Errors
/// An engine's error.
pub fn use_step(tx: &mut Tx<'_>, person: PersonId, step: u64) -> Result<bool, Problem> {
    Ok(tx.execute(USE_STEP, &[stored(step).into(), person.into()])? == 1)
}

/// Counts a wrong code.
///
/// # Errors
/// An engine's error.
pub fn failed(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Problem> {
    tx.execute(FAILED, &[person.into()]).map(|_| ())
}

/// Forgives the wrong codes, after the person came in another way.
///
/// # Errors
/// An engine's error.
pub fn forgive(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Problem> {
    tx.execute(FORGIVE, &[person.into()]).map(|_| ())
}

/// Digests of a person's recovery codes that were not used.
///
/// # Errors
/// An engine's error.
pub fn recovery_codes(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Digest>, Problem> {
    tx.query(CODES, &[person.into()])?.iter().map(|row| row.get(0)).collect()
}

/// Gives a person new recovery codes in the place of all earlier ones.
///
/// # Errors
/// An engine's error.
pub fn set_recovery_codes(tx: &mut Tx<'_>, person: PersonId, digests: &[Digest]) -> Result<(), Problem> {
    tx.execute(REMOVE_CODES, &[person.into()])?;
    digests.iter().try_for_each(|digest| tx.execute(ADD_CODE, &[(*digest).into(), person.into()]).map(|_| ()))
}

/// Uses a recovery code up; `false` when somebody did before.
///
/// # Errors
/// An engine's error.
pub fn use_recovery_code(tx: &mut Tx<'_>, person: PersonId, digest: &Digest) -> Result<bool, Problem> {
    Ok(tx.execute(USE_CODE, &[(*digest).into(), person.into()])? == 1)
}

/// Takes all second factors of a person away.
///
/// # Errors
/// An engine's error.
pub fn remove_all(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Problem> {
    tx.execute(REMOVE_TOTP, &[person.into()])?;
    tx.execute(REMOVE_CODES, &[person.into()]).map(|_| ())
}

/// Steps of half a minute since 1970 are no large numbers.
fn stored(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}
