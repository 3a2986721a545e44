//! Which of two things in a criminal file comes first, and whether the dates allow it.

use crate::effective::Effective;
use crate::event::CriminalEvent;

/// Whether the one can only have happened before the other, or at the same instant: what the law's own order says.
#[must_use]
pub(crate) fn precedes(one: &CriminalEvent, other: &CriminalEvent) -> bool {
    use CriminalEvent as E;
    match (one, other) {
        (E::CriminalFileOpened { .. }, E::CriminalFileOpened { .. })
        | (E::CriminalFileClosed { .. }, E::CriminalFileClosed { .. }) => false,
        (E::CriminalFileOpened { .. }, _) => true,
        // What a victim is paid may come long after the file is closed.
        (E::Compensation { .. }, E::CriminalFileClosed { .. }) => false,
        (_, E::CriminalFileClosed { .. }) => !matches!(one, E::CriminalFileClosed { .. }),
        (E::ProsecutionStarted { .. }, E::Indicted { .. } | E::Judged { .. })
        | (E::Indicted { .. }, E::Judged { .. }) => true,
        (E::Judged { defendant, judgment, .. }, E::Judged { defendant: same, judgment: later, .. }) => {
            defendant == same && !judgment.is_final && later.is_final
        }
        _ => false,
    }
}

/// The first pair whose dates contradict the order under every reading of them.
///
/// The order is transitive and each date is an interval, so that asking every pair is exact: each thing may be put
/// at the latest of the earliest instants of what comes before it.
#[must_use]
pub(crate) fn contradiction<'s, 'a>(
    steps: &[&'s Effective<'a>],
) -> Option<(&'s Effective<'a>, &'s Effective<'a>)> {
    let pairs = steps.iter().flat_map(|one| steps.iter().map(move |other| (*one, *other)));
    let mut ordered = pairs.filter(|(one, other)| precedes(one.event, other.event));
    ordered.find(|(one, other)| !one.happened.may_precede(other.happened))
}
