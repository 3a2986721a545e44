//! A file's state, folded from its history.

use std::collections::BTreeMap;

use base::{ChildNumber, Day, EntryId, Happened, PersonId, Position, PublicCode, StreamId, Timestamp, UnitNumber};
use rules::Pack;

use crate::birth_month::BirthMonth;
use crate::effective::{Effective, effective};
use crate::event::{Circumstances, FileEvent, Office};
use crate::recorded::Recorded;
use crate::referral::Referral;
use crate::service::{Delivery, Service};
use crate::timeline::TimelineItem;
use crate::victim_status::VictimStatus;

/// When something happened, by which agency, and the entry that says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub happened: Happened,
    /// The agency that did it.
    pub by: Office,
}

/// From an opening to the closing that follows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Episode {
    /// Its place in the file, from 1.
    pub number: u32,
    /// The episode in facts; 0 where the opening is not known.
    pub unit: UnitNumber,
    /// When it began.
    pub opened: Option<Moment>,
    /// Why the file was opened again (list `reopening_reason`); 0 of the first episode.
    pub reason: u16,
    /// The status reached in it.
    pub status: VictimStatus,
    /// The last presumption.
    pub presumed: Option<Moment>,
    /// The identification, and its ground (list `identification_ground`).
    pub identified: Option<(Moment, u16)>,
    /// A proposal not to confirm that waits for another person, with its reason (list `not_confirmed_reason`).
    pub proposal: Option<(Moment, u16)>,
    /// The decision not to confirm.
    pub not_confirmed: Option<Moment>,
    /// The closing, and why (list `closing_reason`).
    pub closed: Option<(Moment, u16)>,
}

/// A child's protection file as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// The child in facts; `None` when the opening is not there.
    pub child: Option<ChildNumber>,
    /// The file in facts.
    pub unit: UnitNumber,
    /// The file's code on pages.
    pub code: Option<PublicCode>,
    /// The signal it came from.
    pub signal: Option<StreamId>,
    /// The agency that works it.
    pub office: Office,
    /// List `sex`.
    pub sex: u16,
    /// The month of birth.
    pub birth_month: Option<BirthMonth>,
    /// What is known of the exploitation.
    pub circumstances: Circumstances,
    /// All episodes; the last one is the current one.
    pub episodes: Vec<Episode>,
    /// Who manages the case, and since when.
    pub case_manager: Option<(PersonId, Moment)>,
    /// All services, by their first entry in canonical order.
    pub services: Vec<Service>,
    /// All referrals, by ordinal.
    pub referrals: Vec<Referral>,
    /// Files whose child is this child, and that child's number.
    pub merged: Vec<(StreamId, ChildNumber)>,
    /// What happened, in canonical order, withdrawn entries included and marked.
    pub timeline: Vec<TimelineItem>,
    /// The stream's last version: what an append must have seen.
    pub version: u32,
    /// The realm's position of the last entry.
    pub position: Position,
}

impl File {
    /// Whether its opening is there and not withdrawn.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.episodes.first().is_some_and(|episode| episode.opened.is_some())
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.exists() && self.current().is_some_and(|episode| episode.closed.is_none())
    }

    /// The current episode.
    #[must_use]
    pub fn current(&self) -> Option<&Episode> {
        self.episodes.last()
    }

    /// The episode that gives the status: a new episode in which nothing was presumed yet leaves the child the
    /// status, and the rights, of an earlier one.
    #[must_use]
    pub fn status_episode(&self) -> Option<&Episode> {
        let current = self.current()?;
        if current.status > VictimStatus::Potential {
            return Some(current);
        }
        let stands = |episode: &&Episode| matches!(episode.status, VictimStatus::Presumed | VictimStatus::Identified);
        self.episodes.iter().rev().find(stands).or(Some(current))
    }

    /// Where the child stands on the track of victim status.
    #[must_use]
    pub fn status(&self) -> VictimStatus {
        self.status_episode().map_or(VictimStatus::None, |episode| episode.status)
    }

    /// The child's age band on a day (list `age_band`); 0 where the birth is not known.
    #[must_use]
    pub fn age_band_on(&self, day: Day, pack: &Pack) -> u8 {
        self.birth_month.map_or(0, |born| pack.age_band(born.years_on(day)))
    }

    /// The referral of an ordinal.
    #[must_use]
    pub fn referral(&self, ordinal: u32) -> Option<&Referral> {
        self.referrals.iter().find(|referral| referral.ordinal == ordinal)
    }

    /// The ordinal of the next referral.
    #[must_use]
    pub fn next_referral(&self) -> u32 {
        self.referrals.iter().map(|referral| referral.ordinal).max().unwrap_or(0).saturating_add(1)
    }

    /// The service of a unit number.
    #[must_use]
    pub fn service(&self, unit: UnitNumber) -> Option<&Service> {
        self.services.iter().find(|service| service.unit == unit)
    }

    /// An entry of the timeline.
    #[must_use]
    pub fn item(&self, entry: EntryId) -> Option<&TimelineItem> {
        self.timeline.iter().find(|item| item.entry == entry)
    }

    /// What happened, in canonical order.
    #[must_use]
    pub fn timeline(&self) -> &[TimelineItem] {
        &self.timeline
    }
}

type Key = (Timestamp, u64, EntryId);

/// Folds a history, in the order of (earliest possible instant, position), corrections applied.
///
/// Total: any sequence folds, whether the rules allow it or not, and the order of the slice carries no meaning.
/// Closings and reopenings are paired by their order among themselves, so that an uncertain date of one does not
/// leave a closed file open.
#[must_use]
pub fn fold(history: &[Recorded<FileEvent>]) -> File {
    let all = effective(history);
    let mut file = File {
        version: history.iter().map(|recorded| recorded.version).max().unwrap_or(0),
        position: history.iter().map(|recorded| recorded.position).max().unwrap_or_default(),
        ..File::default()
    };
    let standing: Vec<&Effective<'_>> = all.iter().filter(|step| !step.withdrawn).collect();
    let begins = open_episodes(&mut file, &standing);
    // What an episode begins with, at an equal key, is inside it.
    let episode_of = |key: Key| begins.iter().rposition(|begin| *begin <= key).unwrap_or(0);
    let mut services = BTreeMap::new();
    for step in &standing {
        take(&mut file, &mut services, step, episode_of(step.key()));
    }
    // A withdrawn opening still tells whose file this was: erasing and merging must find the child.
    if file.child.is_none() {
        file.child = all.iter().find_map(|step| match step.event {
            FileEvent::CaseOpened { child, .. } => Some(*child),
            _ => None,
        });
    }
    file.referrals.sort_by_key(|referral| referral.ordinal);
    file.timeline = all
        .iter()
        .map(|step| TimelineItem::of(step, u32::try_from(episode_of(step.key())).unwrap_or(0).saturating_add(1)))
        .collect();
    file
}

/// Makes the episodes, and tells where each begins.
fn open_episodes(file: &mut File, standing: &[&Effective<'_>]) -> Vec<Key> {
    let opening = standing.iter().find(|step| matches!(step.event, FileEvent::CaseOpened { .. }));
    let reopenings = standing.iter().filter(|step| matches!(step.event, FileEvent::CaseReopened { .. }));
    let closings: Vec<_> =
        standing.iter().filter(|step| matches!(step.event, FileEvent::CaseClosed { .. })).collect();
    if standing.is_empty() {
        return Vec::new();
    }
    let mut begins = vec![(Timestamp::from_micros(i64::MIN), 0, EntryId::NIL)];
    let mut first = Episode { number: 1, ..Episode::default() };
    if let Some(step) = opening
        && let FileEvent::CaseOpened { by, child, unit, code, signal, sex, birth_month, circumstances } = step.event
    {
        first.unit = *unit;
        first.opened = Some(moment(step));
        first.status = VictimStatus::Potential;
        file.child = Some(*child);
        file.unit = *unit;
        file.code = Some(*code);
        file.signal = *signal;
        file.office = *by;
        file.sex = *sex;
        file.birth_month = *birth_month;
        file.circumstances = *circumstances;
    }
    file.episodes.push(first);
    for step in reopenings {
        let FileEvent::CaseReopened { by, unit, reason, .. } = step.event else { continue };
        let closing = closings.get(file.episodes.len() - 1);
        begins.push(closing.map_or(step.key(), |closing| closing.key().max(step.key())));
        file.office = *by;
        file.episodes.push(Episode {
            number: u32::try_from(file.episodes.len()).unwrap_or(0).saturating_add(1),
            unit: *unit,
            opened: Some(moment(step)),
            reason: *reason,
            status: VictimStatus::Potential,
            ..Episode::default()
        });
    }
    for (episode, closing) in file.episodes.iter_mut().zip(&closings) {
        if let FileEvent::CaseClosed { reason, .. } = closing.event {
            episode.closed = Some((moment(closing), *reason));
        }
    }
    begins
}

fn moment(step: &Effective<'_>) -> Moment {
    Moment {
        entry: step.entry(),
        happened: step.happened.clone(),
        by: step.event.by().unwrap_or_default(),
    }
}

fn take(file: &mut File, services: &mut BTreeMap<UnitNumber, usize>, step: &Effective<'_>, episode: usize) {
    if let Some(known) = step.event.circumstances().filter(|_| !matches!(step.event, FileEvent::CaseOpened { .. })) {
        file.circumstances = known;
    }
    match step.event {
        FileEvent::Presumed { .. }
        | FileEvent::Identified { .. }
        | FileEvent::NotConfirmedProposed { .. }
        | FileEvent::NotConfirmed { .. } => {
            if let Some(episode) = file.episodes.get_mut(episode) {
                take_status(episode, step);
            }
        }
        FileEvent::CaseManagerNamed { person, .. } => file.case_manager = Some((*person, moment(step))),
        FileEvent::ServiceStarted { unit, .. }
        | FileEvent::ServiceDelivered { unit, .. }
        | FileEvent::ServiceEnded { unit, .. } => {
            let index = *services.entry(*unit).or_insert_with(|| {
                file.services.push(Service::of(*unit));
                file.services.len() - 1
            });
            if let Some(service) = file.services.get_mut(index) {
                take_service(service, step);
            }
        }
        FileEvent::ChildrenMerged { other, other_child, .. } => {
            if !file.merged.contains(&(*other, *other_child)) {
                file.merged.push((*other, *other_child));
            }
        }
        FileEvent::ChildrenUnmerged { other_child, .. } => file.merged.retain(|(_, child)| child != other_child),
        FileEvent::ReferralSent { referral, .. }
        | FileEvent::ReferralReceived { referral, .. }
        | FileEvent::ReferralAccepted { referral, .. }
        | FileEvent::ReferralRefused { referral, .. }
        | FileEvent::ReferralStarted { referral, .. }
        | FileEvent::ReferralFinished { referral, .. } => {
            let known = file.referrals.iter().position(|known| known.ordinal == *referral);
            let index = known.unwrap_or_else(|| {
                file.referrals.push(Referral::of(*referral));
                file.referrals.len() - 1
            });
            if let Some(referral) = file.referrals.get_mut(index) {
                take_referral(referral, step);
            }
        }
        // Openings and closings made the episodes; corrections are no steps.
        FileEvent::CaseOpened { .. }
        | FileEvent::CaseReopened { .. }
        | FileEvent::CaseClosed { .. }
        | FileEvent::Amended { .. }
        | FileEvent::Withdrawn { .. } => {}
    }
}

fn take_status(episode: &mut Episode, step: &Effective<'_>) {
    match step.event {
        FileEvent::Presumed { .. } => {
            episode.presumed = Some(moment(step));
            episode.status = VictimStatus::Presumed;
            episode.proposal = None;
        }
        FileEvent::Identified { ground, .. } => {
            episode.identified = Some((moment(step), *ground));
            episode.status = VictimStatus::Identified;
            episode.proposal = None;
        }
        FileEvent::NotConfirmedProposed { reason, .. } => episode.proposal = Some((moment(step), *reason)),
        FileEvent::NotConfirmed { .. } => {
            episode.not_confirmed = Some(moment(step));
            episode.status = VictimStatus::NotConfirmed;
            episode.proposal = None;
        }
        _ => {}
    }
}

fn take_service(service: &mut Service, step: &Effective<'_>) {
    match step.event {
        FileEvent::ServiceStarted { by, service: code, referral, .. } if service.started.is_none() => {
            service.started = Some(moment(step));
            service.by = *by;
            service.service = *code;
            service.referral = *referral;
        }
        FileEvent::ServiceDelivered { minutes, .. } => {
            service.deliveries.push(Delivery { moment: moment(step), minutes: *minutes });
        }
        FileEvent::ServiceEnded { reason, .. } if service.ended.is_none() => {
            service.ended = Some((moment(step), *reason));
        }
        _ => {}
    }
}

/// The first entry of each kind holds; a second one can only be there by other rules than today's.
fn take_referral(referral: &mut Referral, step: &Effective<'_>) {
    let now = moment(step);
    match step.event {
        FileEvent::ReferralSent { by, unit, code, to, service, urgency, need, .. } if referral.sent.is_none() => {
            referral.sent = Some(now);
            referral.from = *by;
            referral.unit = *unit;
            referral.code = Some(*code);
            referral.to = *to;
            referral.service = *service;
            referral.urgency = *urgency;
            referral.need = *need;
        }
        FileEvent::ReferralReceived { .. } => {
            referral.received.get_or_insert(now);
        }
        FileEvent::ReferralAccepted { .. } => {
            referral.accepted.get_or_insert(now);
        }
        FileEvent::ReferralRefused { reason, .. } => {
            referral.refused.get_or_insert((now, *reason));
        }
        FileEvent::ReferralStarted { .. } => {
            referral.started.get_or_insert(now);
        }
        FileEvent::ReferralFinished { outcome, .. } => {
            referral.finished.get_or_insert((now, *outcome));
        }
        _ => {}
    }
}
