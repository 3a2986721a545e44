//! What the directory refuses.

use base::{Day, PersonId, Problem};

use crate::directory::Directory;
use crate::event::DirectoryEvent;
use crate::role::Role;

/// Whether this may be recorded now.
///
/// # Errors
/// The rule that refuses: `agency_number_taken`, `agency_code_taken`, `agency_unknown`, `agency_closed`,
/// `person_already_added`, `person_unknown`, `grant_already_over`, `role_not_held`, `accredited_not_me_officer`,
/// `pack_version_not_newer`, `dataset_number_taken`, `role_proposed_already`, `role_not_proposed`,
/// `agreement_needs_two`, `agreement_not_own`, `reset_asked_already`, `reset_not_asked`, `person_there_already`,
/// `person_left_already`.
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
            grantable(directory, *person, *role, *accredited, *until, today)?;
        }
        DirectoryEvent::RoleProposed { person, role, accredited, until, .. } => {
            grantable(directory, *person, *role, *accredited, *until, today)?;
            if directory.proposal(*person, *role).is_some() {
                return refuse("role_proposed_already");
            }
        }
        DirectoryEvent::RoleAgreed { person, role, by } => {
            let Some(proposal) = directory.proposal(*person, *role) else {
                return refuse("role_not_proposed");
            };
            two_people(proposal.by, *person, *by)?;
            grantable(directory, *person, *role, proposal.accredited, proposal.until, today)?;
        }
        DirectoryEvent::RoleProposalWithdrawn { person, role, .. } => {
            if directory.proposal(*person, *role).is_none() {
                return refuse("role_not_proposed");
            }
        }
        DirectoryEvent::FactorsResetAsked { person, .. } => {
            if directory.person(*person).is_none() {
                return refuse("person_unknown");
            }
            if directory.reset_asked(*person).is_some() {
                return refuse("reset_asked_already");
            }
        }
        DirectoryEvent::FactorsResetAgreed { person, by } => {
            let Some(asked) = directory.reset_asked(*person) else { return refuse("reset_not_asked") };
            two_people(asked.by, *person, *by)?;
        }
        DirectoryEvent::PersonMoved { person, agency } => {
            let Some(person) = directory.person(*person) else { return refuse("person_unknown") };
            let Some(to) = directory.agency_by_id(*agency) else { return refuse("agency_unknown") };
            if to.closed.is_some() {
                return refuse("agency_closed");
            }
            if person.agency == *agency {
                return refuse("person_there_already");
            }
        }
        DirectoryEvent::PersonLeft { person } => {
            let Some(person) = directory.person(*person) else { return refuse("person_unknown") };
            if person.left.is_some() {
                return refuse("person_left_already");
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

fn grantable(
    directory: &Directory,
    person: PersonId,
    role: Role,
    accredited: bool,
    until: Option<Day>,
    today: Day,
) -> Result<(), Problem> {
    let refuse = |rule| Err(Problem::refused(rule));
    if directory.person(person).is_none() {
        return refuse("person_unknown");
    }
    if until.is_some_and(|until| until < today) {
        return refuse("grant_already_over");
    }
    if accredited && role != Role::MeOfficer {
        return refuse("accredited_not_me_officer");
    }
    Ok(())
}

/// Whoever agrees did not propose it, and is not the one it is for.
fn two_people(proposed_by: PersonId, about: PersonId, agreed_by: PersonId) -> Result<(), Problem> {
    if agreed_by == proposed_by {
        return Err(Problem::refused("agreement_needs_two"));
    }
    if agreed_by == about {
        return Err(Problem::refused("agreement_not_own"));
    }
    Ok(())
}
