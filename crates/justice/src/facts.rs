//! The facts a criminal file sheds: a pure function of its history, and what changes between two of them.

use std::collections::BTreeMap;

use base::UnitNumber;
use ledger::fact::DIMENSIONS;
use ledger::{Fact, FactChange, FactKind};
use rules::Pack;

use crate::effective::effective;
use crate::event::{CriminalEvent, Judgment};
use crate::file::fold;
use crate::recorded::Recorded;

/// All facts of a history, at most one for each entry, in canonical order. `value` is the number of defendants of an
/// indictment, the months of a conviction, else 0. Nothing is said of who the child is, nor of who is judged: a
/// defendant is a number of the file.
#[must_use]
pub fn facts(history: &[Recorded<CriminalEvent>], pack: &Pack) -> Vec<Fact> {
    let file = fold(history);
    let Some(child) = file.child.filter(|_| file.opened.is_some()) else { return Vec::new() };
    let mut facts = Vec::new();
    for step in effective(history).iter().filter(|step| !step.withdrawn) {
        let Some(((kind, unit, value), by)) = counted(step.event, file.unit, pack).zip(step.event.by())
        else {
            continue;
        };
        facts.push(Fact {
            stands_for: step.entry(),
            kind,
            dataset: 0,
            happened: step.happened.earliest().day(pack.zone()),
            child,
            unit,
            agency: by.agency,
            place: by.county,
            sex: 0,
            age_band: 0,
            forms: 0,
            dims: [0; DIMENSIONS],
            value,
        });
    }
    facts
}

/// What turns `before` into `after`: first what is retracted, then what is shed, each in the order of facts.
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

/// What an entry counts as; `None` for one that counts nothing.
fn counted(event: &CriminalEvent, file: UnitNumber, pack: &Pack) -> Option<(FactKind, UnitNumber, i32)> {
    use CriminalEvent as E;
    match event {
        E::CriminalFileOpened { .. } => Some((FactKind::CriminalFileOpened, file, 0)),
        E::ProsecutionStarted { .. } => Some((FactKind::ProsecutionStarted, file, 0)),
        E::ProtectionOrdered { .. } => Some((FactKind::VictimProtected, file, 0)),
        E::HearingHeld { .. } => Some((FactKind::ChildHeard, file, 0)),
        E::Indicted { defendants, .. } => Some((FactKind::Indicted, file, i32::from(*defendants))),
        E::Judged { defendant, judgment, .. } => {
            let kind = judged(judgment, pack)?;
            let months = if kind == FactKind::DefendantConvicted { i32::from(judgment.months) } else { 0 };
            Some((kind, defendant_unit(file, *defendant), months))
        }
        E::CriminalFileClosed { .. } => Some((FactKind::CriminalFileClosed, file, 0)),
        E::HearingPlanned { .. }
        | E::Compensation { .. }
        | E::CriminalEntryAmended { .. }
        | E::CriminalEntryWithdrawn { .. } => None,
    }
}

/// Only what stands without appeal counts as an outcome. A plea that a court accepted is a conviction.
fn judged(judgment: &Judgment, pack: &Pack) -> Option<FactKind> {
    if !judgment.is_final {
        return Some(FactKind::JudgedFirst);
    }
    match pack.list("judgment_outcome").code(judgment.outcome)?.as_str() {
        "convicted" | "plea" => Some(FactKind::DefendantConvicted),
        "acquitted" => Some(FactKind::DefendantAcquitted),
        "time_barred" => Some(FactKind::DefendantTimeBarred),
        _ => None,
    }
}

/// A defendant in facts: the file's random number, moved on by the defendant's.
fn defendant_unit(file: UnitNumber, defendant: u16) -> UnitNumber {
    UnitNumber(file.0.wrapping_add(u64::from(defendant)))
}
