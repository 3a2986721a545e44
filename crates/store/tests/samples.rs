//! Drafts to append, and ways to look under the store.

use base::{
    AgencyNumber, Code, CommandId, Compartment, Day, EntryId, Happened, PersonId, Position, Problem,
    PublicCode, Randomness, Realm, StreamId, Timestamp, Zone,
};
use ledger::{Draft, SealedPart};
use store::files::FileRow;
use store::referrals::ReferralRow;
use store::{Database, Engine, ExpectedVersion, Store, append};
use testkit::TestStore;

/// A moment to begin at: 2026-01-31 in the morning.
pub(crate) fn morning() -> Timestamp {
    Timestamp::parse_rfc3339("2026-01-31T08:00:00Z").unwrap()
}

pub(crate) fn chance() -> Randomness {
    Randomness::system()
}

pub(crate) fn stream() -> StreamId {
    StreamId::new(morning(), &chance())
}

pub(crate) fn person() -> PersonId {
    PersonId::new(morning(), &chance())
}

pub(crate) fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

/// A draft with one sealed part of a few bytes.
pub(crate) fn draft(realm: Realm, stream: StreamId) -> Draft {
    draft_of(realm, stream, 100)
}

/// A draft with one sealed part of this many bytes.
pub(crate) fn draft_of(realm: Realm, stream: StreamId, bytes: usize) -> Draft {
    let chance = chance();
    let mut ciphertext = vec![0; bytes];
    chance.fill(&mut ciphertext);
    Draft {
        id: EntryId::new(morning(), &chance),
        realm,
        stream,
        kind: code("service_delivered"),
        schema: 1,
        happened: Happened::on(
            Day::from_ymd(2026, 1, 30).unwrap(),
            &Zone::named("Europe/Bucharest").unwrap(),
        ),
        actor: PersonId::NIL,
        basis: code("law_272"),
        command: CommandId::new(morning(), &chance),
        amends: None,
        facts: Vec::new(),
        facts_epoch: 0,
        parts: vec![SealedPart { compartment: Compartment::Operational, epoch: 0, ciphertext }],
    }
}

/// Appends one entry to a stream of the social realm, whatever its version.
pub(crate) fn append_one(store: &Store, stream: StreamId) -> Result<Position, Problem> {
    let draft = draft(Realm::Social, stream);
    store.write(Database::Social, |tx| {
        append(tx, vec![(draft, ExpectedVersion::Any)], morning()).map(|appended| appended.last())
    })
}

/// Appends this many entries to this many streams in turn, 50 a transaction.
pub(crate) fn append_many(store: &Store, count: usize, streams: usize) -> Vec<StreamId> {
    let streams: Vec<StreamId> = (0..streams).map(|_| stream()).collect();
    let all: Vec<usize> = (0..count).collect();
    for some in all.chunks(50) {
        let drafts = some
            .iter()
            .map(|number| (draft(Realm::Social, streams[number % streams.len()]), ExpectedVersion::Any))
            .collect();
        store.write(Database::Social, |tx| append(tx, drafts, morning())).unwrap();
    }
    streams
}

/// Changes the database behind the store's back.
pub(crate) fn tamper(store: &TestStore, database: Database, sql: &str) -> u64 {
    match &store.config().engine {
        Engine::Sqlite { folder } => {
            let connection =
                rusqlite::Connection::open(folder.join(format!("{}.db", database.name()))).unwrap();
            u64::try_from(connection.execute(sql, []).unwrap()).unwrap()
        }
        Engine::Postgres(_) => {
            let mut client = postgres::Client::connect(&store.url().unwrap(), postgres::NoTls).unwrap();
            client.batch_execute(&format!("SET search_path TO \"{}\"", database.name())).unwrap();
            client.execute(sql, &[]).unwrap()
        }
    }
}

/// A file's row with everything in its place.
pub(crate) fn file_row(number: u32) -> FileRow {
    FileRow {
        stream: stream(),
        code: PublicCode::new(&chance()),
        agency: AgencyNumber(number % 7 + 1),
        county: u16::try_from(number % 42 + 1).unwrap(),
        case_manager: PersonId::NIL,
        sex: u8::try_from(number % 2 + 1).unwrap(),
        age_band: u8::try_from(number % 4 + 1).unwrap(),
        coming_of_age_month: 2026 * 12 + number % 60,
        status: code(["presumed", "identified", "not_confirmed"][number as usize % 3]),
        victim: !number.is_multiple_of(3),
        status_since: Day(20_000),
        closed: number.is_multiple_of(5),
        episode: 1,
        opened_day: Day(20_000 + i32::try_from(number % 300).unwrap()),
        case_manager_since: Day(0),
        services_open: number % 4,
        referrals_open: 0,
        last_happened_day: Day(20_400),
        last_recorded_at: morning(),
        version: 3,
        last_position: Position(u64::from(number) + 1),
    }
}

/// A referral's row with everything in its place.
pub(crate) fn referral_row(file: StreamId, ordinal: u32, to: u32) -> ReferralRow {
    ReferralRow {
        file,
        ordinal,
        code: PublicCode::new(&chance()),
        from_agency: AgencyNumber(1),
        to_agency: AgencyNumber(to),
        service: 3,
        urgency: 1,
        need: 2,
        age_band: 2,
        state: u8::try_from(ordinal % 6).unwrap(),
        refusal: 0,
        sent_at: morning().plus(i64::from(ordinal)),
        received_at: Timestamp::default(),
        answered_at: Timestamp::default(),
        started_at: Timestamp::default(),
        finished_at: Timestamp::default(),
        last_position: Position(u64::from(ordinal)),
    }
}
