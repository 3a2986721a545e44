//! What is due in a file: derived from its history and the pack's deadlines, stored nowhere.

use base::{AgencyNumber, Code, EntryId, Timestamp};
use rules::{Deadline, Due, Pack};

use crate::event::FileEvent;
use crate::file::File;
use crate::timeline::TimelineItem;

/// Something that waits to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct NextStep {
    /// The deadline's code; its name is `deadline-<code>` in the pack's words.
    pub deadline: Code,
    /// When it runs out, and how that was reckoned.
    pub due: Due,
    /// Whether it has run out; never of one that was brought in.
    pub late: bool,
    /// Whether what started it happened before the file was brought in: nobody can keep that date any more. It is
    /// something to look at, and no alarm.
    pub brought_in: bool,
    /// The kinds of entry that answer it.
    pub answers: Vec<Code>,
    /// The agency whose turn it is.
    pub waits_for: AgencyNumber,
    /// The roles whose work it is.
    pub seen_by: Vec<Code>,
    /// The referral it is about.
    pub referral: Option<u32>,
    /// The entry that started the clock.
    pub since: EntryId,
    /// Where it comes from; its label is `legal-<code>` in the pack's words.
    pub legal_basis: Code,
    /// Whether the official text was read.
    pub verified: bool,
}

/// All that is due in a file, soonest first.
///
/// A clock of a referral runs whether the file is open or not; one of the file runs within its current episode
/// while that is open. Of clocks that one entry starts and the same entries stop, the shortest counts. What was
/// brought in from elsewhere comes last.
#[must_use]
pub fn next_steps(file: &File, pack: &Pack, now: Timestamp) -> Vec<NextStep> {
    let standing: Vec<&TimelineItem> = file.timeline.iter().filter(|item| !item.withdrawn).collect();
    let mut steps: Vec<NextStep> = Vec::new();
    for &trigger in &standing {
        let concerns_file = trigger.event.referral().is_none();
        let current = file.current().is_some_and(|episode| episode.number == trigger.episode);
        if concerns_file && !(file.is_open() && current) {
            continue;
        }
        for deadline in pack.deadlines_for(trigger.event.kind_name()) {
            if !deadline.starts_at_urgency(urgency(&trigger.event, pack)) {
                continue;
            }
            if standing.iter().any(|&answer| answers(deadline, trigger, answer)) {
                continue;
            }
            let step = step(file, pack, deadline, trigger, now);
            match steps.iter_mut().find(|other| other.since == step.since && other.answers == step.answers) {
                Some(other) if step.due.at < other.due.at => *other = step,
                Some(_) => {}
                None => steps.push(step),
            }
        }
    }
    steps.sort_by(|one, other| {
        (one.brought_in, one.due.at, &one.deadline).cmp(&(other.brought_in, other.due.at, &other.deadline))
    });
    steps
}

fn step(file: &File, pack: &Pack, deadline: &Deadline, trigger: &TimelineItem, now: Timestamp) -> NextStep {
    let due = deadline.due(&trigger.happened, pack.calendar());
    let referral = trigger.event.referral().and_then(|ordinal| file.referral(ordinal));
    let brought_in = file.brought_in.is_some_and(|at| trigger.happened.earliest() < at);
    NextStep {
        deadline: deadline.id.clone(),
        late: !brought_in && due.is_late(now),
        brought_in,
        due,
        answers: deadline.answers.clone(),
        waits_for: referral.map_or(file.office.agency, |referral| referral.to),
        seen_by: deadline.seen_by.clone(),
        referral: referral.map(|referral| referral.ordinal),
        since: trigger.entry,
        legal_basis: deadline.legal_basis.clone(),
        verified: deadline.verified,
    }
}

/// Whether an entry stops the clock that another one started: of an answering kind, about the same referral or
/// in the same episode, and not before it under every reading.
fn answers(deadline: &Deadline, trigger: &TimelineItem, answer: &TimelineItem) -> bool {
    deadline.is_answered_by(answer.event.kind_name())
        && trigger.entry != answer.entry
        && match trigger.event.referral() {
            Some(referral) => answer.event.referral() == Some(referral),
            None => trigger.episode == answer.episode,
        }
        && trigger.happened.may_precede(&answer.happened)
}

fn urgency<'a>(event: &FileEvent, pack: &'a Pack) -> Option<&'a Code> {
    match event {
        FileEvent::ReferralSent { urgency, .. } => pack.list("urgency").code(*urgency),
        _ => None,
    }
}
