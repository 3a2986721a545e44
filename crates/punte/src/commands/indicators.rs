//! `punte indicators`: figures of the partnership, or a dataset's rows, as of a day.
//!
//! Of a demo these are the country's live figures, as its accredited officer sees them. Of a real folder they are
//! what was published: live figures leave through the pages of those who may see them, each view recorded, and
//! whoever runs the program is none of them.

use base::{Problem, Timestamp};
use demo::Marker;
use indicators::Period;
use serde_json::{Value, json};
use workflow::figures::{IndicatorLine, IndicatorList};
use workflow::import::DatasetTable;
use workflow::reports::{PublishedFigure, Span};
use workflow::{App, SignedIn};

use crate::cli::Indicators;
use crate::commands::{export, figures};
use crate::console::{Console, DONE, number};
use crate::folder;

/// Runs the command.
///
/// # Errors
/// `data_missing`, `indicator_unknown`, `dimension_unknown`, `as_of_in_future`; those of opening the folder; an
/// engine's error.
pub(crate) fn run(args: &Indicators, console: &Console) -> Result<u8, Problem> {
    let opened = folder::open_existing(&args.data)?;
    let console = console.with_pack(&*opened.app.pack()?)?;
    match (args.dataset, &opened.demo) {
        (Some(number), _) => dataset(args, &console, &opened.app, number)?,
        (None, Some(marker)) => live(args, &console, &opened.app, marker)?,
        (None, None) => published(args, &console, &opened.app)?,
    }
    Ok(DONE)
}

fn dataset(args: &Indicators, console: &Console, app: &App, dataset: u16) -> Result<(), Problem> {
    let by: Vec<&str> = args.by.iter().map(String::as_str).collect();
    let table = app.dataset_counts_unchecked(dataset, &by, args.as_of)?;
    if args.json {
        return console.json(&dataset_json(console, &table));
    }
    let head = [
        ("dataset", table.number.to_string().into()),
        ("code", table.code.as_str().into()),
        ("rows", number(table.rows)),
    ];
    console.say("cli-dataset", &head);
    if by.is_empty() {
        let lines = app.datasets_unchecked()?;
        let axes = lines.iter().find(|line| line.number == dataset).map(|line| &line.axes);
        let names: Vec<&str> = axes.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        console.say("cli-dataset-axes", &[("axes", names.join(", ").into())]);
        return Ok(());
    }
    let mut rows: Vec<Vec<String>> =
        vec![table.by.iter().map(|(_, message)| console.text(message, &[])).collect()];
    if let Some(header) = rows.first_mut() {
        header.push(console.text("cli-col-count", &[]));
    }
    for cell in &table.cells {
        let mut row: Vec<String> = cell.levels.iter().map(|level| label(console, level)).collect();
        row.push(console.lang().number(i64::try_from(cell.count).unwrap_or(i64::MAX)));
        rows.push(row);
    }
    console.line(&figures::table(&rows, table.by.len()));
    Ok(())
}

fn label(console: &Console, level: &workflow::import::DatasetLevel) -> String {
    match &level.message {
        Some(message) if console.words().has(console.lang(), message) => console.text(message, &[]),
        _ => level.code.clone(),
    }
}

fn dataset_json(console: &Console, table: &DatasetTable) -> Value {
    let cells: Vec<Value> = table
        .cells
        .iter()
        .map(|cell| {
            let levels: Vec<Value> = cell
                .levels
                .iter()
                .map(|level| json!({ "number": level.number, "code": level.code, "label": label(console, level) }))
                .collect();
            json!({ "levels": levels, "count": cell.count })
        })
        .collect();
    json!({
        "dataset": table.number,
        "code": table.code.as_str(),
        "as_of_position": table.as_of.0,
        "rows": table.rows,
        "by": table.by.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        "cells": cells,
    })
}

/// A demo's live figures of the country.
fn live(args: &Indicators, console: &Console, app: &App, marker: &Marker) -> Result<(), Problem> {
    let who = accredited(app)?;
    let mut list = app.indicators(&who, args.as_of)?;
    if let Some(code) = &args.code {
        list.lines.retain(|line| line.about.code == **code);
        if list.lines.is_empty() {
            return Err(
                Problem::refused("indicator_unknown").with("code", code.chars().take(40).collect::<String>())
            );
        }
    }
    if args.json {
        return console.json(&live_json(&list, args, marker));
    }
    let quarter = ("quarter", console.lang().quarter(list.quarter).into());
    match args.as_of {
        Some(day) => {
            let day = ("day", console.lang().day(day).into());
            console.say("cli-indicators-live-as-of", &[day, quarter]);
        }
        None => console.say("cli-indicators-live", &[quarter]),
    }
    let year = [("year", list.year.to_string().into())];
    let mut rows = vec![vec![
        console.text("cli-col-code", &[]),
        console.text("cli-col-name", &[]),
        console.text("cli-col-quarter", &[]),
        console.text("cli-col-before", &[]),
        console.text("cli-col-year", &year),
    ]];
    rows.extend(list.lines.iter().map(|line| {
        vec![
            line.about.code.to_string(),
            console.text(&line.about.name, &[]),
            figures::text(console, line.quarter),
            figures::text(console, line.before),
            figures::text(console, line.year),
        ]
    }));
    console.line(&figures::table(&rows, 2));
    Ok(())
}

/// The officer accredited to see the country's figures, who is nobody: the folder is a demo's.
fn accredited(app: &App) -> Result<SignedIn, Problem> {
    let directory = app.directory()?;
    let people = directory.people();
    let officer = people.iter().find(|person| person.grants.iter().any(|grant| grant.accredited));
    let token = app.sign_in_as(officer.ok_or_else(Problem::not_found)?.id)?;
    app.session(&token)?.ok_or_else(Problem::not_found)
}

fn live_json(list: &IndicatorList, args: &Indicators, marker: &Marker) -> Value {
    let line = |line: &IndicatorLine| {
        let trend: serde_json::Map<String, Value> = line
            .trend
            .iter()
            .map(|(quarter, shown)| (quarter.to_string(), figures::as_json(*shown)))
            .collect();
        json!({
            "code": line.about.code.as_str(),
            "version": line.about.version,
            "quarter": figures::as_json(line.quarter),
            "before": figures::as_json(line.before),
            "year": figures::as_json(line.year),
            "quarters": trend,
        })
    };
    json!({
        "synthetic": marker.synthetic,
        "source": "live",
        "as_of": args.as_of.map(|day| day.to_string()),
        "as_of_position": list.standing.position.0,
        "quarter": list.quarter.to_string(),
        "year": list.year,
        "indicators": list.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

/// A real folder's published totals, as they stood published at the end of a day.
fn published(args: &Indicators, console: &Console, app: &App) -> Result<(), Problem> {
    let all = app.published_figures(None)?;
    let until: Option<Timestamp> = args.as_of.map(|day| day.end(&folder::zone()));
    let known = |figure: &&PublishedFigure| until.is_none_or(|until| figure.published_at <= until);
    let wanted = |figure: &&PublishedFigure| args.code.as_ref().is_none_or(|code| figure.indicator == **code);
    let totals: Vec<&PublishedFigure> =
        all.iter().filter(known).filter(wanted).filter(|figure| figure.by.name() == "total").collect();
    if args.json {
        let rows: Vec<Value> = totals
            .iter()
            .map(|figure| {
                json!({
                    "code": figure.indicator.as_str(),
                    "version": figure.version,
                    "period": figure.span.to_string(),
                    "figure": figures::as_json(figure.figure),
                    "report": figure.report.to_string(),
                    "as_of_position": figure.as_of.0,
                })
            })
            .collect();
        return console.json(&json!({ "synthetic": false, "source": "published", "indicators": rows }));
    }
    let Some(newest) = export::newest_quarter(&all) else {
        console.say("cli-indicators-none", &[]);
        return Ok(());
    };
    match args.as_of {
        Some(day) => {
            console.say("cli-indicators-published-as-of", &[("day", console.lang().day(day).into())])
        }
        None => console.say("cli-indicators-published", &[]),
    }
    let Period::Quarter(quarter) = newest else { return Ok(()) };
    let mut rows = vec![vec![console.text("cli-col-code", &[]), console.lang().quarter(quarter)]];
    for figure in totals.iter().filter(|figure| figure.span == Span::One(newest)) {
        rows.push(vec![figure.indicator.to_string(), figures::text(console, figure.figure)]);
    }
    console.line(&figures::table(&rows, 1));
    Ok(())
}
