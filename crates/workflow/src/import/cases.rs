//! Cases that were kept elsewhere, on paper or in another register, brought in as files of their own.
//!
//! Each goes the way a case opened by hand goes: the same `decide`, the same facts, the same seals and projections,
//! with the dates on which things happened. Its opening says that it was brought in, so that no clock of years ago
//! runs out today. A case is known by its key (a digest of what it was known by elsewhere): brought a second time, in
//! the same table or a later one, it adds nothing.

use base::{
    AgencyNumber, Code, Compartment, Digest, EntryId, Happened, PersonId, Position, Problem, Realm, StreamId,
    Timestamp,
};
use casework::{BirthMonth, Circumstances, FileEvent, Identity, Narrative, Office, Recorded};
use ledger::{Draft, Fact};
use rules::Pack;
use store::{Database, ExpectedVersion, Target, Tx};

use crate::app::App;
use crate::compose::{self, Before, By, FileEntry};
use crate::keys;
use crate::naming::CaseIds;
use crate::project;

/// Cases that become durable together, or not at all: people's writes get in between.
pub const CASES_PER_COMMIT: usize = 200;

/// Who brings cases in, and for which agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BroughtBy {
    /// The person; [`PersonId::NIL`] is whoever runs the program.
    pub actor: PersonId,
    /// The agency that works the files from now on, with its county.
    pub office: Office,
}

/// A case as it was known elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct ElsewhereCase {
    /// The digest of what it was known by there. Two cases of one agency with the same key are one case.
    pub key: Digest,
    /// Who the child is; of a table without names an empty identity.
    pub identity: Identity,
    /// List `sex`; 0 where not known.
    pub sex: u16,
    /// The month of birth, where the identity has no date but the table tells an age or a year.
    pub birth_month: Option<BirthMonth>,
    /// What is known of the exploitation.
    pub circumstances: Circumstances,
    /// What was written about it.
    pub narrative: Option<Narrative>,
    /// When the file was opened.
    pub opened: Happened,
    /// What happened after that, in the order in which it did.
    pub steps: Vec<(Step, Happened)>,
}

/// Something that happened in a case kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The child was presumed a victim.
    Presumed,
    /// The child was identified as a victim: level of list `identification_ground`.
    Identified(u16),
    /// A case manager was named.
    ManagerNamed(PersonId),
    /// A service began: level of list `service`.
    ServiceStarted(u16),
    /// A service was given, how often is not told: level of list `service`. It begins with that.
    ServiceGiven(u16),
    /// The file was closed: level of list `closing_reason`.
    Closed(u16),
}

/// What came of bringing cases in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BroughtIn {
    /// How many files were opened.
    pub opened: u64,
    /// How many were there already.
    pub known: u64,
}

/// A case on its way into the ledger.
struct Composing {
    ids: CaseIds,
    recorded: Vec<Recorded<FileEvent>>,
    drafts: Vec<(Draft, ExpectedVersion)>,
}

impl App {
    /// Whether a case could be brought in as it is. Nothing is written.
    ///
    /// # Errors
    /// The rule that refuses, with `step`: 0 the opening, then each step from 1.
    pub fn try_case(&self, by: BroughtBy, case: &ElsewhereCase, pack: &Pack) -> Result<(), Problem> {
        let now = self.clock().now();
        let ids = self.ids_of(by.office.agency, case);
        let mut recorded: Vec<Recorded<FileEvent>> = Vec::new();
        for (place, (event, happened)) in self.events(by.office, ids, case).into_iter().enumerate() {
            let proposed = Recorded {
                entry: EntryId::new(now, self.chance()),
                position: Position(0),
                version: version_of(place) + 1,
                happened,
                recorded_at: now,
                actor: by.actor,
                amends: None,
                event,
            };
            casework::decide(&recorded, &proposed, pack)
                .map_err(|problem| problem.with("step", place.to_string()))?;
            recorded.push(Recorded { position: Position(place as u64 + 1), ..proposed });
        }
        Ok(())
    }

    /// Which of these cases are files already.
    ///
    /// # Errors
    /// An engine's error.
    pub fn known_cases(&self, agency: AgencyNumber, cases: &[ElsewhereCase]) -> Result<Vec<bool>, Problem> {
        self.store()
            .read(Database::Social, |tx| cases.iter().map(|case| self.is_known(tx, agency, case)).collect())
    }

    /// Brings cases in, [`CASES_PER_COMMIT`] a transaction: each whole or not at all, and none twice. Stopped, it goes
    /// on where it stopped when it is called again with the same cases. `progress` hears how many are done.
    ///
    /// Whether the person may is the caller's to decide.
    ///
    /// # Errors
    /// As [`App::try_case`], with `row`, the place of the case among these, from 1: what was committed before stays;
    /// an engine's error.
    pub fn bring_in(
        &self,
        by: BroughtBy,
        cases: &[ElsewhereCase],
        progress: &mut dyn FnMut(u64),
    ) -> Result<BroughtIn, Problem> {
        let pack = self.pack()?;
        let mut done = BroughtIn::default();
        for (chunk, some) in cases.chunks(CASES_PER_COMMIT).enumerate() {
            self.make_keys_of(by.office.agency, some)?;
            let opened = self.bring_some(by, some, &pack, chunk * CASES_PER_COMMIT)?;
            done.opened += opened;
            done.known += some.len() as u64 - opened;
            progress(done.opened + done.known);
        }
        Ok(done)
    }

    fn bring_some(
        &self,
        by: BroughtBy,
        cases: &[ElsewhereCase],
        pack: &Pack,
        before: usize,
    ) -> Result<u64, Problem> {
        let now = self.clock().now();
        self.store().write(Database::Social, |tx| {
            let mut next = store::entries::head(tx)?.position();
            let mut files: Vec<Composing> = Vec::new();
            for (place, case) in cases.iter().enumerate() {
                let ids = self.ids_of(by.office.agency, case);
                if files.iter().any(|file| file.ids.file == ids.file)
                    || self.is_known(tx, by.office.agency, case)?
                {
                    continue;
                }
                let file = self.compose_case(by, ids, case, pack, &mut next, now);
                files.push(file.map_err(|problem| problem.with("row", (before + place + 1).to_string()))?);
            }
            if files.is_empty() {
                return Ok(0);
            }
            self.append_cases(tx, by, &mut files, pack, now)?;
            Ok(files.len() as u64)
        })
    }

    fn compose_case(
        &self,
        by: BroughtBy,
        ids: CaseIds,
        case: &ElsewhereCase,
        pack: &Pack,
        next: &mut Position,
        now: Timestamp,
    ) -> Result<Composing, Problem> {
        let command = self.naming.bringing(by.office.agency, &case.key);
        let mut composing = Composing { ids, recorded: Vec::new(), drafts: Vec::new() };
        let mut facts: Vec<Fact> = Vec::new();
        for (place, (event, happened)) in self.events(by.office, ids, case).into_iter().enumerate() {
            let first = place == 0;
            let entry = FileEntry {
                event,
                happened,
                basis: Code::new("child_protection_duty")?,
                identity: Some(case.identity.clone())
                    .filter(|identity| first && *identity != Identity::default()),
                narrative: case.narrative.clone().filter(|_| first),
                shared: None,
            };
            let before = Before { stream: ids.file, recorded: &composing.recorded, facts: &facts };
            let by = By { actor: by.actor, command, entry: EntryId::new(now, self.chance()), now };
            let composed = compose::compose(&self.keys, pack, &before, entry, by)
                .map_err(|problem| problem.with("step", place.to_string()))?;
            // Where it will stand is known: nobody else appends before this transaction ends.
            *next = Position(next.0 + 1);
            composing.recorded.push(Recorded { position: *next, ..composed.recorded });
            composing.drafts.push((composed.draft, ExpectedVersion::Exactly(version_of(place))));
            facts = composed.facts;
        }
        Ok(composing)
    }

    /// Appends what was composed, notes the children in the register and writes the files' rows.
    fn append_cases(
        &self,
        tx: &mut Tx<'_>,
        by: BroughtBy,
        files: &mut [Composing],
        pack: &Pack,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let mut drafts: Vec<_> = files.iter_mut().flat_map(|file| std::mem::take(&mut file.drafts)).collect();
        let streams: Vec<StreamId> = files.iter().map(|file| file.ids.file).collect();
        let command = base::CommandId::new(now, self.chance());
        drafts.push((self.register_draft(by.actor, &streams, command)?, ExpectedVersion::Any));
        let appended = store::append(tx, drafts, now)?;
        let mut placed = appended.entries.iter();
        let (mut rows, mut referrals) = (Vec::new(), Vec::new());
        for file in files {
            for (recorded, entry) in file.recorded.iter_mut().zip(placed.by_ref()) {
                if recorded.position != entry.position {
                    return Err(Problem::internal("a case stands elsewhere than it was decided for"));
                }
                recorded.recorded_at = entry.recorded_at;
            }
            let folded = casework::fold(&file.recorded);
            rows.extend(project::file_row(file.ids.file, &folded, &file.recorded, pack)?);
            referrals.extend(project::referral_rows(file.ids.file, &folded, &file.recorded, pack));
        }
        store::files::put(tx, Target::Live, &rows)?;
        store::referrals::put(tx, Target::Live, &referrals)
    }

    /// All keys in one write: made one by one they cost a write each.
    fn make_keys_of(&self, agency: AgencyNumber, cases: &[ElsewhereCase]) -> Result<(), Problem> {
        const ORDINARY: [Compartment; 3] =
            [Compartment::Operational, Compartment::Identity, Compartment::Narrative];
        let now = self.clock().now();
        self.keys.make(&[compose::agency_key(Realm::Social, agency)], now)?;
        let known = self.known_cases(agency, cases)?;
        let new = cases.iter().zip(known).filter(|(_, known)| !known).map(|(case, _)| case);
        let mut names: Vec<_> = new
            .flat_map(|case| {
                keys::stream_keys(Realm::Social, self.ids_of(agency, case).file, agency, &ORDINARY)
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        self.keys.make(&names, now)
    }

    fn is_known(&self, tx: &mut Tx<'_>, agency: AgencyNumber, case: &ElsewhereCase) -> Result<bool, Problem> {
        Ok(store::entries::stream_version(tx, self.ids_of(agency, case).file)? > 0)
    }

    fn ids_of(&self, agency: AgencyNumber, case: &ElsewhereCase) -> CaseIds {
        self.naming.case(self.naming.bringing(agency, &case.key))
    }

    /// The events of a case with their dates: its opening, then its steps.
    fn events(&self, by: Office, ids: CaseIds, case: &ElsewhereCase) -> Vec<(FileEvent, Happened)> {
        let month = case.identity.birth_date.as_ref().and_then(casework::BirthDate::month);
        let opening = FileEvent::CaseOpened {
            by,
            child: ids.child,
            unit: ids.unit,
            code: ids.code,
            signal: None,
            sex: case.sex,
            birth_month: month.or(case.birth_month),
            circumstances: case.circumstances,
            brought_in: true,
        };
        let command = self.naming.bringing(by.agency, &case.key);
        let mut events = vec![(opening, case.opened.clone())];
        for (place, (step, happened)) in case.steps.iter().enumerate() {
            let unit = self.naming.unit(self.naming.step(command, place));
            let started = |service| FileEvent::ServiceStarted { by, unit, service, referral: None };
            let mut add = |event| events.push((event, happened.clone()));
            match *step {
                Step::Presumed => add(FileEvent::Presumed { by, circumstances: None }),
                Step::Identified(ground) => add(FileEvent::Identified { by, ground, circumstances: None }),
                Step::ManagerNamed(person) => add(FileEvent::CaseManagerNamed { by, person }),
                Step::ServiceStarted(service) => add(started(service)),
                Step::ServiceGiven(service) => {
                    add(started(service));
                    add(FileEvent::ServiceDelivered { by, unit, minutes: 0 });
                }
                Step::Closed(reason) => add(FileEvent::CaseClosed { by, reason }),
            }
        }
        events
    }
}

fn version_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
