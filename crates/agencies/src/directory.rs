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
                self.people.entry(person).or_insert(Person { id: person, agency, name, grants: Vec::new() });
            }
            DirectoryEvent::RoleGranted { person, role, accredited, until } => {
                if let Some(person) = self.people.get_mut(&person) {
                    person.grants.retain(|grant| grant.role != role);
                    person.grants.push(Grant { role, accredited, until });
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
