//! Who may be the child about to be recorded. Proposals for a person; nothing is decided here.
//!
//! Evidence is counted in bits, as in record linkage since Fellegi and Sunter (1969), and written in whole tenths
//! of a bit: a word of a name that agrees weighs the more, the fewer children share it; the same birth day weighs 12
//! bits, a year 4. The frequencies are those of the index itself, smoothed, since a young register knows little of
//! its country.

use std::cmp::Reverse;

use base::StreamId;

use crate::birth::{BirthRange, Standing};
use crate::index::{NameIndex, Record};
use crate::matching::{Asked, Ending, ask};
use crate::normal::normalise;
use crate::query::distinct;
use crate::search::{Hit, Match, Reason, Tally, best, in_order, name_reasons, tally};

/// The most candidates shown: more are not read.
pub const MOST_CANDIDATES: usize = 20;

/// Tenths of bits from which a record is worth a look: the same common full name with no birth date known.
const WORTH_A_LOOK: i32 = 90;
/// What a word that is not answered takes away, in tenths of a bit; and one that may only not have been written down.
const MISSING: i32 = -30;
const SPARE: i32 = -5;
/// Days in which children of the register can be born: 18 years.
const DAYS: u32 = 6_570;
/// Children assumed beside those in the register when a name's frequency is estimated.
const SMOOTHING: usize = 4_096;

impl NameIndex {
    /// The streams that may be this child, most evidence first, then by stream id; at most
    /// [`MOST_CANDIDATES`]. `names` as in [`NameIndex::upsert`]; a sex of `None` is unknown. `allowed` is
    /// asked before the cut: all streams, or only those recorded since the last time.
    #[must_use]
    pub fn candidates(
        &self,
        names: &[&str],
        birth: Option<BirthRange>,
        sex: Option<u8>,
        allowed: &dyn Fn(StreamId) -> bool,
    ) -> Vec<Hit> {
        let tokens = distinct(names.iter().flat_map(|name| normalise(name)).collect());
        let mut asked = ask(self, &tokens, Ending::Whole);
        asked.iter_mut().for_each(|asked| self.weigh(asked));
        let sex = sex.unwrap_or(0);
        let mut matches: Vec<Match> = Vec::new();
        for (slot, tally) in tally(self, &asked) {
            let Some(record) = self.record(slot) else { continue };
            let evidence = name_evidence(&asked, tally, record)
                + birth_evidence(birth, record.birth).0
                + sex_evidence(sex, record.sex).0;
            if evidence >= WORTH_A_LOOK {
                matches.push((evidence.unsigned_abs(), Reverse(record.stream), slot));
            }
        }
        best(matches, MOST_CANDIDATES, allowed)
            .into_iter()
            .filter_map(|(score, stream, slot)| {
                let record = self.record(slot)?;
                let mut reasons = name_reasons(&asked, record);
                reasons.push(birth_evidence(birth, record.birth).1);
                reasons.extend(sex_evidence(sex, record.sex).1);
                Some(Hit { stream, score, reasons: in_order(reasons) })
            })
            .collect()
    }

    /// Turns the points of answers into tenths of bits of evidence: −log₂ of the share of children who answer
    /// at least as well, by how well this one answers. A single letter is no evidence.
    fn weigh(&self, asked: &mut Asked) {
        if !asked.needed {
            asked.answers.clear();
        }
        let mut sharing = 0_usize;
        for equal in asked.answers.chunk_by_mut(|one, next| one.points == next.points) {
            sharing += equal.iter().map(|answer| self.vocabulary.records(answer.word).len()).sum::<usize>();
            let bits = ((self.len() + SMOOTHING) / (sharing + 1)).max(1).ilog2().clamp(2, 14);
            equal.iter_mut().for_each(|answer| answer.points = bits * answer.points / 10);
        }
    }
}

/// Tenths of bits from the names. Of words not answered, as many as the record has fewer may simply not have
/// been written down there.
fn name_evidence(asked: &[Asked], tally: Tally, record: &Record) -> i32 {
    let needed = asked.iter().enumerate().filter(|(_, asked)| asked.needed);
    let (mut all, mut missing) = (0_i32, 0_i32);
    for (place, _) in needed {
        all += 1;
        missing += i32::from(!tally.has(place));
    }
    let spare = missing.min((all - i32::from(record.written)).max(0));
    i32::try_from(tally.points).unwrap_or(i32::MAX) + spare * SPARE + (missing - spare) * MISSING
}

fn birth_evidence(asked: Option<BirthRange>, known: Option<BirthRange>) -> (i32, Reason) {
    let (Some(asked), Some(known)) = (asked, known) else { return (0, Reason::BirthUnknown) };
    match asked.standing(&known) {
        Standing::Equal => (120, Reason::BirthEqual),
        Standing::Possible(days) => {
            let bits = (DAYS / days.max(1)).max(1).ilog2();
            (10 * i32::try_from(bits).unwrap_or(0), Reason::BirthPossible)
        }
        Standing::Swapped => (90, Reason::BirthSwapped),
        Standing::Near => (30, Reason::BirthNear),
        Standing::Apart => (-80, Reason::BirthDiffers),
    }
}

fn sex_evidence(asked: u8, known: u8) -> (i32, Option<Reason>) {
    match (asked, known) {
        (0, _) | (_, 0) => (0, None),
        (one, other) if one == other => (10, Some(Reason::SexEqual)),
        _ => (-40, Some(Reason::SexDiffers)),
    }
}
