//! A small ledger as a store would keep it, with everything about it in the open, to be tampered with.

use base::{
    Code, CommandId, Compartment, Digest, EntryId, Happened, PersonId, Position, Randomness, Realm, StreamId,
    Timestamp, Zone,
};
use ledger::tree::proof::{assemble_inclusion, inclusion_nodes};
use ledger::tree::tiles::{Tile, TileId, grown, read_nodes};
use ledger::tree::{Frontier, InclusionProof};
use ledger::verify::{KeptTree, StoredCheckpoint};
use ledger::{
    Checkpoint, Draft, Entry, PublicKey, SealedPart, SignedCheckpoint, SigningKey, Sound, StoredRow, Unsound,
    Verifier,
};

pub(crate) const START: i64 = 1_790_000_000_000_000;

/// A row with columns of its own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) blob: Vec<u8>,
    pub(crate) position: i64,
    pub(crate) id: Vec<u8>,
    pub(crate) stream: Vec<u8>,
    pub(crate) version: i64,
    pub(crate) kind: Vec<u8>,
    pub(crate) recorded_at: i64,
    pub(crate) command: Vec<u8>,
    pub(crate) hash: Vec<u8>,
}

impl Row {
    pub(crate) fn of(entry: &Entry) -> Self {
        Self {
            blob: entry.encode(),
            position: i64::try_from(entry.position.0).unwrap(),
            id: entry.id.as_bytes().to_vec(),
            stream: entry.stream.as_bytes().to_vec(),
            version: i64::from(entry.version),
            kind: entry.kind.as_str().as_bytes().to_vec(),
            recorded_at: entry.recorded_at.micros(),
            command: entry.command.as_bytes().to_vec(),
            hash: entry.hash.0.to_vec(),
        }
    }

    pub(crate) fn stored(&self) -> StoredRow<'_> {
        StoredRow {
            blob: &self.blob,
            position: self.position,
            id: &self.id,
            stream: &self.stream,
            version: self.version,
            kind: &self.kind,
            recorded_at: self.recorded_at,
            command: &self.command,
            hash: &self.hash,
        }
    }

    pub(crate) fn entry(&self) -> Entry {
        Entry::decode(&self.blob).unwrap()
    }
}

#[derive(Clone)]
pub(crate) struct World {
    pub(crate) rows: Vec<Row>,
    pub(crate) tiles: Vec<(i64, i64, Vec<u8>)>,
    pub(crate) head: Vec<u8>,
    pub(crate) checkpoints: Vec<(i64, Vec<u8>)>,
    pub(crate) key: SigningKey,
}

pub(crate) fn stream(number: u8) -> StreamId {
    StreamId::from_bytes([number; 16])
}

/// The draft of the entry with this number: streams take turns, some entries shed facts or have no part.
pub(crate) fn draft(number: u64, chance: &Randomness) -> Draft {
    let zone = Zone::named("Europe/Bucharest").unwrap();
    let now = Timestamp::from_micros(START).plus(i64::try_from(number).unwrap() * 1000);
    let facts = if number.is_multiple_of(2) { chance.bytes::<110>().to_vec() } else { Vec::new() };
    let part = |compartment, length: u64| SealedPart {
        compartment,
        epoch: 682,
        ciphertext: (0..length).map(|_| chance.bytes::<1>()[0]).collect(),
    };
    let parts = match number % 3 {
        0 => vec![],
        1 => vec![part(Compartment::Operational, 60)],
        _ => vec![
            part(Compartment::Operational, 40),
            part(Compartment::Identity, 50),
            part(Compartment::Narrative, 9),
        ],
    };
    Draft {
        id: EntryId::new(now, chance),
        realm: Realm::Social,
        stream: stream(u8::try_from(number % 3).unwrap() + 1),
        kind: Code::new(if number.is_multiple_of(2) { "service_delivered" } else { "presumed" }).unwrap(),
        schema: 1,
        happened: Happened::on(now.day(&zone).plus(-3), &zone),
        actor: PersonId::new(now, chance),
        basis: Code::new("law_272").unwrap(),
        command: CommandId::new(now, chance),
        amends: (number % 5 == 4).then(|| EntryId::new(now, chance)),
        facts_epoch: if facts.is_empty() { 0 } else { 682 },
        facts,
        parts,
    }
}

impl World {
    /// Entries 1 to `size`, signed at each of `signed`.
    pub(crate) fn of(size: u64, signed: &[u64]) -> Self {
        let chance = Randomness::seeded(size);
        let mut world = Self {
            rows: Vec::new(),
            tiles: Vec::new(),
            head: Frontier::new().encode(),
            checkpoints: Vec::new(),
            key: SigningKey::generate(&chance),
        };
        for number in 1..=size {
            world.append(draft(number, &chance));
        }
        world.rebuild_tree();
        for size in signed {
            world.sign(*size);
        }
        world
    }

    /// Appends as a store does, but for the tree.
    pub(crate) fn append(&mut self, draft: Draft) {
        let last = self.rows.iter().rev().find(|row| row.stream == draft.stream.as_bytes());
        let (version, previous) = last.map_or((1, Digest::ZERO), |row| {
            (u32::try_from(row.version).unwrap() + 1, Digest::from_slice(&row.hash).unwrap())
        });
        let position = self.rows.len() as u64 + 1;
        let recorded_at = Timestamp::from_micros(START).plus(i64::try_from(position).unwrap() * 1000);
        self.rows.push(Row::of(&draft.place(Position(position), version, previous, recorded_at).unwrap()));
    }

    /// Makes tiles and head what the rows' hashes give: what a careful forger would do as well.
    pub(crate) fn rebuild_tree(&mut self) {
        let mut frontier = Frontier::new();
        for row in &self.rows {
            frontier.append(Digest::from_slice(&row.hash).unwrap());
        }
        self.head = frontier.encode();
        self.tiles.clear();
        // In uneven batches, so that tiles are completed, begun and left alone.
        let (mut size, end) = (0, self.rows.len() as u64);
        while size < end {
            let next = (size + 1 + size % 300).min(end);
            for tile in grown(size, next, |id| self.read_tile(id)).unwrap() {
                let bytes = tile.encode();
                let key = (i64::from(tile.id.level), i64::try_from(tile.id.index).unwrap());
                self.tiles.retain(|(level, index, _)| (*level, *index) != key);
                self.tiles.push((key.0, key.1, bytes));
            }
            size = next;
        }
    }

    pub(crate) fn sign(&mut self, size: u64) -> SignedCheckpoint {
        let signed = self.checkpoint(size, &self.key);
        self.checkpoints.push((i64::try_from(size).unwrap(), signed.to_text().into_bytes()));
        signed
    }

    pub(crate) fn checkpoint(&self, size: u64, key: &SigningKey) -> SignedCheckpoint {
        let mut frontier = Frontier::new();
        for row in self.rows.iter().take(usize::try_from(size).unwrap()) {
            frontier.append(Digest::from_slice(&row.hash).unwrap());
        }
        assert_eq!(frontier.size(), size);
        let time = Timestamp::from_micros(START);
        Checkpoint { realm: Realm::Social, size, root: frontier.root(), time, policies: Digest::ZERO }
            .sign(key)
    }

    pub(crate) fn keys(&self) -> [PublicKey; 1] {
        [self.key.public()]
    }

    pub(crate) fn verify(&self) -> Result<Sound, Unsound> {
        let checkpoints: Vec<_> = self
            .checkpoints
            .iter()
            .map(|(size, text)| StoredCheckpoint { size: Some(*size), text })
            .collect();
        let mut verifier = Verifier::new(Realm::Social, &self.keys(), &checkpoints);
        for row in &self.rows {
            verifier.row(&row.stored());
        }
        for (level, index, bytes) in &self.tiles {
            verifier.tile(*level, *index, bytes);
        }
        verifier.finish(KeptTree::Stored(&self.head))
    }

    /// What was found, by position and code.
    pub(crate) fn findings(&self) -> Vec<(u64, &'static str)> {
        let Err(unsound) = self.verify() else { return Vec::new() };
        assert_eq!(unsound.total, unsound.findings.len() as u64);
        unsound.findings.iter().map(|f| (f.position.map_or(0, |p| p.0), f.fault.code())).collect()
    }

    /// A proof from stored tiles and the last entries' hashes, as a store makes it.
    pub(crate) fn prove(&self, position: Position, size: u64) -> Option<InclusionProof> {
        let hashes = read_nodes(&inclusion_nodes(position, size), |id| self.read_tile(id)).unwrap();
        assemble_inclusion(position, size, &hashes)
    }

    fn read_tile(&self, id: TileId) -> Result<Vec<Digest>, ()> {
        let key = (i64::from(id.level), i64::try_from(id.index).unwrap());
        if let Some((_, _, bytes)) = self.tiles.iter().find(|(level, index, _)| (*level, *index) == key) {
            return Tile::decode(bytes).ok_or(());
        }
        if id.level > 0 {
            return Err(());
        }
        let first = usize::try_from(id.index * 256).unwrap();
        Ok(self.rows.iter().skip(first).take(256).map(|row| Digest::from_slice(&row.hash).unwrap()).collect())
    }
}
