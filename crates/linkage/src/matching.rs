//! Which words of the vocabulary answer one word that was asked for, and how well.

use crate::index::NameIndex;
use crate::normal::Token;
use crate::search::Reason;
use crate::vocabulary::WordId;

/// A word that answers, with its points of 100.
#[derive(Clone, Copy)]
pub(crate) struct Answer {
    pub(crate) word: WordId,
    pub(crate) points: u32,
    pub(crate) reason: Reason,
}

/// One word that was asked for.
pub(crate) struct Asked {
    /// The answers, best first; one for each word of the vocabulary.
    pub(crate) answers: Vec<Answer>,
    /// False for a single letter, which may only add.
    pub(crate) needed: bool,
}

/// Whether the last word may be the beginning of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// As somebody types a search.
    MayBeUnfinished,
    /// As a form gives whole names.
    Whole,
}

const EXACT: u32 = 100;
const JOINED: u32 = 95;
const TRANSLITERATED: u32 = 92;
const NICKNAME: u32 = 85;
const BEGINNING: u32 = 80;
const ONE_SLIP: u32 = 78;
const TWO_SLIPS: u32 = 62;
const INITIAL: u32 = 40;
/// The fewest letters of a beginning.
const SHORTEST_BEGINNING: usize = 3;

/// The answers to each of `tokens`; neighbours may also be written as one word.
pub(crate) fn ask(index: &NameIndex, tokens: &[Token], ending: Ending) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::with_capacity(tokens.len());
    for (place, token) in tokens.iter().enumerate() {
        let unfinished = ending == Ending::MayBeUnfinished && place + 1 == tokens.len();
        asked.push(Asked { answers: answers(index, token, unfinished), needed: token.letters() > 1 });
    }
    for (place, (one, next)) in tokens.iter().zip(tokens.iter().skip(1)).enumerate() {
        let joined = one.joined(next);
        let vocabulary = &index.vocabulary;
        let words = vocabulary.exact(joined.as_str()).into_iter();
        for word in words.chain(vocabulary.of_coarse(&joined.coarse()).iter().copied()) {
            // The one word answers both that were asked for.
            let answer = Answer { word, points: JOINED, reason: Reason::NameJoined };
            asked.iter_mut().skip(place).take(2).for_each(|asked| asked.answers.push(answer));
        }
    }
    for asked in &mut asked {
        asked.answers.sort_unstable_by_key(|answer| (answer.word, std::cmp::Reverse(answer.points)));
        asked.answers.dedup_by_key(|answer| answer.word);
        asked.answers.sort_unstable_by_key(|answer| (std::cmp::Reverse(answer.points), answer.word));
    }
    asked
}

fn answers(index: &NameIndex, token: &Token, unfinished: bool) -> Vec<Answer> {
    let vocabulary = &index.vocabulary;
    let (text, letters) = (token.as_str(), token.letters());
    let mut answers = Vec::new();
    let mut take = |word, points, reason| answers.push(Answer { word, points, reason });
    if let Some(word) = vocabulary.exact(text) {
        take(word, EXACT, Reason::NameExact);
    }
    if letters == 1 {
        vocabulary.beginning(text).for_each(|word| take(word, INITIAL, Reason::NameInitial));
        return answers;
    }
    let coarse = token.coarse();
    if coarse.len() >= 3 {
        for &word in vocabulary.of_coarse(&coarse) {
            take(word, TRANSLITERATED, Reason::NameTransliterated);
        }
    }
    for other in crate::nicknames::same_person(text) {
        if let Some(word) = vocabulary.exact(other) {
            take(word, NICKNAME, Reason::NameNickname);
        }
    }
    if unfinished && letters >= SHORTEST_BEGINNING {
        vocabulary.beginning(text).for_each(|word| take(word, BEGINNING, Reason::NameBeginning));
    }
    for (word, slips) in vocabulary.near(text) {
        take(word, if slips == 1 { ONE_SLIP } else { TWO_SLIPS }, Reason::NameMistyped);
    }
    answers
}
