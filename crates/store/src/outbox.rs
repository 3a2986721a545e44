//! What waits to cross into another realm: ids only, written in the transaction of the entry that sends it.
//!
//! Delivering is at least once: the entry is read here, the other realm gets its own entry in a transaction of
//! its own (which a repeated delivery finds done already), and only then the row is marked.

use base::{EntryId, Position, Problem, Realm, Timestamp};

use crate::entries::damaged;
use crate::transaction::Tx;

const PUT: &str = "INSERT INTO outbox (entry, position, to_realm, delivered_at) VALUES ($1, $2, $3, 0)";
const WAITING: &str =
    "SELECT entry, position, to_realm FROM outbox WHERE delivered_at = 0 ORDER BY position LIMIT $1";
const DELIVERED: &str = "UPDATE outbox SET delivered_at = $1 WHERE entry = $2 AND delivered_at = 0";
const OLDEST: &str = "SELECT min(position) FROM outbox WHERE delivered_at = 0";
pub(crate) const STATEMENTS: &[&str] = &[PUT, WAITING, DELIVERED, OLDEST];

/// An entry that waits to cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The entry that sends; also the command id of the entry that receives.
    pub entry: EntryId,
    /// Its position in its own realm.
    pub position: Position,
    /// Where it goes.
    pub to: Realm,
}

/// Notes that an entry crosses, in its own transaction.
///
/// # Errors
/// `internal` for a crossing into the realm it comes from; an engine's error.
pub fn put(tx: &mut Tx<'_>, entry: EntryId, position: Position, to: Realm) -> Result<(), Problem> {
    if tx.realm()? == to {
        return Err(Problem::internal("a crossing into its own realm"));
    }
    tx.execute(PUT, &[entry.into(), position.into(), to.number().into()]).map(|_| ())
}

/// What waits, in the order of positions.
///
/// # Errors
/// `database_damaged` when a realm's number is none; an engine's error.
pub fn waiting(tx: &mut Tx<'_>, most: u32) -> Result<Vec<Waiting>, Problem> {
    let rows = tx.query(WAITING, &[most.into()])?;
    rows.iter()
        .map(|row| {
            let to =
                Realm::from_number(row.get(2)?).ok_or_else(|| damaged("an outbox row names no realm"))?;
            Ok(Waiting { entry: row.get(0)?, position: row.get(1)?, to })
        })
        .collect()
}

/// Marks an entry as delivered; whether it was waiting.
///
/// # Errors
/// An engine's error.
pub fn delivered(tx: &mut Tx<'_>, entry: EntryId, at: Timestamp) -> Result<bool, Problem> {
    Ok(tx.execute(DELIVERED, &[at.into(), entry.into()])? == 1)
}

/// The position of the entry that waits longest; `None` when nothing waits.
///
/// # Errors
/// An engine's error.
pub fn oldest(tx: &mut Tx<'_>) -> Result<Option<Position>, Problem> {
    tx.query_one(OLDEST, &[])?.map_or(Ok(None), |row| row.get(0))
}
