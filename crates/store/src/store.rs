//! The store: a database for each realm, one for keys and one for sessions; each with one writer and a few readers.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use base::{Problem, ProblemKind};

use crate::apart::Apart;
use crate::config::{Config, Engine};
use crate::connection::{Connection, EngineConnection};
use crate::counters::{Counters, Counts};
use crate::database::Database;
use crate::migrations;
use crate::postgresql::PostgresConnection;
use crate::readers::Readers;
use crate::sqlite::{self, SqliteConnection};
use crate::transaction::Tx;
use crate::writer::Writer;

/// All databases of one installation. Clones share the connections; the last one to go closes them.
#[derive(Clone)]
pub struct Store(Arc<Inside>);

struct Inside {
    config: Config,
    writers: Vec<Writer>,
    readers: Vec<Readers>,
    counters: Arc<Counters>,
    /// Held as long as the store is open; the operating system lets go of it when the process ends, however.
    _lock: Option<File>,
}

impl Store {
    /// Opens the databases, makes those that are not there, and brings their schemas up to date.
    ///
    /// # Errors
    /// `folder_not_writable`, `database_in_use` (another process has it, and one of both will not share),
    /// `database_newer`, `database_damaged`, `database_unreachable`, `database_not_durable`, `storage_full`.
    pub fn open(config: Config) -> Result<Self, Problem> {
        let counters = Arc::new(Counters::default());
        let lock = match &config.engine {
            Engine::Sqlite { folder } => {
                sqlite::prepare_folder(folder)?;
                Some(take_lock(folder, config.shared)?)
            }
            Engine::Postgres(_) => None,
        };
        let (mut writers, mut readers) = (Vec::new(), Vec::new());
        for database in Database::ALL {
            let opening = |writes| {
                let (config, counters) = (config.clone(), Arc::clone(&counters));
                Box::new(move || connect(&config, &counters, database, writes)) as crate::writer::Open
            };
            let open = opening(true);
            let mut connection = open()?;
            migrations::migrate(&mut connection, database)?;
            crate::refill::prepare(&mut connection, database)?;
            writers.push(Writer::new(database, config.simulated_time, open, connection));
            readers.push(Readers::new(database, config.readers, opening(false)));
        }
        Ok(Self(Arc::new(Inside { config, writers, readers, counters, _lock: lock })))
    }

    /// Does `work` in a writing transaction and returns when that is durable. Whatever waits meanwhile shares the
    /// commit. If `work` refuses or panics, nothing of it stays. Inside a write on one database only a write on
    /// a later one (in the order of [`Database`]) may begin; that one is durable on its own. Inside a transaction
    /// on one realm none on another may begin, neither writing nor reading; the directory is open to all.
    ///
    /// # Errors
    /// What `work` refuses; `storage_full`, `busy`, `storage_failed`, `database_unreachable` from the engine.
    pub fn write<T>(
        &self,
        database: impl Into<Database>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let database = database.into();
        let _apart = Apart::enter(database)?;
        self.writer(database)?.write(work)
    }

    /// Does `work` on one unchanging state of a database.
    ///
    /// # Errors
    /// What `work` refuses, or an engine's error as in [`Store::write`].
    pub fn read<T>(
        &self,
        database: impl Into<Database>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let database = database.into();
        let _apart = Apart::enter(database)?;
        let none = || Problem::internal("no such database");
        self.0.readers.get(database.index()).ok_or_else(none)?.read(work)
    }

    /// Rewrites a database so that what was deleted leaves no bytes behind in its file and its log. On
    /// PostgreSQL the write-ahead log and its archive keep theirs until they are recycled.
    ///
    /// # Errors
    /// `busy` while somebody reads; ask again.
    pub fn shred(&self, database: Database) -> Result<(), Problem> {
        self.writer(database)?.alone(Connection::shred)
    }

    /// Empties the write-ahead log of a SQLite database into its file, so that no former page of a row that was taken
    /// out stays in the log. Nothing to do on PostgreSQL, whose log is recycled by the server.
    ///
    /// # Errors
    /// `busy` while somebody reads; ask again.
    pub fn empty_log(&self, database: Database) -> Result<(), Problem> {
        self.writer(database)?.alone(Connection::empty_log)
    }

    /// What the engine says about durability, asked on the very connection that writes.
    ///
    /// # Errors
    /// An engine's error.
    pub fn settings(&self, database: Database) -> Result<Vec<(String, String)>, Problem> {
        self.writer(database)?.alone(Connection::settings)
    }

    /// Statements and commits so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.0.counters.read()
    }

    /// How it was opened.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Compiles every fixed statement of the crate on the writing connections: those that fail, with why.
    ///
    /// # Errors
    /// An engine's error other than the statements' own.
    pub fn check_statements(&self) -> Result<Vec<(String, Problem)>, Problem> {
        let mut bad = Vec::new();
        for database in Database::ALL {
            let writer = self.writer(database)?;
            let postgres = matches!(self.0.config.engine, Engine::Postgres(_));
            for sql in crate::inventory::statements(database, postgres) {
                if let Err(problem) = writer.alone(|connection| connection.prepare(&sql)) {
                    bad.push((sql, problem));
                }
            }
        }
        Ok(bad)
    }

    fn writer(&self, database: Database) -> Result<&Writer, Problem> {
        self.0.writers.get(database.index()).ok_or_else(|| Problem::internal("no such database"))
    }
}

impl Drop for Inside {
    // Readers first: the connection that closes last tidies the write-ahead log away, and that is the writer's.
    fn drop(&mut self) {
        for readers in &self.readers {
            readers.close();
        }
        for writer in &self.writers {
            writer.close();
        }
    }
}

fn connect(
    config: &Config,
    counters: &Arc<Counters>,
    database: Database,
    writes: bool,
) -> Result<Connection, Problem> {
    let engine = match &config.engine {
        Engine::Sqlite { folder } => {
            let mut connection = SqliteConnection::open(folder, database, writes, config.max_pages)?;
            if writes && config.shared {
                connection.take_turns(folder, database)?;
            }
            EngineConnection::Sqlite(connection)
        }
        Engine::Postgres(urls) => {
            EngineConnection::Postgres(PostgresConnection::open(urls.of(database), database)?)
        }
    };
    Ok(Connection::new(engine, Arc::clone(counters)))
}

/// A writing connection to a database alone, outside of any store: for making it from a backup.
pub(crate) fn connect_alone(config: &Config, database: Database) -> Result<Connection, Problem> {
    if let Engine::Sqlite { folder } = &config.engine {
        sqlite::prepare_folder(folder)?;
    }
    connect(config, &Arc::new(Counters::default()), database, true)
}

/// One process alone, or any number that share.
fn take_lock(folder: &Path, shared: bool) -> Result<File, Problem> {
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(folder.join("punte.lock")).map_err(|error| sqlite::unwritable(folder, &error))?;
    let taken = if shared { file.try_lock_shared() } else { file.try_lock() };
    match taken {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Problem::new(ProblemKind::Unavailable, "database_in_use")
                .with("folder", folder.display().to_string()))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(sqlite::unwritable(folder, &error)),
    }
}
