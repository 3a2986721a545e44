//! The facts in memory: fed entry by entry, counted as known at any position.

use std::collections::HashMap;
use std::ops::Range;

use base::{ChildNumber, Position};
use ledger::fact::{Fact, FactChange, FactKind};

use crate::columns::{Columns, NEVER, Row};
use crate::disaggregation::{DIMENSIONS_OF_FACTS, Dimension};
use crate::groups::{Groups, Joins, Subject};

/// Why the table refused an entry's changes. It is then as it was before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// Entries come in the order of their positions, each once.
    #[error("position `{given}` does not come after `{last}`")]
    OutOfOrder {
        /// The position given.
        given: u64,
        /// The last position applied.
        last: u64,
    },
    /// A fact was retracted that is not known: the ledger's facts contradict themselves.
    #[error("entry at `{position}` retracts a `{kind}` of entry `{stands_for}` that is not known")]
    NothingToRetract {
        /// The position of the entry that retracts.
        position: u64,
        /// The entry the fact stands for.
        stands_for: base::EntryId,
        /// The fact's kind.
        kind: &'static str,
    },
    /// More entries, rows or subjects than 32 bits can number.
    #[error("more than a table of facts can hold")]
    Full,
}

/// What an entry touched; [`crate::Standing::follow`] wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    pub(crate) before: u32,
    pub(crate) after: u32,
    pub(crate) subjects: Vec<Subject>,
}

impl Touched {
    /// Whether any fact changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
    }
}

/// A child, or a unit without one (rows of a dataset have no child), within one dataset.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Name {
    number: u64,
    dataset: u16,
    is_child: bool,
}

struct Rows {
    name: Name,
    first: Row,
    count: u32,
    newest: Option<Row>,
}

/// All facts of one realm.
///
/// Rows up to `settled` are sorted by subject and day, so that a pass reads memory from one end to the other. Rows
/// since then hang on their subject as a list, so that an entry costs the same however many facts there are.
/// [`FactTable::settle`] sorts them in.
#[derive(Default)]
pub struct FactTable {
    columns: Columns,
    settled: usize,
    before_in_tail: Vec<Option<Row>>,
    subjects: Vec<Rows>,
    subject_of: HashMap<Name, Subject>,
    joins: Joins,
    widest: [u32; DIMENSIONS_OF_FACTS],
    position: u32,
}

enum Done {
    Added(Subject),
    Joined,
    Retracted(Row),
    Parted(usize),
}

impl FactTable {
    /// A table without facts, at position 0.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The last position applied.
    #[must_use]
    pub fn position(&self) -> Position {
        Position(u64::from(self.position))
    }

    /// Facts held, live and retracted, joins included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.len() + self.joins.len()
    }

    /// Whether there is no fact at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory the facts take, their index included; an estimate.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let index = self.subjects.capacity() * size_of::<Rows>()
            + self.subject_of.capacity() * (size_of::<(Name, Subject)>() + 1);
        self.columns.bytes() + self.before_in_tail.capacity() * size_of::<Option<Row>>() + index
    }

    /// Makes room for this many facts more.
    pub fn reserve(&mut self, facts: usize) {
        self.columns.reserve(facts);
    }

    /// Takes what one entry does to the facts. An entry without facts is applied too: the table's position is the
    /// last entry it has heard of.
    ///
    /// # Errors
    /// [`FactError`]; the table is then unchanged.
    pub fn apply(&mut self, position: Position, changes: &[FactChange]) -> Result<Touched, FactError> {
        let at = u32::try_from(position.0).ok().filter(|at| *at < NEVER).ok_or(FactError::Full)?;
        if at <= self.position {
            return Err(FactError::OutOfOrder { given: position.0, last: u64::from(self.position) });
        }
        let mut subjects = Vec::new();
        let mut done = Vec::with_capacity(changes.len());
        for change in changes {
            let made = match change {
                FactChange::Shed(fact) => self.shed(fact, at, &mut subjects),
                FactChange::Retracted(fact) => self.retract(fact, at, &mut subjects),
            };
            match made {
                Ok(made) => done.push(made),
                Err(error) => {
                    self.undo(done);
                    return Err(error);
                }
            }
        }
        subjects.sort_unstable();
        subjects.dedup();
        let before = self.position;
        self.position = at;
        Ok(Touched { before, after: at, subjects })
    }

    /// Sorts all rows by subject and day. Call it after loading, and when nothing else is to do: counting gives the
    /// same numbers before and after, only sooner.
    pub fn settle(&mut self) {
        if self.columns.len() == self.settled {
            return;
        }
        let mut order: Vec<Row> = Vec::with_capacity(self.columns.len());
        let mut first = Vec::with_capacity(self.subjects.len());
        for subject in 0..self.subjects.len() {
            let start = order.len();
            self.rows_of(u32::try_from(subject).unwrap_or(NEVER), &mut order);
            if let Some(rows) = order.get_mut(start..) {
                self.sort(rows);
            }
            first.push((start, order.len() - start));
        }
        self.columns = self.columns.arranged(&order);
        self.settled = self.columns.len();
        self.before_in_tail = Vec::new();
        for (rows, (start, count)) in self.subjects.iter_mut().zip(first) {
            rows.first = u32::try_from(start).unwrap_or(NEVER);
            rows.count = u32::try_from(count).unwrap_or(0);
            rows.newest = None;
        }
    }

    fn shed(&mut self, fact: &Fact, at: u32, subjects: &mut Vec<Subject>) -> Result<Done, FactError> {
        let subject = self.subject(name_of(fact))?;
        subjects.push(subject);
        if fact.kind == FactKind::SameChild {
            let other = self.subject(Name { number: fact.unit.0, dataset: fact.dataset, is_child: true })?;
            subjects.push(other);
            self.joins.add(fact, subject, other, at);
            return Ok(Done::Joined);
        }
        let row = u32::try_from(self.columns.len()).ok().filter(|row| *row < NEVER).ok_or(FactError::Full)?;
        self.columns.push(fact, at);
        let rows = self.subjects.get_mut(subject as usize).ok_or(FactError::Full)?;
        self.before_in_tail.push(rows.newest.replace(row));
        // Datasets have levels of their own meaning, and are not counted by the pass.
        if let Some(levels) = self.columns.levels(row).filter(|_| fact.dataset == 0) {
            for (widest, dimension) in self.widest.iter_mut().zip(Dimension::ALL) {
                *widest = (*widest).max(dimension.widest_of(levels));
            }
        }
        Ok(Done::Added(subject))
    }

    fn retract(&mut self, fact: &Fact, at: u32, subjects: &mut Vec<Subject>) -> Result<Done, FactError> {
        let missing = FactError::NothingToRetract {
            position: u64::from(at),
            stands_for: fact.stands_for,
            kind: fact.kind.name(),
        };
        let Some(subject) = self.subject_of.get(&name_of(fact)).copied() else { return Err(missing) };
        subjects.push(subject);
        if fact.kind == FactKind::SameChild {
            let other = Name { number: fact.unit.0, dataset: fact.dataset, is_child: true };
            subjects.extend(self.subject_of.get(&other));
            return self.joins.retract(fact, subject, at).map(Done::Parted).ok_or(missing);
        }
        let mut rows = Vec::new();
        self.rows_of(subject, &mut rows);
        let live = |row: &Row| {
            self.columns.when(*row).is_some_and(|when| when.retracted_at == NEVER)
                && self.fact(*row, subject).as_ref() == Some(fact)
        };
        let Some(row) = rows.into_iter().find(live) else { return Err(missing) };
        self.columns.set_retracted(row, at);
        Ok(Done::Retracted(row))
    }

    /// Takes back, newest first, what a refused entry had done. Its new subjects stay, without rows.
    fn undo(&mut self, done: Vec<Done>) {
        for made in done.into_iter().rev() {
            match made {
                Done::Added(subject) => {
                    self.columns.pop();
                    let before = self.before_in_tail.pop().flatten();
                    if let Some(rows) = self.subjects.get_mut(subject as usize) {
                        rows.newest = before;
                    }
                }
                Done::Joined => self.joins.take_back(),
                Done::Retracted(row) => self.columns.set_retracted(row, NEVER),
                Done::Parted(place) => self.joins.revive(place),
            }
        }
    }

    fn subject(&mut self, name: Name) -> Result<Subject, FactError> {
        if let Some(subject) = self.subject_of.get(&name) {
            return Ok(*subject);
        }
        let subject =
            u32::try_from(self.subjects.len()).ok().filter(|s| *s < NEVER).ok_or(FactError::Full)?;
        self.subjects.push(Rows { name, first: 0, count: 0, newest: None });
        self.subject_of.insert(name, subject);
        Ok(subject)
    }

    pub(crate) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Adds the rows of a subject: the settled ones in order, then the others, newest first.
    pub(crate) fn rows_of(&self, subject: Subject, into: &mut Vec<Row>) {
        let Some(rows) = self.subjects.get(subject as usize) else { return };
        into.extend(rows.first..rows.first + rows.count);
        let mut next = rows.newest;
        while let Some(row) = next {
            into.push(row);
            let place = (row as usize).checked_sub(self.settled);
            next = place.and_then(|place| self.before_in_tail.get(place)).copied().flatten();
        }
    }

    /// Whether the rows of this group come out of [`FactTable::rows_of`] already sorted.
    pub(crate) fn in_order(&self, group: &[Subject]) -> bool {
        match group {
            [only] => self.subjects.get(*only as usize).is_none_or(|rows| rows.newest.is_none()),
            _ => false,
        }
    }

    pub(crate) fn sort(&self, rows: &mut [Row]) {
        rows.sort_unstable_by(|a, b| {
            let (a, b) = (*a, *b);
            let rough = self.columns.order(a).cmp(&self.columns.order(b));
            rough.then_with(|| self.columns.fine_order(a).cmp(&self.columns.fine_order(b)))
        });
    }

    pub(crate) fn fact(&self, row: Row, subject: Subject) -> Option<Fact> {
        let name = self.subjects.get(subject as usize)?.name;
        self.columns.fact(row, name.dataset, if name.is_child { name.number } else { 0 })
    }

    pub(crate) fn groups_at(&self, position: u32) -> Groups {
        self.joins.groups_at(position, self.subjects.len())
    }

    pub(crate) fn group_of(&self, subject: Subject, position: u32) -> Vec<Subject> {
        self.joins.group_of(subject, position)
    }

    pub(crate) fn subjects(&self) -> Range<Subject> {
        0..u32::try_from(self.subjects.len()).unwrap_or(NEVER)
    }

    /// The dataset a subject belongs to.
    pub(crate) fn dataset_of(&self, subject: Subject) -> u16 {
        self.subjects.get(subject as usize).map_or(u16::MAX, |rows| rows.name.dataset)
    }

    /// The child number that a group goes by: the smallest. 0 when it is no child.
    pub(crate) fn child_of(&self, group: &[Subject]) -> ChildNumber {
        let names =
            group.iter().filter_map(|subject| self.subjects.get(*subject as usize)).map(|rows| rows.name);
        ChildNumber(names.filter(|name| name.is_child).map(|name| name.number).min().unwrap_or(0))
    }

    /// The highest level met so far of each dimension, in the order of [`Dimension::ALL`].
    pub(crate) fn widest(&self) -> &[u32; DIMENSIONS_OF_FACTS] {
        &self.widest
    }

    /// A position as the columns hold it, never beyond what has been applied.
    pub(crate) fn at(&self, position: Position) -> u32 {
        u32::try_from(position.0).unwrap_or(NEVER).min(self.position)
    }
}

fn name_of(fact: &Fact) -> Name {
    if fact.child.0 == 0 {
        Name { number: fact.unit.0, dataset: fact.dataset, is_child: false }
    } else {
        Name { number: fact.child.0, dataset: fact.dataset, is_child: true }
    }
}
