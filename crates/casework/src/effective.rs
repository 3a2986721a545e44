//! A history as it reads after all corrections: each entry once, with what it says now.

use std::collections::BTreeMap;

use base::{EntryId, Happened, PersonId};

use crate::event::FileEvent;
use crate::recorded::Recorded;

/// An entry that is no correction, with what it says after all corrections of it.
///
/// It keeps its identity: facts and rules name the entry itself, wherever its words now come from.
#[derive(Clone, Debug)]
pub struct Effective<'a> {
    /// The entry as it was recorded.
    pub original: &'a Recorded<FileEvent>,
    /// When it happened, as known now.
    pub happened: &'a Happened,
    /// What happened, as known now; what it said at first when it is withdrawn.
    pub event: &'a FileEvent,
    /// The entry whose words these are: itself, or the amendment that stands.
    pub said_by: EntryId,
    /// Who recorded it, and who wrote the corrections that stand.
    pub authors: Vec<PersonId>,
    /// Every amendment and withdrawal of it, and of those, in the order of recording.
    pub corrections: Vec<&'a Recorded<FileEvent>>,
    /// Whether it counts no longer.
    pub withdrawn: bool,
}

impl Effective<'_> {
    /// The entry's id.
    #[must_use]
    pub fn entry(&self) -> EntryId {
        self.original.entry
    }

    /// Its place in the canonical order: earliest possible instant, then position, then id.
    #[must_use]
    pub fn key(&self) -> (base::Timestamp, u64, EntryId) {
        (self.happened.earliest(), self.original.rank(), self.original.entry)
    }
}

/// What an entry says, seen from the last entry backwards.
#[derive(Clone)]
enum Says<'a> {
    Words(Words<'a>),
    Withdraws,
    Nothing,
}

#[derive(Clone)]
struct Words<'a> {
    event: &'a FileEvent,
    happened: &'a Happened,
    said_by: EntryId,
    authors: Vec<PersonId>,
}

impl<'a> Words<'a> {
    fn of(recorded: &'a Recorded<FileEvent>, event: &'a FileEvent) -> Self {
        Self { event, happened: &recorded.happened, said_by: recorded.entry, authors: vec![recorded.actor] }
    }
}

/// The history after all corrections, in canonical order, withdrawn entries included and marked.
///
/// Total: corrections that name nothing, or something recorded after them, are left out. The order of the slice
/// carries no meaning.
#[must_use]
pub fn effective(history: &[Recorded<FileEvent>]) -> Vec<Effective<'_>> {
    let mut entries: Vec<&Recorded<FileEvent>> = history.iter().collect();
    entries.sort_by_key(|recorded| (recorded.rank(), recorded.version, recorded.entry));
    let mut index_of: BTreeMap<EntryId, usize> = BTreeMap::new();
    for (index, recorded) in entries.iter().enumerate() {
        index_of.entry(recorded.entry).or_insert(index);
    }
    let mut corrections: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for (index, recorded) in entries.iter().enumerate() {
        let target = replaced(&recorded.event).and_then(|target| index_of.get(&target)).copied();
        if let Some(target) = target.filter(|&target| target < index)
            && let Some(of_target) = corrections.get_mut(target)
        {
            of_target.push(index);
        }
    }

    // A correction stands after what it corrects, so that from the end backwards each is known when needed. The
    // last correction that is not void itself decides.
    let mut says: Vec<Says<'_>> = vec![Says::Nothing; entries.len()];
    for (index, recorded) in entries.iter().enumerate().rev() {
        let of_this = corrections.get(index).map_or(&[][..], Vec::as_slice);
        let mut of_this = of_this.iter().rev().filter_map(|&correction| says.get(correction));
        let now = match of_this.find(|said| !matches!(said, Says::Nothing)) {
            None => says_itself(recorded),
            Some(Says::Words(words)) => {
                let mut words = words.clone();
                words.authors.push(recorded.actor);
                Says::Words(words)
            }
            Some(_) => Says::Nothing,
        };
        if let Some(place) = says.get_mut(index) {
            *place = now;
        }
    }

    let mut read: Vec<Effective<'_>> = Vec::with_capacity(entries.len());
    for (index, original) in entries.iter().copied().enumerate() {
        if replaced(&original.event).is_some() {
            continue;
        }
        let (words, withdrawn) = match says.get(index) {
            Some(Says::Words(words)) => (words.clone(), false),
            _ => (Words::of(original, &original.event), true),
        };
        let Words { event, happened, said_by, authors } = words;
        let corrections = descendants(index, &corrections, &entries);
        read.push(Effective { original, happened, event, said_by, authors, corrections, withdrawn });
    }
    read.sort_by_key(Effective::key);
    read
}

/// The entry at the root of a chain of corrections; `None` when the chain leads nowhere.
#[must_use]
pub fn root_of(history: &[Recorded<FileEvent>], mut entry: EntryId) -> Option<&Recorded<FileEvent>> {
    // No chain is longer than the history: a ring of ids ends here too.
    for _ in 0..=history.len() {
        let recorded = history.iter().find(|recorded| recorded.entry == entry)?;
        match replaced(&recorded.event) {
            Some(target) => entry = target,
            None => return Some(recorded),
        }
    }
    None
}

/// What a correction corrects.
pub(crate) fn replaced(event: &FileEvent) -> Option<EntryId> {
    match event {
        FileEvent::Amended { replaces, .. } | FileEvent::Withdrawn { replaces, .. } => Some(*replaces),
        _ => None,
    }
}

fn says_itself<'a>(recorded: &'a Recorded<FileEvent>) -> Says<'a> {
    match &recorded.event {
        FileEvent::Withdrawn { .. } => Says::Withdraws,
        FileEvent::Amended { event, .. } if replaced(event).is_some() => Says::Nothing,
        FileEvent::Amended { event, .. } => Says::Words(Words::of(recorded, event)),
        event => Says::Words(Words::of(recorded, event)),
    }
}

fn descendants<'a>(
    root: usize,
    corrections: &[Vec<usize>],
    entries: &[&'a Recorded<FileEvent>],
) -> Vec<&'a Recorded<FileEvent>> {
    let (mut found, mut open) = (Vec::new(), vec![root]);
    while let Some(index) = open.pop() {
        for &correction in corrections.get(index).map_or(&[][..], Vec::as_slice) {
            found.push(correction);
            open.push(correction);
        }
    }
    found.sort_unstable();
    found.into_iter().filter_map(|index| entries.get(index).copied()).collect()
}
