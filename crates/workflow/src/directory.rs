//! Recording in the directory: agencies, people, grants, packs, numbers of datasets.
//!
//! Whoever records is decided on a directory that is read up to the head inside the writing transaction, so that
//! two administrators never give one number twice. The demo and the command line record here directly; the pages
//! of administrators come through [`pages`].

pub mod agreements;
pub mod coming_and_going;
pub mod pages;

use agencies::{Directory, DirectoryEvent};
use base::{
    AgencyNumber, Code, CommandId, Compartment, Digest, EntryId, Happened, PersonId, Position, Problem,
};
use base::{Realm, StreamId, Timestamp};
use ledger::Draft;
use store::commands::Answer;
use store::{Database, ExpectedVersion, Tx};

use crate::app::{App, Known};
use crate::keys;
use crate::sealing::{self, FIRST_EPOCH, Place};

/// The stream of adopted packs.
const PACKS: StreamId = StreamId::from_bytes(*b"punte-packs-0001");
/// The stream of numbered datasets.
const DATASETS: StreamId = StreamId::from_bytes(*b"punte-datasets-1");
/// The ground of every entry here (list `basis`).
const BASIS: &str = "administration";

/// What is to be recorded in the directory.
#[derive(Clone, Debug)]
pub struct DirectoryRecord {
    /// Who records it; [`PersonId::NIL`] is the program itself.
    pub actor: PersonId,
    /// Under which command, its own: the same one again changes nothing.
    pub command: CommandId,
    /// When it happened.
    pub happened: Happened,
    /// What.
    pub event: DirectoryEvent,
}

/// What was recorded under one command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DirectoryReceipt {
    /// The stream of the first thing recorded: of an agency or a person, its id.
    pub stream: StreamId,
    /// The last entry's position; the head's when there was nothing to record.
    pub position: Position,
}

impl DirectoryReceipt {
    fn to_answer(self) -> Answer {
        Answer { answer: self.stream.as_bytes().to_vec(), position: self.position }
    }

    fn from_answer(answer: &Answer) -> Result<Self, Problem> {
        let stream = StreamId::from_slice(&answer.answer);
        let stream = stream.ok_or_else(|| Problem::internal("a command's answer is malformed"))?;
        Ok(Self { stream, position: answer.position })
    }
}

impl App {
    /// Records one event now. What may be done, and by whom, the caller has decided.
    ///
    /// # Errors
    /// The rule that refuses (see [`agencies::decide`]); `command_reused`; an engine's error.
    pub fn record_directory(
        &self,
        actor: PersonId,
        command: CommandId,
        happened: Happened,
        event: DirectoryEvent,
    ) -> Result<Position, Problem> {
        self.record_directory_batch(
            vec![DirectoryRecord { actor, command, happened, event }],
            self.clock().now(),
        )
    }

    /// Records events in this order, in one transaction, with one write for all their keys. The last position.
    ///
    /// # Errors
    /// As [`App::record_directory`], for the first that is refused; then nothing of the batch stays.
    pub fn record_directory_batch(
        &self,
        records: Vec<DirectoryRecord>,
        now: Timestamp,
    ) -> Result<Position, Problem> {
        let known = self.known()?;
        self.store().write(Database::Directory, |tx| {
            let mut writing = Writing::begin(self, tx, &known, now)?;
            let mut last = writing.directory.position();
            let mut bodies = Vec::new();
            for record in &records {
                let happened = record.happened.to_string();
                let body = body_of(&[happened.as_bytes(), &record.event.to_payload()?]);
                if let Some(answer) = self.command_answer(tx, record.command, record.actor, &body)? {
                    last = last.max(answer.position);
                    continue;
                }
                writing.decide(record.clone())?;
                bodies.push((record.command, record.actor, body));
            }
            for (receipt, (command, actor, body)) in writing.append(self, tx)?.into_iter().zip(bodies) {
                self.remember_command(tx, command, actor, &body, &receipt.to_answer())?;
                last = receipt.position;
            }
            Ok(last)
        })
    }

    /// Records under one command what `make` answers when it is shown the directory at its head. The body is
    /// what the same command must repeat.
    pub(crate) fn record_from(
        &self,
        actor: PersonId,
        command: CommandId,
        body: Digest,
        make: impl FnOnce(&Directory) -> Result<Vec<DirectoryEvent>, Problem>,
    ) -> Result<DirectoryReceipt, Problem> {
        let (known, now) = (self.known()?, self.clock().now());
        let happened = Happened::at(now, known.pack.zone());
        self.store().write(Database::Directory, |tx| {
            if let Some(answer) = self.command_answer(tx, command, actor, &body)? {
                return DirectoryReceipt::from_answer(&answer);
            }
            let mut writing = Writing::begin(self, tx, &known, now)?;
            let nothing = DirectoryReceipt { stream: StreamId::NIL, position: writing.directory.position() };
            for event in make(&writing.directory)? {
                writing.decide(DirectoryRecord { actor, command, happened: happened.clone(), event })?;
            }
            let receipts = writing.append(self, tx)?;
            let (first, last) = (receipts.first().unwrap_or(&nothing), receipts.last().unwrap_or(&nothing));
            let receipt = DirectoryReceipt { stream: first.stream, position: last.position };
            self.remember_command(tx, command, actor, &body, &receipt.to_answer())?;
            Ok(receipt)
        })
    }

    /// Adopts a pack that the program ships, whole, unless it or a newer version of it is in force.
    ///
    /// # Errors
    /// `pack_unknown`; an engine's error.
    pub fn adopt_shipped_pack(&self, actor: PersonId, code: &str) -> Result<Option<Position>, Problem> {
        let event = shipped_pack_event(code)?;
        let DirectoryEvent::PackAdopted { code, version, .. } = &event else {
            return Err(Problem::internal("a pack's adoption is another event"));
        };
        let in_force = |directory: &Directory| {
            directory.pack().is_some_and(|pack| pack.code == *code && pack.version >= *version)
        };
        if in_force(&*self.directory()?) {
            return Ok(None);
        }
        let now = self.clock().now();
        let command = CommandId::new(now, self.chance());
        let body = body_of(&[b"adopt_shipped_pack", code.as_str().as_bytes(), &version.to_be_bytes()]);
        let receipt = self.record_from(actor, command, body, |directory| {
            Ok(if in_force(directory) { Vec::new() } else { vec![event.clone()] })
        })?;
        Ok((receipt.stream != StreamId::NIL).then_some(receipt.position))
    }
}

/// The event that adopts a pack which the program ships: for whoever records a whole directory at once.
///
/// # Errors
/// `pack_unknown`.
pub fn shipped_pack_event(code: &str) -> Result<DirectoryEvent, Problem> {
    let unknown =
        || Problem::bad_input("pack_unknown").with("pack", code.chars().take(60).collect::<String>());
    let files = rules::shipped(code).ok_or_else(unknown)?;
    let pack = rules::Pack::parse(&files).map_err(|mistakes| {
        let first = mistakes.first().map(ToString::to_string).unwrap_or_default();
        Problem::internal(format!("the shipped pack does not parse: {first}"))
    })?;
    Ok(DirectoryEvent::PackAdopted {
        code: pack.code().clone(),
        version: pack.version(),
        files: files.into_iter().collect(),
    })
}

/// The stream that an event belongs to.
fn stream_of(event: &DirectoryEvent) -> StreamId {
    match event {
        DirectoryEvent::AgencyOpened { agency, .. } | DirectoryEvent::AgencyClosed { agency, .. } => {
            StreamId::from_bytes(*agency.as_bytes())
        }
        DirectoryEvent::PersonAdded { person, .. }
        | DirectoryEvent::RoleGranted { person, .. }
        | DirectoryEvent::RoleEnded { person, .. }
        | DirectoryEvent::RoleProposed { person, .. }
        | DirectoryEvent::RoleAgreed { person, .. }
        | DirectoryEvent::RoleProposalWithdrawn { person, .. }
        | DirectoryEvent::FactorsResetAsked { person, .. }
        | DirectoryEvent::FactorsResetAgreed { person, .. }
        | DirectoryEvent::PersonMoved { person, .. }
        | DirectoryEvent::PersonLeft { person } => StreamId::from_bytes(*person.as_bytes()),
        DirectoryEvent::PackAdopted { .. } => PACKS,
        DirectoryEvent::DatasetNumbered { .. } => DATASETS,
    }
}

/// The digest of fields, each led by its length, so that no two lists of fields share it.
pub(crate) fn body_of(fields: &[&[u8]]) -> Digest {
    let mut body = Vec::new();
    for field in fields {
        body.extend_from_slice(&(field.len() as u64).to_be_bytes());
        body.extend_from_slice(field);
    }
    vault::digest(&body)
}

/// A directory's writing transaction: what is decided so far, and the directory as it will be after it.
struct Writing {
    directory: Directory,
    now: Timestamp,
    today: base::Day,
    decided: Vec<(DirectoryRecord, Vec<u8>)>,
}

impl Writing {
    /// Reads on to the head within the transaction: others' entries may wait in it for the same commit.
    fn begin(app: &App, tx: &mut Tx<'_>, known: &Known, now: Timestamp) -> Result<Self, Problem> {
        let mut directory = (*known.directory).clone();
        loop {
            let entries = store::entries::entries_after(tx, directory.position(), 1_000)?;
            if entries.is_empty() {
                break;
            }
            for entry in &entries {
                let payload = sealing::open_operational(&app.keys, entry)?;
                let event = DirectoryEvent::from_payload(&payload, entry.schema)?;
                directory.apply(entry.position, entry.happened.first_day(), event);
            }
        }
        Ok(Self { directory, now, today: now.day(known.pack.zone()), decided: Vec::new() })
    }

    /// Decides on one more event, and takes it in for those after it.
    fn decide(&mut self, record: DirectoryRecord) -> Result<(), Problem> {
        agencies::decide(&self.directory, &record.event, self.today)?;
        let payload = record.event.to_payload()?;
        let next = Position(self.directory.position().0 + 1);
        self.directory.apply(next, record.happened.first_day(), record.event.clone());
        self.decided.push((record, payload));
        Ok(())
    }

    /// Makes the keys, seals and appends; a receipt for each event.
    fn append(self, app: &App, tx: &mut Tx<'_>) -> Result<Vec<DirectoryReceipt>, Problem> {
        let names: Vec<_> = self
            .decided
            .iter()
            .flat_map(|(record, _)| {
                let stream = stream_of(&record.event);
                keys::stream_keys(Realm::Directory, stream, AgencyNumber(0), &[Compartment::Operational])
            })
            .collect();
        app.keys.make(&names, self.now)?;
        let drafts = self
            .decided
            .into_iter()
            .map(|(record, payload)| {
                let id = EntryId::new(self.now, app.chance());
                let place = Place { realm: Realm::Directory, stream: stream_of(&record.event), entry: id };
                let part = sealing::seal(&app.keys, place, Compartment::Operational, FIRST_EPOCH, &payload)?;
                let draft = Draft {
                    id,
                    realm: Realm::Directory,
                    stream: place.stream,
                    kind: Code::new(record.event.kind_name())?,
                    schema: DirectoryEvent::SCHEMA,
                    happened: record.happened,
                    actor: record.actor,
                    basis: Code::new(BASIS)?,
                    command: record.command,
                    amends: None,
                    facts: Vec::new(),
                    facts_epoch: 0,
                    parts: vec![part],
                };
                // What was decided on is the whole directory, held by this transaction; no stream's version is.
                Ok((draft, ExpectedVersion::Any))
            })
            .collect::<Result<Vec<_>, Problem>>()?;
        let appended = store::append(tx, drafts, self.now)?;
        Ok(appended
            .entries
            .iter()
            .map(|e| DirectoryReceipt { stream: e.stream, position: e.position })
            .collect())
    }
}
