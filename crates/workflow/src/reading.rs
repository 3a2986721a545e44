//! Reading identity and narrative: recorded with its purpose, durable before anything is shown.

use access::{Action, ResourceKind};
use base::{
    Code, CommandId, Compartment, EntryId, Happened, PersonId, Problem, PublicCode, Purpose, Realm, StreamId,
};
use casework::{Identity, Narrative, SharedSections};
use ledger::{Draft, Entry};
use store::{Database, ExpectedVersion, Target, Tx};

use crate::app::App;
use crate::history::History;
use crate::keys;
use crate::sealing::{self, FIRST_EPOCH, Place};
use crate::sign_in::SignedIn;
use crate::social::resource;
use crate::write::referral_resource;

/// The same person reading the same compartment for the same purpose is recorded at most once in this time.
const RECORDED_EVERY: i64 = 15 * 60 * base::Timestamp::SECOND;
/// The kind of entry in a companion stream.
pub(crate) const READ: &str = "identity_read";
/// The most children whose names one request shows.
pub const MOST_NAMES: usize = 50;

/// What a read of a compartment is recorded as.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadEvent {
    /// The stream that was read.
    pub(crate) stream: StreamId,
    /// The compartment's stored number.
    pub(crate) compartment: u8,
    /// The purpose.
    pub(crate) purpose: Purpose,
}

impl App {
    /// Who the child of a file is. The read is recorded and durable before this returns.
    ///
    /// # Errors
    /// `not_found` where the file is not there or its identity is not for this person; `identity_unknown` where
    /// nothing is recorded; an engine's error.
    pub fn read_identity(&self, who: &SignedIn, file: PublicCode) -> Result<Identity, Problem> {
        let mut found = self.read_identities(who, &[file])?;
        match found.pop() {
            Some((_, Some(identity))) => Ok(identity),
            Some((_, None)) => Err(Problem::refused("identity_unknown")),
            None => Err(Problem::not_found()),
        }
    }

    /// The names of a list's page: at most [`MOST_NAMES`] files, one commit for all reads. Files that are not for
    /// this person are left out.
    ///
    /// # Errors
    /// An engine's error.
    pub fn read_identities(
        &self,
        who: &SignedIn,
        files: &[PublicCode],
    ) -> Result<Vec<(PublicCode, Option<Identity>)>, Problem> {
        let purpose = own_purpose(who);
        let viewer = who.viewer.clone().looking_for(purpose);
        let visible = self.policies.visible(&viewer, Action::UnmaskIdentity, ResourceKind::File)?;
        self.store().write(Database::Social, |tx| {
            let mut found = Vec::new();
            for code in files.iter().take(MOST_NAMES) {
                let Some(row) = store::files::by_code(tx, &visible, *code)? else { continue };
                let conflict = store::files::conflicts(tx, row.stream)?;
                if self.policies.decide(&viewer, Action::UnmaskIdentity, &resource(&row, conflict)) {
                    found.push((row.code, row.stream));
                }
            }
            let streams: Vec<StreamId> = found.iter().map(|(_, stream)| *stream).collect();
            self.record_reads(tx, who.person.id, &streams, Compartment::Identity, purpose)?;
            let mut identities = Vec::new();
            for (code, stream) in found {
                let entries = store::entries::stream_entries(tx, stream)?;
                identities.push((code, self.identity_of(&entries)?));
            }
            Ok(identities)
        })
    }

    /// What was written with the entries of a file: entry and text, in the order of recording.
    ///
    /// # Errors
    /// `not_found` where the file is not there or its narrative is not for this person; an engine's error.
    pub fn read_narratives(
        &self,
        who: &SignedIn,
        file: PublicCode,
    ) -> Result<Vec<(EntryId, Narrative)>, Problem> {
        let purpose = own_purpose(who);
        let viewer = who.viewer.clone().looking_for(purpose);
        let visible = self.policies.visible(&viewer, Action::ReadNarrative, ResourceKind::File)?;
        self.store().write(Database::Social, |tx| {
            let row = store::files::by_code(tx, &visible, file)?.ok_or_else(Problem::not_found)?;
            let conflict = store::files::conflicts(tx, row.stream)?;
            if !self.policies.decide(&viewer, Action::ReadNarrative, &resource(&row, conflict)) {
                return Err(Problem::not_found());
            }
            self.record_reads(tx, who.person.id, &[row.stream], Compartment::Narrative, purpose)?;
            let history = History::load(&self.keys, tx, row.stream)?;
            let mut texts = Vec::new();
            for entry in &history.entries {
                if let Some(part) = sealing::open(&self.keys, entry, Compartment::Narrative)? {
                    texts.push((entry.id, Narrative::from_part(&part)?));
                }
            }
            Ok(texts)
        })
    }

    /// The sections that came with a referral, once it is accepted; recorded in the companion of the file.
    ///
    /// # Errors
    /// `not_found` where the referral is not there, not for this person, or not accepted yet; an engine's error.
    pub fn read_shared_sections(
        &self,
        who: &SignedIn,
        referral: PublicCode,
    ) -> Result<SharedSections, Problem> {
        let viewer = who.viewer.clone().looking_for(Purpose::Referral);
        let visible = self.policies.visible(&viewer, Action::ReadSharedSections, ResourceKind::Referral)?;
        self.store().write(Database::Social, |tx| {
            let row = store::referrals::by_code(tx, &visible, referral)?.ok_or_else(Problem::not_found)?;
            let conflict = store::files::conflicts(tx, row.file)?;
            let asked = referral_resource(&row, conflict);
            if !self.policies.decide(&viewer, Action::ReadSharedSections, &asked) {
                return Err(Problem::not_found());
            }
            self.record_reads(tx, who.person.id, &[row.file], Compartment::Shared, Purpose::Referral)?;
            let entries = store::entries::stream_entries(tx, row.file)?;
            let sent = entries.iter().find(|entry| {
                entry.parts.iter().any(|p| p.compartment == Compartment::Shared && p.epoch == row.ordinal)
            });
            let sent = sent.ok_or_else(|| Problem::refused("nothing_shared"))?;
            let part = sealing::open(&self.keys, sent, Compartment::Shared)?;
            SharedSections::from_part(&part.ok_or_else(|| Problem::refused("nothing_shared"))?)
        })
    }

    /// The identity as the last entry that states it says.
    pub(crate) fn identity_of(&self, entries: &[Entry]) -> Result<Option<Identity>, Problem> {
        for entry in entries.iter().rev() {
            if let Some(part) = sealing::open(&self.keys, entry, Compartment::Identity)? {
                return Identity::from_part(&part).map(Some);
            }
        }
        Ok(None)
    }

    /// Records that a search by name showed these files, durable before they are shown: whoever finds a record by
    /// a name or a day of birth has learned them without opening it.
    pub(crate) fn record_search(&self, who: &SignedIn, streams: &[StreamId]) -> Result<(), Problem> {
        if streams.is_empty() {
            return Ok(());
        }
        self.store().write(Database::Social, |tx| {
            self.record_reads(tx, who.person.id, streams, Compartment::Identity, Purpose::Search)
        })
    }

    /// Appends to the companions of these streams what was read, unless the same was recorded just before.
    pub(crate) fn record_reads(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        streams: &[StreamId],
        compartment: Compartment,
        purpose: Purpose,
    ) -> Result<(), Problem> {
        let now = self.clock().now();
        let code = Code::new(purpose.code())?;
        let mut read = Vec::new();
        for stream in streams {
            let since = now.plus(-RECORDED_EVERY);
            if !store::reads::recorded_since(tx, *stream, person, compartment, &code, since)? {
                read.push(*stream);
            }
        }
        // All keys in one write, however many children a page names.
        let needed: Vec<_> = read.iter().flat_map(|stream| companion_keys(Realm::Social, *stream)).collect();
        self.keys.make(&needed, now)?;
        let mut drafts = Vec::new();
        for stream in &read {
            drafts.push((
                self.read_draft(Realm::Social, person, *stream, compartment, purpose, now)?,
                ExpectedVersion::Any,
            ));
        }
        let appended = store::append(tx, drafts, now)?;
        let rows: Vec<_> = appended
            .entries
            .iter()
            .zip(read)
            .map(|(entry, stream)| store::reads::ReadRow {
                position: entry.position,
                stream,
                person,
                compartment: compartment.number(),
                purpose: code.clone(),
                read_at: entry.recorded_at,
            })
            .collect();
        store::reads::put(tx, Target::Live, &rows)
    }

    /// The entry that says what was read.
    pub(crate) fn read_draft(
        &self,
        realm: Realm,
        person: PersonId,
        stream: StreamId,
        compartment: Compartment,
        purpose: Purpose,
        now: base::Timestamp,
    ) -> Result<Draft, Problem> {
        let companion = companion_of(stream);
        self.keys.make(&companion_keys(realm, stream), now)?;
        let event = ReadEvent { stream, compartment: compartment.number(), purpose };
        let id = EntryId::new(now, self.chance());
        let place = Place { realm, stream: companion, entry: id };
        let payload = serde_json::to_vec(&event).map_err(Problem::internal)?;
        let part = sealing::seal(&self.keys, place, Compartment::Operational, FIRST_EPOCH, &payload)?;
        Ok(Draft {
            id,
            realm,
            stream: companion,
            kind: Code::new(READ)?,
            schema: 1,
            happened: Happened::at(now, &self.zone()?),
            actor: person,
            basis: Code::new("oversight")?,
            command: CommandId::new(now, self.chance()),
            amends: None,
            facts: Vec::new(),
            facts_epoch: 0,
            parts: vec![part],
        })
    }
}

/// The companion stream of a stream: its first 16 bytes of a digest, so that it needs no table.
#[must_use]
pub(crate) fn companion_of(stream: StreamId) -> StreamId {
    let mut bytes = b"punte/reads/1".to_vec();
    bytes.extend_from_slice(stream.as_bytes());
    let digest = vault::digest(&bytes);
    digest.0.first_chunk::<16>().map_or(StreamId::NIL, |first| StreamId::from_bytes(*first))
}

fn companion_keys(realm: Realm, stream: StreamId) -> Vec<(vault::KeyName, vault::KeyName)> {
    let companion = companion_of(stream);
    keys::stream_keys(realm, companion, base::AgencyNumber(0), &[Compartment::Operational])
}

/// Why this person reads, by their role.
fn own_purpose(who: &SignedIn) -> Purpose {
    if who.has(agencies::Role::CaseManager) {
        Purpose::CaseWork
    } else if who.has(agencies::Role::VictimAssistanceOfficer) {
        Purpose::Monitoring
    } else {
        Purpose::Referral
    }
}
