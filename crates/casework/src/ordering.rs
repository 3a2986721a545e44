//! Whether uncertain dates leave any order in which a history obeys the rules.
//!
//! Entries are intervals of time. An order is a reading of them when each can be given an instant of its own
//! interval so that the instants never go back; that is so exactly when no entry is placed before one that had
//! already ended when it began. A history is refused only if no such order obeys the rules. The search is
//! depth-first with the likeliest order first, skips what cannot matter and ends after [`CHECKS`] steps: what has
//! not been proven impossible by then is taken.

use std::collections::HashSet;

use base::{EntryId, Problem, Timestamp};

use crate::effective::Effective;
use crate::reading::{Given, Reading, Standing, closes_something, is_harmless};

/// Checks of one entry against the rules after which the search gives up. A file of sixty entries, each known to
/// the day, needs some hundred; only a dozen and more entries known to the year alone come near it.
const CHECKS: usize = 200_000;

/// What the search found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Found {
    /// Some order obeys every rule, or none was ruled out in the work allowed.
    Possible,
    /// No order does. The problem is that of the deepest try, and of the judged entry where it was hindered there.
    Impossible(Problem),
}

/// An order as far as it came.
#[derive(Clone)]
struct Try {
    taken: Vec<bool>,
    count: usize,
    /// Everything before this index is taken.
    first: usize,
    reading: Reading,
}

impl Try {
    fn take(&mut self, index: usize, step: &Effective<'_>) {
        if let Some(taken) = self.taken.get_mut(index) {
            *taken = true;
        }
        while self.taken.get(self.first) == Some(&true) {
            self.first += 1;
        }
        self.count += 1;
        self.reading.apply(step);
    }
}

/// The dead end that went furthest.
#[derive(Default)]
struct Deepest {
    count: usize,
    told: Option<(Problem, bool)>,
}

impl Deepest {
    /// Keeps the problem of a dead end that went further, or as far and concerns the judged entry itself.
    fn note(&mut self, count: usize, hindered: Hindered<'_, '_>, about: Option<EntryId>) {
        let further = self.told.is_none() || count > self.count;
        let Some((problem, own)) = blame(hindered, about) else { return };
        if further || (count == self.count && own && self.told.as_ref().is_some_and(|(_, own)| !own)) {
            self.count = count;
            self.told = Some((problem, own));
        }
    }
}

/// Searches an order of `steps` (canonical order, none withdrawn) that obeys the rules; `about` is the entry that
/// is being judged.
pub(crate) fn find(steps: &[Effective<'_>], given: &Given<'_>, about: Option<EntryId>) -> Found {
    // The canonical order first: it holds in nearly every file and costs one walk.
    let mut reading = Reading::default();
    let canonical = steps.iter().all(|step| {
        let allowed = reading.check(step, given).is_ok();
        reading.apply(step);
        allowed
    });
    if canonical {
        return Found::Possible;
    }
    let taken = vec![false; steps.len()];
    let mut open = vec![Try { taken, count: 0, first: 0, reading: Reading::default() }];
    let mut seen: HashSet<(Vec<bool>, Standing)> = HashSet::new();
    let mut deepest = Deepest::default();
    let mut checks = 0;
    while let Some(mut attempt) = open.pop() {
        loop {
            let (allowed, hindered) = next(steps, &attempt, given);
            checks += allowed.len() + hindered.len();
            if attempt.count == steps.len() || checks > CHECKS {
                return Found::Possible;
            }
            let harmless = allowed.iter().find(|(_, step)| is_harmless(step.event));
            if let Some((index, step)) = harmless.or_else(|| allowed.first().filter(|_| allowed.len() == 1)) {
                attempt.take(*index, step);
                continue;
            }
            if allowed.is_empty() {
                deepest.note(attempt.count, hindered, about);
            }
            for (index, step) in allowed.iter().rev() {
                let mut branch = attempt.clone();
                branch.take(*index, step);
                if seen.insert((branch.taken.clone(), branch.reading.standing())) {
                    open.push(branch);
                }
            }
            break;
        }
    }
    let told = deepest.told.map(|(problem, _)| problem);
    Found::Impossible(told.unwrap_or_else(|| Problem::refused("impossible_sequence")))
}

type Allowed<'s, 'a> = Vec<(usize, &'s Effective<'a>)>;
type Hindered<'s, 'a> = Vec<(&'s Effective<'a>, Problem)>;

/// The entries that may come next in time: those the rules allow, likeliest first, and those they do not.
fn next<'s, 'a>(
    steps: &'s [Effective<'a>],
    attempt: &Try,
    given: &Given<'_>,
) -> (Allowed<'s, 'a>, Hindered<'s, 'a>) {
    let (mut allowed, mut hindered) = (Vec::new(), Vec::new());
    let limit = limit(steps, attempt);
    for (index, step) in steps.iter().enumerate().skip(attempt.first) {
        // Steps stand by their earliest instant: all that follow begin after something left had already ended.
        if step.happened.earliest() > limit {
            break;
        }
        if attempt.taken.get(index) == Some(&true) {
            continue;
        }
        match attempt.reading.check(step, given) {
            Ok(()) => allowed.push((index, step)),
            Err(problem) => hindered.push((step, problem)),
        }
    }
    // What closes something waits for what it would hinder; of the rest, what must soon come comes first.
    allowed.sort_by_key(|(_, step)| (closes_something(step.event), step.happened.latest()));
    (allowed, hindered)
}

/// When the first of the entries left has ended: none that begins later may come before it.
fn limit(steps: &[Effective<'_>], attempt: &Try) -> Timestamp {
    let mut limit = Timestamp::from_micros(i64::MAX);
    for (index, step) in steps.iter().enumerate().skip(attempt.first) {
        if step.happened.earliest() > limit {
            break;
        }
        if attempt.taken.get(index) == Some(&false) {
            limit = limit.min(step.happened.latest());
        }
    }
    limit
}

/// The problem to tell, and whether it is that of the judged entry itself.
fn blame(hindered: Hindered<'_, '_>, about: Option<EntryId>) -> Option<(Problem, bool)> {
    let own = hindered.iter().position(|(step, _)| Some(step.entry()) == about);
    if let Some(index) = own {
        return hindered.into_iter().nth(index).map(|(_, problem)| (problem, true));
    }
    let (step, problem) = hindered.into_iter().min_by_key(|(step, _)| step.happened.latest())?;
    // The entry itself may stand, but another one then may not: say which.
    Some((problem.with("because_of", step.event.kind_name()), false))
}
