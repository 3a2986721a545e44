//! Datasets: statistical files from elsewhere, counted; never children of the partnership.

use base::{AgencyNumber, Problem};
use reports::{Amount, Bar, LineChart, Point, Svg};
use workflow::SignedIn;
use workflow::import::{DatasetLevel, DatasetLine, DatasetTable};

use crate::pages::desk::{Desk, render};
use crate::pages::figure_tables::{bar_chart, figure_table};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::administration::{Dataset, DatasetRow, Datasets};
use crate::views::figures::Breakdown;
use crate::views::{Fact, FigureCell, FigureRow, FigureTable};

/// A table with more rows than this has no bars.
const MOST_BARS: usize = 12;
/// The most columns that are counted by at once: rows down, columns across.
const MOST_AXES: usize = 2;
/// What every dataset can be counted by.
const YEAR: &str = "year";

/// `GET /datasets`
pub(crate) fn list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let listed = desk.app().datasets(who)?;
    let row = |line: &DatasetLine| DatasetRow {
        href: format!("/datasets/{}", line.number),
        title: desk.t(&line.message),
        source: source(&desk, line),
        rows: number(&desk, line.rows),
        adopted: adopted(&desk, line),
    };
    let rows = listed.iter().map(row).collect();
    render(&Datasets { p: desk.page(desk.t("datasets-title"), "datasets"), rows })
}

/// Who brought it.
fn source(desk: &Desk<'_>, line: &DatasetLine) -> String {
    if line.agency == AgencyNumber(0) { desk.t("dataset-by-program") } else { desk.agency(line.agency) }
}

fn adopted(desk: &Desk<'_>, line: &DatasetLine) -> String {
    desk.say("dataset-adopted-at", &[("position", number(desk, line.adopted.0).into())])
}

fn number(desk: &Desk<'_>, number: u64) -> String {
    desk.lang.number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// `GET /datasets/{number}?by=`: by each of its columns, or by one or two of them: `forced_labour,year`.
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let wanted = at.first().and_then(|text| text.parse().ok()).ok_or_else(Problem::not_found)?;
    let listed = desk.app().datasets(who)?;
    let line = listed.iter().find(|line| line.number == wanted).ok_or_else(Problem::not_found)?;
    let years = desk.app().dataset_counts(who, wanted, &[YEAR], None)?;
    let tables = match request.query_field("by") {
        Some(by) => {
            let names: Vec<&str> = by.split(',').take(MOST_AXES).collect();
            vec![desk.app().dataset_counts(who, wanted, &names, None)?]
        }
        None => {
            let count = |(name, _): &(String, String)| desk.app().dataset_counts(who, wanted, &[name], None);
            line.axes.iter().map(count).collect::<Result<_, _>>()?
        }
    };
    show(&desk, line, &years, &tables)
}

fn show(
    desk: &Desk<'_>,
    line: &DatasetLine,
    years: &DatasetTable,
    tables: &[DatasetTable],
) -> Result<Response, Problem> {
    let said = [("number", line.number.to_string().into()), ("name", desk.t(&line.message).into())];
    let heading = desk.say("dataset-title", &said);
    let (trend, trend_table) = trend(desk, line, years);
    render(&Dataset {
        p: desk.page(heading.clone(), "datasets"),
        heading,
        card: card(desk, line, years),
        trend: Some(trend),
        trend_table: Some(trend_table),
        axes: axes(desk, line),
        tables: tables.iter().enumerate().map(|(place, table)| counted(desk, place, table)).collect(),
    })
}

fn card(desk: &Desk<'_>, line: &DatasetLine, years: &DatasetTable) -> Vec<Fact> {
    let fact = |label: &str, value: String| Fact { label: desk.t(label), value };
    let known = |cell: &&workflow::import::DatasetCell| cell.levels.iter().all(|level| level.number > 0);
    let all: Vec<&str> = years.cells.iter().filter(known).map(|cell| level_code(&cell.levels)).collect();
    let span = match (all.first(), all.last()) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(only), _) => (*only).to_owned(),
        _ => desk.t("not-known"),
    };
    vec![
        fact("dataset-source", source(desk, line)),
        fact("dataset-adopted", adopted(desk, line)),
        fact("dataset-rows", number(desk, years.rows)),
        fact("dataset-years", span),
    ]
}

fn level_code(levels: &[DatasetLevel]) -> &str {
    levels.first().map_or("", |level| level.code.as_str())
}

/// What it can be counted by: each alone.
fn axes(desk: &Desk<'_>, line: &DatasetLine) -> Vec<crate::views::Link> {
    line.axes
        .iter()
        .map(|(name, message)| crate::views::Link {
            href: format!("/datasets/{}?by={name},{YEAR}", line.number),
            text: desk.say("dataset-by-year", &[("what", desk.t(message).into())]),
        })
        .collect()
}

fn trend(desk: &Desk<'_>, line: &DatasetLine, years: &DatasetTable) -> (Svg, FigureTable) {
    let points = years.cells.iter().map(|cell| Point {
        period: level_words(desk, cell.levels.first()),
        amount: Amount::Known(cell.count as f64),
        shown: number(desk, cell.count),
    });
    let (title, caption) = (desk.t(&line.message), desk.t("dataset-years"));
    let points: Vec<Point> = points.collect();
    let said: Vec<String> = points.iter().map(|point| format!("{}: {}", point.period, point.shown)).collect();
    let svg = reports::line_chart(&LineChart {
        id: "trend".to_owned(),
        title,
        description: said.join("; "),
        lang: desk.lang,
        whole: true,
        points,
    });
    let table = one_way(desk, years, caption);
    (svg, table)
}

/// A level's label; of years and numbers the digits.
fn level_words(desk: &Desk<'_>, level: Option<&DatasetLevel>) -> String {
    let label =
        |level: &DatasetLevel| level.message.as_ref().map_or_else(|| level.code.clone(), |id| desk.t(id));
    level.map(label).unwrap_or_default()
}

/// A table by one column, with bars where they are few, or by two.
fn counted(desk: &Desk<'_>, place: usize, table: &DatasetTable) -> Breakdown {
    let what: Vec<String> = table.by.iter().map(|(_, message)| desk.t(message)).collect();
    let title = what.join(" · ");
    if table.by.len() > 1 {
        let table = two_way(desk, table, title.clone());
        return Breakdown { title, note: String::new(), chart: None, table };
    }
    let bars = table.cells.iter().map(|cell| Bar {
        label: level_words(desk, cell.levels.first()),
        amount: Amount::Known(cell.count as f64),
        shown: number(desk, cell.count),
    });
    let few = table.cells.len() <= MOST_BARS;
    let chart = few.then(|| bar_chart(format!("bars-{place}"), title.clone(), bars.collect()));
    Breakdown { note: String::new(), chart, table: one_way(desk, table, title.clone()), title }
}

fn one_way(desk: &Desk<'_>, table: &DatasetTable, caption: String) -> FigureTable {
    let all = table.rows.max(1) as f64;
    let row = |cell: &workflow::import::DatasetCell| FigureRow {
        label: level_words(desk, cell.levels.first()),
        cells: vec![
            plain_cell(number(desk, cell.count)),
            plain_cell(desk.lang.percent(cell.count as f64 / all, 1)),
        ],
    };
    let head = vec![desk.t("dataset-level"), desk.t("dataset-count"), desk.t("dataset-share")];
    figure_table(caption, head, table.cells.iter().map(row).collect())
}

/// The first column's levels down, the second's across; a cell without rows is nought.
fn two_way(desk: &Desk<'_>, table: &DatasetTable, caption: String) -> FigureTable {
    let mut down: Vec<&DatasetLevel> = table.cells.iter().filter_map(|cell| cell.levels.first()).collect();
    let mut across: Vec<&DatasetLevel> = table.cells.iter().filter_map(|cell| cell.levels.get(1)).collect();
    for levels in [&mut down, &mut across] {
        levels.sort_by_key(|level| level.number);
        levels.dedup_by_key(|level| level.number);
    }
    let count = |row: &DatasetLevel, column: &DatasetLevel| {
        let numbers = [row.number, column.number];
        let found = table.cells.iter().find(|cell| cell.levels.iter().map(|level| level.number).eq(numbers));
        found.map_or(0, |cell| cell.count)
    };
    let rows = down.iter().map(|row| FigureRow {
        label: level_words(desk, Some(row)),
        cells: across.iter().map(|column| plain_cell(number(desk, count(row, column)))).collect(),
    });
    let first = table.by.first().map(|(_, message)| desk.t(message)).unwrap_or_default();
    let head = std::iter::once(first).chain(across.iter().map(|column| level_words(desk, Some(column))));
    figure_table(caption, head.collect(), rows.collect())
}

/// Rows of a dataset are not walked: they are nobody's record here.
fn plain_cell(shown: String) -> FigureCell {
    FigureCell { shown, hidden: false, href: None }
}
