//! Paper cases: a list uploaded, its columns and values told, what is wrong with it, and bringing it in.

use std::collections::BTreeSet;

use base::{Problem, ProblemKind};
use reports::{Cell, Column as TableColumn, Table, TableAbout, TableFormat};
use words::Lang;
use workflow::SignedIn;
use workflow::import::paper::{Alike as Found, CellProblem, Field, ListWords, PaperColumn, PaperPage};

use crate::pages::desk::{Desk, render_with};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::Choice;
use crate::views::paper_cases::{self as view, PaperCases};

/// Where the form with the file posts to: the one address that takes a long body.
pub(crate) const UPLOADS: &str = "/paper-cases";
/// The lists that values of a column may be of.
const LISTS: [&str; 4] = ["sex", "county", "exploitation", "closing_reason"];
/// The problems shown on the page; the table of them has all.
const SHOWN: usize = 50;

/// `GET /paper-cases`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    show(&Desk::new(site, request, who), None)
}

/// `POST /paper-cases`: a form with a file.
pub(crate) fn upload(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let taken = request.file("file").ok_or_else(|| Problem::bad_input("field_missing").on("file"));
    answered(&desk, taken.and_then(|(name, bytes)| desk.app().upload_paper_cases(who, name, bytes.to_vec())))
}

/// `POST /paper-cases/mapping`
pub(crate) fn mapping(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let (mut fields, mut values) = (Vec::new(), Vec::new());
    for (name, value) in request.form_pairs() {
        if let Some(place) = name.strip_prefix("column-").and_then(|place| place.parse::<usize>().ok()) {
            fields.resize(fields.len().max((place + 1).min(MOST_COLUMNS)), None);
            if let Some(field) = fields.get_mut(place) {
                *field = Field::from_name(value);
            }
        } else if let Some((place, text)) = name.strip_prefix("value-").and_then(|rest| rest.split_once('-'))
        {
            values.extend(
                place.parse().ok().zip(value.parse().ok()).map(|(p, level)| (p, text.to_owned(), level)),
            );
        }
    }
    answered(&desk, desk.app().map_paper_cases(who, fields, &values))
}

/// `POST /paper-cases/adopt`
pub(crate) fn adopt(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let decided = |wanted: &str| -> BTreeSet<u64> {
        let of =
            |(name, value): (&str, &str)| name.strip_prefix("row-").filter(|_| value == wanted)?.parse().ok();
        request.form_pairs().filter_map(of).collect()
    };
    let words = list_words(&desk);
    match desk.app().adopt_paper_cases(who, &words, &decided("new"), &decided("out")) {
        Ok(_) => Ok(Response::see_other("/children?recorded=paper_cases_brought_in")),
        Err(problem) => answered(&desk, Err(problem)),
    }
}

/// `POST /paper-cases/discard`
pub(crate) fn discard(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    answered(&desk, desk.app().discard_paper_cases(who))
}

/// `GET /paper-cases/problems.csv`: all that is wrong, for whoever mends the list.
pub(crate) fn problems(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let found = desk.app().paper_cases(who, &list_words(&desk))?.ok_or_else(Problem::not_found)?;
    let body = problems_table(&desk, &found.problems).map_err(Problem::internal)?;
    let headers = vec![
        ("content-type", TableFormat::Csv.content_type().to_owned()),
        ("content-disposition", "attachment; filename=\"punte-paper-cases-problems.csv\"".to_owned()),
    ];
    Ok(Response { status: 200, headers, body })
}

/// More columns than a list may have are not looked at.
const MOST_COLUMNS: usize = 60;

/// Back to the page, or the page with the refusal above it.
fn answered(desk: &Desk<'_>, done: Result<(), Problem>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Response::see_other(UPLOADS)),
        Err(problem) if matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound) => Err(problem),
        Err(problem) => show(desk, Some(&problem)),
    }
}

fn show(desk: &Desk<'_>, problem: Option<&Problem>) -> Result<Response, Problem> {
    let found = desk.app().paper_cases(desk.who, &list_words(desk))?;
    let shown = PaperCases {
        p: desk.page(desk.t("paper-title"), "children"),
        problem: problem.map(|problem| desk.refusal(problem)),
        waiting: found.map(|found| waiting(desk, &found)),
    };
    render_with(problem.map_or(200, |problem| problem.kind.status()), &shown)
}

fn waiting(desk: &Desk<'_>, found: &PaperPage) -> view::Waiting {
    view::Waiting {
        name: found.name.clone(),
        rows: desk.count("paper-rows", found.rows),
        columns: found.columns.iter().enumerate().map(|(place, c)| column(desk, place, c)).collect(),
        mapped: found.mapped,
        ready: desk.count("paper-ready", found.ready),
        known: desk.count("paper-known", found.known),
        wrong: desk.count("paper-wrong", found.problems.len()),
        problems: found.problems.iter().take(SHOWN).map(|problem| problem_words(desk, problem)).collect(),
        alike: found.alike.iter().map(|alike| alike_words(desk, alike)).collect(),
        may_adopt: found.mapped && found.problems.is_empty(),
    }
}

fn column(desk: &Desk<'_>, place: usize, column: &PaperColumn) -> view::Column {
    let choice =
        |value: &str, label: String, chosen| Choice { value: value.to_owned(), label, hint: None, chosen };
    let mut fields = vec![choice("", desk.t("paper-field-none"), column.field.is_none())];
    fields.extend(Field::ALL.into_iter().map(|field| {
        choice(field.name(), desk.coded("paper-field", field.name()), column.field == Some(field))
    }));
    let list = column.field.and_then(Field::list).unwrap_or_default();
    let values = column.values.iter().map(|(text, level)| {
        let mut levels = vec![
            choice("", desk.t("paper-value-choose"), level.is_none()),
            choice("0", desk.t("not-known"), *level == Some(0)),
        ];
        let items = desk.pack().list(list).items().iter().filter(|item| !item.retired);
        levels.extend(items.map(|item| {
            choice(&item.number.to_string(), desk.level(list, item.number), *level == Some(item.number))
        }));
        view::Value { name: format!("value-{place}-{text}"), text: text.clone(), levels }
    });
    view::Column {
        name: format!("column-{place}"),
        header: column.header.clone(),
        samples: column.samples.join(" · "),
        fields,
        values: values.collect(),
    }
}

fn problem_words(desk: &Desk<'_>, problem: &CellProblem) -> view::Problem {
    let words = desk.site.words.problem(desk.lang, &problem.problem);
    view::Problem {
        row: if problem.row == 0 { String::new() } else { problem.row.to_string() },
        column: problem.column.clone(),
        value: problem.value.clone(),
        what: words.title,
        hint: words.hint.unwrap_or_default(),
    }
}

fn alike_words(desk: &Desk<'_>, alike: &Found) -> view::Alike {
    let found = alike.found.iter().map(|(code, reasons)| view::Found {
        code: code.to_string(),
        why: reasons.iter().map(|reason| desk.coded("match", reason)).collect::<Vec<_>>().join(", "),
    });
    view::Alike { row: alike.row, found: found.collect() }
}

fn problems_table(desk: &Desk<'_>, problems: &[CellProblem]) -> Result<Vec<u8>, reports::TableError> {
    let about = TableAbout {
        list: "paper_cases_problems",
        sheet: desk.t("paper-title"),
        made: desk.now().day(&desk.zone).ymd(),
        synthetic: desk.site.config.synthetic.then(|| desk.t("export-synthetic")),
    };
    let columns = ["row", "column", "value", "what", "hint"];
    let columns = columns.map(|key| TableColumn { key, heading: desk.coded("paper-col", key) });
    let mut table = Table::begin(TableFormat::Csv, &about, &columns)?;
    for problem in problems {
        let line = problem_words(desk, problem);
        table.row(&[line.row, line.column, line.value, line.what, line.hint].map(Cell::Text))?;
    }
    table.finish()
}

/// What people call the levels, in both languages, and by code.
fn list_words(desk: &Desk<'_>) -> ListWords {
    let of_list = |list: &'static str| {
        let levels = desk.pack().list(list).items().iter().map(|item| {
            let label = desk.pack().list(list).label(item.number);
            let mut names: Vec<String> =
                Lang::ALL.into_iter().map(|lang| desk.site.words.say(lang, &label, &[])).collect();
            names.push(item.code.to_string());
            (item.number, names)
        });
        (list, levels.collect())
    };
    LISTS.into_iter().map(of_list).collect()
}
