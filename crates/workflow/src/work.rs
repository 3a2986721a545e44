//! My work: what is late, what is due, what waits for an answer, what others changed on one's cases.

use access::{Action, ResourceKind};
use agencies::Role;
use base::{EntryId, PersonId, Problem, PublicCode, Timestamp};
use casework::{FileEvent, NextStep};
use store::files::{FileFilter, FileOrder, FileRow};
use store::signals::SignalRow;
use store::{Database, Page};

use crate::app::App;
use crate::history::History;
use crate::referrals::{Direction, ReferralCard};
use crate::sign_in::SignedIn;
use crate::signals::sent::SentSignal;

/// The most cases looked through for what is due.
const MOST_CASES: u32 = 200;
/// The most lines of each kind.
const MOST_LINES: usize = 40;
/// What others recorded is news for two weeks.
const NEWS: i64 = 14 * 24 * Timestamp::HOUR;

/// Something to do on a case.
#[derive(Clone, Debug)]
pub struct Due {
    /// The case.
    pub file: PublicCode,
    /// What, by when, why.
    pub step: NextStep,
}

/// Something somebody else recorded on one's case.
#[derive(Clone, Debug)]
pub struct News {
    /// The case.
    pub file: PublicCode,
    /// The entry.
    pub entry: EntryId,
    /// What.
    pub event: FileEvent,
    /// Who.
    pub actor: PersonId,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

/// A person's home page.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Steps on one's cases, the earliest due first.
    pub due: Vec<Due>,
    /// Referrals to one's agency that wait for an answer or a beginning, the longest waiting first.
    pub to_answer: Vec<ReferralCard>,
    /// Referrals of one's agency that nobody answered yet, the longest waiting first.
    pub unanswered: Vec<ReferralCard>,
    /// Signals that wait for triage or a file.
    pub signals: Vec<SignalRow>,
    /// Signals that one's agency sent and nobody answered yet, the longest waiting first.
    pub sent: Vec<SentSignal>,
    /// Open files of one's agency that have no case manager, or one who has moved or left.
    pub unassigned: Vec<FileRow>,
    /// How many open files each case manager of one's agency has, the most first.
    pub caseloads: Vec<(PersonId, u32)>,
    /// What others recorded on one's cases.
    pub news: Vec<News>,
    /// How many open cases one has.
    pub open_cases: usize,
    /// When this was read.
    pub now: Timestamp,
}

impl App {
    /// The person's own work.
    ///
    /// # Errors
    /// An engine's error.
    pub fn work(&self, who: &SignedIn) -> Result<Work, Problem> {
        let now = self.clock().now();
        let mut work = Work { now, ..Work::default() };
        if who.has(Role::CaseManager) {
            let own = FileFilter { case_manager: Some(who.person.id), ..FileFilter::default() };
            self.cases(who, own, &mut work)?;
        }
        if who.has(Role::Supervisor) {
            self.oversight(who, &mut work)?;
        }
        if who.has(Role::CaseManager) || who.has(Role::Supervisor) {
            work.unanswered = self.referrals(who, Direction::Outgoing, vec![0, 1], None)?.cards;
            work.unanswered.truncate(MOST_LINES);
        }
        if self.may_ever(who, Action::TriageSignal) {
            work.signals = self.signals(who, vec![0, 1], None)?.rows;
            work.signals.truncate(MOST_LINES);
        }
        if self.may_ever(who, Action::FollowSignals) {
            work.sent = self.sent_signals(who, Some(false), None)?.rows;
            work.sent.truncate(MOST_LINES);
        }
        if who.has(Role::ServiceProvider) {
            work.to_answer = self.referrals(who, Direction::Incoming, vec![0, 1], None)?.cards;
            work.to_answer.extend(self.referrals(who, Direction::Incoming, vec![2], None)?.cards);
            work.to_answer.truncate(MOST_LINES);
        }
        if who.has(Role::VictimAssistanceOfficer) {
            work.unanswered = self.referrals(who, Direction::All, vec![0, 1], None)?.cards;
            work.unanswered.truncate(MOST_LINES);
        }
        Ok(work)
    }

    /// What is late in the agency, what nobody has, and how much each has.
    fn oversight(&self, who: &SignedIn, work: &mut Work) -> Result<(), Problem> {
        self.cases(who, FileFilter { agency: Some(who.agency.number), ..FileFilter::default() }, work)?;
        work.due.retain(|due| due.step.late);
        work.news.clear();
        let visible = self.policies.visible(&who.viewer, Action::ListFiles, ResourceKind::File)?;
        let open = FileFilter { closed: Some(false), ..FileFilter::default() };
        let nobodys = FileFilter { case_manager: Some(PersonId::NIL), ..open.clone() };
        let page = Page::first(u32::try_from(MOST_LINES).unwrap_or(MOST_CASES));
        let today = work.now.day(who.pack.zone());
        let acting = who.directory.people_of(who.agency.id, Role::CaseManager, today);
        let is_gone =
            |person: PersonId| person != PersonId::NIL && !acting.iter().any(|acting| acting.id == person);
        (work.caseloads, work.unassigned) = self.store().read(Database::Social, |tx| {
            let caseloads = store::files::caseloads(tx, &visible, &open)?;
            let mut listed = store::files::list(tx, &visible, &nobodys, FileOrder::LatestChange, &page)?.rows;
            for (gone, _) in caseloads.iter().filter(|(person, _)| is_gone(*person)) {
                let theirs = FileFilter { case_manager: Some(*gone), ..open.clone() };
                let theirs = store::files::list(tx, &visible, &theirs, FileOrder::LatestChange, &page)?;
                listed.extend(theirs.rows);
            }
            Ok((caseloads, listed))
        })?;
        work.caseloads.sort_by_key(|(person, files)| (std::cmp::Reverse(*files), *person));
        Ok(())
    }

    fn cases(&self, who: &SignedIn, of: FileFilter, work: &mut Work) -> Result<(), Problem> {
        let visible = self.policies.visible(&who.viewer, Action::ViewFile, ResourceKind::File)?;
        let filter = FileFilter { closed: Some(false), ..of };
        let page = Page::first(MOST_CASES);
        let (rows, histories) = self.store().read(Database::Social, |tx| {
            let rows: Vec<FileRow> =
                store::files::list(tx, &visible, &filter, FileOrder::LatestChange, &page)?.rows;
            let histories: Vec<History> =
                rows.iter().map(|row| History::load(&self.keys, tx, row.stream)).collect::<Result<_, _>>()?;
            Ok((rows, histories))
        })?;
        work.open_cases = rows.len();
        for (row, history) in rows.iter().zip(&histories) {
            let file = casework::fold(&history.recorded);
            for step in casework::next_steps(&file, &who.pack, work.now) {
                work.due.push(Due { file: row.code, step });
            }
            let since = work.now.plus(-NEWS);
            for recorded in
                history.recorded.iter().filter(|r| r.recorded_at > since && r.actor != who.person.id)
            {
                work.news.push(News {
                    file: row.code,
                    entry: recorded.entry,
                    event: recorded.event.clone(),
                    actor: recorded.actor,
                    recorded_at: recorded.recorded_at,
                });
            }
        }
        work.due.sort_by_key(|due| (due.step.brought_in, due.step.due.at, due.file));
        work.due.truncate(MOST_LINES);
        work.news.sort_by_key(|news| std::cmp::Reverse((news.recorded_at, news.entry)));
        work.news.truncate(MOST_LINES);
        Ok(())
    }
}
