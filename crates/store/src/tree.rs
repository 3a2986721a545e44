//! The Merkle tree's tiles as they are stored, and the proofs read from them.

use base::{Digest, Position, Problem};
use ledger::tree::proof::{assemble_consistency, assemble_inclusion, consistency_nodes, inclusion_nodes};
use ledger::tree::tiles::{self, WIDTH};
use ledger::tree::{ConsistencyProof, InclusionProof, NodeId, Tile, TileId};

use crate::entries::damaged;
use crate::transaction::Tx;
use crate::value::Value;

const TILE: &str = "SELECT hashes FROM tile WHERE level = $1 AND number = $2";
const HASHES: &str = "SELECT hash FROM entry WHERE position > $1 AND position <= $2 ORDER BY position";
pub(crate) const STATEMENTS: &[&str] = &[TILE, HASHES];

/// That the entry at a position is in the tree of a size.
///
/// # Errors
/// `not_found` when the position is outside that tree or the tree is not there yet; `database_damaged`; or an
/// engine's error.
pub fn inclusion_proof(tx: &mut Tx<'_>, position: Position, size: u64) -> Result<InclusionProof, Problem> {
    check_size(tx, size)?;
    let hashes = nodes(tx, &inclusion_nodes(position, size))?;
    assemble_inclusion(position, size, &hashes).ok_or_else(Problem::not_found)
}

/// That the tree of one size begins with the tree of another.
///
/// # Errors
/// As [`inclusion_proof`].
pub fn consistency_proof(tx: &mut Tx<'_>, old: u64, new: u64) -> Result<ConsistencyProof, Problem> {
    check_size(tx, new)?;
    let hashes = nodes(tx, &consistency_nodes(old, new))?;
    assemble_consistency(old, new, &hashes).ok_or_else(Problem::not_found)
}

/// Stores the tiles that a tree gained or filled by growing; the new entries are stored already.
pub(crate) fn keep_grown(tx: &mut Tx<'_>, old: u64, new: u64) -> Result<(), Problem> {
    let grown = tiles::grown(old, new, |id| read(tx, id)).map_err(tile_problem)?;
    let rows: Vec<Vec<Value>> = grown
        .iter()
        .map(|tile: &Tile| vec![tile.id.level.into(), tile.id.index.into(), tile.encode().into()])
        .collect();
    let replacing = "ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes";
    tx.insert_rows("tile", &["level", "number", "hashes"], replacing, &rows)
}

fn check_size(tx: &mut Tx<'_>, size: u64) -> Result<(), Problem> {
    let there = crate::entries::head(tx)?.frontier.size();
    if size <= there { Ok(()) } else { Err(Problem::not_found()) }
}

fn nodes(tx: &mut Tx<'_>, nodes: &[NodeId]) -> Result<Vec<Digest>, Problem> {
    tiles::read_nodes(nodes, |id| read(tx, id)).map_err(tile_problem)
}

/// A tile's hashes: stored, or for the last leaves those of the last entries.
fn read(tx: &mut Tx<'_>, id: TileId) -> Result<Vec<Digest>, Problem> {
    if let Some(row) = tx.query_one(TILE, &[id.level.into(), id.index.into()])? {
        return Tile::decode(&row.get::<Vec<u8>>(0)?).ok_or_else(|| damaged("a tile's bytes are no hashes"));
    }
    if id.level > 0 {
        return Ok(Vec::new());
    }
    let first = id.index.saturating_mul(WIDTH as u64);
    let rows = tx.query(HASHES, &[first.into(), first.saturating_add(WIDTH as u64).into()])?;
    rows.iter().map(|row| row.get(0)).collect()
}

fn tile_problem(error: tiles::TileError<Problem>) -> Problem {
    match error {
        tiles::TileError::Read(problem) => problem,
        short @ tiles::TileError::Short(_) => damaged(short),
    }
}
