//! Many entries at once, 2,000 a transaction: the synthetic country, and imports while no server runs.
//!
//! Every entry goes the way a person's goes: the same `decide`, the same facts, the same seals and projections.
//! Only what surrounds them differs. Nobody is signed in, so that the caller has decided who may; a command is not
//! remembered; histories stay in memory and their projections are written once a flush. Nothing else may append to
//! the realm meanwhile: positions are told ahead, and a flush that gets others appends nothing.

mod adopting;
mod digest;
mod waiting;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use base::{AgencyNumber, Purpose, Realm, StreamId, Timestamp};
use base::{Code, CommandId, Compartment, Day, EntryId, Happened, PersonId, Position, Problem};
use casework::{FileEvent, Office, Recorded};
use intake::SignalEvent;
use ledger::{Draft, Fact};
use rules::Pack;
use store::{Database, ExpectedVersion};
use vault::KeyName;

use crate::app::App;
use crate::compose::{self, Before, By, Composed, FileEntry};
use crate::keys;
use crate::naming::{CaseIds, SignalIds};
use crate::open_case::{NewCase, REGISTER};
use crate::signals::{NewSignal, SignalParts};

pub use digest::facts_digest;

/// How many entries wait before they are written, in one transaction.
pub const ENTRIES_PER_FLUSH: usize = 2_000;
/// Keys stored in one transaction.
const KEYS_PER_WRITE: usize = 5_000;

/// Who records, and for which agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorder {
    /// The person.
    pub person: PersonId,
    /// The agency and its county.
    pub office: Office,
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
        let agencies: Vec<_> =
            agencies.into_iter().map(|agency| compose::agency_key(realm, agency)).collect();
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
        let ids = self.app.naming().signal(command);
        let event = SignalEvent::SignalReceived {
            agency: new.to.unwrap_or(by.office).agency,
            county: new.to.unwrap_or(by.office).county,
            code: ids.code,
            source: new.source,
            about: new.about,
            urgency: new.urgency,
            anonymous: new.anonymous,
            from: new.to.map_or(AgencyNumber(0), |_| by.office.agency),
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

    /// Hands a signal over to another agency.
    ///
    /// # Errors
    /// The rule that refuses; an engine's error.
    pub fn hand_over_signal(
        &mut self,
        person: PersonId,
        signal: StreamId,
        command: CommandId,
        happened: Happened,
        to: Office,
    ) -> Result<(), Problem> {
        let event = SignalEvent::SignalHandedOver { agency: to.agency, county: to.county };
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
        let ids = self.app.naming().case(command);
        let event = FileEvent::CaseOpened {
            by: by.office,
            child: ids.child,
            unit: ids.unit,
            code: ids.code,
            signal: Some(signal),
            sex: case.sex,
            birth_month: case.identity.birth_date.as_ref().and_then(casework::BirthDate::month),
            circumstances: case.circumstances,
            brought_in: false,
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
        let draft = self.app.read_draft(Realm::Social, person, file, Compartment::Identity, purpose, now)?;
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

    /// Decides, sheds and seals; changes nothing here.
    fn compose(
        &self,
        person: PersonId,
        file: StreamId,
        command: CommandId,
        entry: FileEntry,
    ) -> Result<Composed, Problem> {
        let now = self.app.clock().now();
        let none = FileState::default();
        let state = self.files.get(&file).unwrap_or(&none);
        self.app.make_keys(file, &state.recorded, &entry.event)?;
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
}
