//! Accounts: how a person of the directory signs in. Who the person is and what they may do stands in the
//! directory's ledger, not here.

use base::{PersonId, Problem, ProblemKind, Timestamp};

use crate::transaction::Tx;
use crate::value::Row;

const ADD: &str = "INSERT INTO account (person, login, sealed_login, password, changed_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT DO NOTHING";
const BY_LOGIN: &str =
    "SELECT person, login, sealed_login, password, changed_at FROM account WHERE login = $1";
const BY_PERSON: &str =
    "SELECT person, login, sealed_login, password, changed_at FROM account WHERE person = $1";
const ALL: &str = "SELECT person, login, sealed_login, password, changed_at FROM account ORDER BY login";
const SET_PASSWORD: &str = "UPDATE account SET password = $1, changed_at = $2 WHERE person = $3";
const REMOVE: &str = "DELETE FROM account WHERE person = $1";
pub(crate) const STATEMENTS: &[&str] = &[ADD, BY_LOGIN, BY_PERSON, ALL, SET_PASSWORD, REMOVE];

/// An account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub person: PersonId,
    /// What it is found by: a digest of the name typed to sign in, under a key of the caller's.
    pub login: String,
    /// That name, sealed by the caller.
    pub sealed_login: Vec<u8>,
    /// The password's hash in PHC form; empty until one is set, and then no password fits.
    pub password: String,
    /// When the password was last set, or the account made.
    pub changed_at: Timestamp,
}

/// Not even a hash belongs in a log.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("person", &self.person).finish_non_exhaustive()
    }
}

/// Makes an account.
///
/// # Errors
/// `login_taken` when the login or the person has one; or an engine's error.
pub fn add(tx: &mut Tx<'_>, account: &Account) -> Result<(), Problem> {
    let values = [
        account.person.into(),
        account.login.as_str().into(),
        account.sealed_login.clone().into(),
        account.password.as_str().into(),
        account.changed_at.into(),
    ];
    if tx.execute(ADD, &values)? == 1 {
        Ok(())
    } else {
        Err(Problem::new(ProblemKind::Conflict, "login_taken"))
    }
}

/// The account of a login.
///
/// # Errors
/// An engine's error.
pub fn by_login(tx: &mut Tx<'_>, login: &str) -> Result<Option<Account>, Problem> {
    tx.query_one(BY_LOGIN, &[login.into()])?.as_ref().map(read).transpose()
}

/// The account of a person.
///
/// # Errors
/// An engine's error.
pub fn by_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Account>, Problem> {
    tx.query_one(BY_PERSON, &[person.into()])?.as_ref().map(read).transpose()
}

/// All accounts, by login.
///
/// # Errors
/// An engine's error.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Account>, Problem> {
    tx.query(ALL, &[])?.iter().map(read).collect()
}

/// Sets the password's hash.
///
/// # Errors
/// `not_found` when the person has no account; or an engine's error.
pub fn set_password(tx: &mut Tx<'_>, person: PersonId, hash: &str, now: Timestamp) -> Result<(), Problem> {
    changed_one(tx.execute(SET_PASSWORD, &[hash.into(), now.into(), person.into()])?)
}

/// Removes an account.
///
/// # Errors
/// As [`set_password`].
pub fn remove(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Problem> {
    changed_one(tx.execute(REMOVE, &[person.into()])?)
}

fn changed_one(changed: u64) -> Result<(), Problem> {
    if changed == 1 { Ok(()) } else { Err(Problem::not_found()) }
}

fn read(row: &Row) -> Result<Account, Problem> {
    Ok(Account {
        person: row.get(0)?,
        login: row.get(1)?,
        sealed_login: row.get(2)?,
        password: row.get(3)?,
        changed_at: row.get(4)?,
    })
}
