//! Wrapped keys: rows that the vault makes and opens. Deleting one erases what its key sealed.

use base::{Problem, Realm, StreamId, Timestamp};
use vault::{KeyName, WrappedKey};

use crate::entries::damaged;
use crate::transaction::{Tx, in_lists, marks};
use crate::value::{Row, Value};

/// The highest level that is kept in memory from the start: all but the streams' keys.
const UPPER: u8 = 2;

const ONE: &str = "SELECT name, parent, bytes FROM wrapped_key WHERE name = $1";
const UPPER_LEVELS: &str =
    "SELECT name, parent, bytes FROM wrapped_key WHERE level <= $1 ORDER BY level, name";
const ALL: &str = "SELECT name, parent, bytes FROM wrapped_key ORDER BY name";
const RANGE: &str =
    "SELECT name, parent, bytes FROM wrapped_key WHERE name >= $1 AND name < $2 ORDER BY name";
const DELETE_RANGE: &str = "DELETE FROM wrapped_key WHERE name >= $1 AND name < $2";
const DELETE: &str = "DELETE FROM wrapped_key WHERE name = $1";
const REPLACE: &str = "UPDATE wrapped_key SET parent = $1, bytes = $2 WHERE name = $3";
const OLDER: &str =
    "SELECT name, parent, bytes FROM wrapped_key WHERE level > $1 AND created_at < $2 ORDER BY name";
pub(crate) const STATEMENTS: &[&str] = &[ONE, UPPER_LEVELS, ALL, RANGE, DELETE_RANGE, DELETE, REPLACE, OLDER];

/// Stores keys. A name that is taken keeps the key it has: the answer is what is now stored under each of the
/// names, in any order, and only those keys may be used.
///
/// # Errors
/// An engine's error.
pub fn add(tx: &mut Tx<'_>, keys: &[WrappedKey], now: Timestamp) -> Result<Vec<WrappedKey>, Problem> {
    let rows: Vec<Vec<Value>> = keys
        .iter()
        .map(|key| {
            vec![
                key.name.to_bytes().into(),
                key.parent.to_bytes().into(),
                key.name.level().into(),
                key.bytes.as_slice().into(),
                now.into(),
            ]
        })
        .collect();
    let columns = ["name", "parent", "level", "bytes", "created_at"];
    tx.insert_rows("wrapped_key", &columns, "ON CONFLICT (name) DO NOTHING", &rows)?;
    let names: Vec<KeyName> = keys.iter().map(|key| key.name).collect();
    get_many(tx, &names)
}

/// Puts a key wrapped anew in the place of the same key.
///
/// # Errors
/// `not_found` when there is none of that name; or an engine's error.
pub fn replace(tx: &mut Tx<'_>, key: &WrappedKey) -> Result<(), Problem> {
    let values = [key.parent.to_bytes().into(), key.bytes.as_slice().into(), key.name.to_bytes().into()];
    if tx.execute(REPLACE, &values)? == 1 { Ok(()) } else { Err(Problem::not_found()) }
}

/// The key of a name.
///
/// # Errors
/// `database_damaged` when a stored name cannot be read; or an engine's error.
pub fn get(tx: &mut Tx<'_>, name: KeyName) -> Result<Option<WrappedKey>, Problem> {
    tx.query_one(ONE, &[name.to_bytes().into()])?.map(read).transpose()
}

/// The keys of names, as far as they are there, in any order.
///
/// # Errors
/// As [`get`].
pub fn get_many(tx: &mut Tx<'_>, names: &[KeyName]) -> Result<Vec<WrappedKey>, Problem> {
    let mut names: Vec<Value> = names.iter().map(|name| name.to_bytes().into()).collect();
    names.sort();
    names.dedup();
    let mut keys = Vec::with_capacity(names.len());
    for list in in_lists(&names) {
        let sql =
            format!("SELECT name, parent, bytes FROM wrapped_key WHERE name IN ({})", marks(1, list.len()));
        for row in tx.query(&sql, &list)? {
            keys.push(read(row)?);
        }
    }
    Ok(keys)
}

/// All keys above the streams, each after its parent: what a program opens at its start.
///
/// # Errors
/// As [`get`].
pub fn upper(tx: &mut Tx<'_>) -> Result<Vec<WrappedKey>, Problem> {
    tx.query(UPPER_LEVELS, &[UPPER.into()])?.into_iter().map(read).collect()
}

/// All keys there are: of a country, hundreds of megabytes. For rotation and counting alone.
///
/// # Errors
/// As [`get`].
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<WrappedKey>, Problem> {
    tx.query(ALL, &[])?.into_iter().map(read).collect()
}

/// All keys of a stream.
///
/// # Errors
/// As [`get`].
pub fn of_stream(tx: &mut Tx<'_>, realm: Realm, stream: StreamId) -> Result<Vec<WrappedKey>, Problem> {
    let (first, end) = stream_range(realm, stream);
    tx.query(RANGE, &[first.into(), end.into()])?.into_iter().map(read).collect()
}

/// Streams' keys that were stored before an instant: those that no entry used are swept.
///
/// # Errors
/// As [`get`].
pub fn stored_before(tx: &mut Tx<'_>, instant: Timestamp) -> Result<Vec<WrappedKey>, Problem> {
    tx.query(OLDER, &[UPPER.into(), instant.into()])?.into_iter().map(read).collect()
}

/// Deletes a key; whether it was there. [`crate::Store::shred`] removes its last traces.
///
/// # Errors
/// An engine's error.
pub fn delete(tx: &mut Tx<'_>, name: KeyName) -> Result<bool, Problem> {
    Ok(tx.execute(DELETE, &[name.to_bytes().into()])? == 1)
}

/// Deletes all keys of a stream; how many there were.
///
/// # Errors
/// An engine's error.
pub fn delete_stream(tx: &mut Tx<'_>, realm: Realm, stream: StreamId) -> Result<u64, Problem> {
    let (first, end) = stream_range(realm, stream);
    tx.execute(DELETE_RANGE, &[first.into(), end.into()])
}

/// The names of a stream's keys begin with the same bytes: the first such name, and the first after them all.
fn stream_range(realm: Realm, stream: StreamId) -> (Vec<u8>, Vec<u8>) {
    // Kind, realm and stream; compartment (1 byte) and epoch (4) follow.
    let mut first = KeyName::Stream(realm, stream, base::Compartment::Operational, 0).to_bytes();
    first.truncate(first.len().saturating_sub(5));
    let mut end = first.clone();
    end.extend_from_slice(&[0xFF; 6]);
    (first, end)
}

fn read(mut row: Row) -> Result<WrappedKey, Problem> {
    let name = KeyName::from_bytes(&row.get::<Vec<u8>>(0)?).map_err(damaged)?;
    let parent = KeyName::from_bytes(&row.get::<Vec<u8>>(1)?).map_err(damaged)?;
    Ok(WrappedKey { name, parent, bytes: row.take_blob(2)? })
}
