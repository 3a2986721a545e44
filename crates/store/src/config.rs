//! Where a store lies and how it is opened.

use std::path::PathBuf;

use crate::database::Database;

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct Config {
    /// The engine and its place.
    pub engine: Engine,
    /// Reading connections per database; at least 1.
    pub readers: usize,
    /// Whether another process may have the same store open. The demo says no: two of them would each believe
    /// in their own synthetic today. SQLite only; a PostgreSQL store is always shared.
    pub shared: bool,
    /// Whether time is a simulation's: then no appended time is held against the database server's clock.
    pub simulated_time: bool,
    /// The most pages (of 4 KiB) each SQLite file may grow to; a quota. `None` is no limit.
    pub max_pages: Option<u32>,
}

/// The engine and its place.
#[derive(Clone, Debug)]
pub enum Engine {
    /// A file for each database in a folder, which is made when it is not there.
    Sqlite {
        /// The folder.
        folder: PathBuf,
    },
    /// A schema for each database, reached by URL.
    Postgres(PostgresUrls),
}

/// Where each schema is reached: with a login role of its own and, for the keys, on a server of its own.
///
/// The connection is not encrypted: use a Unix socket, the loopback address or a tunnel.
#[derive(Clone)]
pub struct PostgresUrls([String; Database::ALL.len()]);

impl PostgresUrls {
    /// All schemas by the same URL (`postgresql://user@host:port/database` or `host=… user=…`).
    #[must_use]
    pub fn all(url: &str) -> Self {
        Self(Database::ALL.map(|_| url.to_owned()))
    }

    /// The same, with this database reached by another URL.
    #[must_use]
    pub fn with(mut self, database: Database, url: &str) -> Self {
        if let Some(place) = self.0.get_mut(database.index()) {
            url.clone_into(place);
        }
        self
    }

    /// The URL of a database.
    pub(crate) fn of(&self, database: Database) -> &str {
        self.0.get(database.index()).map_or("", String::as_str)
    }
}

/// A URL may hold a password, so it is never printed.
impl std::fmt::Debug for PostgresUrls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PostgresUrls(…)")
    }
}

impl Config {
    /// SQLite in this folder, shared, four readers, no quota, real time.
    #[must_use]
    pub fn sqlite(folder: impl Into<PathBuf>) -> Self {
        Self::of(Engine::Sqlite { folder: folder.into() })
    }

    /// PostgreSQL at these URLs, four readers, real time.
    #[must_use]
    pub fn postgres(urls: PostgresUrls) -> Self {
        Self::of(Engine::Postgres(urls))
    }

    fn of(engine: Engine) -> Self {
        Self { engine, readers: 4, shared: true, simulated_time: false, max_pages: None }
    }
}
