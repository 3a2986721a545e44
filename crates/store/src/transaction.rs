//! What the store's functions are given: an open transaction on one database.

use base::{Problem, Realm, Timestamp};

use crate::connection::Connection;
use crate::database::Database;
use crate::value::{Row, Value};

/// An open transaction, writing or reading. All functions of this crate take one; what they may do follows from
/// how it was begun.
pub struct Tx<'c> {
    connection: &'c mut Connection,
    database: Database,
    /// The database server's time at the beginning of a writing transaction, unless time is simulated.
    server_time: Option<Timestamp>,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(
        connection: &'c mut Connection,
        database: Database,
        server_time: Option<Timestamp>,
    ) -> Self {
        Self { connection, database, server_time }
    }

    /// The database it is on.
    #[must_use]
    pub fn database(&self) -> Database {
        self.database
    }

    /// The ledger it is on.
    ///
    /// # Errors
    /// `internal` when the database holds none.
    pub fn realm(&self) -> Result<Realm, Problem> {
        self.database.ledger()
    }

    pub(crate) fn server_time(&self) -> Option<Timestamp> {
        self.server_time
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.connection.is_postgres()
    }

    pub(crate) fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, Problem> {
        self.connection.query(sql, parameters)
    }

    pub(crate) fn query_one(&mut self, sql: &str, parameters: &[Value]) -> Result<Option<Row>, Problem> {
        self.connection.query_one(sql, parameters)
    }

    pub(crate) fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, Problem> {
        self.connection.execute(sql, parameters)
    }

    pub(crate) fn for_each_row(
        &mut self,
        sql: &str,
        parameters: &[Value],
        each: &mut dyn FnMut(&mut Row) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.connection.for_each_row(sql, parameters, each)
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Problem> {
        self.connection.batch(sql)
    }

    /// Inserts rows, many per statement: `INSERT INTO <into> (<columns>) VALUES … <after>`. Statements of a few
    /// sizes only, so that each is prepared once.
    pub(crate) fn insert_rows(
        &mut self,
        into: &str,
        columns: &[&str],
        after: &str,
        rows: &[Vec<Value>],
    ) -> Result<(), Problem> {
        let mut rest = rows;
        while !rest.is_empty() {
            let size = [256, 64, 16, 4, 1].into_iter().find(|&size| size <= rest.len()).unwrap_or(1);
            let (now, later) = rest.split_at(size);
            let sql = insert_statement(into, columns, after, size);
            let parameters: Vec<Value> = now.iter().flatten().cloned().collect();
            self.execute(&sql, &parameters)?;
            rest = later;
        }
        Ok(())
    }
}

/// `INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) <after>`.
pub(crate) fn insert_statement(into: &str, columns: &[&str], after: &str, rows: usize) -> String {
    let width = columns.len();
    let mut sql = format!("INSERT INTO {into} ({}) VALUES ", columns.join(", "));
    for row in 0..rows {
        let marks: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
        sql.push_str(if row == 0 { "(" } else { ", (" });
        sql.push_str(&marks.join(", "));
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(after);
    sql
}

/// `$1, $2, …`: as many marks as a list of values needs, from `first` on.
pub(crate) fn marks(first: usize, count: usize) -> String {
    (first..first + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

/// Splits values for `IN (…)` into lists of a few sizes only, the last filled up by repeating its last value.
pub(crate) fn in_lists(values: &[Value]) -> impl Iterator<Item = Vec<Value>> + '_ {
    values.chunks(256).map(|chunk| {
        let size = [1, 4, 16, 64, 256].into_iter().find(|&size| size >= chunk.len()).unwrap_or(chunk.len());
        let filler = chunk.last().cloned().unwrap_or(Value::Null);
        chunk.iter().cloned().chain(std::iter::repeat(filler)).take(size).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_numbered_row_by_row() {
        assert_eq!(
            insert_statement("t", &["a", "b"], "", 2),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) "
        );
        assert_eq!(marks(2, 3), "$2, $3, $4");
    }

    #[test]
    fn lists_have_few_sizes_and_lose_nothing() {
        let values: Vec<Value> = (0..300).map(Value::Int).collect();
        let lists: Vec<_> = in_lists(&values).collect();
        assert_eq!(lists.iter().map(Vec::len).collect::<Vec<_>>(), [256, 64]);
        assert!(values.iter().all(|value| lists.iter().any(|list| list.contains(value))));
    }
}
