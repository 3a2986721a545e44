//! Erasing who a child is: one person asks, another agrees; the file and the signals it came from become
//! tombstones, their keys are destroyed, and a list says so to whoever restores an older backup.
//!
//! What stays: the entries' envelopes and sealed bytes, so that every proof stands, and the facts, which lie under
//! monthly keys of their own, so that every figure stands. The list is in [`crate::erasure_list`].

use access::{Action, Resource, ResourceKind};
use base::{Code, CommandId, Compartment, EntryId, Happened, Position, Problem, PublicCode, Realm, StreamId};
use ledger::Draft;
use serde::{Deserialize, Serialize};
use store::commands::Answer;
use store::erasures::TombstoneRow;
use store::files::FileRow;
use store::{Database, ExpectedVersion, Listed, Target, Tx};

pub use store::erasures::ErasureRow;

use crate::app::App;
use crate::history::History;
use crate::keys;
use crate::sealing::{self, FIRST_EPOCH, Place};
use crate::sign_in::SignedIn;

/// The stream of requests and what became of them. It outlives the streams it speaks of.
pub(crate) const REQUESTS: StreamId = StreamId::from_bytes(*b"punte-erasures-1");
/// The kind of the entry that turns a stream into a tombstone. Its kind alone says so: its part goes with the keys.
pub(crate) const ERASED: &str = "erased";

/// On which ground something is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The time that records are kept has ended.
    RetentionEnd,
    /// A request of the person concerned was upheld.
    UpheldRequest,
}

impl Ground {
    /// All grounds.
    pub const ALL: [Self; 2] = [Self::RetentionEnd, Self::UpheldRequest];

    /// Its code in records and messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::RetentionEnd => "retention_end",
            Self::UpheldRequest => "upheld_request",
        }
    }

    /// The ground of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }
}

/// What is recorded of a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum RequestEvent {
    /// Somebody asked.
    Asked { file: StreamId, code: String, agency: u32, ground: Ground },
    /// The second person declined.
    Declined { file: StreamId },
    /// The second person agreed; these streams are tombstones since the same transaction.
    Erased { file: StreamId, streams: Vec<StreamId> },
}

impl RequestEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Asked { .. } => "erasure_asked",
            Self::Declined { .. } => "erasure_declined",
            Self::Erased { .. } => "erasure_done",
        }
    }
}

const ASKED: u8 = 0;
const DECLINED: u8 = 1;
const DONE: u8 = 2;

impl App {
    /// Asks that who the child of a closed file is be erased.
    ///
    /// # Errors
    /// `not_found` where the file is not there or not for this person to ask about; `erasure_asked_already`; the
    /// rule that refuses; `command_reused`.
    pub fn ask_erasure(
        &self,
        who: &SignedIn,
        file: PublicCode,
        ground: Ground,
        command: CommandId,
    ) -> Result<(), Problem> {
        let body = body_of("ask", file, ground.code());
        self.store().write(Database::Social, |tx| {
            let (row, _) = self.erasable(tx, who, Action::AskErasure, file)?;
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(());
            }
            let history = History::load(&self.keys, tx, row.stream)?;
            casework::check_erasable(&casework::fold(&history.recorded))?;
            let before = store::erasures::by_code(tx, &access::Filter::True, file)?;
            if before.is_some_and(|before| before.state == ASKED) {
                return Err(Problem::refused("erasure_asked_already"));
            }
            let event = RequestEvent::Asked {
                file: row.stream,
                code: row.code.compact(),
                agency: row.agency.0,
                ground,
            };
            let (position, at) = self.note_request(tx, who, &event, command)?;
            let asked = ErasureRow {
                stream: row.stream,
                code: row.code,
                agency: row.agency,
                ground: Code::new(ground.code())?,
                state: ASKED,
                asked_by: who.person.id,
                asked_at: at,
                decided_by: base::PersonId::NIL,
                decided_at: base::Timestamp::from_micros(0),
                last_position: position,
            };
            store::erasures::put(tx, Target::Live, &[asked])?;
            self.remember_done(tx, who, command, &body)
        })
    }

    /// Agrees with a request, or declines it, as the second person. When it returns after agreeing, the keys are
    /// gone from memory and store, and their bytes from the files.
    ///
    /// # Errors
    /// `not_found` where there is none for this person; `erasure_needs_two` for who asked; `erasure_not_asked` when it
    /// was decided already; `fresh_factor_needed`; the rule that refuses; `command_reused`; an engine's error.
    pub fn decide_erasure(
        &self,
        who: &SignedIn,
        file: PublicCode,
        agree: bool,
        command: CommandId,
    ) -> Result<(), Problem> {
        let body = body_of("decide", file, if agree { "yes" } else { "no" });
        let erased = self.store().write(Database::Social, |tx| {
            let visible = self.policies.visible(&who.viewer, Action::DecideErasure, ResourceKind::Erasure)?;
            let row = store::erasures::by_code(tx, &visible, file)?.ok_or_else(Problem::not_found)?;
            let conflict = store::files::conflicts(tx, row.stream)?;
            let asked = access::resource::Erasure { agency: row.agency, conflict };
            self.decided(who, Action::DecideErasure, &Resource::Erasure(asked))?;
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(Vec::new());
            }
            if row.state != ASKED {
                return Err(Problem::refused("erasure_not_asked"));
            }
            if row.asked_by == who.person.id {
                return Err(Problem::refused("erasure_needs_two"));
            }
            self.needs_fresh_factor(who)?;
            let streams = if agree { self.bury(tx, who, row.stream, command)? } else { Vec::new() };
            let event = if agree {
                RequestEvent::Erased { file: row.stream, streams: streams.clone() }
            } else {
                RequestEvent::Declined { file: row.stream }
            };
            let (position, at) = self.note_request(tx, who, &event, command)?;
            let decided = ErasureRow {
                state: if agree { DONE } else { DECLINED },
                decided_by: who.person.id,
                decided_at: at,
                last_position: position,
                ..row
            };
            store::erasures::put(tx, Target::Live, &[decided])?;
            self.remember_done(tx, who, command, &body)?;
            Ok(streams)
        })?;
        if erased.is_empty() {
            return Ok(());
        }
        // Entries and tombstones are durable: whatever stops the program now, a restart finishes it.
        self.destroy(&erased)
    }

    /// A request that this person may decide on.
    ///
    /// # Errors
    /// `not_found` where there is none for this person.
    pub fn erasure(&self, who: &SignedIn, file: PublicCode) -> Result<ErasureRow, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::DecideErasure, ResourceKind::Erasure)?;
        let row = self.store().read(Database::Social, |tx| store::erasures::by_code(tx, &visible, file))?;
        row.ok_or_else(Problem::not_found)
    }

    /// The requests this person may see, the latest first.
    ///
    /// # Errors
    /// An engine's error.
    pub fn erasures(
        &self,
        who: &SignedIn,
        state: Option<u8>,
        after: Option<&[u8]>,
    ) -> Result<Listed<ErasureRow>, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ListErasures, ResourceKind::Erasure)?;
        let page = crate::referrals::page(after)?;
        self.store().read(Database::Social, |tx| store::erasures::list(tx, &visible, state, &page))
    }

    /// Destroys the keys of tombstones that still have some: what a stopped program left, or a restored backup
    /// brought back. How many streams that were.
    ///
    /// # Errors
    /// An engine's error; `busy` while somebody reads the keys.
    pub fn finish_erasures(&self) -> Result<usize, Problem> {
        let tombstones = self.store().read(Database::Social, store::erasures::tombstones)?;
        let streams: Vec<StreamId> = tombstones.iter().map(|tombstone| tombstone.stream).collect();
        let left: Vec<StreamId> = self.store().read(Database::Keys, |tx| {
            let mut left = Vec::new();
            for stream in &streams {
                if !store::keys::of_stream(tx, Realm::Social, *stream)?.is_empty() {
                    left.push(*stream);
                }
            }
            Ok(left)
        })?;
        // None of them may come back from a wrapped key that a reader fetched before.
        streams.iter().for_each(|stream| self.keys.forget_stream(Realm::Social, *stream));
        if !left.is_empty() {
            self.destroy(&left)?;
        }
        Ok(left.len())
    }

    fn destroy(&self, streams: &[StreamId]) -> Result<(), Problem> {
        // The list first: from here on whoever restores an older backup is told.
        self.write_erasure_list()?;
        self.keys.destroy_streams(Realm::Social, streams)?;
        self.store().empty_log(Database::Social)?;
        // Names leave memory now, not with the next search.
        self.catch_up()
    }

    /// Makes tombstones of a file and of the signals it came from.
    fn bury(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        file: StreamId,
        command: CommandId,
    ) -> Result<Vec<StreamId>, Problem> {
        let history = History::load(&self.keys, tx, file)?;
        let folded = casework::fold(&history.recorded);
        casework::check_erasable(&folded)?;
        let mut streams = vec![file];
        if let Some(signal) = folded.signal
            && !store::erasures::is_erased(tx, signal)?
        {
            streams.push(signal);
        }
        // Who had a conflict of interest in the file, and who opened it in an emergency, says something of the child too.
        streams.extend(store::concerns::of_stream(tx, file)?.into_iter().map(|concern| concern.concern));
        streams.extend(store::glass::of_stream(tx, file)?.into_iter().map(|request| request.glass));
        self.append_tombstones(tx, who.person.id, &streams, command)?;
        Ok(streams)
    }

    /// Appends the entry `erased` to each stream and takes the streams' rows out of all lists.
    pub(crate) fn append_tombstones(
        &self,
        tx: &mut Tx<'_>,
        actor: base::PersonId,
        streams: &[StreamId],
        command: CommandId,
    ) -> Result<(), Problem> {
        let now = self.clock().now();
        let mut drafts = Vec::new();
        for stream in streams {
            let version = store::entries::stream_version(tx, *stream)?;
            let draft = Draft {
                id: EntryId::new(now, self.chance()),
                realm: Realm::Social,
                stream: *stream,
                kind: Code::new(ERASED)?,
                schema: 1,
                happened: Happened::at(now, &self.zone()?),
                actor,
                basis: Code::new("data_protection")?,
                command,
                amends: None,
                facts: Vec::new(),
                facts_epoch: 0,
                parts: Vec::new(),
            };
            drafts.push((draft, ExpectedVersion::Exactly(version)));
        }
        let appended = store::append(tx, drafts, now)?;
        for entry in &appended.entries {
            store::erasures::unlist(tx, entry.stream)?;
        }
        let tombstones: Vec<TombstoneRow> = appended.entries.iter().map(tombstone).collect();
        store::erasures::put_tombstones(tx, Target::Live, &tombstones)
    }

    /// A file that this person may do `action` about.
    fn erasable(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        action: Action,
        file: PublicCode,
    ) -> Result<(FileRow, Vec<base::PersonId>), Problem> {
        let visible = self.policies.visible(&who.viewer, action, ResourceKind::Erasure)?;
        let row = store::files::by_code(tx, &visible, file)?.ok_or_else(Problem::not_found)?;
        let conflict = store::files::conflicts(tx, row.stream)?;
        let asked = access::resource::Erasure { agency: row.agency, conflict: conflict.clone() };
        self.decided(who, action, &Resource::Erasure(asked))?;
        Ok((row, conflict))
    }

    fn note_request(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        event: &RequestEvent,
        command: CommandId,
    ) -> Result<(Position, base::Timestamp), Problem> {
        let now = self.clock().now();
        let names =
            keys::stream_keys(Realm::Social, REQUESTS, base::AgencyNumber(0), &[Compartment::Operational]);
        self.keys.make(&names, now)?;
        let id = EntryId::new(now, self.chance());
        let place = Place { realm: Realm::Social, stream: REQUESTS, entry: id };
        let payload = serde_json::to_vec(event).map_err(Problem::internal)?;
        let draft = Draft {
            id,
            realm: Realm::Social,
            stream: REQUESTS,
            kind: Code::new(event.kind())?,
            schema: 1,
            happened: Happened::at(now, &self.zone()?),
            actor: who.person.id,
            basis: Code::new("data_protection")?,
            command,
            amends: None,
            facts: Vec::new(),
            facts_epoch: 0,
            parts: vec![sealing::seal(&self.keys, place, Compartment::Operational, FIRST_EPOCH, &payload)?],
        };
        let appended = store::append(tx, vec![(draft, ExpectedVersion::Any)], now)?;
        let entry = appended.entries.first().ok_or_else(|| Problem::internal("nothing was appended"))?;
        Ok((entry.position, entry.recorded_at))
    }

    fn remember_done(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        command: CommandId,
        body: &base::Digest,
    ) -> Result<(), Problem> {
        let answer = Answer { answer: Vec::new(), position: Position(0) };
        self.remember_command(tx, command, who.person.id, body, &answer)
    }

    /// The rows of all requests, from the entries that note them.
    pub(crate) fn erasure_rows(&self, entries: &[ledger::Entry]) -> Result<Vec<ErasureRow>, Problem> {
        let mut rows: Vec<ErasureRow> = Vec::new();
        for entry in entries {
            let payload = sealing::open_operational(&self.keys, entry)?;
            let event: RequestEvent = serde_json::from_slice(&payload).map_err(Problem::internal)?;
            let (file, decided) = match event {
                RequestEvent::Asked { file, code, agency, ground } => {
                    let code = PublicCode::parse(&code)
                        .ok_or_else(|| Problem::internal("a request names no file"))?;
                    rows.retain(|row| row.stream != file);
                    rows.push(ErasureRow {
                        stream: file,
                        code,
                        agency: base::AgencyNumber(agency),
                        ground: Code::new(ground.code())?,
                        state: ASKED,
                        asked_by: entry.actor,
                        asked_at: entry.recorded_at,
                        decided_by: base::PersonId::NIL,
                        decided_at: base::Timestamp::from_micros(0),
                        last_position: entry.position,
                    });
                    continue;
                }
                RequestEvent::Declined { file } => (file, DECLINED),
                RequestEvent::Erased { file, .. } => (file, DONE),
            };
            for row in rows.iter_mut().filter(|row| row.stream == file) {
                row.state = decided;
                row.decided_by = entry.actor;
                row.decided_at = entry.recorded_at;
                row.last_position = entry.position;
            }
        }
        Ok(rows)
    }
}

/// The tombstone that an `erased` entry makes.
pub(crate) fn tombstone(entry: &ledger::Entry) -> TombstoneRow {
    TombstoneRow { stream: entry.stream, erased_at: entry.recorded_at, last_position: entry.position }
}

fn body_of(what: &str, file: PublicCode, said: &str) -> base::Digest {
    vault::digest(format!("erasure/{what}/{}/{said}", file.compact()).as_bytes())
}
