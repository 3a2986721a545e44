//! From a request to an answer: limits, session, permission, then the page.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use base::{Problem, ProblemKind};
use words::{Lang, Words};
use workflow::{App, Arrival, Halfway, SignedIn};

use crate::host;
use crate::measures::Measures;
use crate::operations;
use crate::pages::{self, second_step};
use crate::request::{Method, Request};
use crate::response::Response;
use crate::route::{Guard, Handler, Route};

/// The name of the session cookie.
pub const SESSION_COOKIE: &str = "punte_session";
/// The name of the language cookie.
pub const LANGUAGE_COOKIE: &str = "punte_lang";

/// How the site behaves where demo and service differ.
#[derive(Clone, Debug, Default)]
pub struct SiteConfig {
    /// Every page says SYNTHETIC.
    pub synthetic: bool,
    /// One click signs in as any demo person; never together with real data.
    pub one_click: bool,
    /// Cookies are marked `Secure`: the site is behind TLS.
    pub secure_cookies: bool,
    /// The host people ask for besides this machine's own names, as [`host_of`](crate::host_of) gives it.
    pub public_host: Option<String>,
}

/// The whole site: what it shows, in which words, under which routes.
pub struct Site {
    pub(crate) app: App,
    pub(crate) words: Arc<Words>,
    pub(crate) config: SiteConfig,
    routes: Vec<Route>,
    requests: AtomicU64,
    measures: Measures,
}

impl Site {
    /// A site over an opened application.
    #[must_use]
    pub fn new(app: App, words: Arc<Words>, config: SiteConfig) -> Self {
        let routes = pages::routes();
        let measures = Measures::of(&routes);
        Self { app, words, config, routes, requests: AtomicU64::new(0), measures }
    }

    /// All routes, for tests that walk them.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The application beneath.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Answers one request. Never fails: a refusal is a page too.
    #[must_use]
    pub fn answer(&self, request: &Request) -> Response {
        if !self.is_asked_by_its_name(request) {
            return self.misdirected(request).secured();
        }
        let number = self.requests.fetch_add(1, Ordering::Relaxed) + 1;
        let (began, _under_way) = (Instant::now(), self.measures.begin());
        let found = self.find(request);
        let answer =
            self.try_answer(request, found).unwrap_or_else(|problem| self.refusal(request, &problem, number));
        self.note(number, request.method, found, answer.status, began.elapsed());
        if self.config.secure_cookies { answer.secured().over_tls_alone() } else { answer.secured() }
    }

    /// The place of the route that answers, in the table.
    fn find(&self, request: &Request) -> Option<usize> {
        let answers =
            |route: &Route| route.method == request.method && route.captures(&request.path).is_some();
        self.routes.iter().position(answers)
    }

    /// Counts an answer, and writes a line about it: its number and its route, never its path.
    fn note(&self, number: u64, method: Method, found: Option<usize>, status: u16, took: Duration) {
        self.measures.note(found, status, took);
        let route = found.and_then(|at| self.routes.get(at)).map_or("none", |route| route.pattern);
        let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        tracing::info!(request = number, ?method, route, status, milliseconds, "answered");
    }

    /// How the site and the machine stand, in Prometheus' text.
    ///
    /// # Errors
    /// An engine's error.
    pub fn metrics(&self) -> Result<String, Problem> {
        self.measures.text(&self.app)
    }

    /// What the operations' own listener answers.
    pub(crate) fn answer_operations(&self, request: &Request) -> Response {
        if self.is_asked_by_its_name(request) {
            operations::answer(self, request)
        } else {
            self.misdirected(request).secured()
        }
    }

    /// Whether every host that the request names is ours. One that names none did not come over a network, where
    /// [`serve`](crate::serve()) refuses it: it is a test's or a measurement's.
    fn is_asked_by_its_name(&self, request: &Request) -> bool {
        let public = self.config.public_host.as_deref();
        let mut named = request.headers.iter().filter(|(name, _)| name == "host");
        named.all(|(_, host)| host::is_ours(host, public))
    }

    /// "Misdirected request", and nothing of ours with it: neither a page nor a session.
    fn misdirected(&self, request: &Request) -> Response {
        let said = self.words.problem(self.language(request), &Problem::refused("host_unknown"));
        let lines = [Some(said.title), said.hint].into_iter().flatten();
        Response::plain(421, lines.map(|line| line + "\n").collect())
    }

    /// Whether a long body may follow this head: of a form with a file, from somebody who may send one. Asked before
    /// the body is read, so that nobody else makes the server hold more than a page's form.
    pub(crate) fn takes_file(&self, head: &Request) -> bool {
        head.carries_file()
            && head.path == pages::paper_cases::UPLOADS
            && self.is_asked_by_its_name(head)
            && same_origin(head).is_ok()
            && self.session(head).is_ok_and(|session| {
                session.is_some_and(|who| self.app.may_ever(&who, workflow::Action::OpenFile))
            })
    }

    fn try_answer(&self, request: &Request, found: Option<usize>) -> Result<Response, Problem> {
        let route = found.and_then(|at| self.routes.get(at));
        let found = route.and_then(|route| route.captures(&request.path).map(|captured| (route, captured)));
        if request.method == Method::Post {
            same_origin(request)?;
        }
        let arrival = self.arrival(request)?;
        let Some((route, captured)) = found else {
            return match arrival {
                Arrival::In(_) => Err(Problem::not_found()),
                Arrival::Halfway(half) if request.method == Method::Get => Ok(to_second_step(&half)),
                Arrival::Halfway(_) | Arrival::Nobody => Err(not_signed_in()),
            };
        };
        match (route.guard, route.handler, arrival) {
            (Guard::Public, Handler::Public(page), _) => page(self, request),
            (Guard::Halfway, Handler::Halfway(page), Arrival::Halfway(half)) => {
                if request.method == Method::Post && !half.form_token_is(request.form_field("token")) {
                    return Err(Problem::bad_input("form_stale"));
                }
                page(self, request, &half)
            }
            // Nothing is owed any more: the page was opened before, or its form was sent twice.
            (Guard::Halfway, _, Arrival::In(_)) => Ok(Response::see_other("/")),
            (Guard::May(_), _, Arrival::Halfway(half)) if request.method == Method::Get => {
                Ok(to_second_step(&half))
            }
            (Guard::May(action), Handler::Staff(page), Arrival::In(mut signed_in)) => {
                if !self.app.may_ever(&signed_in, action) {
                    return Err(Problem::not_found());
                }
                if request.method == Method::Post {
                    self.taken_from_a_page(request, &mut signed_in)?;
                }
                page(self, request, &signed_in, &captured)
            }
            (Guard::Halfway | Guard::May(_), _, _) => Err(not_signed_in()),
            (Guard::Public, _, _) => Err(Problem::not_found()),
        }
    }

    /// Whether a form is one of this session's, and the code of a second factor that it may bring: forms of a second
    /// signature ask for one where none was shown lately.
    fn taken_from_a_page(&self, request: &Request, signed_in: &mut SignedIn) -> Result<(), Problem> {
        if !signed_in.form_token_is(request.form_field("token")) {
            return Err(Problem::bad_input("form_stale"));
        }
        match request.form_field("factor_code") {
            Some(code) => self.app.show_factor(signed_in, code),
            None => Ok(()),
        }
    }

    /// How far whoever asks has come, by the request's cookie.
    fn arrival(&self, request: &Request) -> Result<Arrival, Problem> {
        match request.cookie(SESSION_COOKIE) {
            Some(token) => self.app.arrival(token),
            None => Ok(Arrival::Nobody),
        }
    }

    /// The signed-in person of the request's cookie.
    pub(crate) fn session(&self, request: &Request) -> Result<Option<SignedIn>, Problem> {
        match self.arrival(request)? {
            Arrival::In(signed_in) => Ok(Some(*signed_in)),
            Arrival::Halfway(_) | Arrival::Nobody => Ok(None),
        }
    }

    /// The language of the request: the one chosen, else the browser's, else Romanian.
    pub(crate) fn language(&self, request: &Request) -> Lang {
        if let Some(chosen) = request.cookie(LANGUAGE_COOKIE).and_then(Lang::parse) {
            return chosen;
        }
        let accepted = request.header("accept-language").unwrap_or_default();
        Lang::from_accept_language(accepted).unwrap_or(Lang::Ro)
    }

    fn refusal(&self, request: &Request, problem: &Problem, number: u64) -> Response {
        if problem.kind == ProblemKind::NotSignedIn && request.method == Method::Get {
            return Response::see_other("/sign-in");
        }
        if problem.kind == ProblemKind::Internal {
            // The cause stays here, under the number that the person sees; it never holds a name or a body.
            tracing::error!(
                request = number,
                cause = problem.inside.as_deref().unwrap_or(problem.code),
                "fault"
            );
        }
        pages::error::page(self, request, problem, number)
    }
}

fn to_second_step(half: &Halfway) -> Response {
    Response::see_other(second_step::address(half.owes))
}

fn not_signed_in() -> Problem {
    Problem::new(ProblemKind::NotSignedIn, "not_signed_in")
}

/// Forms are taken from our own pages only. A browser says where a form comes from; a program that says
/// nothing has no cookies of somebody else to misuse, and still needs the form's token.
fn same_origin(request: &Request) -> Result<(), Problem> {
    let refused = || Problem::refused("cross_site_post");
    match request.header("sec-fetch-site") {
        // Pages are sent without a referrer, so that `origin` is `null` even on our own: this header decides.
        Some("same-origin" | "none") => return Ok(()),
        Some(_) => return Err(refused()),
        None => {}
    }
    // Older browsers send only the origin.
    let Some(origin) = request.header("origin") else { return Ok(()) };
    let host = request.header("host").unwrap_or_default();
    let same = origin.split_once("://").is_some_and(|(_, authority)| authority == host);
    if same { Ok(()) } else { Err(refused()) }
}
