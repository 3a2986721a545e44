//! What of a report's figures may be shown.

use base::Problem;

use crate::figures::{Amount, Hidden};
use crate::reports::counting::RawTable;
use crate::reports::frozen::{FrozenFigure, FrozenTable};
use crate::reports::published::Published;

/// Figures below this, and above nothing, are small.
const SMALL: u64 = 5;

/// Lets out what may be shown.
///
/// # Errors
/// None yet.
pub(crate) fn gate(raw: &[RawTable], _published: &Published) -> Result<Vec<FrozenTable>, Problem> {
    Ok(raw.iter().map(whole_table).collect())
}

/// A table is shown whole or not at all.
fn whole_table(raw: &RawTable) -> FrozenTable {
    let small = raw.cells.iter().any(|(_, amount)| is_small(*amount));
    let figure = |amount: Amount| match (small, is_small(amount)) {
        (false, _) => FrozenFigure::Exact(amount),
        (true, true) => FrozenFigure::Hidden(Hidden::Small),
        (true, false) => FrozenFigure::Hidden(Hidden::RevealsAnother),
    };
    FrozenTable {
        indicator: raw.indicator.clone(),
        span: raw.span,
        by: raw.by,
        cells: raw.cells.iter().map(|(cell, amount)| (*cell, figure(*amount))).collect(),
    }
}

fn is_small(amount: Amount) -> bool {
    let small = |units: u64| units > 0 && units < SMALL;
    let rest = match amount {
        Amount::Ratio { numerator, denominator } => denominator.saturating_sub(numerator),
        Amount::Count(_) | Amount::Median { .. } | Amount::Sum { .. } => 0,
    };
    small(amount.units()) || small(amount.followed()) || small(rest)
}
