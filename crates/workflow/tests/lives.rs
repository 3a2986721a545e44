//! Children whose facts figures are counted from, written many at a time.

use agencies::{DirectoryEvent, Role};
use base::{Code, Day, Happened, PersonId, PublicCode, StreamId, Timestamp, UnitNumber};
use casework::{BirthDate, Circumstances, FileEvent, Identity, Office};
use workflow::FileEntry;
use workflow::bulk::{Bulk, Recorder};
use workflow::open_case::NewCase;
use workflow::signals::NewSignal;

use crate::house::{House, text};

/// Girls are level 1 of list `sex`, boys level 2.
pub(crate) const GIRL: u16 = 1;
pub(crate) const BOY: u16 = 2;

/// Of age band 14 to 15 in 2025 and early 2026, and of 10 to 13.
pub(crate) const TEEN: &str = "2010-09";
pub(crate) const YOUNGER: &str = "2013-09";

/// Nobody else writes while this lives; what was recorded is written when it is dropped.
pub(crate) struct Lives<'h> {
    house: &'h House,
    bulk: Bulk,
}

/// A child's file.
#[derive(Clone, Copy)]
pub(crate) struct Life {
    pub(crate) file: StreamId,
    pub(crate) code: PublicCode,
    office: Office,
    person: PersonId,
}

impl<'h> Lives<'h> {
    pub(crate) fn of(house: &'h House) -> Self {
        Self { house, bulk: Bulk::new(house.app()).unwrap() }
    }

    /// A child whose file was opened on a day, without anything else.
    pub(crate) fn opened(&mut self, agency: &str, sex: u16, born: &str, day: &str) -> Life {
        let directory = self.house.app().directory().unwrap();
        let number = directory.agency_by_code(agency).unwrap().number;
        let county = directory.agency_by_code(agency).unwrap().county;
        let person = self.house.person_id(agency, Role::CaseManager);
        let office = Office { agency: number, county };
        let by = Recorder { person, office };
        let happened = on(day);
        let signal = NewSignal {
            to: None,
            source: 1,
            about: 1,
            urgency: 1,
            anonymous: false,
            happened: happened.clone(),
            identity: None,
            narrative: None,
        };
        let signal = self.bulk.register_signal(by, self.house.command(), signal).unwrap().stream;
        self.bulk.triage_signal(person, signal, self.house.command(), happened.clone(), 2, vec![1]).unwrap();
        let identity = Identity {
            given_names: text("Ana"),
            family_names: text("Pop"),
            birth_date: BirthDate::parse(born),
            national_number: text(""),
            address: text(""),
            phone: text(""),
            guardian: text(""),
        };
        let circumstances = Circumstances { forms: 0b10, place: 1, recruitment: 1, origin: 16, in_care: 1 };
        let case = NewCase { identity, sex, circumstances, happened, narrative: None };
        let ids = self.bulk.open_case(by, signal, self.house.command(), case).unwrap();
        Life { file: ids.file, code: ids.code, office, person }
    }

    /// A child who was presumed a victim on the day the file was opened.
    pub(crate) fn presumed(&mut self, agency: &str, sex: u16, born: &str, day: &str) -> Life {
        let life = self.opened(agency, sex, born, day);
        self.record(life, day, FileEvent::Presumed { by: life.office, circumstances: None });
        life
    }

    /// So many children presumed on a day.
    pub(crate) fn many(&mut self, count: u32, agency: &str, sex: u16, born: &str, day: &str) -> Vec<Life> {
        (0..count).map(|_| self.presumed(agency, sex, born, day)).collect()
    }

    /// One service, given once.
    pub(crate) fn served(&mut self, life: Life, service: u16, day: &str) {
        let unit = UnitNumber(self.house.chance.number() | 1);
        let by = life.office;
        self.record(life, day, FileEvent::ServiceStarted { by, unit, service, referral: None });
        self.record(life, day, FileEvent::ServiceDelivered { by, unit, minutes: 45 });
    }

    pub(crate) fn record(&mut self, life: Life, day: &str, event: FileEvent) {
        self.bulk.record(life.person, life.file, self.house.command(), entry(event, day)).unwrap();
    }
}

impl Life {
    pub(crate) fn by(&self) -> Office {
        self.office
    }
}

impl Drop for Lives<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.bulk.flush().unwrap();
        }
    }
}

/// An entry of a file, on a day.
pub(crate) fn entry(event: FileEvent, day: &str) -> FileEntry {
    let basis = Code::new("child_protection_duty").unwrap();
    FileEntry { event, happened: on(day), basis, identity: None, narrative: None, shared: None }
}

pub(crate) fn on(day: &str) -> Happened {
    Happened::on(Day::parse(day).unwrap(), &base::Zone::named("Europe/Bucharest").unwrap())
}

impl House {
    /// Moves the clock to noon of a day.
    pub(crate) fn at(&self, day: &str) {
        self.clock.set(on(day).earliest().plus(12 * Timestamp::HOUR));
    }

    /// Gives a person one role more, in force at once.
    pub(crate) fn grant(&self, person: PersonId, role: Role, accredited: bool) {
        let event = DirectoryEvent::RoleGranted { person, role, accredited, until: None };
        self.app().record_directory_batch(vec![self.record(event)], self.clock.now()).unwrap();
    }

    /// The national monitoring and evaluation officer, accredited.
    pub(crate) fn officer(&self) -> workflow::SignedIn {
        let person = self.person_id("secretariat", Role::MeOfficer);
        self.grant(person, Role::MeOfficer, true);
        self.session_of(person).unwrap()
    }
}
