//! `punte export`: published figures as CSV or JSON.

use base::Problem;
use indicators::Period;
use serde_json::{Value, json};
use workflow::reports::{PublishedFigure, Span};

use crate::cli::Export;
use crate::commands::figures;
use crate::console::{Console, DONE};
use crate::folder;

const HEADER: [&str; 13] = [
    "indicator",
    "version",
    "period",
    "by",
    "cell",
    "code",
    "sex",
    "kind",
    "value",
    "of",
    "report",
    "as_of_position",
    "published_at",
];

/// Runs the command.
///
/// # Errors
/// `data_missing`; those of opening the folder; an engine's error.
pub(crate) fn run(args: &Export, console: &Console) -> Result<u8, Problem> {
    let app = folder::open_existing(&args.data)?.app;
    let all = app.published_figures(args.period)?;
    let newest = newest_quarter(&all);
    let wanted: Vec<&PublishedFigure> = all
        .iter()
        .filter(|figure| {
            args.period.is_some() || newest.is_some_and(|newest| figure.span == Span::One(newest))
        })
        .collect();
    if args.json {
        let figures: Vec<Value> = wanted.iter().map(|figure| as_json(figure)).collect();
        console.json(&json!({ "figures": figures }))?;
    } else if wanted.is_empty() {
        console.note("cli-indicators-none", &[]);
    } else {
        console.bytes(&csv(&wanted));
    }
    Ok(DONE)
}

/// The newest quarter that anything is published of.
pub(crate) fn newest_quarter(all: &[PublishedFigure]) -> Option<Period> {
    let quarters = all.iter().filter_map(|figure| match figure.span {
        Span::One(Period::Quarter(quarter)) => Some(quarter),
        _ => None,
    });
    quarters.max().map(Period::Quarter)
}

/// Cells hold codes and numbers alone: nothing in them needs quoting, or could run as a formula.
fn csv(figures: &[&PublishedFigure]) -> Vec<u8> {
    let mut text = HEADER.join(",");
    text.push('\n');
    for figure in figures {
        text.push_str(&row(figure).join(","));
        text.push('\n');
    }
    text.into_bytes()
}

fn row(figure: &PublishedFigure) -> Vec<String> {
    let code = |code: &Option<base::Code>| code.as_ref().map_or(String::new(), ToString::to_string);
    let mut row = vec![
        figure.indicator.to_string(),
        figure.version.to_string(),
        figure.span.to_string(),
        figure.by.name().to_owned(),
        figure.cell.to_string(),
        code(&figure.code),
        code(&figure.sex),
    ];
    row.extend(figures::columns(figure.figure));
    row.extend([figure.report.to_string(), figure.as_of.0.to_string(), figure.published_at.rfc3339()]);
    row
}

fn as_json(figure: &PublishedFigure) -> Value {
    json!({
        "indicator": figure.indicator.as_str(),
        "version": figure.version,
        "period": figure.span.to_string(),
        "by": figure.by.name(),
        "cell": figure.cell,
        "code": figure.code.as_ref().map(base::Code::as_str),
        "sex": figure.sex.as_ref().map(base::Code::as_str),
        "figure": figures::as_json(figure.figure),
        "report": figure.report.to_string(),
        "as_of_position": figure.as_of.0,
        "published_at": figure.published_at.rfc3339(),
    })
}
