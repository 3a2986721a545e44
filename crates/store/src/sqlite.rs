//! SQLite: how a file is opened, and the driver layer over it.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base::{Problem, ProblemKind};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, ToSql};

use crate::database::Database;
use crate::fault::from_sqlite;
use crate::value::{Row, Value};

/// How many times a connection asks again, a millisecond apart, while another process writes. SQLite's own
/// waiting asks ever more seldom, which lets a busy process starve the others.
const PATIENCE: i32 = 5_000;

/// A connection to one file.
pub(crate) struct SqliteConnection {
    connection: rusqlite::Connection,
    /// Statements with `$1` rewritten to `?1`, by their text.
    rewritten: HashMap<Box<str>, Box<str>>,
    /// Held while waiting to write, so that processes take turns: who has just written waits behind the one who
    /// waits already.
    turn: Option<fs::File>,
}

/// The file of a database in a folder.
pub(crate) fn file(folder: &Path, database: Database) -> PathBuf {
    folder.join(format!("{}.db", database.name()))
}

/// Makes the folder (only its owner may enter) and the empty files (only their owner may read).
///
/// # Errors
/// `folder_not_writable`.
pub(crate) fn prepare_folder(folder: &Path) -> Result<(), Problem> {
    let refuse = |error: io::Error| unwritable(folder, &error);
    fs::create_dir_all(folder).map_err(refuse)?;
    close_to_others(folder, 0o700).map_err(refuse)?;
    for database in Database::ALL {
        let path = file(folder, database);
        let mut options = fs::OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path).map_err(refuse)?;
        close_to_others(&path, 0o600).map_err(refuse)?;
    }
    Ok(())
}

/// The refusal for a folder that cannot be used.
pub(crate) fn unwritable(folder: &Path, error: &io::Error) -> Problem {
    let mut problem = Problem::new(ProblemKind::Unavailable, "folder_not_writable");
    problem.inside = Some(error.kind().to_string());
    problem.with("folder", folder.display().to_string())
}

fn wait_again(tries: i32) -> bool {
    std::thread::sleep(std::time::Duration::from_millis(1));
    tries < PATIENCE
}

/// Takes every right of other people away from a file or folder that already has some.
#[cfg(unix)]
fn close_to_others(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let now = fs::metadata(path)?.permissions().mode();
    if now & 0o077 == 0 { Ok(()) } else { fs::set_permissions(path, fs::Permissions::from_mode(mode)) }
}

#[cfg(not(unix))]
fn close_to_others(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

impl SqliteConnection {
    /// Opens a file for writing or for reading alone.
    pub(crate) fn open(
        folder: &Path,
        database: Database,
        writes: bool,
        max_pages: Option<u32>,
    ) -> Result<Self, Problem> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let fault = |error: rusqlite::Error| from_sqlite(&error);
        let mut connection =
            rusqlite::Connection::open_with_flags(file(folder, database), flags).map_err(fault)?;
        connection.set_prepared_statement_cache_capacity(256);
        // First of all, so that the rest waits for another process instead of failing.
        connection.busy_handler(Some(wait_again)).map_err(fault)?;
        let mut this = Self { connection, rewritten: HashMap::new(), turn: None };
        if writes {
            this.use_write_ahead_log()?;
        }
        // Deleted keys and sessions are overwritten, not only unlinked from their page; elsewhere what is deleted is
        // overwritten where its page is written anyway.
        let secure = if matches!(database, Database::Keys | Database::Session) { "ON" } else { "FAST" };
        // KiB; reading goes through the mapped file, so only the ledgers' writers need room of their own.
        let cache = if writes && database.realm().is_some() { 16_384 } else { 2_048 };
        this.batch(&format!(
            "PRAGMA synchronous = FULL;
             PRAGMA fullfsync = ON;
             PRAGMA checkpoint_fullfsync = ON;
             PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA trusted_schema = OFF;
             PRAGMA mmap_size = 268435456;
             PRAGMA cache_size = -{cache};
             PRAGMA journal_size_limit = 67108864;
             PRAGMA secure_delete = {secure};"
        ))?;
        if let Some(pages) = max_pages {
            this.batch(&format!("PRAGMA max_page_count = {pages}"))?;
        }
        if !writes {
            this.batch("PRAGMA query_only = ON")?;
        }
        Ok(this)
    }

    /// Lets this connection take turns with the writers of other processes, by a lock on a file beside its own.
    pub(crate) fn take_turns(&mut self, folder: &Path, database: Database) -> Result<(), Problem> {
        let path = folder.join(format!("{}.turn", database.name()));
        let mut options = fs::OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        self.turn = Some(options.open(path).map_err(|error| unwritable(folder, &error))?);
        Ok(())
    }

    /// Becomes the writer of the file.
    pub(crate) fn begin_writing(&mut self) -> Result<(), Problem> {
        let waited = self.turn.as_ref().map_or(Ok(()), fs::File::lock);
        let begun = self.batch("BEGIN IMMEDIATE");
        let passed_on = self.turn.as_ref().map_or(Ok(()), fs::File::unlock);
        // Without turns writing is still safe, only less fair.
        if let Err(error) = waited.and(passed_on) {
            tracing::warn!(kind = %error.kind(), "the lock for taking turns cannot be used");
        }
        begun
    }

    /// Two processes that open a new file at once may meet here; SQLite does not wait for this one lock.
    fn use_write_ahead_log(&mut self) -> Result<(), Problem> {
        let mut tries = 0;
        loop {
            match self.query("PRAGMA journal_mode = WAL", &[]) {
                Ok(rows) => {
                    let mode = rows.first().map_or(Ok(String::new()), |row| row.get::<String>(0))?;
                    return if mode == "wal" {
                        Ok(())
                    } else {
                        Err(Problem::new(ProblemKind::Unavailable, "database_not_durable")
                            .with("setting", "journal_mode")
                            .with("value", mode))
                    };
                }
                Err(problem) if problem.code == "busy" && tries < 100 => {
                    tries += 1;
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
                Err(problem) => return Err(problem),
            }
        }
    }

    /// All rows.
    pub(crate) fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, Problem> {
        let mut rows = Vec::new();
        self.for_each_row(sql, parameters, &mut |row| {
            rows.push(std::mem::replace(row, Row::new(Vec::new())));
            Ok(())
        })?;
        Ok(rows)
    }

    /// Runs a statement; how many rows it changed.
    pub(crate) fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, Problem> {
        let fault = |error: rusqlite::Error| from_sqlite(&error);
        let sql = rewritten(&mut self.rewritten, sql);
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let changed = statement.execute(rusqlite::params_from_iter(parameters)).map_err(fault)?;
        Ok(changed as u64)
    }

    /// Steps through the rows.
    pub(crate) fn for_each_row(
        &mut self,
        sql: &str,
        parameters: &[Value],
        each: &mut dyn FnMut(&mut Row) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let fault = |error: rusqlite::Error| from_sqlite(&error);
        let sql = rewritten(&mut self.rewritten, sql);
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let width = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(parameters)).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let mut columns = Vec::with_capacity(width);
            for index in 0..width {
                columns.push(value_of(row.get_ref(index).map_err(fault)?)?);
            }
            each(&mut Row::new(columns))?;
        }
        Ok(())
    }

    /// Several statements without parameters.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Problem> {
        self.connection.execute_batch(sql).map_err(|error| from_sqlite(&error))
    }

    /// Compiles a statement.
    pub(crate) fn prepare(&mut self, sql: &str) -> Result<(), Problem> {
        let sql = rewritten(&mut self.rewritten, sql);
        self.connection.prepare(sql).map(|_| ()).map_err(|error| from_sqlite(&error))
    }

    /// Whether a transaction is open.
    pub(crate) fn in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// The settings that durability rests on.
    pub(crate) fn settings(&mut self) -> Result<Vec<(String, String)>, Problem> {
        let mut settings = Vec::new();
        for name in ["journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store"] {
            let rows = self.query(&format!("PRAGMA {name}"), &[])?;
            let value = match rows.first().and_then(|row| row.values().first()) {
                Some(Value::Int(number)) => number.to_string(),
                Some(Value::Text(text)) => text.clone(),
                _ => String::new(),
            };
            settings.push((name.to_owned(), value));
        }
        Ok(settings)
    }

    /// Writes the file anew without its free pages and empties the write-ahead log.
    pub(crate) fn shred(&mut self) -> Result<(), Problem> {
        self.batch("VACUUM")?;
        self.empty_log()
    }

    /// Moves the whole write-ahead log into the file and empties it.
    pub(crate) fn empty_log(&mut self) -> Result<(), Problem> {
        let rows = self.query("PRAGMA wal_checkpoint(TRUNCATE)", &[])?;
        let blocked = rows.first().map_or(Ok(1), |row| row.get::<i64>(0))?;
        if blocked == 0 { Ok(()) } else { Err(Problem::new(ProblemKind::Unavailable, "busy")) }
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn value_of(value: ValueRef<'_>) -> Result<Value, Problem> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Text(bytes) => String::from_utf8(bytes.to_vec())
            .map(Value::Text)
            .map_err(|_| Problem::internal("sqlite: a text column is not UTF-8")),
        ValueRef::Blob(bytes) => Ok(Value::Blob(bytes.to_vec())),
        ValueRef::Real(_) => Err(Problem::internal("sqlite: a column holds a fraction")),
    }
}

/// `$1` as SQLite numbers it, rewritten once per statement. SQLite would take `$1` for a name and number it by
/// its first appearance, which is not its number when `$2` comes first.
fn rewritten<'m>(known: &'m mut HashMap<Box<str>, Box<str>>, sql: &str) -> &'m str {
    // Lists with many filters make many texts; a thousand of them are enough to remember.
    if known.len() > 1_000 && !known.contains_key(sql) {
        known.clear();
    }
    known.entry(sql.into()).or_insert_with(|| sql.replace('$', "?").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_keep_their_numbers() {
        let folder = tempfile::tempdir().unwrap();
        prepare_folder(folder.path()).unwrap();
        let mut connection = SqliteConnection::open(folder.path(), Database::Session, true, None).unwrap();
        let rows = connection.query("SELECT $2, $1, $2", &[Value::Int(1), Value::Int(2)]).unwrap();
        assert_eq!(rows[0].values(), [Value::Int(2), Value::Int(1), Value::Int(2)]);
    }

    #[test]
    fn a_reading_connection_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        prepare_folder(folder.path()).unwrap();
        let mut writer = SqliteConnection::open(folder.path(), Database::Session, true, None).unwrap();
        writer.batch("CREATE TABLE t (x INTEGER) STRICT").unwrap();
        let mut reader = SqliteConnection::open(folder.path(), Database::Session, false, None).unwrap();
        assert!(reader.execute("INSERT INTO t VALUES ($1)", &[Value::Int(1)]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_enter_the_folder_or_read_the_files() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        prepare_folder(&data).unwrap();
        let mut connection = SqliteConnection::open(&data, Database::Keys, true, None).unwrap();
        connection.batch("CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (1)").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&data), 0o700);
        for name in ["keys.db", "keys.db-wal", "keys.db-shm"] {
            assert_eq!(mode(&data.join(name)), 0o600, "{name}");
        }
    }
}
