//! A database as a stream of bytes that is the same for both engines, and back.
//!
//! Version 1: frames of a tag byte, a length (4 bytes, big-endian) and so many bytes.
//! `D` name and schema step · `T` table, projection number, columns · `R` rows · `E` end of the database.
//! Values are a kind byte (0 nothing, 1 whole number of 8 bytes, 2 text, 3 bytes; the last two after a length of 4
//! bytes). Whoever keeps the bytes must protect them from change: nothing here does.

use std::io::{Read, Write};

use base::{Problem, ProblemKind};

use crate::config::Config;
use crate::connection::Connection;
use crate::database::Database;
use crate::migrations;
use crate::tables::{Table, tables};
use crate::transaction::Tx;
use crate::value::{Row, Value};

/// Rows are handed on when they reach this many bytes.
const FRAME: usize = 256 * 1024;
/// No frame is longer: one row with the largest entry and then some.
const LONGEST: usize = 64 * 1024 * 1024;
/// Rows of one insert's transaction.
const ROWS: usize = 2_000;

/// How much was carried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Tables.
    pub tables: u64,
    /// Rows of all tables.
    pub rows: u64,
}

/// Writes one state of the database: every table but those that end with their machine (sessions, links, drafts).
///
/// # Errors
/// What `out` refuses, as `backup_not_written`; an engine's error.
pub fn write(tx: &mut Tx<'_>, out: &mut dyn Write) -> Result<Carried, Problem> {
    let database = tx.database();
    let step = migrations::steps(database).iter().map(|(number, _)| *number).max().unwrap_or(0);
    let mut head = Vec::new();
    put_text(&mut head, database.name());
    head.extend_from_slice(&step.to_be_bytes());
    frame(out, b'D', &head)?;
    let mut carried = Carried::default();
    let stale: Vec<&str> = if crate::projection::projections(database).is_empty() {
        Vec::new()
    } else {
        crate::projection::stale(tx)?.iter().map(|projection| projection.name()).collect()
    };
    for table in tables(database) {
        // Rows of an older program may have other columns; they follow from the ledger and are made again.
        if stale.contains(&table.name) {
            continue;
        }
        let mut head = Vec::new();
        put_text(&mut head, table.name);
        head.extend_from_slice(&table.projection.unwrap_or(0).to_be_bytes());
        for column in &table.columns {
            put_text(&mut head, column);
        }
        frame(out, b'T', &head)?;
        carried.tables += 1;
        let mut rows = Vec::with_capacity(FRAME);
        tx.for_each_row(&table.select(), &[], &mut |row: &mut Row| {
            row.values().iter().for_each(|value| put_value(&mut rows, value));
            carried.rows += 1;
            if rows.len() >= FRAME {
                frame(out, b'R', &rows)?;
                rows.clear();
            }
            Ok(())
        })?;
        if !rows.is_empty() {
            frame(out, b'R', &rows)?;
        }
    }
    frame(out, b'E', &[])?;
    Ok(carried)
}

/// Makes a database from what [`write`] wrote. It must not be there yet; the rest of the stream stays unread.
///
/// # Errors
/// `restore_not_empty` when something is there; `backup_damaged` when the bytes are not a backup's;
/// `database_newer` when a newer program wrote them; those of opening a store; an engine's error.
pub fn read(config: &Config, from: &mut dyn Read) -> Result<(Database, Carried), Problem> {
    let (tag, body) = next_frame(from)?;
    let mut reader = Fields(&body);
    let name = reader.text()?;
    let database = Database::ALL.into_iter().find(|d| tag == b'D' && d.name() == name).ok_or_else(damaged)?;
    let step = reader.number()?;
    let mut connection = crate::store::connect_alone(config, database)?;
    migrations::make(&mut connection, database, step)?;
    let mut filling = Filling { connection: &mut connection, database, tables: tables(database) };
    let carried = filling.all(from)?;
    Ok((database, carried))
}

struct Filling<'a> {
    connection: &'a mut Connection,
    database: Database,
    tables: Vec<Table>,
}

/// The table whose rows come now.
struct Open {
    name: &'static str,
    columns: Vec<&'static str>,
    /// Its rows are an older program's and are made again instead.
    skipped: bool,
}

impl Filling<'_> {
    fn all(&mut self, from: &mut dyn Read) -> Result<Carried, Problem> {
        let mut carried = Carried::default();
        let mut open: Option<Open> = None;
        loop {
            let (tag, body) = next_frame(from)?;
            match tag {
                b'T' => {
                    open = Some(self.table(&body)?);
                    carried.tables += 1;
                }
                b'R' => {
                    let table = open.as_ref().ok_or_else(damaged)?;
                    carried.rows += self.rows(table, &body)?;
                }
                b'E' => return Ok(carried),
                _ => return Err(damaged()),
            }
        }
    }

    /// The table of these bytes, with its columns in their order. Only names of this program's own lists become
    /// part of a statement.
    fn table(&mut self, body: &[u8]) -> Result<Open, Problem> {
        let mut reader = Fields(body);
        let name = reader.text()?;
        let number = reader.number()?;
        let known = self.tables.iter().find(|table| table.name == name).ok_or_else(damaged)?;
        let skipped = known.projection.is_some_and(|current| current != number);
        let mut columns = Vec::new();
        while !reader.0.is_empty() {
            let column = reader.text()?;
            match known.columns.iter().find(|known| **known == column) {
                Some(known) => columns.push(*known),
                None if skipped => columns.push(""),
                None => return Err(damaged()),
            }
        }
        if columns.is_empty() {
            return Err(damaged());
        }
        let name = known.name;
        if known.projection.is_some() && !skipped {
            crate::refill::make_for_restore(self.connection, self.database, name)?;
        }
        Ok(Open { name, columns, skipped })
    }

    fn rows(&mut self, table: &Open, body: &[u8]) -> Result<u64, Problem> {
        let mut reader = Fields(body);
        let mut rows = Vec::new();
        while !reader.0.is_empty() {
            let row = table.columns.iter().map(|_| reader.value()).collect::<Result<Vec<_>, _>>()?;
            rows.push(row);
        }
        let count = rows.len() as u64;
        if table.skipped {
            return Ok(count);
        }
        for some in rows.chunks(ROWS) {
            self.connection.begin_writing(None)?;
            let mut tx = Tx::new(self.connection, self.database, None);
            let result = tx.insert_rows(table.name, &table.columns, "", some);
            match result {
                Ok(()) => self.connection.commit()?,
                Err(problem) => {
                    self.connection.roll_back();
                    return Err(problem);
                }
            }
        }
        Ok(count)
    }
}

fn damaged() -> Problem {
    Problem::new(ProblemKind::BadInput, "backup_damaged")
}

fn frame(out: &mut dyn Write, tag: u8, body: &[u8]) -> Result<(), Problem> {
    let length = u32::try_from(body.len()).map_err(Problem::internal)?;
    let write = |out: &mut dyn Write| {
        out.write_all(&[tag])?;
        out.write_all(&length.to_be_bytes())?;
        out.write_all(body)
    };
    write(out).map_err(|error: std::io::Error| {
        let mut problem = Problem::new(ProblemKind::Unavailable, "backup_not_written");
        problem.inside = Some(error.to_string());
        problem
    })
}

fn next_frame(from: &mut dyn Read) -> Result<(u8, Vec<u8>), Problem> {
    let cut = |error: std::io::Error| {
        let mut problem = damaged();
        problem.inside = Some(error.to_string());
        problem
    };
    let mut head = [0; 5];
    from.read_exact(&mut head).map_err(cut)?;
    let [tag, length @ ..] = head;
    let length = u32::from_be_bytes(length) as usize;
    if length > LONGEST {
        return Err(damaged());
    }
    // What a wrong length promises is not reserved before it comes.
    let mut body = Vec::new();
    from.take(length as u64).read_to_end(&mut body).map_err(cut)?;
    if body.len() == length { Ok((tag, body)) } else { Err(damaged()) }
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_bytes(bytes, text.as_bytes());
}

fn put_bytes(bytes: &mut Vec<u8>, body: &[u8]) {
    bytes.extend_from_slice(&u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes());
    bytes.extend_from_slice(body);
}

fn put_value(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => bytes.push(0),
        Value::Int(number) => {
            bytes.push(1);
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        Value::Text(text) => {
            bytes.push(2);
            put_text(bytes, text);
        }
        Value::Blob(blob) => {
            bytes.push(3);
            put_bytes(bytes, blob);
        }
    }
}

/// What is left of a frame.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Problem> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, Problem> {
        self.take(4)?.try_into().map(u32::from_be_bytes).map_err(|_| damaged())
    }

    fn bytes(&mut self) -> Result<&'a [u8], Problem> {
        let length = self.number()? as usize;
        self.take(length)
    }

    fn text(&mut self) -> Result<&'a str, Problem> {
        std::str::from_utf8(self.bytes()?).map_err(|_| damaged())
    }

    fn value(&mut self) -> Result<Value, Problem> {
        match self.take(1)? {
            [0] => Ok(Value::Null),
            [1] => {
                let number = self.take(8)?.try_into().map(i64::from_be_bytes).map_err(|_| damaged())?;
                Ok(Value::Int(number))
            }
            [2] => Ok(Value::Text(self.text()?.to_owned())),
            [3] => Ok(Value::Blob(self.bytes()?.to_vec())),
            _ => Err(damaged()),
        }
    }
}
