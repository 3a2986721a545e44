//! Notices from child protection, in the justice realm: the list, the page, and who the child is.

use std::sync::Arc;

use access::{Action, Resource, ResourceKind};
use base::{Code, CommandId, Compartment, EntryId, Happened, Position, Problem, PublicCode, Purpose};
use base::{Realm, StreamId};
use casework::Identity;
use justice::{Notice, NoticeEvent, Recorded};
use ledger::Draft;
use rules::Pack;
pub use store::notices::NoticeRow;
use store::{Database, ExpectedVersion, Listed, Target, Tx};

use crate::app::App;
use crate::criminal_files;
use crate::keys::Keys;
use crate::sealing::{self, FIRST_EPOCH, Place};
use crate::sign_in::SignedIn;

/// A notice for its page.
pub struct NoticePage {
    /// The row lists show.
    pub row: NoticeRow,
    /// The notice as it stands.
    pub notice: Notice,
    /// The code of the criminal file opened from it, where this person may see it.
    pub file: Option<PublicCode>,
    /// Whether this person may open a criminal file from it.
    pub may_open: bool,
    /// Whether this person may read who the child is.
    pub may_read: bool,
    /// The pack its codes are of.
    pub pack: Arc<Pack>,
}

/// A notice's stream with its entries opened.
pub(crate) struct NoticeHistory {
    pub(crate) stream: StreamId,
    pub(crate) recorded: Vec<Recorded<NoticeEvent>>,
}

impl NoticeHistory {
    pub(crate) fn notice(&self) -> Notice {
        Notice::of(&self.recorded)
    }
}

impl App {
    /// A page of the notices this person may list.
    ///
    /// # Errors
    /// `page_unknown`; an engine's error.
    pub fn notices(&self, who: &SignedIn, after: Option<&[u8]>) -> Result<Listed<NoticeRow>, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ListNotices, ResourceKind::Notice)?;
        let page = crate::referrals::page(after)?;
        self.store().read(Database::Justice, |tx| store::notices::list(tx, &visible, &page))
    }

    /// A notice's page.
    ///
    /// # Errors
    /// `not_found` where it is not there or not for this person.
    pub fn notice(&self, who: &SignedIn, code: PublicCode) -> Result<NoticePage, Problem> {
        let prepared = self.policies_for(who);
        let visible = prepared.visible(Action::ViewNotice, ResourceKind::Notice)?;
        let files = prepared.visible(Action::ViewCriminalFile, ResourceKind::CriminalFile)?;
        let (row, recorded, file) = self.store().read(Database::Justice, |tx| {
            let row = store::notices::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
            let recorded = open_notice(&self.keys, store::entries::stream_entries(tx, row.stream)?)?;
            let file = criminal_files::code_of(tx, &files, row.file)?;
            Ok((row, recorded, file))
        })?;
        let asked = notice_resource(&row);
        let wanted = access::resource::CriminalFile {
            agency: who.agency.number,
            county: who.agency.county,
            closed: false,
        };
        let may_open = prepared.decide(Action::OpenCriminalFile, &Resource::CriminalFile(wanted));
        let reader = who.viewer.clone().looking_for(Purpose::CaseWork);
        Ok(NoticePage {
            notice: Notice::of(&recorded),
            file,
            may_open: may_open && row.file == StreamId::NIL,
            may_read: row.has_identity && self.policies.decide(&reader, Action::ReadNotice, &asked),
            pack: Arc::clone(&who.pack),
            row,
        })
    }

    /// Who the child of a notice is, as it was sent. The read is recorded first, in this realm.
    ///
    /// # Errors
    /// `not_found` where it is not for this person.
    pub fn read_notice(&self, who: &SignedIn, code: PublicCode) -> Result<Option<Identity>, Problem> {
        let reader = who.viewer.clone().looking_for(Purpose::CaseWork);
        let visible = self.policies.visible(&reader, Action::ReadNotice, ResourceKind::Notice)?;
        self.store().write(Database::Justice, |tx| {
            let row = store::notices::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
            if !self.policies.decide(&reader, Action::ReadNotice, &notice_resource(&row)) {
                return Err(Problem::not_found());
            }
            let now = self.clock().now();
            let (identity, purpose) = (Compartment::Identity, Purpose::CaseWork);
            let read = self.read_draft(Realm::Justice, who.person.id, row.stream, identity, purpose, now)?;
            store::append(tx, vec![(read, ExpectedVersion::Any)], now)?;
            self.identity_of(&store::entries::stream_entries(tx, row.stream)?)
        })
    }

    /// A notice that this person may do `action` to.
    pub(crate) fn notice_for(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        action: Action,
        code: PublicCode,
    ) -> Result<NoticeHistory, Problem> {
        let visible = self.policies.visible(&who.viewer, action, ResourceKind::Notice)?;
        let row = store::notices::by_code(tx, &visible, code)?.ok_or_else(Problem::not_found)?;
        self.decided(who, action, &notice_resource(&row))?;
        Ok(NoticeHistory {
            stream: row.stream,
            recorded: open_notice(&self.keys, store::entries::stream_entries(tx, row.stream)?)?,
        })
    }

    /// Notes in a notice that a criminal file was opened from it.
    pub(crate) fn append_became_file(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        notice: NoticeHistory,
        file: StreamId,
        happened: Happened,
        command: CommandId,
    ) -> Result<(), Problem> {
        let before = notice.notice();
        if before.file.is_some() {
            return Err(Problem::refused("notice_already_file"));
        }
        if before.sent.as_ref().is_some_and(|sent| !sent.may_precede(&happened)) {
            return Err(Problem::refused("file_before_notice").on("happened"));
        }
        let now = self.clock().now();
        let event = NoticeEvent::NoticeBecameFile { file };
        let id = EntryId::new(now, self.chance());
        let draft = notice_draft(
            &self.keys,
            Place { realm: Realm::Justice, stream: notice.stream, entry: id },
            &event,
            None,
            Envelope { happened: happened.clone(), actor: who.person.id, basis: "public_task", command },
        )?;
        let version = notice.recorded.last().map_or(0, |last| last.version);
        let appended = store::append(tx, vec![(draft, ExpectedVersion::Exactly(version))], now)?;
        let mut recorded = notice.recorded;
        recorded.push(Recorded {
            entry: id,
            position: appended.last(),
            version: version + 1,
            happened,
            recorded_at: now,
            actor: who.person.id,
            amends: None,
            event,
        });
        put_notice(tx, Target::Live, notice.stream, &recorded)
    }
}

/// What stands in the open of a notice's entry.
pub(crate) struct Envelope {
    pub(crate) happened: Happened,
    pub(crate) actor: base::PersonId,
    pub(crate) basis: &'static str,
    pub(crate) command: CommandId,
}

/// A sealed entry of a notice. Keys must exist.
pub(crate) fn notice_draft(
    keys: &Keys,
    place: Place,
    event: &NoticeEvent,
    identity: Option<&Identity>,
    envelope: Envelope,
) -> Result<Draft, Problem> {
    let seal = |compartment, plain: &[u8]| sealing::seal(keys, place, compartment, FIRST_EPOCH, plain);
    let mut parts = vec![seal(Compartment::Operational, &event.to_payload())?];
    if let Some(identity) = identity {
        parts.push(seal(Compartment::Identity, &identity.to_part())?);
    }
    Ok(Draft {
        id: place.entry,
        realm: place.realm,
        stream: place.stream,
        kind: event.kind(),
        schema: NoticeEvent::SCHEMA,
        happened: envelope.happened,
        actor: envelope.actor,
        basis: Code::new(envelope.basis)?,
        command: envelope.command,
        amends: None,
        facts: Vec::new(),
        facts_epoch: 0,
        parts,
    })
}

/// A notice's entries, opened.
pub(crate) fn open_notice(
    keys: &Keys,
    entries: Vec<ledger::Entry>,
) -> Result<Vec<Recorded<NoticeEvent>>, Problem> {
    let open = |entry: ledger::Entry| {
        let payload = sealing::open_operational(keys, &entry)?;
        Ok(Recorded {
            entry: entry.id,
            position: entry.position,
            version: entry.version,
            recorded_at: entry.recorded_at,
            actor: entry.actor,
            amends: entry.amends,
            event: NoticeEvent::from_payload(&entry.kind, &payload, entry.schema)?,
            happened: entry.happened,
        })
    };
    entries.into_iter().map(open).collect()
}

/// The row of a notice; `None` of a stream whose first entry is not there.
pub(crate) fn notice_row(stream: StreamId, history: &[Recorded<NoticeEvent>]) -> Option<NoticeRow> {
    let notice = Notice::of(history);
    let (first, last) = history.first().zip(history.last())?;
    Some(NoticeRow {
        stream,
        code: notice.code?,
        agency: notice.to,
        county: notice.county,
        from_agency: notice.from,
        basis: notice.basis,
        purpose: notice.purpose,
        has_identity: notice.has_identity,
        received_at: first.recorded_at,
        file: notice.file.unwrap_or(StreamId::NIL),
        version: last.version,
        last_position: last.position,
    })
}

/// Writes the row of a notice.
pub(crate) fn put_notice(
    tx: &mut Tx<'_>,
    target: Target,
    stream: StreamId,
    history: &[Recorded<NoticeEvent>],
) -> Result<(), Problem> {
    let row = notice_row(stream, history);
    store::notices::put(tx, target, &row.into_iter().collect::<Vec<_>>())
}

/// A notice as policies know it.
fn notice_resource(row: &NoticeRow) -> Resource {
    Resource::Notice(access::resource::Notice { agency: row.agency, county: row.county })
}

/// A notice's first entry before it has a place.
pub(crate) fn received(
    entry: EntryId,
    happened: Happened,
    now: base::Timestamp,
    actor: base::PersonId,
    event: NoticeEvent,
) -> Recorded<NoticeEvent> {
    Recorded {
        entry,
        position: Position(0),
        version: 1,
        happened,
        recorded_at: now,
        actor,
        amends: None,
        event,
    }
}
