//! What holds of every history, allowed or not.

use std::collections::BTreeMap;

use base::{Day, Happened, Position};
use casework::{FileEvent, Recorded, VictimStatus, decide, fact_changes, facts, fold};
use ledger::{Fact, FactChange, FactKind};
use proptest::prelude::*;

use crate::story::*;

/// Every kind, over few services, referrals, people and children, so that entries meet.
fn event() -> impl Strategy<Value = FileEvent> {
    let small = 1_u64..3;
    prop_oneof![
        Just(case_opened()),
        Just(presumed()),
        Just(identified()),
        Just(proposed()),
        (1_u8..8).prop_map(|number| not_confirmed(entry(number))),
        (1_u8..4).prop_map(manager),
        small.clone().prop_map(started),
        small.clone().prop_map(delivered),
        small.clone().prop_map(ended),
        (1_u32..3).prop_map(sent),
        (1_u32..3).prop_map(received),
        (1_u32..3).prop_map(accepted),
        (1_u32..3).prop_map(refused),
        (1_u32..3).prop_map(begun),
        (1_u32..3).prop_map(finished),
        Just(crossing()),
        Just(closed()),
        (9002_u64..9004).prop_map(reopened),
        (8_u64..10).prop_map(merged),
        (8_u64..10).prop_map(unmerged),
    ]
}

/// A day, month or year around 2025.
fn date() -> impl Strategy<Value = Happened> {
    (0_i32..700, 0_u8..4).prop_map(|(offset, precision)| {
        let day = Day::parse("2024-06-01").unwrap().plus(offset);
        match precision {
            0 | 1 => Happened::on(day, &zone()),
            2 => Happened::in_month(day, &zone()),
            _ => Happened::in_year(day, &zone()),
        }
    })
}

/// An event, or a correction of the entry of a number, which need not be there.
fn step() -> impl Strategy<Value = (Happened, FileEvent)> {
    let correction = (1_u8..12, event(), any::<bool>()).prop_map(|(number, event, withdraws)| {
        let replaces = entry(number);
        if withdraws {
            FileEvent::Withdrawn { replaces, reason: 1 }
        } else {
            FileEvent::Amended { replaces, reason: 1, event: Box::new(event) }
        }
    });
    (date(), prop_oneof![4 => event(), 1 => correction])
}

fn recorded(index: usize, happened: Happened, event: FileEvent) -> Recorded<FileEvent> {
    let amends = match &event {
        FileEvent::Amended { replaces, .. } | FileEvent::Withdrawn { replaces, .. } => Some(*replaces),
        _ => None,
    };
    Recorded {
        entry: entry(u8::try_from(index + 1).unwrap()),
        position: Position(index as u64 + 1),
        version: u32::try_from(index + 1).unwrap(),
        happened,
        recorded_at: when("2027-01-01T00:00:00Z").earliest(),
        actor: person(u8::try_from(index % 3).unwrap()),
        amends,
        event,
    }
}

/// Any history, whether the rules allow it or not.
fn any_history() -> impl Strategy<Value = Vec<Recorded<FileEvent>>> {
    proptest::collection::vec(step(), 0..16).prop_map(|steps| {
        steps
            .into_iter()
            .enumerate()
            .map(|(index, (happened, event))| recorded(index, happened, event))
            .collect()
    })
}

/// What remains of any history when `decide` has its say at each step.
fn allowed(history: &[Recorded<FileEvent>]) -> Vec<Recorded<FileEvent>> {
    let mut allowed = vec![recorded(0, when("2024-06-01"), case_opened())];
    for step in history {
        let mut proposed = recorded(allowed.len(), step.happened.clone(), step.event.clone());
        proposed.position = Position(0);
        if decide(&allowed, &proposed, pack()).is_ok() {
            proposed.position = Position(allowed.len() as u64 + 1);
            allowed.push(proposed);
        }
    }
    allowed
}

fn counted(facts: &[Fact]) -> BTreeMap<Fact, usize> {
    let mut counted = BTreeMap::new();
    for fact in facts {
        *counted.entry(*fact).or_default() += 1;
    }
    counted
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_history_folds_and_the_order_of_the_slice_means_nothing(
        (history, shuffled) in any_history().prop_flat_map(|history| (Just(history.clone()), Just(history).prop_shuffle()))
    ) {
        prop_assert_eq!(fold(&history), fold(&shuffled));
        prop_assert_eq!(facts(&history, pack()), facts(&shuffled, pack()));
        let now = when("2027-01-01T00:00:00Z").earliest();
        let file = fold(&history);
        let _ = (file.tracks(pack(), now), casework::next_steps(&file, pack(), now));
    }

    #[test]
    fn no_entry_counts_twice(history in any_history()) {
        for history in [allowed(&history), history] {
            let facts = facts(&history, pack());
            let mut entries: Vec<_> = facts.iter().map(|fact| fact.stands_for).collect();
            entries.sort_unstable();
            entries.dedup();
            prop_assert_eq!(entries.len(), facts.len());
        }
    }

    #[test]
    fn changes_turn_what_was_into_what_is(one in any_history(), other in any_history()) {
        let (before, after) = (facts(&one, pack()), facts(&other, pack()));
        let mut now = counted(&before);
        for change in fact_changes(&before, &after) {
            match change {
                FactChange::Shed(fact) => *now.entry(fact).or_default() += 1,
                FactChange::Retracted(fact) => {
                    let count = now.get_mut(&fact).expect("only what is there is retracted");
                    *count = count.checked_sub(1).expect("only what is there is retracted");
                }
            }
        }
        now.retain(|_, count| *count > 0);
        prop_assert_eq!(now, counted(&after));
        prop_assert!(fact_changes(&after, &after).is_empty());
    }

    #[test]
    fn a_corrected_date_moves_the_fact_of_its_entry_and_withdrawing_it_moves_it_back(
        history in any_history(), pick in any::<proptest::sample::Index>(), date in date()
    ) {
        let mut history = allowed(&history);
        let before = facts(&history, pack());
        prop_assume!(!before.is_empty());
        let fact = before[pick.index(before.len())];
        let file = fold(&history);
        let event = file.item(fact.stands_for).unwrap().event.clone();
        let amendment = FileEvent::Amended { replaces: fact.stands_for, reason: 3, event: Box::new(event) };
        let mut amendment = recorded(history.len(), date.clone(), amendment);
        amendment.position = Position(0);
        prop_assume!(decide(&history, &amendment, pack()).is_ok());
        amendment.position = Position(history.len() as u64 + 1);
        history.push(amendment);
        let after = facts(&history, pack());
        let Some(moved) = after.iter().find(|other| other.stands_for == fact.stands_for) else {
            // A merge that moves before an unmerging stands no longer; no other fact goes with its date.
            prop_assert_eq!(fact.kind, FactKind::SameChild);
            return Ok(());
        };
        prop_assert_eq!(moved.happened, date.first_day());
        prop_assert_eq!((moved.kind, moved.child), (fact.kind, fact.child));
        let undo = FileEvent::Withdrawn { replaces: history.last().unwrap().entry, reason: 5 };
        history.push(recorded(history.len(), when("2026-12-31"), undo));
        prop_assert_eq!(facts(&history, pack()), before);
    }

    #[test]
    fn merges_can_be_undone(history in any_history()) {
        let mut history = allowed(&history);
        prop_assume!(fold(&history).exists());
        let before = facts(&history, pack());
        for event in [merged(77), unmerged(77)] {
            let mut proposed = recorded(history.len(), when("2026-12-01"), event);
            proposed.position = Position(0);
            prop_assert!(decide(&history, &proposed, pack()).is_ok());
            proposed.position = Position(history.len() as u64 + 1);
            history.push(proposed);
        }
        prop_assert_eq!(facts(&history, pack()), before);
    }
}

/// Every order of these indices.
fn permutations(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for shorter in permutations(count - 1) {
        for place in 0..count {
            let mut longer = shorter.clone();
            longer.insert(place, count - 1);
            all.push(longer);
        }
    }
    all
}

/// How the file stands at the end of each order that the dates allow and that passes `decide` entry by entry
/// when every instant is known exactly: a slow reference that knows nothing of the search.
fn ends(history: &[Recorded<FileEvent>]) -> Vec<(VictimStatus, bool)> {
    let end = |order: Vec<usize>| {
        let mut exact: Vec<Recorded<FileEvent>> = Vec::new();
        let mut clock = base::Timestamp::from_micros(i64::MIN);
        for index in order {
            let mut next = history[index].clone();
            clock = clock.plus(1).max(next.happened.earliest());
            let in_time = clock <= next.happened.latest();
            next.happened = Happened::at(clock, &zone());
            next.position = Position(0);
            if !in_time || decide(&exact, &next, pack()).is_err() {
                return None;
            }
            next.position = Position(exact.len() as u64 + 1);
            exact.push(next);
        }
        let file = fold(&exact);
        Some((file.status(), file.is_open()))
    };
    permutations(history.len()).into_iter().filter_map(end).collect()
}

/// Kinds whose order matters to each other, so that short histories are about something.
fn entangled() -> impl Strategy<Value = FileEvent> {
    prop_oneof![
        Just(presumed()),
        Just(identified()),
        Just(proposed()),
        (2_u8..6).prop_map(|number| not_confirmed(entry(number))),
        (2_u8..4).prop_map(manager),
        Just(started(1)),
        Just(delivered(1)),
        Just(ended(1)),
        Just(sent(1)),
        Just(accepted(1)),
        Just(begun(1)),
        Just(closed()),
        Just(reopened(9002)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn refused_is_exactly_what_no_order_allows_and_the_file_stands_as_after_one_that_does(steps in proptest::collection::vec((date(), entangled()), 1..6)) {
        let mut history = vec![recorded(0, when("2024"), case_opened())];
        for (happened, event) in steps {
            let mut proposed = recorded(history.len(), happened, event);
            proposed.position = Position(0);
            let verdict = decide(&history, &proposed, pack());
            proposed.position = Position(history.len() as u64 + 1);
            let mut together = history.clone();
            together.push(proposed);
            let ends = ends(&together);
            prop_assert_eq!(verdict.is_ok(), !ends.is_empty(), "{:?}", verdict);
            if verdict.is_ok() {
                let file = fold(&together);
                prop_assert!(ends.contains(&(file.status(), file.is_open())), "{:?} of {:?}", file.status(), ends);
                history = together;
            }
        }
    }
}
