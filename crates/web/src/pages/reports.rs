//! Reports: the list, freezing, one as it was frozen, publishing, counting again.

use base::{AgencyNumber, Problem, ProblemKind, Quarter};
use indicators::Period;
use words::Arg;
use workflow::figures::{By, Shown};
use workflow::reports::{Difference, ReportLine, ReportPage, ReportSection, Rerun, Restated};
use workflow::{Action, Resource, SignedIn};

use crate::pages::desk::{Desk, code_of, render_with};
use crate::pages::figure_tables::{breakdown, county_map, figure_table};
use crate::pages::figure_words::{Walk, amount_words, change_words, figure_cell, period_words};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::figures::{FreezeForm, PublishForm, Report, ReportRow, Reports, Restatement};
use crate::views::{FigureRow, FigureTable, Link, Notice, Tag, Tone};

/// `GET /reports`
pub(crate) fn list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    show_list(&Desk::new(site, request, who), None)
}

/// `POST /reports`: freezes a quarter.
pub(crate) fn freeze(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let malformed = || Problem::bad_input("period_malformed").on("period");
    let frozen = request
        .need("period")
        .and_then(|text| Quarter::parse(text).ok_or_else(malformed))
        .and_then(|quarter| desk.app().freeze_report(who, quarter, request.command()?));
    match frozen {
        Ok(code) => Ok(Response::see_other(&format!("/reports/{code}?recorded=report_frozen"))),
        Err(problem) if is_page(&problem) => show_list(&desk, Some(&problem)),
        Err(problem) => Err(problem),
    }
}

fn show_list(desk: &Desk<'_>, problem: Option<&Problem>) -> Result<Response, Problem> {
    // A form that was refused is answered with the list's first page.
    let after = if problem.is_some() { None } else { desk.after()? };
    let listed = desk.app().reports(desk.who, after.as_deref())?;
    let mut p = desk.page(desk.t("reports-title"), "reports");
    p.notice = problem.map(|problem| refusal(desk, problem)).or(p.notice);
    let shown = Reports {
        p,
        rows: listed.lines.iter().map(|line| row(desk, line)).collect(),
        freeze: listed.freezable.map(|quarter| freeze_form(desk, quarter)),
        pager: desk.pager(listed.next)?,
    };
    render_with(status(problem), &shown)
}

fn row(desk: &Desk<'_>, line: &ReportLine) -> ReportRow {
    let restated =
        if line.restated > 0 { desk.count("reports-restated", line.restated) } else { String::new() };
    let again = if line.restates { desk.t("reports-restates") } else { String::new() };
    let by = format!("{}, {}", desk.person(line.frozen_by), desk.agency(line.agency));
    ReportRow {
        period: desk.lang.quarter(line.quarter),
        href: format!("/reports/{}", line.code),
        frozen: desk.day_of(line.frozen_at),
        by,
        state: state(desk, line),
        restated: [restated, again]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    }
}

fn state(desk: &Desk<'_>, line: &ReportLine) -> Tag {
    match line.published_at {
        Some(_) => Tag { tone: Tone::Go, text: desk.t("report-state-published") },
        None => Tag { tone: Tone::Soon, text: desk.t("report-state-frozen") },
    }
}

/// The form that freezes a quarter.
pub(crate) fn freeze_form(desk: &Desk<'_>, quarter: Quarter) -> FreezeForm {
    FreezeForm {
        action: "/reports".to_owned(),
        command: desk.command(),
        period: quarter.to_string(),
        label: desk.say("indicator-freeze-go", &[("period", desk.lang.quarter(quarter).into())]),
    }
}

/// `GET /reports/{code}?indicator=`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let found = desk.app().report(who, code_of(at.first().copied().unwrap_or_default())?)?;
    show(&desk, &found, None, None)
}

/// `POST /reports/{code}/publish`
pub(crate) fn publish(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    let published = request.command().and_then(|command| desk.app().publish_report(who, code, command));
    match published {
        Ok(()) => Ok(Response::see_other(&format!("/reports/{code}?recorded=report_published"))),
        Err(problem) if is_page(&problem) => {
            show(&desk, &desk.app().report(who, code)?, Some(&problem), None)
        }
        Err(problem) => Err(problem),
    }
}

/// `POST /reports/{code}/rerun`: counts again as of the report's position.
pub(crate) fn rerun(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    if !may_rerun(&desk) {
        return Err(Problem::not_found());
    }
    let again = desk.app().rerun(who, code)?;
    show(&desk, &desk.app().report(who, code)?, None, Some(&again))
}

/// The digest of what was counted covers hidden figures too. It is keyed, so that nobody finds them by trying; yet
/// two that are equal say that nothing hidden changed. So only those who may see such figures, or check them, are
/// shown it.
fn counts_again(desk: &Desk<'_>) -> bool {
    let country = Resource::Indicator(AgencyNumber(0));
    desk.app().may(desk.who, Action::ViewLiveNational, &country)
        || desk.app().may(desk.who, Action::VerifyLedger, &Resource::Ledger)
}

/// Counting again takes the whole country's facts through the processor once more: it is for those who answer for
/// the figures and those who check them.
fn may_rerun(desk: &Desk<'_>) -> bool {
    let may = |action| desk.app().may_ever(desk.who, action);
    may(Action::FreezeReport) || may(Action::VerifyLedger)
}

fn show(
    desk: &Desk<'_>,
    found: &ReportPage,
    problem: Option<&Problem>,
    again: Option<&Rerun>,
) -> Result<Response, Problem> {
    let line = &found.line;
    let (here, period) = (format!("/reports/{}", line.code), Period::Quarter(line.quarter));
    let heading = desk.say("report-title", &[("period", desk.lang.quarter(line.quarter).into())]);
    let position = i64::try_from(line.as_of.0).map(|position| desk.lang.number(position)).unwrap_or_default();
    let asked = desk.request.query_field("indicator").unwrap_or_default();
    let section = found.sections.iter().find(|section| section.about.code == *asked);
    let mut p = desk.page(heading.clone(), "reports");
    p.notice = problem.map(|problem| refusal(desk, problem)).or(p.notice);
    let frozen = [("day", Arg::from(desk.day_of(line.frozen_at))), ("position", Arg::from(position))];
    let shown = Report {
        p,
        heading,
        state: state(desk, line),
        frozen: desk.say("report-frozen-on", &frozen),
        gated: true,
        figures: figures(desk, found),
        sections: found.sections.iter().map(|section| section_link(desk, &here, section)).collect(),
        section: section.map(|section| named(desk, section)).unwrap_or_default(),
        breakdowns: section
            .map(|section| {
                let walk = Walk { code: section.about.code.as_str(), as_of: None };
                section.tables.iter().map(|table| breakdown(desk, table, period, &walk)).collect()
            })
            .unwrap_or_default(),
        map: section.and_then(|section| {
            let walk = Walk { code: section.about.code.as_str(), as_of: None };
            section.map.as_ref().map(|map| county_map(desk, &section.about, map, &walk))
        }),
        restatements: found.restated.iter().map(|said| restatement(desk, found, said)).collect(),
        says: found.says.iter().map(|said| restatement(desk, found, said)).collect(),
        digest: found.shown.clone(),
        counted: counts_again(desk).then(|| found.counted.clone()),
        positions: positions(desk, found),
        verify: desk
            .app()
            .may_ever(desk.who, Action::VerifyLedger)
            .then(|| Link { href: "/trust".to_owned(), text: desk.t("trust-verify") }),
        rerun: again.map(|again| rerun_notice(desk, again)),
        rerun_action: may_rerun(desk).then(|| format!("{here}/rerun")),
        publish: found.may_publish.then(|| publish_form(desk, found, &here)),
    };
    render_with(status(problem), &shown)
}

fn named(desk: &Desk<'_>, section: &ReportSection) -> String {
    let (code, name) = (section.about.code.as_str(), desk.t(&section.about.name));
    desk.say("indicator-title", &[("code", code.into()), ("name", name.into())])
}

fn section_link(desk: &Desk<'_>, here: &str, section: &ReportSection) -> Link {
    Link { href: format!("{here}?indicator={}#section", section.about.code), text: named(desk, section) }
}

/// The totals: the quarter's, and in a year's last report the year's.
fn figures(desk: &Desk<'_>, found: &ReportPage) -> FigureTable {
    let quarter = Period::Quarter(found.line.quarter);
    let year = found.sections.iter().find_map(|section| section.year).map(|(year, _)| Period::Year(year));
    let mut head = vec![desk.t("report-col-figure"), period_words(desk, quarter)];
    head.extend(year.map(|year| period_words(desk, year)));
    let rows = found.sections.iter().map(|section| {
        let walk = Walk { code: section.about.code.as_str(), as_of: None };
        let mut cells = vec![walk.cell(desk, quarter, By::TOTAL, 0, section.quarter)];
        if let Some(period) = year {
            let figure = section.year.map_or(Shown::Missing, |(_, figure)| figure);
            cells.push(walk.cell(desk, period, By::TOTAL, 0, figure));
        }
        FigureRow { label: named(desk, section), cells }
    });
    figure_table(desk.t("report-figures"), head, rows.collect())
}

/// A figure that was published, and what became of it.
fn restatement(desk: &Desk<'_>, found: &ReportPage, said: &Restated) -> Restatement {
    let section = found.sections.iter().find(|section| section.about.code == said.indicator);
    let figure = section.map_or_else(|| said.indicator.to_string(), |section| named(desk, section));
    Restatement {
        figure: format!("{figure} · {}", period_words(desk, said.period)),
        then: amount_words(desk, said.before),
        now: change_words(desk, said.change),
    }
}

fn positions(desk: &Desk<'_>, found: &ReportPage) -> String {
    let numbers = found.positions.iter().filter_map(|position| i64::try_from(position.0).ok());
    let numbers: Vec<String> = numbers.map(|number| desk.lang.number(number)).collect();
    desk.say("report-positions", &[("positions", numbers.join(" · ").into())])
}

fn publish_form(desk: &Desk<'_>, found: &ReportPage, here: &str) -> PublishForm {
    PublishForm { action: format!("{here}/publish"), command: desk.command(), seen: found.version }
}

fn rerun_notice(desk: &Desk<'_>, again: &Rerun) -> Notice {
    match again {
        Rerun::Same => Notice { tone: Tone::Go, text: desk.t("report-same") },
        Rerun::Differs(difference) => Notice { tone: Tone::Now, text: differs(desk, difference) },
    }
}

/// How many figures differ, which of them where that may be said, and where the difference may come from.
fn differs(desk: &Desk<'_>, difference: &Difference) -> String {
    let mut said = vec![desk.t("report-differs"), desk.count("report-differing-figures", difference.figures)];
    said.extend(difference.cells.iter().take(10).map(|cell| {
        let cell_of = |figure| figure_cell(desk, figure, None).shown;
        format!("{} {}: {} → {}.", cell.indicator, cell.span, cell_of(cell.then), cell_of(cell.now))
    }));
    if !difference.definitions.is_empty() || difference.pack {
        let codes: Vec<&str> = difference.definitions.iter().map(base::Code::as_str).collect();
        said.push(desk.say("report-rules-changed", &[("codes", codes.join(", ").into())]));
    }
    said.join(" ")
}

/// A refusal above the page.
fn refusal(desk: &Desk<'_>, problem: &Problem) -> Notice {
    let words = desk.site.words.problem(desk.lang, problem);
    let text =
        words.hint.map_or_else(|| format!("{}.", words.title), |hint| format!("{}. {hint}", words.title));
    Notice { tone: Tone::Now, text }
}

/// Whether a refusal is shown on the page it came from.
fn is_page(problem: &Problem) -> bool {
    !matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound)
}

fn status(problem: Option<&Problem>) -> u16 {
    problem.map_or(200, |problem| problem.kind.status())
}
