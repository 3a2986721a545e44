//! The directory as known at a position.

use std::collections::{BTreeMap, HashMap};

use base::{AgencyId, AgencyNumber, Code, Day, PersonId, Position};

use crate::event::DirectoryEvent;
use crate::role::Role;

/// An agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// Its number in facts and projections.
    pub number: AgencyNumber,
    /// Its code.
    pub code: Code,
    /// Level of list `agency_kind`.
    pub kind: u16,
    /// Its name.
    pub name: String,
    /// Level of list `county`; 0 for the whole country.
    pub county: u16,
    /// The day it was opened in the directory.
    pub opened: Day,
    /// The day it ceased.
    pub closed: Option<Day>,
    /// Which agency took over.
    pub successor: Option<AgencyId>,
}

/// A role with its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Accredited for national live totals.
    pub accredited: bool,
    /// Its last day.
    pub until: Option<Day>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// Where they work.
    pub agency: AgencyId,
    /// The name colleagues see.
    pub name: String,
    /// Grants that were not ended; some may have run out by date.
    pub grants: Vec<Grant>,
    /// The day they left, if they did and were given no role since.
    pub left: Option<Day>,
}

/// A role that waits for a second administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// For whom.
    pub person: PersonId,
    /// Which role.
    pub role: Role,
    /// Accredited for national live totals.
    pub accredited: bool,
    /// The last day of the grant.
    pub until: Option<Day>,
    /// Who proposed it; [`PersonId::NIL`] is the command line.
    pub by: PersonId,
    /// The day it was proposed.
    pub since: Day,
}

/// A person's second factors that somebody asked to be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResetAsked {
    /// Who asked.
    pub by: PersonId,
    /// The day.
    pub since: Day,
}

impl Person {
    /// Grants in force on a day.
    pub fn grants_on(&self, day: Day) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(move |grant| grant.until.is_none_or(|until| day <= until))
    }
}

/// A pack as it was adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackAdoption {
    /// Its code.
    pub code: Code,
    /// Its version.
    pub version: u32,
    /// Its files.
    pub files: BTreeMap<String, String>,
}

/// A statistical dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// Its number, from 1.
    pub number: u16,
    /// Its code.
    pub code: Code,
    /// The mapping that reads its files, as text.
    pub mapping: String,
}

/// Everything the directory's ledger says up to a position.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    position: Position,
    agencies: BTreeMap<AgencyNumber, Agency>,
    numbers: HashMap<AgencyId, AgencyNumber>,
    people: HashMap<PersonId, Person>,
    proposals: BTreeMap<(PersonId, Role), Proposal>,
    resets: BTreeMap<PersonId, ResetAsked>,
    packs: Vec<PackAdoption>,
    datasets: BTreeMap<u16, Dataset>,
}

impl Directory {
    /// Takes in the next entry: its position, the day it happened, what it says.
    ///
    /// Entries that contradict what is known (a second agency of one number) change nothing; `decide` refuses
    /// them before they are written.
    pub fn apply(&mut self, position: Position, day: Day, event: DirectoryEvent) {
        self.position = position;
        match event {
            DirectoryEvent::AgencyOpened { agency, number, code, agency_kind, name, county } => {
                let name = name.as_str().to_owned();
                let opened = Agency {
                    id: agency,
                    number,
                    code,
                    kind: agency_kind,
                    name,
                    county,
                    opened: day,
                    closed: None,
                    successor: None,
                };
                self.numbers.insert(agency, number);
                self.agencies.entry(number).or_insert(opened);
            }
            DirectoryEvent::AgencyClosed { agency, successor } => {
                if let Some(agency) =
                    self.numbers.get(&agency).and_then(|number| self.agencies.get_mut(number))
                {
                    agency.closed = Some(day);
                    agency.successor = successor;
                }
            }
            DirectoryEvent::PersonAdded { person, agency, name } => {
                let name = name.as_str().to_owned();
                self.people.entry(person).or_insert(Person {
                    id: person,
                    agency,
                    name,
                    grants: Vec::new(),
                    left: None,
                });
            }
            DirectoryEvent::RoleGranted { person, role, accredited, until } => {
                self.grant(person, Grant { role, accredited, until });
            }
            DirectoryEvent::RoleProposed { person, role, accredited, until, by } => {
                let proposal = Proposal { person, role, accredited, until, by, since: day };
                self.proposals.insert((person, role), proposal);
            }
            DirectoryEvent::RoleAgreed { person, role, .. } => {
                if let Some(Proposal { accredited, until, .. }) = self.proposals.remove(&(person, role)) {
                    self.grant(person, Grant { role, accredited, until });
                }
            }
            DirectoryEvent::RoleProposalWithdrawn { person, role, .. } => {
                self.proposals.remove(&(person, role));
            }
            DirectoryEvent::FactorsResetAsked { person, by } => {
                self.resets.insert(person, ResetAsked { by, since: day });
            }
            DirectoryEvent::FactorsResetAgreed { person, .. } => {
                self.resets.remove(&person);
            }
            DirectoryEvent::PersonMoved { person, agency } => {
                if let Some(person) = self.end_all_of(person) {
                    person.agency = agency;
                }
            }
            DirectoryEvent::PersonLeft { person } => {
                if let Some(person) = self.end_all_of(person) {
                    person.left = Some(day);
                }
            }
            DirectoryEvent::RoleEnded { person, role } => {
                if let Some(person) = self.people.get_mut(&person) {
                    person.grants.retain(|grant| grant.role != role);
                }
            }
            DirectoryEvent::PackAdopted { code, version, files } => {
                self.packs.push(PackAdoption { code, version, files: files.into_iter().collect() });
            }
            DirectoryEvent::DatasetNumbered { number, code, mapping } => {
                self.datasets.entry(number).or_insert(Dataset { number, code, mapping });
            }
        }
    }

    fn grant(&mut self, person: PersonId, grant: Grant) {
        if let Some(person) = self.people.get_mut(&person) {
            person.grants.retain(|former| former.role != grant.role);
            person.grants.push(grant);
            person.left = None;
        }
    }

    /// Ends what a person has and what waits for them.
    fn end_all_of(&mut self, person: PersonId) -> Option<&mut Person> {
        self.proposals.retain(|(of, _), _| *of != person);
        self.resets.remove(&person);
        let person = self.people.get_mut(&person)?;
        person.grants.clear();
        Some(person)
    }

    /// The roles that wait for a second administrator, by person and role.
    pub fn proposals(&self) -> impl Iterator<Item = &Proposal> {
        self.proposals.values()
    }

    /// The proposal of a role for a person.
    #[must_use]
    pub fn proposal(&self, person: PersonId, role: Role) -> Option<&Proposal> {
        self.proposals.get(&(person, role))
    }

    /// People whose second factors somebody asked to be taken back.
    pub fn resets(&self) -> impl Iterator<Item = (PersonId, &ResetAsked)> {
        self.resets.iter().map(|(person, asked)| (*person, asked))
    }

    /// Whether, and by whom, it was asked that a person's second factors be taken back.
    #[must_use]
    pub fn reset_asked(&self, person: PersonId) -> Option<&ResetAsked> {
        self.resets.get(&person)
    }

    /// How many people act in a role on a day, in agencies that are open.
    #[must_use]
    pub fn how_many(&self, role: Role, day: Day) -> usize {
        let open = |agency: AgencyId| self.agency_by_id(agency).is_some_and(|agency| agency.closed.is_none());
        let acts = |person: &&Person| person.grants_on(day).any(|grant| grant.role == role);
        self.people.values().filter(acts).filter(|person| open(person.agency)).count()
    }

    /// The position of the last entry taken in.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// All agencies by number.
    pub fn agencies(&self) -> impl Iterator<Item = &Agency> {
        self.agencies.values()
    }

    /// The agency of a number.
    #[must_use]
    pub fn agency(&self, number: AgencyNumber) -> Option<&Agency> {
        self.agencies.get(&number)
    }

    /// The agency of an id.
    #[must_use]
    pub fn agency_by_id(&self, id: AgencyId) -> Option<&Agency> {
        self.agency(*self.numbers.get(&id)?)
    }

    /// The agency of a code.
    #[must_use]
    pub fn agency_by_code(&self, code: &str) -> Option<&Agency> {
        self.agencies().find(|agency| agency.code == *code)
    }

    /// The number for the next agency.
    #[must_use]
    pub fn next_agency_number(&self) -> AgencyNumber {
        AgencyNumber(self.agencies.last_key_value().map_or(0, |(number, _)| number.0) + 1)
    }

    /// The person of an id.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// All people, by agency number, then name, then id.
    #[must_use]
    pub fn people(&self) -> Vec<&Person> {
        let mut all: Vec<&Person> = self.people.values().collect();
        all.sort_by_key(|person| (self.numbers.get(&person.agency).copied(), person.name.clone(), person.id));
        all
    }

    /// People of an agency with a role in force on a day.
    #[must_use]
    pub fn people_of(&self, agency: AgencyId, role: Role, day: Day) -> Vec<&Person> {
        self.people()
            .into_iter()
            .filter(|person| person.agency == agency && person.grants_on(day).any(|grant| grant.role == role))
            .collect()
    }

    /// The pack in force: the one adopted last.
    #[must_use]
    pub fn pack(&self) -> Option<&PackAdoption> {
        self.packs.last()
    }

    /// All datasets by number.
    pub fn datasets(&self) -> impl Iterator<Item = &Dataset> {
        self.datasets.values()
    }

    /// The dataset of a code.
    #[must_use]
    pub fn dataset_by_code(&self, code: &str) -> Option<&Dataset> {
        self.datasets().find(|dataset| dataset.code == *code)
    }

    /// The dataset of a number.
    #[must_use]
    pub fn dataset(&self, number: u16) -> Option<&Dataset> {
        self.datasets.get(&number)
    }

    /// The number for the next dataset.
    #[must_use]
    pub fn next_dataset_number(&self) -> u16 {
        self.datasets.last_key_value().map_or(0, |(number, _)| *number).saturating_add(1)
    }
}
