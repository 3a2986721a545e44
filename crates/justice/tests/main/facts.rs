//! What a file counts as, whatever came to it.

use std::collections::BTreeMap;

use justice::{CriminalEvent, fact_changes, facts, fold};
use ledger::{Fact, FactChange, FactKind};
use proptest::prelude::*;

use crate::story::*;

fn shed(story: &Story) -> Vec<(FactKind, u64, i32)> {
    facts(&story.0, pack()).iter().map(|fact| (fact.kind, fact.unit.0, fact.value)).collect()
}

#[test]
fn only_what_is_final_counts_as_an_outcome_and_a_correction_turns_it() {
    let mut story = Story::begun("2024-01-10");
    story.add("2024-03-01", indicted(3));
    story.add("2025-01-01", judged(1, false, "convicted"));
    story.add("2025-06-01", judged(1, true, "convicted"));
    story.add("2025-06-02", judged(2, true, "acquitted"));
    story.add("2025-06-03", judged(3, true, "plea"));
    assert_eq!(
        shed(&story),
        [
            (FactKind::CriminalFileOpened, 9_000, 0),
            (FactKind::Indicted, 9_000, 3),
            (FactKind::JudgedFirst, 9_001, 0),
            (FactKind::DefendantConvicted, 9_001, 60),
            (FactKind::DefendantAcquitted, 9_002, 0),
            (FactKind::DefendantConvicted, 9_003, 60),
        ]
    );
    story.add("2025-06-01", amended(4, judged(1, true, "time_barred")));
    assert_eq!(shed(&story)[3], (FactKind::DefendantTimeBarred, 9_001, 0));
    let all = facts(&story.0, pack());
    // Who the child is and who is judged stands in no fact.
    assert!(all.iter().all(|fact| (fact.sex, fact.age_band, fact.forms) == (0, 0, 0)));
    assert!(all.iter().all(|fact| fact.child.0 == 71 && fact.agency == UNIT.agency));
}

fn any_event() -> impl Strategy<Value = CriminalEvent> {
    let plain = prop_oneof![
        Just(opened()),
        Just(prosecuted()),
        (0_u16..3).prop_map(heard),
        (0_u16..4).prop_map(indicted),
        (1_u16..4, any::<bool>(), 0_usize..4).prop_map(|(defendant, is_final, outcome)| {
            judged(defendant, is_final, ["convicted", "plea", "acquitted", "time_barred"][outcome])
        }),
        Just(closed()),
    ]
    .boxed();
    let correction = (1_u8..12, plain.clone(), any::<bool>()).prop_map(|(number, event, takes_back)| {
        if takes_back { withdrawn(number) } else { amended(number, event) }
    });
    prop_oneof![4 => plain, 1 => correction]
}

fn any_story() -> impl Strategy<Value = Story> {
    proptest::collection::vec((any_event(), 0_u8..12), 0..14).prop_map(|steps| {
        let mut story = Story::default();
        for (event, month) in steps {
            let mut recorded = story.proposed(&format!("2025-{:02}", month % 12 + 1), event);
            recorded.position = base::Position(u64::from(recorded.version));
            story.0.push(recorded);
        }
        story
    })
}

fn counted(facts: &[Fact]) -> BTreeMap<Fact, usize> {
    let mut counted = BTreeMap::new();
    facts.iter().for_each(|fact| *counted.entry(*fact).or_default() += 1);
    counted
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// Any history folds, in whatever order its slice is, and each prefix's facts turn into the next one's by what
    /// is retracted and shed.
    #[test]
    fn facts_follow_from_the_history_alone(story in any_story()) {
        let mut reversed = story.0.clone();
        reversed.reverse();
        prop_assert_eq!(fold(&reversed), fold(&story.0));
        prop_assert_eq!(facts(&reversed, pack()), facts(&story.0, pack()));
        let mut before: Vec<Fact> = Vec::new();
        for until in 0..=story.0.len() {
            let after = facts(&story.0[..until], pack());
            let mut turned = counted(&before);
            for change in fact_changes(&before, &after) {
                match change {
                    FactChange::Shed(fact) => *turned.entry(fact).or_default() += 1,
                    FactChange::Retracted(fact) => {
                        let left = turned.get_mut(&fact).unwrap();
                        *left -= 1;
                        if *left == 0 {
                            turned.remove(&fact);
                        }
                    }
                }
            }
            prop_assert_eq!(turned, counted(&after));
            before = after;
        }
    }
}
