//! Whether uncertain dates leave any order in which a history obeys the rules.
//!
//! Entries are intervals of time. An order is a reading of them when each can be given an instant of its own
//! interval so that the instants never go back; that is so exactly when no entry is placed before one that had
//! already ended when it began. A history is refused only if no such order obeys the rules. The search is
//! depth-first with the likeliest order first, skips what cannot matter and ends after [`TRIES`] steps: what has
//! not been proven impossible by then is taken.

use std::collections::HashSet;

use base::{EntryId, Problem};

use crate::effective::Effective;
use crate::reading::{Given, Reading, Standing, closes_something, is_harmless};

/// Steps after which the search gives up. A file of sixty entries, each known to the day, needs some hundred;
/// only many entries known to the year alone come near it.
const TRIES: usize = 10_000;

/// What the search found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Found {
    /// Some order obeys every rule, or none was ruled out in the time allowed.
    Possible,
    /// No order does. The problem of the deepest try, that of `about` where it was among the hindered.
    Impossible(Problem),
}

#[derive(Clone)]
struct Try {
    taken: Vec<bool>,
    count: usize,
    reading: Reading,
}

/// Searches an order of `steps` (canonical order, none withdrawn) that obeys the rules.
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
    let start = Try { taken: vec![false; steps.len()], count: 0, reading: Reading::default() };
    let mut open = vec![start];
    let mut seen: HashSet<(Vec<bool>, Standing)> = HashSet::new();
    let mut deepest: Option<(usize, Problem)> = None;
    let mut tries = 0;
    while let Some(mut attempt) = open.pop() {
        loop {
            tries += 1;
            if attempt.count == steps.len() || tries > TRIES {
                return Found::Possible;
            }
            let (allowed, hindered) = next(steps, &attempt, given);
            let harmless = allowed.iter().find(|(_, step)| is_harmless(step.event));
            if let Some((index, step)) = harmless.or_else(|| allowed.first().filter(|_| allowed.len() == 1)) {
                take(&mut attempt, *index, step);
                continue;
            }
            if allowed.is_empty() {
                if deepest.as_ref().is_none_or(|(depth, _)| attempt.count >= *depth)
                    && let Some(problem) = blame(hindered, about)
                {
                    let better = deepest.as_ref().is_none_or(|(depth, _)| attempt.count > *depth) || problem.1;
                    if better {
                        deepest = Some((attempt.count, problem.0));
                    }
                }
                break;
            }
            for (index, step) in allowed.iter().rev() {
                let mut branch = attempt.clone();
                take(&mut branch, *index, step);
                if seen.insert((branch.taken.clone(), branch.reading.standing())) {
                    open.push(branch);
                }
            }
            break;
        }
    }
    let problem = deepest.map_or_else(|| Problem::refused("impossible_sequence"), |(_, problem)| problem);
    Found::Impossible(problem)
}

fn take(attempt: &mut Try, index: usize, step: &Effective<'_>) {
    if let Some(taken) = attempt.taken.get_mut(index) {
        *taken = true;
    }
    attempt.count += 1;
    attempt.reading.apply(step);
}

type Allowed<'s, 'a> = Vec<(usize, &'s Effective<'a>)>;
type Hindered<'s, 'a> = Vec<(&'s Effective<'a>, Problem)>;

/// The entries that may come next in time: those the rules allow, likeliest first, and those they do not.
fn next<'s, 'a>(
    steps: &'s [Effective<'a>],
    attempt: &Try,
    given: &Given<'_>,
) -> (Allowed<'s, 'a>, Hindered<'s, 'a>) {
    let left = || steps.iter().enumerate().filter(|(index, _)| attempt.taken.get(*index) == Some(&false));
    let limit = left().map(|(_, step)| step.happened.latest()).min();
    let (mut allowed, mut hindered) = (Vec::new(), Vec::new());
    for (index, step) in left().filter(|(_, step)| limit.is_none_or(|limit| step.happened.earliest() <= limit)) {
        match attempt.reading.check(step, given) {
            Ok(()) => allowed.push((index, step)),
            Err(problem) => hindered.push((step, problem)),
        }
    }
    // What closes something waits for what it would hinder; of the rest, what must soon come comes first.
    allowed.sort_by_key(|(_, step)| (closes_something(step.event), step.happened.latest()));
    (allowed, hindered)
}

/// The problem to tell, and whether it is the entry's own that is being judged.
fn blame(hindered: Hindered<'_, '_>, about: Option<EntryId>) -> Option<(Problem, bool)> {
    let own = hindered.iter().position(|(step, _)| Some(step.entry()) == about);
    if let Some(index) = own {
        return hindered.into_iter().nth(index).map(|(_, problem)| (problem, true));
    }
    let (step, problem) = hindered.into_iter().min_by_key(|(step, _)| step.happened.latest())?;
    // The entry itself may stand, but another one then may not: say which.
    Some((problem.with("because_of", step.event.kind_name()), false))
}
