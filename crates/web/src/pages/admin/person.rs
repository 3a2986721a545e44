//! One person as administrators see them: roles, what waits for a second administrator, sessions, second factor.

use agencies::Role;
use base::{Problem, ProblemKind};
use workflow::directory::DirectoryReceipt;
use workflow::directory::pages::PersonLine;
use workflow::{Action, SignedIn};

use super::forms::{person_at, role};
use super::{person_row, waiting_row};
use crate::pages::desk::{Desk, render_with};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::administration::PersonPage;

/// `GET /admin/people/{code}`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    show(&desk, &person, None)
}

fn show(desk: &Desk<'_>, person: &PersonLine, problem: Option<&Problem>) -> Result<Response, Problem> {
    let (app, who) = (desk.app(), desk.who);
    let (sessions, factor) = app.sessions_and_factor(who, person.id)?;
    let manages = app.may_ever(who, Action::ManageDirectory);
    let waiting = app.waiting_for_second(who)?;
    let here = waiting.iter().filter(|waits| waits.code == person.code);
    let known = who.directory.person(person.id);
    let shown = PersonPage {
        p: desk.page(person.name.clone(), "admin"),
        row: person_row(desk, person, manages),
        here: format!("/admin/people/{}", person.code),
        waiting: here.map(|waits| waiting_row(desk, waits)).collect(),
        manages,
        sessions: desk.count("admin-sessions", sessions),
        factor: desk.t(if factor { "admin-factor" } else { "admin-factor-none" }),
        may_ask_reset: factor && who.directory.reset_asked(person.id).is_none(),
        may_leave: known.is_some_and(|known| known.left.is_none()),
        commands: (desk.command(), desk.command()),
        refusal: problem.map(|problem| desk.refusal(problem)),
    };
    render_with(problem.map_or(200, |problem| problem.kind.status()), &shown)
}

/// Back to the person when it was done; the person with the reason when it was refused.
fn answer(
    desk: &Desk<'_>,
    person: &PersonLine,
    done: Result<DirectoryReceipt, Problem>,
    kind: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(_) => Ok(Response::see_other(&format!("/admin/people/{}?recorded={kind}", person.code))),
        Err(problem) if matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound) => Err(problem),
        Err(problem) => show(desk, person, Some(&problem)),
    }
}

/// `POST /admin/people/{code}/agree`
pub(crate) fn agree(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let (person, role): (_, Role) = (person_at(&desk, at)?, role(request)?);
    let done = site.app.agree_to_role(who, request.command()?, person.code, role);
    answer(&desk, &person, done, "role_agreed")
}

/// `POST /admin/people/{code}/withdraw`
pub(crate) fn withdraw(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let (person, role): (_, Role) = (person_at(&desk, at)?, role(request)?);
    let done = site.app.withdraw_role(who, request.command()?, person.code, role);
    answer(&desk, &person, done, "role_proposal_withdrawn")
}

/// `POST /admin/people/{code}/reset`
pub(crate) fn ask_reset(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    answer(&desk, &person, site.app.ask_reset(who, request.command()?, person.code), "factors_reset_asked")
}

/// `POST /admin/people/{code}/reset/agree`
pub(crate) fn agree_reset(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    answer(&desk, &person, site.app.agree_reset(who, request.command()?, person.code), "factors_reset_agreed")
}

/// `POST /admin/people/{code}/sessions/end`
pub(crate) fn end_sessions(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    site.app.end_sessions(who, person.code)?;
    Ok(Response::see_other(&format!("/admin/people/{}?recorded=sessions_ended", person.code)))
}

/// `POST /admin/people/{code}/leave`
pub(crate) fn leave(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let person = person_at(&desk, at)?;
    answer(&desk, &person, site.app.person_leaves(who, request.command()?, person.code), "person_left")
}
