//! Whoever can write the database changes it; verification says where.

use base::{Digest, EntryId, Position, Randomness, Realm};
use ledger::verify::{Fault, KeptTree, MOST_FINDINGS, StoredCheckpoint, StreamVerifier, verify_entry};
use ledger::{Entry, EntryView, Frontier, SigningKey, Verifier};
use proptest::prelude::*;

use crate::world::{Row, World, draft, stream};

#[test]
fn an_untouched_ledger_is_sound() {
    for size in [0, 1, 2, 255, 256, 257, 600] {
        let world = World::of(size, &[size / 2, size]);
        let sound = world.verify().unwrap();
        let root = Frontier::decode(&world.head).unwrap().root();
        assert_eq!((sound.size, sound.root, sound.checkpoints, sound.vouched), (size, root, 2, size));
    }
    let unsigned = World::of(10, &[4]).verify().unwrap();
    assert_eq!((unsigned.size, unsigned.vouched), (10, 4));
}

/// The row with each byte of one of its byte columns changed in turn.
fn each_byte(row: &Row, of: fn(&mut Row) -> &mut Vec<u8>, flip: u8) -> Vec<Row> {
    let changed = |at: usize| {
        let mut other = row.clone();
        of(&mut other)[at] ^= flip;
        other
    };
    (0..of(&mut row.clone()).len()).map(changed).collect()
}

/// The row with each byte of one of its number columns changed in turn.
fn each_byte_of_number(row: &Row, of: fn(&mut Row) -> &mut i64, flip: u8) -> Vec<Row> {
    let changed = |at: usize| {
        let mut other = row.clone();
        *of(&mut other) ^= i64::from(flip) << (8 * at);
        other
    };
    (0..8).map(changed).collect()
}

/// Every byte of every row, each changed by one bit and by all.
#[test]
fn any_changed_byte_of_a_row_is_found_and_named() {
    // Without checkpoints, whose signatures would take most of the time: rows must be found out by themselves.
    let world = World::of(14, &[]);
    let mut tampered = world.clone();
    let mut tried = 0;
    for (number, row) in world.rows.iter().enumerate() {
        for flip in [0x01, 0xff] {
            let changed = [
                each_byte(row, |row| &mut row.blob, flip),
                each_byte(row, |row| &mut row.id, flip),
                each_byte(row, |row| &mut row.stream, flip),
                each_byte(row, |row| &mut row.kind, flip),
                each_byte(row, |row| &mut row.command, flip),
                each_byte(row, |row| &mut row.hash, flip),
                each_byte_of_number(row, |row| &mut row.position, flip),
                each_byte_of_number(row, |row| &mut row.version, flip),
                each_byte_of_number(row, |row| &mut row.recorded_at, flip),
            ];
            for other in changed.into_iter().flatten() {
                tampered.rows[number] = other;
                let findings = tampered.findings();
                let named = findings.iter().any(|(position, _)| *position == number as u64 + 1);
                assert!(named, "{:?}: {findings:?}", tampered.rows[number]);
                tried += 1;
            }
        }
        tampered.rows[number] = row.clone();
    }
    assert!(tampered.verify().is_ok());
    assert!(tried > 10_000, "{tried}");
}

#[test]
fn one_changed_byte_inside_an_entry_is_one_finding() {
    let mut world = World::of(300, &[100, 300]);
    let middle = world.rows[149].blob.len() - 1;
    world.rows[149].blob[middle] ^= 4;
    let unsound = world.verify().unwrap_err();
    assert_eq!((unsound.total, unsound.findings.len()), (1, 1));
    let finding = unsound.findings[0];
    assert_eq!(finding.position, Some(Position(150)));
    assert_eq!(finding.entry, EntryId::from_slice(&world.rows[149].id));
    assert_eq!(finding.fault.code(), "hash_differs");
}

#[test]
fn any_changed_byte_beside_the_entries_is_found() {
    let world = World::of(270, &[100, 270]);
    assert_eq!(
        world.tiles.iter().map(|(level, index, _)| (*level, *index)).collect::<Vec<_>>(),
        [(0, 0), (1, 0)]
    );
    let mut tampered = world.clone();
    for at in 0..world.head.len() {
        tampered.head[at] ^= 1;
        assert!(tampered.verify().is_err(), "head {at}");
        tampered.head[at] ^= 1;
    }
    for tile in 0..world.tiles.len() {
        for at in (0..world.tiles[tile].2.len()).step_by(97) {
            tampered.tiles[tile].2[at] ^= 1;
            assert!(tampered.findings().contains(&(0, "tile_differs")), "tile {tile} {at}");
            tampered.tiles[tile].2[at] ^= 1;
        }
    }
    for checkpoint in 0..world.checkpoints.len() {
        for at in 0..world.checkpoints[checkpoint].1.len() {
            tampered.checkpoints[checkpoint].1[at] ^= 1;
            assert!(tampered.verify().is_err(), "checkpoint {checkpoint} {at}");
            tampered.checkpoints[checkpoint].1[at] ^= 1;
        }
        tampered.checkpoints[checkpoint].0 ^= 1;
        assert!(tampered.findings().contains(&(0, "checkpoint_malformed")));
        tampered.checkpoints[checkpoint].0 ^= 1;
    }
    assert!(tampered.verify().is_ok());
}

#[test]
fn tiles_that_are_missing_cut_or_too_many_are_found() {
    let world = World::of(520, &[520]);
    for tile in 0..world.tiles.len() {
        let mut tampered = world.clone();
        tampered.tiles.remove(tile);
        assert_eq!(tampered.findings(), [(0, "tile_missing")]);
        let mut tampered = world.clone();
        tampered.tiles[tile].2.truncate(32);
        assert_eq!(tampered.findings(), [(0, "tile_differs")]);
    }
    for (level, index) in [(0, 2), (1, 1), (2, 0), (-1, 0), (0, -1), (i64::MAX, i64::MIN)] {
        let mut tampered = world.clone();
        tampered.tiles.push((level, index, vec![0; 32]));
        assert_eq!(tampered.findings(), [(0, "tile_unexpected")]);
    }
    let mut tampered = world.clone();
    tampered.head.clear();
    assert_eq!(tampered.findings(), [(0, "head_malformed")]);
}

#[test]
fn a_dropped_row_is_found() {
    let world = World::of(20, &[20]);
    for number in 0..19 {
        let mut tampered = world.clone();
        tampered.rows.remove(number);
        let first_left = number as u64 + 2;
        assert!(tampered.findings().contains(&(first_left, "position_out_of_order")), "{number}");
    }
}

#[test]
fn an_inserted_or_repeated_row_is_found() {
    let world = World::of(20, &[20]);
    for number in 0..20 {
        let mut tampered = world.clone();
        tampered.rows.insert(number, world.rows[number].clone());
        assert!(tampered.findings().iter().any(|(_, code)| *code == "position_out_of_order"), "{number}");
    }
}

#[test]
fn reordered_rows_are_found() {
    let world = World::of(20, &[20]);
    for number in 0..19 {
        let mut tampered = world.clone();
        tampered.rows.swap(number, number + 1);
        assert!(tampered.findings().iter().any(|(_, code)| *code == "position_out_of_order"));
        // The contents change places and each row keeps its own position column.
        let mut tampered = world.clone();
        tampered.rows.swap(number, number + 1);
        tampered.rows[number].position = world.rows[number].position;
        tampered.rows[number + 1].position = world.rows[number + 1].position;
        assert!(tampered.verify().is_err());
    }
}

#[test]
fn a_cut_tail_is_found_by_the_head_and_by_a_kept_checkpoint() {
    let mut world = World::of(20, &[20]);
    world.rows.truncate(17);
    assert_eq!(world.findings(), [(0, "checkpoint_beyond_end"), (0, "head_differs")]);
    world.rebuild_tree();
    assert_eq!(world.findings(), [(0, "checkpoint_beyond_end")]);
    // Nobody kept a checkpoint of the tail: then nothing speaks for it any more.
    world.checkpoints.clear();
    assert!(world.verify().is_ok_and(|sound| sound.vouched == 0));
}

/// The forger changes one entry and then everything that follows from it, the tree included.
#[test]
fn a_history_rewritten_with_care_is_found_by_a_checkpoint() {
    let world = World::of(300, &[100, 300]);
    let mut forged = World { rows: Vec::new(), ..world.clone() };
    for row in &world.rows {
        let Entry { id, realm, stream, kind, schema, happened, mut actor, basis, command, .. } = row.entry();
        let Entry { amends, facts, facts_epoch, parts, .. } = row.entry();
        if row.position == 200 {
            actor = base::PersonId::NIL;
        }
        forged.append(ledger::Draft {
            id,
            realm,
            stream,
            kind,
            schema,
            happened,
            actor,
            basis,
            command,
            amends,
            facts,
            facts_epoch,
            parts,
        });
    }
    assert_eq!(forged.rows[..199], world.rows[..199]);
    assert_ne!(forged.rows[199], world.rows[199]);
    assert!(forged.findings().contains(&(0, "tile_differs")));
    forged.rebuild_tree();
    let unsound = forged.verify().unwrap_err();
    assert_eq!(unsound.findings[0].fault, Fault::CheckpointRootDiffers { size: 300 });
    assert_eq!(unsound.total, 1);
    // Signing anew with another key does not help: the key is not known.
    forged.checkpoints.pop();
    let other = SigningKey::generate(&Randomness::seeded(9));
    forged.checkpoints.push((300, forged.checkpoint(300, &other).to_text().into_bytes()));
    assert_eq!(forged.findings(), [(0, "checkpoint_key_unknown")]);
}

#[test]
fn an_entry_rewritten_with_its_hash_alone_breaks_the_chain_and_the_tree() {
    let mut world = World::of(12, &[]);
    let mut entry = world.rows[4].entry();
    entry.actor = base::PersonId::NIL;
    entry.hash = entry.computed_hash();
    world.rows[4] = Row::of(&entry);
    assert_eq!(world.findings(), [(8, "previous_differs"), (0, "head_differs")]);
}

#[test]
fn time_that_runs_back_is_found() {
    let mut world = World::of(9, &[]);
    let mut entry = world.rows[8].entry();
    entry.recorded_at = entry.recorded_at.plus(-2_000);
    entry.hash = entry.computed_hash();
    world.rows[8] = Row::of(&entry);
    world.rebuild_tree();
    assert_eq!(world.findings(), [(9, "recorded_before_previous")]);
}

#[test]
fn an_entry_of_another_realm_is_found() {
    let mut world = World::of(9, &[]);
    let mut entry = world.rows[8].entry();
    entry.realm = Realm::Directory;
    entry.hash = entry.computed_hash();
    world.rows[8] = Row::of(&entry);
    world.rebuild_tree();
    assert_eq!(world.findings(), [(9, "other_realm")]);
}

#[test]
fn findings_are_bounded_and_counted() {
    let mut world = World::of(500, &[]);
    for row in &mut world.rows {
        row.blob.clear();
    }
    let unsound = world.verify().unwrap_err();
    assert_eq!((unsound.findings.len(), unsound.total), (MOST_FINDINGS, 500));
    assert!(
        unsound
            .findings
            .iter()
            .all(|finding| finding.entry.is_some() && finding.fault.code() == "undecodable")
    );
}

#[test]
fn an_export_is_judged_without_tiles_and_head() {
    let world = World::of(300, &[300]);
    let kept = StoredCheckpoint { size: None, text: &world.checkpoints[0].1 };
    let mut verifier = Verifier::new(Realm::Social, &world.keys(), &[kept]);
    for row in &world.rows {
        verifier.row(&row.stored());
    }
    assert_eq!((verifier.position(), verifier.found()), (Position(300), 0));
    assert_eq!(verifier.finish(KeptTree::EntriesAlone).unwrap().vouched, 300);
}

fn stream_rows(world: &World) -> Vec<Row> {
    world.rows.iter().filter(|row| row.stream == stream(2).as_bytes()).cloned().collect()
}

fn verify_stream(world: &World, rows: &[Row], signed_at: u64) -> Result<Option<Position>, Vec<&'static str>> {
    let checkpoint = World::of(300, &[]).checkpoint(signed_at, &world.key);
    let mut verifier = StreamVerifier::new(Realm::Social, stream(2), Some(&checkpoint), &world.keys());
    for row in rows {
        verifier.row(&row.stored());
    }
    let proof = verifier.to_prove().and_then(|(position, size)| world.prove(position, size));
    let verdict = verifier.finish(proof.as_ref());
    verdict
        .map(|sound| sound.vouched)
        .map_err(|unsound| unsound.findings.iter().map(|finding| finding.fault.code()).collect())
}

#[test]
fn one_stream_is_verified_against_a_kept_checkpoint() {
    let world = World::of(300, &[]);
    let rows = stream_rows(&world);
    assert_eq!(rows.len(), 100);
    assert_eq!(verify_stream(&world, &rows, 300), Ok(Some(Position(298))));
    assert_eq!(verify_stream(&world, &rows, 200), Ok(Some(Position(199))));
    assert_eq!(verify_stream(&world, &rows, 0), Ok(None));

    let mut dropped = rows.clone();
    dropped.remove(40);
    assert_eq!(verify_stream(&world, &dropped, 300), Err(vec!["version_out_of_order"]));
    let mut swapped = rows.clone();
    swapped.swap(40, 41);
    assert!(verify_stream(&world, &swapped, 300).is_err());
    let mut changed = rows.clone();
    changed[40].blob[70] ^= 1;
    assert!(verify_stream(&world, &changed, 300).is_err());
    let mut strange = rows;
    strange.push(world.rows[298].clone());
    assert!(verify_stream(&world, &strange, 300).unwrap_err().contains(&"other_stream"));
}

/// The whole stream is forged and consistent in itself, yet not what was signed.
#[test]
fn a_rewritten_stream_is_found_by_its_proof() {
    let world = World::of(300, &[]);
    let mut rows = stream_rows(&world);
    let mut previous = Digest::ZERO;
    for row in &mut rows {
        let mut entry = row.entry();
        entry.actor = base::PersonId::NIL;
        entry.previous = previous;
        entry.hash = entry.computed_hash();
        previous = entry.hash;
        *row = Row::of(&entry);
    }
    assert_eq!(verify_stream(&world, &rows, 300), Err(vec!["proof_fails"]));
}

#[test]
fn one_entry_is_verified_against_a_kept_checkpoint() {
    let world = World::of(300, &[]);
    let kept = world.checkpoint(290, &world.key);
    for number in [0, 149, 255, 256, 289] {
        let position = Position(number as u64 + 1);
        let proof = world.prove(position, 290).unwrap();
        let blob = &world.rows[number].blob;
        assert_eq!(verify_entry(blob, &proof, &kept, &world.keys()), Ok(()));
        let mut changed = blob.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(verify_entry(&changed, &proof, &kept, &world.keys()).is_err());
        assert_eq!(
            verify_entry(&world.rows[number ^ 1].blob, &proof, &kept, &world.keys()),
            Err(Fault::ProofFails)
        );
        assert_eq!(verify_entry(blob, &proof, &kept, &[]), Err(Fault::CheckpointKeyUnknown { size: 290 }));
    }
    let proof = world.prove(Position(291), 300).unwrap();
    let late = verify_entry(&world.rows[290].blob, &proof, &kept, &world.keys());
    assert_eq!(late, Err(Fault::NotCovered { size: 290 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Several random changes at once, on a ledger whose last entry is signed.
    #[test]
    fn random_tampering_is_never_sound(
        size in 1_u64..40,
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..5_u8, any::<prop::sample::Index>(), 1..=255_u8), 1..4),
    ) {
        let world = World::of(size, &[size]);
        let mut tampered = world.clone();
        for (which, how, at, flip) in changes {
            if tampered.rows.is_empty() {
                break;
            }
            let number = which.index(tampered.rows.len());
            match how {
                0 => { tampered.rows.remove(number); }
                1 => { let other = at.index(tampered.rows.len()); tampered.rows.swap(number, other); }
                2 => tampered.rows.insert(number, world.rows[at.index(world.rows.len())].clone()),
                3 => tampered.append(draft(u64::from(flip), &Randomness::seeded(7))),
                _ => {
                    let blob = &mut tampered.rows[number].blob;
                    let at = at.index(blob.len());
                    blob[at] ^= flip;
                }
            }
        }
        prop_assert_eq!(tampered.verify().is_ok(), tampered.rows == world.rows);
    }

    #[test]
    fn random_bytes_are_never_read_as_more_than_they_are(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(view) = EntryView::parse(&bytes) {
            prop_assert!(view.facts.len() < bytes.len());
        }
    }
}
