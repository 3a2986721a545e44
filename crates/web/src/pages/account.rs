//! A person's own account: password, second factors, sessions.

use base::{Problem, ProblemKind};
use workflow::SignedIn;

use crate::pages::desk::{Desk, render_with};
use crate::pages::second_step::{enrol_view, show_codes};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::account::{Account, Enrol, RecoveryCodes, SessionRow};

/// Where one comes back to.
const HERE: &str = "/account";

/// `GET /account`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    show(&Desk::new(site, request, who), None)
}

fn show(desk: &Desk<'_>, problem: Option<&Problem>) -> Result<Response, Problem> {
    let (app, who) = (desk.app(), desk.who);
    let factors = app.factors(who)?;
    let since = |at| desk.say("account-app-since", &[("day", desk.day_of(at).into())]);
    let sessions = app.own_sessions(who)?;
    let rows = sessions.into_iter().map(|session| SessionRow {
        began: desk.instant(session.began),
        used: desk.instant(session.used),
        handle: session.handle,
        this: session.this,
    });
    let shown = Account {
        p: desk.page(desk.t("account-title"), "account"),
        login: app.own_login(who)?.unwrap_or_default(),
        codes: factors
            .totp_since
            .map_or_else(String::new, |_| desk.count("account-codes-left", factors.codes_left)),
        totp: factors.totp_since.map_or_else(String::new, since),
        needed: factors.needed,
        sessions: rows.collect(),
        refusal: problem.map(|problem| desk.refusal(problem)),
    };
    render_with(problem.map_or(200, |problem| problem.kind.status()), &shown)
}

/// Back to the account when it was done; the account with the reason when it was refused.
fn answer(desk: &Desk<'_>, done: Result<(), Problem>, kind: &str) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Response::see_other(&format!("{HERE}?recorded={kind}"))),
        Err(problem) if matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound) => Err(problem),
        Err(problem) => show(desk, Some(&problem)),
    }
}

/// `POST /account/factor`: a code, which the site has taken already.
pub(crate) fn show_factor(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    answer(&desk, desk.app().needs_fresh_factor(who), "factor_shown")
}

/// `GET /account/app`
pub(crate) fn app_page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    show_app(&Desk::new(site, request, who), None)
}

fn show_app(desk: &Desk<'_>, problem: Option<&Problem>) -> Result<Response, Problem> {
    let (app, person) = (desk.app(), &desk.who.person);
    let sealed = problem.and_then(|_| desk.request.form_field("sealed"));
    let enrolment = app.enrolment(person.id, &person.name, sealed)?;
    let replaces = app.factors(desk.who)?.totp_since.is_some();
    let mut p = desk.page(desk.t("enrol-title"), "account");
    // Whoever has no second factor yet cannot show one.
    p.factor_stale &= replaces;
    let refusal = problem.map(|problem| desk.refusal(problem));
    let shown = Enrol { refusal, ..enrol_view(p, "/account/app", replaces, &enrolment) };
    render_with(problem.map_or(200, |problem| problem.kind.status()), &shown)
}

/// `POST /account/app`
pub(crate) fn set_up_app(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let (sealed, code) = (request.need("sealed")?, request.form_field("code").unwrap_or_default());
    match site.app.enrol_again(who, sealed, code) {
        Ok(new) => show_codes(site, codes_page(&desk), new, HERE),
        Err(problem) if matches!(problem.kind, ProblemKind::Refused | ProblemKind::TooMany) => {
            show_app(&desk, Some(&problem))
        }
        Err(problem) => Err(problem),
    }
}

/// The page that codes are shown on. Its forms would be another session's: setting up begins a new one.
fn codes_page(desk: &Desk<'_>) -> crate::views::Page {
    let title = desk.t("codes-title");
    crate::pages::error::outside(desk.site, desk.request, title)
}

/// `POST /account/codes`
pub(crate) fn new_codes(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    match site.app.new_recovery_codes(who) {
        Ok(codes) => {
            let codes = codes.iter().map(|code| code.to_string()).collect();
            render_with(200, &RecoveryCodes { p: codes_page(&desk), codes, next: HERE })
        }
        Err(problem) => answer(&desk, Err(problem), "codes_made"),
    }
}

/// `POST /account/password`
pub(crate) fn change_password(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let given = |name| request.form_field(name).unwrap_or_default();
    let done = if given("password") == given("again") {
        site.app.change_password(who, given("present"), given("password"))
    } else {
        Err(Problem::bad_input("passwords_differ").on("again"))
    };
    answer(&desk, done, "password_changed")
}

/// `POST /account/sessions/end`
pub(crate) fn end_session(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let done = request.need("session").and_then(|handle| site.app.end_own_session(who, handle));
    answer(&desk, done, "session_ended")
}

/// `POST /account/sessions/end-others`
pub(crate) fn end_others(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    answer(&desk, site.app.end_other_sessions(who).map(|_| ()), "sessions_ended")
}
