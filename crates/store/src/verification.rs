//! Feeding what is stored, exactly as it is stored, to the ledger's verification.

use base::{Position, Problem, StreamId};
use ledger::verify::{KeptTree, StoredCheckpoint, StreamSound, StreamVerifier};
use ledger::{PublicKey, SignedCheckpoint, Sound, StoredRow, Unsound, Verifier};

use crate::transaction::Tx;
use crate::tree::inclusion_proof;
use crate::value::{Row, Value};

/// The kind is read as bytes, because changed bytes need not be text any more. The two engines say so
/// differently.
const ROWS_SQLITE: &str = "SELECT bytes, position, id, stream, version, CAST(kind AS BLOB), recorded_at, command, \
     hash FROM entry ORDER BY position";
const ROWS_POSTGRES: &str = "SELECT bytes, position, id, stream, version, convert_to(kind, 'UTF8'), recorded_at, \
     command, hash FROM entry ORDER BY position";
const STREAM_SQLITE: &str = "SELECT bytes, position, id, stream, version, CAST(kind AS BLOB), recorded_at, \
     command, hash FROM entry WHERE stream = $1 ORDER BY version";
const STREAM_POSTGRES: &str = "SELECT bytes, position, id, stream, version, convert_to(kind, 'UTF8'), recorded_at, \
     command, hash FROM entry WHERE stream = $1 ORDER BY version";
const CHECKPOINTS_SQLITE: &str = "SELECT size, CAST(text AS BLOB) FROM checkpoint ORDER BY size";
const CHECKPOINTS_POSTGRES: &str = "SELECT size, convert_to(text, 'UTF8') FROM checkpoint ORDER BY size";
const TILES: &str = "SELECT level, number, hashes FROM tile ORDER BY level, number";
const HEAD: &str = "SELECT frontier FROM head WHERE id = 1";
pub(crate) const STATEMENTS: &[&str] = &[TILES, HEAD];
pub(crate) const STATEMENTS_SQLITE: &[&str] = &[ROWS_SQLITE, STREAM_SQLITE, CHECKPOINTS_SQLITE];
pub(crate) const STATEMENTS_POSTGRES: &[&str] = &[ROWS_POSTGRES, STREAM_POSTGRES, CHECKPOINTS_POSTGRES];

/// Verifies the whole ledger of a transaction's realm: entries, chains, tree, tiles, head, the stored checkpoints
/// and those that somebody kept outside. `progress` hears of every thousandth position.
///
/// # Errors
/// `database_damaged` when the engine itself cannot read on. What verification finds is the inner result.
pub fn verify(
    tx: &mut Tx<'_>,
    keys: &[PublicKey],
    kept_outside: &[StoredCheckpoint<'_>],
    progress: &mut dyn FnMut(Position),
) -> Result<Result<Sound, Unsound>, Problem> {
    let (realm, postgres) = (tx.realm()?, tx.is_postgres());
    let stored = tx.query(if postgres { CHECKPOINTS_POSTGRES } else { CHECKPOINTS_SQLITE }, &[])?;
    let mut checkpoints = kept_outside.to_vec();
    for row in &stored {
        checkpoints.push(StoredCheckpoint { size: Some(number(row, 0)), text: bytes(row, 1) });
    }
    let mut verifier = Verifier::new(realm, keys, &checkpoints);
    tx.for_each_row(if postgres { ROWS_POSTGRES } else { ROWS_SQLITE }, &[], &mut |row| {
        verifier.row(&stored_row(row));
        if verifier.position().0.is_multiple_of(1_000) {
            progress(verifier.position());
        }
        Ok(())
    })?;
    tx.for_each_row(TILES, &[], &mut |row| {
        verifier.tile(number(row, 0), number(row, 1), bytes(row, 2));
        Ok(())
    })?;
    let head = tx.query_one(HEAD, &[])?;
    // A ledger without entries has no head yet; its frontier is the empty one.
    let empty = ledger::Frontier::new().encode();
    let frontier = match &head {
        Some(row) => bytes(row, 0),
        None if verifier.position() == Position(0) => &empty,
        None => &[],
    };
    Ok(verifier.finish(KeptTree::Stored(frontier)))
}

/// Verifies one stream's chain, tied to a checkpoint by a proof from the stored tree.
///
/// # Errors
/// As [`verify`].
pub fn verify_stream(
    tx: &mut Tx<'_>,
    stream: StreamId,
    checkpoint: Option<&SignedCheckpoint>,
    keys: &[PublicKey],
) -> Result<Result<StreamSound, Unsound>, Problem> {
    let sql = if tx.is_postgres() { STREAM_POSTGRES } else { STREAM_SQLITE };
    let mut verifier = StreamVerifier::new(tx.realm()?, stream, checkpoint, keys);
    tx.for_each_row(sql, &[stream.into()], &mut |row| {
        verifier.row(&stored_row(row));
        Ok(())
    })?;
    let proof = match verifier.to_prove() {
        Some((position, size)) => inclusion_proof(tx, position, size).map(Some).or_else(|problem| {
            // A proof that cannot be made fails the verification; it does not end it.
            if matches!(problem.code, "not_found" | "database_damaged") { Ok(None) } else { Err(problem) }
        })?,
        None => None,
    };
    Ok(verifier.finish(proof.as_ref()))
}

fn stored_row(row: &Row) -> StoredRow<'_> {
    StoredRow {
        blob: bytes(row, 0),
        position: number(row, 1),
        id: bytes(row, 2),
        stream: bytes(row, 3),
        version: number(row, 4),
        kind: bytes(row, 5),
        recorded_at: number(row, 6),
        command: bytes(row, 7),
        hash: bytes(row, 8),
    }
}

/// A column that should be bytes; what is not has none, which no entry fits.
fn bytes(row: &Row, index: usize) -> &[u8] {
    match row.values().get(index) {
        Some(Value::Blob(bytes)) => bytes,
        Some(Value::Text(text)) => text.as_bytes(),
        _ => &[],
    }
}

/// A column that should be a number; what is not is one that no entry has.
fn number(row: &Row, index: usize) -> i64 {
    match row.values().get(index) {
        Some(Value::Int(number)) => *number,
        _ => -1,
    }
}
