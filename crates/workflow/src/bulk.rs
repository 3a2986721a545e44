//! Many entries at once, 2,000 a transaction: the synthetic country, and imports while no server runs.
//!
//! Every entry goes the way a person's goes: the same `decide`, the same facts, the same seals and projections.
//! Only what surrounds them differs. Nobody is signed in, so that the caller has decided who may; a command is not
//! remembered; histories stay in memory and their projections are written once a flush. Nothing else may append to
//! the realm meanwhile: positions are told ahead, and a flush that gets others appends nothing.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use base::{AgencyNumber, ProblemKind, PublicCode, Purpose, Realm, StreamId, Timestamp, UnitNumber};
use base::{
    ChildNumber, Code, CommandId, Compartment, Day, Digest, EntryId, Happened, PersonId, Position, Problem,
};
use casework::{FileEvent, Office, Recorded};
use intake::SignalEvent;
use ledger::{Draft, EntryView, Fact};
use rules::Pack;
use store::{Database, ExpectedVersion, Target};
use vault::KeyName;

use crate::app::App;
use crate::compose::{self, Before, By, Composed, FileEntry};
use crate::keys;
use crate::open_case::{NewCase, REGISTER};
use crate::project;
use crate::sealing;
use crate::signals::{NewSignal, SignalParts};

/// How many entries wait before they are written, in one transaction.
pub const ENTRIES_PER_FLUSH: usize = 2_000;
/// Keys stored in one transaction.
const KEYS_PER_WRITE: usize = 5_000;
/// Entries read at a time.
const PORTION: u64 = 5_000;

/// Who records, and for which agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorder {
    /// The person.
    pub person: PersonId,
    /// The agency and its county.
    pub office: Office,
}

/// What a signal is known by; drawn from the command, as [`App::register_signal`] draws it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignalIds {
    /// Its stream.
    pub stream: StreamId,
    /// Its code on pages.
    pub code: PublicCode,
}

impl SignalIds {
    /// Of the signal that this command takes in.
    #[must_use]
    pub fn of(command: CommandId) -> Self {
        let digest = vault::digest(command.as_bytes());
        let stream = digest.0.last_chunk::<16>().map_or(StreamId::NIL, |bytes| StreamId::from_bytes(*bytes));
        Self { stream, code: PublicCode::new(&base::Randomness::seeded(first_number(&digest))) }
    }
}

/// What a new file is known by; drawn from the command, as [`App::open_case`] draws it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseIds {
    /// Its stream.
    pub file: StreamId,
    /// The child in facts.
    pub child: ChildNumber,
    /// The first episode in facts.
    pub unit: UnitNumber,
    /// Its code on pages.
    pub code: PublicCode,
}

impl CaseIds {
    /// Of the file that this command opens.
    #[must_use]
    pub fn of(command: CommandId) -> Self {
        let drawn = |purpose: &str| {
            let mut bytes = purpose.as_bytes().to_vec();
            bytes.extend_from_slice(command.as_bytes());
            vault::digest(&bytes)
        };
        let file = drawn("punte/file").0;
        Self {
            file: file.first_chunk::<16>().map_or(StreamId::NIL, |bytes| StreamId::from_bytes(*bytes)),
            child: ChildNumber(first_number(&drawn("punte/child")) | 1),
            unit: UnitNumber(first_number(&drawn("punte/unit")) | 1),
            code: PublicCode::new(&base::Randomness::seeded(first_number(&drawn("punte/code")))),
        }
    }
}

fn first_number(digest: &Digest) -> u64 {
    digest.0.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// Keys that will be needed: made together they cost one write, made one by one a write each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeysAhead {
    /// Those of a signal or file of an agency.
    Stream(StreamId, AgencyNumber),
    /// That of a referral, by its ordinal and recipient.
    Referral(StreamId, u32, AgencyNumber),
    /// That of reading a signal or file.
    Reads(StreamId),
    /// That of facts shed in the month of a day.
    Facts(Day),
}

/// A file as it stands after all that was recorded, what still waits included.
#[derive(Default)]
struct FileState {
    recorded: Vec<Recorded<FileEvent>>,
    facts: Vec<Fact>,
}

/// Writes many entries. Dropped without a last [`Bulk::flush`], what waits is lost; after an error of a flush it
/// is of no further use.
pub struct Bulk {
    app: App,
    pack: Arc<Pack>,
    files: HashMap<StreamId, FileState>,
    signals: HashMap<StreamId, Vec<intake::Recorded>>,
    /// The register's version, what waits included.
    register: u32,
    /// The realm's last entry, what waits included: position, and when it was recorded.
    last: (Position, Timestamp),
    waiting: Vec<(Draft, ExpectedVersion, Timestamp)>,
    touched_files: BTreeSet<StreamId>,
    touched_signals: BTreeSet<StreamId>,
    reads: Vec<store::reads::ReadRow>,
    appended: u64,
}

impl Bulk {
    /// Over a realm that nobody else writes to. What streams held before is not read: it appends to new ones.
    ///
    /// # Errors
    /// An engine's error.
    pub fn new(app: &App) -> Result<Self, Problem> {
        let mut bulk = Self {
            app: app.clone(),
            pack: app.pack()?,
            files: HashMap::new(),
            signals: HashMap::new(),
            register: 0,
            last: (Position(0), Timestamp::from_micros(i64::MIN)),
            waiting: Vec::with_capacity(ENTRIES_PER_FLUSH + 2),
            touched_files: BTreeSet::new(),
            touched_signals: BTreeSet::new(),
            reads: Vec::new(),
            appended: 0,
        };
        bulk.register =
            app.store().read(Database::Social, |tx| store::entries::stream_version(tx, REGISTER))?;
        bulk.find_head()?;
        Ok(bulk)
    }

    /// Reads where the realm ends: after something else was appended between two flushes, such as a report.
    ///
    /// # Errors
    /// An engine's error; `internal` while entries wait.
    pub fn find_head(&mut self) -> Result<(), Problem> {
        if !self.waiting.is_empty() {
            return Err(Problem::internal("the head is asked for while entries wait"));
        }
        let head = self.app.store().read(Database::Social, store::entries::head)?;
        self.last = (head.position(), head.recorded_at.unwrap_or(Timestamp::from_micros(i64::MIN)));
        Ok(())
    }

    /// Entries appended so far; those that wait are not counted.
    #[must_use]
    pub fn appended(&self) -> u64 {
        self.appended
    }

    /// The realm's last position, what waits included.
    #[must_use]
    pub fn head(&self) -> Position {
        self.last.0
    }

    /// What was recorded in a file, in the order of recording; empty when it is not known here.
    #[must_use]
    pub fn history(&self, file: StreamId) -> &[Recorded<FileEvent>] {
        self.files.get(&file).map_or(&[], |state| &state.recorded)
    }

    /// Makes keys before they are needed, those of agencies first. A key that is not made here is made when it is
    /// needed.
    ///
    /// # Errors
    /// An engine's error.
    pub fn make_keys(&self, ahead: &[KeysAhead]) -> Result<(), Problem> {
        const ORDINARY: [Compartment; 3] =
            [Compartment::Operational, Compartment::Identity, Compartment::Narrative];
        let (now, realm) = (self.app.clock().now(), Realm::Social);
        let (mut agencies, mut names) = (BTreeSet::new(), Vec::new());
        for wanted in ahead {
            match *wanted {
                KeysAhead::Stream(stream, agency) => {
                    agencies.insert(agency);
                    names.extend(keys::stream_keys(realm, stream, agency, &ORDINARY));
                }
                KeysAhead::Referral(file, ordinal, to) => {
                    agencies.insert(to);
                    let name = KeyName::Stream(realm, file, Compartment::Shared, ordinal);
                    names.push((name, KeyName::Agency(realm, to)));
                }
                KeysAhead::Reads(stream) => {
                    let companion = crate::reading::companion_of(stream);
                    names.extend(keys::stream_keys(
                        realm,
                        companion,
                        AgencyNumber(0),
                        &[Compartment::Operational],
                    ));
                }
                KeysAhead::Facts(day) => {
                    let month = vault::month_of(day);
                    names.push((KeyName::Statistics(realm, month), KeyName::Realm(realm)));
                }
            }
        }
        let agencies: Vec<_> = agencies.into_iter().map(compose::agency_key).collect();
        self.app.keys.make(&agencies, now)?;
        names.sort_unstable();
        names.dedup();
        names.chunks(KEYS_PER_WRITE).try_for_each(|some| self.app.keys.make(some, now))
    }

    /// Takes in a signal.
    ///
    /// # Errors
    /// The rule that refuses; an engine's error.
    pub fn register_signal(
        &mut self,
        by: Recorder,
        command: CommandId,
        new: NewSignal,
    ) -> Result<SignalIds, Problem> {
        let ids = SignalIds::of(command);
        let event = SignalEvent::SignalReceived {
            agency: by.office.agency,
            county: by.office.county,
            code: ids.code,
            source: new.source,
            about: new.about,
            urgency: new.urgency,
            anonymous: new.anonymous,
        };
        let parts = SignalParts { identity: new.identity.as_ref(), narrative: new.narrative.as_ref() };
        let step = self.signal_step(by.person, ids.stream, event, new.happened, Some(parts), command)?;
        self.take_signal(ids.stream, step);
        self.flush_when_full()?;
        Ok(ids)
    }

    /// Triages a signal.
    ///
    /// # Errors
    /// The rule that refuses; an engine's error.
    pub fn triage_signal(
        &mut self,
        person: PersonId,
        signal: StreamId,
        command: CommandId,
        happened: Happened,
        urgency: u16,
        reasons: Vec<u16>,
    ) -> Result<(), Problem> {
        let event = SignalEvent::SignalTriaged { urgency, reasons };
        let step = self.signal_step(person, signal, event, happened, None, command)?;
        self.take_signal(signal, step);
        self.flush_when_full()
    }

    /// Opens a file from a signal: its first entry, the register's, and the signal's, in one transaction.
    ///
    /// # Errors
    /// The rule that refuses; an engine's error.
    pub fn open_case(
        &mut self,
        by: Recorder,
        signal: StreamId,
        command: CommandId,
        case: NewCase,
    ) -> Result<CaseIds, Problem> {
        let ids = CaseIds::of(command);
        let event = FileEvent::CaseOpened {
            by: by.office,
            child: ids.child,
            unit: ids.unit,
            code: ids.code,
            signal: Some(signal),
            sex: case.sex,
            birth_month: case.identity.birth_date.as_ref().and_then(casework::BirthDate::month),
            circumstances: case.circumstances,
        };
        let entry = FileEntry {
            event,
            happened: case.happened.clone(),
            basis: Code::new("child_protection_duty")?,
            identity: Some(case.identity),
            narrative: case.narrative,
            shared: None,
        };
        let opened = self.compose(by.person, ids.file, command, entry)?;
        let registered = self.app.register_draft(by.person, &[ids.file], command)?;
        let became = SignalEvent::SignalBecameCase { file: ids.file };
        let step = self.signal_step(by.person, signal, became, case.happened, None, command)?;
        self.take_file(ids.file, opened);
        self.push(registered, ExpectedVersion::Exactly(self.register));
        self.register += 1;
        self.take_signal(signal, step);
        self.flush_when_full()?;
        Ok(ids)
    }

    /// Records an entry in a file.
    ///
    /// # Errors
    /// The rule that refuses; an engine's error.
    pub fn record(
        &mut self,
        person: PersonId,
        file: StreamId,
        command: CommandId,
        entry: FileEntry,
    ) -> Result<EntryId, Problem> {
        let composed = self.compose(person, file, command, entry)?;
        let id = composed.draft.id;
        self.take_file(file, composed);
        self.flush_when_full()?;
        Ok(id)
    }

    /// Records what concerns two files: an entry in each, in one transaction, or in neither.
    ///
    /// # Errors
    /// The rule that refuses one of them; an engine's error.
    pub fn record_in_both(
        &mut self,
        one: (PersonId, StreamId, CommandId, FileEntry),
        other: (PersonId, StreamId, CommandId, FileEntry),
    ) -> Result<(), Problem> {
        if one.1 == other.1 {
            return Err(Problem::internal("both entries are of one file"));
        }
        let first = self.compose(one.0, one.1, one.2, one.3)?;
        let second = self.compose(other.0, other.1, other.2, other.3)?;
        self.take_file(one.1, first);
        self.take_file(other.1, second);
        self.flush_when_full()
    }

    /// Records that somebody read who the child of a file is. How often that is recorded the caller decides.
    ///
    /// # Errors
    /// An engine's error.
    pub fn read_identity(
        &mut self,
        person: PersonId,
        file: StreamId,
        purpose: Purpose,
    ) -> Result<(), Problem> {
        let now = self.app.clock().now();
        let draft = self.app.read_draft(person, file, Compartment::Identity, purpose, now)?;
        let (position, read_at) = self.push(draft, ExpectedVersion::Any);
        self.reads.push(store::reads::ReadRow {
            position,
            stream: file,
            person,
            compartment: Compartment::Identity.number(),
            purpose: Code::new(purpose.code())?,
            read_at,
        });
        self.flush_when_full()
    }

    /// Writes what waits: entries, and the projections of the streams they are of.
    ///
    /// # Errors
    /// `version_conflict` when somebody else appended meanwhile; an engine's error.
    pub fn flush(&mut self) -> Result<(), Problem> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let drafts = std::mem::take(&mut self.waiting);
        let count = drafts.len() as u64;
        let rows = self.rows()?;
        let expected = self.last;
        self.app.store().write(Database::Social, |tx| {
            let appended = store::append_at(tx, drafts)?;
            let placed = appended.entries.last().map(|entry| (entry.position, entry.recorded_at));
            if placed != Some(expected) {
                return Err(Problem::new(ProblemKind::Conflict, "version_conflict"));
            }
            store::files::put(tx, Target::Live, &rows.files)?;
            store::referrals::put(tx, Target::Live, &rows.referrals)?;
            for (file, referrals) in &rows.shrunk {
                store::referrals::replace(tx, Target::Live, *file, referrals)?;
            }
            store::signals::put(tx, Target::Live, &rows.signals)?;
            store::reads::put(tx, Target::Live, &rows.reads)
        })?;
        self.appended += count;
        Ok(())
    }

    fn flush_when_full(&mut self) -> Result<(), Problem> {
        if self.waiting.len() >= ENTRIES_PER_FLUSH { self.flush() } else { Ok(()) }
    }

    /// Decides, sheds and seals; changes nothing here.
    fn compose(
        &self,
        person: PersonId,
        file: StreamId,
        command: CommandId,
        entry: FileEntry,
    ) -> Result<Composed, Problem> {
        let now = self.app.clock().now();
        self.app.make_keys(file, &entry.event)?;
        let none = FileState::default();
        let state = self.files.get(&file).unwrap_or(&none);
        let before = Before { stream: file, recorded: &state.recorded, facts: &state.facts };
        let by = By { actor: person, command, entry: EntryId::new(now, self.app.chance()), now };
        compose::compose(&self.app.keys, &self.pack, &before, entry, by)
    }

    fn signal_step(
        &self,
        person: PersonId,
        signal: StreamId,
        event: SignalEvent,
        happened: Happened,
        parts: Option<SignalParts<'_>>,
        command: CommandId,
    ) -> Result<(Draft, intake::Recorded), Problem> {
        let now = self.app.clock().now();
        let entry = EntryId::new(now, self.app.chance());
        let proposed = intake::Recorded {
            entry,
            position: Position(0),
            happened,
            recorded_at: now,
            actor: person,
            event,
        };
        let history = self.signals.get(&signal).map_or(&[][..], Vec::as_slice);
        let draft = self.app.signal_draft(&self.pack, signal, history, &proposed, parts, command)?;
        Ok((draft, proposed))
    }

    fn take_file(&mut self, file: StreamId, composed: Composed) {
        let version = composed.recorded.version;
        let (position, recorded_at) = self.push(composed.draft, ExpectedVersion::Exactly(version - 1));
        let state = self.files.entry(file).or_default();
        state.recorded.push(Recorded { position, recorded_at, ..composed.recorded });
        state.facts = composed.facts;
        self.touched_files.insert(file);
    }

    fn take_signal(&mut self, signal: StreamId, (draft, proposed): (Draft, intake::Recorded)) {
        let version = self.signals.get(&signal).map_or(0, Vec::len);
        let version = u32::try_from(version).unwrap_or(u32::MAX);
        let (position, _) = self.push(draft, ExpectedVersion::Exactly(version));
        self.signals.entry(signal).or_default().push(intake::Recorded { position, ..proposed });
        self.touched_signals.insert(signal);
    }

    /// Lets a draft wait; the place and time it will have.
    fn push(&mut self, draft: Draft, expected: ExpectedVersion) -> (Position, Timestamp) {
        let at = self.app.clock().now();
        self.last = (Position(self.last.0.0 + 1), self.last.1.max(at));
        self.waiting.push((draft, expected, at));
        self.last
    }

    /// The rows of what was touched since the last flush.
    fn rows(&mut self) -> Result<Rows, Problem> {
        let mut rows = Rows { reads: std::mem::take(&mut self.reads), ..Rows::default() };
        for stream in std::mem::take(&mut self.touched_files) {
            let Some(state) = self.files.get(&stream) else { continue };
            let file = casework::fold(&state.recorded);
            rows.files.extend(project::file_row(stream, &file, &state.recorded, &self.pack)?);
            let referrals = project::referral_rows(stream, &file, &state.recorded, &self.pack);
            // Only a withdrawn sending takes a row away.
            if state.recorded.iter().any(|recorded| matches!(recorded.event, FileEvent::Withdrawn { .. })) {
                rows.shrunk.push((stream, referrals));
            } else {
                rows.referrals.extend(referrals);
            }
        }
        for stream in std::mem::take(&mut self.touched_signals) {
            let Some(history) = self.signals.get(&stream) else { continue };
            let version = u32::try_from(history.len()).unwrap_or(u32::MAX);
            rows.signals.extend(project::signal_row(stream, history, version));
        }
        Ok(rows)
    }
}

#[derive(Default)]
struct Rows {
    files: Vec<store::files::FileRow>,
    referrals: Vec<store::referrals::ReferralRow>,
    /// Referrals of files that may have fewer than before.
    shrunk: Vec<(StreamId, Vec<store::referrals::ReferralRow>)>,
    signals: Vec<store::signals::SignalRow>,
    reads: Vec<store::reads::ReadRow>,
}

/// The digest of what every entry did to facts, in the order of positions: two ledgers that shed the same facts
/// from the same entries have the same, whatever their keys.
///
/// # Errors
/// `internal` when facts do not open; an engine's error.
pub fn facts_digest(app: &App) -> Result<Digest, Problem> {
    let head = app.store().read(Database::Social, store::entries::head)?.position();
    let mut running = vault::digest(b"facts");
    let mut from = Position(0);
    while from < head {
        let until = Position(head.0.min(from.0 + PORTION));
        app.store().read(Database::Social, |tx| {
            store::entries::for_each_entry(tx, from, until, &mut |view: &EntryView<'_>| {
                let entry = view.to_entry().map_err(Problem::internal)?;
                let changes = sealing::open_facts(&app.keys, &entry)?;
                if changes.is_empty() {
                    return Ok(());
                }
                let mut bytes = running.0.to_vec();
                bytes.extend_from_slice(&entry.position.0.to_be_bytes());
                bytes.extend_from_slice(entry.id.as_bytes());
                bytes.extend_from_slice(&ledger::fact::encode_changes(&changes, entry.id));
                running = vault::digest(&bytes);
                Ok(())
            })
        })?;
        from = until;
    }
    Ok(running)
}
