//! The rules: what may come next in one reading of a file, that is, with its entries in one order.
//!
//! A rule refuses with its name as the problem's code. Entries come here after all corrections, so that an
//! amendment is judged as if it had been written so from the start.

use std::collections::{BTreeMap, BTreeSet};

use base::{ChildNumber, EntryId, PersonId, Problem, UnitNumber};
use rules::StatusTrack;

use crate::effective::Effective;
use crate::event::FileEvent;
use crate::victim_status::VictimStatus;

/// What all readings of one history share.
pub(crate) struct Given<'a> {
    pub(crate) track: &'a StatusTrack,
    pub(crate) services: BTreeSet<UnitNumber>,
    pub(crate) referrals: BTreeSet<u32>,
}

impl<'a> Given<'a> {
    pub(crate) fn new(steps: &[Effective<'_>], track: &'a StatusTrack) -> Self {
        let mut given = Self { track, services: BTreeSet::new(), referrals: BTreeSet::new() };
        for step in steps {
            match step.event {
                FileEvent::ServiceStarted { unit, .. } => {
                    given.services.insert(*unit);
                }
                FileEvent::ReferralSent { referral, .. } => {
                    given.referrals.insert(*referral);
                }
                _ => {}
            }
        }
        given
    }
}

#[derive(Clone, Copy, Default)]
struct ReferralStand {
    received: bool,
    accepted: bool,
    refused: bool,
    started: bool,
    finished: bool,
}

/// How a file stands after the entries read so far.
#[derive(Clone, Default)]
pub(crate) struct Reading {
    child: Option<ChildNumber>,
    opened: bool,
    open: bool,
    status: VictimStatus,
    proposals: BTreeMap<EntryId, Vec<PersonId>>,
    manager: Option<PersonId>,
    /// Started services, and whether they ended.
    services: BTreeMap<UnitNumber, bool>,
    referrals: BTreeMap<u32, ReferralStand>,
    merged: BTreeSet<ChildNumber>,
}

/// What of a reading depends on the order of the entries read, not only on which they are.
pub(crate) type Standing = (VictimStatus, bool, Option<PersonId>, Vec<EntryId>);

impl Reading {
    pub(crate) fn standing(&self) -> Standing {
        (self.status, self.open, self.manager, self.proposals.keys().copied().collect())
    }

    /// Whether the entry may come next.
    pub(crate) fn check(&self, step: &Effective<'_>, given: &Given<'_>) -> Result<(), Problem> {
        if let FileEvent::CaseOpened { .. } = step.event {
            refuse_if(self.opened, "already_opened")?;
            return self.may_step(step.event, given.track);
        }
        refuse_if(!self.opened, "file_not_open")?;
        match step.event {
            FileEvent::Presumed { .. }
            | FileEvent::Identified { .. }
            | FileEvent::NotConfirmedProposed { .. }
            | FileEvent::NotConfirmed { .. } => self.check_status(step, given.track),
            FileEvent::CaseManagerNamed { person, .. } => {
                self.check_open()?;
                refuse_if(self.manager == Some(*person), "case_manager_same")
            }
            FileEvent::ServiceStarted { .. }
            | FileEvent::ServiceDelivered { .. }
            | FileEvent::ServiceEnded { .. } => self.check_service(step.event, given),
            FileEvent::CaseClosed { .. } => refuse_if(!self.open, "already_closed"),
            FileEvent::CaseReopened { .. } => {
                refuse_if(self.open, "not_closed")?;
                self.may_step(step.event, given.track)
            }
            FileEvent::ChildrenMerged { other_child, .. } => {
                refuse_if(self.child == Some(*other_child), "merge_with_itself")?;
                refuse_if(self.merged.contains(other_child), "already_merged")
            }
            FileEvent::ChildrenUnmerged { other_child, .. } => {
                refuse_if(!self.merged.contains(other_child), "not_merged")
            }
            FileEvent::ReferralSent { by, to, referral, .. } => {
                self.check_open()?;
                refuse_if(by.agency == *to, "referral_to_itself")?;
                refuse_if(self.referrals.contains_key(referral), "referral_already_sent")
            }
            FileEvent::CrossingSent { .. } => self.check_open(),
            _ => self.check_referral(step.event, given),
        }
    }

    fn check_open(&self) -> Result<(), Problem> {
        refuse_if(!self.open, "file_not_open")
    }

    fn may_step(&self, event: &FileEvent, track: &StatusTrack) -> Result<(), Problem> {
        if track.allows(event.kind_name(), self.status.code()) {
            return Ok(());
        }
        Err(Problem::refused("transition_not_allowed")
            .with("from", self.status.code())
            .with("kind", event.kind_name()))
    }

    fn check_status(&self, step: &Effective<'_>, track: &StatusTrack) -> Result<(), Problem> {
        self.check_open()?;
        match step.event {
            FileEvent::Presumed { .. } => {
                refuse_if(self.status == VictimStatus::Presumed, "already_presumed")?;
                refuse_if(self.status == VictimStatus::Identified, "already_identified")?;
            }
            FileEvent::Identified { .. } => {
                refuse_if(self.status == VictimStatus::Identified, "already_identified")?;
            }
            _ => {}
        }
        self.may_step(step.event, track)?;
        if let FileEvent::NotConfirmed { proposal, .. } = step.event {
            let Some(proposers) = self.proposals.get(proposal) else {
                return Err(Problem::refused("proposal_unknown"));
            };
            let same = proposers.contains(&step.original.actor);
            refuse_if(same && track.needs_two_people(step.event.kind_name()), "needs_another_person")?;
        }
        Ok(())
    }

    fn check_service(&self, event: &FileEvent, given: &Given<'_>) -> Result<(), Problem> {
        let stands = |unit: &UnitNumber| match self.services.get(unit) {
            Some(true) => Err(Problem::refused("service_already_ended")),
            Some(false) => Ok(()),
            None if given.services.contains(unit) => Err(Problem::refused("service_not_started")),
            None => Err(Problem::refused("service_unknown")),
        };
        match event {
            FileEvent::ServiceStarted { unit, referral, .. } => {
                self.check_open()?;
                refuse_if(self.services.contains_key(unit), "service_already_started")?;
                let Some(referral) = referral else { return Ok(()) };
                let stand = self.referral(*referral, given)?;
                refuse_if(!stand.accepted, "referral_not_accepted")?;
                refuse_if(stand.finished, "referral_ended")
            }
            FileEvent::ServiceDelivered { unit, .. } => {
                self.check_open()?;
                stands(unit)
            }
            // A service may still end after the file was closed: its provider may hear of it later.
            FileEvent::ServiceEnded { unit, .. } => stands(unit),
            _ => Ok(()),
        }
    }

    /// Answers to a referral are taken whether the file is open or not: closing a file answers no referral.
    fn check_referral(&self, event: &FileEvent, given: &Given<'_>) -> Result<(), Problem> {
        let Some(ordinal) = event.referral() else { return Ok(()) };
        let stand = self.referral(ordinal, given)?;
        let answered = stand.accepted || stand.refused;
        match event {
            FileEvent::ReferralReceived { .. } => {
                refuse_if(answered, "referral_already_answered")?;
                refuse_if(stand.received, "referral_already_received")
            }
            FileEvent::ReferralAccepted { .. } | FileEvent::ReferralRefused { .. } => {
                refuse_if(answered, "referral_already_answered")
            }
            FileEvent::ReferralStarted { .. } => {
                refuse_if(!stand.accepted, "referral_not_accepted")?;
                refuse_if(stand.finished, "referral_ended")?;
                refuse_if(stand.started, "referral_already_started")
            }
            FileEvent::ReferralFinished { .. } => {
                refuse_if(!stand.accepted, "referral_not_accepted")?;
                refuse_if(stand.finished, "referral_ended")
            }
            _ => Ok(()),
        }
    }

    fn referral(&self, ordinal: u32, given: &Given<'_>) -> Result<ReferralStand, Problem> {
        let unknown =
            if given.referrals.contains(&ordinal) { "referral_not_sent" } else { "referral_unknown" };
        self.referrals.get(&ordinal).copied().ok_or_else(|| Problem::refused(unknown))
    }

    /// Takes the entry as read, allowed or not.
    pub(crate) fn apply(&mut self, step: &Effective<'_>) {
        match step.event {
            FileEvent::CaseOpened { child, .. } => {
                self.child = self.child.or(Some(*child));
                self.opened = true;
                self.open = true;
                self.status = VictimStatus::Potential;
            }
            FileEvent::Presumed { .. } => self.reach(VictimStatus::Presumed),
            FileEvent::Identified { .. } => self.reach(VictimStatus::Identified),
            FileEvent::NotConfirmedProposed { .. } => {
                self.proposals.insert(step.entry(), step.authors.clone());
            }
            FileEvent::NotConfirmed { .. } => self.reach(VictimStatus::NotConfirmed),
            FileEvent::CaseManagerNamed { person, .. } => self.manager = Some(*person),
            FileEvent::ServiceStarted { unit, .. } => {
                self.services.entry(*unit).or_insert(false);
            }
            FileEvent::ServiceDelivered { .. } | FileEvent::CrossingSent { .. } => {}
            FileEvent::ServiceEnded { unit, .. } => {
                self.services.insert(*unit, true);
            }
            FileEvent::CaseClosed { .. } => self.open = false,
            FileEvent::CaseReopened { .. } => {
                self.open = true;
                self.reach(VictimStatus::Potential);
            }
            FileEvent::ChildrenMerged { other_child, .. } => {
                self.merged.insert(*other_child);
            }
            FileEvent::ChildrenUnmerged { other_child, .. } => {
                self.merged.remove(other_child);
            }
            FileEvent::Amended { .. } | FileEvent::Withdrawn { .. } => {}
            FileEvent::ReferralSent { referral, .. }
            | FileEvent::ReferralReceived { referral, .. }
            | FileEvent::ReferralAccepted { referral, .. }
            | FileEvent::ReferralRefused { referral, .. }
            | FileEvent::ReferralStarted { referral, .. }
            | FileEvent::ReferralFinished { referral, .. } => {
                let stand = self.referrals.entry(*referral).or_default();
                match step.event {
                    FileEvent::ReferralReceived { .. } => stand.received = true,
                    FileEvent::ReferralAccepted { .. } => stand.accepted = true,
                    FileEvent::ReferralRefused { .. } => stand.refused = true,
                    FileEvent::ReferralStarted { .. } => stand.started = true,
                    FileEvent::ReferralFinished { .. } => stand.finished = true,
                    _ => {}
                }
            }
        }
    }

    /// A step along the track spends whatever was proposed before it.
    fn reach(&mut self, status: VictimStatus) {
        self.status = status;
        self.proposals.clear();
    }
}

/// Whether reading this entry as soon as it is allowed takes nothing away from any other: then no other order
/// need be tried.
pub(crate) fn is_harmless(event: &FileEvent) -> bool {
    matches!(
        event,
        FileEvent::CaseOpened { .. }
            | FileEvent::ServiceStarted { .. }
            | FileEvent::ServiceDelivered { .. }
            | FileEvent::CrossingSent { .. }
            | FileEvent::ReferralSent { .. }
            | FileEvent::ReferralReceived { .. }
            | FileEvent::ReferralStarted { .. }
    )
}

/// Whether this entry takes possibilities away, so that it is better read late.
pub(crate) fn closes_something(event: &FileEvent) -> bool {
    matches!(
        event,
        FileEvent::CaseClosed { .. }
            | FileEvent::ServiceEnded { .. }
            | FileEvent::ReferralRefused { .. }
            | FileEvent::ReferralFinished { .. }
            | FileEvent::NotConfirmed { .. }
    )
}

fn refuse_if(broken: bool, rule: &'static str) -> Result<(), Problem> {
    if broken { Err(Problem::refused(rule)) } else { Ok(()) }
}
