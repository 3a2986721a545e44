//! Tables, charts and maps of figures: each picture with the same data as a table.

use base::Quarter;
use indicators::Period;
use reports::{Bar, BarChart, LegendRange, LineChart, Point, Svg, Tile, TileMap};
use words::Arg;
use workflow::figures::{About, By, CountyMap, Margins, Shown, Table, crossed};
use workflow::reports::Span;

use crate::pages::desk::Desk;
use crate::pages::figure_words::{Walk, by_words, cell_words, drawn, figure_cell, figure_words, is_whole};
use crate::pages::figure_words::{period_words, span_words};
use crate::views::figures::{Breakdown, LegendLine, MapView};
use crate::views::{FigureCell, FigureRow, FigureTable};

/// A table with more rows than this has no bars: they would say less than its numbers.
const MOST_BARS: usize = 12;

/// A table of rows; its note is shown when a cell is hidden.
pub(crate) fn figure_table(caption: String, head: Vec<String>, rows: Vec<FigureRow>) -> FigureTable {
    let some_hidden = rows.iter().flat_map(|row| &row.cells).any(|cell| cell.hidden);
    FigureTable { caption, head, rows, some_hidden }
}

/// The quarters of an indicator as a line and a table.
pub(crate) fn trend(
    desk: &Desk<'_>,
    about: &About,
    quarters: &[(Quarter, Shown)],
    walk: &Walk<'_>,
) -> (Svg, FigureTable) {
    let name = desk.t(&about.name);
    let points = quarters.iter().map(|(quarter, figure)| Point {
        period: desk.lang.quarter(*quarter),
        amount: drawn(*figure),
        shown: figure_words(desk, *figure),
    });
    let svg = reports::line_chart(&LineChart {
        id: "trend".to_owned(),
        title: name.clone(),
        description: trend_words(desk, &name, quarters),
        lang: desk.lang,
        whole: is_whole(about),
        points: points.collect(),
    });
    let rows = quarters.iter().map(|(quarter, figure)| {
        let period = Period::Quarter(*quarter);
        one_figure(desk.lang.quarter(*quarter), walk.cell(desk, period, By::TOTAL, 0, *figure))
    });
    (svg, figure_table(desk.t("indicator-trend"), vec![desk.t("period"), name], rows.collect()))
}

/// The years of an indicator: counted anew, not added up.
pub(crate) fn years(desk: &Desk<'_>, about: &About, years: &[(i16, Shown)], walk: &Walk<'_>) -> Breakdown {
    let rows = years.iter().map(|(year, figure)| {
        one_figure(year.to_string(), walk.cell(desk, Period::Year(*year), By::TOTAL, 0, *figure))
    });
    let title = desk.t("indicator-years");
    let table = figure_table(title.clone(), vec![desk.t("period"), desk.t(&about.name)], rows.collect());
    Breakdown { title, note: String::new(), chart: None, table }
}

fn one_figure(label: String, cell: FigureCell) -> FigureRow {
    FigureRow { label, cells: vec![cell] }
}

/// The line in words: where it begins and where it ends.
fn trend_words(desk: &Desk<'_>, name: &str, quarters: &[(Quarter, Shown)]) -> String {
    let known = |(_, figure): &&(Quarter, Shown)| *figure != Shown::Missing;
    let (Some(first), Some(last)) = (quarters.iter().find(known), quarters.iter().rev().find(known)) else {
        return desk.t("legend-no-data");
    };
    let said = |figure: Shown| Arg::from(figure_words(desk, figure));
    let when = |quarter: Quarter| Arg::from(desk.lang.quarter(quarter));
    desk.say(
        "indicator-trend-desc",
        &[
            ("name", name.into()),
            ("first", said(first.1)),
            ("from", when(first.0)),
            ("last", said(last.1)),
            ("to", when(last.0)),
        ],
    )
}

/// A size-of-a-word line for a list.
pub(crate) fn spark(desk: &Desk<'_>, about: &About, quarters: &[(Quarter, Shown)]) -> Svg {
    let amounts: Vec<_> = quarters.iter().map(|(_, figure)| drawn(*figure)).collect();
    let name = desk.t(&about.name);
    reports::sparkline(
        &format!("spark-{}", plain(about.code.as_str())),
        &trend_words(desk, &name, quarters),
        &amounts,
    )
}

/// A table of an indicator's page.
pub(crate) fn breakdown(desk: &Desk<'_>, table: &Table, period: Period, walk: &Walk<'_>) -> Breakdown {
    let title = desk.say("indicator-by", &[("what", by_words(desk, table.by).into())]);
    let note = if table.overlaps { desk.t("indicator-overlaps") } else { String::new() };
    match &table.margins {
        Some(margins) => {
            let table = sex_and_age(desk, table, margins, period, walk, title.clone());
            Breakdown { title, note, chart: None, table }
        }
        None => {
            let id = format!("bars-{}-{}", plain(walk.code), plain(table.by.name()));
            let chart = (table.cells.len() <= MOST_BARS).then(|| bars(desk, id, &title, table));
            Breakdown { chart, note, table: levels(desk, table, period, walk, title.clone()), title }
        }
    }
}

/// One row for each level, and the total.
fn levels(desk: &Desk<'_>, table: &Table, period: Period, walk: &Walk<'_>, caption: String) -> FigureTable {
    let row = |cell: u32, by: By, figure: Shown| {
        one_figure(cell_words(desk, by, cell), walk.cell(desk, period, by, cell, figure))
    };
    let cells = table.cells.iter().map(|cell| row(cell.cell, table.by, cell.figure));
    let rows = cells.chain(std::iter::once(row(0, By::TOTAL, table.total))).collect();
    figure_table(caption, vec![by_words(desk, table.by), desk.t("value")], rows)
}

/// Age bands down, sexes across, both with their totals.
fn sex_and_age(
    desk: &Desk<'_>,
    table: &Table,
    margins: &Margins,
    period: Period,
    walk: &Walk<'_>,
    caption: String,
) -> FigureTable {
    let by = |name: &str| By::from_name(name).unwrap_or(By::TOTAL);
    let (by_age, by_sex) = (by("age_band"), by("sex"));
    let small = |cell: u32| u8::try_from(cell).unwrap_or(0);
    let crossed_cell = |sex: u32, age: u32| {
        let cell = crossed(small(sex), small(age));
        let figure =
            table.cells.iter().find(|known| known.cell == cell).map_or(Shown::Missing, |known| known.figure);
        walk.cell(desk, period, table.by, cell, figure)
    };
    let mut head = vec![by_words(desk, by_age)];
    head.extend(margins.sexes.iter().map(|sex| cell_words(desk, by_sex, sex.cell)));
    head.push(desk.t("total"));
    let mut rows: Vec<FigureRow> = margins
        .ages
        .iter()
        .map(|age| {
            let mut cells: Vec<_> =
                margins.sexes.iter().map(|sex| crossed_cell(sex.cell, age.cell)).collect();
            cells.push(walk.cell(desk, period, by_age, age.cell, age.figure));
            FigureRow { label: cell_words(desk, by_age, age.cell), cells }
        })
        .collect();
    let sexes = margins.sexes.iter().map(|sex| walk.cell(desk, period, by_sex, sex.cell, sex.figure));
    let total = walk.cell(desk, period, By::TOTAL, 0, table.total);
    rows.push(FigureRow { label: desk.t("total"), cells: sexes.chain(std::iter::once(total)).collect() });
    figure_table(caption, head, rows)
}

fn bars(desk: &Desk<'_>, id: String, title: &str, table: &Table) -> Svg {
    let bars = table.cells.iter().map(|cell| Bar {
        label: cell_words(desk, table.by, cell.cell),
        amount: drawn(cell.figure),
        shown: figure_words(desk, cell.figure),
    });
    bar_chart(id, title.to_owned(), bars.collect())
}

/// Bars whose description says each of them.
pub(crate) fn bar_chart(id: String, title: String, bars: Vec<Bar>) -> Svg {
    let said: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.shown)).collect();
    reports::bar_chart(&BarChart { id, title, description: said.join("; "), bars })
}

/// The counties as squares where the pack puts them, by name in the table.
pub(crate) fn county_map(desk: &Desk<'_>, about: &About, map: &CountyMap, walk: &Walk<'_>) -> MapView {
    let by = By::from_name("county").unwrap_or(By::TOTAL);
    let title = format!("{} · {}", desk.t("indicator-map"), span_words(desk, map.span));
    let (svg, legend) = reports::tile_map(&TileMap {
        id: "map".to_owned(),
        title: title.clone(),
        description: desk.t("indicator-map-desc"),
        tiles: map.counties.iter().filter_map(|(county, figure)| tile(desk, *county, *figure)).collect(),
    });
    let cell = |county: u32, figure: Shown| match map.span {
        Span::One(period) => walk.cell(desk, period, by, county, figure),
        Span::Years { .. } => figure_cell(desk, figure, None),
    };
    let mut rows: Vec<FigureRow> = map
        .counties
        .iter()
        .map(|(county, figure)| one_figure(desk.level("county", *county), cell(u32::from(*county), *figure)))
        .collect();
    rows.sort_by_key(|row| desk.lang.sort_key(&row.label));
    if map.unknown != Shown::Missing {
        rows.push(one_figure(desk.t("not-known"), cell(0, map.unknown)));
    }
    let whole = is_whole(about);
    let mut legend: Vec<LegendLine> = legend.iter().map(|range| legend_line(desk, range, whole)).collect();
    if map.counties.iter().any(|(_, figure)| *figure == Shown::Missing) {
        legend.push(LegendLine { class: "absent", text: desk.t("legend-no-data") });
    }
    let some_hidden = map.counties.iter().any(|(_, figure)| figure.is_hidden());
    let table = figure_table(title.clone(), vec![desk.t("county"), desk.t("value")], rows);
    MapView { title, svg, legend, some_hidden, table }
}

fn tile(desk: &Desk<'_>, county: u16, figure: Shown) -> Option<Tile> {
    let item = desk.pack().list("county").item(county)?;
    let (column, row) = item.tile?;
    Some(Tile {
        code: item.code.as_str().to_uppercase(),
        name: desk.level("county", county),
        column,
        row,
        amount: drawn(figure),
        shown: if figure.is_hidden() {
            desk.t("indicator-suppressed-mark")
        } else {
            figure_words(desk, figure)
        },
    })
}

fn legend_line(desk: &Desk<'_>, range: &LegendRange, whole: bool) -> LegendLine {
    let number = |value: f64| desk.lang.decimal(value, if whole { 0 } else { 1 });
    let (from, to) = (number(range.least), number(range.most));
    let text = if range.most == 0.0 {
        desk.t("legend-zero")
    } else if from == to {
        desk.say("legend-single", &[("from", from.into())])
    } else {
        desk.say("legend-range", &[("from", from.into()), ("to", to.into())])
    };
    LegendLine { class: range.class, text }
}

/// The filter of an indicator's periods: what its trend and its years show.
pub(crate) fn periods(
    desk: &Desk<'_>,
    quarters: &[(Quarter, Shown)],
    years: &[(i16, Shown)],
) -> Vec<(String, String)> {
    let quarters = quarters.iter().rev().map(|(quarter, figure)| (Period::Quarter(*quarter), *figure));
    let years = years.iter().rev().map(|(year, figure)| (Period::Year(*year), *figure));
    quarters
        .chain(years)
        .filter(|(_, figure)| *figure != Shown::Missing)
        .map(|(period, _)| (period.to_string(), period_words(desk, period)))
        .collect()
}

/// A code as part of an element's id.
fn plain(code: &str) -> String {
    code.replace(['.', '_'], "-")
}
