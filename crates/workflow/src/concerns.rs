//! Conflicts of interest: somebody names whom a child's file or signal concerns otherwise than as work, and by the
//! same decision who handles it from then on; or a case manager says it of themself and a supervisor names the next.
//!
//! Each is a stream of its own, so that whoever reads a file's history reads nothing of it. Whom it concerns finds
//! the record no more, by any way, from the same transaction on. What is said here is in [`crate::concern_record`].

use access::{Action, Filter, LinkColumn, Resource, ResourceKind, Scalar};
use agencies::Role;
use base::{AgencyNumber, CommandId, Happened, PersonId, Problem, PublicCode, StreamId, Timestamp};
use casework::FileEvent;
use store::concerns::ConcernRow;
use store::{Database, Listed, Target, Tx};

use crate::app::App;
use crate::compose::FileEntry;
use crate::concern_record::{ConcernEvent, ENDED, IN_FORCE, Reason, WAITS, named_row};
use crate::history::History;
use crate::sign_in::SignedIn;

/// A file or signal that a conflict is about.
struct About {
    /// The file's stream, or the signal's while there is no file.
    stream: StreamId,
    /// The signal the file came from.
    signal: Option<StreamId>,
    record: PublicCode,
    agency: AgencyNumber,
    conflict: Vec<PersonId>,
    /// The file as it stands; `None` of a signal.
    file: Option<OpenFile>,
}

struct OpenFile {
    history: History,
    manager: PersonId,
    open: bool,
}

impl About {
    /// Whether a child would be left alone: nobody who is not concerned handles what is still open.
    fn needs_handler(&self, concerned: &[PersonId]) -> bool {
        self.file.as_ref().is_none_or(|file| {
            file.open && (file.manager == PersonId::NIL || concerned.contains(&file.manager))
        })
    }
}

/// What the form that names a conflict offers.
#[derive(Clone, Debug)]
pub struct ConcernForm {
    /// The record's code.
    pub record: PublicCode,
    /// Whom it may concern: people who could come upon the record.
    pub people: Vec<PersonId>,
    /// Who may handle it: the agency's case managers whom it does not concern.
    pub handlers: Vec<PersonId>,
}

impl App {
    /// What the form offers that names a conflict in a record.
    ///
    /// # Errors
    /// `not_found` where the record is not there or not for this person to decide on.
    pub fn concern_form(&self, who: &SignedIn, record: PublicCode) -> Result<ConcernForm, Problem> {
        let about = self.store().read(Database::Social, |tx| self.nameable(tx, who, record))?;
        Ok(ConcernForm {
            record,
            people: self.may_come_upon(who, &about),
            handlers: self.handlers(who, about.agency, &about.conflict),
        })
    }

    /// Names a person whom a record concerns. From the same transaction on it is not there for them.
    ///
    /// # Errors
    /// `not_found` where the record is not there or not for this person to decide on; `concern_known`;
    /// `concern_needs_handler` where a child would be left alone; `handler_unfit`; `command_reused`.
    pub fn name_concern(
        &self,
        who: &SignedIn,
        record: PublicCode,
        person: PersonId,
        reason: Reason,
        handler: Option<PersonId>,
        command: CommandId,
    ) -> Result<(), Problem> {
        let body = body_of(&format!("name/{}/{person}/{}/{handler:?}", record.compact(), reason.code()));
        self.store().write(Database::Social, |tx| {
            let about = self.nameable(tx, who, record)?;
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(());
            }
            if !self.may_come_upon(who, &about).contains(&person) {
                return Err(Problem::bad_input("choice_unknown").on("person"));
            }
            let mut concerned = about.conflict.clone();
            concerned.push(person);
            if handler.is_none() && about.needs_handler(&concerned) {
                return Err(Problem::refused("concern_needs_handler").on("handler"));
            }
            self.check_handler(who, about.agency, handler, &concerned)?;
            self.begin_concern(tx, who, &about, person, reason, handler, command)?;
            if let Some(handler) = handler {
                self.hand_over(tx, who, about, handler, command)?;
            }
            self.concern_done(tx, who, command, &body)
        })
    }

    /// Says that a record concerns oneself. It is not there any more afterwards; a supervisor names who handles it.
    ///
    /// # Errors
    /// `not_found` where the record is not there or not for this person; `command_reused`.
    pub fn declare_concern(
        &self,
        who: &SignedIn,
        record: PublicCode,
        reason: Reason,
        command: CommandId,
    ) -> Result<(), Problem> {
        let body = body_of(&format!("declare/{}/{}", record.compact(), reason.code()));
        let (me, action) = (who.person.id, Action::DeclareConcern);
        let files = self.policies.visible(&who.viewer, action, ResourceKind::File)?;
        let signals = self.policies.visible(&who.viewer, action, ResourceKind::Signal)?;
        self.store().write(Database::Social, |tx| {
            // The same form sent again finds nothing any more, and has done what it should.
            if self.command_answer(tx, command, me, &body)?.is_some() {
                return Ok(());
            }
            let about = self.about(tx, record, &files, &signals)?;
            self.begin_concern(tx, who, &about, me, reason, None, command)?;
            self.concern_done(tx, who, command, &body)
        })
    }

    /// Whether this person could say of this record that it concerns them.
    ///
    /// # Errors
    /// `not_found` where the record is not there or not for this person.
    pub fn declarable(&self, who: &SignedIn, record: PublicCode) -> Result<(), Problem> {
        let files = self.policies.visible(&who.viewer, Action::DeclareConcern, ResourceKind::File)?;
        let signals = self.policies.visible(&who.viewer, Action::DeclareConcern, ResourceKind::Signal)?;
        self.store().read(Database::Social, |tx| self.about(tx, record, &files, &signals)).map(drop)
    }

    /// Names who handles a record whose handler said that it concerns them.
    ///
    /// # Errors
    /// `not_found` where there is no such conflict for this person to decide on; `concern_handled` when somebody is
    /// named already or it has ended; `handler_unfit`; `command_reused`.
    pub fn name_handler(
        &self,
        who: &SignedIn,
        concern: PublicCode,
        handler: PersonId,
        command: CommandId,
    ) -> Result<(), Problem> {
        let body = body_of(&format!("handler/{}/{handler}", concern.compact()));
        self.store().write(Database::Social, |tx| {
            let (row, conflict) = self.concern_for(tx, who, Action::NameConcern, concern)?;
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(());
            }
            if row.state != WAITS {
                return Err(Problem::refused("concern_handled"));
            }
            self.check_handler(who, row.agency, Some(handler), &conflict)?;
            let about = self.about(tx, row.record, &Filter::True, &Filter::True)?;
            let (position, _) = self.note_concern(
                tx,
                who.person.id,
                row.concern,
                &ConcernEvent::HandlerNamed { handler },
                command,
            )?;
            let handled = ConcernRow { handler, state: IN_FORCE, last_position: position, ..row };
            store::concerns::put(tx, Target::Live, &[handled])?;
            self.hand_over(tx, who, about, handler, command)?;
            self.concern_done(tx, who, command, &body)
        })
    }

    /// Ends a conflict, by the decision of another person than the one who named it. The record is there again.
    ///
    /// # Errors
    /// `not_found` where there is none for this person to decide on; `concern_ended` when it has ended already;
    /// `concern_needs_two` for whoever named it; `command_reused`.
    pub fn end_concern(
        &self,
        who: &SignedIn,
        concern: PublicCode,
        command: CommandId,
    ) -> Result<(), Problem> {
        let body = body_of(&format!("end/{}", concern.compact()));
        self.store().write(Database::Social, |tx| {
            let (row, _) = self.concern_for(tx, who, Action::EndConcern, concern)?;
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(());
            }
            if row.state == ENDED {
                return Err(Problem::refused("concern_ended"));
            }
            if row.named_by == who.person.id {
                return Err(Problem::refused("concern_needs_two"));
            }
            self.needs_fresh_factor(who)?;
            let event = ConcernEvent::Ended {};
            let (position, at) = self.note_concern(tx, who.person.id, row.concern, &event, command)?;
            store::files::remove_conflict(tx, row.stream, row.person)?;
            store::files::remove_conflict(tx, row.signal, row.person)?;
            let ended = ConcernRow {
                state: ENDED,
                ended_by: who.person.id,
                ended_at: at,
                last_position: position,
                ..row
            };
            store::concerns::put(tx, Target::Live, &[ended])?;
            self.concern_done(tx, who, command, &body)
        })
    }

    /// The conflicts this person may see, the latest first.
    ///
    /// # Errors
    /// `page_unknown`; an engine's error.
    pub fn concerns(
        &self,
        who: &SignedIn,
        state: Option<u8>,
        after: Option<&[u8]>,
    ) -> Result<Listed<ConcernRow>, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ListConcerns, ResourceKind::Concern)?;
        let page = crate::referrals::page(after)?;
        self.store().read(Database::Social, |tx| store::concerns::list(tx, &visible, state, &page))
    }

    /// A conflict, with who may handle its record.
    ///
    /// # Errors
    /// `not_found` where there is none for this person to decide on.
    pub fn concern(
        &self,
        who: &SignedIn,
        concern: PublicCode,
    ) -> Result<(ConcernRow, Vec<PersonId>), Problem> {
        let (row, conflict) = self
            .store()
            .read(Database::Social, |tx| self.concern_for(tx, who, Action::NameConcern, concern))?;
        let handlers = self.handlers(who, row.agency, &conflict);
        Ok((row, handlers))
    }

    /// Refuses to name a case manager whom the file concerns.
    pub(crate) fn check_manager(
        &self,
        tx: &mut Tx<'_>,
        file: StreamId,
        event: &FileEvent,
    ) -> Result<(), Problem> {
        let named = match event {
            FileEvent::Amended { event, .. } => event.as_ref(),
            event => event,
        };
        let FileEvent::CaseManagerNamed { person, .. } = named else { return Ok(()) };
        if store::files::conflicts(tx, file)?.contains(person) {
            return Err(Problem::refused("manager_unfit").on("person"));
        }
        Ok(())
    }

    /// What is known of a signal's conflicts moves to the file that it became, in the same transaction.
    pub(crate) fn move_concerns(
        &self,
        tx: &mut Tx<'_>,
        actor: PersonId,
        signal: StreamId,
        file: (StreamId, PublicCode),
        command: CommandId,
    ) -> Result<(), Problem> {
        for row in store::concerns::of_stream(tx, signal)? {
            let event = ConcernEvent::Moved { file: file.0, record: file.1 };
            let (position, _) = self.note_concern(tx, actor, row.concern, &event, command)?;
            let moved = ConcernRow { stream: file.0, signal, record: file.1, last_position: position, ..row };
            store::files::add_conflicts(tx, Target::Live, &crate::concern_record::links(&moved))?;
            store::concerns::put(tx, Target::Live, &[moved])?;
        }
        Ok(())
    }

    /// Streams of records whose conflicts these entries changed.
    pub(crate) fn concerned_records(&self, entries: &[ledger::Entry]) -> Result<Vec<StreamId>, Problem> {
        let concerns: Vec<StreamId> = entries
            .iter()
            .filter(|entry| ConcernEvent::is_kind(entry.kind.as_str()))
            .map(|entry| entry.stream)
            .collect();
        if concerns.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.store().read(Database::Social, |tx| store::concerns::of_concerns(tx, &concerns))?;
        Ok(rows.into_iter().map(|row| row.stream).collect())
    }

    /// A record in which this person may name conflicts.
    fn nameable(&self, tx: &mut Tx<'_>, who: &SignedIn, record: PublicCode) -> Result<About, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::NameConcern, ResourceKind::Concern)?;
        let about = self.about(tx, record, &visible, &visible)?;
        let asked = access::resource::Concern { agency: about.agency, conflict: about.conflict.clone() };
        self.decided(who, Action::NameConcern, &Resource::Concern(asked))?;
        Ok(about)
    }

    /// The file of a code, or else the signal: the same two statements for what is hidden and for what is not there.
    fn about(
        &self,
        tx: &mut Tx<'_>,
        record: PublicCode,
        files: &Filter,
        signals: &Filter,
    ) -> Result<About, Problem> {
        let mut row = store::files::by_code(tx, files, record)?;
        if row.is_none() {
            let signal = store::signals::by_code(tx, signals, record)?.ok_or_else(Problem::not_found)?;
            // What became a file is that file's matter.
            row = store::files::by_stream(tx, &Filter::True, signal.file)?;
            if row.is_none() {
                let conflict = store::files::conflicts(tx, signal.stream)?;
                return Ok(About {
                    stream: signal.stream,
                    signal: None,
                    record: signal.code,
                    agency: signal.agency,
                    conflict,
                    file: None,
                });
            }
        }
        let row = row.ok_or_else(Problem::not_found)?;
        let history = History::load(&self.keys, tx, row.stream)?;
        Ok(About {
            stream: row.stream,
            signal: casework::fold(&history.recorded).signal,
            record: row.code,
            agency: row.agency,
            conflict: store::files::conflicts(tx, row.stream)?,
            file: Some(OpenFile { history, manager: row.case_manager, open: !row.closed }),
        })
    }

    /// A conflict that this person may do `action` to, with everybody whom its record concerns.
    fn concern_for(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        action: Action,
        concern: PublicCode,
    ) -> Result<(ConcernRow, Vec<PersonId>), Problem> {
        let visible = self.policies.visible(&who.viewer, action, ResourceKind::Concern)?;
        let row = store::concerns::by_code(tx, &visible, concern)?.ok_or_else(Problem::not_found)?;
        let conflict = store::files::conflicts(tx, row.stream)?;
        let asked = access::resource::Concern { agency: row.agency, conflict: conflict.clone() };
        self.decided(who, action, &Resource::Concern(asked))?;
        Ok((row, conflict))
    }

    #[expect(clippy::too_many_arguments, reason = "a conflict is named by all of these, and only here")]
    fn begin_concern(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        about: &About,
        person: PersonId,
        reason: Reason,
        handler: Option<PersonId>,
        command: CommandId,
    ) -> Result<(), Problem> {
        if about.conflict.contains(&person) {
            return Err(Problem::refused("concern_known").on("person"));
        }
        let ids = self.naming.concern(command);
        let mut concerned = about.conflict.clone();
        concerned.push(person);
        let event = ConcernEvent::Named {
            code: ids.code,
            stream: about.stream,
            signal: about.signal,
            record: about.record,
            agency: about.agency,
            person,
            reason,
            handler,
            waits: handler.is_none() && about.needs_handler(&concerned),
        };
        let (position, at) = self.note_concern(tx, who.person.id, ids.stream, &event, command)?;
        let row = named_row(ids.stream, &event, who.person.id, at, position)
            .ok_or_else(|| Problem::internal("a conflict was not named"))??;
        store::files::add_conflicts(tx, Target::Live, &crate::concern_record::links(&row))?;
        store::concerns::put(tx, Target::Live, &[row])
    }

    /// Names the handler as the file's case manager; a signal has none yet.
    fn hand_over(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        about: About,
        handler: PersonId,
        command: CommandId,
    ) -> Result<(), Problem> {
        let Some(file) = about.file.filter(|file| file.open && file.manager != handler) else {
            return Ok(());
        };
        // The file's own agency names its case manager, whoever decided it.
        let by = casework::fold(&file.history.recorded).office;
        let entry = FileEntry {
            event: FileEvent::CaseManagerNamed { by, person: handler },
            happened: Happened::at(self.clock().now(), &self.zone()?),
            basis: base::Code::new("child_protection_duty")?,
            identity: None,
            narrative: None,
            shared: None,
        };
        let pack = std::sync::Arc::clone(&who.pack);
        self.append_to_file(tx, &pack, &file.history, entry, who, command).map(drop)
    }

    fn check_handler(
        &self,
        who: &SignedIn,
        agency: AgencyNumber,
        handler: Option<PersonId>,
        concerned: &[PersonId],
    ) -> Result<(), Problem> {
        let fit = |handler| self.handlers(who, agency, concerned).contains(&handler);
        if handler.is_none_or(fit) { Ok(()) } else { Err(Problem::refused("handler_unfit").on("handler")) }
    }

    /// Case managers of an agency whom a record does not concern.
    fn handlers(&self, who: &SignedIn, agency: AgencyNumber, concerned: &[PersonId]) -> Vec<PersonId> {
        let today = self.clock().now().day(who.pack.zone());
        let Some(agency) = who.directory.agency(agency) else { return Vec::new() };
        let people = who.directory.people_of(agency.id, Role::CaseManager, today);
        people.into_iter().map(|person| person.id).filter(|person| !concerned.contains(person)).collect()
    }

    /// Whoever could come upon a record and is not known to be concerned: people of its agency, of its county, and of
    /// national agencies.
    fn may_come_upon(&self, who: &SignedIn, about: &About) -> Vec<PersonId> {
        let today = self.clock().now().day(who.pack.zone());
        let county = who.directory.agency(about.agency).map_or(0, |agency| agency.county);
        let near = |person: &&agencies::Person| {
            let agency = who.directory.agency_by_id(person.agency);
            let near = agency.is_some_and(|of| of.county == county || of.county == 0);
            near && person.grants_on(today).next().is_some() && !about.conflict.contains(&person.id)
        };
        who.directory.people().into_iter().filter(near).map(|person| person.id).collect()
    }

    fn concern_done(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        command: CommandId,
        body: &base::Digest,
    ) -> Result<(), Problem> {
        let answer = store::commands::Answer { answer: Vec::new(), position: base::Position(0) };
        self.remember_command(tx, command, who.person.id, body, &answer)
    }
}

/// Everything that does not concern a person.
pub(crate) fn not_concerning(person: PersonId) -> Filter {
    Filter::Not(Box::new(Filter::Contains(LinkColumn::Conflict, Scalar::Person(person))))
}

/// An instant that has not come.
pub(crate) const NEVER: Timestamp = Timestamp::from_micros(0);

fn body_of(said: &str) -> base::Digest {
    vault::digest(format!("concern/{said}").as_bytes())
}
