//! The cheapest change that moves one cell and leaves every margin as it is, where it is a walk: from the cell along
//! its row to another, along that one's column, and so on until it closes. Found in microseconds; what is no walk is
//! left to the linear program.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::gate::program::Possible;
use crate::gate::system::{CellNumber, Relation, Standing, System};

/// One end of a cell: the sum it stands in, and whether it adds to it (as its total) or takes from it (as a part).
#[derive(Clone, Copy, PartialEq, Eq)]
struct End {
    sum: usize,
    adds: bool,
}

/// The cells as edges between the sums they stand in. A cell in one sum alone ends in the open, where nothing must
/// add up; one in three or more is no edge.
pub(crate) struct Walks {
    /// By cell: its ends. `None`: no edge.
    ends: Vec<Option<(End, End)>>,
    /// By sum, and last the open: the cells that end there.
    cells_at: Vec<Vec<CellNumber>>,
}

/// Where a walk stands: a sum, and whether it is too large there now. In the open that says nothing.
type At = (usize, bool);

#[derive(Clone, Copy)]
struct Step {
    from: At,
    cell: CellNumber,
    up: bool,
}

impl Walks {
    pub(crate) fn of(system: &System) -> Self {
        let open = system.relations.len();
        let mut ends = Vec::with_capacity(system.len());
        let mut cells_at = vec![Vec::new(); open + 1];
        for cell in 0..system.len() {
            let of_sums = system.relations_of.get(cell).into_iter().flatten().filter_map(|sum| match system
                .relations
                .get(*sum)?
            {
                Relation::Sum { parts, .. } if remainder(system, parts).is_some() => None,
                Relation::Sum { total, .. } => Some(End { sum: *sum, adds: *total == cell }),
                Relation::Union { .. } => None,
            });
            let of_sums: Vec<End> = of_sums.collect();
            let in_the_open = End { sum: open, adds: true };
            let both = match of_sums[..] {
                _ if system.standing(cell) == Standing::Remainder => None,
                [] => Some((in_the_open, in_the_open)),
                [only] => Some((only, in_the_open)),
                [one, other] => Some((one, other)),
                _ => None,
            };
            if let Some((one, other)) = both {
                for end in [one, other] {
                    if let Some(cells) = cells_at.get_mut(end.sum)
                        && cells.last() != Some(&cell)
                    {
                        cells.push(cell);
                    }
                }
            }
            ends.push(both);
        }
        Self { ends, cells_at }
    }

    /// The cheapest walk that moves `cell` by `by`, up or down. `price` is what moving another costs; `None` when it
    /// must not move.
    pub(crate) fn cheapest(
        &self,
        system: &System,
        cell: CellNumber,
        up: bool,
        by: f64,
        price: impl Fn(CellNumber) -> Option<u32>,
    ) -> Option<Possible> {
        let (start, goal) = self.ends.get(cell).copied().flatten()?;
        let open = self.cells_at.len() - 1;
        if !up && system.value(cell) < by {
            return None;
        }
        let mut steps: Vec<Option<Step>> = vec![None; self.cells_at.len() * 2];
        let mut costs: Vec<u64> = vec![u64::MAX; self.cells_at.len() * 2];
        let place = |(sum, large): At| sum * 2 + usize::from(large && sum != open);
        // Moving the cell makes its sums too large or too small; the walk puts the first right and must leave the
        // other one as far off, the other way.
        let from: At = (start.sum, start.adds == up);
        let to: At = (goal.sum, goal.adds != up);
        let mut queue = BinaryHeap::new();
        if let Some(cost) = costs.get_mut(place(from)) {
            *cost = 0;
        }
        queue.push(Reverse((0_u64, from)));
        while let Some(Reverse((cost, at))) = queue.pop() {
            if place(at) == place(to) {
                return self.walked(system, cell, up, by, &steps, from, to, place);
            }
            if costs.get(place(at)).is_some_and(|known| *known < cost) {
                continue;
            }
            for next in self.cells_at.get(at.0)? {
                let Some((one, other)) = self.ends.get(*next).copied().flatten() else { continue };
                let Some(price) = price(*next).filter(|_| *next != cell) else { continue };
                let (here, there) = if one.sum == at.0 { (one, other) } else { (other, one) };
                for up in [true, false] {
                    // In a sum too large, what adds must go down.
                    let puts_right = at.0 == open || (here.adds == up) != at.1;
                    if !puts_right || (!up && system.value(*next) < by) {
                        continue;
                    }
                    let arrived: At = (there.sum, there.adds == up);
                    let cost = cost + u64::from(price);
                    if let Some(known) = costs.get_mut(place(arrived)).filter(|known| cost < **known) {
                        *known = cost;
                        if let Some(step) = steps.get_mut(place(arrived)) {
                            *step = Some(Step { from: at, cell: *next, up });
                        }
                        queue.push(Reverse((cost, arrived)));
                    }
                }
            }
        }
        None
    }

    #[expect(clippy::too_many_arguments, reason = "the second half of one search")]
    fn walked(
        &self,
        system: &System,
        cell: CellNumber,
        up: bool,
        by: f64,
        steps: &[Option<Step>],
        from: At,
        to: At,
        place: impl Fn(At) -> usize,
    ) -> Option<Possible> {
        let signed = |up: bool| if up { by } else { -by };
        let mut moved = vec![(cell, system.value(cell) + signed(up))];
        let mut at = to;
        while place(at) != place(from) {
            let step = steps.get(place(at)).copied().flatten()?;
            if moved.iter().any(|(other, _)| *other == step.cell) || moved.len() > system.len() {
                // A walk over one cell twice moves it twice as far: no walk.
                return None;
            }
            moved.push((step.cell, system.value(step.cell) + signed(step.up)));
            at = step.from;
        }
        take_up(system, &mut moved);
        agrees(system, &moved).then_some(moved)
    }
}

/// The remainder among the parts of a sum, if it has one: it takes up whatever the others leave.
fn remainder(system: &System, parts: &[CellNumber]) -> Option<CellNumber> {
    parts.iter().copied().find(|part| system.standing(*part) == Standing::Remainder)
}

/// Moves the remainders of those sums that the moved cells stand in, so that they add up again.
fn take_up(system: &System, moved: &mut Possible) {
    let relations = moved.iter().filter_map(|(cell, _)| system.relations_of.get(*cell)).flatten();
    let mut relations: Vec<usize> = relations.copied().collect();
    relations.sort_unstable();
    relations.dedup();
    for relation in relations {
        let Some(Relation::Sum { total, parts }) = system.relations.get(relation) else { continue };
        let Some(rest) = remainder(system, parts) else { continue };
        let others = parts.iter().filter(|part| **part != rest).map(|part| value(system, moved, *part));
        let left = value(system, moved, *total) - others.sum::<f64>();
        moved.push((rest, left));
    }
}

fn value(system: &System, moved: &Possible, cell: CellNumber) -> f64 {
    moved.iter().find(|(other, _)| *other == cell).map_or_else(|| system.value(cell), |(_, value)| *value)
}

/// Whether the changed values agree with everything known.
fn agrees(system: &System, moved: &Possible) -> bool {
    let value = |cell: &CellNumber| value(system, moved, *cell);
    let mut relations = moved.iter().filter_map(|(cell, _)| system.relations_of.get(*cell)).flatten();
    relations.all(|relation| match system.relations.get(*relation) {
        Some(Relation::Sum { total, parts }) => {
            (value(total) - parts.iter().map(value).sum::<f64>()).abs() < 0.5
        }
        Some(Relation::Union { total, parts, complete }) => {
            let total = value(total);
            parts.iter().all(|part| value(part) <= total)
                && (!complete || total <= parts.iter().map(value).sum::<f64>())
        }
        None => false,
    }) && moved.iter().all(|(_, value)| *value >= 0.0)
}
