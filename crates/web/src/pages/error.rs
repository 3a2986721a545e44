//! A refusal as a page. What is not permitted and what is not there look the same to the byte.

use std::sync::Arc;

use base::{Problem, ProblemKind};

use crate::pages::desk::{Desk, render_with};
use crate::request::{Method, Request};
use crate::response::Response;
use crate::site::Site;
use crate::views::Page;
use crate::views::administration::ErrorPage;

/// The page of a refusal.
pub(crate) fn page(site: &Site, request: &Request, problem: &Problem, number: u64) -> Response {
    let lang = site.language(request);
    let words = site.words.problem(lang, problem);
    let title = site.words.say(lang, "error-page-title", &[]);
    let signed_in = site.session(request).ok().flatten();
    let p = match &signed_in {
        Some(who) => {
            let mut p = Desk::new(site, request, who).page(title, "");
            // The path may name a code that is not there; it is not repeated.
            p.address = "/".to_owned();
            p
        }
        None => outside(site, request, title),
    };
    let shown = ErrorPage {
        p,
        status: problem.kind.status(),
        title: words.title,
        hint: words.hint,
        nothing_saved: request.method == Method::Post,
        request: (problem.kind == ProblemKind::Internal).then(|| number.to_string()),
    };
    render_with(problem.kind.status(), &shown).unwrap_or_else(|_| Response::html(500, String::new()))
}

/// Everything around a page for somebody who is not signed in.
pub(crate) fn outside(site: &Site, request: &Request, title: String) -> Page {
    Page {
        words: Arc::clone(&site.words),
        lang: site.language(request),
        title,
        address: "/sign-in".to_owned(),
        assets: super::files::address(),
        synthetic: site.config.synthetic,
        token: String::new(),
        viewer: None,
        places: Vec::new(),
        search: None,
        help: None,
        screen_only: false,
        factor_stale: false,
        notice: None,
    }
}
