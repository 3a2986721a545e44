//! The databases a store is made of.

use base::{Problem, Realm};

/// One database: a file of its own on SQLite, a schema of its own on PostgreSQL.
///
/// The order is the order in which one thread may hold their writers: inside a write on one database only a
/// write on a later one may begin, so that two threads never wait for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Database {
    /// The ledger of agencies, people, grants and packs.
    Directory,
    /// The ledger of signals and protection files, with its projections.
    Social,
    /// The ledger of criminal files, with its projections.
    Justice,
    /// The ledger of the partnership's plan and money.
    Programme,
    /// Wrapped keys and nothing else, so that its copies can be short-lived.
    Keys,
    /// Accounts, sessions, one-time links, drafts.
    Session,
}

impl Database {
    /// All databases there are.
    pub const ALL: [Self; 6] =
        [Self::Directory, Self::Social, Self::Justice, Self::Programme, Self::Keys, Self::Session];

    /// Its name: of the file (`<name>.db`) and of the schema.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Directory => "directory",
            Self::Social => "social",
            Self::Justice => "justice",
            Self::Programme => "programme",
            Self::Keys => "keys",
            Self::Session => "session",
        }
    }

    /// The ledger it holds, if it holds one.
    #[must_use]
    pub fn realm(self) -> Option<Realm> {
        match self {
            Self::Directory => Some(Realm::Directory),
            Self::Social => Some(Realm::Social),
            Self::Justice => Some(Realm::Justice),
            Self::Programme => Some(Realm::Programme),
            Self::Keys | Self::Session => None,
        }
    }

    /// Its place in [`Database::ALL`].
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Directory => 0,
            Self::Social => 1,
            Self::Justice => 2,
            Self::Programme => 3,
            Self::Keys => 4,
            Self::Session => 5,
        }
    }

    /// The ledger it holds.
    ///
    /// # Errors
    /// `internal` when it holds none: the caller asked the wrong database.
    pub(crate) fn ledger(self) -> Result<Realm, Problem> {
        self.realm().ok_or_else(|| Problem::internal(format!("database `{}` holds no ledger", self.name())))
    }
}

impl From<Realm> for Database {
    fn from(realm: Realm) -> Self {
        match realm {
            Realm::Directory => Self::Directory,
            Realm::Social => Self::Social,
            Realm::Justice => Self::Justice,
            Realm::Programme => Self::Programme,
        }
    }
}
