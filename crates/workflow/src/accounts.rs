//! Accounts: what a person types to sign in, and the one-time links that set a password.
//!
//! A login is often a name. The database holds its digest under the session key, to be found by, and the login
//! itself sealed, to be shown to those who keep the directory.

use std::collections::HashMap;

use base::{Code, Digest, PersonId, Problem, Timestamp};
use store::Database;
use store::accounts::Account;
use vault::{AssociatedData, KeyName, Token};

use crate::app::App;
use crate::keys;

/// How long a link to set a password is good for: one day.
const LINK: i64 = 24 * Timestamp::HOUR;

impl App {
    /// Makes an account and the token of a link, good once and for a day, to set its password with.
    ///
    /// # Errors
    /// `login_taken` when the login or the person has an account; `login_malformed`.
    pub fn invite(&self, person: PersonId, login: &str) -> Result<String, Problem> {
        let login = normal_login(login);
        if login.is_empty() || login.len() > 100 || login.chars().any(char::is_whitespace) {
            return Err(Problem::bad_input("login_malformed").on("login"));
        }
        let key = self.keys.need(KeyName::Session)?;
        let place = AssociatedData::Login { person };
        let sealed = vault::seal(&key, &place, login.as_bytes(), self.keys.chance()).map_err(keys::fault)?;
        let now = self.clock().now();
        let (login, password) = (self.login_digest(&login)?.to_string(), String::new());
        let account = Account { person, login, sealed_login: sealed, password, changed_at: now };
        let (token, purpose) = (Token::random(self.keys.chance()), link_purpose()?);
        self.store().write(Database::Session, |tx| {
            store::accounts::add(tx, &account)?;
            store::links::add(tx, &token.digest(), person, &purpose, now.plus(LINK))
        })?;
        Ok(token.text().to_string())
    }

    /// A new link for whoever has this login: the password stands until the link is used. Earlier links end.
    ///
    /// # Errors
    /// `login_unknown`.
    pub fn invite_again(&self, login: &str) -> Result<(PersonId, String), Problem> {
        let account = self.account_of(login)?.ok_or_else(|| Problem::refused("login_unknown").on("login"))?;
        let (token, purpose, now) = (Token::random(self.keys.chance()), link_purpose()?, self.clock().now());
        self.store().write(Database::Session, |tx| {
            store::links::add(tx, &token.digest(), account.person, &purpose, now.plus(LINK))
        })?;
        Ok((account.person, token.text().to_string()))
    }

    /// Whether somebody signs in with this.
    ///
    /// # Errors
    /// An engine's error.
    pub fn login_is_taken(&self, login: &str) -> Result<bool, Problem> {
        Ok(self.account_of(login)?.is_some())
    }

    /// What people sign in with.
    ///
    /// # Errors
    /// An engine's error.
    pub fn logins(&self) -> Result<HashMap<PersonId, String>, Problem> {
        let accounts = self.store().read(Database::Session, store::accounts::all)?;
        accounts.iter().map(|account| Ok((account.person, self.login_of(account)?))).collect()
    }

    /// What the person of a link that may still be used signs in with.
    ///
    /// # Errors
    /// An engine's error.
    pub fn login_of_link(&self, token: &str) -> Result<Option<String>, Problem> {
        let Some(token) = Token::parse(token) else { return Ok(None) };
        let (now, purpose) = (self.clock().now(), link_purpose()?);
        let account = self.store().read(Database::Session, |tx| {
            match store::links::look(tx, &token.digest(), &purpose, now)? {
                Some(person) => store::accounts::by_person(tx, person),
                None => Ok(None),
            }
        })?;
        account.map(|account| self.login_of(&account)).transpose()
    }

    /// What an account is found by.
    pub(crate) fn login_digest(&self, login: &str) -> Result<Digest, Problem> {
        Ok(self.keys.need(KeyName::Session)?.tag("login", &[normal_login(login).as_bytes()]))
    }

    fn account_of(&self, login: &str) -> Result<Option<Account>, Problem> {
        let login = self.login_digest(login)?.to_string();
        self.store().read(Database::Session, |tx| store::accounts::by_login(tx, &login))
    }

    pub(crate) fn login_of(&self, account: &Account) -> Result<String, Problem> {
        let place = AssociatedData::Login { person: account.person };
        let key = self.keys.need(KeyName::Session)?;
        let login = vault::open(&key, &place, &account.sealed_login).map_err(keys::fault)?;
        Ok(String::from_utf8_lossy(&login).into_owned())
    }
}

pub(crate) fn link_purpose() -> Result<Code, Problem> {
    Code::new("set_password")
}

/// Logins are compared in lower case without ends.
fn normal_login(login: &str) -> String {
    login.trim().to_lowercase()
}
