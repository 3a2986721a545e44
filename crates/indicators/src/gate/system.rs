//! Cells and what is known to hold between them: all that a reader can reckon with.

/// A cell's number in its system.
pub type CellNumber = usize;

/// What can become of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// To be published now, or suppressed.
    Open,
    /// Published already, or known anyway.
    Shown,
    /// Suppressed in an earlier publication; it must stay so.
    Withheld,
    /// In no publication, but follows from some: what remains of a total after its published parts. To be protected
    /// when small.
    Remainder,
}

/// What holds between cells, and everyone knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The parts add up to the total.
    Sum {
        /// The total.
        total: CellNumber,
        /// Its parts.
        parts: Vec<CellNumber>,
    },
    /// The same child can be in several parts: no part exceeds the total, and if nothing is missing, the total does
    /// not exceed their sum.
    Union {
        /// The total.
        total: CellNumber,
        /// Its parts.
        parts: Vec<CellNumber>,
        /// Whether everyone in the total is in a part.
        complete: bool,
    },
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) value: u64,
    pub(crate) standing: Standing,
    /// What suppressing it costs a reader, in hundredths of an ordinary cell.
    pub(crate) cost: u32,
    /// Discloses a group though it is not small.
    pub(crate) of_group: bool,
}

/// Cells with their true values, and the relations between them.
#[derive(Clone, Debug, Default)]
pub struct System {
    pub(crate) cells: Vec<Held>,
    pub(crate) relations: Vec<Relation>,
    /// By cell: the relations it stands in.
    pub(crate) relations_of: Vec<Vec<usize>>,
}

impl System {
    /// No cells.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a cell. `importance` 1 is an ordinary cell, more for totals.
    pub fn add(&mut self, value: u64, standing: Standing, importance: u32) -> CellNumber {
        // A large count is a greater loss than a small one, but not in proportion.
        let cost = importance.saturating_mul(100 + 10 * (u64::BITS - value.leading_zeros()));
        self.cells.push(Held { value, standing, cost, of_group: false });
        self.relations_of.push(Vec::new());
        self.cells.len() - 1
    }

    /// Says that a cell discloses a group.
    pub fn discloses_group(&mut self, cell: CellNumber) {
        if let Some(held) = self.cells.get_mut(cell) {
            held.of_group = true;
        }
    }

    /// Adds a relation, if it holds of the true values; says whether it did. One that does not hold is nothing that
    /// a reader could reckon with: an earlier figure was restated since.
    pub fn relate(&mut self, relation: Relation) -> bool {
        let value = |cell: &CellNumber| self.cells.get(*cell).map(|held| i128::from(held.value));
        let holds = match &relation {
            Relation::Sum { total, parts } => {
                let sum: Option<i128> = parts.iter().map(value).sum();
                sum.is_some() && sum == value(total)
            }
            Relation::Union { total, parts, complete } => {
                let (sum, total): (Option<i128>, _) = (parts.iter().map(value).sum(), value(total));
                let within = parts.iter().all(|part| value(part) <= total);
                sum.is_some() && total.is_some() && within && (!complete || total <= sum)
            }
        };
        if holds {
            let (total, parts) = relation.cells();
            for cell in std::iter::once(total).chain(parts) {
                if let Some(relations) = self.relations_of.get_mut(*cell) {
                    relations.push(self.relations.len());
                }
            }
            self.relations.push(relation);
        }
        holds
    }

    /// How many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub(crate) fn value(&self, cell: CellNumber) -> f64 {
        // Counts of children are far below 2^53.
        self.cells.get(cell).map_or(0.0, |held| held.value as f64)
    }

    pub(crate) fn standing(&self, cell: CellNumber) -> Standing {
        self.cells.get(cell).map_or(Standing::Shown, |held| held.standing)
    }

    pub(crate) fn cost(&self, cell: CellNumber) -> u32 {
        self.cells.get(cell).map_or(0, |held| held.cost)
    }

    /// More than any count that a reader would think possible.
    pub(crate) fn ceiling(&self) -> f64 {
        let largest = self.cells.iter().map(|held| held.value).max().unwrap_or(0);
        largest as f64 * 2.0 + 100.0
    }
}

impl Relation {
    pub(crate) fn cells(&self) -> (&CellNumber, &[CellNumber]) {
        match self {
            Self::Sum { total, parts } | Self::Union { total, parts, .. } => (total, parts),
        }
    }
}
