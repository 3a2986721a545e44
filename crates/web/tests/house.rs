//! A small partnership: two directorates, a provider, those who count and those who check, and some children.

use std::sync::Arc;

use agencies::{DirectoryEvent, Role};
use base::{
    AgencyId, AgencyNumber, CleanText, Clock, Code, CommandId, Happened, PersonId, PublicCode, Quarter,
};
use base::{Randomness, Timestamp, UnitNumber};
use casework::{
    BirthDate, Circumstances, FileEvent, Identity, IdentityPart, Narrative, Office, SharedSections,
};
use justice::CriminalEvent;
use testkit::TestStore;
use web::{Site, SiteConfig};
use words::{Lang, Words};
use workflow::bulk::{Bulk, Recorder};
use workflow::criminal_files::{CriminalEntry, NewCriminalFile};
use workflow::crossings::NewNotice;
use workflow::directory::DirectoryRecord;
use workflow::import::ImportBy;
use workflow::open_case::NewCase;
use workflow::signals::NewSignal;
use workflow::{Action, App, FileEntry, Settings, SignedIn};

use crate::visitor::{Page, Visitor};

/// Code, kind, county and people of the agencies.
const AGENCIES: [(&str, &str, &str, &[Role]); 12] = [
    ("secretariat", "ministry", "", &[Role::Administrator, Role::MeOfficer, Role::PartnershipSecretariat]),
    ("anitp", "national_agency", "", &[Role::VictimAssistanceOfficer]),
    (
        "dgaspc-dj",
        "child_protection_directorate",
        "dj",
        &[Role::CaseManager, Role::CaseManager, Role::Supervisor],
    ),
    ("dgaspc-cj", "child_protection_directorate", "cj", &[Role::CaseManager]),
    ("podul-alb", "ngo", "dj", &[Role::ServiceProvider]),
    ("malul-lin", "ngo", "cj", &[Role::ServiceProvider]),
    ("tip-office", "donor", "", &[Role::TipOfficer, Role::MeOfficer]),
    ("audit", "auditor", "", &[Role::Auditor]),
    ("line", "helpline", "", &[Role::HelplineCounsellor, Role::OnlineAnalyst, Role::DigitalSafetyOfficer]),
    ("school", "school", "dj", &[Role::Notifier]),
    (
        "justice",
        "prosecutor",
        "",
        &[Role::Investigator, Role::Prosecutor, Role::Lawyer, Role::DataProtectionOfficer],
    ),
    ("police-cj", "police", "cj", &[Role::Investigator]),
];

/// One person for each role, as tests name them.
pub(crate) const EVERYBODY: [(&str, Role); 21] = [
    ("dgaspc-dj", Role::CaseManager),
    ("dgaspc-cj", Role::CaseManager),
    ("anitp", Role::VictimAssistanceOfficer),
    ("podul-alb", Role::ServiceProvider),
    ("malul-lin", Role::ServiceProvider),
    ("secretariat", Role::MeOfficer),
    ("tip-office", Role::MeOfficer),
    ("tip-office", Role::TipOfficer),
    ("audit", Role::Auditor),
    ("secretariat", Role::Administrator),
    ("dgaspc-dj", Role::Supervisor),
    ("line", Role::HelplineCounsellor),
    ("line", Role::OnlineAnalyst),
    ("line", Role::DigitalSafetyOfficer),
    ("school", Role::Notifier),
    ("justice", Role::Investigator),
    ("police-cj", Role::Investigator),
    ("justice", Role::Prosecutor),
    ("justice", Role::Lawyer),
    ("justice", Role::DataProtectionOfficer),
    ("secretariat", Role::PartnershipSecretariat),
];

/// Written nowhere but in identities and texts of children: whoever is not let through must never meet one.
pub(crate) const SECRETS: [&str; 4] = ["Zăpezilor", "Ilincuța", "Povestea-ei", "Nevoia-ei"];

/// The quarter whose report is published, and the one that is frozen and waits.
pub(crate) const PUBLISHED: Quarter = Quarter(2025 * 4 + 3);

const MAP: &str = include_str!("../../../maps/ctdc-2018-derived.toml");

/// What a test stands on.
pub(crate) struct House {
    pub(crate) site: Arc<Site>,
    pub(crate) words: Arc<Words>,
    pub(crate) clock: Clock,
    chance: Randomness,
    people: Vec<(&'static str, Role, PersonId)>,
    /// A child of Dolj whose file has all there is: a name, a text, a service, a referral.
    pub(crate) child: PublicCode,
    /// The signal that child's case came from.
    pub(crate) signal: PublicCode,
    /// A signal of Dolj that nobody triaged yet.
    pub(crate) waiting_signal: PublicCode,
    /// That child's referral to the provider in Dolj, accepted there.
    pub(crate) referral: PublicCode,
    /// A published report, and a frozen one that waits.
    pub(crate) report: PublicCode,
    pub(crate) frozen: PublicCode,
    /// A notice of that child to the police of Dolj, and the criminal file opened from it.
    pub(crate) notice: PublicCode,
    pub(crate) criminal_file: PublicCode,
    /// Dropped last: the folder goes with it.
    _store: TestStore,
}

impl House {
    pub(crate) fn new() -> Self {
        let mut store = TestStore::sqlite();
        store.close();
        let clock = Clock::fixed(at("2025-12-20T08:00:00Z"));
        let chance = Randomness::seeded(11);
        let settings = Settings {
            store: store.config().clone(),
            folder: store.folder().unwrap(),
            clock: clock.clone(),
            chance: chance.clone(),
        };
        let app = App::open(settings).unwrap();
        let config = SiteConfig {
            synthetic: true,
            one_click: true,
            secure_cookies: false,
            public_host: web::host_of("https://punte.test"),
        };
        let nothing = PublicCode::new(&chance);
        let words = Arc::new(every_word());
        let site = Arc::new(Site::new(app, Arc::clone(&words), config));
        let people = furnish(&site, &chance);
        let mut house = Self {
            site,
            words,
            clock,
            chance,
            people,
            child: nothing,
            signal: nothing,
            waiting_signal: nothing,
            referral: nothing,
            report: nothing,
            frozen: nothing,
            notice: nothing,
            criminal_file: nothing,
            _store: store,
        };
        house.live();
        house
    }

    /// What happened there: half a year in a few lines.
    fn live(&mut self) {
        self.many(9, "dgaspc-dj", "2025-10-10");
        self.many(3, "dgaspc-cj", "2025-11-03");
        self.clock.set(at("2026-01-15T08:00:00Z"));
        self.waiting_signal = self.new_signal("dgaspc-dj");
        (self.signal, self.child) = self.open_file("dgaspc-dj");
        self.referral = self.refer("podul-alb");
        let officer = self.person("secretariat", Role::MeOfficer);
        let app = self.app();
        let report = app.freeze_report(&officer, PUBLISHED, self.command()).unwrap();
        app.publish_report(&officer, report, self.command()).unwrap();
        self.many(7, "dgaspc-cj", "2025-12-03");
        let app = self.app();
        let frozen = app.freeze_report(&officer, PUBLISHED, self.command()).unwrap();
        (self.report, self.frozen) = (report, frozen);
        self.import();
        (self.notice, self.criminal_file) = self.tell_the_police();
        for realm in base::Realm::ALL {
            self.app().checkpoint_now(realm).unwrap();
        }
    }

    pub(crate) fn app(&self) -> &App {
        self.site.app()
    }

    pub(crate) fn command(&self) -> CommandId {
        CommandId::new(self.clock.now(), &self.chance)
    }

    /// A code that is well formed and nobody's.
    pub(crate) fn unknown(&self) -> PublicCode {
        PublicCode::new(&self.chance)
    }

    pub(crate) fn later(&self, minutes: i64) {
        self.clock.set(self.clock.now().plus(minutes * 60 * Timestamp::SECOND));
    }

    pub(crate) fn person_id(&self, agency: &str, role: Role) -> PersonId {
        self.people.iter().find(|(of, has, _)| *of == agency && *has == role).unwrap().2
    }

    pub(crate) fn person(&self, agency: &str, role: Role) -> SignedIn {
        let token = self.app().sign_in_as(self.person_id(agency, role)).unwrap();
        self.app().session(&token).unwrap().unwrap()
    }

    /// The second case manager of Dolj.
    pub(crate) fn second_manager(&self) -> PersonId {
        let manager =
            |(of, has, _): &&(&str, Role, PersonId)| *of == "dgaspc-dj" && *has == Role::CaseManager;
        self.people.iter().filter(manager).nth(1).unwrap().2
    }

    /// Somebody's browser, signed in, in English.
    pub(crate) fn visitor(&self, agency: &str, role: Role) -> Visitor {
        Visitor::signed_in(&self.site, self.person_id(agency, role), Lang::En)
    }

    /// What an answer is, and how many statements and commits it took.
    pub(crate) fn cost_of(&self, answer: impl FnOnce() -> Page) -> (Page, (u64, u64)) {
        let before = self.app().store().counts();
        let page = answer();
        let after = self.app().store().counts();
        (page, (after.statements - before.statements, after.commits - before.commits))
    }

    /// How many entries the ledger of children has.
    pub(crate) fn entries(&self) -> u64 {
        let auditor = self.person("audit", Role::Auditor);
        let page = self.app().ledger_page(&auditor, None).unwrap();
        page.ledgers.iter().find(|ledger| ledger.realm == base::Realm::Social).unwrap().size
    }

    fn office(&self, agency: &str) -> Office {
        let directory = self.app().directory().unwrap();
        let agency = directory.agency_by_code(agency).unwrap();
        Office { agency: agency.number, county: agency.county }
    }

    /// So many children of an agency, presumed victims on a day, each with one service.
    fn many(&self, count: u32, agency: &str, day: &str) {
        let by = Recorder { person: self.person_id(agency, Role::CaseManager), office: self.office(agency) };
        let mut bulk = Bulk::new(self.app()).unwrap();
        for number in 0..count {
            let signal = NewSignal { identity: None, narrative: None, ..signal(on(day)) };
            let signal = bulk.register_signal(by, self.command(), signal).unwrap().stream;
            bulk.triage_signal(by.person, signal, self.command(), on(day), 2, vec![1]).unwrap();
            let sex = u16::try_from(number % 2).unwrap() + 1;
            let case = NewCase { identity: identity("Maria", "Pop"), sex, ..case(on(day)) };
            let file = bulk.open_case(by, signal, self.command(), case).unwrap().file;
            let unit = UnitNumber(self.chance.number() | 1);
            for event in [
                FileEvent::Presumed { by: by.office, circumstances: None },
                FileEvent::ServiceStarted { by: by.office, unit, service: 1, referral: None },
                FileEvent::ServiceDelivered { by: by.office, unit, minutes: 50 },
            ] {
                bulk.record(by.person, file, self.command(), entry(event, on(day))).unwrap();
            }
        }
        bulk.flush().unwrap();
    }

    fn new_signal(&self, agency: &str) -> PublicCode {
        let manager = self.person(agency, Role::CaseManager);
        self.app().register_signal(&manager, self.command(), signal(on("2026-01-14"))).unwrap()
    }

    fn open_file(&self, agency: &str) -> (PublicCode, PublicCode) {
        let manager = self.person(agency, Role::CaseManager);
        let (signal, app) = (self.new_signal(agency), self.app());
        app.triage_signal(&manager, signal, self.command(), on("2026-01-14"), 2, vec![1]).unwrap();
        let register = app.candidates(&manager, &identity("Ilincuța", "Zăpezilor"), 1).unwrap().register;
        let file = app.open_case(&manager, signal, register, self.command(), case(on("2026-01-14"))).unwrap();
        let (by, unit) = (self.office(agency), UnitNumber(77));
        let person = manager.person.id;
        for event in [
            FileEvent::CaseManagerNamed { by, person },
            FileEvent::Presumed { by, circumstances: None },
            FileEvent::ServiceStarted { by, unit, service: 1, referral: None },
        ] {
            self.record(&manager, Action::AddEntry, file, entry(event, on("2026-01-14")));
        }
        (signal, file)
    }

    fn refer(&self, to: &str) -> PublicCode {
        let manager = self.person("dgaspc-dj", Role::CaseManager);
        let code = PublicCode::new(&self.chance);
        let event = FileEvent::ReferralSent {
            by: self.office("dgaspc-dj"),
            referral: 1,
            unit: UnitNumber(91),
            code,
            to: self.office(to).agency,
            service: 2,
            urgency: 1,
            need: 1,
        };
        let parts = [IdentityPart::ALL[0]];
        let shared = SharedSections::choose(&identity("Ilincuța", "Zăpezilor"), &parts, text("Nevoia-ei"));
        let sent = FileEntry { shared: Some(shared), ..entry(event, on("2026-01-14")) };
        self.record(&manager, Action::SendReferral, self.child, sent);
        let provider = self.visitor(to, Role::ServiceProvider);
        for answer in ["received", "accepted"] {
            let page = provider.get(&format!("/referrals/{code}"));
            let sent = provider.send(&page, &format!("/referrals/{code}/answer/{answer}"), &[]);
            assert_eq!(sent.status, 303, "{answer}: {}", sent.text());
        }
        code
    }

    /// A notice of the child, and a criminal file from it with an indictment and a judgment.
    fn tell_the_police(&self) -> (PublicCode, PublicCode) {
        let manager = self.person("dgaspc-dj", Role::CaseManager);
        let to = self.office("justice").agency;
        let happened = on("2026-01-15");
        let new = NewNotice { to, basis: 1, purpose: 1, with_identity: true, happened: happened.clone() };
        self.app().notify_police(&manager, self.child, u32::MAX, self.command(), new).unwrap();
        let investigator = self.person("justice", Role::Investigator);
        let notice = self.app().notices(&investigator, None).unwrap().rows[0].code;
        let new = NewCriminalFile {
            notice: Some(notice),
            articles: vec![1],
            child_victim: 2,
            online: 1,
            origin: 1,
            happened: happened.clone(),
        };
        let file = self.app().open_criminal_file(&investigator, self.command(), new).unwrap();
        let by = justice::Office { agency: to, county: 0 };
        let judgment = justice::Judgment { is_final: false, outcome: 1, months: 60, suspended: 2 };
        for event in [
            CriminalEvent::HearingHeld {
                by,
                was_recorded: 2,
                dedicated_room: 2,
                psychologist: 2,
                lawyer: 1,
                again: 0,
            },
            CriminalEvent::Indicted { by, defendants: 2, articles: vec![1] },
            CriminalEvent::Judged { by, defendant: 1, judgment },
        ] {
            let entry = CriminalEntry { event, happened: happened.clone(), command: self.command() };
            let action = Action::AddCriminalEntry;
            self.app().record_criminal(&investigator, action, file, u32::MAX, entry).unwrap();
        }
        (notice, file)
    }

    pub(crate) fn record(&self, who: &SignedIn, action: Action, file: PublicCode, entry: FileEntry) {
        let seen = self.app().child(who, file).unwrap().row.version;
        self.app().record(who, action, file, seen, self.command(), entry).unwrap();
    }

    /// Two rows of a statistical file.
    fn import(&self) {
        let text = "yearOfRegistration,Datasource,gender,citizenship,isForcedLabour,ControlCategory,\
             RecruiterCategory,ExploitType,Labor_Type,ageCategories\n\
             2012,Case Management,Female,LK,1,Threats,Other,Forced Labor,Domestic Work,Age 30-38\n\
             2013,Case Management,Female,LK,1,Financial,Other,Forced Labor,Domestic Work,Age 30-38\n";
        let table = self.app().examine_table(MAP, text.as_bytes(), 10, &mut |_| {}).unwrap();
        let staged = self.app().stage(ImportBy::program(), &table, text.as_bytes(), &mut |_| {}).unwrap();
        self.app().adopt(ImportBy::program(), staged.batch).unwrap();
    }
}

/// The words of the program, its pack and its mappings.
fn every_word() -> Words {
    let pack = rules::shipped("ro").unwrap();
    let of_pack = |name: &str| pack.get(name).unwrap().as_str();
    let maps = [
        (Lang::Ro, "ctdc-2018-derived.ftl", include_str!("../../../maps/ro/ctdc-2018-derived.ftl")),
        (Lang::En, "ctdc-2018-derived.ftl", include_str!("../../../maps/en/ctdc-2018-derived.ftl")),
    ];
    let packs = [(Lang::Ro, "ro.ftl", of_pack("ro.ftl")), (Lang::En, "en.ftl", of_pack("en.ftl"))];
    Words::load(packs.into_iter().chain(maps)).unwrap()
}

/// Opens the agencies and adds their people.
fn furnish(site: &Site, chance: &Randomness) -> Vec<(&'static str, Role, PersonId)> {
    let app = site.app();
    app.adopt_shipped_pack(PersonId::NIL, "ro").unwrap();
    let (now, pack) = (app.clock().now(), app.pack().unwrap());
    let level = |list: &str, code: &str| pack.list(list).number(code).unwrap_or(0);
    let mut events = Vec::new();
    let mut people = Vec::new();
    for (index, (code, kind, county, roles)) in AGENCIES.into_iter().enumerate() {
        let agency = AgencyId::new(now, chance);
        events.push(DirectoryEvent::AgencyOpened {
            agency,
            number: AgencyNumber(u32::try_from(index).unwrap() + 1),
            code: Code::new(code).unwrap(),
            agency_kind: level("agency_kind", kind),
            name: text(&format!("Agency {code}")),
            county: level("county", county),
        });
        for role in roles {
            let person = PersonId::new(now, chance);
            let accredited = code == "secretariat" && *role == Role::MeOfficer;
            events.push(DirectoryEvent::PersonAdded {
                person,
                agency,
                name: text(&format!("{role} of {code}")),
            });
            events.push(DirectoryEvent::RoleGranted { person, role: *role, accredited, until: None });
            people.push((code, *role, person));
        }
    }
    let record = |event| {
        let happened = Happened::at(now, pack.zone());
        DirectoryRecord { actor: PersonId::NIL, command: CommandId::new(now, chance), happened, event }
    };
    app.record_directory_batch(events.into_iter().map(record).collect(), now).unwrap();
    people
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse_rfc3339(text).unwrap()
}

pub(crate) fn on(day: &str) -> Happened {
    Happened::parse(day, &base::Zone::named("Europe/Bucharest").unwrap()).unwrap()
}

fn text(text: &str) -> CleanText {
    CleanText::new(text, 300, "text").unwrap()
}

fn identity(given: &str, family: &str) -> Identity {
    Identity {
        given_names: text(given),
        family_names: text(family),
        birth_date: BirthDate::parse("2010-09-14"),
        ..Identity::default()
    }
}

fn signal(happened: Happened) -> NewSignal {
    NewSignal {
        to: None,
        source: 1,
        about: 1,
        urgency: 1,
        anonymous: false,
        happened,
        identity: Some(identity("Ilincuța", "Zăpezilor")),
        narrative: Narrative::read("Povestea-ei", "note").unwrap(),
    }
}

fn case(happened: Happened) -> NewCase {
    let circumstances = Circumstances { forms: 0b10, place: 1, recruitment: 1, origin: 16, in_care: 1 };
    let narrative = Narrative::read("Povestea-ei", "note").unwrap();
    NewCase { identity: identity("Ilincuța", "Zăpezilor"), sex: 1, circumstances, happened, narrative }
}

/// An entry of a file.
pub(crate) fn entry(event: FileEvent, happened: Happened) -> FileEntry {
    let basis = Code::new("child_protection_duty").unwrap();
    FileEntry { event, happened, basis, identity: None, narrative: None, shared: None }
}
