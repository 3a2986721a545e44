//! The administrators' pages: agencies, people, and what is granted to whom.

use access::{Action, Resource};
use agencies::{Agency, Directory, DirectoryEvent, Person, Role};
use base::{
    AgencyId, AgencyNumber, CleanText, Code, CommandId, Day, PersonId, Problem, PublicCode, Randomness,
};
use linkage::Token;
use store::Database;
use vault::KeyName;

use crate::app::App;
use crate::directory::{DirectoryReceipt, PACKS, body_of};
use crate::sign_in::SignedIn;

/// The longest name of an agency or a person, in characters.
const LONGEST_NAME: usize = 200;

/// An agency as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyLine {
    /// Its number in facts.
    pub number: AgencyNumber,
    /// Its code in addresses.
    pub code: Code,
    /// Level of list `agency_kind`.
    pub kind: u16,
    /// Its name.
    pub name: String,
    /// Level of list `county`; 0 for the whole country.
    pub county: u16,
    /// The day it was opened here.
    pub opened: Day,
    /// The day it ceased.
    pub closed: Option<Day>,
    /// The name of the agency that took over.
    pub successor: Option<String>,
    /// How many people of it have a role today.
    pub people: u32,
}

/// The page of agencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgenciesPage {
    /// By number.
    pub agencies: Vec<AgencyLine>,
    /// The pack in force.
    pub pack: PackLine,
}

/// The pack in force as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackLine {
    /// Its code.
    pub code: Code,
    /// Its version.
    pub version: u32,
    /// The day it was adopted; `None` while the shipped one only stands in.
    pub adopted: Option<Day>,
    /// How many of its deadlines nobody has compared with the official text yet.
    pub unverified_deadlines: u32,
}

/// A person as administrators see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// What forms name the person by: no id, no order.
    pub code: PublicCode,
    /// The person.
    pub id: PersonId,
    /// The name colleagues see.
    pub name: String,
    /// The agency's code.
    pub agency: Code,
    /// The agency's name.
    pub agency_name: String,
    /// What the person signs in with; empty without an account.
    pub login: String,
    /// Grants that were not ended.
    pub grants: Vec<GrantLine>,
}

/// A grant as administrators see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrantLine {
    /// The role.
    pub role: Role,
    /// Accredited for national live totals.
    pub accredited: bool,
    /// Its last day.
    pub until: Option<Day>,
    /// Whether it holds today.
    pub in_force: bool,
}

/// What an administrator states of a new agency.
#[derive(Clone, Debug)]
pub struct NewAgency {
    /// Its code in addresses.
    pub code: Code,
    /// Level of list `agency_kind`.
    pub kind: u16,
    /// Its name.
    pub name: String,
    /// Level of list `county`; 0 for the whole country.
    pub county: u16,
}

/// A role to be granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// The role.
    pub role: Role,
    /// For an M&E officer: accredited for national live totals.
    pub accredited: bool,
    /// The last day; `None` until it is ended.
    pub until: Option<Day>,
}

impl App {
    /// The agencies this person may see.
    ///
    /// # Errors
    /// `not_found` for whoever has no part in the directory.
    pub fn agencies_page(&self, who: &SignedIn) -> Result<AgenciesPage, Problem> {
        self.needs(who, Action::ViewDirectory)?;
        let (directory, today) = (&who.directory, self.clock().now().day(who.pack.zone()));
        let may = self.policies_for(who);
        let mut staff = std::collections::HashMap::<AgencyId, u32>::new();
        for person in directory.people().into_iter().filter(|person| person.grants_on(today).next().is_some())
        {
            *staff.entry(person.agency).or_default() += 1;
        }
        let line = |agency: &Agency| AgencyLine {
            number: agency.number,
            code: agency.code.clone(),
            kind: agency.kind,
            name: agency.name.clone(),
            county: agency.county,
            opened: agency.opened,
            closed: agency.closed,
            successor: agency
                .successor
                .and_then(|id| directory.agency_by_id(id))
                .map(|agency| agency.name.clone()),
            people: staff.get(&agency.id).copied().unwrap_or(0),
        };
        let agencies = directory
            .agencies()
            .filter(|agency| may.decide(Action::ViewDirectory, &Resource::Agency(agency.number)))
            .map(line)
            .collect();
        let unverified = who.pack.deadlines().iter().filter(|deadline| !deadline.verified).count();
        let adoptions =
            self.store().read(Database::Directory, |tx| store::entries::stream_entries(tx, PACKS))?;
        let pack = PackLine {
            code: who.pack.code().clone(),
            version: who.pack.version(),
            adopted: adoptions.last().map(|entry| entry.happened.first_day()),
            unverified_deadlines: u32::try_from(unverified).unwrap_or(u32::MAX),
        };
        Ok(AgenciesPage { agencies, pack })
    }

    /// The people this person may see, by agency and name; with a text only those whose name, login or agency has
    /// words that begin like its words, accents apart.
    ///
    /// # Errors
    /// `not_found` for whoever has no part in the directory.
    pub fn people_page(&self, who: &SignedIn, text: &str) -> Result<Vec<PersonLine>, Problem> {
        self.needs(who, Action::ViewDirectory)?;
        let (directory, today) = (&who.directory, self.clock().now().day(who.pack.zone()));
        let logins = self.logins()?;
        let wanted = linkage::normalise(text);
        let may = self.policies_for(who);
        let mut lines = Vec::new();
        for person in directory.people() {
            let Some(agency) = directory.agency_by_id(person.agency) else { continue };
            let login = logins.get(&person.id).cloned().unwrap_or_default();
            let about = [person.name.as_str(), agency.name.as_str(), agency.code.as_str(), login.as_str()];
            if !may.decide(Action::ViewDirectory, &Resource::Person(agency.number))
                || !has_words(&about, &wanted)
            {
                continue;
            }
            let grant = |grant: &agencies::directory::Grant| GrantLine {
                role: grant.role,
                accredited: grant.accredited,
                until: grant.until,
                in_force: grant.until.is_none_or(|until| today <= until) && agency.closed.is_none(),
            };
            lines.push(PersonLine {
                code: self.person_code(person.id)?,
                id: person.id,
                name: person.name.clone(),
                agency: agency.code.clone(),
                agency_name: agency.name.clone(),
                login,
                grants: person.grants.iter().map(grant).collect(),
            });
        }
        Ok(lines)
    }

    /// Opens an agency in the directory. The receipt's stream is its id.
    ///
    /// # Errors
    /// `not_found` for whoever does not keep the directory; `field_missing`, `code_unknown`, the rule that
    /// refuses, `command_reused`.
    pub fn add_agency(
        &self,
        who: &SignedIn,
        command: CommandId,
        new: &NewAgency,
    ) -> Result<DirectoryReceipt, Problem> {
        self.needs(who, Action::ManageDirectory)?;
        let name = name_of(&new.name)?;
        if who.pack.list("agency_kind").item(new.kind).is_none() {
            return Err(Problem::bad_input("code_unknown").on("kind"));
        }
        if new.county != 0 && who.pack.list("county").item(new.county).is_none() {
            return Err(Problem::bad_input("code_unknown").on("county"));
        }
        let numbers = [new.kind.to_be_bytes(), new.county.to_be_bytes()].concat();
        let body =
            body_of(&[b"add_agency", new.code.as_str().as_bytes(), name.as_str().as_bytes(), &numbers]);
        self.record_from(who.person.id, command, body, |directory| {
            let number = directory.next_agency_number();
            self.decided(who, Action::ManageDirectory, &Resource::Agency(number))?;
            Ok(vec![DirectoryEvent::AgencyOpened {
                agency: AgencyId::new(self.clock().now(), self.chance()),
                number,
                code: new.code.clone(),
                agency_kind: new.kind,
                name: name.clone(),
                county: new.county,
            }])
        })
    }

    /// Adds a person to an agency, with roles; those that need two administrators wait for the second. The receipt's stream is the person's id.
    ///
    /// # Errors
    /// `not_found` for whoever does not keep the directory; `agency_unknown`, `field_missing`, the rule that
    /// refuses, `command_reused`.
    pub fn add_person(
        &self,
        who: &SignedIn,
        command: CommandId,
        agency: &str,
        name: &str,
        grants: &[NewGrant],
    ) -> Result<DirectoryReceipt, Problem> {
        self.needs(who, Action::ManageDirectory)?;
        let name = name_of(name)?;
        let granted: Vec<u8> = grants.iter().flat_map(|grant| grant_bytes(*grant)).collect();
        let body = body_of(&[b"add_person", agency.as_bytes(), name.as_str().as_bytes(), &granted]);
        self.record_from(who.person.id, command, body, |directory| {
            let agency = directory.agency_by_code(agency);
            let agency = agency.ok_or_else(|| Problem::bad_input("agency_unknown").on("agency"))?;
            self.decided(who, Action::ManageDirectory, &Resource::Person(agency.number))?;
            let person = PersonId::new(self.clock().now(), self.chance());
            let added = DirectoryEvent::PersonAdded { person, agency: agency.id, name: name.clone() };
            let by = who.person.id;
            let granted = grants.iter().map(|grant| granted_or_proposed(person, *grant, by));
            Ok(std::iter::once(added).chain(granted).collect())
        })
    }

    /// Grants a role, in the place of the same role's former grant; one that needs two administrators is proposed and
    /// waits for the second (see [`super::agreements`]).
    ///
    /// # Errors
    /// `not_found` for whoever does not keep the directory, and for an unknown person; the rule that refuses,
    /// `command_reused`.
    pub fn grant_role(
        &self,
        who: &SignedIn,
        command: CommandId,
        person: PublicCode,
        grant: NewGrant,
    ) -> Result<DirectoryReceipt, Problem> {
        let body = body_of(&[b"grant_role", person.compact().as_bytes(), &grant_bytes(grant)]);
        let by = who.person.id;
        self.change_person(who, command, person, body, |person| granted_or_proposed(person, grant, by))
    }

    /// Ends a role, and the sessions of who had it.
    ///
    /// # Errors
    /// As [`App::grant_role`].
    pub fn end_role(
        &self,
        who: &SignedIn,
        command: CommandId,
        person: PublicCode,
        role: Role,
    ) -> Result<DirectoryReceipt, Problem> {
        let body = body_of(&[b"end_role", person.compact().as_bytes(), role.code().as_bytes()]);
        let ended = self
            .change_person(who, command, person, body, |person| DirectoryEvent::RoleEnded { person, role })?;
        self.end_sessions_of(person_of(ended))?;
        Ok(ended)
    }

    /// What forms and addresses name a person by. It follows from the person's id under a key of this
    /// installation, so it tells neither the id nor when it was made.
    ///
    /// # Errors
    /// An engine's error.
    pub fn person_code(&self, person: PersonId) -> Result<PublicCode, Problem> {
        let tag = self.keys.need(KeyName::Session)?.tag("person_code", &[person.as_bytes()]);
        let seed = tag.0.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        Ok(PublicCode::new(&Randomness::seeded(seed)))
    }

    pub(crate) fn change_person(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PublicCode,
        body: base::Digest,
        event: impl FnOnce(PersonId) -> DirectoryEvent,
    ) -> Result<DirectoryReceipt, Problem> {
        self.needs(who, Action::ManageDirectory)?;
        self.record_from(who.person.id, command, body, |directory| {
            let person = self.person_of_code(directory, code)?;
            let agency = directory.agency_by_id(person.agency).ok_or_else(Problem::not_found)?;
            self.decided(who, Action::ManageDirectory, &Resource::Person(agency.number))?;
            Ok(vec![event(person.id)])
        })
    }

    /// The person that forms and addresses name by a code.
    ///
    /// # Errors
    /// `not_found` where there is none.
    pub fn person_of_code<'d>(
        &self,
        directory: &'d Directory,
        code: PublicCode,
    ) -> Result<&'d Person, Problem> {
        let mut found = None;
        for person in directory.people() {
            if self.person_code(person.id)? == code {
                // Two people of one code (45 bits) must not be taken for each other.
                if found.replace(person).is_some() {
                    return Err(Problem::internal("two people have one code"));
                }
            }
        }
        found.ok_or_else(Problem::not_found)
    }

    /// `not_found` for whoever can do this to nothing at all.
    pub(crate) fn needs(&self, who: &SignedIn, action: Action) -> Result<(), Problem> {
        if self.may_ever(who, action) { Ok(()) } else { Err(Problem::not_found()) }
    }
}

/// A role that opens identity, or says who gets one, takes two administrators.
fn granted_or_proposed(person: PersonId, grant: NewGrant, by: PersonId) -> DirectoryEvent {
    let NewGrant { role, accredited, until } = grant;
    if role.needs_second_factor() {
        DirectoryEvent::RoleProposed { person, role, accredited, until, by }
    } else {
        DirectoryEvent::RoleGranted { person, role, accredited, until }
    }
}

/// Of a person's stream, the person.
pub(crate) fn person_of(receipt: DirectoryReceipt) -> PersonId {
    PersonId::from_bytes(*receipt.stream.as_bytes())
}

fn grant_bytes(grant: NewGrant) -> Vec<u8> {
    let until = grant.until.map_or(String::new(), |day| day.to_string());
    format!("{} {} {until};", grant.role.code(), grant.accredited).into_bytes()
}

fn name_of(text: &str) -> Result<CleanText, Problem> {
    let name = CleanText::new(text, LONGEST_NAME, "name")?;
    if name.is_empty() { Err(Problem::bad_input("field_missing").on("name")) } else { Ok(name) }
}

/// Whether each wanted word begins some word of the texts.
fn has_words(texts: &[&str], wanted: &[Token]) -> bool {
    let words: Vec<Token> = texts.iter().flat_map(|text| linkage::normalise(text)).collect();
    wanted.iter().all(|wanted| words.iter().any(|word| word.as_str().starts_with(wanted.as_str())))
}
