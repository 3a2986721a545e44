//! Opening a file that is not one's own, in an emergency: by a code that was told, with a reason, agreed by a second
//! person, for a few hours, each read recorded as such, and looked at afterwards by the data-protection officer.
//!
//! Asking tells nothing: whether a file has the code or not, is one's own agency's or another's, or concerns the
//! person who asks, the request is recorded and waits. What is said here is in [`crate::glass_record`].

use access::{Action, Filter, Resource, ResourceKind};
use base::{
    AgencyNumber, CommandId, Compartment, PersonId, Position, Problem, PublicCode, Purpose, Timestamp,
};
use casework::{File, Identity, Narrative};
use store::commands::Answer;
use store::files::FileRow;
use store::{Database, Listed, Target, Tx};

use crate::app::App;
use crate::glass_record::{AGREED, ASKED, GlassEvent, GlassReason, GlassRow, after, asked};
use crate::history::History;
use crate::sealing;
use crate::sign_in::SignedIn;

/// How long what was agreed stays open.
const OPEN_FOR: i64 = 4 * Timestamp::HOUR;

/// What somebody asks for.
#[derive(Clone, Debug)]
pub struct NewGlass {
    /// The code that was told.
    pub told: PublicCode,
    /// Why.
    pub reason: GlassReason,
    /// In the asker's words.
    pub text: Narrative,
    /// Whether the case manager is part of the reason, and is not told.
    pub quiet: bool,
}

/// A file as it opens under an agreed request: as it stands, and who the child is.
pub struct Opened {
    /// The request.
    pub request: GlassRow,
    /// The file's row.
    pub row: FileRow,
    /// The file as it stands.
    pub file: File,
    /// Who the child is, as far as it is recorded.
    pub identity: Option<Identity>,
}

impl App {
    /// Asks to open the file of a code that was told. The answer is the same whatever the code leads to.
    ///
    /// # Errors
    /// `not_found` for whoever may never ask; `command_reused`.
    pub fn ask_glass(&self, who: &SignedIn, new: &NewGlass, command: CommandId) -> Result<(), Problem> {
        let mut body = format!("{}/{}/{}/", new.told.compact(), new.reason.code(), new.quiet).into_bytes();
        body.extend_from_slice(&new.text.to_part());
        let body = vault::digest(&body);
        let from_agency = who.agency.number;
        let wanted = access::resource::Glass {
            agency: AgencyNumber(0),
            from_agency,
            asker: who.person.id,
            state: ASKED,
            until: 0,
            conflict: Vec::new(),
        };
        self.decided(who, Action::AskGlass, &Resource::Glass(wanted))?;
        self.store().write(Database::Social, |tx| {
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(());
            }
            let file = store::files::by_code(tx, &Filter::True, new.told)?;
            let ids = self.naming.glass(command);
            let event = GlassEvent::Asked {
                code: ids.code,
                told: new.told,
                file: file.as_ref().map(|file| file.stream),
                agency: file.as_ref().map_or(AgencyNumber(0), |file| file.agency),
                from_agency,
                reason: new.reason,
                quiet: new.quiet,
            };
            let payload = serde_json::to_vec(&event).map_err(Problem::internal)?;
            let text = Some(&new.text);
            let (position, at) =
                self.note(tx, who.person.id, ids.stream, event.kind(), &payload, text, command)?;
            let row = asked(ids.stream, &event, who.person.id, at, position)?;
            store::glass::put(tx, Target::Live, &[row])?;
            self.glass_done(tx, who, command, &body)
        })
    }

    /// Agrees with a request, or declines it, as the second person.
    ///
    /// # Errors
    /// `not_found` where there is none for this person; `glass_decided`; `command_reused`.
    pub fn decide_glass(
        &self,
        who: &SignedIn,
        glass: PublicCode,
        agree: bool,
        command: CommandId,
    ) -> Result<(), Problem> {
        let said = if agree { "agree" } else { "decline" };
        self.add_to_glass(who, Action::DecideGlass, glass, said, command, |row, now| {
            if row.state != ASKED {
                return Err(Problem::refused("glass_decided"));
            }
            self.needs_fresh_factor(who)?;
            let until = seconds(now.plus(OPEN_FOR));
            Ok(if agree { GlassEvent::Agreed { until } } else { GlassEvent::Declined {} })
        })
    }

    /// Ends what was agreed before its time.
    ///
    /// # Errors
    /// `not_found` where there is none for this person; `glass_not_open`; `command_reused`.
    pub fn end_glass(&self, who: &SignedIn, glass: PublicCode, command: CommandId) -> Result<(), Problem> {
        self.add_to_glass(who, Action::EndGlass, glass, "end", command, |row, now| {
            if row.state != AGREED || row.until <= seconds(now) {
                return Err(Problem::refused("glass_not_open"));
            }
            Ok(GlassEvent::Ended {})
        })
    }

    /// Says afterwards whether it was justified. Whoever agreed does not say it.
    ///
    /// # Errors
    /// `not_found` where there is none for this person; `glass_needs_other`, `glass_still_open`, `glass_reviewed`;
    /// `command_reused`.
    pub fn review_glass(
        &self,
        who: &SignedIn,
        glass: PublicCode,
        justified: bool,
        command: CommandId,
    ) -> Result<(), Problem> {
        let said = if justified { "justified" } else { "not_justified" };
        self.add_to_glass(who, Action::ReviewGlass, glass, said, command, |row, now| {
            if row.decided_by == who.person.id {
                return Err(Problem::refused("glass_needs_other"));
            }
            if row.review != 0 {
                return Err(Problem::refused("glass_reviewed"));
            }
            if !waits_for_review(row, now) {
                return Err(Problem::refused("glass_still_open"));
            }
            Ok(GlassEvent::Reviewed { justified })
        })
    }

    /// The file of an agreed request, as it stands, and who the child is. The read is recorded first.
    ///
    /// # Errors
    /// `not_found` where nothing is open for this person: never agreed, over, no such file, or one that concerns them.
    pub fn open_glass(&self, who: &SignedIn, glass: PublicCode) -> Result<Opened, Problem> {
        let viewer = who.viewer.clone().looking_for(Purpose::BreakGlass);
        let visible = self.policies.visible(&viewer, Action::OpenGlass, ResourceKind::Glass)?;
        self.store().write(Database::Social, |tx| {
            let request = store::glass::by_code(tx, &visible, glass)?.ok_or_else(Problem::not_found)?;
            let conflict = store::files::conflicts(tx, request.stream)?;
            if !self.policies.decide(&viewer, Action::OpenGlass, &resource(&request, conflict)) {
                return Err(Problem::not_found());
            }
            let row = store::files::by_stream(tx, &Filter::True, request.stream)?;
            let row = row.ok_or_else(Problem::not_found)?;
            let purpose = Purpose::BreakGlass;
            self.record_reads(tx, who.person.id, &[row.stream], Compartment::Identity, purpose)?;
            let history = History::load(&self.keys, tx, row.stream)?;
            let identity = self.identity_of(&history.entries)?;
            Ok(Opened { request, row, file: casework::fold(&history.recorded), identity })
        })
    }

    /// The requests this person may see, the latest first.
    ///
    /// # Errors
    /// `page_unknown`; an engine's error.
    pub fn glass(&self, who: &SignedIn, after: Option<&[u8]>) -> Result<Listed<GlassRow>, Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ListGlass, ResourceKind::Glass)?;
        let page = crate::referrals::page(after)?;
        self.store().read(Database::Social, |tx| store::glass::list(tx, &visible, &page))
    }

    /// A request with what was written, for whoever may do `action` to it.
    ///
    /// # Errors
    /// `not_found` where there is none for this person.
    pub fn glass_request(
        &self,
        who: &SignedIn,
        action: Action,
        glass: PublicCode,
    ) -> Result<(GlassRow, Option<Narrative>), Problem> {
        self.store().read(Database::Social, |tx| {
            let row = self.glass_for(tx, who, action, glass)?;
            let entries = store::entries::stream_entries(tx, row.glass)?;
            let first = entries.first().ok_or_else(Problem::not_found)?;
            let part = sealing::open(&self.keys, first, Compartment::Narrative)?;
            Ok((row, part.map(|part| Narrative::from_part(&part)).transpose()?))
        })
    }

    fn glass_for(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        action: Action,
        glass: PublicCode,
    ) -> Result<GlassRow, Problem> {
        let visible = self.policies.visible(&who.viewer, action, ResourceKind::Glass)?;
        let row = store::glass::by_code(tx, &visible, glass)?.ok_or_else(Problem::not_found)?;
        let conflict = store::files::conflicts(tx, row.stream)?;
        self.decided(who, action, &resource(&row, conflict))?;
        Ok(row)
    }

    fn add_to_glass(
        &self,
        who: &SignedIn,
        action: Action,
        glass: PublicCode,
        said: &str,
        command: CommandId,
        event: impl FnOnce(&GlassRow, Timestamp) -> Result<GlassEvent, Problem>,
    ) -> Result<(), Problem> {
        let body = vault::digest(format!("glass/{}/{said}", glass.compact()).as_bytes());
        self.store().write(Database::Social, |tx| {
            let row = self.glass_for(tx, who, action, glass)?;
            if self.command_answer(tx, command, who.person.id, &body)?.is_some() {
                return Ok(());
            }
            let event = event(&row, self.clock().now())?;
            let payload = serde_json::to_vec(&event).map_err(Problem::internal)?;
            let me = who.person.id;
            let (position, at) = self.note(tx, me, row.glass, event.kind(), &payload, None, command)?;
            store::glass::put(tx, Target::Live, &[after(row, &event, me, at, position)?])?;
            self.glass_done(tx, who, command, &body)
        })
    }

    fn glass_done(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        command: CommandId,
        body: &base::Digest,
    ) -> Result<(), Problem> {
        let answer = Answer { answer: Vec::new(), position: Position(0) };
        self.remember_command(tx, command, who.person.id, body, &answer)
    }
}

/// Whether the data-protection officer has to look at a request: it was open, is over, and nobody looked.
#[must_use]
pub fn waits_for_review(row: &GlassRow, now: Timestamp) -> bool {
    let over = row.state == crate::glass_record::ENDED || row.state == AGREED && row.until <= seconds(now);
    over && row.review == 0
}

/// Whether a request opens a file now.
#[must_use]
pub fn is_open(row: &GlassRow, asker: PersonId, now: Timestamp) -> bool {
    row.asker == asker && row.state == AGREED && seconds(now) < row.until
}

fn seconds(at: Timestamp) -> u64 {
    u64::try_from(at.micros() / Timestamp::SECOND).unwrap_or(0)
}

fn resource(row: &GlassRow, conflict: Vec<PersonId>) -> Resource {
    Resource::Glass(access::resource::Glass {
        agency: row.agency,
        from_agency: row.from_agency,
        asker: row.asker,
        state: row.state,
        until: i64::try_from(row.until).unwrap_or(i64::MAX),
        conflict,
    })
}
