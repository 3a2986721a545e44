//! A person's own account: the password, and the sessions that are open.

use base::{Digest, Problem, ProblemKind, Timestamp};
use store::Database;
use vault::KeyName;

use crate::app::App;
use crate::sign_in::{LONGEST, SignedIn, TRIES, TRIES_WINDOW};

/// A session of the person who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// What a form names it by; it opens nothing.
    pub handle: String,
    /// When it began.
    pub began: Timestamp,
    /// When it was last used, to about a minute.
    pub used: Timestamp,
    /// Whether it is the one that looks.
    pub this: bool,
}

impl App {
    /// What the person signs in with; `None` for people of the demo, who have no password.
    ///
    /// # Errors
    /// An engine's error.
    pub fn own_login(&self, who: &SignedIn) -> Result<Option<String>, Problem> {
        let person = who.person.id;
        let account = self.store().read(Database::Session, |tx| store::accounts::by_person(tx, person))?;
        account.map(|account| self.login_of(&account)).transpose()
    }

    /// Changes the password, given the present one, and ends all other sessions of the person.
    ///
    /// # Errors
    /// `password_wrong`, counted like a try to sign in; `too_many_tries`; `password_too_short` and the like; `busy`;
    /// `not_found` without an account.
    pub fn change_password(&self, who: &SignedIn, present: &str, new: &str) -> Result<(), Problem> {
        let (person, now) = (who.person.id, self.clock().now());
        let key = self.keys.need(KeyName::Session)?;
        let name = key.tag("own_password", &[person.as_bytes()]);
        let place = self.hashing.place()?;
        let (tries, account) = self.store().write(Database::Session, |tx| {
            store::throttle::sweep(tx, now.plus(-TRIES_WINDOW))?;
            let tries = store::throttle::tried(tx, &name, now, TRIES_WINDOW)?;
            Ok((tries, store::accounts::by_person(tx, person)?))
        })?;
        let account = account.ok_or_else(Problem::not_found)?;
        if tries > TRIES {
            return Err(Problem::new(ProblemKind::TooMany, "too_many_tries"));
        }
        let stored = Some(account.password.as_str()).filter(|hash| !hash.is_empty());
        if !vault::password::check(present, stored) {
            return Err(Problem::refused("password_wrong").on("present"));
        }
        let hash = vault::password::store(new, self.keys.chance())?;
        drop(place);
        self.store().write(Database::Session, |tx| {
            store::throttle::clear(tx, &name)?;
            store::sessions::end_others(tx, person, &who.token)?;
            store::accounts::set_password(tx, person, &hash, now)
        })
    }

    /// The person's open sessions, the last used first.
    ///
    /// # Errors
    /// An engine's error.
    pub fn own_sessions(&self, who: &SignedIn) -> Result<Vec<OwnSession>, Problem> {
        let now = self.clock().now();
        let key = self.keys.need(KeyName::Session)?;
        let sessions = self.store().read(Database::Session, |tx| {
            store::sessions::of_person(tx, who.person.id, now, now.plus(-LONGEST))
        })?;
        Ok(sessions
            .into_iter()
            .map(|session| OwnSession {
                handle: handle(&key, &session.token_digest),
                began: session.created_at,
                used: session.last_seen,
                this: session.token_digest == who.token,
            })
            .collect())
    }

    /// Ends one of the person's sessions, by its handle.
    ///
    /// # Errors
    /// `not_found` where none of theirs has it.
    pub fn end_own_session(&self, who: &SignedIn, named: &str) -> Result<(), Problem> {
        let now = self.clock().now();
        let key = self.keys.need(KeyName::Session)?;
        self.store().write(Database::Session, |tx| {
            let sessions = store::sessions::of_person(tx, who.person.id, now, now.plus(-LONGEST))?;
            let of_name = |digest: &Digest| handle(&key, digest) == named;
            let found = sessions.iter().find(|session| of_name(&session.token_digest));
            store::sessions::end(tx, &found.ok_or_else(Problem::not_found)?.token_digest)
        })
    }

    /// Ends all of the person's sessions but this one; how many there were.
    ///
    /// # Errors
    /// An engine's error.
    pub fn end_other_sessions(&self, who: &SignedIn) -> Result<u64, Problem> {
        self.store().write(Database::Session, |tx| store::sessions::end_others(tx, who.person.id, &who.token))
    }
}

/// What names a session on its own person's page: it follows from the token's digest under the session key.
fn handle(key: &vault::Key, token: &Digest) -> String {
    key.tag("session_handle", &[&token.0]).to_string().chars().take(24).collect()
}
