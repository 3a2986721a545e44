//! Indicators: the list, and one with its trend, tables and map.

use base::{Day, Problem};
use indicators::Period;
use workflow::SignedIn;
use workflow::figures::{By, IndicatorLine, IndicatorPage, Source, Standing};

use crate::pages::desk::{Desk, render, render_with};
use crate::pages::figure_tables::{breakdown, county_map, periods, spark, trend, years};
use crate::pages::figure_words::{Walk, by_words, figure_says, period_words, restated_words, unit_words};
use crate::pages::reports::freeze_form;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::figures::{AsOfForm, Indicator, IndicatorRow, Indicators};
use crate::views::{Choice, Filter, Page, Tag, Tone};

/// `GET /indicators`
pub(crate) fn list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let listed = desk.app().indicators(who, None)?;
    let shown = [
        Period::Quarter(listed.quarter),
        Period::Quarter(listed.quarter.plus(-1)),
        Period::Year(listed.year),
    ];
    let rows: Vec<IndicatorRow> = listed.lines.iter().map(|line| row(&desk, line, shown)).collect();
    render(&Indicators {
        p: page_of_figures(&desk, desk.t("indicators-title"), &listed.standing),
        lead: lead(&desk, &listed.standing),
        periods: shown.map(|period| period_words(&desk, period)),
        some_hidden: rows.iter().flat_map(|row| &row.figures).any(|cell| cell.hidden),
        rows,
    })
}

fn row(desk: &Desk<'_>, line: &IndicatorLine, shown: [Period; 3]) -> IndicatorRow {
    let about = &line.about;
    let walk = Walk { code: about.code.as_str(), as_of: None };
    let [quarter, before, year] = shown;
    let cell = |period, figure| walk.cell(desk, period, By::TOTAL, 0, figure);
    IndicatorRow {
        code: about.code.to_string(),
        name: desk.t(&about.name),
        href: format!("/indicators/{}", about.code),
        unit: unit_words(desk, about),
        figures: [cell(quarter, line.quarter), cell(before, line.before), cell(year, line.year)],
        spark: spark(desk, about, &line.trend),
    }
}

/// The page around figures: live totals of the country stay on the screen.
pub(crate) fn page_of_figures(desk: &Desk<'_>, title: String, standing: &Standing) -> Page {
    Page { screen_only: standing.source == Source::National, ..desk.page(title, "indicators") }
}

/// Whose figures these are.
fn lead(desk: &Desk<'_>, standing: &Standing) -> String {
    match standing.source {
        Source::OwnAgency(_) => desk.t("indicators-lead-live"),
        Source::National => desk.t("indicators-lead-national"),
        Source::Published(Some(_)) => desk.t("indicators-lead-published"),
        Source::Published(None) => {
            format!("{} {}", desk.t("indicators-none"), desk.t("indicators-none-hint"))
        }
    }
}

/// `GET /indicators/{code}?period=&by=&as_of=`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let (code, by) = (at.first().copied().unwrap_or_default(), request.query_field("by"));
    let period = asked_period(&desk)?;
    let ask = |day| desk.app().indicator(who, code, day, by, period);
    match asked_day(&desk).and_then(ask) {
        Ok(found) => show(&desk, &found, None),
        // A day that cannot be shown is said beside its field, over the figures of now.
        Err(problem) if problem.field == Some("as_of") => show(&desk, &ask(None)?, Some(&problem)),
        Err(problem) => Err(problem),
    }
}

fn show(desk: &Desk<'_>, found: &IndicatorPage, problem: Option<&Problem>) -> Result<Response, Problem> {
    let (about, standing) = (&found.about, &found.standing);
    let walk = Walk { code: about.code.as_str(), as_of: standing.as_of };
    let (svg, trend_table) = trend(desk, about, &found.quarters, &walk);
    let map = found.map.as_ref().map(|map| county_map(desk, about, map, &walk));
    // The map's own table is the one by county.
    let tables = found.tables.iter().filter(|table| map.is_none() || table.by.name() != "county");
    let mut breakdowns = vec![years(desk, about, &found.years, &walk)];
    breakdowns.extend(tables.map(|table| breakdown(desk, table, found.period, &walk)));
    let restated = found.restated.iter().filter(|said| said.period == found.period);
    let name = desk.t(&about.name);
    let live = !matches!(standing.source, Source::Published(_));
    let title =
        desk.say("indicator-title", &[("code", about.code.as_str().into()), ("name", name.as_str().into())]);
    let shown = Indicator {
        p: page_of_figures(desk, title, standing),
        code: about.code.to_string(),
        name,
        objective: objective(desk, about.objective),
        us_code: about
            .us_code
            .as_deref()
            .map(|code| desk.say("indicator-us-code", &[("code", code.into())]))
            .unwrap_or_default(),
        standing: standing_tag(desk, standing),
        figure: walk.cell(desk, found.period, By::TOTAL, 0, found.figure),
        figure_says: figure_says(desk, about, found.figure, found.period),
        walk_hint: desk.t(if found.may_walk { "indicator-walk-hint" } else { "lineage-how" }),
        trend: svg,
        trend_table,
        restatements: restated.map(|said| restated_words(desk, said)).collect(),
        breakdowns,
        map,
        definition: desk.t(&about.definition),
        exclusions: desk.t(&about.exclusions),
        definition_version: definition_version(desk, about.version),
        position: position_words(desk, standing),
        filters: filters(desk, found),
        as_of: live.then(|| as_of_form(desk, found, problem)),
        freeze: found.freezable.map(|quarter| freeze_form(desk, quarter)),
        reports: Some("/reports".to_owned()),
    };
    match problem {
        None => render(&shown),
        Some(problem) => render_with(problem.kind.status(), &shown),
    }
}

fn objective(desk: &Desk<'_>, number: u8) -> String {
    desk.say("indicators-objective", &[("number", number.to_string().into())])
}

pub(crate) fn definition_version(desk: &Desk<'_>, version: u16) -> String {
    desk.say("indicator-definition-version", &[("version", version.to_string().into())])
}

pub(crate) fn position_words(desk: &Desk<'_>, standing: &Standing) -> String {
    let position = i64::try_from(standing.position.0).unwrap_or(i64::MAX);
    desk.say("indicator-position", &[("position", desk.lang.number(position).into())])
}

/// As known when, or published when.
pub(crate) fn standing_tag(desk: &Desk<'_>, standing: &Standing) -> Tag {
    let text = match (standing.source, standing.as_of) {
        (Source::Published(Some(report)), _) => {
            desk.say("indicator-published-on", &[("day", desk.day_of(report.published_at).into())])
        }
        (Source::Published(None), _) => desk.t("indicators-none"),
        (_, Some(day)) => desk.say("indicator-as-of", &[("day", desk.lang.day(day).into())]),
        (_, None) => desk.t("indicator-live"),
    };
    Tag { tone: Tone::Quiet, text }
}

fn filters(desk: &Desk<'_>, found: &IndicatorPage) -> Vec<Filter> {
    let choice = |chosen: &str| {
        let chosen = chosen.to_owned();
        move |(value, label): (String, String)| Choice { chosen: value == chosen, value, label, hint: None }
    };
    let period = found.period.to_string();
    let mut known = periods(desk, &found.quarters, &found.years);
    if !known.iter().any(|(value, _)| *value == period) {
        known.insert(0, (period.clone(), period_words(desk, found.period)));
    }
    let by = desk.request.query_field("by").unwrap_or_default();
    let offered = found.about.offered.iter().map(|by| (by.name().to_owned(), by_words(desk, *by)));
    let all = std::iter::once((String::new(), desk.t("all")));
    vec![
        Filter {
            name: "period",
            label: desk.t("period"),
            options: known.into_iter().map(choice(&period)).collect(),
        },
        Filter {
            name: "by",
            label: desk.t("indicator-filter-by"),
            options: all.chain(offered).map(choice(by)).collect(),
        },
    ]
}

fn as_of_form(desk: &Desk<'_>, found: &IndicatorPage, problem: Option<&Problem>) -> AsOfForm {
    let here = format!("/indicators/{}", found.about.code);
    let by = desk.request.query_field("by").filter(|name| By::from_name(name).is_some());
    let mut kept = vec![("period", found.period.to_string())];
    kept.extend(by.map(|by| ("by", by.to_owned())));
    let query: Vec<String> = kept.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let given = desk.request.query_field("as_of").unwrap_or_default();
    AsOfForm {
        value: given.chars().take(10).collect(),
        error: problem.map(|problem| desk.site.words.problem(desk.lang, problem).title).unwrap_or_default(),
        now: found.standing.as_of.map(|_| format!("{here}?{}", query.join("&"))),
        action: here,
        kept,
    }
}

/// The day of the address.
pub(crate) fn asked_day(desk: &Desk<'_>) -> Result<Option<Day>, Problem> {
    let malformed = || Problem::bad_input("date_malformed").on("as_of");
    desk.request.query_field("as_of").map(|text| Day::parse(text).ok_or_else(malformed)).transpose()
}

/// The period of the address.
pub(crate) fn asked_period(desk: &Desk<'_>) -> Result<Option<Period>, Problem> {
    let malformed = || Problem::bad_input("period_malformed").on("period");
    desk.request.query_field("period").map(|text| Period::parse(text).ok_or_else(malformed)).transpose()
}
