//! The distinct words of all names, each with the records that hold it.
//!
//! A country's names are built of few words: a typing slip is searched among the distinct words by a scan
//! that asks one question of a bit set for each word of nearly the same length. That takes tens of
//! microseconds for ten thousand words and needs no index of deletions or fragments, which would hold forty
//! or more entries for each long word.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use crate::distance::{Pattern, Symbols};
use crate::fold::coarse;

/// A record's place in the index.
pub(crate) type Slot = u32;
/// A word's place in the vocabulary.
pub(crate) type WordId = u32;

#[derive(Default)]
pub(crate) struct Vocabulary {
    words: Vec<Option<Word>>,
    free: Vec<WordId>,
    by_text: BTreeMap<Arc<str>, WordId>,
    by_coarse: HashMap<Box<str>, Vec<WordId>>,
    /// For each number of letters: the set of symbols and the id of each word.
    by_length: Vec<Vec<(u64, WordId)>>,
}

struct Word {
    text: Arc<str>,
    symbols: Symbols,
    records: Vec<Slot>,
}

impl Vocabulary {
    /// Notes that the record holds the word, once.
    pub(crate) fn add(&mut self, text: &str, slot: Slot) -> WordId {
        let id = match self.by_text.get(text) {
            Some(&id) => id,
            None => self.insert(text),
        };
        if let Some(word) = self.word_mut(id) {
            word.records.push(slot);
        }
        id
    }

    /// Takes the word off the record; a word that no record holds is forgotten.
    pub(crate) fn remove(&mut self, id: WordId, slot: Slot) {
        let Some(word) = self.word_mut(id) else { return };
        if let Some(at) = word.records.iter().position(|&other| other == slot) {
            word.records.swap_remove(at);
        }
        if !word.records.is_empty() {
            return;
        }
        word.records = Vec::new();
        let Some(word) = self.words.get_mut(id as usize).and_then(Option::take) else { return };
        self.free.push(id);
        self.by_text.remove(&word.text);
        let key = coarse(&word.text);
        if let Some(ids) = self.by_coarse.get_mut(key.as_str()) {
            ids.retain(|&other| other != id);
            if ids.is_empty() {
                self.by_coarse.remove(key.as_str());
            }
        }
        if let Some(same_length) = self.by_length.get_mut(word.symbols.len()) {
            same_length.retain(|&(_, other)| other != id);
        }
    }

    /// The records that hold a word.
    pub(crate) fn records(&self, id: WordId) -> &[Slot] {
        self.words.get(id as usize).and_then(Option::as_ref).map_or(&[], |word| &word.records)
    }

    /// The word of exactly these letters.
    pub(crate) fn exact(&self, text: &str) -> Option<WordId> {
        self.by_text.get(text).copied()
    }

    /// The words of the same coarse form.
    pub(crate) fn of_coarse(&self, key: &str) -> &[WordId] {
        self.by_coarse.get(key).map_or(&[], Vec::as_slice)
    }

    /// The words that begin so.
    pub(crate) fn beginning<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = WordId> + 'a {
        self.by_text
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .take_while(move |(text, _)| text.starts_with(prefix))
            .map(|(_, &id)| id)
    }

    /// The words within the slips forgiven, with their number of slips; the word itself is not among them.
    pub(crate) fn near(&self, text: &str) -> Vec<(WordId, usize)> {
        let symbols = Symbols::of(text);
        let Some(pattern) = Pattern::of(&symbols) else { return Vec::new() };
        let mut near = Vec::new();
        for (length, words) in self.by_length.iter().enumerate().skip(symbols.len().saturating_sub(2)).take(5)
        {
            for &(set, id) in words {
                if !pattern.may_be_near(length, set) {
                    continue;
                }
                let Some(word) = self.words.get(id as usize).and_then(Option::as_ref) else { continue };
                let slips = pattern.distance(&word.symbols);
                if slips > 0 && slips <= crate::distance::forgiven(symbols.len().max(length)) {
                    near.push((id, slips));
                }
            }
        }
        near
    }

    /// How many distinct words there are.
    pub(crate) fn len(&self) -> usize {
        self.by_text.len()
    }

    fn insert(&mut self, text: &str) -> WordId {
        let text: Arc<str> = text.into();
        let symbols = Symbols::of(&text);
        let (set, length) = (symbols.set, symbols.len());
        let word = Some(Word { text: Arc::clone(&text), symbols, records: Vec::new() });
        let id = self.free.pop().unwrap_or_else(|| {
            self.words.push(None);
            WordId::try_from(self.words.len() - 1).unwrap_or(WordId::MAX)
        });
        if let Some(place) = self.words.get_mut(id as usize) {
            *place = word;
        }
        self.by_coarse.entry(coarse(&text).into()).or_default().push(id);
        if self.by_length.len() <= length {
            self.by_length.resize_with(length + 1, Vec::new);
        }
        if let Some(same_length) = self.by_length.get_mut(length) {
            same_length.push((set, id));
        }
        self.by_text.insert(text, id);
        id
    }

    fn word_mut(&mut self, id: WordId) -> Option<&mut Word> {
        self.words.get_mut(id as usize).and_then(Option::as_mut)
    }
}
