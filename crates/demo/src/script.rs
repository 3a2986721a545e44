//! All lives with all their steps, in the order in which they are recorded: what a seed stands for.

use std::cell::RefCell;

use base::{CommandId, Day, Quarter, Randomness, StreamId, Timestamp, Zone};
use rules::Pack;

use crate::country::AgencyPlan;
use crate::life::{Life, Lives};
use crate::plan::Plan;
use crate::shares;
use crate::step::Step;

/// How many years are simulated.
pub const YEARS: i16 = 6;

/// What happens in the country.
#[derive(Clone, Debug)]
pub struct Script {
    /// Everybody whom a signal was about.
    pub lives: Vec<Life>,
    /// What happens to them, in the order of recording.
    pub steps: Vec<Step>,
    /// What is done on a day of its own, in the order of time.
    pub milestones: Vec<Milestone>,
    /// Tokens written in place of identity fields and texts; empty unless asked for.
    pub tokens: Vec<String>,
    /// The first day.
    pub from: Day,
    /// Everything is recorded before this instant.
    pub end: Timestamp,
    /// The zone of its days.
    pub zone: Zone,
}

/// The first of a month: a checkpoint is signed, and of a quarter the report of the one before is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// When.
    pub at: Timestamp,
    /// The quarter that is over, and the command its report is published under.
    pub report: Option<(Quarter, CommandId)>,
}

/// What a script is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How many children; a child's second file comes on top.
    pub children: u32,
    /// The day on whose eve it ends.
    pub today: Day,
    /// Whether tokens stand in place of identity fields and texts.
    pub canary: bool,
}

impl Script {
    /// Draws a country's lives. The same `wanted`, pack, agencies and chance give the same script.
    #[must_use]
    pub fn draw(wanted: Wanted, pack: &Pack, agencies: &[AgencyPlan], chance: &Randomness) -> Self {
        let zone = pack.zone();
        let today = wanted.today;
        let from = first_day(today);
        let span = u64::try_from(today.0 - from.0).unwrap_or(0);
        let lives =
            Lives { pack, agencies, chance, zone, canary: wanted.canary, tokens: RefCell::new(Vec::new()) };
        let some_day = || from.plus(i32::try_from(chance.below(span)).unwrap_or(0));
        let mut all: Vec<Life> = (0..wanted.children).map(|_| lives.draw(some_day())).collect();
        for index in 0..all.len() {
            let Some(life) = all.get(index).filter(|_| chance.chance(shares::DOUBLED)).cloned() else {
                continue;
            };
            let begins = life.begins.plus(i32::try_from(20 + chance.below(200)).unwrap_or(20));
            if begins < today {
                all.push(lives.double(index, &life, begins));
            }
        }
        for _ in 0..wanted.children {
            if chance.chance(shares::PASSED_BY) {
                all.push(Life { becomes_case: false, ..lives.draw(some_day()) });
            }
        }

        let end = today.start(zone);
        let ngos = indexes(agencies, |agency| agency.kind == "ngo");
        let only = |code: &str| indexes(agencies, |agency| agency.code == code).first().copied().unwrap_or(0);
        let mut plan = Plan::new(&lives, end, &ngos, only("dcco"), only("anitp"));
        for (index, life) in all.iter().enumerate() {
            plan.life = index;
            if !life.becomes_case {
                plan.pass_by(life);
                continue;
            }
            plan.live(life);
            if let Some(other) = life.twin_of
                && chance.chance(shares::MERGED)
            {
                plan.meet(other, life.begins.plus(i32::try_from(40 + chance.below(160)).unwrap_or(40)));
            }
        }
        let mut steps = plan.steps;
        steps.sort_by_key(|step| (step.recorded, step.life, step.order));
        let milestones = milestones(from, end, zone, chance);
        Self { steps, milestones, tokens: lives.tokens.take(), lives: all, from, end, zone: zone.clone() }
    }

    /// The file of a life; nil of one that is not there.
    #[must_use]
    pub fn file_of(&self, life: usize) -> StreamId {
        self.lives.get(life).map_or(StreamId::NIL, |life| life.case().file)
    }
}

/// The first day of a simulation that ends on the eve of `today`.
#[must_use]
pub fn first_day(today: Day) -> Day {
    let (year, month, day) = today.ymd();
    // Of the 29th of February no earlier year may have one.
    Day::from_ymd(year - YEARS, month, day)
        .or_else(|| Day::from_ymd(year - YEARS, month, 28))
        .unwrap_or(today)
}

fn milestones(from: Day, end: Timestamp, zone: &Zone, chance: &Randomness) -> Vec<Milestone> {
    let (mut year, mut month, _) = from.ymd();
    let mut found = Vec::new();
    loop {
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let Some(day) = Day::from_ymd(year, month, 1) else { return found };
        let at = day.start(zone).plus(6 * Timestamp::HOUR);
        if at >= end {
            return found;
        }
        let report = (month % 3 == 1).then(|| (day.quarter().plus(-1), CommandId::new(at, chance)));
        found.push(Milestone { at, report });
    }
}

fn indexes(agencies: &[AgencyPlan], wanted: impl Fn(&AgencyPlan) -> bool) -> Vec<usize> {
    agencies.iter().enumerate().filter(|(_, agency)| wanted(agency)).map(|(index, _)| index).collect()
}
