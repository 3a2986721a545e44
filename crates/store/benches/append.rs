//! How fast a store appends, verifies and lists, on each engine that is there.
//!
//! `cargo bench -p store`, optionally followed by `-- ENTRIES` (20,000 by default) for the bulk part. Put
//! `PUNTE_TEST_FOLDER` on the disk that is meant: a memory disk syncs for nothing. The figures prove nothing
//! about sealing, folding or the network, which are not in them.

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot run must stop, and say why")]

use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

use access::{Column, Filter, LinkColumn, Scalar};
use base::{
    AgencyNumber, Code, CommandId, Compartment, Day, EntryId, Happened, PersonId, Position, PublicCode,
    Randomness, Realm, StreamId, Timestamp, Zone,
};
use ledger::{Draft, SealedPart};
use store::files::{self, FileFilter, FileOrder, FileRow};
use store::{Database, ExpectedVersion, Page, Store, Target, append, verification};
use testkit::TestStore;

/// Bytes of the sealed parts of one entry: an operational part and a short narrative.
const SEALED: [usize; 2] = [360, 360];
/// Entries of one transaction in the bulk part.
const BATCH: usize = 1_000;
/// Entries of one file.
const PER_FILE: usize = 30;

struct Samples {
    chance: Randomness,
    now: Timestamp,
    zone: Zone,
    kind: Code,
    basis: Code,
}

impl Samples {
    fn new() -> Self {
        Self {
            chance: Randomness::seeded(1),
            now: Timestamp::parse_rfc3339("2026-01-31T08:00:00Z").expect("a time"),
            zone: Zone::named("Europe/Bucharest").expect("a zone"),
            kind: Code::new("service_delivered").expect("a code"),
            basis: Code::new("law_272").expect("a code"),
        }
    }

    fn stream(&self) -> StreamId {
        StreamId::new(self.now, &self.chance)
    }

    fn draft(&self, stream: StreamId) -> Draft {
        let parts = [Compartment::Operational, Compartment::Narrative].into_iter().zip(SEALED).map(
            |(compartment, bytes)| {
                let mut ciphertext = vec![0; bytes];
                self.chance.fill(&mut ciphertext);
                SealedPart { compartment, epoch: 0, ciphertext }
            },
        );
        Draft {
            id: EntryId::new(self.now, &self.chance),
            realm: Realm::Social,
            stream,
            kind: self.kind.clone(),
            schema: 1,
            happened: Happened::on(Day(20_000), &self.zone),
            actor: PersonId::NIL,
            basis: self.basis.clone(),
            command: CommandId::new(self.now, &self.chance),
            amends: None,
            facts: vec![7; 120],
            facts_epoch: 1,
            parts: parts.collect(),
        }
    }

    fn row(&self, stream: StreamId, number: u32, position: Position) -> FileRow {
        let level = |count: u32| u8::try_from(number % count + 1).unwrap_or(1);
        FileRow {
            stream,
            code: PublicCode::new(&self.chance),
            agency: AgencyNumber(number % 47 + 1),
            county: u16::from(level(42)),
            case_manager: PersonId::NIL,
            sex: level(2),
            age_band: level(4),
            coming_of_age_month: 24_312 + number % 96,
            status: Code::new(if number.is_multiple_of(3) { "presumed" } else { "identified" })
                .expect("a code"),
            victim: true,
            status_since: Day(19_000),
            closed: number.is_multiple_of(5),
            episode: 1,
            opened_day: Day(18_000 + i32::try_from(number % 2_000).unwrap_or(0)),
            case_manager_since: Day(0),
            services_open: number % 4,
            referrals_open: number % 2,
            last_happened_day: Day(20_000),
            last_recorded_at: self.now,
            version: 1,
            last_position: position,
        }
    }
}

fn main() {
    let entries = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(20_000);
    let sqlite = TestStore::sqlite();
    let folder = sqlite.folder().expect("a folder");
    println!("one write of 4 KiB and fdatasync   {}", quantiles(&mut syncs(&folder)));
    println!("\nSQLite");
    measure(&sqlite, entries);
    if let Some(postgres) = TestStore::postgres() {
        println!("\nPostgreSQL");
        measure(&postgres, entries);
    }
}

fn measure(store: &Store, entries: usize) {
    let samples = Samples::new();
    let mut took = Vec::new();
    for number in 0..300 {
        let stream = samples.stream();
        let draft = samples.draft(stream);
        let row = samples.row(stream, number, Position(u64::from(number)));
        took.push(timed(|| append_with_rows(store, &samples, vec![draft], &[row])));
    }
    println!("single durable append              {}", quantiles(&mut took));

    let threads = 16;
    let each = 100;
    let before = store.counts();
    let all = timed(|| {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    for _ in 0..each {
                        append_with_rows(store, &samples, vec![samples.draft(samples.stream())], &[]);
                    }
                });
            }
        });
    });
    let commits = store.counts().commits - before.commits;
    println!(
        "{threads} at once, each {each} appends        {}, {commits} commits",
        rate(threads * each, all)
    );

    let mut number = 0;
    let mut spent = Duration::ZERO;
    let mut streams = Vec::new();
    while number < entries {
        let mut drafts = Vec::with_capacity(BATCH);
        let mut rows = Vec::new();
        for _ in 0..BATCH {
            if number.is_multiple_of(PER_FILE) {
                streams.push(samples.stream());
            }
            let stream = streams.last().copied().unwrap_or(StreamId::NIL);
            drafts.push(samples.draft(stream));
            number += 1;
            if number.is_multiple_of(PER_FILE) {
                let file = u32::try_from(streams.len()).unwrap_or(0);
                rows.push(samples.row(stream, file, Position(number as u64)));
            }
        }
        spent += timed(|| append_with_rows(store, &samples, drafts, &rows));
    }
    println!("bulk, {BATCH} entries a transaction   {}", rate(number, spent));

    let verified = timed(|| {
        let found = store.read(Database::Social, |tx| verification::verify(tx, &[], &[], &mut |_| {}));
        found.expect("readable").expect("sound");
    });
    println!("verify what is stored              {}", rate(number + 300 + threads * each, verified));

    let files = 100_000;
    for first in (0..files).step_by(5_000) {
        let rows: Vec<FileRow> = (first..first + 5_000)
            .map(|number| samples.row(samples.stream(), number, Position(u64::from(number) + 1_000_000)))
            .collect();
        store.write(Database::Social, |tx| files::put(tx, Target::Live, &rows)).expect("rows");
    }
    store.write(Database::Social, store::projection::refresh_statistics).expect("statistics");
    let nobody = Filter::Not(Box::new(Filter::Contains(LinkColumn::Conflict, Scalar::Person(PersonId::NIL))));
    let own = Filter::And(vec![Filter::Equals(Column::Agency, Scalar::Long(5)), nobody.clone()]);
    for (who, visible) in [("of one agency", own), ("of the country", nobody)] {
        let mut took = Vec::new();
        let filter =
            FileFilter { status: Code::new("presumed").ok(), closed: Some(false), ..FileFilter::default() };
        for _ in 0..100 {
            took.push(timed(|| {
                let listed = store.read(Database::Social, |tx| {
                    files::list(tx, &visible, &filter, FileOrder::LatestChange, &Page::first(50))
                });
                assert_eq!(listed.expect("a list").rows.len(), 50);
            }));
        }
        println!("50 of {files} files {who:<15} {}", quantiles(&mut took));
    }
}

fn append_with_rows(store: &Store, samples: &Samples, drafts: Vec<Draft>, rows: &[FileRow]) {
    let drafts = drafts.into_iter().map(|draft| (draft, ExpectedVersion::Any)).collect();
    store
        .write(Database::Social, |tx| {
            append(tx, drafts, samples.now)?;
            files::put(tx, Target::Live, rows)
        })
        .expect("appended");
}

/// What one sync costs on this disk: nothing durable is quicker.
fn syncs(folder: &std::path::Path) -> Vec<Duration> {
    let mut file = File::create(folder.join("sync")).expect("a file");
    (0..300)
        .map(|_| {
            timed(|| {
                file.write_all(&[1; 4_096]).expect("written");
                file.sync_data().expect("synced");
            })
        })
        .collect()
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn quantiles(took: &mut [Duration]) -> String {
    took.sort_unstable();
    let at =
        |part: usize| took.get(took.len() * part / 100).copied().unwrap_or_default().as_secs_f64() * 1_000.0;
    format!("p50 {:7.3} ms   p99 {:7.3} ms", at(50), at(99))
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
fn rate(count: usize, took: Duration) -> String {
    format!("{:9.0} a second", count as f64 / took.as_secs_f64())
}
