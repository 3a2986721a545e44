//! The second step of signing in: a code, or setting up what gives codes.

use base::Problem;
use workflow::factors::{Enrolment, NewFactor};
use workflow::{Halfway, Owes};

use crate::pages::desk::render_with;
use crate::pages::error::outside;
use crate::pages::sign_in::{refusal, session_cookie};
use crate::request::Request;
use crate::response::Response;
use crate::site::Site;
use crate::views::Page;
use crate::views::account::{Enrol, RecoveryCodes, SecondStep};

/// Where what is owed is shown.
pub(crate) fn address(owes: Owes) -> &'static str {
    match owes {
        Owes::SecondFactor => "/sign-in/code",
        Owes::Enrolment => "/sign-in/enrol",
    }
}

/// `GET /sign-in/code`
pub(crate) fn code_page(site: &Site, request: &Request, half: &Halfway) -> Result<Response, Problem> {
    match half.owes {
        Owes::SecondFactor => show_code(site, request, half, None),
        Owes::Enrolment => Ok(Response::see_other(address(half.owes))),
    }
}

/// `POST /sign-in/code`
pub(crate) fn code(site: &Site, request: &Request, half: &Halfway) -> Result<Response, Problem> {
    match site.app.second_step(half, request.form_field("code").unwrap_or_default()) {
        Ok(token) => Ok(Response::see_other("/").with("set-cookie", session_cookie(site, &token))),
        Err(problem) if problem.field.is_some() || problem.kind == base::ProblemKind::TooMany => {
            show_code(site, request, half, Some(&problem))
        }
        Err(problem) => Err(problem),
    }
}

fn show_code(
    site: &Site,
    request: &Request,
    half: &Halfway,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let shown = SecondStep {
        p: page(site, request, half, "second-step-title"),
        name: half.name.clone(),
        refusal: problem.map(|problem| refusal(site, site.language(request), problem)),
    };
    render_with(problem.map_or(200, |problem| problem.kind.status()), &shown)
}

/// `GET /sign-in/enrol`
pub(crate) fn enrol_page(site: &Site, request: &Request, half: &Halfway) -> Result<Response, Problem> {
    match half.owes {
        Owes::Enrolment => show_enrol(site, request, half, None),
        Owes::SecondFactor => Ok(Response::see_other(address(half.owes))),
    }
}

/// `POST /sign-in/enrol`
pub(crate) fn enrol(site: &Site, request: &Request, half: &Halfway) -> Result<Response, Problem> {
    let (sealed, code) = (request.need("sealed")?, request.form_field("code").unwrap_or_default());
    match site.app.enrol_first(half, sealed, code) {
        Ok(new) => {
            let p = outside(site, request, site.words.say(site.language(request), "codes-title", &[]));
            show_codes(site, p, new, "/")
        }
        Err(problem) if problem.field == Some("code") || problem.kind == base::ProblemKind::TooMany => {
            show_enrol(site, request, half, Some(&problem))
        }
        Err(problem) => Err(problem),
    }
}

fn show_enrol(
    site: &Site,
    request: &Request,
    half: &Halfway,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let sealed = problem.and_then(|_| request.form_field("sealed"));
    let enrolment = site.app.enrolment(half.person, &half.name, sealed)?;
    let p = page(site, request, half, "enrol-title");
    let refusal = problem.map(|problem| refusal(site, site.language(request), problem));
    let shown = Enrol { refusal, ..enrol_view(p, "/sign-in/enrol", false, &enrolment) };
    render_with(problem.map_or(200, |problem| problem.kind.status()), &shown)
}

/// What the page of a new secret shows.
pub(crate) fn enrol_view(p: Page, action: &'static str, replaces: bool, new: &Enrolment) -> Enrol {
    Enrol {
        p,
        action,
        replaces,
        sealed: new.sealed.clone(),
        text: new.text.to_string(),
        side: new.qr.side,
        path: new.qr.path.to_string(),
        refusal: None,
    }
}

/// The codes of a factor that was just set up, with the cookie of the session that begins with it.
pub(crate) fn show_codes(
    site: &Site,
    p: Page,
    new: NewFactor,
    next: &'static str,
) -> Result<Response, Problem> {
    let codes = new.codes.iter().map(|code| code.to_string()).collect();
    let shown = render_with(200, &RecoveryCodes { p, codes, next })?;
    Ok(shown.with("set-cookie", session_cookie(site, &new.token)))
}

/// Everything around a page for somebody between the two steps.
fn page(site: &Site, request: &Request, half: &Halfway, title: &str) -> Page {
    let title = site.words.say(site.language(request), title, &[]);
    let mut p = outside(site, request, title);
    p.token.clone_from(&half.form_token);
    p.address = address(half.owes).to_owned();
    p
}
