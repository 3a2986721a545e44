//! Facts as columns: what the pass filters by lies close together, what it rarely needs lies apart.

use base::{AgencyNumber, ChildNumber, Day, EntryId, UnitNumber};
use ledger::fact::{DIMENSIONS, Fact, FactKind};

/// A row's place in the columns. It changes when the table settles.
pub(crate) type Row = u32;

/// Not retracted yet.
pub(crate) const NEVER: u32 = u32::MAX;

/// When a row is known, and the day it speaks of. 12 bytes.
///
/// Positions are 32 bits here and 64 everywhere else: a table holds one realm of one country, and four thousand
/// million entries are refused with an error, not wrapped.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    pub(crate) known_at: u32,
    pub(crate) retracted_at: u32,
    pub(crate) happened: i32,
}

impl When {
    pub(crate) fn known(self, position: u32) -> bool {
        self.known_at <= position && position < self.retracted_at
    }
}

/// What conditions and disaggregations ask about. 28 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Levels {
    pub(crate) agency: u32,
    pub(crate) place: u16,
    pub(crate) sex: u8,
    pub(crate) age_band: u8,
    pub(crate) forms: u32,
    pub(crate) dims: [u16; DIMENSIONS],
    pub(crate) value: i32,
}

impl Levels {
    pub(crate) fn of(fact: &Fact) -> Self {
        Self {
            agency: fact.agency.0,
            place: fact.place,
            sex: fact.sex,
            age_band: fact.age_band,
            forms: fact.forms,
            dims: fact.dims,
            value: fact.value,
        }
    }
}

/// The columns: 65 bytes a fact. The child stands once per subject, not in each row.
#[derive(Default)]
pub(crate) struct Columns {
    when: Vec<When>,
    kind: Vec<u8>,
    unit: Vec<u64>,
    levels: Vec<Levels>,
    stands_for: Vec<EntryId>,
}

impl Columns {
    pub(crate) fn len(&self) -> usize {
        self.when.len()
    }

    pub(crate) fn reserve(&mut self, more: usize) {
        self.when.reserve(more);
        self.kind.reserve(more);
        self.unit.reserve(more);
        self.levels.reserve(more);
        self.stands_for.reserve(more);
    }

    pub(crate) fn push(&mut self, fact: &Fact, known_at: u32) {
        self.when.push(When { known_at, retracted_at: NEVER, happened: fact.happened.0 });
        self.kind.push(number_of(fact.kind));
        self.unit.push(fact.unit.0);
        self.levels.push(Levels::of(fact));
        self.stands_for.push(fact.stands_for);
    }

    pub(crate) fn pop(&mut self) {
        self.when.pop();
        self.kind.pop();
        self.unit.pop();
        self.levels.pop();
        self.stands_for.pop();
    }

    pub(crate) fn when(&self, row: Row) -> Option<When> {
        self.when.get(row as usize).copied()
    }

    pub(crate) fn set_retracted(&mut self, row: Row, at: u32) {
        if let Some(when) = self.when.get_mut(row as usize) {
            when.retracted_at = at;
        }
    }

    pub(crate) fn kind(&self, row: Row) -> u8 {
        self.kind.get(row as usize).copied().unwrap_or(0)
    }

    pub(crate) fn unit(&self, row: Row) -> u64 {
        self.unit.get(row as usize).copied().unwrap_or(0)
    }

    pub(crate) fn levels(&self, row: Row) -> Option<&Levels> {
        self.levels.get(row as usize)
    }

    pub(crate) fn stands_for(&self, row: Row) -> EntryId {
        self.stands_for.get(row as usize).copied().unwrap_or(EntryId::NIL)
    }

    /// The whole fact again; child and dataset come from the row's subject.
    pub(crate) fn fact(&self, row: Row, dataset: u16, child: u64) -> Option<Fact> {
        let levels = self.levels(row)?;
        Some(Fact {
            stands_for: self.stands_for(row),
            kind: FactKind::from_number(u16::from(self.kind(row)))?,
            dataset,
            happened: Day(self.when(row)?.happened),
            child: ChildNumber(child),
            unit: UnitNumber(self.unit(row)),
            agency: AgencyNumber(levels.agency),
            place: levels.place,
            sex: levels.sex,
            age_band: levels.age_band,
            forms: levels.forms,
            dims: levels.dims,
            value: levels.value,
        })
    }

    /// What rows of one child are sorted by: the day, then the fact itself. Never the position, so that the first
    /// fact of a child depends on what is known, not on the order in which it became known.
    pub(crate) fn order(&self, row: Row) -> (i32, EntryId, u8) {
        (self.when(row).map_or(0, |when| when.happened), self.stands_for(row), self.kind(row))
    }

    /// What decides between rows of one day, entry and kind.
    pub(crate) fn fine_order(&self, row: Row) -> (u64, Option<Levels>) {
        (self.unit(row), self.levels(row).copied())
    }

    /// The columns with their rows in this order.
    pub(crate) fn arranged(&self, order: &[Row]) -> Self {
        fn gather<T: Copy>(column: &[T], order: &[Row]) -> Vec<T> {
            order.iter().filter_map(|row| column.get(*row as usize).copied()).collect()
        }
        Self {
            when: gather(&self.when, order),
            kind: gather(&self.kind, order),
            unit: gather(&self.unit, order),
            levels: gather(&self.levels, order),
            stands_for: gather(&self.stands_for, order),
        }
    }

    /// Bytes held by the columns.
    pub(crate) fn bytes(&self) -> usize {
        self.when.capacity() * size_of::<When>()
            + self.kind.capacity()
            + self.unit.capacity() * size_of::<u64>()
            + self.levels.capacity() * size_of::<Levels>()
            + self.stands_for.capacity() * size_of::<EntryId>()
    }
}

/// The stored number of a kind, in the byte that the columns have for it.
pub(crate) fn number_of(kind: FactKind) -> u8 {
    u8::try_from(kind.number()).unwrap_or(0)
}
