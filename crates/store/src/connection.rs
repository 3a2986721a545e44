//! One connection to one database: the small layer that lets every function be written once.

use std::sync::Arc;

use base::{Problem, Timestamp};

use crate::counters::Counters;
use crate::postgresql::PostgresConnection;
use crate::sqlite::SqliteConnection;
use crate::value::{Row, Value};

/// A connection of either engine. Statements use `$1` placeholders and the dialect both engines share.
pub(crate) struct Connection {
    engine: EngineConnection,
    counters: Arc<Counters>,
    /// Rows changed since the transaction began.
    changed: u64,
    /// The first statement that failed since it was last asked for.
    failed: Option<Problem>,
}

/// The engine behind a connection.
pub(crate) enum EngineConnection {
    /// SQLite.
    Sqlite(SqliteConnection),
    /// PostgreSQL.
    Postgres(PostgresConnection),
}

impl Connection {
    pub(crate) fn new(engine: EngineConnection, counters: Arc<Counters>) -> Self {
        Self { engine, counters, changed: 0, failed: None }
    }

    /// Whether the engine is PostgreSQL: for the few statements that differ.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.engine, EngineConnection::Postgres(_))
    }

    /// All rows of a statement.
    pub(crate) fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, Problem> {
        self.counters.statement();
        let result = match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.query(sql, parameters),
            EngineConnection::Postgres(postgres) => postgres.query(sql, parameters),
        };
        self.noted(result)
    }

    /// The first row of a statement, if there is one.
    pub(crate) fn query_one(&mut self, sql: &str, parameters: &[Value]) -> Result<Option<Row>, Problem> {
        Ok(self.query(sql, parameters)?.into_iter().next())
    }

    /// Runs a statement; how many rows it changed.
    pub(crate) fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, Problem> {
        self.counters.statement();
        let changed = match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.execute(sql, parameters),
            EngineConnection::Postgres(postgres) => postgres.execute(sql, parameters),
        };
        let changed = self.noted(changed)?;
        self.changed += changed;
        Ok(changed)
    }

    /// Hands rows over one by one, so that a million of them need no more memory than one (SQLite) or a
    /// thousand (PostgreSQL). Stops at the first error. Only inside a transaction.
    pub(crate) fn for_each_row(
        &mut self,
        sql: &str,
        parameters: &[Value],
        each: &mut dyn FnMut(&mut Row) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.counters.statement();
        let result = match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.for_each_row(sql, parameters, each),
            EngineConnection::Postgres(postgres) => postgres.for_each_row(sql, parameters, each),
        };
        self.noted(result)
    }

    fn noted<T>(&mut self, result: Result<T, Problem>) -> Result<T, Problem> {
        if let (Err(problem), None) = (&result, &self.failed) {
            self.failed = Some(problem.clone());
        }
        result
    }

    /// The first error since this was last asked. PostgreSQL gives up a transaction at its first error and
    /// SQLite does not; whoever ends the transaction asks here, so that both do.
    pub(crate) fn take_failure(&mut self) -> Option<Problem> {
        self.failed.take()
    }

    /// Several statements at once, without parameters: transaction control and schema changes.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Problem> {
        match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.batch(sql),
            EngineConnection::Postgres(postgres) => postgres.batch(sql),
        }
    }

    /// Compiles a statement without running it: what the inventory's test does with each of them.
    pub(crate) fn prepare(&mut self, sql: &str) -> Result<(), Problem> {
        match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.prepare(sql),
            EngineConnection::Postgres(postgres) => postgres.prepare(sql),
        }
    }

    /// Begins a writing transaction. `lock` is the number of the ledger whose one writer this becomes: SQLite has
    /// one writer anyway; PostgreSQL takes an advisory lock that every server takes. The time is the database
    /// server's, where there is one.
    pub(crate) fn begin_writing(&mut self, lock: Option<u8>) -> Result<Option<Timestamp>, Problem> {
        self.changed = 0;
        self.failed = None;
        match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.begin_writing().map(|()| None),
            EngineConnection::Postgres(postgres) => postgres.begin_writing(lock).map(Some),
        }
    }

    /// Begins a transaction that sees one state of the database and changes nothing.
    pub(crate) fn begin_reading(&mut self) -> Result<(), Problem> {
        match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.batch("BEGIN"),
            EngineConnection::Postgres(postgres) => {
                postgres.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }
        }
    }

    /// Makes a writing transaction durable.
    pub(crate) fn commit(&mut self) -> Result<(), Problem> {
        match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.batch("COMMIT")?,
            EngineConnection::Postgres(postgres) => postgres.commit()?,
        }
        self.counters.commit();
        Ok(())
    }

    /// Ends a transaction and undoes what it did. Never fails: a connection whose transaction cannot be ended
    /// says so by [`Connection::is_broken`].
    pub(crate) fn roll_back(&mut self) {
        let result = match &mut self.engine {
            // After some errors SQLite has rolled back by itself, and a second time would be an error.
            EngineConnection::Sqlite(sqlite) if !sqlite.in_transaction() => Ok(()),
            EngineConnection::Sqlite(sqlite) => sqlite.batch("ROLLBACK"),
            EngineConnection::Postgres(postgres) => postgres.batch("ROLLBACK"),
        };
        if let Err(problem) = result {
            tracing::warn!(%problem, "a transaction could not be rolled back");
        }
    }

    /// Whether the transaction that was begun is still open: SQLite ends it by itself when the disk is full.
    pub(crate) fn in_transaction(&self) -> bool {
        match &self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.in_transaction(),
            EngineConnection::Postgres(postgres) => !postgres.is_broken(),
        }
    }

    /// Whether the connection must not be used again.
    pub(crate) fn is_broken(&self) -> bool {
        match &self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.in_transaction(),
            EngineConnection::Postgres(postgres) => postgres.is_broken(),
        }
    }

    /// Rows changed since the writing transaction began.
    pub(crate) fn changed(&self) -> u64 {
        self.changed
    }

    /// What the engine says about durability on this very connection: names and values.
    pub(crate) fn settings(&mut self) -> Result<Vec<(String, String)>, Problem> {
        match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.settings(),
            EngineConnection::Postgres(postgres) => postgres.settings(),
        }
    }

    /// Empties SQLite's write-ahead log. Outside of a transaction only.
    pub(crate) fn empty_log(&mut self) -> Result<(), Problem> {
        match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.empty_log(),
            EngineConnection::Postgres(_) => Ok(()),
        }
    }

    /// Rewrites the database so that deleted rows leave no bytes behind in it or in its log. Outside of a
    /// transaction only.
    pub(crate) fn shred(&mut self) -> Result<(), Problem> {
        match &mut self.engine {
            EngineConnection::Sqlite(sqlite) => sqlite.shred(),
            EngineConnection::Postgres(postgres) => postgres.batch("VACUUM FULL"),
        }
    }
}
