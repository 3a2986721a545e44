//! Getting in and out, and the language.

use agencies::Role;
use base::{Problem, PublicCode};
use words::Lang;
use workflow::SignedIn;

use crate::pages::desk::render_with;
use crate::pages::error::outside;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::{LANGUAGE_COOKIE, SESSION_COOKIE, Site};
use crate::views::Refusal;
use crate::views::getting_in::{DemoPerson, DemoRole, SetPassword, SignIn};

/// People of one role that the demo's page offers; a county more adds nothing to a demonstration.
const OFFERED: usize = 8;

/// `GET /sign-in`
pub(crate) fn page(site: &Site, request: &Request) -> Result<Response, Problem> {
    show(site, request, 200, None)
}

fn show(site: &Site, request: &Request, status: u16, problem: Option<&Problem>) -> Result<Response, Problem> {
    let lang = site.language(request);
    let title = site.words.say(lang, "sign-in-title", &[]);
    let login = problem.and_then(|_| request.form_field("login")).unwrap_or_default();
    let shown = SignIn {
        p: outside(site, request, title),
        action: "/sign-in".to_owned(),
        demo: if site.config.one_click { demo_people(site, lang)? } else { Vec::new() },
        login: login.chars().take(100).collect(),
        refusal: problem.map(|problem| refusal(site, lang, problem)),
    };
    render_with(status, &shown)
}

pub(crate) fn refusal(site: &Site, lang: Lang, problem: &Problem) -> Refusal {
    let words = site.words.problem(lang, problem);
    Refusal { title: words.title, hint: words.hint, field: problem.field.map(str::to_owned) }
}

fn demo_people(site: &Site, lang: Lang) -> Result<Vec<DemoRole>, Problem> {
    let directory = site.app.directory()?;
    let today = site.app.clock().now().day(&site.app.zone()?);
    let word = |role: Role, suffix: &str| {
        site.words.say(lang, &format!("role-{}{suffix}", role.code().replace('_', "-")), &[])
    };
    let mut roles = Vec::new();
    for role in Role::ALL {
        let mut people: Vec<_> = directory
            .people()
            .into_iter()
            .filter(|person| person.grants_on(today).any(|grant| grant.role == role))
            .filter_map(|person| Some((directory.agency_by_id(person.agency)?, person)))
            .collect();
        // Where most children are the demo has most to show.
        let first = ["dgaspc-dj", "dgaspc-bc", "dgaspc-is", "dgaspc-gl"];
        let place = |code: &str| first.iter().position(|wanted| *wanted == code).unwrap_or(first.len());
        people.sort_by_key(|(agency, _)| place(agency.code.as_str()));
        let people: Vec<DemoPerson> = people
            .into_iter()
            .take(OFFERED)
            .map(|(agency, person)| {
                let (code, name) = (site.app.person_code(person.id)?.to_string(), person.name.clone());
                Ok(DemoPerson { code, name, agency: agency.name.clone() })
            })
            .collect::<Result<_, Problem>>()?;
        if !people.is_empty() {
            roles.push(DemoRole { role: word(role, ""), does: word(role, "-does"), people });
        }
    }
    Ok(roles)
}

/// The demo's one click, by a person's code.
fn one_click(site: &Site, person: &str) -> Result<String, Problem> {
    let code = PublicCode::parse(person).ok_or_else(Problem::not_found)?;
    let directory = site.app.directory()?;
    site.app.sign_in_as(site.app.person_of_code(&directory, code)?.id)
}

/// `POST /sign-in`: a demo person's button, or login and password.
pub(crate) fn enter(site: &Site, request: &Request) -> Result<Response, Problem> {
    let entered = match request.form_field("person").filter(|_| site.config.one_click) {
        Some(person) => one_click(site, person),
        None => {
            let login = request.form_field("login").unwrap_or_default();
            site.app.sign_in(login, request.form_field("password").unwrap_or_default())
        }
    };
    match entered {
        Ok(token) => Ok(Response::see_other("/").with("set-cookie", session_cookie(site, &token))),
        Err(problem) if problem.kind == base::ProblemKind::Internal => Err(problem),
        Err(problem) => show(site, request, problem.kind.status(), Some(&problem)),
    }
}

/// `POST /sign-out`
pub(crate) fn leave(site: &Site, _: &Request, who: &SignedIn, _: &Captured<'_>) -> Result<Response, Problem> {
    site.app.sign_out(who)?;
    let gone = cookie(site, SESSION_COOKIE, "", "; Max-Age=0");
    Ok(Response::see_other("/sign-in").with("set-cookie", gone))
}

/// `POST /language`: the language, kept for a year; back to the page it was asked on.
pub(crate) fn language(site: &Site, request: &Request) -> Result<Response, Problem> {
    let lang = request.form_field("to").and_then(Lang::parse).unwrap_or(Lang::Ro);
    let back = request.form_field("back").filter(|back| is_own_address(back)).unwrap_or("/");
    let kept = cookie(site, LANGUAGE_COOKIE, lang.code(), "; Max-Age=31536000");
    Ok(Response::see_other(back).with("set-cookie", kept))
}

/// An address of this site: one slash, then no second one that would name another.
fn is_own_address(address: &str) -> bool {
    let plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    plain && address.starts_with('/') && !address.starts_with("//")
}

/// `GET /set-password?link=…`
pub(crate) fn password_page(site: &Site, request: &Request) -> Result<Response, Problem> {
    show_password(site, request, request.query_field("link").unwrap_or_default(), 200, None)
}

fn show_password(
    site: &Site,
    request: &Request,
    link: &str,
    status: u16,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let lang = site.language(request);
    let title = site.words.say(lang, "password-title", &[]);
    let shown = SetPassword {
        p: outside(site, request, title),
        action: "/set-password".to_owned(),
        link: link.chars().take(60).collect(),
        login: site.app.login_of_link(link)?.unwrap_or_default(),
        refusal: problem.map(|problem| refusal(site, lang, problem)),
    };
    render_with(status, &shown)
}

/// `POST /set-password`
pub(crate) fn set_password(site: &Site, request: &Request) -> Result<Response, Problem> {
    let link = request.form_field("link").unwrap_or_default();
    let password = request.form_field("password").unwrap_or_default();
    let done = if request.form_field("again") == Some(password) {
        site.app.set_password(link, password)
    } else {
        Err(Problem::bad_input("passwords_differ").on("again"))
    };
    match done {
        Ok(()) => Ok(Response::see_other("/sign-in")),
        Err(problem) if problem.kind == base::ProblemKind::Internal => Err(problem),
        Err(problem) => show_password(site, request, link, problem.kind.status(), Some(&problem)),
    }
}

/// The cookie of a session that begins.
pub(crate) fn session_cookie(site: &Site, token: &str) -> String {
    cookie(site, SESSION_COOKIE, token, "")
}

/// A cookie for this site alone, out of reach of scripts.
fn cookie(site: &Site, name: &str, value: &str, more: &str) -> String {
    let secure = if site.config.secure_cookies { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}")
}

#[cfg(test)]
mod tests {
    use super::is_own_address;

    #[test]
    fn only_our_own_addresses_are_gone_back_to() {
        assert!(is_own_address("/children?status=presumed"));
        for other in
            ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere", "/a\r\nset-cookie: x=y", ""]
        {
            assert!(!is_own_address(other), "{other}");
        }
    }
}
