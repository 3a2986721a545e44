//! Conflicts of interest: naming one, saying it of oneself, naming who handles the record, ending one.

use base::{PersonId, Problem, ProblemKind, PublicCode};
use workflow::concern_record::Reason;
use workflow::{Action, SignedIn};

use crate::pages::desk::{Desk, code_of, render_with};
use crate::pages::entry_fields as ask;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::Choice;
use crate::views::recording::{EntryForm, Field, FieldGroup, Input};

/// What a second signature is asked for: with a second factor that was shown a moment ago.
const SECOND: [&str; 3] = ["concern_ended", "glass_decided", "erasure_decided"];
/// The longest code that a field takes, with its hyphens.
const CODE_LENGTH: u32 = 16;

/// `GET /watch/concerns/new?record=`
pub(crate) fn form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    match request.query_field("record") {
        Some(record) => name_form(&desk, code_of(record)?, &[]),
        None => record_form(&desk, &[]),
    }
}

/// `POST /watch/concerns/new`: without a person it is the first of two steps.
pub(crate) fn name(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let record = code_of(request.form_field("record").unwrap_or_default())?;
    // Whether it is for this person comes before what the form says.
    desk.app().concern_form(who, record)?;
    if request.form_field("person").is_none() && request.form_field("reason").is_none() {
        return name_form(&desk, record, &[]);
    }
    let named = person(&desk, "person").and_then(|concerned| {
        let concerned = concerned.ok_or_else(|| Problem::bad_input("field_missing").on("person"))?;
        let (reason, handler) = (reason(&desk)?, person(&desk, "handler")?);
        desk.app().name_concern(who, record, concerned, reason, handler, request.command()?)
    });
    answer(named, "/watch?recorded=concern_named", |problem| name_form(&desk, record, &[problem]))
}

/// `GET /watch/concerns/{code}/handler`
pub(crate) fn handler_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    show_handler_form(&Desk::new(site, request, who), code_at(at)?, &[])
}

/// `POST /watch/concerns/{code}/handler`
pub(crate) fn handler(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let (desk, code) = (Desk::new(site, request, who), code_at(at)?);
    desk.app().concern(who, code)?;
    let named = person(&desk, "handler").and_then(|handler| {
        let handler = handler.ok_or_else(|| Problem::bad_input("field_missing").on("handler"))?;
        desk.app().name_handler(who, code, handler, request.command()?)
    });
    answer(named, "/watch?recorded=concern_handler_named", |problem| {
        show_handler_form(&desk, code, &[problem])
    })
}

/// `GET /watch/concerns/{code}/end`
pub(crate) fn end_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    show_end_form(&Desk::new(site, request, who), code_at(at)?, &[])
}

/// `POST /watch/concerns/{code}/end`
pub(crate) fn end(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let (desk, code) = (Desk::new(site, request, who), code_at(at)?);
    desk.app().concern(who, code)?;
    let ended = request.command().and_then(|command| desk.app().end_concern(who, code, command));
    answer(ended, "/watch?recorded=concern_ended", |problem| show_end_form(&desk, code, &[problem]))
}

/// `GET /children/{code}/concern` and `/signals/{code}/concern`
pub(crate) fn own_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let (desk, code) = (Desk::new(site, request, who), code_at(at)?);
    desk.app().declarable(who, code)?;
    show_own_form(&desk, &[])
}

/// `POST /children/{code}/concern` and `/signals/{code}/concern`: afterwards the record is not there any more.
pub(crate) fn declare(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let (desk, code) = (Desk::new(site, request, who), code_at(at)?);
    desk.app().declarable(who, code)?;
    let said =
        reason(&desk).and_then(|reason| desk.app().declare_concern(who, code, reason, request.command()?));
    answer(said, "/?recorded=concern_declared", |problem| show_own_form(&desk, &[problem]))
}

fn code_at(at: &Captured<'_>) -> Result<PublicCode, Problem> {
    code_of(at.first().copied().unwrap_or_default())
}

fn reason(desk: &Desk<'_>) -> Result<Reason, Problem> {
    let unknown = || Problem::bad_input("choice_unknown").on("reason");
    Reason::from_code(desk.request.need("reason")?).ok_or_else(unknown)
}

/// The colleague that a form chose; `None` where it chose nobody.
fn person(desk: &Desk<'_>, name: &'static str) -> Result<Option<PersonId>, Problem> {
    let Some(code) = desk.request.form_field(name) else { return Ok(None) };
    let unknown = || Problem::bad_input("choice_unknown").on(name);
    let code = PublicCode::parse(code).ok_or_else(unknown)?;
    let person = desk.app().person_of_code(&desk.who.directory, code).map_err(|_| unknown())?;
    Ok(Some(person.id))
}

fn record_form(desk: &Desk<'_>, problems: &[Problem]) -> Result<Response, Problem> {
    let value = desk.request.form_field("record").unwrap_or_default().to_owned();
    let field = ask::field(desk, "record", "field-record", true, Input::Text { value, max: CODE_LENGTH });
    show(desk, "concern_named", "/watch/concerns/new", String::new(), vec![field], problems)
}

fn name_form(desk: &Desk<'_>, record: PublicCode, problems: &[Problem]) -> Result<Response, Problem> {
    let offered = desk.app().concern_form(desk.who, record)?;
    let value = record.to_string();
    let fields = vec![
        ask::field(
            desk,
            "record",
            "field-record",
            true,
            Input::Text { value: value.clone(), max: CODE_LENGTH },
        ),
        people_field(desk, "person", "field-concern-person", &offered.people, true)?,
        reason_field(desk),
        people_field(desk, "handler", "field-concern-handler", &offered.handlers, false)?,
    ];
    show(desk, "concern_named", "/watch/concerns/new", value, fields, problems)
}

fn show_handler_form(
    desk: &Desk<'_>,
    concern: PublicCode,
    problems: &[Problem],
) -> Result<Response, Problem> {
    let (row, handlers) = desk.app().concern(desk.who, concern)?;
    let fields = vec![people_field(desk, "handler", "field-concern-handler", &handlers, true)?];
    let action = format!("/watch/concerns/{concern}/handler");
    show(desk, "concern_handler_named", &action, row.record.to_string(), fields, problems)
}

fn show_end_form(desk: &Desk<'_>, concern: PublicCode, problems: &[Problem]) -> Result<Response, Problem> {
    let (row, _) = desk.app().concern(desk.who, concern)?;
    let lead = format!("{} · {}", row.record, desk.person(row.person));
    let action = format!("/watch/concerns/{concern}/end");
    show(desk, "concern_ended", &action, lead, Vec::new(), problems)
}

fn show_own_form(desk: &Desk<'_>, problems: &[Problem]) -> Result<Response, Problem> {
    let action = desk.request.path.clone();
    show(desk, "concern_declared", &action, String::new(), vec![reason_field(desk)], problems)
}

fn reason_field(desk: &Desk<'_>) -> Field {
    let given = desk.request.form_field("reason").unwrap_or_default();
    let choices = Reason::ALL.map(|reason| Choice {
        value: reason.code().to_owned(),
        label: desk.coded("concern-reason", reason.code()),
        hint: None,
        chosen: reason.code() == given,
    });
    ask::field(desk, "reason", "field-concern-reason", true, Input::Radio(choices.into()))
}

/// Colleagues by agency and name, the first choice being nobody.
fn people_field(
    desk: &Desk<'_>,
    name: &str,
    label: &str,
    people: &[PersonId],
    required: bool,
) -> Result<Field, Problem> {
    let given = desk.request.form_field(name).unwrap_or_default();
    let nobody =
        Choice { value: String::new(), label: desk.t("entry-choose"), hint: None, chosen: given.is_empty() };
    let mut choices = vec![nobody];
    for person in people {
        let value = desk.app().person_code(*person)?.to_string();
        let label = format!("{}, {}", desk.person(*person), desk.agency_of(*person));
        choices.push(Choice { chosen: value == given, value, label, hint: None });
    }
    Ok(ask::field(desk, name, label, required, Input::Select(choices)))
}

/// A form of oversight.
pub(crate) fn show(
    desk: &Desk<'_>,
    kind: &str,
    action: &str,
    lead: String,
    mut fields: Vec<Field>,
    problems: &[Problem],
) -> Result<Response, Problem> {
    ask::mark(desk, &mut fields, problems);
    let heading = desk.coded("do", kind);
    // Whoever decides on others comes back to oversight, whoever asks for themself to their own requests.
    let (place, back) = match kind {
        "concern_declared" => ("children", "/"),
        _ if desk.app().may_ever(desk.who, Action::ListConcerns) => ("watch", "/watch"),
        _ => ("glass", "/glass"),
    };
    let form = EntryForm {
        p: desk.page(heading.clone(), place),
        submit: heading.clone(),
        heading,
        record: None,
        lead,
        action: action.to_owned(),
        command: desk.request.form_field("command").map_or_else(|| desk.command(), str::to_owned),
        seen: "0".to_owned(),
        refusals: problems.iter().map(|problem| desk.refusal(problem)).collect(),
        conflict: Vec::new(),
        warnings: Vec::new(),
        candidates: Vec::new(),
        groups: vec![FieldGroup { legend: String::new(), hint: String::new(), fields }],
        known: Vec::new(),
        effect: desk.coded("effect", kind),
        second: SECOND.contains(&kind),
        cancel: back.to_owned(),
    };
    render_with(problems.first().map_or(200, |problem| problem.kind.status()), &form)
}

/// Where it goes on, or the form again with what is wrong.
pub(crate) fn answer(
    done: Result<(), Problem>,
    next: &str,
    again: impl FnOnce(Problem) -> Result<Response, Problem>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Response::see_other(next)),
        Err(problem) if matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound) => Err(problem),
        Err(problem) => again(problem),
    }
}
