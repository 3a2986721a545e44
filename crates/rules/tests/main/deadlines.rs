//! When a clock runs out.

use base::{Day, Happened, Timestamp, Zone};
use proptest::prelude::*;
use rules::{Deadline, Due, Unit};

use crate::pack;

fn zone() -> Zone {
    Zone::named("Europe/Bucharest").unwrap()
}

fn deadline(amount: u16, unit: Unit) -> Deadline {
    let mut deadline = pack().deadlines()[0].clone();
    deadline.amount = amount;
    deadline.unit = unit;
    deadline
}

fn due(amount: u16, unit: Unit, from: &str) -> Due {
    let zone = zone();
    let from = Timestamp::parse_rfc3339(from)
        .map(|at| Happened::at(at, &zone))
        .unwrap_or_else(|| Happened::parse(from, &zone).unwrap());
    deadline(amount, unit).due(&from, pack().calendar())
}

#[test]
fn days_end_whole_and_the_first_is_not_counted() {
    for (amount, unit, from, day, free) in [
        (3, Unit::Days, "2026-03-10", "2026-03-13", 0),
        (3, Unit::Days, "2026-03-10T21:59:00Z", "2026-03-13", 0),
        (3, Unit::Days, "2026-03-10T22:01:00Z", "2026-03-14", 0),
        (3, Unit::Months, "2026-08-17", "2026-11-17", 0),
        (1, Unit::Months, "2026-01-31", "2026-02-28", 0),
        (5, Unit::WorkingDays, "2026-03-10", "2026-03-17", 2),
        // Good Friday on 10 April, Easter Monday on 13 April.
        (2, Unit::WorkingDays, "2026-04-08", "2026-04-14", 4),
        (1, Unit::WorkingDays, "2025-12-31", "2026-01-05", 4),
        (3, Unit::Days, "2026-03", "2026-03-04", 0),
    ] {
        let due = due(amount, unit, from);
        assert_eq!(
            (due.day.to_string().as_str(), due.free_days),
            (day, free),
            "{amount} {unit:?} from {from}"
        );
        assert_eq!(due.at, Day::parse(day).unwrap().end(&zone()));
        assert!(!due.is_late(due.at) && due.is_late(due.at.plus(1)));
    }
}

#[test]
fn hours_run_from_the_instant_or_say_that_they_run_from_the_start_of_the_day() {
    let exact = due(24, Unit::Hours, "2026-03-10T09:30:00Z");
    assert_eq!((exact.at.rfc3339().as_str(), exact.from_start_of_day), ("2026-03-11T09:30:00Z", false));
    let vague = due(24, Unit::Hours, "2026-03-10");
    assert_eq!((vague.at.rfc3339().as_str(), vague.from_start_of_day), ("2026-03-10T22:00:00Z", true));
    // A day has 23 hours when the clocks go forward; an hour is an hour.
    let spring = due(24, Unit::Hours, "2026-03-28T22:00:00Z");
    assert_eq!(spring.at.rfc3339(), "2026-03-29T22:00:00Z");
}

#[test]
fn the_reckoning_can_be_told() {
    let args = due(5, Unit::WorkingDays, "2026-03-10").args();
    let told = [
        ("from", "2026-03-10"),
        ("amount", "5"),
        ("unit", "working_days"),
        ("free_days", "2"),
        ("day", "2026-03-17"),
        ("from_start_of_day", "no"),
    ];
    assert_eq!(args, told.map(|(name, value)| (name, value.to_owned())));
}

#[test]
fn deadlines_are_found_by_their_trigger_and_urgency() {
    let pack = pack();
    let ids: Vec<_> = pack.deadlines_for("referral_sent").map(|deadline| deadline.id.to_string()).collect();
    assert_eq!(ids, ["referral_received", "referral_answered_in_emergency", "referral_answered"]);
    let emergency = pack.deadline("referral_answered_in_emergency").unwrap();
    let urgency = |code| pack.list("urgency").code(pack.list("urgency").number(code).unwrap());
    assert!(emergency.starts_at_urgency(urgency("emergency")));
    assert!(!emergency.starts_at_urgency(urgency("urgent")) && !emergency.starts_at_urgency(None));
    let unverified: Vec<_> = pack.deadlines().iter().filter(|deadline| !deadline.verified).collect();
    assert_eq!(unverified.len(), 1, "whatever an act says and nobody has checked is marked");
    assert_eq!(unverified[0].legal_basis, "order_288_2006");
    for deadline in pack.deadlines() {
        let codes = &deadline.urgency;
        assert!(
            codes.iter().all(|code| pack.list("urgency").number(code.as_str()).is_some()),
            "{}",
            deadline.id
        );
    }
}

proptest! {
    #[test]
    fn a_longer_clock_never_ends_sooner(offset in 0_i32..20_000, amount in 1_u16..200) {
        let pack = pack();
        let from = Happened::on(Day(offset), &zone());
        for unit in [Unit::Hours, Unit::Days, Unit::WorkingDays, Unit::Months] {
            let shorter = deadline(amount, unit).due(&from, pack.calendar());
            let longer = deadline(amount + 1, unit).due(&from, pack.calendar());
            prop_assert!(shorter.at <= longer.at && shorter.at > from.earliest());
            if unit == Unit::WorkingDays {
                prop_assert!(pack.calendar().is_working_day(shorter.day));
                prop_assert_eq!(shorter.day.0 - shorter.from.0, i32::from(amount) + i32::from(shorter.free_days));
            }
        }
    }
}
