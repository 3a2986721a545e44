//! Signals: taking one in, triage, the list, and the page.

pub mod sent;

use std::sync::Arc;

use access::{Action, Resource, ResourceKind};
use base::{
    AgencyNumber, Code, CommandId, Compartment, EntryId, Happened, Position, Problem, PublicCode, Realm,
    StreamId,
};
use casework::{Identity, Narrative, Office};
use intake::{Recorded, Signal, SignalEvent};
use ledger::Draft;
use rules::Pack;
use store::commands::Answer;
use store::signals::{SignalFilter, SignalOrder, SignalRow};
use store::{Database, ExpectedVersion, Listed, Target, Tx};

use crate::app::App;
use crate::keys::{self, Keys};
use crate::naming::SignalIds;
use crate::project;
use crate::sealing::{self, FIRST_EPOCH, Place};
use crate::sign_in::SignedIn;

/// What somebody reports.
#[derive(Clone, Debug)]
pub struct NewSignal {
    /// Whom it is sent to; `None` where the person's own agency answers it.
    pub to: Option<Office>,
    /// Level of list `signal_source`.
    pub source: u16,
    /// Level of list `signal_about`.
    pub about: u16,
    /// Level of list `urgency`.
    pub urgency: u16,
    /// Whether it came without a name.
    pub anonymous: bool,
    /// When it came.
    pub happened: Happened,
    /// Who the child is, as far as was said.
    pub identity: Option<Identity>,
    /// What was said.
    pub narrative: Option<Narrative>,
}

/// A signal for its page.
pub struct SignalPage {
    /// The row lists show.
    pub row: SignalRow,
    /// The signal as it stands.
    pub signal: Signal,
    /// The code of the file it became, where this person may see it.
    pub file: Option<PublicCode>,
    /// Whether who the child is was said.
    pub has_identity: bool,
    /// Whether something was written.
    pub has_narrative: bool,
    /// Whether this person may triage it.
    pub may_triage: bool,
    /// Whether this person may hand it over to a directorate.
    pub may_hand_over: bool,
    /// Whether this person may open a case from it.
    pub may_open: bool,
    /// Whether this person may read what was said.
    pub may_read: bool,
    /// The pack its codes are of.
    pub pack: Arc<Pack>,
}

impl App {
    /// Takes in a signal for the person's own agency, or sends one to a directorate.
    ///
    /// # Errors
    /// `not_found` where the person may not; `choice_unknown` where it is sent to no directorate; the rule that refuses; `command_reused`.
    pub fn register_signal(
        &self,
        who: &SignedIn,
        command: CommandId,
        new: NewSignal,
    ) -> Result<PublicCode, Problem> {
        let own = Office { agency: who.agency.number, county: who.agency.county };
        let Office { agency, county } = new.to.unwrap_or(own);
        let from_agency = own.agency;
        let wanted = access::resource::Signal { agency, from_agency, county, conflict: Vec::new() };
        self.decided(who, Action::RegisterSignal, &Resource::Signal(wanted))?;
        if new.to.is_some_and(|to| !self.directorates(who).any(|known| sent::office(known) == to)) {
            return Err(Problem::bad_input("choice_unknown").on("to"));
        }
        let SignalIds { stream, code } = self.naming.signal(command);
        let event = SignalEvent::SignalReceived {
            agency,
            county,
            code,
            source: new.source,
            about: new.about,
            urgency: new.urgency,
            anonymous: new.anonymous,
            from: new.to.map_or(AgencyNumber(0), |_| own.agency),
        };
        let mut body = event.to_payload()?;
        body.extend_from_slice(new.happened.to_string().as_bytes());
        body.extend_from_slice(&new.identity.as_ref().map(Identity::to_part).unwrap_or_default());
        body.extend_from_slice(&new.narrative.as_ref().map(Narrative::to_part).unwrap_or_default());
        let body = vault::digest(&body);
        self.store().write(Database::Social, |tx| {
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(code);
            }
            let parts = SignalParts { identity: new.identity.as_ref(), narrative: new.narrative.as_ref() };
            self.append_to_signal(tx, who, stream, &[], event, new.happened.clone(), Some(parts), command)?;
            let answer = Answer { answer: code.compact().into_bytes(), position: Position(0) };
            self.remember_command(tx, command, who.person.id, &body, &answer)?;
            Ok(code)
        })
    }

    /// Triages a signal.
    ///
    /// # Errors
    /// `not_found` where it is not for this person; the rule that refuses; `command_reused`.
    pub fn triage_signal(
        &self,
        who: &SignedIn,
        signal: PublicCode,
        command: CommandId,
        happened: Happened,
        urgency: u16,
        reasons: Vec<u16>,
    ) -> Result<(), Problem> {
        let event = SignalEvent::SignalTriaged { urgency, reasons };
        let body =
            [&event.to_payload()?, signal.compact().as_bytes(), happened.to_string().as_bytes()].concat();
        let body = vault::digest(&body);
        self.store().write(Database::Social, |tx| {
            let (stream, history) = self.signal_for(tx, who, Action::TriageSignal, signal)?;
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(());
            }
            self.append_to_signal(tx, who, stream, &history, event, happened, None, command)?;
            let answer = Answer { answer: Vec::new(), position: Position(0) };
            self.remember_command(tx, command, who.person.id, &body, &answer)
        })
    }

    /// A page of the signals this person may list: those that wait first.
    ///
    /// # Errors
    /// An engine's error.
    pub fn signals(
        &self,
        who: &SignedIn,
        states: Vec<u8>,
        after: Option<&[u8]>,
    ) -> Result<Listed<SignalRow>, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ListSignals, ResourceKind::Signal)?;
        let filter = SignalFilter { states, ..SignalFilter::default() };
        let page = crate::referrals::page(after)?;
        self.store().read(Database::Social, |tx| {
            store::signals::list(tx, &visible, &filter, SignalOrder::LatestChange, &page)
        })
    }

    /// A signal's page.
    ///
    /// # Errors
    /// `not_found` where it is not there or not for this person.
    pub fn signal(&self, who: &SignedIn, code: PublicCode) -> Result<SignalPage, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ViewSignal, ResourceKind::Signal)?;
        let files = self.policies.visible(&who.viewer, Action::ViewFile, ResourceKind::File)?;
        let (row, entries, file, conflict) = self.store().read(Database::Social, |tx| {
            let row = store::signals::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
            let entries = store::entries::stream_entries(tx, row.stream)?;
            let file = store::files::by_stream(tx, &files, row.file)?;
            let conflict = store::files::conflicts(tx, row.stream)?;
            Ok((row, entries, file, conflict))
        })?;
        let history = open_signal(&self.keys, &entries)?;
        let has = |compartment| entries.iter().any(|e| e.parts.iter().any(|p| p.compartment == compartment));
        let asked = signal_resource(&row, conflict);
        Ok(SignalPage {
            signal: intake::fold(&history),
            file: file.map(|file| file.code),
            has_identity: has(Compartment::Identity),
            has_narrative: has(Compartment::Narrative),
            may_triage: self.may(who, Action::TriageSignal, &asked),
            may_hand_over: self.may(who, Action::HandOverSignal, &asked),
            may_open: self.may(who, Action::TriageSignal, &asked) && self.may_ever(who, Action::OpenFile),
            may_read: self.may(who, Action::UnmaskIdentity, &asked),
            pack: Arc::clone(&who.pack),
            row,
        })
    }

    /// What was said with a signal: who the child is, and in which words. The read is recorded first.
    ///
    /// # Errors
    /// `not_found` where it is not for this person.
    pub fn read_signal(
        &self,
        who: &SignedIn,
        code: PublicCode,
    ) -> Result<(Option<Identity>, Option<Narrative>), Problem> {
        let visible = self.policies.visible(&who.viewer, Action::UnmaskIdentity, ResourceKind::Signal)?;
        self.store().write(Database::Social, |tx| {
            let row = store::signals::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
            let asked = signal_resource(&row, store::files::conflicts(tx, row.stream)?);
            self.decided(who, Action::UnmaskIdentity, &asked)?;
            self.decided(who, Action::ReadNarrative, &asked)?;
            let purpose = who.viewer.purpose;
            for compartment in [Compartment::Identity, Compartment::Narrative] {
                self.record_reads(tx, who.person.id, &[row.stream], compartment, purpose)?;
            }
            let entries = store::entries::stream_entries(tx, row.stream)?;
            let identity = self.identity_of(&entries)?;
            let mut narrative = None;
            for entry in &entries {
                if let Some(part) = sealing::open(&self.keys, entry, Compartment::Narrative)? {
                    narrative = Some(Narrative::from_part(&part)?);
                }
            }
            Ok((identity, narrative))
        })
    }

    /// The stream and history of a signal that this person may do `action` to.
    pub(crate) fn signal_for(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        action: Action,
        code: PublicCode,
    ) -> Result<(StreamId, Vec<Recorded>), Problem> {
        let visible = self.policies.visible(&who.viewer, action, ResourceKind::Signal)?;
        let row = store::signals::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
        let asked = signal_resource(&row, store::files::conflicts(tx, row.stream)?);
        self.decided(who, action, &asked)?;
        let entries = store::entries::stream_entries(tx, row.stream)?;
        Ok((row.stream, open_signal(&self.keys, &entries)?))
    }

    /// Decides, seals, appends and projects one entry of a signal.
    #[expect(clippy::too_many_arguments, reason = "an entry is named by all of these, and only here")]
    pub(crate) fn append_to_signal(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        stream: StreamId,
        history: &[Recorded],
        event: SignalEvent,
        happened: Happened,
        parts: Option<SignalParts<'_>>,
        command: CommandId,
    ) -> Result<(), Problem> {
        let now = self.clock().now();
        let id = EntryId::new(now, self.chance());
        let proposed = Recorded {
            entry: id,
            position: Position(0),
            happened,
            recorded_at: now,
            actor: who.person.id,
            event,
        };
        let draft = self.signal_draft(&who.pack, stream, history, &proposed, parts, command)?;
        let version = u32::try_from(history.len()).unwrap_or(u32::MAX);
        let appended = store::append(tx, vec![(draft, ExpectedVersion::Exactly(version))], now)?;
        let position = appended.last();
        let mut after = history.to_vec();
        after.push(Recorded { position, ..proposed });
        let row = project::signal_row(stream, &after, version + 1);
        store::signals::put(tx, Target::Live, &row.into_iter().collect::<Vec<_>>())
    }

    /// A decided and sealed entry of a signal.
    pub(crate) fn signal_draft(
        &self,
        pack: &Pack,
        stream: StreamId,
        history: &[Recorded],
        proposed: &Recorded,
        parts: Option<SignalParts<'_>>,
        command: CommandId,
    ) -> Result<Draft, Problem> {
        intake::decide(history, proposed, pack)?;
        if let SignalEvent::SignalReceived { agency, .. } = &proposed.event {
            let compartments = [Compartment::Operational, Compartment::Identity, Compartment::Narrative];
            let names = keys::stream_keys(Realm::Social, stream, *agency, &compartments);
            self.keys.make(&[crate::compose::agency_key(Realm::Social, *agency)], proposed.recorded_at)?;
            self.keys.make(&names, proposed.recorded_at)?;
        }
        let place = Place { realm: Realm::Social, stream, entry: proposed.entry };
        let seal =
            |compartment, plain: &[u8]| sealing::seal(&self.keys, place, compartment, FIRST_EPOCH, plain);
        let mut sealed = vec![seal(Compartment::Operational, &proposed.event.to_payload()?)?];
        if let Some(identity) = parts.as_ref().and_then(|parts| parts.identity) {
            sealed.push(seal(Compartment::Identity, &identity.to_part())?);
        }
        if let Some(narrative) = parts.as_ref().and_then(|parts| parts.narrative) {
            sealed.push(seal(Compartment::Narrative, &narrative.to_part())?);
        }
        Ok(Draft {
            id: proposed.entry,
            realm: Realm::Social,
            stream,
            kind: Code::new(proposed.event.kind_name())?,
            schema: SignalEvent::SCHEMA,
            happened: proposed.happened.clone(),
            actor: proposed.actor,
            basis: Code::new("child_protection_duty")?,
            command,
            amends: None,
            facts: Vec::new(),
            facts_epoch: 0,
            parts: sealed,
        })
    }
}

/// What a signal's entry carries besides codes.
#[derive(Clone, Copy)]
pub(crate) struct SignalParts<'a> {
    pub(crate) identity: Option<&'a Identity>,
    pub(crate) narrative: Option<&'a Narrative>,
}

/// Opens a signal's entries.
pub(crate) fn open_signal(keys: &Keys, entries: &[ledger::Entry]) -> Result<Vec<Recorded>, Problem> {
    entries
        .iter()
        .map(|entry| {
            let payload = sealing::open_operational(keys, entry)?;
            Ok(Recorded {
                entry: entry.id,
                position: entry.position,
                happened: entry.happened.clone(),
                recorded_at: entry.recorded_at,
                actor: entry.actor,
                event: SignalEvent::from_payload(&entry.kind, &payload, entry.schema)?,
            })
        })
        .collect()
}

pub(crate) fn signal_resource(row: &SignalRow, conflict: Vec<base::PersonId>) -> Resource {
    Resource::Signal(access::resource::Signal {
        agency: row.agency,
        from_agency: row.from_agency,
        county: row.county,
        conflict,
    })
}
