//! Whether an entry may be appended to a file.

use base::{EntryId, Happened, Problem};
use rules::Pack;

use crate::birth_month::BirthMonth;
use crate::effective::{Effective, effective, replaced, root_of};
use crate::event::FileEvent;
use crate::file::File;
use crate::levels::check_levels;
use crate::ordering::{self, Found};
use crate::reading::{Given, Reading};
use crate::recorded::Recorded;

/// Whether `proposed` may be appended to `history`; its `recorded_at` is "now".
///
/// Refused is only what is impossible under every reading of uncertain dates. A history that already is
/// impossible (it came in under other rules) locks nothing: then the entry alone is judged, where it stands.
///
/// # Errors
/// The problem's code is the rule's name. Of the envelope and the codes: `code_missing`, `code_unknown`,
/// `happened_in_future`, `happened_before_birth`. Of corrections: `amends_unknown`, `amends_mismatch`,
/// `amends_other_kind`, `amends_what_it_is_about`, `amends_a_withdrawal`, `amends_superseded`,
/// `already_withdrawn`. Of the order of things: `already_opened`, `file_not_open`, `already_presumed`,
/// `already_identified`, `transition_not_allowed`, `proposal_unknown`, `needs_another_person`,
/// `case_manager_same`, `service_unknown`, `service_not_started`, `service_already_started`,
/// `service_already_ended`, `referral_unknown`, `referral_not_sent`, `referral_already_sent`,
/// `referral_to_itself`, `referral_already_received`, `referral_already_answered`, `referral_not_accepted`,
/// `referral_already_started`, `referral_ended`, `already_closed`, `not_closed`, `merge_with_itself`,
/// `already_merged`, `not_merged`, `impossible_sequence`. With `because_of`, the entry itself could stand but
/// one of that kind, already recorded, then could not.
pub fn decide(
    history: &[Recorded<FileEvent>],
    proposed: &Recorded<FileEvent>,
    pack: &Pack,
) -> Result<(), Problem> {
    check_levels(&proposed.event, pack)?;
    let withdraws = matches!(proposed.event, FileEvent::Withdrawn { .. });
    if !withdraws && proposed.happened.earliest() > proposed.recorded_at {
        return Err(Problem::refused("happened_in_future").on("happened"));
    }
    let root = check_correction(history, proposed)?;

    let mut together = history.to_vec();
    together.push(proposed.clone());
    let earlier = effective(history);
    let all = effective(&together);
    check_standing(&earlier, &all, proposed, root)?;
    let steps: Vec<Effective<'_>> = all.into_iter().filter(|step| !step.withdrawn).collect();
    check_birth(&steps, root, pack)?;

    let track = pack.status_track();
    let Found::Impossible(problem) = ordering::find(&steps, &Given::new(&steps, track), Some(root)) else {
        return Ok(());
    };
    let before: Vec<Effective<'_>> = earlier.into_iter().filter(|step| !step.withdrawn).collect();
    match ordering::find(&before, &Given::new(&before, track), None) {
        Found::Possible => Err(problem),
        Found::Impossible(_) => judge_alone(&steps, root, &Given::new(&steps, track)),
    }
}

/// What is allowed and yet worth a word before an entry of a kind is added to a file: `open_referrals_remain`, `open_services_remain`.
#[must_use]
pub fn warnings(file: &File, kind: &str) -> Vec<&'static str> {
    let mut warnings = Vec::new();
    if kind == "case_closed" {
        if file.referrals.iter().any(|referral| !referral.state().is_over()) {
            warnings.push("open_referrals_remain");
        }
        if file.services.iter().any(|service| service.ended.is_none()) {
            warnings.push("open_services_remain");
        }
    }
    warnings
}

/// Checks what a correction names; the entry that is judged is the corrected one, else the proposed one.
fn check_correction(
    history: &[Recorded<FileEvent>],
    proposed: &Recorded<FileEvent>,
) -> Result<EntryId, Problem> {
    let target = replaced(&proposed.event);
    if proposed.amends != target {
        return Err(Problem::bad_input("amends_mismatch"));
    }
    let Some(target) = target else { return Ok(proposed.entry) };
    let unknown = || Problem::refused("amends_unknown");
    let root = root_of(history, target).ok_or_else(unknown)?;
    let FileEvent::Amended { event, .. } = &proposed.event else { return Ok(root.entry) };
    let target = history.iter().find(|recorded| recorded.entry == target).ok_or_else(unknown)?;
    if matches!(target.event, FileEvent::Withdrawn { .. }) {
        return Err(Problem::refused("amends_a_withdrawal"));
    }
    if event.kind_name() != root.event.kind_name() {
        return Err(Problem::refused("amends_other_kind").with("kind", root.event.kind_name()));
    }
    if !is_about_the_same(&root.event, event) {
        return Err(Problem::refused("amends_what_it_is_about").with("kind", root.event.kind_name()));
    }
    Ok(root.entry)
}

/// What an entry is about stays: to name another thing, it is withdrawn and a new one written.
fn is_about_the_same(one: &FileEvent, other: &FileEvent) -> bool {
    use FileEvent as E;
    match (one, other) {
        (E::CaseOpened { child, unit, code, .. }, E::CaseOpened { child: n, unit: u, code: c, .. }) => {
            (child, unit, code) == (n, u, c)
        }
        (E::CaseReopened { unit, .. }, E::CaseReopened { unit: u, .. })
        | (E::ServiceStarted { unit, .. }, E::ServiceStarted { unit: u, .. })
        | (E::ServiceDelivered { unit, .. }, E::ServiceDelivered { unit: u, .. })
        | (E::ServiceEnded { unit, .. }, E::ServiceEnded { unit: u, .. }) => unit == u,
        (E::NotConfirmed { proposal, .. }, E::NotConfirmed { proposal: p, .. }) => proposal == p,
        // The shared sections were sealed for this recipient and for no other.
        (
            E::ReferralSent { referral, unit, code, to, .. },
            E::ReferralSent { referral: r, unit: u, code: c, to: t, .. },
        ) => (referral, unit, code, to) == (r, u, c, t),
        (
            E::ChildrenMerged { other, other_child, .. },
            E::ChildrenMerged { other: o, other_child: c, .. },
        )
        | (
            E::ChildrenUnmerged { other, other_child, .. },
            E::ChildrenUnmerged { other: o, other_child: c, .. },
        ) => (other, other_child) == (o, c),
        // What was sent was sent: it was sealed for that unit, with or without who the child is.
        (
            E::CrossingSent { to, basis, purpose, with_identity, .. },
            E::CrossingSent { to: t, basis: b, purpose: p, with_identity: w, .. },
        ) => (to, basis, purpose, with_identity) == (t, b, p, w),
        _ => one.referral() == other.referral(),
    }
}

/// A correction must change how its entry reads: not one that is void, not by way of words that no longer stand.
fn check_standing(
    earlier: &[Effective<'_>],
    all: &[Effective<'_>],
    proposed: &Recorded<FileEvent>,
    root: EntryId,
) -> Result<(), Problem> {
    let read = |steps: &[Effective<'_>]| {
        let step = steps.iter().find(|step| step.entry() == root)?;
        Some((step.withdrawn, step.said_by))
    };
    let (before, after) = (read(earlier), read(all));
    match &proposed.event {
        FileEvent::Amended { .. } if before.is_some_and(|(withdrawn, _)| withdrawn) => {
            Err(Problem::refused("already_withdrawn"))
        }
        FileEvent::Amended { .. } if after != Some((false, proposed.entry)) => {
            Err(Problem::refused("amends_superseded"))
        }
        FileEvent::Withdrawn { .. } if before == after => Err(Problem::refused(match before {
            Some((true, _)) => "already_withdrawn",
            _ => "amends_superseded",
        })),
        _ => Ok(()),
    }
}

/// Nothing happens to a child before the month of birth.
fn check_birth(steps: &[Effective<'_>], root: EntryId, pack: &Pack) -> Result<(), Problem> {
    let born = steps.iter().find_map(|step| match step.event {
        FileEvent::CaseOpened { birth_month, .. } => Some((step.entry(), *birth_month)),
        _ => None,
    });
    let Some((opening, Some(born))) = born else { return Ok(()) };
    // A birth month that is corrected is measured against all that happened, any other entry by itself.
    let judged = steps.iter().filter(|step| opening == root || step.entry() == root);
    let before = |happened: &Happened, born: BirthMonth| born.is_after(happened, pack.zone());
    match judged.into_iter().find(|step| before(step.happened, born)) {
        Some(step) if step.entry() == root => Err(Problem::refused("happened_before_birth").on("happened")),
        Some(step) => Err(Problem::refused("happened_before_birth")
            .with("because_of", step.event.kind_name())
            .on("birth_date")),
        None => Ok(()),
    }
}

/// The verdict on one entry of a history that obeys the rules in no order.
fn judge_alone(steps: &[Effective<'_>], root: EntryId, given: &Given<'_>) -> Result<(), Problem> {
    let mut reading = Reading::default();
    for step in steps {
        if step.entry() == root {
            return reading.check(step, given);
        }
        reading.apply(step);
    }
    Ok(())
}
