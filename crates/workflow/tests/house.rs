//! A house with a few agencies and one person of each role, empty otherwise.

use std::path::PathBuf;

use agencies::{DirectoryEvent, Role};
use base::{
    AgencyId, AgencyNumber, CleanText, Clock, Code, CommandId, Happened, PersonId, Problem, PublicCode,
};
use base::{Position, Randomness, Realm, Timestamp};
use casework::{Circumstances, Identity};
use store::{Config, Database};
use tempfile::TempDir;
use testkit::{EngineKind, TestStore};
use workflow::directory::DirectoryRecord;
use workflow::open_case::NewCase;
use workflow::signals::NewSignal;
use workflow::{App, Settings, SignedIn};

/// What a test stands on. The application may be closed and opened again.
pub(crate) struct House {
    pub(crate) clock: Clock,
    pub(crate) chance: Randomness,
    people: Vec<(&'static str, PersonId)>,
    config: Config,
    folder: TempDir,
    app: Option<App>,
    /// Dropped last: it takes a PostgreSQL database with it.
    _store: Option<TestStore>,
}

/// Code, kind's level, county's level and people by role of the agencies.
const AGENCIES: [(&str, u16, u16, &[Role]); 11] = [
    ("secretariat", 4, 0, &[Role::Administrator, Role::MeOfficer]),
    ("dgaspc-dj", 1, 16, &[Role::CaseManager, Role::Supervisor, Role::CaseManager]),
    ("dgaspc-cj", 1, 12, &[Role::CaseManager]),
    ("audit", 3, 0, &[Role::Auditor, Role::DataProtectionOfficer]),
    ("implementer", 3, 0, &[Role::MeOfficer, Role::TipOfficer]),
    ("ngo", 2, 16, &[Role::ServiceProvider]),
    ("anitp", 3, 0, &[Role::VictimAssistanceOfficer]),
    ("line", 11, 0, &[Role::HelplineCounsellor, Role::OnlineAnalyst]),
    ("school", 9, 16, &[Role::Notifier, Role::DigitalSafetyOfficer]),
    ("police-dj", 5, 16, &[Role::Investigator, Role::Prosecutor]),
    ("police-cj", 5, 12, &[Role::Investigator]),
];

impl House {
    /// On SQLite.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let mut config = Config::sqlite(folder.path().join("data"));
        config.simulated_time = true;
        Self::furnished(config, folder, None)
    }

    /// On each engine that is there.
    pub(crate) fn on_both_engines(story: impl Fn(&mut Self)) {
        testkit::both_engines(|store| {
            if store.kind() == EngineKind::Sqlite {
                story(&mut Self::new());
            }
        });
        if let Some(mut store) = TestStore::postgres() {
            store.close();
            let config = store.config().clone();
            story(&mut Self::furnished(config, TempDir::new().unwrap(), Some(store)));
        }
    }

    fn furnished(config: Config, folder: TempDir, store: Option<TestStore>) -> Self {
        let clock = Clock::fixed(Timestamp::parse_rfc3339("2026-01-15T08:00:00Z").unwrap());
        let chance = Randomness::seeded(7);
        let mut house = Self { clock, chance, people: Vec::new(), config, folder, app: None, _store: store };
        house.open();
        house.app().adopt_shipped_pack(PersonId::NIL, "ro").unwrap();
        let mut records = Vec::new();
        for (index, (code, kind, county, roles)) in AGENCIES.into_iter().enumerate() {
            let number = AgencyNumber(u32::try_from(index).unwrap() + 1);
            let (events, people) = house.agency(number, code, kind, county, roles);
            records.extend(events.into_iter().map(|event| house.record(event)));
            house.people.extend(people.into_iter().map(|person| (code, person)));
        }
        house.app().record_directory_batch(records, house.clock.now()).unwrap();
        house
    }

    fn agency(
        &self,
        number: AgencyNumber,
        code: &str,
        kind: u16,
        county: u16,
        roles: &[Role],
    ) -> (Vec<DirectoryEvent>, Vec<PersonId>) {
        let now = self.clock.now();
        let agency = AgencyId::new(now, &self.chance);
        let mut people = Vec::new();
        let mut events = vec![DirectoryEvent::AgencyOpened {
            agency,
            number,
            code: Code::new(code).unwrap(),
            agency_kind: kind,
            name: text(&format!("Agency {code}")),
            county,
        }];
        for role in roles {
            let person = PersonId::new(now, &self.chance);
            people.push(person);
            events.push(DirectoryEvent::PersonAdded {
                person,
                agency,
                name: text(&format!("{role} of {code}")),
            });
            events.push(DirectoryEvent::RoleGranted { person, role: *role, accredited: false, until: None });
        }
        (events, people)
    }

    pub(crate) fn record(&self, event: DirectoryEvent) -> DirectoryRecord {
        DirectoryRecord { actor: PersonId::NIL, command: self.command(), happened: self.today(), event }
    }

    pub(crate) fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    /// Stops the application, as the end of its process does.
    pub(crate) fn close(&mut self) {
        self.app = None;
    }

    pub(crate) fn open(&mut self) {
        self.try_open().unwrap();
    }

    pub(crate) fn try_open(&mut self) -> Result<(), Problem> {
        let settings = Settings {
            store: self.config.clone(),
            folder: self.folder.path().to_owned(),
            clock: self.clock.clone(),
            chance: self.chance.clone(),
        };
        self.app = Some(App::open(settings)?);
        Ok(())
    }

    pub(crate) fn root_file(&self) -> PathBuf {
        self.folder.path().join(workflow::app::ROOT_FILE)
    }

    /// The file of a database; SQLite only.
    pub(crate) fn file(&self, database: Database) -> PathBuf {
        self.folder.path().join("data").join(format!("{}.db", database.name()))
    }

    pub(crate) fn command(&self) -> CommandId {
        CommandId::new(self.clock.now(), &self.chance)
    }

    pub(crate) fn today(&self) -> Happened {
        Happened::on(self.clock.now().day(&self.app().zone().unwrap()), &self.app().zone().unwrap())
    }

    pub(crate) fn later(&self, hours: i64) {
        self.clock.set(self.clock.now().plus(hours * Timestamp::HOUR));
    }

    /// The person of a role in an agency, signed in anew.
    pub(crate) fn person(&self, agency: &str, role: Role) -> SignedIn {
        self.session_of(self.person_id(agency, role)).unwrap()
    }

    pub(crate) fn session_of(&self, person: PersonId) -> Option<SignedIn> {
        let token = self.app().sign_in_as(person).ok()?;
        self.app().session(&token).unwrap()
    }

    pub(crate) fn person_id(&self, agency: &str, role: Role) -> PersonId {
        let directory = self.app().directory().unwrap();
        let has = |person: &PersonId| {
            directory.person(*person).unwrap().grants.iter().any(|grant| grant.role == role)
        };
        self.people.iter().find(|(of, person)| *of == agency && has(person)).unwrap().1
    }

    /// The second case manager of Dolj.
    pub(crate) fn second_manager(&self) -> SignedIn {
        let manager = |id: &PersonId| {
            let directory = self.app().directory().unwrap();
            directory.person(*id).unwrap().grants.iter().any(|grant| grant.role == Role::CaseManager)
        };
        let there = self.people.iter().filter(|(of, id)| *of == "dgaspc-dj" && manager(id));
        self.session_of(there.map(|(_, id)| *id).nth(1).unwrap()).unwrap()
    }

    /// How many entries a ledger has.
    pub(crate) fn size(&self, realm: Realm) -> u64 {
        self.head(realm).0
    }

    pub(crate) fn head(&self, realm: Realm) -> Position {
        self.app().store().read(realm, store::entries::head).unwrap().position()
    }

    /// A child's file of an agency, opened from a signal.
    pub(crate) fn open_file(&self, agency: &str, given: &str, family: &str) -> PublicCode {
        let manager = self.person(agency, Role::CaseManager);
        opened(self.app(), &manager, &self.chance, given, family)
    }

    /// A triaged signal about a child.
    pub(crate) fn signal_of(&self, manager: &SignedIn, given: &str, family: &str) -> (PublicCode, Identity) {
        let identity = Identity {
            given_names: text(given),
            family_names: text(family),
            birth_date: None,
            national_number: text(""),
            address: text(""),
            phone: text(""),
            guardian: text(""),
        };
        let signal = NewSignal {
            to: None,
            source: 1,
            about: 1,
            urgency: 1,
            anonymous: false,
            happened: self.today(),
            identity: Some(identity.clone()),
            narrative: None,
        };
        let signal = self.app().register_signal(manager, self.command(), signal).unwrap();
        self.app().triage_signal(manager, signal, self.command(), self.today(), 2, vec![1]).unwrap();
        (signal, identity)
    }

    /// A file opened from a triaged signal.
    pub(crate) fn case_of(&self, manager: &SignedIn, signal: PublicCode, identity: Identity) -> PublicCode {
        let register = self.app().candidates(manager, &identity, 1).unwrap().register;
        let circumstances = Circumstances { forms: 2, place: 1, recruitment: 1, origin: 16, in_care: 1 };
        let case = NewCase { identity, sex: 1, circumstances, happened: self.today(), narrative: None };
        self.app().open_case(manager, signal, register, self.command(), case).unwrap()
    }

    /// Where the databases lie, for another process: the folder of SQLite, or the address of PostgreSQL.
    pub(crate) fn place(&self) -> String {
        match self._store.as_ref().and_then(TestStore::url) {
            Some(url) => url,
            None => self.folder.path().join("data").display().to_string(),
        }
    }
}

/// Opens a child's file from a signal, as a case manager does.
pub(crate) fn opened(
    app: &App,
    manager: &SignedIn,
    chance: &Randomness,
    given: &str,
    family: &str,
) -> PublicCode {
    let command = || CommandId::new(app.clock().now(), chance);
    let today = Happened::on(app.clock().now().day(&app.zone().unwrap()), &app.zone().unwrap());
    let identity = Identity {
        given_names: text(given),
        family_names: text(family),
        birth_date: None,
        national_number: text(""),
        address: text(""),
        phone: text(""),
        guardian: text(""),
    };
    let signal = NewSignal {
        to: None,
        source: 1,
        about: 1,
        urgency: 1,
        anonymous: false,
        happened: today.clone(),
        identity: Some(identity.clone()),
        narrative: None,
    };
    let signal = app.register_signal(manager, command(), signal).unwrap();
    app.triage_signal(manager, signal, command(), today.clone(), 2, vec![1]).unwrap();
    let register = app.candidates(manager, &identity, 1).unwrap().register;
    let circumstances = Circumstances { forms: 2, place: 1, recruitment: 1, origin: 16, in_care: 1 };
    let case = NewCase { identity, sex: 1, circumstances, happened: today.clone(), narrative: None };
    app.open_case(manager, signal, register, command(), case).unwrap()
}

pub(crate) fn text(text: &str) -> CleanText {
    CleanText::new(text, 300, "text").unwrap()
}

/// The code of what was refused.
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, Problem>) -> &'static str {
    result.unwrap_err().code
}
