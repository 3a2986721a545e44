//! Recording something in a child's file: who may, what it is decided on, what follows, in one transaction.

use access::{Action, Filter, Resource, ResourceKind};
use base::{CommandId, Digest, EntryId, Position, Problem, ProblemKind, PublicCode, Realm, StreamId};
use casework::{FileEvent, Recorded};
use rules::Pack;
use store::commands::Answer;
use store::files::FileRow;
use store::{Database, ExpectedVersion, Target, Tx};

use crate::app::App;
use crate::compose::{self, Before, By, FileEntry};
use crate::history::History;
use crate::project;
use crate::sign_in::SignedIn;
use crate::social::resource;

/// What a recorded command is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The entry.
    pub entry: EntryId,
    /// Its position in the realm.
    pub position: Position,
    /// The file's version after it.
    pub version: u32,
}

impl Receipt {
    fn to_answer(self) -> Answer {
        let mut answer = self.entry.as_bytes().to_vec();
        answer.extend_from_slice(&self.version.to_be_bytes());
        Answer { answer, position: self.position }
    }

    fn from_answer(answer: &Answer) -> Result<Self, Problem> {
        let damaged = || Problem::internal("a command's answer is malformed");
        let (entry, version) = answer.answer.split_at_checked(16).ok_or_else(damaged)?;
        Ok(Self {
            entry: EntryId::from_slice(entry).ok_or_else(damaged)?,
            version: u32::from_be_bytes(version.try_into().map_err(|_| damaged())?),
            position: answer.position,
        })
    }
}

impl App {
    /// Records an entry in the file of a code. `seen` is the version the person looked at.
    ///
    /// # Errors
    /// `not_found` where the file is not there or not for this person; the rule that refuses; `changed_meanwhile`
    /// when somebody recorded something about the same matter since; `command_reused`.
    pub fn record(
        &self,
        who: &SignedIn,
        action: Action,
        file: PublicCode,
        seen: u32,
        command: CommandId,
        entry: FileEntry,
    ) -> Result<Receipt, Problem> {
        let visible = self.policies.visible(&who.viewer, action, ResourceKind::File)?;
        self.record_with(who, file, seen, command, entry, |tx| {
            let row = store::files::by_code(tx, &visible, file)?.ok_or_else(Problem::not_found)?;
            let conflict = store::files::conflicts(tx, row.stream)?;
            self.decided(who, action, &resource(&row, conflict))?;
            Ok(row)
        })
    }

    /// Records a referral's recipient's answer in the file it came from. The recipient never sees that file.
    ///
    /// # Errors
    /// As [`App::record`].
    pub fn record_on_referral(
        &self,
        who: &SignedIn,
        action: Action,
        referral: PublicCode,
        command: CommandId,
        entry: impl FnOnce(u32) -> Result<FileEntry, Problem>,
    ) -> Result<Receipt, Problem> {
        let visible = self.policies.visible(&who.viewer, action, ResourceKind::Referral)?;
        let row = self
            .store()
            .read(Database::Social, |tx| store::referrals::by_code(tx, &visible, referral))?
            .ok_or_else(Problem::not_found)?;
        let entry = entry(row.ordinal)?;
        self.record_with(who, referral, u32::MAX, command, entry, |tx| {
            let row = store::referrals::by_code(tx, &visible, referral)?.ok_or_else(Problem::not_found)?;
            let conflict = store::files::conflicts(tx, row.file)?;
            self.decided(who, action, &referral_resource(&row, conflict))?;
            store::files::by_stream(tx, &Filter::True, row.file)?.ok_or_else(Problem::not_found)
        })
    }

    fn record_with(
        &self,
        who: &SignedIn,
        about: PublicCode,
        seen: u32,
        command: CommandId,
        entry: FileEntry,
        find: impl FnOnce(&mut Tx<'_>) -> Result<FileRow, Problem>,
    ) -> Result<Receipt, Problem> {
        let body = body_hash(about, &entry);
        let pack = std::sync::Arc::clone(&who.pack);
        self.store().write(Database::Social, |tx| {
            let row = find(tx)?;
            if let Some(answer) = self.command_answer(tx, command, who.person.id, &body)? {
                return Receipt::from_answer(&answer);
            }
            let history = History::load(&self.keys, tx, row.stream)?;
            if seen < history.version() {
                unchanged_since(&history.recorded, seen, &entry.event)?;
            }
            casework::check_corrector(&history.recorded, &entry.event, who.agency.number)?;
            let receipt = self.append_to_file(tx, &pack, &history, entry, who, command)?;
            self.remember_command(tx, command, who.person.id, &body, &receipt.to_answer())?;
            Ok(receipt)
        })
    }

    /// Decides, seals, appends and projects one entry of a file.
    pub(crate) fn append_to_file(
        &self,
        tx: &mut Tx<'_>,
        pack: &Pack,
        history: &History,
        entry: FileEntry,
        who: &SignedIn,
        command: CommandId,
    ) -> Result<Receipt, Problem> {
        let now = self.clock().now();
        self.check_manager(tx, history.stream, &entry.event)?;
        self.make_keys(history.stream, &history.recorded, &entry.event)?;
        let facts = casework::facts(&history.recorded, pack);
        let before = Before { stream: history.stream, recorded: &history.recorded, facts: &facts };
        let by = By { actor: who.person.id, command, entry: EntryId::new(now, self.chance()), now };
        let composed = compose::compose(&self.keys, pack, &before, entry, by)?;
        let expected = ExpectedVersion::Exactly(history.version());
        let appended = store::append(tx, vec![(composed.draft, expected)], now)?;
        let placed = appended.entries.first().ok_or_else(|| Problem::internal("nothing was appended"))?;
        let mut recorded = history.recorded.clone();
        recorded.push(Recorded {
            position: placed.position,
            version: placed.version,
            recorded_at: placed.recorded_at,
            ..composed.recorded
        });
        project_file(tx, Target::Live, history.stream, &recorded, pack)?;
        if let Some(FileEvent::CrossingSent { .. }) = recorded.last().map(|last| &last.event) {
            store::outbox::put(tx, placed.id, placed.position, Realm::Justice)?;
        }
        Ok(Receipt { entry: placed.id, position: placed.position, version: placed.version })
    }

    /// Makes the keys an entry needs, durably, before anything is sealed with them.
    pub(crate) fn make_keys(
        &self,
        stream: StreamId,
        before: &[Recorded<FileEvent>],
        event: &FileEvent,
    ) -> Result<(), Problem> {
        let needed = compose::keys_needed(stream, before, event);
        let parents: Vec<_> = needed
            .iter()
            .filter_map(|(_, parent)| match parent {
                vault::KeyName::Agency(realm, agency) => Some(compose::agency_key(*realm, *agency)),
                _ => None,
            })
            .collect();
        let now = self.clock().now();
        self.keys.make(&parents, now)?;
        self.keys.make(&needed, now)
    }

    /// Decides again on the loaded row; a refusal sounds like absence.
    pub(crate) fn decided(&self, who: &SignedIn, action: Action, resource: &Resource) -> Result<(), Problem> {
        if self.may(who, action, resource) { Ok(()) } else { Err(Problem::not_found()) }
    }
}

/// Writes the rows of a file and of its referrals.
pub(crate) fn project_file(
    tx: &mut Tx<'_>,
    target: Target,
    stream: StreamId,
    recorded: &[Recorded<FileEvent>],
    pack: &Pack,
) -> Result<(), Problem> {
    let file = casework::fold(recorded);
    if let Some(row) = project::file_row(stream, &file, recorded, pack)? {
        store::files::put(tx, target, &[row])?;
    }
    store::referrals::replace(tx, target, stream, &project::referral_rows(stream, &file, recorded, pack))
}

/// A referral as policies know it.
pub(crate) fn referral_resource(
    row: &store::referrals::ReferralRow,
    conflict: Vec<base::PersonId>,
) -> Resource {
    Resource::Referral(access::resource::Referral {
        from_agency: row.from_agency,
        to_agency: row.to_agency,
        state: row.state,
        conflict,
    })
}

/// What the same command must repeat to have the same answer.
fn body_hash(about: PublicCode, entry: &FileEntry) -> Digest {
    let mut body = Vec::new();
    let mut field = |bytes: &[u8]| {
        body.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        body.extend_from_slice(bytes);
    };
    field(about.compact().as_bytes());
    field(entry.event.kind_name().as_bytes());
    field(&entry.event.to_payload());
    field(entry.happened.to_string().as_bytes());
    field(entry.basis.as_str().as_bytes());
    field(&entry.identity.as_ref().map(casework::Identity::to_part).unwrap_or_default());
    field(&entry.narrative.as_ref().map(casework::Narrative::to_part).unwrap_or_default());
    field(&entry.shared.as_ref().map(casework::SharedSections::to_part).unwrap_or_default());
    vault::digest(&body)
}

/// Others may have written since the person looked. Only what concerns the same matter is put before the person
/// again; the rest is decided anew and simply goes on.
fn unchanged_since(history: &[Recorded<FileEvent>], seen: u32, event: &FileEvent) -> Result<(), Problem> {
    let since = history.iter().filter(|recorded| recorded.version > seen);
    for other in since {
        let same = match (event, &other.event) {
            (
                FileEvent::Amended { replaces, .. } | FileEvent::Withdrawn { replaces, .. },
                FileEvent::Amended { replaces: theirs, .. } | FileEvent::Withdrawn { replaces: theirs, .. },
            ) => replaces == theirs,
            (FileEvent::CaseManagerNamed { .. }, FileEvent::CaseManagerNamed { .. }) => true,
            (one, other) => {
                one.referral().is_some() && one.referral() == other.referral() && one.kind() == other.kind()
            }
        };
        if same {
            return Err(Problem::new(ProblemKind::Conflict, "changed_meanwhile")
                .with("kind", other.event.kind_name())
                .with("happened", other.happened.to_string()));
        }
    }
    Ok(())
}
