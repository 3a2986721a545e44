//! The tiles a sound store has, known by their digests while rows go by.

use base::Digest;
use sha2::{Digest as _, Sha256};

use crate::tree::NodeId;
use crate::tree::tiles::{self, TileId, WIDTH};

/// Digests of the tiles the tree must have, so that tiles can come later and in any order.
#[derive(Debug, Default)]
pub(crate) struct ExpectedTiles {
    /// By level: the tile being filled.
    open: Vec<(usize, Sha256)>,
    /// By level and index: the full tiles, until they are seen.
    full: Vec<Vec<Expected>>,
    /// By level: whether the tile being filled was seen.
    open_seen: Vec<bool>,
}

#[derive(Clone, Copy, Debug)]
struct Expected {
    digest: [u8; 32],
    seen: bool,
}

impl ExpectedTiles {
    pub(crate) fn tell(&mut self, node: NodeId, hash: &Digest) {
        if !node.height.is_multiple_of(8) {
            return;
        }
        let level = usize::from(node.height / 8);
        if self.open.len() <= level {
            self.open.resize_with(level + 1, Default::default);
            self.full.resize_with(level + 1, Default::default);
            self.open_seen.resize(level + 1, false);
        }
        let (Some((count, hasher)), Some(full)) = (self.open.get_mut(level), self.full.get_mut(level)) else {
            return;
        };
        hasher.update(hash.0);
        *count += 1;
        if *count == WIDTH {
            *count = 0;
            full.push(Expected { digest: hasher.finalize_reset().into(), seen: false });
        }
    }

    /// The digest of a tile that a store keeps, marked as seen; `None` for any other.
    pub(crate) fn take(&mut self, id: TileId, size: u64) -> Option<[u8; 32]> {
        let level = usize::from(id.level);
        let index = usize::try_from(id.index).ok()?;
        if let Some(expected) = self.full.get_mut(level)?.get_mut(index) {
            expected.seen = true;
            return Some(expected.digest);
        }
        if id.level == 0 || tiles::filled(id, size) == 0 {
            return None;
        }
        *self.open_seen.get_mut(level)? = true;
        Some(self.open.get(level)?.1.clone().finalize().into())
    }

    /// The tiles that a store must keep and that were not seen.
    pub(crate) fn missing(&self, size: u64) -> Vec<TileId> {
        let seen = |id: &TileId| {
            let (level, index) = (usize::from(id.level), usize::try_from(id.index).unwrap_or(usize::MAX));
            let full = self.full.get(level).and_then(|tiles| tiles.get(index)).map(|tile| tile.seen);
            full.unwrap_or_else(|| self.open_seen.get(level).copied().unwrap_or(false))
        };
        tiles::kept(size).filter(|id| !seen(id)).collect()
    }
}
