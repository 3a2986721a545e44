//! Forms of administration: open an agency, add a person, grant a role, end one.

use agencies::Role;
use base::{Code, Day, Problem, ProblemKind, PublicCode};
use workflow::SignedIn;
use workflow::directory::pages::{NewAgency, NewGrant, PersonLine};

use crate::pages::desk::{Desk, code_of, render_with};
use crate::pages::entry_fields as ask;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::Choice;
use crate::views::recording::{EntryForm, Field, FieldGroup, Input};

/// The longest name of an agency or a person, in characters.
const LONGEST_NAME: u32 = 200;
/// The longest code of an agency.
const LONGEST_CODE: u32 = 40;

/// `GET /admin/agencies/new`
pub(crate) fn agency_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    show_agency_form(&Desk::new(site, request, who), &[])
}

/// `POST /admin/agencies/new`
pub(crate) fn add_agency(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let added = new_agency(&desk).and_then(|new| desk.app().add_agency(who, request.command()?, &new));
    answer(added.map(|_| "agency_opened"), |problem| show_agency_form(&desk, &[problem]))
}

fn new_agency(desk: &Desk<'_>) -> Result<NewAgency, Problem> {
    let request = desk.request;
    let county = match request.form_field("county") {
        Some(_) => ask::chosen(desk, request, "county", "county")?,
        None => 0,
    };
    Ok(NewAgency {
        code: Code::new(request.need("code")?.trim()).map_err(|problem| problem.on("code"))?,
        kind: ask::chosen(desk, request, "kind", "agency_kind")?,
        name: request.need("name")?.to_owned(),
        county,
    })
}

fn show_agency_form(desk: &Desk<'_>, problems: &[Problem]) -> Result<Response, Problem> {
    let given = |name: &str| desk.request.form_field(name).unwrap_or_default();
    let mut county = ask::select(desk, "county", "field-agency-county", "county", given("county"));
    county.required = false;
    let fields = vec![
        text_field(desk, "name", "field-agency-name", LONGEST_NAME),
        text_field(desk, "code", "field-agency-code", LONGEST_CODE),
        ask::select(desk, "kind", "field-agency-kind", "agency_kind", given("kind")),
        county,
    ];
    show_form(
        desk,
        Asking { kind: "agency_opened", action: "/admin/agencies/new", about: None },
        fields,
        problems,
    )
}

/// `GET /admin/people/new`
pub(crate) fn person_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    show_person_form(&Desk::new(site, request, who), &[])
}

/// `POST /admin/people/new`
pub(crate) fn add_person(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let added = request.need("name").and_then(|name| {
        let (agency, grant) = (request.need("agency")?, new_grant(&desk)?);
        desk.app().add_person(who, request.command()?, agency, name, &[grant])
    });
    answer(added.map(|_| "person_added"), |problem| show_person_form(&desk, &[problem]))
}

fn show_person_form(desk: &Desk<'_>, problems: &[Problem]) -> Result<Response, Problem> {
    let mut fields = vec![
        text_field(desk, "name", "field-person-name", LONGEST_NAME),
        agency_field(desk, "agency", "field-agency", true),
    ];
    fields.extend(grant_fields(desk));
    show_form(
        desk,
        Asking { kind: "person_added", action: "/admin/people/new", about: None },
        fields,
        problems,
    )
}

/// `GET /admin/people/{code}/grant`
pub(crate) fn grant_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    show_grant_form(&desk, &person, &[])
}

/// `POST /admin/people/{code}/grant`
pub(crate) fn grant(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    let granted =
        new_grant(&desk).and_then(|grant| desk.app().grant_role(who, request.command()?, person.code, grant));
    let kind = match role(request) {
        Ok(role) if role.needs_second_factor() => "role_proposed",
        _ => "role_granted",
    };
    answer(granted.map(|_| kind), |problem| show_grant_form(&desk, &person, &[problem]))
}

fn show_grant_form(desk: &Desk<'_>, person: &PersonLine, problems: &[Problem]) -> Result<Response, Problem> {
    let action = format!("/admin/people/{}/grant", person.code);
    let asking = Asking { kind: "role_granted", action: &action, about: Some(person) };
    show_form(desk, asking, grant_fields(desk), problems)
}

/// `GET /admin/people/{code}/end`
pub(crate) fn end_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    show_end_form(&desk, &person, &[])
}

/// `POST /admin/people/{code}/end`
pub(crate) fn end(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    let ended =
        role(request).and_then(|role| desk.app().end_role(who, request.command()?, person.code, role));
    answer(ended.map(|_| "role_ended"), |problem| show_end_form(&desk, &person, &[problem]))
}

fn show_end_form(desk: &Desk<'_>, person: &PersonLine, problems: &[Problem]) -> Result<Response, Problem> {
    let action = format!("/admin/people/{}/end", person.code);
    let held: Vec<Role> = person.grants.iter().map(|grant| grant.role).collect();
    let asking = Asking { kind: "role_ended", action: &action, about: Some(person) };
    show_form(desk, asking, vec![role_field(desk, &held)], problems)
}

/// `GET /admin/people/{code}/move`
pub(crate) fn move_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    show_move_form(&desk, &person, &[])
}

/// `POST /admin/people/{code}/move`
pub(crate) fn move_to(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    let moved = request
        .need("agency")
        .and_then(|agency| desk.app().move_person(who, request.command()?, person.code, agency));
    answer(moved.map(|_| "person_moved"), |problem| show_move_form(&desk, &person, &[problem]))
}

fn show_move_form(desk: &Desk<'_>, person: &PersonLine, problems: &[Problem]) -> Result<Response, Problem> {
    let action = format!("/admin/people/{}/move", person.code);
    let asking = Asking { kind: "person_moved", action: &action, about: Some(person) };
    show_form(desk, asking, vec![agency_field(desk, "agency", "field-agency", true)], problems)
}

/// `GET /admin/agencies/{code}/close`
pub(crate) fn close_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    show_close_form(&Desk::new(site, request, who), at.first().copied().unwrap_or_default(), &[])
}

/// `POST /admin/agencies/{code}/close`
pub(crate) fn close(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = at.first().copied().unwrap_or_default();
    let successor = request.form_field("successor");
    let closed = request.command().and_then(|command| desk.app().close_agency(who, command, code, successor));
    answer(closed.map(|_| "agency_closed"), |problem| show_close_form(&desk, code, &[problem]))
}

fn show_close_form(desk: &Desk<'_>, code: &str, problems: &[Problem]) -> Result<Response, Problem> {
    let agency = desk.who.directory.agency_by_code(code).ok_or_else(Problem::not_found)?;
    let action = format!("/admin/agencies/{}/close", agency.code);
    let asking = Asking { kind: "agency_closed", action: &action, about: None };
    let successor = agency_field(desk, "successor", "field-successor", false);
    show_form(desk, asking, vec![successor], problems)
}

/// The person of the address, where this administrator may see them.
pub(super) fn person_at(desk: &Desk<'_>, at: &Captured<'_>) -> Result<PersonLine, Problem> {
    let code: PublicCode = code_of(at.first().copied().unwrap_or_default())?;
    let mut people = desk.app().people_page(desk.who, "")?;
    let place = people.iter().position(|person| person.code == code).ok_or_else(Problem::not_found)?;
    Ok(people.swap_remove(place))
}

pub(super) fn role(request: &Request) -> Result<Role, Problem> {
    Role::from_code(request.need("role")?).ok_or_else(|| Problem::bad_input("choice_unknown").on("role"))
}

fn new_grant(desk: &Desk<'_>) -> Result<NewGrant, Problem> {
    let malformed = || Problem::bad_input("date_malformed").on("until");
    let until = desk.request.form_field("until").map(|text| Day::parse(text.trim()).ok_or_else(malformed));
    Ok(NewGrant {
        role: role(desk.request)?,
        accredited: desk.request.form_field("accredited") == Some("yes"),
        until: until.transpose()?,
    })
}

fn text_field(desk: &Desk<'_>, name: &str, label: &str, max: u32) -> Field {
    let value = desk.request.form_field(name).unwrap_or_default().to_owned();
    ask::field(desk, name, label, true, Input::Text { value, max })
}

fn agency_field(desk: &Desk<'_>, name: &'static str, label: &str, required: bool) -> Field {
    let given = desk.request.form_field(name).unwrap_or_default();
    let choose =
        Choice { value: String::new(), label: desk.t("entry-choose"), hint: None, chosen: given.is_empty() };
    let mut open: Vec<Choice> = desk
        .who
        .directory
        .agencies()
        .filter(|agency| agency.closed.is_none())
        .map(|agency| Choice {
            value: agency.code.to_string(),
            label: agency.name.clone(),
            hint: None,
            chosen: agency.code == *given,
        })
        .collect();
    open.sort_by_key(|agency| desk.lang.sort_key(&agency.label));
    ask::field(desk, name, label, required, Input::Select(std::iter::once(choose).chain(open).collect()))
}

fn role_field(desk: &Desk<'_>, roles: &[Role]) -> Field {
    let given = desk.request.form_field("role").unwrap_or_default();
    let choices = roles.iter().map(|role| Choice {
        value: role.code().to_owned(),
        label: desk.coded("role", role.code()),
        hint: Some(desk.t(&format!("role-{}-does", role.code().replace('_', "-")))),
        chosen: role.code() == given,
    });
    ask::field(desk, "role", "field-role", true, Input::Radio(choices.collect()))
}

fn grant_fields(desk: &Desk<'_>) -> Vec<Field> {
    let given = |name: &str| desk.request.form_field(name).unwrap_or_default();
    let accredited = Choice {
        value: "yes".to_owned(),
        label: desk.t("field-accredited-yes"),
        hint: None,
        chosen: given("accredited") == "yes",
    };
    vec![
        role_field(desk, &Role::ALL),
        ask::field(desk, "until", "field-until", false, Input::Date(given("until").to_owned())),
        ask::field(desk, "accredited", "field-accredited", false, Input::Checkboxes(vec![accredited])),
    ]
}

/// What a form asks for.
struct Asking<'a> {
    kind: &'static str,
    action: &'a str,
    about: Option<&'a PersonLine>,
}

fn show_form(
    desk: &Desk<'_>,
    asking: Asking<'_>,
    mut fields: Vec<Field>,
    problems: &[Problem],
) -> Result<Response, Problem> {
    ask::mark(desk, &mut fields, problems);
    let heading = desk.coded("do", asking.kind);
    let form = EntryForm {
        p: desk.page(heading.clone(), "admin"),
        submit: heading.clone(),
        heading,
        record: None,
        lead: asking
            .about
            .map(|person| format!("{}, {}", person.name, person.agency_name))
            .unwrap_or_default(),
        action: asking.action.to_owned(),
        command: desk.request.form_field("command").map_or_else(|| desk.command(), str::to_owned),
        seen: "0".to_owned(),
        refusals: problems.iter().map(|problem| desk.refusal(problem)).collect(),
        conflict: Vec::new(),
        warnings: Vec::new(),
        candidates: Vec::new(),
        groups: vec![FieldGroup { legend: String::new(), hint: String::new(), fields }],
        known: Vec::new(),
        effect: desk.coded("effect", asking.kind),
        second: false,
        cancel: "/admin".to_owned(),
    };
    render_with(problems.first().map_or(200, |problem| problem.kind.status()), &form)
}

/// Back to the page of administration, or the form again with what is wrong.
fn answer(
    done: Result<&'static str, Problem>,
    again: impl FnOnce(Problem) -> Result<Response, Problem>,
) -> Result<Response, Problem> {
    match done {
        Ok(kind) => Ok(Response::see_other(&format!("/admin?recorded={kind}"))),
        Err(problem) if matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound) => Err(problem),
        Err(problem) => again(problem),
    }
}
