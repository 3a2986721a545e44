//! How long counting takes: `cargo bench -p indicators`. Plain times, best and median of several runs.
//!
//! What it does not prove: that a ledger's facts arrive this fast, nor how the figures reach a page.

#![expect(clippy::print_stdout, reason = "a benchmark's output is what it prints")]

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use base::{AgencyNumber, ChildNumber, Day, EntryId, Position, Quarter, UnitNumber};
use indicators::gate::{History, Rule, Table, publish};
use indicators::{
    Disaggregation, FactTable, Period, Periods, Scope, Standing, built_in, count_all, count_on, lineage,
};
use ledger::{Fact, FactChange, FactKind};

/// Repeatable numbers without a crate: a multiplicative generator is even enough for a load.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) * end) >> 31
    }

    fn small(&mut self, end: u64) -> u16 {
        u16::try_from(self.below(end)).unwrap_or(0)
    }
}

/// The facts of one child: a file of 30 facts over one to three years.
fn child(number: u64, chance: &mut Chance) -> Vec<Fact> {
    use FactKind as K;
    let kinds = [
        K::CaseOpened,
        K::Presumed,
        K::CaseManagerNamed,
        K::Identified,
        K::ReferralSent,
        K::ReferralAccepted,
        K::ReferralStarted,
        K::ReferralSent,
        K::ReferralAccepted,
        K::ReferralStarted,
        K::ReferralSent,
        K::ReferralRefused,
        K::ServiceStarted,
        K::ServiceDelivered,
        K::ServiceDelivered,
        K::ServiceDelivered,
        K::ServiceDelivered,
        K::ServiceStarted,
        K::ServiceDelivered,
        K::ServiceDelivered,
        K::ServiceDelivered,
        K::ServiceDelivered,
        K::ServiceDelivered,
        K::ServiceDelivered,
        K::ServiceDelivered,
        K::ServiceEnded,
        K::ServiceEnded,
        K::CaseClosed,
        K::CaseReopened,
        K::Presumed,
    ];
    let start = Day::from_ymd(2020, 1, 1).unwrap_or_default().plus(i32::from(chance.small(1_900)));
    let (sex, county, agency) = (chance.below(2), chance.small(42) + 1, chance.below(59) + 1);
    let age = chance.below(4) + 1;
    let forms = 2 << chance.below(6);
    let [abroad, recruitment, origin, in_care] = [2, 8, 42, 2].map(|levels| chance.small(levels) + 1);
    let one = |(place, kind): (usize, &FactKind)| {
        let day = start.plus(i32::try_from(place).unwrap_or(0) * 14 + i32::from(chance.small(14)));
        Fact {
            stands_for: EntryId::from_bytes((u128::from(number) << 64 | place as u128).to_be_bytes()),
            kind: *kind,
            dataset: 0,
            happened: day,
            child: ChildNumber(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
            unit: UnitNumber(number * 64 + place as u64 / 3),
            agency: AgencyNumber(u32::try_from(agency).unwrap_or(1)),
            place: county,
            sex: u8::try_from(sex + 1).unwrap_or(0),
            age_band: u8::try_from(age + 1).unwrap_or(0),
            forms,
            dims: [chance.small(13) + 1, abroad, recruitment, origin, in_care, chance.small(60) + 1],
            value: i32::from(chance.small(90)),
        }
    };
    kinds.iter().enumerate().map(one).collect()
}

/// A table of so many children, their facts arriving in the order of their days across the country; one entry in a
/// hundred children merges two.
fn table(children: u64, chance: &mut Chance) -> Result<FactTable, Box<dyn Error>> {
    let mut facts: Vec<Fact> = (1..=children).flat_map(|number| child(number, chance)).collect();
    facts.sort_unstable_by_key(|fact| fact.happened);
    let merges: Vec<Fact> = facts.iter().step_by(3_000).copied().collect();
    let mut table = FactTable::new();
    table.reserve(facts.len());
    let mut position = 0;
    for fact in &facts {
        position += 1;
        table.apply(Position(position), &[FactChange::Shed(*fact)])?;
    }
    for pair in merges.windows(2).step_by(2) {
        if let [one, other] = pair {
            let join = Fact { kind: FactKind::SameChild, unit: UnitNumber(other.child.0), ..*one };
            position += 1;
            table.apply(Position(position), &[FactChange::Shed(join)])?;
        }
    }
    table.settle();
    Ok(table)
}

fn times(runs: usize, mut what: impl FnMut()) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            what();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times.first().copied().unwrap_or_default(), times.get(runs / 2).copied().unwrap_or_default())
}

fn say(what: &str, (best, median): (Duration, Duration)) {
    println!("{what:<64} best {best:>12.2?}   median {median:>12.2?}");
}

fn main() -> Result<(), Box<dyn Error>> {
    let definitions = built_in(&|_, code| Some(u32::try_from(code.len()).unwrap_or(1)))?;
    let periods = Periods::new(Quarter::new(2020, 1), Quarter::new(2026, 4)).ok_or("no periods")?;
    let mut chance = Chance(7);
    for children in [10_000, 100_000] {
        let start = Instant::now();
        let mut table = table(children, &mut chance)?;
        let facts = table.len();
        println!(
            "{facts} facts of {children} children: made, applied one by one and settled in {:.2?}; {} bytes a fact",
            start.elapsed(),
            table.bytes() / facts
        );
        let all = || count_all(&table, &definitions, table.position(), periods, Scope::All);
        println!("  {} figures that are not nothing", all().len());
        say("  all definitions, disaggregations and periods", times(9, || drop(black_box(all()))));
        let alone = || count_on(&table, &definitions, table.position(), periods, Scope::All, 1);
        say("  the same on one thread", times(5, || drop(black_box(alone()))));
        let half = Position(table.position().0 / 2);
        let then = || count_all(&table, &definitions, half, periods, Scope::All);
        say("  the same as of half the ledger", times(5, || drop(black_box(then()))));
        let own =
            || count_all(&table, &definitions, table.position(), periods, Scope::Agency(AgencyNumber(5)));
        say("  the same for one agency", times(5, || drop(black_box(own()))));
        if let Some(definition) = definitions.first() {
            let (period, by) = (Period::Year(2024), Disaggregation::Total);
            let rows = || lineage(&table, definition, period, by, 0, table.position(), Scope::All);
            println!("  lineage of {} rows", rows().len());
            say("  lineage of one figure", times(5, || drop(black_box(rows()))));
        }
        let mut standing = Standing::of(&table, &definitions, periods, Scope::All);
        let (mut taking, mut following) = (Vec::new(), Vec::new());
        for number in 0..2_000 {
            let place = usize::try_from(chance.below(30)).unwrap_or(0);
            let Some(fact) = child(chance.below(children) + 1, &mut chance).get(place).copied() else {
                continue;
            };
            let fact = Fact {
                stands_for: EntryId::from_bytes([u8::try_from(number % 256).unwrap_or(0); 16]),
                ..fact
            };
            let position = Position(table.position().0 + 1);
            let start = Instant::now();
            let touched = table.apply(position, &[FactChange::Shed(fact)])?;
            taking.push(start.elapsed());
            let start = Instant::now();
            standing.follow(&table, &touched)?;
            following.push(start.elapsed());
        }
        for (what, mut times) in
            [("  an entry into the table", taking), ("  an entry into the standing figures", following)]
        {
            times.sort_unstable();
            let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
            println!("{what:<64} p50  {:>12.2?}   p99    {:>12.2?}", at(50), at(99));
        }
        let full = count_all(&table, &definitions, table.position(), periods, Scope::All);
        println!("  standing figures equal a full count: {}", standing.cube() == &full);
    }
    let rule = Rule::default();
    let (mut worst, mut hidden) = (Duration::ZERO, 0);
    for _ in 0..20 {
        let row = |_| [60, 30, 12, 8, 4].map(|most| chance.below(most)).to_vec();
        let cells: Vec<Vec<u64>> = (0..42).map(row).collect();
        let table = Table::crossed(&cells);
        let start = Instant::now();
        let published = publish(&table, &History::default(), &rule);
        worst = worst.max(start.elapsed());
        hidden += published.suppressed();
    }
    println!(
        "gate: table of 42 × 5 with margins, protected and audited: worst of 20 {worst:.2?}; {} cells hidden",
        hidden / 20
    );
    Ok(())
}
