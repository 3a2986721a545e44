//! PostgreSQL: how a connection is made, what its server must promise, and the driver layer over it.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::time::Duration;

use base::{Problem, ProblemKind, Timestamp};
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls, SimpleQueryMessage, Statement};

use crate::database::Database;
use crate::fault::from_postgres;
use crate::value::{Row, Value};

/// First half of the advisory locks' keys: the letters `PUNT`. The second half is the ledger's number.
const LOCK_CLASS: i32 = 0x5055_4E54;
/// Rows fetched at a time from a long result.
const FETCH: usize = 1_000;
/// Statements remembered per connection; lists with many filters make many texts.
const REMEMBERED: usize = 400;

/// A connection to one schema.
pub(crate) struct PostgresConnection {
    // An option only because closing takes the client away in `drop`.
    client: Option<Client>,
    prepared: HashMap<Box<str>, Statement>,
}

impl PostgresConnection {
    /// Connects, chooses the schema, and refuses a server that could lose what it acknowledged.
    ///
    /// # Errors
    /// `database_unreachable`, `database_not_durable`, `database_not_utf8`, `database_older`.
    pub(crate) fn open(url: &str, database: Database) -> Result<Self, Problem> {
        let fault = |error: postgres::Error| from_postgres(&error);
        let unreachable = |why: String| {
            let mut problem = Problem::new(ProblemKind::Unavailable, "database_unreachable");
            problem.inside = Some(why);
            problem
        };
        let mut config: postgres::Config =
            url.parse().map_err(|_| unreachable("the PostgreSQL URL cannot be read".to_owned()))?;
        config.application_name("punte").connect_timeout(Duration::from_secs(10));
        let client = config.connect(NoTls).map_err(|error| match error.as_db_error() {
            Some(_) => from_postgres(&error),
            None => unreachable("postgresql: no server answers at that URL".to_owned()),
        })?;
        let mut this = Self { client: Some(client), prepared: HashMap::new() };
        let schema = database.name();
        this.client()?
            .batch_execute(&format!(
                "SET search_path TO \"{schema}\";
                 SET lock_timeout = '10s';
                 SET client_min_messages = warning;
                 SET default_transaction_isolation = 'read committed';"
            ))
            .map_err(fault)?;
        this.check_promises()?;
        Ok(this)
    }

    fn check_promises(&mut self) -> Result<(), Problem> {
        let version: i64 = self
            .query("SELECT CAST(current_setting('server_version_num') AS BIGINT)", &[])?
            .first()
            .map_or(Ok(0), |row| row.get(0))?;
        if version < 130_000 {
            return Err(
                Problem::new(ProblemKind::Unavailable, "database_older").with("version", version.to_string())
            );
        }
        for (name, value) in self.settings()? {
            let good = match name.as_str() {
                "synchronous_commit" => matches!(value.as_str(), "on" | "remote_apply"),
                "server_encoding" => value == "UTF8",
                _ => value == "on",
            };
            if !good {
                let code =
                    if name == "server_encoding" { "database_not_utf8" } else { "database_not_durable" };
                return Err(Problem::new(ProblemKind::Unavailable, code)
                    .with("setting", name)
                    .with("value", value));
            }
        }
        Ok(())
    }

    fn client(&mut self) -> Result<&mut Client, Problem> {
        self.client.as_mut().ok_or_else(|| Problem::internal("postgresql: the connection is closed"))
    }

    /// The statement of this text, prepared once.
    fn prepared(&mut self, sql: &str) -> Result<Statement, Problem> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        if self.prepared.len() >= REMEMBERED {
            self.prepared.clear();
        }
        let statement = self.client()?.prepare(sql).map_err(|error| from_postgres(&error))?;
        self.prepared.insert(sql.into(), statement.clone());
        Ok(statement)
    }

    /// All rows.
    pub(crate) fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, Problem> {
        let statement = self.prepared(sql)?;
        let mut found = Vec::new();
        let mut rows =
            self.client()?.query_raw(&statement, parameters.iter()).map_err(|error| from_postgres(&error))?;
        while let Some(row) = rows.next().map_err(|error| from_postgres(&error))? {
            found.push(row_of(&row)?);
        }
        Ok(found)
    }

    /// Runs a statement; how many rows it changed.
    pub(crate) fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, Problem> {
        let statement = self.prepared(sql)?;
        let parameters: Vec<&(dyn ToSql + Sync)> = parameters.iter().map(|value| value as _).collect();
        self.client()?.execute(&statement, &parameters).map_err(|error| from_postgres(&error))
    }

    /// Reads through a cursor, a thousand rows at a time.
    pub(crate) fn for_each_row(
        &mut self,
        sql: &str,
        parameters: &[Value],
        each: &mut dyn FnMut(&mut Row) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let fault = |error: postgres::Error| from_postgres(&error);
        let parameters: Vec<&(dyn ToSql + Sync)> = parameters.iter().map(|value| value as _).collect();
        let client = self.client()?;
        client.execute(&format!("DECLARE feed NO SCROLL CURSOR FOR {sql}"), &parameters).map_err(fault)?;
        let fetch = client.prepare(&format!("FETCH FORWARD {FETCH} FROM feed")).map_err(fault)?;
        loop {
            let rows = client.query(&fetch, &[]).map_err(fault)?;
            for row in &rows {
                each(&mut row_of(row)?)?;
            }
            if rows.len() < FETCH {
                break;
            }
        }
        client.batch_execute("CLOSE feed").map_err(fault)
    }

    /// Several statements without parameters.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Problem> {
        self.client()?.batch_execute(sql).map_err(|error| from_postgres(&error))
    }

    /// Compiles a statement.
    pub(crate) fn prepare(&mut self, sql: &str) -> Result<(), Problem> {
        self.client()?.prepare(sql).map(|_| ()).map_err(|error| from_postgres(&error))
    }

    /// Begins a writing transaction, takes the ledger's lock and asks the server's time, in one round trip.
    /// Each statement after the lock sees everything that was committed before it.
    pub(crate) fn begin_writing(&mut self, lock: Option<u8>) -> Result<Timestamp, Problem> {
        let lock = lock
            .map_or(String::new(), |number| format!("SELECT pg_advisory_xact_lock({LOCK_CLASS}, {number});"));
        let answers = self
            .client()?
            .simple_query(&format!(
                "BEGIN; {lock} SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000000) AS BIGINT) AS micros;"
            ))
            .map_err(|error| from_postgres(&error))?;
        let micros = answers.iter().rev().find_map(|answer| match answer {
            SimpleQueryMessage::Row(row) => row.get("micros").and_then(|text| text.parse::<i64>().ok()),
            _ => None,
        });
        micros
            .map(Timestamp::from_micros)
            .ok_or_else(|| Problem::internal("postgresql: the server told no time"))
    }

    /// Commits. A transaction that had failed would answer `COMMIT` with a silent rollback; the statement before
    /// it makes that an error.
    pub(crate) fn commit(&mut self) -> Result<(), Problem> {
        self.batch("SELECT 1; COMMIT")
    }

    /// Whether the connection is lost.
    pub(crate) fn is_broken(&self) -> bool {
        self.client.as_ref().is_none_or(Client::is_closed)
    }

    /// The settings that durability rests on.
    pub(crate) fn settings(&mut self) -> Result<Vec<(String, String)>, Problem> {
        let mut settings = Vec::new();
        for name in ["fsync", "synchronous_commit", "full_page_writes", "server_encoding"] {
            let rows = self.query("SELECT current_setting($1)", &[Value::from(name)])?;
            let value = rows.first().map_or(Ok(String::new()), |row| row.get::<String>(0))?;
            settings.push((name.to_owned(), value));
        }
        Ok(settings)
    }
}

impl Drop for PostgresConnection {
    // The client says goodbye by blocking, which panics on a thread that drives an asynchronous runtime; the
    // last owner of a store may well be one.
    fn drop(&mut self) {
        self.prepared.clear();
        if let Some(client) = self.client.take() {
            let _ =
                std::thread::Builder::new().spawn(move || drop(client)).map(std::thread::JoinHandle::join);
        }
    }
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match (self, kind) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(number), &Type::INT8) => number.to_sql(kind, out),
            (Self::Int(number), &Type::INT4) => i32::try_from(*number)?.to_sql(kind, out),
            (Self::Text(text), &Type::TEXT | &Type::VARCHAR | &Type::NAME) => text.as_str().to_sql(kind, out),
            (Self::Blob(bytes), &Type::BYTEA) => bytes.as_slice().to_sql(kind, out),
            _ => Err(format!("a parameter of type `{kind}` was given another kind of value").into()),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::TEXT, Type::VARCHAR, Type::NAME, Type::BYTEA].contains(kind)
    }

    to_sql_checked!();
}

/// A column of any of the kinds the store uses.
struct Column(Value);

impl<'a> FromSql<'a> for Column {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(match *kind {
            Type::INT8 => Value::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(kind, raw)?.into()),
            Type::BOOL => Value::Int(bool::from_sql(kind, raw)?.into()),
            Type::BYTEA => Value::Blob(raw.to_vec()),
            _ => Value::Text(String::from_sql(kind, raw)?),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(Value::Null))
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::INT4 | Type::BOOL | Type::BYTEA)
            || <String as FromSql>::accepts(kind)
    }
}

fn row_of(row: &postgres::Row) -> Result<Row, Problem> {
    let mut columns = Vec::with_capacity(row.len());
    for index in 0..row.len() {
        columns.push(row.try_get::<_, Column>(index).map_err(|error| from_postgres(&error))?.0);
    }
    Ok(Row::new(columns))
}
