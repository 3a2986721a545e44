//! The index of names of one realm, in memory.

use std::collections::HashMap;
use std::fmt;

use base::{Position, StreamId};

use crate::birth::BirthRange;
use crate::normal::{Token, normalise};
use crate::vocabulary::{Slot, Vocabulary, WordId};

/// Names, birth dates and sexes of the children of one realm, for search alone: no name comes out of it, and
/// it prints its size only.
///
/// It is fed from the ledger's tail and carries the position up to which it knows; put it behind a lock, where
/// reading is [`NameIndex::search`] and [`NameIndex::candidates`].
#[derive(Default)]
pub struct NameIndex {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) records: Vec<Option<Record>>,
    slots: HashMap<StreamId, Slot>,
    free: Vec<Slot>,
    position: Position,
}

/// What is known of one stream.
pub(crate) struct Record {
    pub(crate) stream: StreamId,
    pub(crate) birth: Option<BirthRange>,
    /// Level of the code list `sex`; 0 is unknown.
    pub(crate) sex: u8,
    /// How many of `words` are names as written; the rest are neighbours joined.
    pub(crate) written: u8,
    pub(crate) words: Box<[WordId]>,
}

impl NameIndex {
    /// An index of nobody, at position 0.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a stream in, or in place of what was known of it. `names` are all names of the child, given names,
    /// family name, aliases, in any order and division; `sex` is the level of the code list, if known.
    pub fn upsert(&mut self, stream: StreamId, names: &[&str], birth: Option<BirthRange>, sex: Option<u8>) {
        self.remove(stream);
        let slot = self.free.pop().unwrap_or_else(|| {
            self.records.push(None);
            Slot::try_from(self.records.len() - 1).unwrap_or(Slot::MAX)
        });
        let (mut tokens, joined) = words(names);
        let written = u8::try_from(tokens.len()).unwrap_or(u8::MAX);
        tokens.extend(joined);
        let words = tokens.iter().map(|token| self.vocabulary.add(token.as_str(), slot)).collect();
        if let Some(record) = self.records.get_mut(slot as usize) {
            *record = Some(Record { stream, birth, sex: sex.unwrap_or(0), written, words });
        }
        self.slots.insert(stream, slot);
    }

    /// Takes a stream out. Words that no other stream holds are freed with it.
    pub fn remove(&mut self, stream: StreamId) {
        let Some(slot) = self.slots.remove(&stream) else { return };
        if let Some(record) = self.records.get_mut(slot as usize).and_then(Option::take) {
            record.words.iter().for_each(|&word| self.vocabulary.remove(word, slot));
        }
        self.free.push(slot);
    }

    /// The last position of the ledger that it knows.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// Says up to which position it knows.
    pub fn set_position(&mut self, position: Position) {
        self.position = position;
    }

    /// Whether it knows this stream.
    #[must_use]
    pub fn contains(&self, stream: StreamId) -> bool {
        self.slots.contains_key(&stream)
    }

    /// How many streams it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// How many different words its names are made of.
    #[must_use]
    pub fn distinct_words(&self) -> usize {
        self.vocabulary.len()
    }

    pub(crate) fn record(&self, slot: Slot) -> Option<&Record> {
        self.records.get(slot as usize).and_then(Option::as_ref)
    }
}

impl fmt::Debug for NameIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameIndex({} streams, position {})", self.len(), self.position)
    }
}

/// The distinct words of all names, and the neighbours inside one name written as one word.
fn words(names: &[&str]) -> (Vec<Token>, Vec<Token>) {
    /// Words beyond these would only be somebody's prank.
    const MOST: usize = 24;
    let (mut written, mut joined) = (Vec::new(), Vec::new());
    for name in names {
        let tokens = normalise(name);
        for (one, next) in tokens.iter().zip(tokens.iter().skip(1)) {
            joined.push(one.joined(next));
        }
        written.extend(tokens);
    }
    for list in [&mut written, &mut joined] {
        list.sort_unstable();
        list.dedup();
        list.truncate(MOST);
    }
    joined.retain(|token| written.binary_search(token).is_err());
    (written, joined)
}
