//! Indicators as a person sees them: live figures for those with case access, national totals for the accredited
//! officer, published ones for everybody else.

mod amount;
mod book;
mod breakdown;
mod page;
mod sight;
mod walk;

use std::sync::Arc;

use base::{Code, Day, Problem, Quarter, Timestamp};
use indicators::definition::{Measure, OncePer, Unit};
use indicators::{Definition, Period};
use rules::Pack;

use crate::app::App;
use crate::sign_in::SignedIn;

pub use amount::{Amount, Shown};
pub(crate) use book::Book;
pub use breakdown::{By, crossed, offered, uncrossed};
pub(crate) use breakdown::{cells, crossed_code, crossing, sexes};
pub use page::{CountyMap, IndicatorPage, Margins, Table, TableCell};
pub(crate) use page::{county_map, page_codes, table};
pub use sight::{NewestReport, Source, Standing};
pub use walk::{Lineage, LineageLine, LineageRows, MOST_ROWS, PublishedBefore};

/// How many quarters a trend shows.
pub const TREND_QUARTERS: i32 = 12;
/// How many years a trend shows.
pub const TREND_YEARS: i16 = 5;

/// What an indicator counts, without figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its code, `2.4d`.
    pub code: Code,
    /// The version of its definition.
    pub version: u16,
    /// The partnership's objective it serves, 1 to 4.
    pub objective: u8,
    /// The standard foreign-assistance indicator it answers to.
    pub us_code: Option<String>,
    /// What is counted.
    pub unit: Unit,
    /// How often a unit counts.
    pub once_per: OncePer,
    /// What becomes of the units.
    pub measure: Measure,
    /// The message of its name.
    pub name: String,
    /// The message of its definition.
    pub definition: String,
    /// The message of what it leaves out.
    pub exclusions: String,
    /// Whether the quarters of a year add up to the year.
    pub quarters_add_up: bool,
    /// What it may be broken down by.
    pub offered: Vec<By>,
}

impl About {
    /// What a definition says of itself.
    #[must_use]
    pub fn of(definition: &Definition) -> Self {
        Self {
            code: definition.code.clone(),
            version: definition.version,
            objective: definition.objective,
            us_code: definition.us_code.clone(),
            unit: definition.unit,
            once_per: definition.once_per,
            measure: definition.measure,
            name: definition.words.name.clone(),
            definition: definition.words.definition.clone(),
            exclusions: definition.words.exclusions.clone(),
            quarters_add_up: definition.quarters_add_up(),
            offered: offered(definition),
        }
    }
}

/// One indicator of the list.
#[derive(Clone, Debug)]
pub struct IndicatorLine {
    /// What it counts.
    pub about: About,
    /// The figure of [`IndicatorList::quarter`].
    pub quarter: Shown,
    /// The figure of the quarter before.
    pub before: Shown,
    /// The figure of [`IndicatorList::year`].
    pub year: Shown,
    /// The last [`TREND_QUARTERS`] quarters, the newest last.
    pub trend: Vec<(Quarter, Shown)>,
}

/// All indicators.
pub struct IndicatorList {
    /// Whose figures these are and as of when.
    pub standing: Standing,
    /// The newest quarter shown: the current one of live figures, the last one published of the others.
    pub quarter: Quarter,
    /// The year shown: the current one of live figures, the last whole one published of the others.
    pub year: i16,
    /// The indicators, in the order of their definitions.
    pub lines: Vec<IndicatorLine>,
    /// When this was read.
    pub now: Timestamp,
    /// The pack its codes are of.
    pub pack: Arc<Pack>,
}

impl App {
    /// All indicators with the figures this person may see; `as_of` a day: as they were known at its end.
    ///
    /// # Errors
    /// `not_found` for those who see no indicators; `as_of_in_future`, `as_of_before_start`; an engine's error.
    pub fn indicators(&self, who: &SignedIn, as_of: Option<Day>) -> Result<IndicatorList, Problem> {
        self.with_book(who, as_of, |standing, book, definitions| {
            let quarter = standing.newest;
            let year = book.newest_year(quarter);
            let line = |definition: &Definition| {
                let total = |period| book.shown(definition, period, By::TOTAL, 0);
                IndicatorLine {
                    about: About::of(definition),
                    quarter: total(Period::Quarter(quarter)),
                    before: total(Period::Quarter(quarter.plus(-1))),
                    year: total(Period::Year(year)),
                    trend: trend(definition, book, quarter),
                }
            };
            let lines = definitions.iter().map(line).collect();
            let (now, pack) = (self.clock().now(), Arc::clone(&who.pack));
            Ok(IndicatorList { standing: standing.clone(), quarter, year, lines, now, pack })
        })
    }
}

/// The total of the last quarters, the newest last.
pub(crate) fn trend(definition: &Definition, book: &Book<'_>, newest: Quarter) -> Vec<(Quarter, Shown)> {
    let quarters = (1 - TREND_QUARTERS..=0).map(|back| newest.plus(back));
    quarters
        .map(|quarter| (quarter, book.shown(definition, Period::Quarter(quarter), By::TOTAL, 0)))
        .collect()
}
