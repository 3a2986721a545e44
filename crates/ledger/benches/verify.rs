//! How fast a ledger in memory is verified, and single entries are read and written: `cargo bench -p ledger`.
//!
//! Rows are built beforehand and lie in memory in their order, interleaved over streams of 30 entries as a
//! working day interleaves them. It does not show what reading from a disk or a database costs.

use std::hint::black_box;
use std::time::Instant;

use base::{
    Code, CommandId, Compartment, Digest, EntryId, Happened, PersonId, Position, Randomness, Realm, StreamId,
    Timestamp, Zone,
};
use ledger::verify::KeptTree;
use ledger::{Draft, DraftError, Entry, EntryView, SealedPart, StoredRow, Verifier};

const STREAMS: usize = 8_000;
const PER_STREAM: u32 = 30;
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (rows, entries) = build()?;
    let bytes: usize = rows.iter().map(|row| row.blob.len()).sum();
    say(&format!("{} entries in {STREAMS} streams, {} bytes each", rows.len(), bytes / rows.len()));
    measure("verify: columns, hash, chain, tree, tiles", rows.len(), || {
        let mut verifier = Verifier::new(Realm::Social, &[], &[]);
        for row in &rows {
            verifier.row(&row.stored());
        }
        verifier.finish(KeptTree::EntriesAlone).is_ok()
    });
    measure("hash of the stored bytes", rows.len(), || {
        rows.iter()
            .all(|row| EntryView::parse(&row.blob).is_ok_and(|view| black_box(view.hash()) != Digest::ZERO))
    });
    measure("view of the stored bytes", rows.len(), || {
        rows.iter().all(|row| black_box(EntryView::parse(&row.blob)).is_ok())
    });
    measure("entry decoded", rows.len(), || {
        rows.iter().all(|row| black_box(Entry::decode(&row.blob)).is_ok())
    });
    measure("entry encoded", rows.len(), || {
        entries.iter().all(|entry| !black_box(entry.encode()).is_empty())
    });
    Ok(())
}

/// Runs it and tells the best run: the others measure what else the machine does.
fn measure(name: &str, entries: usize, mut run: impl FnMut() -> bool) {
    let (mut wall, mut core) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..RUNS {
        let (start, core_start) = (Instant::now(), seconds_on_core());
        let good = run();
        wall = wall.min(start.elapsed().as_secs_f64());
        core = core.min(seconds_on_core() - core_start);
        assert!(good, "{name} failed");
    }
    #[expect(clippy::cast_precision_loss, reason = "a count for people to read")]
    let entries = entries as f64;
    // Where the system does not tell the time on a core, the clock on the wall stands in.
    let core = if core > 0.0 { core } else { wall };
    let (per_core, per_second) = (entries / core, entries / wall);
    say(&format!("{name:<42} {per_core:>9.0} entries/s/core, {per_second:>9.0} entries/s on the clock"));
}

/// Seconds this thread has run on a core: a busy machine does not count. 0 where the system does not tell.
fn seconds_on_core() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos: Option<f64> = told.split(' ').next().and_then(|nanos| nanos.parse().ok());
    nanos.unwrap_or(0.0) / 1e9
}

#[expect(clippy::print_stdout, reason = "a benchmark tells its figures")]
fn say(line: &str) {
    println!("{line}");
}

/// A row with its columns beside it, as a driver hands it over.
struct Row {
    blob: Vec<u8>,
    position: i64,
    id: [u8; 16],
    stream: [u8; 16],
    version: i64,
    recorded_at: i64,
    command: [u8; 16],
    hash: [u8; 32],
}

const KIND: &str = "service_delivered";

impl Row {
    fn of(entry: &Entry) -> Self {
        Self {
            blob: entry.encode(),
            position: i64::try_from(entry.position.0).unwrap_or(0),
            id: *entry.id.as_bytes(),
            stream: *entry.stream.as_bytes(),
            version: i64::from(entry.version),
            recorded_at: entry.recorded_at.micros(),
            command: *entry.command.as_bytes(),
            hash: entry.hash.0,
        }
    }

    fn stored(&self) -> StoredRow<'_> {
        StoredRow {
            blob: &self.blob,
            position: self.position,
            id: &self.id,
            stream: &self.stream,
            version: self.version,
            kind: KIND.as_bytes(),
            recorded_at: self.recorded_at,
            command: &self.command,
            hash: &self.hash,
        }
    }
}

fn build() -> Result<(Vec<Row>, Vec<Entry>), DraftError> {
    let chance = Randomness::seeded(1);
    let zone = Zone::named("Europe/Bucharest").unwrap_or_else(Zone::utc);
    let now = Timestamp::from_micros(1_790_000_000_000_000);
    let mut ends: Vec<_> = (0..STREAMS).map(|_| (StreamId::new(now, &chance), Digest::ZERO)).collect();
    let (mut rows, mut entries) = (Vec::new(), Vec::new());
    let code = |text: &str| Code::new(text).map_err(|_| DraftError::NoPlace);
    for version in 1..=PER_STREAM {
        // Another order in each round, so that neighbours in the ledger are none in memory.
        for _ in 0..STREAMS {
            let other = usize::try_from(chance.below(STREAMS as u64)).unwrap_or(0);
            ends.swap(0, other);
        }
        for (stream, previous) in &mut ends {
            let position = Position(entries.len() as u64 + 1);
            let recorded_at = now.plus(i64::try_from(position.0).unwrap_or(0));
            let draft = Draft {
                id: EntryId::new(recorded_at, &chance),
                realm: Realm::Social,
                stream: *stream,
                kind: code(KIND)?,
                schema: 1,
                happened: Happened::on(recorded_at.day(&zone), &zone),
                actor: PersonId::new(now, &chance),
                basis: code("law_272_2004")?,
                command: CommandId::new(recorded_at, &chance),
                amends: None,
                facts: Vec::new(),
                facts_epoch: 0,
                // 256 bytes of text, a nonce of 24, a commitment of 32 and a tag of 16; the rest are facts.
                parts: vec![SealedPart {
                    compartment: Compartment::Operational,
                    epoch: 1,
                    ciphertext: chance.bytes::<328>().to_vec(),
                }],
            };
            let facts = Draft { facts: chance.bytes::<142>().to_vec(), facts_epoch: 682, ..draft };
            let entry = facts.place(position, version, *previous, recorded_at)?;
            *previous = entry.hash;
            rows.push(Row::of(&entry));
            entries.push(entry);
        }
    }
    Ok((rows, entries))
}
