//! The crossing: four tracks of one child in one picture.

use base::{Happened, Timestamp};
use rules::Pack;

use crate::file::{Episode, File, Moment};
use crate::next_step::{NextStep, next_steps};
use crate::referral::Referral;
use crate::victim_status::VictimStatus;

/// Which of the four tracks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrackName {
    /// From the signal to closure.
    Protection,
    /// Victim status.
    Status,
    /// The criminal file. Empty until its ledger comes.
    Justice,
    /// What helps the child.
    Recovery,
}

impl TrackName {
    /// Its code in messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Protection => "protection",
            Self::Status => "status",
            Self::Justice => "justice",
            Self::Recovery => "recovery",
        }
    }
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepState {
    /// Behind the child.
    Done,
    /// Where the child is on this track.
    Here,
    /// Still to come.
    Ahead,
    /// Still to come, and its deadline has passed.
    Late,
}

impl StepState {
    /// Its code in messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Here => "here",
            Self::Ahead => "ahead",
            Self::Late => "late",
        }
    }
}

/// A step of a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its code in messages.
    pub code: &'static str,
    /// When it was reached; `None` ahead, and for what the file knows without a date.
    pub happened: Option<Happened>,
    /// How it stands.
    pub state: StepState,
}

/// A track with its steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Which.
    pub name: TrackName,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

impl File {
    /// The four tracks of the current episode, in their fixed order; the status track is that of the episode
    /// that gives the status. All are empty while there is no file.
    #[must_use]
    pub fn tracks(&self, pack: &Pack, now: Timestamp) -> [Track; 4] {
        let due = next_steps(self, pack, now);
        let (protection, status, recovery) = match self.current().filter(|_| self.exists()) {
            Some(episode) => (self.protection(episode, &due), self.status_steps(&due), self.recovery()),
            None => Default::default(),
        };
        [
            Track { name: TrackName::Protection, steps: placed(protection) },
            Track { name: TrackName::Status, steps: placed(status) },
            Track { name: TrackName::Justice, steps: Vec::new() },
            Track { name: TrackName::Recovery, steps: placed(recovery) },
        ]
    }

    fn protection(&self, episode: &Episode, due: &[NextStep]) -> Vec<Step> {
        let since = episode.opened.as_ref().map(|moment| moment.happened.earliest());
        let mut steps = Vec::new();
        if episode.number == 1 {
            if self.signal.is_some() {
                steps.push(Step { code: "signal", happened: None, state: StepState::Done });
            }
            steps.push(reached("opened", episode.opened.as_ref()));
        } else {
            steps.push(reached("reopened", episode.opened.as_ref()));
        }
        let manager = self.case_manager.as_ref().map(|(_, moment)| moment);
        steps.push(awaited("case_manager", manager, due, &["case_manager_named"]));
        let sent = first(since, self.referrals.iter().filter_map(|referral| referral.sent.as_ref()));
        steps.push(reached("referred", sent));
        let answered = first(since, self.referrals.iter().filter_map(Referral::answered));
        steps.push(awaited("answered", answered, due, &["referral_accepted", "referral_refused"]));
        let begun = self.referrals.iter().filter_map(|referral| referral.started.as_ref());
        let begun = begun.chain(self.services.iter().filter_map(|service| service.started.as_ref()));
        steps.push(awaited("services", first(since, begun), due, &["referral_started"]));
        steps.push(reached("closed", episode.closed.as_ref().map(|(moment, _)| moment)));
        steps
    }

    fn status_steps(&self, due: &[NextStep]) -> Vec<Step> {
        let Some(episode) = self.status_episode() else { return Vec::new() };
        let mut steps = vec![
            reached("potential", episode.opened.as_ref()),
            reached("presumed", episode.presumed.as_ref()),
        ];
        if episode.status == VictimStatus::NotConfirmed {
            steps.push(reached("not_confirmed", episode.not_confirmed.as_ref()));
        } else {
            let identified = episode.identified.as_ref().map(|(moment, _)| moment);
            steps.push(awaited("identified", identified, due, &["identified"]));
        }
        steps
    }

    fn recovery(&self) -> Vec<Step> {
        let began = self.services.iter().filter_map(|service| service.started.as_ref());
        let given =
            self.services.iter().flat_map(|service| &service.deliveries).map(|delivery| &delivery.moment);
        let all_ended =
            !self.services.is_empty() && self.services.iter().all(|service| service.ended.is_some());
        let ended =
            self.services.iter().filter_map(|service| service.ended.as_ref()).map(|(moment, _)| moment);
        vec![
            reached("support_began", began.min_by_key(|moment| moment.happened.earliest())),
            reached("support_given", given.max_by_key(|moment| moment.happened.earliest())),
            reached(
                "support_ended",
                ended.max_by_key(|moment| moment.happened.earliest()).filter(|_| all_ended),
            ),
        ]
    }
}

/// The earliest of these that is not before the episode.
fn first<'a>(since: Option<Timestamp>, moments: impl Iterator<Item = &'a Moment>) -> Option<&'a Moment> {
    moments
        .filter(|moment| since.is_none_or(|since| moment.happened.latest() >= since))
        .min_by_key(|moment| moment.happened.earliest())
}

fn reached(code: &'static str, moment: Option<&Moment>) -> Step {
    let state = if moment.is_some() { StepState::Done } else { StepState::Ahead };
    Step { code, happened: moment.map(|moment| moment.happened.clone()), state }
}

/// A step that deadlines wait for: late while one of them has passed, even where an earlier one was answered.
fn awaited(code: &'static str, moment: Option<&Moment>, due: &[NextStep], kinds: &[&str]) -> Step {
    let late =
        due.iter().any(|step| step.late && step.answers.iter().any(|kind| kinds.contains(&kind.as_str())));
    let mut step = reached(code, moment);
    if late {
        step.state = StepState::Late;
    }
    step
}

/// Marks the last step that was reached as the place where the child is.
fn placed(mut steps: Vec<Step>) -> Vec<Step> {
    if let Some(step) = steps.iter_mut().rev().find(|step| step.state == StepState::Done) {
        step.state = StepState::Here;
    }
    steps
}
