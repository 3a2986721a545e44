//! What the directory refuses.

use base::{Day, Problem};

use crate::directory::Directory;
use crate::event::DirectoryEvent;
use crate::role::Role;

/// Whether this may be recorded now.
///
/// # Errors
/// The rule that refuses: `agency_number_taken`, `agency_code_taken`, `agency_unknown`, `agency_closed`,
/// `person_already_added`, `person_unknown`, `grant_already_over`, `role_not_held`, `accredited_not_me_officer`,
/// `pack_version_not_newer`, `dataset_number_taken`.
pub fn decide(directory: &Directory, event: &DirectoryEvent, today: Day) -> Result<(), Problem> {
    let refuse = |rule| Err(Problem::refused(rule));
    match event {
        DirectoryEvent::AgencyOpened { number, code, .. } => {
            if number.0 == 0 || directory.agency(*number).is_some() {
                return refuse("agency_number_taken");
            }
            if directory.agency_by_code(code.as_str()).is_some() {
                return refuse("agency_code_taken");
            }
        }
        DirectoryEvent::AgencyClosed { agency, successor } => {
            let Some(known) = directory.agency_by_id(*agency) else { return refuse("agency_unknown") };
            if known.closed.is_some() {
                return refuse("agency_closed");
            }
            if let Some(successor) = successor
                && (successor == agency
                    || directory.agency_by_id(*successor).is_none_or(|a| a.closed.is_some()))
            {
                return refuse("agency_unknown");
            }
        }
        DirectoryEvent::PersonAdded { person, agency, .. } => {
            let Some(agency) = directory.agency_by_id(*agency) else { return refuse("agency_unknown") };
            if agency.closed.is_some() {
                return refuse("agency_closed");
            }
            if directory.person(*person).is_some() {
                return refuse("person_already_added");
            }
        }
        DirectoryEvent::RoleGranted { person, role, accredited, until } => {
            if directory.person(*person).is_none() {
                return refuse("person_unknown");
            }
            if until.is_some_and(|until| until < today) {
                return refuse("grant_already_over");
            }
            if *accredited && *role != Role::MeOfficer {
                return refuse("accredited_not_me_officer");
            }
        }
        DirectoryEvent::RoleEnded { person, role } => {
            let Some(person) = directory.person(*person) else { return refuse("person_unknown") };
            if !person.grants.iter().any(|grant| grant.role == *role) {
                return refuse("role_not_held");
            }
        }
        DirectoryEvent::PackAdopted { code, version, .. } => {
            if directory.pack().is_some_and(|pack| pack.code == *code && pack.version >= *version) {
                return refuse("pack_version_not_newer");
            }
        }
        DirectoryEvent::DatasetNumbered { number, code, .. } => {
            if *number == 0
                || directory.dataset(*number).is_some()
                || directory.dataset_by_code(code.as_str()).is_some()
            {
                return refuse("dataset_number_taken");
            }
        }
    }
    Ok(())
}
