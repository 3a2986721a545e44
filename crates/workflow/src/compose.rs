//! From what somebody wants to record to a sealed draft: decide, shed facts, seal. The one path for people, the
//! demo and imports alike.

use base::{
    AgencyNumber, Code, CommandId, Compartment, EntryId, Happened, PersonId, Position, Problem, Realm,
};
use base::{StreamId, Timestamp};
use casework::{FileEvent, Identity, Narrative, Recorded, SharedSections};
use ledger::{Draft, Fact};
use rules::Pack;
use vault::KeyName;

use crate::keys::Keys;
use crate::sealing::{self, FIRST_EPOCH, Place};

/// What is to be recorded in a child's file.
#[derive(Clone, Debug)]
pub struct FileEntry {
    /// What happened.
    pub event: FileEvent,
    /// When.
    pub happened: Happened,
    /// On which ground (list `basis`).
    pub basis: Code,
    /// Who the child is, where the entry says so.
    pub identity: Option<Identity>,
    /// What was written.
    pub narrative: Option<Narrative>,
    /// What a referral sends; only with `ReferralSent`.
    pub shared: Option<SharedSections>,
}

/// A file as it stands before the entry.
pub(crate) struct Before<'a> {
    pub(crate) stream: StreamId,
    pub(crate) recorded: &'a [Recorded<FileEvent>],
    /// The facts of `recorded`.
    pub(crate) facts: &'a [Fact],
}

/// Who records, under which command, when.
#[derive(Clone, Copy)]
pub(crate) struct By {
    pub(crate) actor: PersonId,
    pub(crate) command: CommandId,
    pub(crate) entry: EntryId,
    pub(crate) now: Timestamp,
}

/// A decided and sealed entry with what the file is after it.
pub(crate) struct Composed {
    pub(crate) draft: Draft,
    pub(crate) recorded: Recorded<FileEvent>,
    pub(crate) facts: Vec<Fact>,
}

/// The epoch that identity and narrative of an entry are sealed under: a new one begins with each change of who may
/// read, and the entry that makes the change is the first of it. What was sealed before stays under its own key.
///
/// It follows from the entries alone, corrected ones too, so that every process and every replay count the same.
pub(crate) fn epoch_with(before: &[Recorded<FileEvent>], event: &FileEvent) -> u32 {
    let (mut epoch, mut named) = (FIRST_EPOCH, false);
    for event in before.iter().map(|recorded| &recorded.event).chain([event]) {
        if matches!(event, FileEvent::CaseManagerNamed { .. }) {
            // By the first one, after the opening, nobody's right to read ends.
            epoch += u32::from(std::mem::replace(&mut named, true));
        }
    }
    epoch
}

/// The keys that an entry needs and that may not exist yet: the stream's own at its opening, those of a new epoch, a
/// referral's.
pub(crate) fn keys_needed(
    stream: StreamId,
    before: &[Recorded<FileEvent>],
    event: &FileEvent,
) -> Vec<(KeyName, KeyName)> {
    let realm = Realm::Social;
    match event {
        FileEvent::CaseManagerNamed { by, .. } => {
            let (epoch, parent) = (epoch_with(before, event), KeyName::Agency(realm, by.agency));
            [Compartment::Identity, Compartment::Narrative]
                .map(|compartment| (KeyName::Stream(realm, stream, compartment, epoch), parent))
                .to_vec()
        }
        FileEvent::CaseOpened { by, .. } => {
            let ordinary = [Compartment::Operational, Compartment::Identity, Compartment::Narrative];
            crate::keys::stream_keys(realm, stream, by.agency, &ordinary)
        }
        FileEvent::ReferralSent { referral, to, .. } => {
            let name = KeyName::Stream(realm, stream, Compartment::Shared, *referral);
            vec![(name, KeyName::Agency(realm, *to))]
        }
        _ => Vec::new(),
    }
}

/// The agencies' keys under which those are wrapped.
pub(crate) fn agency_key(realm: Realm, agency: AgencyNumber) -> (KeyName, KeyName) {
    (KeyName::Agency(realm, agency), KeyName::Realm(realm))
}

/// Decides, sheds and seals. Keys must exist.
///
/// # Errors
/// The rule that refuses, by its name.
pub(crate) fn compose(
    keys: &Keys,
    pack: &Pack,
    before: &Before<'_>,
    entry: FileEntry,
    by: By,
) -> Result<Composed, Problem> {
    let amends = match &entry.event {
        FileEvent::Amended { replaces, .. } | FileEvent::Withdrawn { replaces, .. } => Some(*replaces),
        _ => None,
    };
    let recorded = Recorded {
        entry: by.entry,
        position: Position(0),
        version: before.recorded.last().map_or(0, |last| last.version) + 1,
        happened: entry.happened,
        recorded_at: by.now,
        actor: by.actor,
        amends,
        event: entry.event,
    };
    casework::decide(before.recorded, &recorded, pack)?;
    let mut after = before.recorded.to_vec();
    after.push(recorded.clone());
    let facts = casework::facts(&after, pack);
    let changes = casework::fact_changes(before.facts, &facts);
    let place = Place { realm: Realm::Social, stream: before.stream, entry: by.entry };
    let seal = |compartment, epoch, plain: &[u8]| sealing::seal(keys, place, compartment, epoch, plain);
    let epoch = epoch_with(before.recorded, &recorded.event);
    let mut parts = vec![seal(Compartment::Operational, FIRST_EPOCH, &recorded.event.to_payload())?];
    if let Some(identity) = &entry.identity {
        parts.push(seal(Compartment::Identity, epoch, &identity.to_part())?);
    }
    if let Some(narrative) = &entry.narrative {
        parts.push(seal(Compartment::Narrative, epoch, &narrative.to_part())?);
    }
    if let (Some(shared), FileEvent::ReferralSent { referral, .. }) = (&entry.shared, &recorded.event) {
        parts.push(seal(Compartment::Shared, *referral, &shared.to_part())?);
    }
    let (sealed_facts, facts_epoch) = sealing::seal_facts(keys, Realm::Social, by.entry, &changes, by.now)?;
    let draft = Draft {
        id: by.entry,
        realm: Realm::Social,
        stream: before.stream,
        kind: recorded.event.kind(),
        schema: FileEvent::SCHEMA,
        happened: recorded.happened.clone(),
        actor: by.actor,
        basis: entry.basis,
        command: by.command,
        amends,
        facts: sealed_facts,
        facts_epoch,
        parts,
    };
    Ok(Composed { draft, recorded, facts })
}
