//! The one place where a database's errors become refusals. Their text stays inside, for the log: it can hold
//! values of rows, so even there only the engine's code and the name of the constraint are kept.

use base::{Problem, ProblemKind};
use postgres::error::SqlState;
use rusqlite::ErrorCode;

/// The refusal for an error of SQLite.
pub(crate) fn from_sqlite(error: &rusqlite::Error) -> Problem {
    let rusqlite::Error::SqliteFailure(failure, _) = error else {
        return Problem::internal(format!("sqlite: {}", kind_of_sqlite(error)));
    };
    let said = format!("sqlite {} (extended {})", failure, failure.extended_code);
    match failure.code {
        ErrorCode::DiskFull => unavailable("storage_full", said),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => unavailable("busy", said),
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            unavailable("folder_not_writable", said)
        }
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => unavailable("database_damaged", said),
        ErrorCode::SystemIoFailure => unavailable("storage_failed", said),
        ErrorCode::ConstraintViolation => already_there(said, failure.extended_code),
        _ => Problem::internal(said),
    }
}

/// The refusal for an error of PostgreSQL.
pub(crate) fn from_postgres(error: &postgres::Error) -> Problem {
    let Some(answer) = error.as_db_error() else {
        // No answer from the server: the connection broke, or a value was not of the column's kind.
        return if error.is_closed()
            || std::error::Error::source(error).is_some_and(|s| s.is::<std::io::Error>())
        {
            unavailable("database_unreachable", "postgresql: connection lost".to_owned())
        } else {
            Problem::internal(format!("postgresql: {error}"))
        };
    };
    let state = answer.code();
    let said = format!("postgresql {} {}", state.code(), answer.constraint().unwrap_or_default());
    let class = state.code().get(..2).unwrap_or_default();
    match state {
        &SqlState::DISK_FULL => unavailable("storage_full", said),
        &SqlState::LOCK_NOT_AVAILABLE
        | &SqlState::T_R_SERIALIZATION_FAILURE
        | &SqlState::T_R_DEADLOCK_DETECTED
        | &SqlState::QUERY_CANCELED
        | &SqlState::TOO_MANY_CONNECTIONS => unavailable("busy", said),
        &SqlState::UNIQUE_VIOLATION => already_there(said, rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE),
        &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => unavailable("database_damaged", said),
        &SqlState::IO_ERROR => unavailable("storage_failed", said),
        &SqlState::INVALID_PASSWORD
        | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION
        | &SqlState::INVALID_CATALOG_NAME => unavailable("database_unreachable", said),
        _ if matches!(class, "08" | "57") => unavailable("database_unreachable", said),
        _ => Problem::internal(said),
    }
}

fn unavailable(code: &'static str, said: String) -> Problem {
    let mut problem = Problem::new(ProblemKind::Unavailable, code);
    problem.inside = Some(said);
    problem
}

/// A row with the same key was there; every other broken constraint is a fault of the program.
fn already_there(said: String, extended: i32) -> Problem {
    let unique = [rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE, rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY];
    if unique.contains(&extended) {
        let mut problem = Problem::new(ProblemKind::Conflict, "already_there");
        problem.inside = Some(said);
        problem
    } else {
        Problem::internal(said)
    }
}

/// What kind of error it is, without the values it may carry.
fn kind_of_sqlite(error: &rusqlite::Error) -> String {
    format!("{error:?}").chars().take_while(|c| c.is_ascii_alphanumeric()).collect()
}
