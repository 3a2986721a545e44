//! The tree against the definition of RFC 9162, written down once more as it stands there.

use base::{Digest, Position};
use ledger::hashing::{leaf_hash, node_hash};
use ledger::tree::proof::{
    assemble_consistency, assemble_inclusion, consistency_nodes, inclusion_nodes, verify_consistency,
    verify_inclusion,
};
use ledger::tree::tiles::{Tile, TileError, TileId, filled, grown, kept, read_nodes, tile_of};
use ledger::tree::{ConsistencyProof, Frontier, InclusionProof, NodeId};
use proptest::prelude::*;

fn leaves(count: u64) -> Vec<Digest> {
    (1..=count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

/// MTH of RFC 9162 §2.1.1.
fn naive_root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => ledger::hashing::sha256(b""),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&naive_root(left), &naive_root(right))
        }
    }
}

/// PATH of RFC 9162 §2.1.3.1.
fn naive_path(index: usize, leaves: &[Digest]) -> Vec<Digest> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, beside) = if index < left.len() {
        (naive_path(index, left), right)
    } else {
        (naive_path(index - left.len(), right), left)
    };
    path.push(naive_root(beside));
    path
}

/// SUBPROOF of RFC 9162 §2.1.4.1.
fn naive_subproof(old: usize, leaves: &[Digest], at_left_edge: bool) -> Vec<Digest> {
    if old == leaves.len() {
        return if at_left_edge { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, beside) = if old <= left.len() {
        (naive_subproof(old, left, at_left_edge), right)
    } else {
        (naive_subproof(old - left.len(), right, false), left)
    };
    path.push(naive_root(beside));
    path
}

fn node(leaves: &[Digest], node: NodeId) -> Digest {
    let first = usize::try_from(node.index << node.height).unwrap();
    naive_root(&leaves[first..first + (1 << node.height)])
}

fn inclusion(leaves: &[Digest], index: u64) -> InclusionProof {
    let (position, size) = (Position(index + 1), leaves.len() as u64);
    let hashes: Vec<_> = inclusion_nodes(position, size).into_iter().map(|id| node(leaves, id)).collect();
    assemble_inclusion(position, size, &hashes).unwrap()
}

fn consistency(leaves: &[Digest], old: u64) -> ConsistencyProof {
    let new = leaves.len() as u64;
    let hashes: Vec<_> = consistency_nodes(old, new).into_iter().map(|id| node(leaves, id)).collect();
    assemble_consistency(old, new, &hashes).unwrap()
}

#[test]
fn roots_of_all_sizes_to_six_hundred() {
    let leaves = leaves(600);
    let mut frontier = Frontier::new();
    for size in 0..=600 {
        assert_eq!(frontier.root(), naive_root(&leaves[..size]));
        assert_eq!(Frontier::decode(&frontier.encode()).unwrap(), frontier);
        if let Some(leaf) = leaves.get(size) {
            frontier.append(*leaf);
        }
    }
}

#[test]
fn appending_tells_of_every_whole_subtree_once() {
    let leaves = leaves(300);
    let mut told = Vec::new();
    let mut frontier = Frontier::new();
    for leaf in &leaves {
        frontier.append_telling(*leaf, |id, hash| told.push((id, *hash)));
    }
    let expected: usize = (0..9).map(|height| 300 >> height).sum();
    assert_eq!(told.len(), expected);
    assert!(told.iter().all(|(id, hash)| node(&leaves, *id) == *hash));
    told.sort_unstable();
    told.dedup_by_key(|(id, _)| *id);
    assert_eq!(told.len(), expected);
}

#[test]
fn only_frontiers_are_read_as_frontiers() {
    let mut frontier = Frontier::new();
    leaves(11).into_iter().for_each(|leaf| frontier.append(leaf));
    let bytes = frontier.encode();
    assert!((0..bytes.len()).all(|end| Frontier::decode(&bytes[..end]).is_err()));
    assert!(Frontier::decode(&[&bytes[..], &[0]].concat()).is_err());
    assert!(Frontier::decode(&[&bytes[..], &[0; 32]].concat()).is_err());
    let mut other = bytes;
    other[0] = 2;
    assert!(Frontier::decode(&other).is_err());
}

#[test]
fn every_inclusion_proof_is_the_rfcs_and_holds() {
    let all = leaves(50);
    for size in 1..=all.len() {
        let leaves = &all[..size];
        let root = naive_root(leaves);
        for (index, leaf) in leaves.iter().enumerate() {
            let proof = inclusion(leaves, index as u64);
            assert_eq!(proof.path, naive_path(index, leaves));
            assert!(verify_inclusion(&proof, leaf, &root));
            let elsewhere = InclusionProof { position: Position(index as u64 + 2), ..proof.clone() };
            assert!(!verify_inclusion(&elsewhere, leaf, &root));
            let nowhere = InclusionProof { position: Position(0), ..proof.clone() };
            assert!(!verify_inclusion(&nowhere, leaf, &root));
            assert!(!verify_inclusion(&proof, &leaf_hash(b"other"), &root));
            for at in 0..proof.path.len() {
                let mut changed = proof.clone();
                changed.path[at].0[at % 32] ^= 1;
                assert!(!verify_inclusion(&changed, leaf, &root));
                changed.path.truncate(at);
                assert!(!verify_inclusion(&changed, leaf, &root));
            }
            let mut longer = proof;
            longer.path.push(root);
            assert!(!verify_inclusion(&longer, leaf, &root));
        }
    }
}

#[test]
fn every_consistency_proof_is_the_rfcs_and_holds() {
    let all = leaves(50);
    for new in 1..=all.len() {
        let new_root = naive_root(&all[..new]);
        for old in 1..=new {
            let old_root = naive_root(&all[..old]);
            let proof = consistency(&all[..new], old as u64);
            assert_eq!(proof.path, naive_subproof(old, &all[..new], true), "{old} {new}");
            assert!(verify_consistency(&proof, &old_root, &new_root), "{old} {new}");
            let other = leaf_hash(b"other");
            assert!(!verify_consistency(&proof, &other, &new_root));
            assert!(!verify_consistency(&proof, &old_root, &other));
            for at in 0..proof.path.len() {
                let mut changed = proof.clone();
                changed.path[at].0[at % 32] ^= 1;
                assert!(!verify_consistency(&changed, &old_root, &new_root));
                changed.path.truncate(at);
                assert!(!verify_consistency(&changed, &old_root, &new_root));
            }
            let mut longer = proof;
            longer.path.push(new_root);
            assert!(!verify_consistency(&longer, &old_root, &new_root));
        }
        let from_nothing = consistency(&all[..new], 0);
        assert!(verify_consistency(&from_nothing, &naive_root(&[]), &new_root));
        assert!(!verify_consistency(&from_nothing, &new_root, &new_root));
    }
}

#[test]
fn outside_the_tree_there_is_no_proof() {
    assert_eq!(inclusion_nodes(Position(0), 5), []);
    assert_eq!(inclusion_nodes(Position(6), 5), []);
    assert_eq!(assemble_inclusion(Position(6), 5, &[]), None);
    assert_eq!(assemble_inclusion(Position(1), 5, &[]), None);
    assert_eq!(assemble_inclusion(Position(1), 1, &leaves(1)), None);
    assert_eq!(assemble_consistency(6, 5, &[]), None);
    let backwards = ConsistencyProof { old: 6, new: 5, path: vec![] };
    assert!(!verify_consistency(&backwards, &Digest::ZERO, &Digest::ZERO));
}

/// Tiles grown in the given steps over leaves, as a store would keep them.
fn tiles_of(leaves: &[Digest], steps: &[u64]) -> Vec<Tile> {
    let mut tiles: Vec<Tile> = Vec::new();
    let (mut old, end) = (0, leaves.len() as u64);
    for step in steps.iter().copied().chain([end]) {
        let new = (old + step).min(end);
        for tile in grown(old, new, |id| read(&tiles, &leaves[..usize::try_from(new).unwrap()], id)).unwrap()
        {
            tiles.retain(|other| other.id != tile.id);
            tiles.push(tile);
        }
        old = new;
    }
    tiles.sort_by_key(|tile| tile.id);
    tiles
}

fn read(tiles: &[Tile], leaves: &[Digest], id: TileId) -> Result<Vec<Digest>, &'static str> {
    match tiles.iter().find(|tile| tile.id == id) {
        Some(tile) => Ok(Tile::decode(&tile.encode()).unwrap()),
        None if id.level == 0 => {
            Ok(leaves.iter().skip(usize::try_from(id.index).unwrap() * 256).take(256).copied().collect())
        }
        None => Err("no such tile"),
    }
}

#[test]
fn tiles_hold_what_they_must_over_three_levels() {
    let leaves = leaves(65_536 + 513);
    let size = leaves.len() as u64;
    let tiles = tiles_of(&leaves, &[1, 254, 1, 1, 255, 3_000, 62_023, 0, 1, 256]);
    let ids: Vec<_> = tiles.iter().map(|tile| tile.id).collect();
    assert_eq!(ids, kept(size).collect::<Vec<_>>());
    assert_eq!(ids.iter().filter(|id| id.level == 1).count(), 2);
    assert_eq!(ids.last(), Some(&TileId { level: 2, index: 0 }));
    for tile in &tiles {
        assert_eq!(tile.hashes.len(), filled(tile.id, size));
    }
    for level in 1..=2 {
        for tile in tiles.iter().filter(|tile| tile.id.level == level) {
            let first = NodeId { height: 8 * level, index: tile.id.index * 256 };
            assert_eq!(tile.hashes[0], node(&leaves, first));
        }
    }
    assert_eq!(tiles, tiles_of(&leaves, &[]));

    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.append(*leaf));
    for position in [1, 256, 257, 40_000, 65_536, 65_537, 66_048, 66_049] {
        let nodes = inclusion_nodes(Position(position), size);
        let mut reads = 0;
        let hashes = read_nodes(&nodes, |id| {
            reads += 1;
            read(&tiles, &leaves, id)
        });
        let proof = assemble_inclusion(Position(position), size, &hashes.unwrap()).unwrap();
        assert!(verify_inclusion(&proof, &leaves[usize::try_from(position).unwrap() - 1], &frontier.root()));
        assert!(reads <= 6, "{reads} tiles read for {position}");
    }
    for old in [1, 255, 256, 300, 65_535, 65_536, 65_537, 66_048] {
        let hashes = read_nodes(&consistency_nodes(old, size), |id| read(&tiles, &leaves, id)).unwrap();
        let proof = assemble_consistency(old, size, &hashes).unwrap();
        let mut before = Frontier::new();
        leaves.iter().take(usize::try_from(old).unwrap()).for_each(|leaf| before.append(*leaf));
        assert!(verify_consistency(&proof, &before.root(), &frontier.root()), "{old}");
    }
}

#[test]
fn short_tiles_and_failing_reads_are_errors() {
    let nodes = inclusion_nodes(Position(1), 300);
    let short = |_| Ok::<_, ()>(leaves(3));
    let id = tile_of(nodes[2]);
    assert_eq!(read_nodes(&nodes, short), Err(TileError::Short(id)));
    assert_eq!(read_nodes(&nodes, |_| Err("gone")), Err(TileError::Read("gone")));
    assert_eq!(grown(0, 256, short), Err(TileError::Short(TileId { level: 0, index: 0 })));
    assert_eq!(grown(0, 256, |_| Err("gone")), Err(TileError::Read("gone")));
    let second = |id: TileId| Ok::<_, ()>(if id.level == 0 { leaves(256) } else { vec![] });
    assert_eq!(grown(256, 512, second), Err(TileError::Short(TileId { level: 1, index: 0 })));
    assert_eq!(grown(5, 200, |_| Err("not asked")), Ok(vec![]));
    assert_eq!((Tile::decode(&[]), Tile::decode(&[0; 33]), Tile::decode(&[0; 32 * 257])), (None, None, None));
}

/// Sizes near the end of 64 bits ask for no more than their logarithm.
#[test]
fn very_large_trees_need_few_nodes() {
    for size in [u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) + 1] {
        for position in [1, 2, size / 2, size - 1, size] {
            assert!(inclusion_nodes(Position(position), size).len() <= 128);
            assert!(consistency_nodes(position, size).len() <= 128);
        }
        assert_eq!(
            filled(TileId { level: 7, index: 0 }, size),
            usize::try_from((size >> 56).min(256)).unwrap()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn tiles_do_not_depend_on_the_batches(size in 0_u64..1500, steps in prop::collection::vec(0_u64..400, 0..12)) {
        let leaves = leaves(size);
        prop_assert_eq!(tiles_of(&leaves, &steps), tiles_of(&leaves, &[]));
    }

    #[test]
    fn proofs_from_tiles_hold(size in 1_u64..1500, at in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let leaves = leaves(size);
        let tiles = tiles_of(&leaves, &[]);
        let root = naive_root(&leaves);
        // A proof for an earlier, kept size is made from the tiles of today.
        let earlier = to.index(leaves.len()) + 1;
        let index = at.index(earlier);
        let position = Position(index as u64 + 1);
        let nodes = inclusion_nodes(position, earlier as u64);
        let hashes = read_nodes(&nodes, |id| read(&tiles, &leaves, id)).unwrap();
        let proof = assemble_inclusion(position, earlier as u64, &hashes).unwrap();
        prop_assert!(verify_inclusion(&proof, &leaves[index], &naive_root(&leaves[..earlier])));
        let hashes = read_nodes(&consistency_nodes(earlier as u64, size), |id| read(&tiles, &leaves, id)).unwrap();
        let proof = assemble_consistency(earlier as u64, size, &hashes).unwrap();
        prop_assert!(verify_consistency(&proof, &naive_root(&leaves[..earlier]), &root));
    }
}
