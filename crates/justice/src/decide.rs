//! Whether an entry may be appended to a criminal file, and who may correct one.

use base::{AgencyNumber, Problem};
use rules::Pack;

use crate::effective::{Effective, effective};
use crate::event::CriminalEvent;
use crate::levels::check_levels;
use crate::order::contradiction;
use crate::recorded::Recorded;

/// The most defendants one indictment can name.
pub const MOST_DEFENDANTS: u16 = 500;

/// Whether `proposed` may be appended to `history`; its `recorded_at` is "now".
///
/// What its dates say is refused only if it is impossible under every reading of them. A history that already is
/// impossible locks nothing: only a contradiction that the proposed entry takes part in is refused.
///
/// # Errors
/// The problem's code is the rule's name. Of the envelope and the codes: `code_missing`, `code_unknown`,
/// `happened_in_future`. Of corrections: `amends_unknown`, `amends_mismatch`, `amends_other_kind`,
/// `amends_what_it_is_about`, `already_withdrawn`. Of the order of things: `criminal_file_unknown`,
/// `already_opened`, `already_prosecuted`, `already_indicted`, `not_indicted`, `defendants_none`,
/// `defendant_unknown`, `already_judged`, `hearing_needs_reason`, `already_closed`, `impossible_sequence`.
pub fn decide(
    history: &[Recorded<CriminalEvent>],
    proposed: &Recorded<CriminalEvent>,
    pack: &Pack,
) -> Result<(), Problem> {
    check_levels(&proposed.event, pack)?;
    let withdraws = matches!(proposed.event, CriminalEvent::CriminalEntryWithdrawn { .. });
    if !withdraws && proposed.happened.earliest() > proposed.recorded_at {
        return Err(Problem::refused("happened_in_future").on("happened"));
    }
    let opens = matches!(proposed.event, CriminalEvent::CriminalFileOpened { .. });
    if opens != history.is_empty() {
        return Err(Problem::refused(if opens { "already_opened" } else { "criminal_file_unknown" }));
    }
    check_correction(history, proposed)?;
    let mut together = history.to_vec();
    together.push(proposed.clone());
    let all = effective(&together);
    let root = proposed.event.replaces().unwrap_or(proposed.entry);
    let standing: Vec<&Effective<'_>> = all.iter().filter(|step| !step.withdrawn).collect();
    check_counts(&standing, root, withdraws)?;
    check_order(&standing, root)
}

/// Checks a correction by somebody of a unit; anything but a correction passes.
///
/// # Errors
/// `amends_other_agency` when the corrected entry is another unit's; `withdrawal_needs_two` of the file's first
/// entry, which nobody takes back alone.
pub fn check_corrector(
    history: &[Recorded<CriminalEvent>],
    proposed: &CriminalEvent,
    agency: AgencyNumber,
) -> Result<(), Problem> {
    let Some(target) = proposed.replaces() else { return Ok(()) };
    let root = history.iter().find(|recorded| recorded.entry == target);
    let root = root.ok_or_else(|| Problem::refused("amends_unknown"))?;
    if root.event.by().is_some_and(|by| by.agency != agency) {
        return Err(Problem::refused("amends_other_agency"));
    }
    let withdraws = matches!(proposed, CriminalEvent::CriminalEntryWithdrawn { .. });
    if withdraws && matches!(root.event, CriminalEvent::CriminalFileOpened { .. }) {
        return Err(Problem::refused("withdrawal_needs_two").with("kind", root.event.kind_name()));
    }
    Ok(())
}

fn check_correction(
    history: &[Recorded<CriminalEvent>],
    proposed: &Recorded<CriminalEvent>,
) -> Result<(), Problem> {
    let target = proposed.event.replaces();
    if proposed.amends != target {
        return Err(Problem::bad_input("amends_mismatch"));
    }
    let Some(target) = target else { return Ok(()) };
    let steps = effective(history);
    let step = steps.iter().find(|step| step.entry() == target);
    let step = step.ok_or_else(|| Problem::refused("amends_unknown"))?;
    if step.withdrawn {
        return Err(Problem::refused("already_withdrawn"));
    }
    let CriminalEvent::CriminalEntryAmended { event, .. } = &proposed.event else { return Ok(()) };
    let kind = step.event.kind_name();
    if event.kind_name() != kind {
        return Err(Problem::refused("amends_other_kind").with("kind", kind));
    }
    if is_about_the_same(step.event, event) {
        return Ok(());
    }
    Err(Problem::refused("amends_what_it_is_about").with("kind", kind))
}

/// What an entry is about stays: to name another thing, it is withdrawn and a new one written.
fn is_about_the_same(one: &CriminalEvent, other: &CriminalEvent) -> bool {
    use CriminalEvent as E;
    match (one, other) {
        (
            E::CriminalFileOpened { by, child, unit, code, notice, .. },
            E::CriminalFileOpened { by: b, child: c, unit: u, code: d, notice: n, .. },
        ) => (by, child, unit, code, notice) == (b, c, u, d, n),
        (E::Judged { defendant, judgment, .. }, E::Judged { defendant: same, judgment: later, .. }) => {
            defendant == same && judgment.is_final == later.is_final
        }
        _ => true,
    }
}

/// What there is once only, and what must be there. `root` is the entry that is judged; taking one back is judged by
/// what would then be missing.
fn check_counts(standing: &[&Effective<'_>], root: base::EntryId, withdraws: bool) -> Result<(), Problem> {
    use CriminalEvent as E;
    let indicted = standing.iter().find_map(|step| match step.event {
        E::Indicted { defendants, .. } => Some((step.entry(), *defendants)),
        _ => None,
    });
    let judged_beyond = standing.iter().any(|step| match step.event {
        E::Judged { defendant, .. } => indicted.is_none_or(|(_, many)| *defendant > many),
        _ => false,
    });
    let Some(step) = standing.iter().find(|step| step.entry() == root) else {
        let lost = withdraws && judged_beyond && indicted.is_none();
        return if lost { Err(Problem::refused("not_indicted")) } else { Ok(()) };
    };
    let others = || standing.iter().filter(|other| other.entry() != root);
    let another = |kind: &str| others().any(|other| other.event.kind_name() == kind);
    let refuse = |broken: bool, rule| if broken { Err(Problem::refused(rule)) } else { Ok(()) };
    match step.event {
        E::ProsecutionStarted { .. } => refuse(another("prosecution_started"), "already_prosecuted"),
        E::Indicted { defendants, .. } => {
            refuse(another("indicted"), "already_indicted")?;
            let many = (1..=MOST_DEFENDANTS).contains(defendants);
            refuse(!many, "defendants_none").map_err(|problem| problem.on("defendants"))?;
            refuse(judged_beyond, "defendant_unknown").map_err(|problem| problem.on("defendants"))
        }
        E::Judged { defendant, judgment, .. } => {
            let Some((_, many)) = indicted else { return Err(Problem::refused("not_indicted")) };
            let known = (1..=many).contains(defendant);
            refuse(!known, "defendant_unknown").map_err(|problem| problem.on("defendant"))?;
            let twice = others().any(|other| match other.event {
                E::Judged { defendant: same, judgment: earlier, .. } => {
                    same == defendant && earlier.is_final == judgment.is_final
                }
                _ => false,
            });
            refuse(twice, "already_judged")
        }
        E::HearingPlanned { again, .. } | E::HearingHeld { again, .. } => {
            // A child is heard once; who asks for more says why. (The first may be told late: it needs no reason.)
            let first = others().find(|other| {
                matches!(other.event, E::HearingHeld { .. }) && other.original.rank() < step.original.rank()
            });
            let missing = first.is_some() && *again == 0;
            refuse(missing, "hearing_needs_reason").map_err(|problem| problem.on("again"))
        }
        E::CriminalFileClosed { .. } => refuse(another("criminal_file_closed"), "already_closed"),
        _ => Ok(()),
    }
}

/// Refuses a contradiction of dates that the judged entry takes part in.
fn check_order(standing: &[&Effective<'_>], root: base::EntryId) -> Result<(), Problem> {
    let Some(judged) = standing.iter().find(|step| step.entry() == root) else { return Ok(()) };
    for other in standing.iter().filter(|step| step.entry() != root) {
        if let Some((one, other)) = contradiction(&[judged, other]) {
            let of_another = if one.entry() == root { other } else { one };
            let after_close = matches!(of_another.event, CriminalEvent::CriminalFileClosed { .. });
            let rule = if after_close { "already_closed" } else { "impossible_sequence" };
            return Err(Problem::refused(rule)
                .with("because_of", of_another.event.kind_name())
                .on("happened"));
        }
    }
    Ok(())
}
