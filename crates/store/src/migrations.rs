//! The schema of each database, as numbered steps that are only ever added to.
//!
//! Steps are written for SQLite; the words that PostgreSQL spells differently are replaced. Projections are not
//! here: they are made and remade from their description (see [`crate::projection`]).

use base::{Problem, ProblemKind};

use crate::connection::Connection;
use crate::database::Database;
use crate::value::Value;

/// A step and its number; numbers rise by one from 1.
pub(crate) type Step = (u32, &'static str);

/// The ledger: entries, what commands were answered, the tree's head and tiles, checkpoints, and the numbers of
/// the projections; then what waits to cross into another realm.
const LEDGER: &[Step] = &[
    (
        1,
        "CREATE TABLE entry (
        position INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        stream BLOB NOT NULL,
        version INTEGER NOT NULL,
        kind TEXT NOT NULL,
        recorded_at INTEGER NOT NULL,
        command BLOB NOT NULL,
        hash BLOB NOT NULL,
        bytes BLOB NOT NULL,
        UNIQUE (stream, version)
    ) STRICT;
    CREATE INDEX entry_recorded_at ON entry (recorded_at, position);
    CREATE TABLE command (
        id BLOB PRIMARY KEY NOT NULL,
        actor BLOB NOT NULL,
        body_hash BLOB NOT NULL,
        answer BLOB NOT NULL,
        position INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        frontier BLOB NOT NULL
    ) STRICT;
    CREATE TABLE tile (
        level INTEGER NOT NULL,
        number INTEGER NOT NULL,
        hashes BLOB NOT NULL,
        PRIMARY KEY (level, number)
    ) STRICT;
    CREATE TABLE checkpoint (
        size INTEGER PRIMARY KEY,
        text TEXT NOT NULL
    ) STRICT;
    CREATE TABLE projection (
        name TEXT PRIMARY KEY NOT NULL,
        number INTEGER NOT NULL
    ) STRICT;",
    ),
    (
        2,
        "CREATE TABLE outbox (
        entry BLOB PRIMARY KEY NOT NULL,
        position INTEGER NOT NULL,
        to_realm INTEGER NOT NULL,
        delivered_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX outbox_waiting ON outbox (delivered_at, position);",
    ),
];

/// Wrapped keys.
const KEYS: &[Step] = &[(
    1,
    "CREATE TABLE wrapped_key (
        name BLOB PRIMARY KEY NOT NULL,
        parent BLOB NOT NULL,
        level INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX wrapped_key_level ON wrapped_key (level, name);",
)];

/// What belongs to people at work: accounts, sessions, links, failed tries, drafts, second factors.
const SESSION: &[Step] = &[
    (
        1,
        "CREATE TABLE account (
        person BLOB PRIMARY KEY NOT NULL,
        login TEXT NOT NULL UNIQUE,
        sealed_login BLOB NOT NULL,
        password TEXT NOT NULL,
        changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE session (
        token_digest BLOB PRIMARY KEY NOT NULL,
        person BLOB NOT NULL,
        created_at INTEGER NOT NULL,
        last_seen INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        seed BLOB NOT NULL,
        last_position INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX session_person ON session (person);
    CREATE INDEX session_expires_at ON session (expires_at);
    CREATE TABLE one_time_link (
        token_digest BLOB PRIMARY KEY NOT NULL,
        person BLOB NOT NULL,
        purpose TEXT NOT NULL,
        expires_at INTEGER NOT NULL,
        used_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX one_time_link_person ON one_time_link (person, purpose);
    CREATE TABLE login_throttle (
        name BLOB PRIMARY KEY NOT NULL,
        failures INTEGER NOT NULL,
        since INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX login_throttle_since ON login_throttle (since);
    CREATE TABLE draft (
        person BLOB NOT NULL,
        form TEXT NOT NULL,
        sealed BLOB NOT NULL,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (person, form)
    ) STRICT;
    CREATE INDEX draft_updated_at ON draft (updated_at);",
    ),
    (
        2,
        "CREATE TABLE operation (
        kind TEXT PRIMARY KEY NOT NULL,
        finished_at INTEGER NOT NULL,
        good INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        made_at INTEGER NOT NULL
    ) STRICT;",
    ),
    (
        // A session from before is one whose second factor was never shown.
        3,
        "ALTER TABLE session ADD COLUMN one_click INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE session ADD COLUMN factor_at INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE totp (
        person BLOB PRIMARY KEY NOT NULL,
        sealed BLOB NOT NULL,
        last_step INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        enrolled_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE recovery_code (
        digest BLOB PRIMARY KEY NOT NULL,
        person BLOB NOT NULL
    ) STRICT;
    CREATE INDEX recovery_code_person ON recovery_code (person);",
    ),
];

/// The steps of a database.
pub(crate) fn steps(database: Database) -> &'static [Step] {
    match database {
        Database::Directory | Database::Social | Database::Justice | Database::Programme => LEDGER,
        Database::Keys => KEYS,
        Database::Session => SESSION,
    }
}

/// A definition as the connection's engine spells it.
pub(crate) fn spelled(definition: &str, postgres: bool) -> String {
    if !postgres {
        return definition.to_owned();
    }
    // Text sorts by bytes on both engines, so that keys have one order.
    definition
        .replace(" STRICT", "")
        .replace(" INTEGER", " BIGINT")
        .replace(" BLOB", " BYTEA")
        .replace(" TEXT", " TEXT COLLATE \"C\"")
}

/// Brings a database to the program's schema, in one transaction.
///
/// # Errors
/// `database_newer` when the database has steps this program does not know.
pub(crate) fn migrate(connection: &mut Connection, database: Database) -> Result<(), Problem> {
    connection.begin_writing(Some(u8::MAX - u8::try_from(database.index()).unwrap_or(0)))?;
    let result = apply(connection, database);
    match result {
        Ok(()) => connection.commit(),
        Err(problem) => {
            connection.roll_back();
            Err(problem)
        }
    }
}

/// Makes a database that is not there as it was after a step, for a backup of that time to fill.
///
/// # Errors
/// `restore_not_empty` when something is there; `database_newer` when the program does not know the step.
pub(crate) fn make(connection: &mut Connection, database: Database, step: u32) -> Result<(), Problem> {
    connection.begin_writing(Some(u8::MAX - u8::try_from(database.index()).unwrap_or(0)))?;
    let made = stored_step(connection, database).and_then(|found| {
        if found > 0 {
            return Err(Problem::refused("restore_not_empty").with("database", database.name()));
        }
        let known = last_step(database);
        if step > known {
            return Err(newer(database, step, known));
        }
        take_steps(connection, database, 0, step)
    });
    match made {
        Ok(()) => connection.commit(),
        Err(problem) => {
            connection.roll_back();
            Err(problem)
        }
    }
}

fn apply(connection: &mut Connection, database: Database) -> Result<(), Problem> {
    let found = stored_step(connection, database)?;
    let known = last_step(database);
    if found > known {
        return Err(newer(database, found, known));
    }
    take_steps(connection, database, found, known)
}

fn last_step(database: Database) -> u32 {
    steps(database).iter().map(|(number, _)| *number).max().unwrap_or(0)
}

fn newer(database: Database, found: u32, known: u32) -> Problem {
    Problem::new(ProblemKind::Unavailable, "database_newer")
        .with("database", database.name())
        .with("found", found.to_string())
        .with("known", known.to_string())
}

/// The last step that was taken; 0 in a database that has none.
fn stored_step(connection: &mut Connection, database: Database) -> Result<u32, Problem> {
    let postgres = connection.is_postgres();
    if postgres {
        connection.batch(&format!("CREATE SCHEMA IF NOT EXISTS \"{}\"", database.name()))?;
    }
    connection.batch(&spelled(
        "CREATE TABLE IF NOT EXISTS schema_step (number INTEGER PRIMARY KEY) STRICT",
        postgres,
    ))?;
    connection
        .query_one("SELECT coalesce(max(number), 0) FROM schema_step", &[])?
        .map_or(Ok(0), |row| row.get::<u32>(0))
}

fn take_steps(
    connection: &mut Connection,
    database: Database,
    after: u32,
    until: u32,
) -> Result<(), Problem> {
    let postgres = connection.is_postgres();
    for (number, definition) in steps(database).iter().filter(|(n, _)| *n > after && *n <= until) {
        connection.batch(&spelled(definition, postgres))?;
        connection.execute("INSERT INTO schema_step (number) VALUES ($1)", &[Value::from(*number)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_rise_by_one_from_one() {
        for database in Database::ALL {
            for (index, (number, _)) in steps(database).iter().enumerate() {
                assert_eq!(usize::try_from(*number).unwrap(), index + 1);
            }
        }
    }

    #[test]
    fn postgresql_gets_its_own_words_and_no_others() {
        let spelled = spelled("CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB NOT NULL, c TEXT) STRICT", true);
        assert_eq!(spelled, "CREATE TABLE t (a BIGINT PRIMARY KEY, b BYTEA NOT NULL, c TEXT COLLATE \"C\")");
    }
}
