//! Realms stay apart: while a thread is inside a transaction on one realm, none on another begins. What passes
//! from one to the other is read in one transaction and written in a later one (see [`crate::outbox`]).

use std::cell::Cell;

use base::{Problem, Realm};

use crate::database::Database;

thread_local! {
    /// The realm this thread has transactions open on, and how many.
    static INSIDE: Cell<Option<(Realm, u32)>> = const { Cell::new(None) };
}

/// This thread's stay in a realm, until it is dropped.
pub(crate) struct Apart {
    before: Option<(Realm, u32)>,
    counts: bool,
}

impl Apart {
    /// The directory, keys and sessions hold no child and may be asked from inside any realm.
    ///
    /// # Errors
    /// `internal` when the thread is inside another realm.
    pub(crate) fn enter(database: Database) -> Result<Self, Problem> {
        let before = INSIDE.get();
        let realm = match database.realm() {
            None | Some(Realm::Directory) => return Ok(Self { before, counts: false }),
            Some(realm) => realm,
        };
        let depth = match before {
            None => 1,
            Some((inside, depth)) if inside == realm => depth + 1,
            Some((inside, _)) => {
                let text = format!("a transaction on `{}` inside one on `{}`", realm.name(), inside.name());
                return Err(Problem::internal(text));
            }
        };
        INSIDE.set(Some((realm, depth)));
        Ok(Self { before, counts: true })
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        if self.counts {
            INSIDE.set(self.before);
        }
    }
}
