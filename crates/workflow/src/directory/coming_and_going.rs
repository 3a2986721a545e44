//! People who move to another agency or leave, and agencies that close.

use access::{Action, Resource};
use agencies::DirectoryEvent;
use base::{CommandId, PersonId, Problem, PublicCode};
use store::Database;

use crate::app::App;
use crate::directory::pages::person_of;
use crate::directory::{DirectoryReceipt, body_of};
use crate::sign_in::SignedIn;

impl App {
    /// Moves a person to another agency. All roles end there and then, what waited for the person is void, and the
    /// sessions end: at the new place roles are granted anew.
    ///
    /// # Errors
    /// `not_found` for whoever does not keep the directory, of either agency; `agency_unknown`, `agency_closed`,
    /// `person_there_already`; `command_reused`.
    pub fn move_person(
        &self,
        who: &SignedIn,
        command: CommandId,
        person: PublicCode,
        agency: &str,
    ) -> Result<DirectoryReceipt, Problem> {
        let to = who.directory.agency_by_code(agency);
        let to = to.ok_or_else(|| Problem::bad_input("agency_unknown").on("agency"))?;
        self.needs(who, Action::ManageDirectory)?;
        self.decided(who, Action::ManageDirectory, &Resource::Person(to.number))?;
        let (body, agency) =
            (body_of(&[b"move_person", person.compact().as_bytes(), agency.as_bytes()]), to.id);
        let moved = self.change_person(who, command, person, body, |person| DirectoryEvent::PersonMoved {
            person,
            agency,
        })?;
        self.end_sessions_of(person_of(moved))?;
        Ok(moved)
    }

    /// A person leaves: all roles, sessions, links and second factors end, and no password fits any more. The login
    /// stays theirs, so that nobody else is taken for them.
    ///
    /// # Errors
    /// `not_found` for whoever does not keep the directory; `person_left_already`; `command_reused`.
    pub fn person_leaves(
        &self,
        who: &SignedIn,
        command: CommandId,
        person: PublicCode,
    ) -> Result<DirectoryReceipt, Problem> {
        let body = body_of(&[b"person_leaves", person.compact().as_bytes()]);
        let left =
            self.change_person(who, command, person, body, |person| DirectoryEvent::PersonLeft { person })?;
        let (person, now) = (person_of(left), self.clock().now());
        self.store().write(Database::Session, |tx| {
            store::sessions::end_all(tx, person)?;
            store::links::void_all(tx, person)?;
            store::factors::remove_all(tx, person)?;
            if store::accounts::by_person(tx, person)?.is_some() {
                store::accounts::set_password(tx, person, "", now)?;
            }
            Ok(())
        })?;
        Ok(left)
    }

    /// Closes an agency, with the agency that takes over, if one does. Its people's roles end with it.
    ///
    /// # Errors
    /// `not_found` for whoever does not keep the directory, and for an unknown agency; `agency_unknown` for an unknown
    /// successor; `agency_closed`; `command_reused`.
    pub fn close_agency(
        &self,
        who: &SignedIn,
        command: CommandId,
        agency: &str,
        successor: Option<&str>,
    ) -> Result<DirectoryReceipt, Problem> {
        self.needs(who, Action::ManageDirectory)?;
        let body = body_of(&[b"close_agency", agency.as_bytes(), successor.unwrap_or_default().as_bytes()]);
        self.record_from(who.person.id, command, body, |directory| {
            let closing = directory.agency_by_code(agency).ok_or_else(Problem::not_found)?;
            self.decided(who, Action::ManageDirectory, &Resource::Agency(closing.number))?;
            let unknown = || Problem::bad_input("agency_unknown").on("successor");
            let successor = successor
                .map(|code| directory.agency_by_code(code).map(|agency| agency.id).ok_or_else(unknown))
                .transpose()?;
            Ok(vec![DirectoryEvent::AgencyClosed { agency: closing.id, successor }])
        })
    }

    /// Ends all sessions of a person, as an administrator; how many there were.
    ///
    /// # Errors
    /// `not_found` for whoever does not keep the directory, and for an unknown person.
    pub fn end_sessions(&self, who: &SignedIn, person: PublicCode) -> Result<u64, Problem> {
        self.needs(who, Action::ManageDirectory)?;
        let person = self.person_of_code(&who.directory, person)?;
        let agency = who.directory.agency_by_id(person.agency).ok_or_else(Problem::not_found)?;
        self.decided(who, Action::ManageDirectory, &Resource::Person(agency.number))?;
        self.end_sessions_of(person.id)
    }

    /// How many sessions of a person are open, and whether there is a second factor; for administrators.
    ///
    /// # Errors
    /// `not_found` for whoever has no part in the directory.
    pub fn sessions_and_factor(&self, who: &SignedIn, person: PersonId) -> Result<(usize, bool), Problem> {
        self.needs(who, Action::ViewDirectory)?;
        let now = self.clock().now();
        let oldest = now.plus(-crate::sign_in::LONGEST);
        self.store().read(Database::Session, |tx| {
            let sessions = store::sessions::of_person(tx, person, now, oldest)?.len();
            Ok((sessions, store::factors::totp(tx, person)?.is_some()))
        })
    }

    pub(crate) fn end_sessions_of(&self, person: PersonId) -> Result<u64, Problem> {
        self.store().write(Database::Session, |tx| store::sessions::end_all(tx, person))
    }
}
