//! What takes two administrators: a role that opens identity, and taking a person's second factors back.
//!
//! One proposes, another agrees with a second factor shown a moment ago. Neither can be the person it is for.

use access::{Action, Resource};
use agencies::{Directory, DirectoryEvent, Person, Role};
use base::{CommandId, Day, PersonId, Problem, PublicCode};
use store::Database;

use crate::app::App;
use crate::directory::pages::person_of;
use crate::directory::{DirectoryReceipt, body_of};
use crate::sign_in::SignedIn;

/// Something that waits for a second administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Whom it is for, as addresses name them.
    pub code: PublicCode,
    /// Their name.
    pub name: String,
    /// Their agency's name.
    pub agency_name: String,
    /// The role; `None` where second factors are to be taken back.
    pub role: Option<Role>,
    /// The last day of the grant.
    pub until: Option<Day>,
    /// Who proposed it; [`PersonId::NIL`] is the command line.
    pub by: PersonId,
    /// Since when.
    pub since: Day,
    /// Whether whoever looks may be the second.
    pub yours: bool,
}

impl App {
    /// What waits for a second administrator, as far as this one sees the people it is for.
    ///
    /// # Errors
    /// `not_found` for whoever has no part in the directory.
    pub fn waiting_for_second(&self, who: &SignedIn) -> Result<Vec<Waiting>, Problem> {
        self.needs(who, Action::ViewDirectory)?;
        let directory = &who.directory;
        let mut waiting = Vec::new();
        for proposal in directory.proposals() {
            waiting.extend(
                self.waits(who, proposal.person, proposal.by, proposal.since)?.map(|waits| Waiting {
                    role: Some(proposal.role),
                    until: proposal.until,
                    ..waits
                }),
            );
        }
        for (person, asked) in directory.resets() {
            waiting.extend(self.waits(who, person, asked.by, asked.since)?);
        }
        Ok(waiting)
    }

    fn waits(
        &self,
        who: &SignedIn,
        person: PersonId,
        by: PersonId,
        since: Day,
    ) -> Result<Option<Waiting>, Problem> {
        let person = who.directory.person(person);
        let agency = person.and_then(|person| who.directory.agency_by_id(person.agency));
        let Some((person, agency)) = person.zip(agency) else { return Ok(None) };
        let about = Resource::Person(agency.number);
        if !self.may(who, Action::ViewDirectory, &about) {
            return Ok(None);
        }
        let me = who.person.id;
        Ok(Some(Waiting {
            code: self.person_code(person.id)?,
            name: person.name.clone(),
            agency_name: agency.name.clone(),
            role: None,
            until: None,
            by,
            since,
            yours: me != by && me != person.id && self.may(who, Action::AgreeToRole, &about),
        }))
    }

    /// Agrees with a role that another administrator proposed: it holds from now on, and the person's sessions end.
    ///
    /// # Errors
    /// `not_found` for whoever may not, and for an unknown person; `fresh_factor_needed`; `role_not_proposed`,
    /// `agreement_needs_two`, `agreement_not_own` and the other rules of a grant; `command_reused`.
    pub fn agree_to_role(
        &self,
        who: &SignedIn,
        command: CommandId,
        person: PublicCode,
        role: Role,
    ) -> Result<DirectoryReceipt, Problem> {
        let body = body_of(&[b"agree_to_role", person.compact().as_bytes(), role.code().as_bytes()]);
        let by = who.person.id;
        let agreed = self.second_signature(who, command, person, body, |person| {
            DirectoryEvent::RoleAgreed { person: person.id, role, by }
        })?;
        self.end_sessions_of(person_of(agreed))?;
        Ok(agreed)
    }

    /// Withdraws a proposal, one's own or another's.
    ///
    /// # Errors
    /// `not_found` for whoever does not keep the directory; `role_not_proposed`; `command_reused`.
    pub fn withdraw_role(
        &self,
        who: &SignedIn,
        command: CommandId,
        person: PublicCode,
        role: Role,
    ) -> Result<DirectoryReceipt, Problem> {
        let body = body_of(&[b"withdraw_role", person.compact().as_bytes(), role.code().as_bytes()]);
        let by = who.person.id;
        self.change_person(who, command, person, body, |person| DirectoryEvent::RoleProposalWithdrawn {
            person,
            role,
            by,
        })
    }

    /// Asks that a person's second factors be taken back.
    ///
    /// # Errors
    /// `not_found` for whoever does not keep the directory; `reset_asked_already`; `command_reused`.
    pub fn ask_reset(
        &self,
        who: &SignedIn,
        command: CommandId,
        person: PublicCode,
    ) -> Result<DirectoryReceipt, Problem> {
        let body = body_of(&[b"ask_reset", person.compact().as_bytes()]);
        let by = who.person.id;
        self.change_person(who, command, person, body, |person| DirectoryEvent::FactorsResetAsked {
            person,
            by,
        })
    }

    /// Agrees that a person's second factors are taken back: they are gone, and the person's sessions end. The
    /// password stays. The same form sent again finishes what a stopped program left.
    ///
    /// # Errors
    /// As [`App::agree_to_role`], with `reset_not_asked`.
    pub fn agree_reset(
        &self,
        who: &SignedIn,
        command: CommandId,
        person: PublicCode,
    ) -> Result<DirectoryReceipt, Problem> {
        let body = body_of(&[b"agree_reset", person.compact().as_bytes()]);
        let by = who.person.id;
        let agreed = self.second_signature(who, command, person, body, |person| {
            DirectoryEvent::FactorsResetAgreed { person: person.id, by }
        })?;
        let person = person_of(agreed);
        self.store().write(Database::Session, |tx| {
            store::factors::remove_all(tx, person)?;
            store::sessions::end_all(tx, person).map(|_| ())
        })?;
        Ok(agreed)
    }

    /// Records what the second administrator does about a person.
    fn second_signature(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PublicCode,
        body: base::Digest,
        event: impl FnOnce(&Person) -> DirectoryEvent,
    ) -> Result<DirectoryReceipt, Problem> {
        self.needs(who, Action::AgreeToRole)?;
        self.record_from(who.person.id, command, body, |directory: &Directory| {
            let person = self.person_of_code(directory, code)?;
            let agency = directory.agency_by_id(person.agency).ok_or_else(Problem::not_found)?;
            self.decided(who, Action::AgreeToRole, &Resource::Person(agency.number))?;
            self.needs_fresh_factor(who)?;
            Ok(vec![event(person)])
        })
    }
}
