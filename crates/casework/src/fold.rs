//! From a history to the file as it stands.

use std::collections::BTreeMap;

use base::{EntryId, Timestamp, UnitNumber};

use crate::effective::{Effective, effective};
use crate::event::FileEvent;
use crate::file::{Episode, File, Merge, Moment};
use crate::recorded::Recorded;
use crate::referral::Referral;
use crate::service::{Delivery, Service};
use crate::timeline::TimelineItem;
use crate::victim_status::VictimStatus;

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
    for (index, episode) in file.episodes.iter_mut().enumerate() {
        let within: Vec<_> =
            standing.iter().copied().filter(|step| episode_of(step.key()) == index).collect();
        settle_status(episode, &within);
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
        .map(|step| {
            TimelineItem::of(step, u32::try_from(episode_of(step.key())).unwrap_or(0).saturating_add(1))
        })
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
        && let FileEvent::CaseOpened {
            by,
            child,
            unit,
            code,
            signal,
            sex,
            birth_month,
            circumstances,
            brought_in,
        } = step.event
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
        file.brought_in = brought_in.then_some(step.original.recorded_at);
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
    Moment { entry: step.entry(), happened: step.happened.clone(), by: step.event.by().unwrap_or_default() }
}

fn take(file: &mut File, services: &mut BTreeMap<UnitNumber, usize>, step: &Effective<'_>, episode: usize) {
    if let Some(known) =
        step.event.circumstances().filter(|_| !matches!(step.event, FileEvent::CaseOpened { .. }))
    {
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
            if !file.merged.iter().any(|merge| merge.other_child == *other_child) {
                file.merged.push(Merge { entry: step.entry(), other: *other, other_child: *other_child });
            }
        }
        FileEvent::ChildrenUnmerged { other_child, .. } => {
            file.merged.retain(|merge| merge.other_child != *other_child);
        }
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
        // Openings and closings made the episodes; corrections are no steps; what crossed into another realm changes
        // nothing in this one.
        FileEvent::CrossingSent { .. }
        | FileEvent::CaseOpened { .. }
        | FileEvent::CaseReopened { .. }
        | FileEvent::CaseClosed { .. }
        | FileEvent::Amended { .. }
        | FileEvent::Withdrawn { .. } => {}
    }
}

/// Keeps the moments of an episode's status steps; the last of each kind in canonical order holds.
fn take_status(episode: &mut Episode, step: &Effective<'_>) {
    match step.event {
        FileEvent::Presumed { .. } => episode.presumed = Some(moment(step)),
        FileEvent::Identified { ground, .. } => episode.identified = Some((moment(step), *ground)),
        FileEvent::NotConfirmedProposed { reason, .. } => episode.proposal = Some((moment(step), *reason)),
        FileEvent::NotConfirmed { .. } => episode.not_confirmed = Some(moment(step)),
        _ => {}
    }
}

/// Settles the status of an episode by what its steps imply rather than by which stands last: where dates leave
/// the order open, an identification follows the presumption it needs, and presumptions and decisions not to
/// confirm take turns.
fn settle_status(episode: &mut Episode, steps: &[&Effective<'_>]) {
    let count = |kind: &str| steps.iter().filter(|step| step.event.kind_name() == kind).count();
    let certainly_after =
        |later: &Moment, earlier: &Moment| earlier.happened.latest() < later.happened.earliest();
    let overturned = |identified: &Moment| {
        episode.not_confirmed.as_ref().is_some_and(|decision| certainly_after(decision, identified))
    };
    let identified = episode.identified.as_ref().is_some_and(|(moment, _)| !overturned(moment));
    episode.status = if identified {
        VictimStatus::Identified
    } else if count("presumed") > count("not_confirmed") {
        VictimStatus::Presumed
    } else if episode.not_confirmed.is_some() {
        VictimStatus::NotConfirmed
    } else {
        episode.status
    };
    let agreed = |proposal: EntryId| {
        let agrees = |step: &&Effective<'_>| matches!(step.event, FileEvent::NotConfirmed { proposal: named, .. } if *named == proposal);
        steps.iter().any(agrees)
    };
    let spent = episode.proposal.as_ref().is_some_and(|(moment, _)| {
        agreed(moment.entry)
            || episode.status != VictimStatus::Presumed
            || episode.presumed.as_ref().is_some_and(|presumed| certainly_after(presumed, moment))
    });
    if spent {
        episode.proposal = None;
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
        FileEvent::ReferralSent { by, unit, code, to, service, urgency, need, .. }
            if referral.sent.is_none() =>
        {
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
