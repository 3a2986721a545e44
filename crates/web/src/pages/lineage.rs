//! From a number to what happened: the entries behind it for those who may, what is counted for everybody.

use base::Problem;
use indicators::{Excluded, Part, Period};
use words::Arg;
use workflow::SignedIn;
use workflow::figures::{By, Lineage as Walked, LineageLine, LineageRows as WalkedRows, MOST_ROWS};

use crate::pages::desk::{Desk, render};
use crate::pages::figure_words::{cell_words, figure_words, period_words, restated_words};
use crate::pages::indicators::{
    asked_day, asked_period, definition_version, page_of_figures, position_words, standing_tag,
};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::figures::{Lineage, LineageRow, LineageRows};

/// `GET /indicators/{code}/lineage?period=&by=&cell=&as_of=`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = at.first().copied().unwrap_or_default();
    let unknown = || Problem::bad_input("choice_unknown").on("cell");
    let cell = request.query_field("cell").map_or(Ok(0), |text| text.parse().map_err(|_| unknown()))?;
    let this_quarter = Period::Quarter(desk.now().day(&desk.zone).quarter());
    let period = asked_period(&desk)?.unwrap_or(this_quarter);
    let walked = desk.app().lineage(who, code, period, request.query_field("by"), cell, asked_day(&desk)?)?;
    show(&desk, &walked)
}

fn show(desk: &Desk<'_>, walked: &Walked) -> Result<Response, Problem> {
    let about = &walked.about;
    let figure = figure_words(desk, walked.figure);
    let mut back = format!("/indicators/{}?period={}", about.code, walked.period);
    if let Some(day) = walked.standing.as_of {
        back.push_str(&format!("&as_of={day}"));
    }
    let heading = desk.say("lineage-title", &[("value", figure.into())]);
    render(&Lineage {
        p: page_of_figures(desk, heading.clone(), &walked.standing),
        heading,
        lead: lead(desk, walked),
        standing: standing_tag(desk, &walked.standing),
        back,
        definition: desk.t(&about.definition),
        exclusions: desk.t(&about.exclusions),
        definition_version: definition_version(desk, about.version),
        position: position_words(desk, &walked.standing),
        left_out: walked.left_out.iter().map(|(why, count)| left_out(desk, *why, *count)).collect(),
        history: history(desk, walked),
        rows: walked.rows.as_ref().map(|rows| rows_of(desk, rows)),
    })
}

/// The figure's name, period and cell.
fn lead(desk: &Desk<'_>, walked: &Walked) -> String {
    let (name, period) = (desk.t(&walked.about.name), period_words(desk, walked.period));
    let lead = desk.say("lineage-lead", &[("name", name.into()), ("period", period.into())]);
    match walked.by {
        By::TOTAL => lead,
        by => format!("{lead} · {}", cell_words(desk, by, walked.cell)),
    }
}

fn left_out(desk: &Desk<'_>, why: Excluded, count: u64) -> String {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    format!("{}: {}", desk.count("entries-count", count), desk.t(reason(why)))
}

fn reason(why: Excluded) -> &'static str {
    match why {
        Excluded::ByCondition => "left-out-by-condition",
        Excluded::AlreadyCounted => "left-out-already-counted",
        Excluded::NotFollowed => "left-out-not-followed",
        Excluded::NotComplete => "left-out-not-complete",
    }
}

/// What reports said of the figure, then what later ones changed.
fn history(desk: &Desk<'_>, walked: &Walked) -> Vec<String> {
    let published = walked.published.iter().map(|said| {
        let (day, report) = (desk.day_of(said.published_at), said.report.to_string());
        let value = figure_words(desk, said.figure);
        desk.say(
            "lineage-published",
            &[("day", day.into()), ("report", report.into()), ("value", value.into())],
        )
    });
    published.chain(walked.restated.iter().map(|said| restated_words(desk, said))).collect()
}

fn rows_of(desk: &Desk<'_>, rows: &WalkedRows) -> LineageRows {
    let erased =
        if rows.erased > 0 { desk.count("lineage-erased-count", rows.erased) } else { String::new() };
    let cut = if rows.cut() { first(desk) } else { String::new() };
    let rows_shown = rows.lines.iter().map(|line| row(desk, line)).collect();
    LineageRows { total: desk.count("lineage-rows", rows.counted), erased, cut, rows: rows_shown }
}

fn first(desk: &Desk<'_>) -> String {
    let most = i64::try_from(MOST_ROWS).unwrap_or(i64::MAX);
    desk.say("lineage-first", &[("max", desk.lang.number(most).into())])
}

fn row(desk: &Desk<'_>, line: &LineageLine) -> LineageRow {
    let mut entry = desk.coded("kind", line.kind.name());
    if line.part == Part::Followed {
        entry = desk.say("lineage-followed", &[("entry", entry.into())]);
    }
    if let Some(why) = line.excluded {
        let said = [("entry", Arg::from(entry)), ("reason", Arg::from(desk.t(reason(why))))];
        entry = desk.say("lineage-not-counted", &said);
    }
    let position = line.position.and_then(|position| i64::try_from(position.0).ok());
    LineageRow {
        child: line.file.map_or_else(|| desk.t("lineage-no-file"), |file| file.to_string()),
        href: line.file.zip(line.version).map(|(file, version)| format!("/children/{file}#e-{version}")),
        entry,
        happened: desk.lang.day(line.day),
        recorded: line.recorded_at.map(|at| desk.day_of(at)).unwrap_or_default(),
        agency: line.agency.map(|agency| desk.agency(agency)).unwrap_or_default(),
        position: position.map(|position| desk.lang.number(position)).unwrap_or_default(),
    }
}
