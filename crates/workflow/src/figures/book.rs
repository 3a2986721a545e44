//! Where figures are looked up: what was counted, or what was published.

use base::Quarter;
use indicators::{Cube, Definition, Disaggregation, Period};

use crate::figures::{By, Shown, crossed, crossed_code, uncrossed};
use crate::reports::{Published, Span};

/// Figures that can be asked for.
pub(crate) enum Book<'a> {
    /// Counted from facts.
    Counted {
        /// All definitions.
        cube: &'a Cube,
        /// One sex each by age band, where they were counted.
        crossed: Option<&'a Cube>,
    },
    /// As frozen, gated and published.
    Published(&'a Published),
}

impl Book<'_> {
    /// One figure.
    pub(crate) fn shown(&self, definition: &Definition, period: Period, by: By, cell: u32) -> Shown {
        match self {
            Self::Counted { cube, crossed } => counted(cube, *crossed, definition, period, by, cell),
            Self::Published(published) => {
                published.shown(definition.code.as_str(), Span::One(period), by, cell)
            }
        }
    }

    /// The cells of a table that something is known of.
    pub(crate) fn known(&self, definition: &Definition, span: Span, by: By) -> Vec<(u32, Shown)> {
        match (self, span) {
            (Self::Counted { cube, crossed }, Span::One(period)) => {
                known(cube, *crossed, definition, period, by)
            }
            (Self::Counted { .. }, Span::Years { .. }) => Vec::new(),
            (Self::Published(published), span) => published.cells(definition.code.as_str(), span, by),
        }
    }

    /// Whether there is such a table at all: a counted one always, a published one only where it was published.
    pub(crate) fn has_table(&self, definition: &Definition, span: Span, by: By) -> bool {
        match self {
            Self::Counted { .. } => matches!(span, Span::One(_)),
            Self::Published(published) => published.has_table(definition.code.as_str(), span, by),
        }
    }

    /// The year that belongs beside a newest quarter: its own when live, the last whole one when published.
    pub(crate) fn newest_year(&self, newest: Quarter) -> i16 {
        match self {
            Self::Counted { .. } => newest.year(),
            Self::Published(_) if newest.of_year() == 4 => newest.year(),
            Self::Published(_) => newest.year() - 1,
        }
    }
}

fn counted(
    cube: &Cube,
    by_sex: Option<&Cube>,
    definition: &Definition,
    period: Period,
    by: By,
    cell: u32,
) -> Shown {
    match by {
        By::One(by) => cube.value(definition.code.as_str(), period, by, cell).into(),
        By::SexAndAge => {
            let (sex, age_band) = uncrossed(cell);
            let age = Disaggregation::By(indicators::Dimension::AgeBand);
            let found = by_sex.zip(crossed_code(&definition.code, sex));
            found.and_then(|(cube, code)| cube.value(code.as_str(), period, age, age_band.into())).into()
        }
    }
}

fn known(
    cube: &Cube,
    by_sex: Option<&Cube>,
    definition: &Definition,
    period: Period,
    by: By,
) -> Vec<(u32, Shown)> {
    let exact = |figure| Shown::from(Some(figure));
    match by {
        By::One(by) => {
            let cells = cube.cells(definition.code.as_str(), period, by);
            cells.into_iter().map(|(cell, figure)| (cell, exact(figure))).collect()
        }
        By::SexAndAge => {
            let Some(cube) = by_sex else { return Vec::new() };
            let age = Disaggregation::By(indicators::Dimension::AgeBand);
            let of_sex = |sex: u8| {
                let code = crossed_code(&definition.code, sex);
                let cells = code.map(|code| cube.cells(code.as_str(), period, age)).unwrap_or_default();
                let band = |level: u32| u8::try_from(level).unwrap_or(0);
                cells.into_iter().map(move |(level, figure)| (crossed(sex, band(level)), exact(figure)))
            };
            (0..=u8::MAX).flat_map(of_sex).collect()
        }
    }
}
