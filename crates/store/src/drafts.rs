//! Drafts of forms: one sealed row for each person and form, gone when the form is sent or after a week.

use base::{PersonId, Problem, Timestamp};

use crate::transaction::Tx;

const PUT: &str = "INSERT INTO draft (person, form, sealed, updated_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (person, form) DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at";
const GET: &str = "SELECT sealed, updated_at FROM draft WHERE person = $1 AND form = $2";
const REMOVE: &str = "DELETE FROM draft WHERE person = $1 AND form = $2";
const SWEEP: &str = "DELETE FROM draft WHERE updated_at <= $1";
pub(crate) const STATEMENTS: &[&str] = &[PUT, GET, REMOVE, SWEEP];

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedDraft {
    /// The sealed fields.
    pub sealed: Vec<u8>,
    /// When they were saved.
    pub updated_at: Timestamp,
}

/// Saves a draft in the place of the former one. `form` names the form and its record, by code.
///
/// # Errors
/// An engine's error.
pub fn put(tx: &mut Tx<'_>, person: PersonId, form: &str, draft: &SealedDraft) -> Result<(), Problem> {
    let values = [person.into(), form.into(), draft.sealed.as_slice().into(), draft.updated_at.into()];
    tx.execute(PUT, &values).map(|_| ())
}

/// The draft of a person and form.
///
/// # Errors
/// An engine's error.
pub fn get(tx: &mut Tx<'_>, person: PersonId, form: &str) -> Result<Option<SealedDraft>, Problem> {
    let Some(mut row) = tx.query_one(GET, &[person.into(), form.into()])? else { return Ok(None) };
    Ok(Some(SealedDraft { sealed: row.take_blob(0)?, updated_at: row.get(1)? }))
}

/// Removes a draft.
///
/// # Errors
/// An engine's error.
pub fn remove(tx: &mut Tx<'_>, person: PersonId, form: &str) -> Result<(), Problem> {
    tx.execute(REMOVE, &[person.into(), form.into()]).map(|_| ())
}

/// Deletes drafts saved before an instant; how many there were.
///
/// # Errors
/// An engine's error.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, Problem> {
    tx.execute(SWEEP, &[before.into()])
}
