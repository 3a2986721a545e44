//! Criminal files: registering one, the list, the page, and recording what happens in it. All of it lies in the
//! justice realm, under its own keys.

use std::sync::Arc;

use access::{Action, Filter, Resource, ResourceKind};
use base::{Code, CommandId, Compartment, Digest, EntryId, Happened, Position, Problem, PublicCode};
use base::{Realm, StreamId};
use justice::{CriminalEvent, CriminalFile, Office, Recorded};
use ledger::{Draft, Fact};
use rules::Pack;
use store::commands::Answer;
pub use store::criminal_files::CriminalFileRow;
use store::{Database, ExpectedVersion, Listed, Target, Tx};

use crate::app::App;
use crate::compose::By;
use crate::keys::{self, Keys};
use crate::sealing::{self, FIRST_EPOCH, Place};
use crate::sign_in::SignedIn;

/// The ground on which entries of criminal files are recorded.
const BASIS: &str = "public_task";

/// What a person states of a new criminal file.
#[derive(Clone, Debug)]
pub struct NewCriminalFile {
    /// The notice it is opened from.
    pub notice: Option<PublicCode>,
    /// List `criminal_article`.
    pub articles: Vec<u16>,
    /// List `yes_no`.
    pub child_victim: u16,
    /// List `yes_no`.
    pub online: u16,
    /// List `criminal_origin`.
    pub origin: u16,
    /// When it was registered.
    pub happened: Happened,
}

/// A criminal file for its page.
pub struct CriminalFilePage {
    /// The row lists show.
    pub row: CriminalFileRow,
    /// The file as it stands.
    pub file: CriminalFile,
    /// The code of the notice it was opened from, where this person may see it.
    pub notice: Option<PublicCode>,
    /// Whether this person may add entries.
    pub may_add: bool,
    /// Whether this person may correct entries.
    pub may_amend: bool,
    /// The pack its codes are of.
    pub pack: Arc<Pack>,
}

/// A decided and sealed entry with what the file is after it.
pub(crate) struct ComposedCriminal {
    pub(crate) draft: Draft,
    pub(crate) recorded: Recorded<CriminalEvent>,
}

impl App {
    /// A page of the criminal files this person may list.
    ///
    /// # Errors
    /// `page_unknown`; an engine's error.
    pub fn criminal_files(
        &self,
        who: &SignedIn,
        after: Option<&[u8]>,
    ) -> Result<Listed<CriminalFileRow>, Problem> {
        let visible =
            self.policies.visible(&who.viewer, Action::ListCriminalFiles, ResourceKind::CriminalFile)?;
        let page = crate::referrals::page(after)?;
        self.store().read(Database::Justice, |tx| store::criminal_files::list(tx, &visible, &page))
    }

    /// The page of a criminal file.
    ///
    /// # Errors
    /// `not_found` where it is not there or not for this person; an engine's error.
    pub fn criminal_file(&self, who: &SignedIn, code: PublicCode) -> Result<CriminalFilePage, Problem> {
        let prepared = self.policies_for(who);
        let visible = prepared.visible(Action::ViewCriminalFile, ResourceKind::CriminalFile)?;
        let notices = prepared.visible(Action::ViewNotice, ResourceKind::Notice)?;
        let (row, file, notice) = self.store().read(Database::Justice, |tx| {
            let row = store::criminal_files::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
            let file =
                justice::fold(&open_criminal(&self.keys, store::entries::stream_entries(tx, row.stream)?)?);
            let notice = match file.notice {
                Some(stream) => store::notices::by_stream(tx, &notices, stream)?,
                None => None,
            };
            Ok((row, file, notice))
        })?;
        let asked = criminal_resource(&row);
        if !prepared.decide(Action::ViewCriminalFile, &asked) {
            return Err(Problem::not_found());
        }
        Ok(CriminalFilePage {
            file,
            notice: notice.map(|notice| notice.code),
            may_add: prepared.decide(Action::AddCriminalEntry, &asked),
            may_amend: prepared.decide(Action::AmendCriminalEntry, &asked),
            pack: Arc::clone(&who.pack),
            row,
        })
    }

    /// Registers a criminal file of the person's own unit; from a notice, the notice says so in the same transaction.
    ///
    /// # Errors
    /// `not_found` where the person may not, or the notice is not for this person; `notice_already_file`; the rule
    /// that refuses; `command_reused`.
    pub fn open_criminal_file(
        &self,
        who: &SignedIn,
        command: CommandId,
        new: NewCriminalFile,
    ) -> Result<PublicCode, Problem> {
        let by = Office { agency: who.agency.number, county: who.agency.county };
        let wanted = access::resource::CriminalFile { agency: by.agency, county: by.county, closed: false };
        self.decided(who, Action::OpenCriminalFile, &Resource::CriminalFile(wanted))?;
        let ids = self.naming.criminal_file(command);
        let body = vault::digest(format!("{new:?}").as_bytes());
        self.store().write(Database::Justice, |tx| {
            let notice = match new.notice {
                Some(code) => Some(self.notice_for(tx, who, Action::ViewNotice, code)?),
                None => None,
            };
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(ids.code);
            }
            let known = notice.as_ref().and_then(|notice| notice.notice().child);
            let event = CriminalEvent::CriminalFileOpened {
                by,
                child: known.unwrap_or(ids.child),
                unit: ids.unit,
                code: ids.code,
                notice: notice.as_ref().map(|notice| notice.stream),
                articles: new.articles.clone(),
                child_victim: new.child_victim,
                online: new.online,
                origin: new.origin,
            };
            let happened = new.happened.clone();
            let entry = CriminalEntry { event, happened, command };
            self.append_to_criminal_file(tx, who, ids.file, &[], entry)?;
            if let Some(notice) = notice {
                self.append_became_file(tx, who, notice, ids.file, new.happened.clone(), command)?;
            }
            let answer = Answer { answer: Vec::new(), position: Position(0) };
            self.remember_command(tx, command, who.person.id, &body, &answer)?;
            Ok(ids.code)
        })
    }

    /// Records an entry in the criminal file of a code. `seen` is the version the person looked at.
    ///
    /// # Errors
    /// `not_found` where the file is not there or not for this person; the rule that refuses; `changed_meanwhile` when
    /// somebody corrected the same entry since; `command_reused`.
    pub fn record_criminal(
        &self,
        who: &SignedIn,
        action: Action,
        code: PublicCode,
        seen: u32,
        entry: CriminalEntry,
    ) -> Result<(), Problem> {
        let visible = self.policies.visible(&who.viewer, action, ResourceKind::CriminalFile)?;
        let body = body_hash(code, &entry);
        let command = entry.command;
        self.store().write(Database::Justice, |tx| {
            let row = store::criminal_files::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
            self.decided(who, action, &criminal_resource(&row))?;
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(());
            }
            let history = open_criminal(&self.keys, store::entries::stream_entries(tx, row.stream)?)?;
            let corrects = entry.event.replaces();
            let meanwhile =
                history.iter().any(|other| other.version > seen && other.event.replaces() == corrects);
            if corrects.is_some() && meanwhile {
                return Err(Problem::new(base::ProblemKind::Conflict, "changed_meanwhile"));
            }
            justice::check_corrector(&history, &entry.event, who.agency.number)?;
            self.append_to_criminal_file(tx, who, row.stream, &history, entry)?;
            let answer = Answer { answer: Vec::new(), position: Position(0) };
            self.remember_command(tx, command, who.person.id, &body, &answer)
        })
    }

    /// Decides, seals, appends and projects one entry of a criminal file.
    fn append_to_criminal_file(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        stream: StreamId,
        history: &[Recorded<CriminalEvent>],
        entry: CriminalEntry,
    ) -> Result<(), Problem> {
        let now = self.clock().now();
        self.make_criminal_keys(stream, &entry.event)?;
        let facts = justice::facts(history, &who.pack);
        let by =
            By { actor: who.person.id, command: entry.command, entry: EntryId::new(now, self.chance()), now };
        let composed = compose_criminal(&self.keys, &who.pack, stream, history, &facts, entry, by)?;
        let expected = ExpectedVersion::Exactly(history.last().map_or(0, |last| last.version));
        let appended = store::append(tx, vec![(composed.draft, expected)], now)?;
        let mut recorded = history.to_vec();
        recorded.push(Recorded { position: appended.last(), ..composed.recorded });
        let row = criminal_row(stream, &recorded)?;
        store::criminal_files::put(tx, Target::Live, &row.into_iter().collect::<Vec<_>>())
    }

    /// Makes the keys of a new criminal file, durably, before anything is sealed with them.
    pub(crate) fn make_criminal_keys(&self, stream: StreamId, event: &CriminalEvent) -> Result<(), Problem> {
        let CriminalEvent::CriminalFileOpened { by, .. } = event else { return Ok(()) };
        let now = self.clock().now();
        self.keys.make(&[crate::compose::agency_key(Realm::Justice, by.agency)], now)?;
        let names = keys::stream_keys(Realm::Justice, stream, by.agency, &[Compartment::Operational]);
        self.keys.make(&names, now)
    }
}

/// What is to be recorded in a criminal file.
#[derive(Clone, Debug)]
pub struct CriminalEntry {
    /// What happened.
    pub event: CriminalEvent,
    /// When.
    pub happened: Happened,
    /// The command it answers.
    pub command: CommandId,
}

/// Decides, sheds and seals. Keys must exist.
///
/// # Errors
/// The rule that refuses, by its name.
pub(crate) fn compose_criminal(
    keys: &Keys,
    pack: &Pack,
    stream: StreamId,
    history: &[Recorded<CriminalEvent>],
    facts_before: &[Fact],
    entry: CriminalEntry,
    by: By,
) -> Result<ComposedCriminal, Problem> {
    let amends = entry.event.replaces();
    let recorded = Recorded {
        entry: by.entry,
        position: Position(0),
        version: history.last().map_or(0, |last| last.version) + 1,
        happened: entry.happened,
        recorded_at: by.now,
        actor: by.actor,
        amends,
        event: entry.event,
    };
    justice::decide(history, &recorded, pack)?;
    let mut after = history.to_vec();
    after.push(recorded.clone());
    let changes = justice::fact_changes(facts_before, &justice::facts(&after, pack));
    let place = Place { realm: Realm::Justice, stream, entry: by.entry };
    let payload = recorded.event.to_payload();
    let part = sealing::seal(keys, place, Compartment::Operational, FIRST_EPOCH, &payload)?;
    let (sealed_facts, facts_epoch) = sealing::seal_facts(keys, Realm::Justice, by.entry, &changes, by.now)?;
    let draft = Draft {
        id: by.entry,
        realm: Realm::Justice,
        stream,
        kind: recorded.event.kind(),
        schema: CriminalEvent::SCHEMA,
        happened: recorded.happened.clone(),
        actor: by.actor,
        basis: Code::new(BASIS)?,
        command: by.command,
        amends,
        facts: sealed_facts,
        facts_epoch,
        parts: vec![part],
    };
    Ok(ComposedCriminal { draft, recorded })
}

/// A criminal file's entries, opened.
pub(crate) fn open_criminal(
    keys: &Keys,
    entries: Vec<ledger::Entry>,
) -> Result<Vec<Recorded<CriminalEvent>>, Problem> {
    let open = |entry: ledger::Entry| {
        let payload = sealing::open_operational(keys, &entry)?;
        Ok(Recorded {
            entry: entry.id,
            position: entry.position,
            version: entry.version,
            recorded_at: entry.recorded_at,
            actor: entry.actor,
            amends: entry.amends,
            event: CriminalEvent::from_payload(&entry.kind, &payload, entry.schema)?,
            happened: entry.happened,
        })
    };
    entries.into_iter().map(open).collect()
}

/// The row of a criminal file; `None` of a stream whose first entry is not there.
pub(crate) fn criminal_row(
    stream: StreamId,
    history: &[Recorded<CriminalEvent>],
) -> Result<Option<CriminalFileRow>, Problem> {
    let file = justice::fold(history);
    let Some((code, last)) = file.code.zip(history.last()) else { return Ok(None) };
    let day = |moment: Option<&justice::Moment>| moment.map_or(base::Day(0), |m| m.happened.first_day());
    let count = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    Ok(Some(CriminalFileRow {
        stream,
        code,
        agency: file.office.agency,
        county: file.office.county,
        phase: Code::new(file.phase().code())?,
        child_victim: file.child_victim,
        online: file.online,
        article: file.articles.first().copied().unwrap_or_default(),
        opened_day: day(file.opened.as_ref()),
        indicted_day: day(file.indicted.as_ref()),
        defendants: count(file.defendants.len()),
        judged: count(file.defendants.values().filter(|defendant| defendant.last.is_some()).count()),
        hearings: count(file.hearings.len()),
        closed: file.closed.is_some(),
        last_recorded_at: last.recorded_at,
        version: last.version,
        last_position: last.position,
    }))
}

/// A criminal file as policies know it.
fn criminal_resource(row: &CriminalFileRow) -> Resource {
    let CriminalFileRow { agency, county, closed, .. } = *row;
    Resource::CriminalFile(access::resource::CriminalFile { agency, county, closed })
}

/// What the same command must repeat to have the same answer.
fn body_hash(code: PublicCode, entry: &CriminalEntry) -> Digest {
    let mut body = Vec::new();
    let payload = entry.event.to_payload();
    for field in [code.compact().as_bytes(), &payload, entry.happened.to_string().as_bytes()] {
        body.extend_from_slice(&(field.len() as u64).to_be_bytes());
        body.extend_from_slice(field);
    }
    vault::digest(&body)
}

/// The row of a stream, whoever may see it: for what the program itself does.
pub(crate) fn code_of(
    tx: &mut Tx<'_>,
    visible: &Filter,
    stream: StreamId,
) -> Result<Option<PublicCode>, Problem> {
    Ok(store::criminal_files::by_stream(tx, visible, stream)?.map(|row| row.code))
}
