//! Living all lives in the order of time, through the rules and the ledger of real work.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use base::{Clock, CommandId, Day, Problem, ProblemKind, Purpose, Quarter, Randomness, Realm, Timestamp};
use casework::FileEvent;
use rules::Pack;
use workflow::App;
use workflow::bulk::{Bulk, KeysAhead};

use crate::act::{Act, Deed, Stage};
use crate::marker::{self, Marker};
use crate::script::{Milestone, Script, Wanted, first_day};
use crate::staff::Staff;
use crate::step::What;

/// The pack of the synthetic country.
const PACK: &str = "ro";
/// Agencies and people are there this many days before the first signal.
const FOUNDED_BEFORE: i32 = 30;

/// What is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How many children; a child's second file comes on top.
    pub children: u32,
    /// The day on whose eve the simulation ends.
    pub today: Day,
    /// Whether that day was asked for.
    pub today_given: bool,
    /// Chance's seed.
    pub seed: u64,
    /// Whether a random token stands in place of each identity field and text.
    pub canary: bool,
    /// The version of the program, for the folder's marker.
    pub program: String,
}

/// What is about to be done.
pub enum Event<'a> {
    /// A step.
    Deed(&'a Deed<'a>),
    /// A quarter's report, frozen and published under a command.
    Report(Quarter, CommandId, Timestamp),
}

/// How far the making is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Of so many.
    pub of: u64,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files opened.
    pub files: u64,
    /// Signals taken in.
    pub signals: u64,
    /// Entries in the ledger of children.
    pub entries: u64,
    /// Reports published.
    pub reports: u64,
    /// Steps left out, by the rule that refused them.
    pub refused: BTreeMap<&'static str, u64>,
    /// Steps left out because what they are about is not there.
    pub pointless: u64,
    /// Steps altogether.
    pub steps: u64,
    /// The tokens written in place of identity fields and texts.
    pub tokens: Vec<String>,
}

/// Makes the country in a folder, which is emptied first if it holds a former one. `open` opens the application
/// there, by this clock, with ids from this chance, and with time that is a simulation's.
///
/// # Errors
/// `folder_not_demo`, `folder_not_writable`; what `open` refuses; an engine's error.
pub fn make(
    folder: &Path,
    settings: &Settings,
    open: impl FnOnce(Clock, Randomness) -> Result<App, Problem>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Summary, Problem> {
    marker::begin(folder)?;
    let pack = shipped_pack()?;
    let founded =
        first_day(settings.today).plus(-FOUNDED_BEFORE).start(pack.zone()).plus(9 * Timestamp::HOUR);
    let app = open(Clock::fixed(founded), Randomness::seeded(!settings.seed))?;
    let chance = Randomness::seeded(settings.seed);
    let staff = Staff::hire(&app, &pack, &chance)?;
    let wanted = Wanted { children: settings.children, today: settings.today, canary: settings.canary };
    let script = Script::draw(wanted, &pack, &staff.agencies, &chance);
    let mut done = 0;
    let of = script.steps.len() as u64;
    let mut summary = live(&app, &script, &staff, &mut |event| {
        if let Event::Deed(_) = event {
            done += 1;
            progress(Progress { done, of });
        }
    })?;
    summary.tokens = script.tokens;
    let marker = Marker {
        synthetic: true,
        seed: settings.seed,
        children: settings.children,
        today: settings.today.to_string(),
        today_given: settings.today_given,
        canary: settings.canary,
        program: settings.program.clone(),
    };
    drop(app);
    marker::finish(folder, &marker)?;
    Ok(summary)
}

/// The pack that the country adopts, as the program ships it.
///
/// # Errors
/// `internal` when it does not parse.
pub fn shipped_pack() -> Result<Arc<Pack>, Problem> {
    let files = rules::shipped(PACK).unwrap_or_default();
    let pack = Pack::parse(&files).map_err(|mistakes| {
        let first = mistakes.first().map(ToString::to_string).unwrap_or_default();
        Problem::internal(format!("the shipped pack does not parse: {first}"))
    })?;
    Ok(Arc::new(pack))
}

/// Lives a script through an application whose clock stands before it. `watch` sees everything before it is done.
///
/// # Errors
/// An engine's error; what a rule refuses is left out and counted.
pub fn live(
    app: &App,
    script: &Script,
    staff: &Staff,
    watch: &mut dyn FnMut(&Event<'_>),
) -> Result<Summary, Problem> {
    let pack = app.pack()?;
    let mut bulk = Bulk::new(app)?;
    bulk.make_keys(&keys_ahead(script, staff))?;
    let stage = Stage { script, staff, pack: &pack };
    let mut summary = Summary { steps: script.steps.len() as u64, ..Summary::default() };
    let mut milestones = script.milestones.iter().peekable();
    for step in &script.steps {
        while let Some(milestone) = milestones.next_if(|milestone| milestone.at <= step.recorded) {
            pass(app, &mut bulk, staff, milestone, watch, &mut summary)?;
        }
        app.clock().set(step.recorded);
        let file = script.file_of(step.life);
        let Some(deed) = stage.deed(step, bulk.history(file))? else {
            summary.pointless += 1;
            continue;
        };
        watch(&Event::Deed(&deed));
        match perform(&mut bulk, script, deed) {
            Ok(()) => match step.what {
                What::Signal { .. } => summary.signals += 1,
                What::Open => summary.files += 1,
                _ => {}
            },
            Err(problem) if problem.kind == ProblemKind::Refused => {
                *summary.refused.entry(problem.code).or_default() += 1;
            }
            Err(problem) => return Err(problem),
        }
    }
    for milestone in milestones {
        pass(app, &mut bulk, staff, milestone, watch, &mut summary)?;
    }
    bulk.flush()?;
    for realm in Realm::ALL {
        app.checkpoint_now(realm)?;
    }
    bulk.find_head()?;
    summary.entries = bulk.head().0;
    Ok(summary)
}

/// Records one step.
fn perform(bulk: &mut Bulk, script: &Script, deed: Deed<'_>) -> Result<(), Problem> {
    let (step, life, recorder) = (deed.step, deed.life, deed.recorder);
    let file = life.case().file;
    match deed.act {
        Act::Signal(new) => bulk.register_signal(recorder, life.signal_command, new).map(drop),
        Act::Triage(urgency, reasons) => {
            let signal = life.signal().stream;
            bulk.triage_signal(recorder.person, signal, step.command, deed.happened, urgency, reasons)
        }
        Act::Open(case) => bulk.open_case(recorder, life.signal().stream, life.open_command, case).map(drop),
        Act::Entry(entry) => bulk.record(recorder.person, file, step.command, entry).map(drop),
        Act::Both(entry, other) => {
            let theirs = script.file_of(other.life);
            let one = (recorder.person, file, step.command, entry);
            bulk.record_in_both(one, (other.recorder.person, theirs, other.command, other.entry))
        }
        Act::Read => bulk.read_identity(recorder.person, file, Purpose::CaseWork),
    }
}

fn pass(
    app: &App,
    bulk: &mut Bulk,
    staff: &Staff,
    milestone: &Milestone,
    watch: &mut dyn FnMut(&Event<'_>),
    summary: &mut Summary,
) -> Result<(), Problem> {
    bulk.flush()?;
    app.clock().set(milestone.at);
    if let Some((quarter, command)) = milestone.report {
        let (actor, agency) = staff.publisher();
        watch(&Event::Report(quarter, command, milestone.at));
        match app.freeze_and_publish_as(actor, agency, quarter, command, milestone.at) {
            Ok(_) => summary.reports += 1,
            Err(problem) if problem.kind == ProblemKind::Refused => {
                *summary.refused.entry(problem.code).or_default() += 1;
            }
            Err(problem) => return Err(problem),
        }
    }
    for realm in Realm::ALL {
        app.checkpoint_now(realm)?;
    }
    bulk.find_head()
}

/// The keys of all streams that the script opens.
fn keys_ahead(script: &Script, staff: &Staff) -> Vec<KeysAhead> {
    let mut ahead = Vec::new();
    let mut months = BTreeSet::new();
    for step in &script.steps {
        let Some(life) = script.lives.get(step.life) else { continue };
        let (year, month, _) = step.recorded.day(&base::Zone::utc()).ymd();
        months.extend(Day::from_ymd(year, month, 1));
        let agency = staff.recorder(step.actor, life.directorate).office.agency;
        match &step.what {
            What::Signal { .. } => ahead.push(KeysAhead::Stream(life.signal().stream, agency)),
            What::Open => ahead.push(KeysAhead::Stream(life.case().file, agency)),
            What::Read => ahead.push(KeysAhead::Reads(life.case().file)),
            What::Entry(FileEvent::ReferralSent { referral, to, .. }) => {
                ahead.push(KeysAhead::Referral(life.case().file, *referral, *to));
            }
            _ => {}
        }
    }
    ahead.extend(months.into_iter().map(KeysAhead::Facts));
    ahead
}
