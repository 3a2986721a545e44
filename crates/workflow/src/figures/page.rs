//! One indicator: its figure, trend, tables, map, and what was published of it before.

use std::sync::Arc;

use access::{Action, Resource};
use base::{Code, Day, Problem, Quarter, Timestamp};
use indicators::{Definition, Dimension, Disaggregation, Period, Periods};
use rules::Pack;

use crate::app::App;
use crate::figures::uncrossed;
use crate::figures::{
    About, Book, By, Shown, Standing, TREND_YEARS, cells, crossed, crossing, offered, sexes, trend,
};
use crate::reports::{Restated, Span};
use crate::sign_in::SignedIn;

/// One indicator for its page.
pub struct IndicatorPage {
    /// What it counts.
    pub about: About,
    /// Whose figures these are and as of when.
    pub standing: Standing,
    /// The period asked for.
    pub period: Period,
    /// Its figure.
    pub figure: Shown,
    /// The last quarters, the newest last.
    pub quarters: Vec<(Quarter, Shown)>,
    /// The last years, the newest last. A year is never the sum of its quarters.
    pub years: Vec<(i16, Shown)>,
    /// The table asked for; all there are when none was.
    pub tables: Vec<Table>,
    /// The counties on the map.
    pub map: Option<CountyMap>,
    /// Whether the records behind the figure may be walked.
    pub may_walk: bool,
    /// The quarter that this person may freeze now.
    pub freezable: Option<Quarter>,
    /// What later reports said of earlier ones, the newest report first.
    pub restated: Vec<Restated>,
    /// When this was read.
    pub now: Timestamp,
    /// The pack its codes are of.
    pub pack: Arc<Pack>,
}

/// A table of one figure's cells.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is broken down by.
    pub by: By,
    /// The pack's list its levels are of; `None` for agencies, whose levels are their numbers.
    pub list: Option<&'static str>,
    /// Whether one unit can stand in several cells, so that they add up to more than the total.
    pub overlaps: bool,
    /// The total.
    pub total: Shown,
    /// The cells, in the order of the list, "not known" last and only where something is known of it.
    pub cells: Vec<TableCell>,
    /// Of sex and age together: each of both alone.
    pub margins: Option<Margins>,
}

/// The edges of a table of sex and age.
#[derive(Clone, Debug)]
pub struct Margins {
    /// Each age band, both sexes.
    pub ages: Vec<TableCell>,
    /// Each sex, all ages.
    pub sexes: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCell {
    /// Its number, for addresses: the level, or [`crate::figures::crossed`].
    pub cell: u32,
    /// The level's code; of sex and age together the age band's. `None`: not known, or an agency.
    pub code: Option<Code>,
    /// Of sex and age together: the sex's code.
    pub sex: Option<Code>,
    /// The figure.
    pub figure: Shown,
}

/// Figures by county.
#[derive(Clone, Debug)]
pub struct CountyMap {
    /// What they are counted over: the period of the page when live, some years pooled when published.
    pub span: Span,
    /// Every county of the pack: level of list `county`, and its figure.
    pub counties: Vec<(u16, Shown)>,
    /// What is known of no county.
    pub unknown: Shown,
}

impl App {
    /// One indicator. `by` narrows its tables to one; `period` is the newest quarter unless asked for.
    ///
    /// # Errors
    /// `not_found` where there is no such indicator or this person sees none; `choice_unknown` for a breakdown it
    /// does not have; `as_of_in_future`, `as_of_before_start`; an engine's error.
    pub fn indicator(
        &self,
        who: &SignedIn,
        code: &str,
        as_of: Option<Day>,
        by: Option<&str>,
        period: Option<Period>,
    ) -> Result<IndicatorPage, Problem> {
        let freezable = self.freezable(who)?;
        let published = self.published_by(as_of.map(|day| day.end(who.pack.zone())))?;
        let restated = published.restatements(Some(code));
        let own = Resource::Indicator(who.agency.number);
        let may_walk = self.may(who, Action::WalkLineageRows, &own);
        self.with_facts(who, as_of, Some(&published), |standing, book, definitions, facts| {
            let definition = definitions.iter().find(|d| d.code == *code).ok_or_else(Problem::not_found)?;
            let chosen = chosen(definition, by)?;
            let period = period.unwrap_or(Period::Quarter(standing.newest));
            let counted = facts.zip(standing.scope()).zip(around(period)).map(|((facts, scope), periods)| {
                let by_sex = crossing([definition], &who.pack);
                indicators::count_all(facts, &by_sex, standing.position, periods, scope)
            });
            let book = match book {
                Book::Counted { cube, .. } => Book::Counted { cube, crossed: counted.as_ref() },
                Book::Published(published) => Book::Published(published),
            };
            let year = book.newest_year(standing.newest);
            let years = (year.saturating_sub(TREND_YEARS - 1)..=year)
                .map(|year| (year, book.shown(definition, Period::Year(year), By::TOTAL, 0)));
            let published = |by: &By| book.has_table(definition, Span::One(period), *by);
            let tables = chosen
                .into_iter()
                .filter(published)
                .map(|by| table(&who.pack, &book, definition, period, by));
            Ok(IndicatorPage {
                about: About::of(definition),
                figure: book.shown(definition, period, By::TOTAL, 0),
                quarters: trend(definition, &book, standing.newest),
                years: years.collect(),
                tables: tables.collect(),
                map: county_map(&who.pack, &book, definition, period),
                may_walk: may_walk && standing.scope().is_some(),
                freezable,
                restated,
                standing: standing.clone(),
                period,
                now: self.clock().now(),
                pack: Arc::clone(&who.pack),
            })
        })
    }
}

/// The breakdowns to show.
pub(crate) fn chosen(definition: &Definition, by: Option<&str>) -> Result<Vec<By>, Problem> {
    let offered = offered(definition);
    let Some(name) = by else { return Ok(offered) };
    let known = By::from_name(name).filter(|by| *by == By::TOTAL || offered.contains(by));
    known.map(|by| vec![by]).ok_or_else(|| Problem::bad_input("choice_unknown").on("by"))
}

/// The shortest count that has a period: its quarter, or the year that a quarter of it lies in.
pub(crate) fn around(period: Period) -> Option<Periods> {
    let quarter = period.first_day().quarter();
    Periods::new(quarter, quarter)
}

/// A table with all its cells, those without anything counted included.
pub(crate) fn table(pack: &Pack, book: &Book<'_>, definition: &Definition, period: Period, by: By) -> Table {
    let margins = (by == By::SexAndAge).then(|| {
        let one =
            |dimension| table_cells(pack, book, definition, period, By::One(Disaggregation::By(dimension)));
        Margins { ages: one(Dimension::AgeBand), sexes: one(Dimension::Sex) }
    });
    Table {
        by,
        list: match by {
            By::One(Disaggregation::By(dimension)) => dimension.list(),
            By::One(Disaggregation::Total) => None,
            By::SexAndAge => Some("age_band"),
        },
        overlaps: by.overlaps(definition),
        total: book.shown(definition, period, By::TOTAL, 0),
        cells: table_cells(pack, book, definition, period, by),
        margins,
    }
}

fn table_cells(
    pack: &Pack,
    book: &Book<'_>,
    definition: &Definition,
    period: Period,
    by: By,
) -> Vec<TableCell> {
    let known = book.known(definition, Span::One(period), by);
    let listed = cells(pack, by);
    let known_of = |cell: u32| known.iter().any(|(known, _)| *known == cell);
    // What is "not known" is no row of its own unless something is; levels the pack has no longer are kept.
    let is_unknown = |cell: u32| match by {
        By::SexAndAge => {
            let (sex, age_band) = uncrossed(cell);
            let beside = |sex: u8| known_of(crossed(sex, age_band));
            (sex == 0 && !known.iter().any(|(cell, _)| uncrossed(*cell).0 == 0))
                || (age_band == 0 && !sexes(pack).into_iter().any(beside))
        }
        By::One(_) => cell == 0 && by != By::TOTAL && !known_of(0),
    };
    let unlisted = known.iter().map(|(cell, _)| *cell).filter(|cell| !listed.contains(cell));
    let all: Vec<u32> = listed.iter().copied().filter(|cell| !is_unknown(*cell)).chain(unlisted).collect();
    let cell = |cell: u32| {
        let (code, sex) = page_codes(pack, by, cell);
        TableCell { cell, code, sex, figure: book.shown(definition, period, by, cell) }
    };
    all.into_iter().map(cell).collect()
}

/// The code of a cell's level, and of its sex.
pub(crate) fn page_codes(pack: &Pack, by: By, cell: u32) -> (Option<Code>, Option<Code>) {
    let code = |list: &str, number: u32| {
        u16::try_from(number).ok().and_then(|number| pack.list(list).code(number)).cloned()
    };
    match by {
        By::One(Disaggregation::Total) => (None, None),
        By::One(Disaggregation::By(dimension)) => (dimension.list().and_then(|list| code(list, cell)), None),
        By::SexAndAge => {
            let (sex, age_band) = uncrossed(cell);
            (code("age_band", age_band.into()), code("sex", sex.into()))
        }
    }
}

/// The counties: of the period when live, of the newest pooled years when published.
pub(crate) fn county_map(
    pack: &Pack,
    book: &Book<'_>,
    definition: &Definition,
    period: Period,
) -> Option<CountyMap> {
    if !definition.disaggregations.contains(&Dimension::County) {
        return None;
    }
    let by = By::One(Disaggregation::By(Dimension::County));
    let span = match book {
        Book::Counted { .. } => Span::One(period),
        Book::Published(published) => published.newest_pooled(definition.code.as_str())?,
    };
    let of = |cell: u32| match book {
        Book::Counted { .. } => book.shown(definition, period, by, cell),
        Book::Published(published) => published.shown(definition.code.as_str(), span, by, cell),
    };
    let counties = pack.list("county").items();
    let counties = counties.iter().map(|item| (item.number, of(item.number.into()))).collect();
    Some(CountyMap { span, counties, unknown: of(0) })
}
