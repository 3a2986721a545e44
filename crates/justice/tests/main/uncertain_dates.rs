//! A date is an interval: refused is only what cannot have been under any reading, and all of that is.

use base::{Day, Happened};
use justice::{CriminalEvent, Recorded, decide};
use proptest::prelude::*;

use crate::story::*;

#[test]
fn a_month_leaves_open_what_a_day_does_not() {
    let mut story = Story::begun("2024-03-15");
    assert_eq!(story.refuses("2024-03-14", indicted(1)), "impossible_sequence");
    story.add("2024-03", indicted(1));
    assert_eq!(story.refuses("2024-02", judged(1, false, "convicted")), "impossible_sequence");
    story.add("2024", judged(1, true, "convicted"));
    // Judged in that year for good, so in the first court by its end at the latest.
    assert_eq!(story.refuses("2025-01-01", judged(1, false, "convicted")), "impossible_sequence");
    story.add("2024-12-31", judged(1, false, "convicted"));
}

/// Steps whose order the law fixes, one after the other.
fn chain() -> [CriminalEvent; 5] {
    [opened(), prosecuted(), indicted(1), judged(1, false, "convicted"), judged(1, true, "convicted")]
}

fn date() -> impl Strategy<Value = Happened> {
    (0_i32..90, 0_u8..3).prop_map(|(offset, precision)| {
        let day = Day::parse("2024-01-01").unwrap().plus(offset);
        if precision == 0 { Happened::in_month(day, &zone()) } else { Happened::on(day, &zone()) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Recorded one by one in the law's order, everything is taken exactly when some choice of an instant in each
    /// interval is in that order. The choice is looked for greedily, step by step, by other code than the rule's.
    #[test]
    fn a_chain_is_taken_exactly_when_instants_can_be_chosen(dates in proptest::array::uniform5(date())) {
        let mut history: Vec<Recorded<CriminalEvent>> = Vec::new();
        let mut latest_start = None;
        for (event, happened) in chain().into_iter().zip(dates) {
            let mut proposed = Story(history.clone()).proposed("2024", event);
            proposed.happened = happened.clone();
            let start = latest_start.map_or(happened.earliest(), |start: base::Timestamp| start.max(happened.earliest()));
            let possible = start <= happened.latest();
            let taken = decide(&history, &proposed, pack());
            prop_assert_eq!(taken.is_ok(), possible, "{:?}", taken);
            if !possible {
                break;
            }
            latest_start = Some(start);
            proposed.position = base::Position(u64::from(proposed.version));
            history.push(proposed);
        }
    }
}
