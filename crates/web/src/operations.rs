//! What whoever runs the machine asks, on a listener of its own: is it alive, is it ready, how is it.

use base::{Problem, ProblemKind};

use crate::request::{Method, Request};
use crate::response::Response;
use crate::site::Site;

/// The media type of Prometheus' text.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Answers `/health`, `/ready` and `/metrics`, and nothing else.
pub(crate) fn answer(site: &Site, request: &Request) -> Response {
    if request.method != Method::Get {
        return Response::plain(405, "method not allowed\n".to_owned()).secured();
    }
    let answered = match request.path.as_str() {
        "/health" => Response::plain(200, "ok\n".to_owned()),
        "/ready" => ready(site),
        "/metrics" => site.metrics().map_or_else(|problem| failed(&problem), metrics),
        _ => Response::plain(404, "not found\n".to_owned()),
    };
    answered.secured()
}

/// Whether the databases answer, the keys are open, and what is kept in memory has come to the ledger's end.
pub(crate) fn ready(site: &Site) -> Response {
    match site.app().refuse_unless_ready() {
        Ok(()) => Response::plain(200, "ready\n".to_owned()),
        Err(problem) => failed(&problem),
    }
}

fn metrics(text: String) -> Response {
    Response { status: 200, headers: vec![("content-type", METRICS.to_owned())], body: text.into_bytes() }
}

/// The code says what is wrong; its cause is for the log.
fn failed(problem: &Problem) -> Response {
    let status = ProblemKind::Unavailable.status();
    Response::plain(status, format!("{}\n", problem.code))
}
