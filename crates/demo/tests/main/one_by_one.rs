//! What is written in bulk is what people would have written one by one: the same rows, the same facts.

use std::collections::{BTreeMap, HashMap};

use base::{Clock, CommandId, PersonId, ProblemKind, PublicCode, Quarter, Randomness, Timestamp};
use casework::FileEvent;
use demo::act::{Act, Deed};
use demo::life::Life;
use demo::script::{Script, Wanted};
use demo::simulate::{Event, live, shipped_pack};
use demo::staff::Staff;
use workflow::bulk::Recorder;
use workflow::{Action, App, SignedIn};

use crate::world::{digests, open, settings};

const CHILDREN: u32 = 200;

/// A deed as it can be done again.
struct Written {
    at: Timestamp,
    life: usize,
    recorder: Recorder,
    command: CommandId,
    happened: base::Happened,
    act: Act,
}

enum Happened {
    Deed(Box<Written>),
    Report(Quarter, CommandId, Timestamp),
}

/// An empty application with the country's agencies and people in it. Two of them draw the same ids.
fn founded() -> (tempfile::TempDir, App, Staff, Script) {
    let place = tempfile::tempdir().unwrap();
    let wanted = settings(CHILDREN, 7);
    let pack = shipped_pack().unwrap();
    let start = demo::script::first_day(wanted.today).start(pack.zone());
    let app = open(&place.path().join("data"), Clock::fixed(start), Randomness::seeded(70)).unwrap();
    let chance = Randomness::seeded(7);
    let staff = Staff::hire(&app, &pack, &chance).unwrap();
    let wanted = Wanted { children: wanted.children, today: wanted.today, canary: false };
    let script = Script::draw(wanted, &pack, &staff.agencies, &chance);
    (place, app, staff, script)
}

#[test]
fn in_bulk_and_one_by_one_end_in_the_same_rows_and_facts() {
    let (_here, bulk, staff, script) = founded();
    let mut story = Vec::new();
    let summary = live(&bulk, &script, &staff, &mut |event| story.push(kept(event))).unwrap();
    let (_there, app, staff_there, _) = founded();
    assert_eq!(staff.publisher(), staff_there.publisher());

    let mut people = People {
        app: &app,
        script: &script,
        signed_in: HashMap::new(),
        referrals: Referrals::default(),
        opened: 0,
    };
    let mut refused: BTreeMap<&'static str, u64> = BTreeMap::new();
    for happened in story {
        let done = match happened {
            Happened::Deed(written) => people.write(*written),
            Happened::Report(quarter, command, at) => {
                app.clock().set(at);
                let (actor, agency) = staff.publisher();
                app.freeze_and_publish_as(actor, agency, quarter, command, at).map(drop)
            }
        };
        match done {
            Ok(()) => {}
            Err(problem) if problem.kind == ProblemKind::Refused => {
                *refused.entry(problem.code).or_default() += 1
            }
            Err(problem) => panic!("{problem}"),
        }
    }
    assert_eq!(refused, summary.refused);
    assert_eq!(digests(&app), digests(&bulk));
}

fn kept(event: &Event<'_>) -> Happened {
    match event {
        Event::Report(quarter, command, at) => Happened::Report(*quarter, *command, *at),
        Event::Deed(Deed { step, recorder, happened, act, .. }) => Happened::Deed(Box::new(Written {
            at: step.recorded,
            life: step.life,
            recorder: *recorder,
            command: step.command,
            happened: happened.clone(),
            act: act.clone(),
        })),
    }
}

/// Which referral a provider's entry answers.
#[derive(Default)]
struct Referrals {
    codes: HashMap<(usize, u32), PublicCode>,
    services: HashMap<base::UnitNumber, Option<u32>>,
}

impl Referrals {
    fn note(&mut self, life: usize, event: &FileEvent) {
        match event {
            FileEvent::ReferralSent { referral, code, .. } => {
                self.codes.insert((life, *referral), *code);
            }
            FileEvent::ServiceStarted { unit, referral, .. } => {
                self.services.insert(*unit, *referral);
            }
            _ => {}
        }
    }

    fn of(&self, life: usize, event: &FileEvent) -> Option<PublicCode> {
        let ordinal = match event {
            FileEvent::ReferralSent { .. } => None,
            FileEvent::ServiceDelivered { unit, .. } | FileEvent::ServiceEnded { unit, .. } => {
                self.services.get(unit).copied().flatten()
            }
            event => event.referral(),
        };
        self.codes.get(&(life, ordinal?)).copied()
    }
}

/// Everybody at work, signed in.
struct People<'a> {
    app: &'a App,
    script: &'a Script,
    signed_in: HashMap<PersonId, SignedIn>,
    referrals: Referrals,
    /// How many files are open: the register's version.
    opened: u32,
}

impl People<'_> {
    fn write(&mut self, written: Written) -> Result<(), base::Problem> {
        let Written { at, life: index, recorder, command, happened, act } = written;
        self.app.clock().set(at);
        let life = &self.script.lives[index];
        match act {
            Act::Signal(new) => {
                self.app.register_signal(self.who(recorder), life.signal_command, new).map(drop)
            }
            Act::Triage(urgency, reasons) => {
                let code = life.signal().code;
                self.app.triage_signal(self.who(recorder), code, command, happened, urgency, reasons)
            }
            Act::Open(case) => {
                let (app, opened) = (self.app, self.opened);
                let who = self.who(recorder);
                // A person would look at the candidates first, and that is recorded; nobody in the bulk looks.
                let code = app.open_case(who, life.signal().code, opened, life.open_command, case)?;
                assert_eq!(code, life.case().code);
                self.opened += 1;
                Ok(())
            }
            Act::Entry(entry) => self.enter(index, life, recorder, command, entry),
            Act::Both(entry, other) => {
                self.enter(index, life, recorder, command, entry)?;
                let theirs = &self.script.lives[other.life];
                self.enter(other.life, theirs, other.recorder, other.command, other.entry)
            }
            Act::Read => self.app.read_identity(self.who(recorder), life.case().code).map(drop),
        }
    }

    fn enter(
        &mut self,
        index: usize,
        life: &Life,
        recorder: Recorder,
        command: CommandId,
        entry: workflow::FileEntry,
    ) -> Result<(), base::Problem> {
        self.referrals.note(index, &entry.event);
        let answers = self.referrals.of(index, &entry.event);
        let own = recorder.office.agency.0 == u32::try_from(life.directorate + 1).unwrap();
        let app = self.app;
        let who = self.who(recorder);
        match (&entry.event, answers) {
            (_, Some(referral)) if !own => app
                .record_on_referral(who, Action::DeliverReferral, referral, command, |_| Ok(entry))
                .map(drop),
            (FileEvent::NotConfirmed { .. }, _) => app
                .record(who, Action::ConfirmNotConfirmed, life.case().code, u32::MAX, command, entry)
                .map(drop),
            _ => app.record(who, Action::AddEntry, life.case().code, u32::MAX, command, entry).map(drop),
        }
    }

    fn who(&mut self, recorder: Recorder) -> &SignedIn {
        let app = self.app;
        self.signed_in.entry(recorder.person).or_insert_with(|| {
            let token = app.sign_in_as(recorder.person).unwrap();
            app.session(&token).unwrap().unwrap()
        })
    }
}
