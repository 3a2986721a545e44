//! The facts a file sheds: a pure function of its history, and what changes between two of them.

use std::collections::BTreeMap;

use base::{ChildNumber, UnitNumber};
use ledger::fact::{DIMENSIONS, dimension};
use ledger::{Fact, FactChange, FactKind};
use rules::Pack;

use crate::effective::{Effective, effective};
use crate::event::{Circumstances, FileEvent};
use crate::file::{Episode, File};
use crate::fold::fold;
use crate::recorded::Recorded;

/// All facts of a history, at most one for each entry, in canonical order.
///
/// Age band and circumstances are those at the fact's day: a later statement of the circumstances changes no
/// earlier fact, a corrected one all that follow it. `value` is the days since sending for `ReferralStarted`, the
/// minutes for `ServiceDelivered`, else 0. A file whose opening is withdrawn sheds nothing.
#[must_use]
pub fn facts(history: &[Recorded<FileEvent>], pack: &Pack) -> Vec<Fact> {
    let file = fold(history);
    let Some(child) = file.child.filter(|_| file.exists()) else { return Vec::new() };
    let all = effective(history);
    let standing: Vec<&Effective<'_>> = all.iter().filter(|step| !step.withdrawn).collect();
    // What happened before the first statement is read by that statement.
    let first = standing.iter().find_map(|step| match step.event {
        FileEvent::CaseOpened { circumstances, .. } => Some(*circumstances),
        _ => None,
    });
    let mut known = first.unwrap_or_default();
    let mut facts = Vec::with_capacity(standing.len());
    for step in standing {
        known = step.event.circumstances().unwrap_or(known);
        facts.extend(fact(&file, child, step, &known, pack));
    }
    facts
}

/// What turns `before` into `after`: first what is retracted, then what is shed, each in the order of facts.
///
/// Both are taken as multisets, so that their order carries no meaning.
#[must_use]
pub fn fact_changes(before: &[Fact], after: &[Fact]) -> Vec<FactChange> {
    let mut balance: BTreeMap<Fact, i64> = BTreeMap::new();
    for fact in after {
        *balance.entry(*fact).or_default() += 1;
    }
    for fact in before {
        *balance.entry(*fact).or_default() -= 1;
    }
    let times = |count: i64| usize::try_from(count).unwrap_or(0);
    let retracted = balance
        .iter()
        .flat_map(|(fact, count)| std::iter::repeat_n(FactChange::Retracted(*fact), times(-count)));
    let shed =
        balance.iter().flat_map(|(fact, count)| std::iter::repeat_n(FactChange::Shed(*fact), times(*count)));
    retracted.chain(shed).collect()
}

fn fact(
    file: &File,
    child: ChildNumber,
    step: &Effective<'_>,
    known: &Circumstances,
    pack: &Pack,
) -> Option<Fact> {
    let (kind, unit) = kind_and_unit(file, child, step)?;
    let by = step.event.by()?;
    let happened = step.happened.earliest().day(pack.zone());
    let mut fact = Fact {
        stands_for: step.entry(),
        kind,
        dataset: 0,
        happened,
        child,
        unit,
        agency: by.agency,
        place: by.county,
        sex: u8::try_from(file.sex).unwrap_or(0),
        age_band: file.age_band_on(happened, pack),
        forms: known.forms,
        dims: [0; DIMENSIONS],
        value: 0,
    };
    if kind == FactKind::SameChild {
        // It joins two numbers and counts nothing: what is known of the child is not repeated here.
        return Some(Fact { sex: 0, age_band: 0, forms: 0, ..fact });
    }
    let mut dims = [0; DIMENSIONS];
    let mut set = |dimension: usize, level: u16| {
        if let Some(place) = dims.get_mut(dimension) {
            *place = level;
        }
    };
    set(dimension::WHERE, known.place);
    set(dimension::RECRUITMENT, known.recruitment);
    set(dimension::ORIGIN, known.origin);
    set(dimension::IN_CARE, known.in_care);
    match step.event {
        FileEvent::ServiceStarted { unit, .. }
        | FileEvent::ServiceDelivered { unit, .. }
        | FileEvent::ServiceEnded { unit, .. } => {
            set(dimension::SERVICE, file.service(*unit).map_or(0, |service| service.service));
        }
        event => {
            if let Some(referral) = event.referral().and_then(|ordinal| file.referral(ordinal)) {
                set(dimension::SERVICE, referral.service);
                set(dimension::OTHER_AGENCY, u16::try_from(referral.to.0 & 0xFFFF).unwrap_or(0));
            }
        }
    }
    fact.dims = dims;
    fact.value = value(file, step, fact.happened.0, pack);
    Some(fact)
}

/// What an entry counts as; `None` for one that counts nothing.
fn kind_and_unit(file: &File, child: ChildNumber, step: &Effective<'_>) -> Option<(FactKind, UnitNumber)> {
    let of_referral = |kind, ordinal: &u32| file.referral(*ordinal).map(|referral| (kind, referral.unit));
    match step.event {
        FileEvent::CaseOpened { unit, .. } => Some((FactKind::CaseOpened, *unit)),
        FileEvent::Presumed { .. } => Some((FactKind::Presumed, episode_unit(file, step))),
        FileEvent::Identified { .. } => Some((FactKind::Identified, episode_unit(file, step))),
        FileEvent::NotConfirmed { .. } => Some((FactKind::NotConfirmed, episode_unit(file, step))),
        FileEvent::CaseManagerNamed { .. } => Some((FactKind::CaseManagerNamed, file.unit)),
        FileEvent::ServiceStarted { unit, .. } => Some((FactKind::ServiceStarted, *unit)),
        FileEvent::ServiceDelivered { unit, .. } => Some((FactKind::ServiceDelivered, *unit)),
        FileEvent::ServiceEnded { unit, .. } => Some((FactKind::ServiceEnded, *unit)),
        FileEvent::ReferralSent { referral, .. } => of_referral(FactKind::ReferralSent, referral),
        FileEvent::ReferralAccepted { referral, .. } => of_referral(FactKind::ReferralAccepted, referral),
        FileEvent::ReferralRefused { referral, .. } => of_referral(FactKind::ReferralRefused, referral),
        FileEvent::ReferralStarted { referral, .. } => of_referral(FactKind::ReferralStarted, referral),
        FileEvent::ReferralFinished { referral, .. } => of_referral(FactKind::ReferralFinished, referral),
        FileEvent::CaseClosed { .. } => Some((FactKind::CaseClosed, closed_unit(file, step))),
        FileEvent::CaseReopened { unit, .. } => Some((FactKind::CaseReopened, *unit)),
        // Only while the merge stands; the other file's entry sheds the same pair the other way round.
        FileEvent::ChildrenMerged { other_child, .. } => {
            let stands = *other_child != child && file.merged.iter().any(|merge| merge.entry == step.entry());
            stands.then_some((FactKind::SameChild, UnitNumber(other_child.0)))
        }
        FileEvent::NotConfirmedProposed { .. }
        | FileEvent::ReferralReceived { .. }
        | FileEvent::ChildrenUnmerged { .. }
        | FileEvent::CrossingSent { .. }
        | FileEvent::Amended { .. }
        | FileEvent::Withdrawn { .. } => None,
    }
}

fn episode_unit(file: &File, step: &Effective<'_>) -> UnitNumber {
    let number = file.item(step.entry()).map_or(1, |item| item.episode);
    file.episodes.iter().find(|episode| episode.number == number).map_or(file.unit, |episode| episode.unit)
}

fn closed_unit(file: &File, step: &Effective<'_>) -> UnitNumber {
    let closes =
        |episode: &&Episode| episode.closed.as_ref().is_some_and(|(moment, _)| moment.entry == step.entry());
    file.episodes.iter().find(closes).map_or_else(|| episode_unit(file, step), |episode| episode.unit)
}

fn value(file: &File, step: &Effective<'_>, happened: i32, pack: &Pack) -> i32 {
    match step.event {
        FileEvent::ReferralStarted { referral, .. } => {
            let sent = file.referral(*referral).and_then(|referral| referral.sent.as_ref());
            sent.map_or(0, |sent| (happened - sent.happened.earliest().day(pack.zone()).0).max(0))
        }
        FileEvent::ServiceDelivered { minutes, .. } => i32::from(*minutes),
        _ => 0,
    }
}
