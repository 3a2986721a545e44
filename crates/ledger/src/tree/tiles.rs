//! Which nodes of the tree a store keeps: tiles of 256 hashes.
//!
//! Tile `(level, index)` holds the nodes of height `8 × level` with the numbers `256 × index` to
//! `256 × index + 255`; the seven heights between two levels are computed from a tile. A proof in a tree of
//! n leaves reads at most two tiles of each of its `log256(n)` levels.
//!
//! A store keeps every full tile of level 0, and every tile of a higher level as far as it is filled. The last
//! leaves, which fill no tile yet, are the hashes of its last entries; a reader of tiles takes them from there.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use base::Digest;

use crate::hashing::node_hash;
use crate::tree::NodeId;

/// Hashes in a full tile.
pub const WIDTH: usize = 256;
/// Heights in a tile.
const HEIGHTS: u8 = 8;
/// The highest level a tree of 64-bit size can have.
const TOP: u8 = 7;

/// Which tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// 0 holds leaves; level `n` holds the roots of full tiles of level `n - 1`.
    pub level: u8,
    /// From the left, from 0.
    pub index: u64,
}

/// A tile, full or as far as it is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Which.
    pub id: TileId,
    /// 1 to 256 hashes, from the left.
    pub hashes: Vec<Digest>,
}

/// Why nodes cannot be had from tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError<E> {
    /// The reader failed.
    #[error(transparent)]
    Read(E),
    /// The tile lacks hashes that a tree of this size has.
    #[error("tile `{index}` of level `{level}` is too short", level = .0.level, index = .0.index)]
    Short(TileId),
}

impl Tile {
    /// Its bytes: the hashes, one after another.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        self.hashes.iter().flat_map(|hash| hash.0).collect()
    }

    /// The hashes in a tile's bytes; `None` when they are no whole number of hashes, none or over 256.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Vec<Digest>> {
        let (hashes, []) = bytes.as_chunks::<32>() else { return None };
        (1..=WIDTH).contains(&hashes.len()).then(|| hashes.iter().map(|hash| Digest(*hash)).collect())
    }
}

/// The tile a node is in or is computed from.
#[must_use]
pub fn tile_of(node: NodeId) -> TileId {
    TileId { level: node.height / HEIGHTS, index: node.index >> (HEIGHTS - node.height % HEIGHTS) }
}

/// How many hashes a tile holds in a tree of `size` leaves.
#[must_use]
pub fn filled(tile: TileId, size: u64) -> usize {
    let nodes = nodes_at(tile.level, size);
    let before = tile.index.saturating_mul(WIDTH as u64);
    usize::try_from(nodes.saturating_sub(before)).map_or(WIDTH, |count| count.min(WIDTH))
}

/// Takes a node out of its tile's hashes; `None` when the tile is too short for it.
#[must_use]
pub fn node_in(node: NodeId, hashes: &[Digest]) -> Option<Digest> {
    let height = node.height % HEIGHTS;
    let first = usize::try_from((node.index << height) % WIDTH as u64).ok()?;
    whole(hashes.get(first..first + (1 << height))?)
}

/// The hashes of nodes, in their order, each tile read once.
///
/// `read` gives a tile's hashes as far as they are filled; for a tile of level 0 that is not stored yet, the
/// hashes of the entries from position `256 × index + 1` on.
///
/// # Errors
/// [`TileError`] when `read` fails or a tile is too short.
pub fn read_nodes<E>(
    nodes: &[NodeId],
    mut read: impl FnMut(TileId) -> Result<Vec<Digest>, E>,
) -> Result<Vec<Digest>, TileError<E>> {
    let mut tiles: HashMap<TileId, Vec<Digest>> = HashMap::new();
    let mut hashes = Vec::with_capacity(nodes.len());
    for node in nodes {
        let id = tile_of(*node);
        let tile = match tiles.entry(id) {
            Entry::Occupied(read_before) => read_before.into_mut(),
            Entry::Vacant(place) => place.insert(read(id).map_err(TileError::Read)?),
        };
        hashes.push(node_in(*node, tile).ok_or(TileError::Short(id))?);
    }
    Ok(hashes)
}

/// The tiles to write after a tree grew from `old` to `new` leaves: full tiles of level 0, and every tile of a
/// higher level that gained a hash, whole as it now is. Lower levels come first.
///
/// `read` is that of [`read_nodes`] and sees the new entries already.
///
/// # Errors
/// [`TileError`] when `read` fails or gives too few hashes.
pub fn grown<E>(
    old: u64,
    new: u64,
    mut read: impl FnMut(TileId) -> Result<Vec<Digest>, E>,
) -> Result<Vec<Tile>, TileError<E>> {
    let mut grown = Vec::new();
    let width = WIDTH as u64;
    // The roots of the tiles of the level below that became full, from the left.
    let mut roots = Vec::new();
    for index in old / width..new / width {
        let id = TileId { level: 0, index };
        let mut hashes = read(id).map_err(TileError::Read)?;
        hashes.truncate(WIDTH);
        roots.push(full_root(&hashes).ok_or(TileError::Short(id))?);
        grown.push(Tile { id, hashes });
    }
    for level in 1..=TOP {
        if roots.is_empty() {
            break;
        }
        let mut gained = std::mem::take(&mut roots).into_iter();
        let nodes = nodes_at(level, new);
        for index in nodes_at(level, old) / width..nodes.div_ceil(width) {
            let id = TileId { level, index };
            let before = filled(id, old);
            let mut hashes = if before == 0 { Vec::new() } else { read(id).map_err(TileError::Read)? };
            if hashes.len() < before {
                return Err(TileError::Short(id));
            }
            hashes.truncate(before);
            hashes.extend(gained.by_ref().take(WIDTH - before));
            roots.extend(full_root(&hashes));
            grown.push(Tile { id, hashes });
        }
    }
    Ok(grown)
}

/// All tiles a store keeps for a tree of `size` leaves, lower levels first.
pub fn kept(size: u64) -> impl Iterator<Item = TileId> {
    (0..=TOP).flat_map(move |level| {
        let nodes = nodes_at(level, size);
        let tiles = if level == 0 { nodes / WIDTH as u64 } else { nodes.div_ceil(WIDTH as u64) };
        (0..tiles).map(move |index| TileId { level, index })
    })
}

/// How many whole subtrees of a level's height there are.
fn nodes_at(level: u8, size: u64) -> u64 {
    size.checked_shr(u32::from(level) * u32::from(HEIGHTS)).unwrap_or(0)
}

fn full_root(hashes: &[Digest]) -> Option<Digest> {
    if hashes.len() == WIDTH { whole(hashes) } else { None }
}

/// The root over a power of two of hashes.
fn whole(hashes: &[Digest]) -> Option<Digest> {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        let (pairs, []) = row.as_chunks::<2>() else { return None };
        row = pairs.iter().map(|[left, right]| node_hash(left, right)).collect();
    }
    row.first().copied()
}
