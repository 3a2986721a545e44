//! Who may correct what: an agency its own entries, and no single person what others rely on.

use base::{AgencyNumber, Problem};

use crate::effective::{replaced, root_of};
use crate::event::FileEvent;
use crate::recorded::Recorded;

/// Whether one person may take back an entry of this kind alone. Opening a file, and what says whether the child is
/// a victim, is what other agencies rely on: a presumption ends as not confirmed, by two people, and a file by
/// closing it; what was told to another realm was told.
#[must_use]
pub fn may_be_withdrawn(kind: &str) -> bool {
    !matches!(kind, "case_opened" | "presumed" | "identified" | "not_confirmed" | "crossing_sent")
}

/// Checks a correction by somebody of an agency; anything but a correction passes.
///
/// # Errors
/// `amends_other_agency` when the corrected entry is another agency's; `withdrawal_needs_two` for an entry that
/// nobody withdraws alone; `amends_unknown` when there is no such entry.
pub fn check_corrector(
    history: &[Recorded<FileEvent>],
    proposed: &FileEvent,
    agency: AgencyNumber,
) -> Result<(), Problem> {
    let Some(target) = replaced(proposed) else { return Ok(()) };
    let root = root_of(history, target).ok_or_else(|| Problem::refused("amends_unknown"))?;
    if root.event.by().is_some_and(|by| by.agency != agency) {
        return Err(Problem::refused("amends_other_agency"));
    }
    let kind = root.event.kind_name();
    let withdraws = matches!(proposed, FileEvent::Withdrawn { .. }) && target == root.entry;
    if withdraws && !may_be_withdrawn(kind) {
        return Err(Problem::refused("withdrawal_needs_two").with("kind", kind));
    }
    Ok(())
}
