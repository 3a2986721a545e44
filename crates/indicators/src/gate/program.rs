//! The linear programs: what values agree with all that is known.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use crate::gate::system::{CellNumber, Relation, System};

/// Values of some cells that agree with everything a reader knows.
pub(crate) type Possible = Vec<(CellNumber, f64)>;

/// The hidden cells that depend on each other through relations: a program needs only those of one part.
pub(crate) fn parts(system: &System, hidden: &[bool]) -> Vec<Vec<CellNumber>> {
    let is_hidden = |cell: CellNumber| hidden.get(cell).copied().unwrap_or(false);
    let mut seen = vec![false; system.len()];
    let mut parts = Vec::new();
    for start in (0..system.len()).filter(|cell| is_hidden(*cell)) {
        if seen.get(start).copied().unwrap_or(true) {
            continue;
        }
        let mut part = Vec::new();
        let mut next = vec![start];
        while let Some(cell) = next.pop() {
            match seen.get_mut(cell) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            part.push(cell);
            for relation in system.relations_of.get(cell).into_iter().flatten() {
                let Some((total, others)) = system.relations.get(*relation).map(Relation::cells) else {
                    continue;
                };
                next.extend(std::iter::once(total).chain(others).copied().filter(|cell| is_hidden(*cell)));
            }
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts
}

/// The values of one part that make the weighted sum of its cells greatest. `None` when the solver gives up.
pub(crate) fn greatest(
    system: &System,
    part: &[CellNumber],
    weight: impl Fn(CellNumber) -> f64,
) -> Option<Possible> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let mut variables: Vec<Option<Variable>> = vec![None; system.len()];
    let ceiling = system.ceiling();
    for cell in part {
        let variable = problem.add_var(weight(*cell), (0.0, ceiling));
        if let Some(place) = variables.get_mut(*cell) {
            *place = Some(variable);
        }
    }
    let variable = |cell: CellNumber| variables.get(cell).copied().flatten();
    let mut constrain = |terms: Vec<(CellNumber, f64)>, compare: ComparisonOp| {
        let mut unknown: Vec<(Variable, f64)> = Vec::new();
        let mut known = 0.0;
        for (cell, factor) in terms {
            match variable(cell) {
                Some(variable) => unknown.push((variable, factor)),
                None => known += factor * system.value(cell),
            }
        }
        if !unknown.is_empty() {
            problem.add_constraint(unknown.as_slice(), compare, -known);
        }
    };
    let mut relations: Vec<usize> =
        part.iter().filter_map(|cell| system.relations_of.get(*cell)).flatten().copied().collect();
    relations.sort_unstable();
    relations.dedup();
    for relation in relations {
        match system.relations.get(relation) {
            Some(Relation::Sum { total, parts }) => {
                constrain(terms(*total, parts), ComparisonOp::Eq);
            }
            Some(Relation::Union { total, parts, complete }) => {
                for part in parts {
                    constrain(vec![(*total, 1.0), (*part, -1.0)], ComparisonOp::Ge);
                }
                if *complete {
                    constrain(terms(*total, parts), ComparisonOp::Le);
                }
            }
            None => {}
        }
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    Some(part.iter().filter_map(|cell| Some((*cell, solution.var_value(variable(*cell)?)))).collect())
}

/// The cheapest change of open and hidden cells that moves one cell by so much and leaves everything known true.
/// `None` when there is no such change, or the solver gives up.
pub(crate) fn cheapest_change(
    system: &System,
    movable: impl Fn(CellNumber) -> Option<f64>,
    cell: CellNumber,
    by: f64,
) -> Option<Possible> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let ceiling = system.ceiling();
    let mut changes: Vec<Option<(Variable, Variable)>> = Vec::with_capacity(system.len());
    for other in 0..system.len() {
        changes.push(movable(other).map(|cost| {
            let up = problem.add_var(cost, (0.0, ceiling));
            let down = problem.add_var(cost, (0.0, system.value(other)));
            (up, down)
        }));
    }
    let change = |cell: CellNumber| changes.get(cell).copied().flatten();
    change(cell)?;
    let expression = |terms: Vec<(CellNumber, f64)>| -> Vec<(Variable, f64)> {
        let both = |(cell, factor): (CellNumber, f64)| {
            change(cell).map(|(up, down)| [(up, factor), (down, -factor)])
        };
        terms.into_iter().filter_map(both).flatten().collect()
    };
    let mut rows = Vec::new();
    for relation in &system.relations {
        match relation {
            Relation::Sum { total, parts } => {
                rows.push((expression(terms(*total, parts)), ComparisonOp::Eq, 0.0))
            }
            Relation::Union { total, parts, complete } => {
                for part in parts {
                    let room = system.value(*total) - system.value(*part);
                    let terms = vec![(*total, 1.0), (*part, -1.0)];
                    rows.push((expression(terms), ComparisonOp::Ge, -room));
                }
                if *complete {
                    let room =
                        parts.iter().map(|part| system.value(*part)).sum::<f64>() - system.value(*total);
                    rows.push((expression(terms(*total, parts)), ComparisonOp::Le, room));
                }
            }
        }
    }
    rows.push((expression(vec![(cell, 1.0)]), ComparisonOp::Eq, by));
    for (expression, compare, right) in rows {
        if !expression.is_empty() {
            problem.add_constraint(expression.as_slice(), compare, right);
        }
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let value = |cell: CellNumber| {
        let (up, down) = change(cell)?;
        let moved = solution.var_value(up) - solution.var_value(down);
        (moved.abs() > 1e-6).then_some((cell, system.value(cell) + moved))
    };
    Some((0..system.len()).filter_map(value).collect())
}

fn terms(total: CellNumber, parts: &[CellNumber]) -> Vec<(CellNumber, f64)> {
    std::iter::once((total, 1.0)).chain(parts.iter().map(|part| (*part, -1.0))).collect()
}
