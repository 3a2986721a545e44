//! Searching by name and birth date.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use base::StreamId;

use crate::birth::{BirthRange, Standing};
use crate::index::{NameIndex, Record};
use crate::matching::{Asked, Ending, ask};
use crate::query::Query;
use crate::vocabulary::Slot;

/// The most hits of one search.
pub const MOST_HITS: usize = 200;

/// A stream that answers a search, or may be the same child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The stream.
    pub stream: StreamId,
    /// Higher is nearer. Of a search: points of 1,000 for the names, and up to 200 for the birth date. Of
    /// candidates: tenths of bits of evidence. The two are not comparable.
    pub score: u32,
    /// Why, in the order of [`Reason`], each once.
    pub reasons: Vec<Reason>,
}

/// Why a stream answers. None repeats a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A word of the name is the same, diacritics and case apart.
    NameExact,
    /// Two words here are one word there.
    NameJoined,
    /// A word is the same in another usual transliteration.
    NameTransliterated,
    /// A word is another form of the same given name.
    NameNickname,
    /// A word begins as the last one asked for.
    NameBeginning,
    /// A word differs by a typing slip or two.
    NameMistyped,
    /// A word begins with the single letter asked for.
    NameInitial,
    /// A word asked for is not among the names.
    NameMissing,
    /// The same birth day.
    BirthEqual,
    /// The birth dates can be the same; one of them is not known to the day.
    BirthPossible,
    /// Day and month of birth are exchanged.
    BirthSwapped,
    /// The birth dates are close.
    BirthNear,
    /// One of the birth dates is not known.
    BirthUnknown,
    /// The birth dates are not close.
    BirthDiffers,
    /// The same sex.
    SexEqual,
    /// The sexes recorded differ.
    SexDiffers,
}

impl Reason {
    /// Its code in messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NameExact => "name_exact",
            Self::NameJoined => "name_joined",
            Self::NameTransliterated => "name_transliterated",
            Self::NameNickname => "name_nickname",
            Self::NameBeginning => "name_beginning",
            Self::NameMistyped => "name_mistyped",
            Self::NameInitial => "name_initial",
            Self::NameMissing => "name_missing",
            Self::BirthEqual => "birth_equal",
            Self::BirthPossible => "birth_possible",
            Self::BirthSwapped => "birth_swapped",
            Self::BirthNear => "birth_near",
            Self::BirthUnknown => "birth_unknown",
            Self::BirthDiffers => "birth_differs",
            Self::SexEqual => "sex_equal",
            Self::SexDiffers => "sex_differs",
        }
    }
}

impl NameIndex {
    /// The streams whose names answer `query`, best first, then by stream id; at most `limit`, which is held
    /// to [`MOST_HITS`].
    ///
    /// Every word must be answered; of three or more, all but one. Words may come in any order, without
    /// diacritics, as nicknames or transliterated, with one slip in words of 4 to 7 letters and two in longer
    /// ones; the last word may be the beginning of a name from three letters. A date (`2011`, `03.2011`,
    /// `12.03.2011`, `2011-03-12`) leaves the children who can have been born then, those of whom no date is
    /// known (they score lower), and those whose day and month may have been exchanged.
    ///
    /// `allowed` is asked before the cut, so that what the viewer may not see never crowds out what she may.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize, allowed: &dyn Fn(StreamId) -> bool) -> Vec<Hit> {
        let query = Query::parse(query);
        let asked = ask(self, &query.tokens, Ending::MayBeUnfinished);
        let needed = asked.iter().filter(|asked| asked.needed).count();
        let matches = match (needed, query.birth) {
            (0, None) => Vec::new(),
            (0, Some(birth)) if asked.is_empty() => self.born(birth),
            _ => self.named(&asked, needed, query.birth),
        };
        best(matches, limit.min(MOST_HITS), allowed)
            .into_iter()
            .filter_map(|(score, stream, slot)| {
                let record = self.record(slot)?;
                let mut reasons = name_reasons(&asked, record);
                reasons.extend(query.birth.map(|birth| birth_answer(birth, record.birth).1));
                Some(Hit { stream, score, reasons: in_order(reasons) })
            })
            .collect()
    }

    fn named(&self, asked: &[Asked], needed: usize, birth: Option<BirthRange>) -> Vec<Match> {
        let least = if needed >= 3 { needed - 1 } else { needed };
        let places = asked.iter().map(|asked| asked.needed).collect::<Vec<_>>();
        let mut matches = Vec::new();
        for (slot, tally) in tally(self, asked) {
            let answered = places.iter().enumerate().filter(|&(at, &needed)| needed && tally.has(at)).count();
            let Some(record) = self.record(slot) else { continue };
            if answered < least {
                continue;
            }
            let (extra, reason) =
                birth.map_or((0, Reason::BirthEqual), |birth| birth_answer(birth, record.birth));
            if reason == Reason::BirthDiffers {
                continue;
            }
            let names = tally.points * 10 / u32::try_from(asked.len()).unwrap_or(u32::MAX).max(1);
            // Of two equal answers the one with fewer other names comes first.
            let others = u32::from(record.written).saturating_sub(tally.answered());
            matches.push((names.saturating_sub(2 * others) + extra, Reverse(record.stream), slot));
        }
        matches
    }

    fn born(&self, birth: BirthRange) -> Vec<Match> {
        let mut matches = Vec::new();
        for (slot, record) in (0..).zip(&self.records) {
            let Some(record) = record else { continue };
            let (extra, reason) = birth_answer(birth, record.birth);
            if !matches!(reason, Reason::BirthDiffers | Reason::BirthUnknown) {
                matches.push((extra, Reverse(record.stream), slot));
            }
        }
        matches
    }
}

/// Ordered so that the greatest is the best: score, then the smaller stream id.
pub(crate) type Match = (u32, Reverse<StreamId>, Slot);

/// What one record gained from the words asked for.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) points: u32,
    /// One bit for each word asked for.
    answered: u16,
}

impl Tally {
    pub(crate) fn has(self, place: usize) -> bool {
        self.answered & Self::bit(place) != 0
    }

    fn answered(self) -> u32 {
        self.answered.count_ones()
    }

    fn bit(place: usize) -> u16 {
        u32::try_from(place).ok().and_then(|place| 1_u16.checked_shl(place)).unwrap_or(0)
    }
}

/// The records that hold an answer to some word, with the best answer to each word added up.
pub(crate) fn tally(index: &NameIndex, asked: &[Asked]) -> Vec<(Slot, Tally)> {
    let mut tallies = vec![Tally::default(); index.records.len()];
    let mut touched = Vec::new();
    for (place, asked) in asked.iter().enumerate() {
        let bit = Tally::bit(place);
        // Best answers first, so that the first one to reach a record is the one that counts.
        for answer in &asked.answers {
            for &slot in index.vocabulary.records(answer.word) {
                let Some(tally) = tallies.get_mut(slot as usize) else { continue };
                if tally.answered & bit != 0 {
                    continue;
                }
                if tally.answered == 0 {
                    touched.push(slot);
                }
                tally.answered |= bit;
                tally.points += answer.points;
            }
        }
    }
    let of = |slot: &Slot| tallies.get(*slot as usize).copied().unwrap_or_default();
    touched.iter().map(|slot| (*slot, of(slot))).collect()
}

/// The best `limit` of the matches that are allowed.
pub(crate) fn best(
    matches: Vec<Match>,
    limit: usize,
    allowed: &dyn Fn(StreamId) -> bool,
) -> Vec<(u32, StreamId, Slot)> {
    /// Beyond so many, in order, for each one wanted, most are not allowed: then it is cheaper to ask about
    /// all that are left before any of them is put in order.
    const PATIENCE: usize = 4;
    let mut heap = BinaryHeap::from(matches);
    let mut best = Vec::new();
    for _ in 0..limit.saturating_mul(PATIENCE) {
        if best.len() == limit {
            return best;
        }
        let Some((score, Reverse(stream), slot)) = heap.pop() else { return best };
        if allowed(stream) {
            best.push((score, stream, slot));
        }
    }
    let mut rest = heap.into_vec();
    rest.retain(|(_, Reverse(stream), _)| allowed(*stream));
    rest.sort_unstable_by(|one, other| other.cmp(one));
    let wanted = limit.saturating_sub(best.len());
    best.extend(rest.into_iter().take(wanted).map(|(score, Reverse(stream), slot)| (score, stream, slot)));
    best
}

/// Why the record's names answer: the best answer to each word, and whether one is missing.
pub(crate) fn name_reasons(asked: &[Asked], record: &Record) -> Vec<Reason> {
    let reason = |asked: &Asked| {
        let found = asked.answers.iter().find(|answer| record.words.contains(&answer.word));
        found.map(|answer| answer.reason).or(asked.needed.then_some(Reason::NameMissing))
    };
    asked.iter().filter_map(reason).collect()
}

pub(crate) fn in_order(mut reasons: Vec<Reason>) -> Vec<Reason> {
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

/// Points and reason of a record's birth date for the one asked for.
fn birth_answer(asked: BirthRange, known: Option<BirthRange>) -> (u32, Reason) {
    let Some(known) = known else { return (0, Reason::BirthUnknown) };
    match asked.standing(&known) {
        Standing::Equal => (200, Reason::BirthEqual),
        Standing::Possible(_) => (150, Reason::BirthPossible),
        Standing::Swapped => (80, Reason::BirthSwapped),
        Standing::Near | Standing::Apart => (0, Reason::BirthDiffers),
    }
}
