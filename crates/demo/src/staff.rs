//! The directory of the synthetic country: agencies and people as recorded, and who acts for whom.

use agencies::{DirectoryEvent, Role};
use base::{AgencyId, AgencyNumber, CleanText, Code, CommandId, Happened, PersonId, Problem, Randomness};
use casework::Office;
use rules::Pack;
use workflow::App;
use workflow::bulk::Recorder;
use workflow::directory::DirectoryRecord;

use crate::country::{self, AgencyPlan};
use crate::step::Actor;

/// Everybody at work, by agency.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The agencies, in the order of their numbers from 1.
    pub agencies: Vec<AgencyPlan>,
    offices: Vec<Office>,
    people: Vec<Vec<PersonId>>,
    publisher: (PersonId, AgencyNumber),
}

impl Staff {
    /// Adopts the pack, opens the agencies and adds the people, now.
    ///
    /// # Errors
    /// What the directory refuses; an engine's error.
    pub fn hire(app: &App, pack: &Pack, chance: &Randomness) -> Result<Self, Problem> {
        let now = app.clock().now();
        app.adopt_shipped_pack(PersonId::NIL, pack.code().as_str())?;
        let agencies = country::agencies();
        let happened = Happened::at(now, pack.zone());
        let mut records = Vec::new();
        let mut record = |event| {
            let command = CommandId::new(now, chance);
            records.push(DirectoryRecord {
                actor: PersonId::NIL,
                command,
                happened: happened.clone(),
                event,
            });
        };
        let level = |list: &str, code: &str| pack.list(list).number(code).unwrap_or(0);
        let mut ids = Vec::new();
        let mut offices = Vec::new();
        for (index, agency) in agencies.iter().enumerate() {
            let number = AgencyNumber(u32::try_from(index + 1).unwrap_or(0));
            let county = level("county", agency.county);
            let id = AgencyId::new(now, chance);
            ids.push(id);
            offices.push(Office { agency: number, county });
            record(DirectoryEvent::AgencyOpened {
                agency: id,
                number,
                code: Code::new(&agency.code)?,
                agency_kind: level("agency_kind", agency.kind),
                name: CleanText::new(&agency.name, 200, "name")?,
                county,
            });
        }
        let mut people: Vec<Vec<PersonId>> = vec![Vec::new(); agencies.len()];
        let mut publisher = (PersonId::NIL, AgencyNumber(0));
        for plan in country::people(&agencies, chance) {
            let place = agencies.iter().position(|agency| agency.code == plan.agency);
            let Some((place, agency)) = place.and_then(|place| Some((place, *ids.get(place)?))) else {
                continue;
            };
            let person = PersonId::new(now, chance);
            let role =
                Role::from_code(plan.role).ok_or_else(|| Problem::internal("a planned role is unknown"))?;
            record(DirectoryEvent::PersonAdded {
                person,
                agency,
                name: CleanText::new(&plan.name, 200, "name")?,
            });
            record(DirectoryEvent::RoleGranted { person, role, accredited: plan.accredited, until: None });
            if plan.accredited {
                publisher = (person, AgencyNumber(u32::try_from(place + 1).unwrap_or(0)));
            }
            people.get_mut(place).into_iter().for_each(|there| there.push(person));
        }
        app.record_directory_batch(records, now)?;
        Ok(Self { agencies, offices, people, publisher })
    }

    /// The accredited officer, who freezes and publishes, and their agency.
    #[must_use]
    pub fn publisher(&self) -> (PersonId, AgencyNumber) {
        self.publisher
    }

    /// Who records as this actor in a life of this directorate.
    #[must_use]
    pub fn recorder(&self, actor: Actor, directorate: usize) -> Recorder {
        let (agency, place) = match actor {
            Actor::CaseManager(place) => (directorate, place),
            Actor::Of(agency) => (agency, 0),
        };
        let person = self.people.get(agency).and_then(|there| there.get(place)).copied();
        let office = self.offices.get(agency).copied();
        Recorder { person: person.unwrap_or(PersonId::NIL), office: office.unwrap_or_default() }
    }
}
