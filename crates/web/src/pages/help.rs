//! Help: one topic for each place a person has.

use base::Problem;
use workflow::SignedIn;

use crate::pages::desk::{Desk, render};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::help::Help;
use crate::views::{Fact, Link};

/// `GET /help`
pub(crate) fn list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    render(&Help {
        p: desk.page(desk.t("help-title"), "help"),
        heading: desk.t("help-title"),
        lead: desk.t("help-lead"),
        facts: Vec::new(),
        place: None,
        topics: topics(&desk, ""),
    })
}

/// `GET /help/{topic}`: of a place the person does not have there is no help either.
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let wanted = at.first().copied().unwrap_or_default();
    let (topic, href) = desk.topics().find(|(topic, _)| *topic == wanted).ok_or_else(Problem::not_found)?;
    let heading = desk.coded("places", topic);
    let fact = |label: &str, id: String| Fact { label: desk.t(label), value: desk.t(&id) };
    render(&Help {
        p: desk.page(heading.clone(), "help"),
        lead: desk.coded("help", topic),
        facts: vec![
            fact("help-who", format!("help-{topic}-who")),
            fact("help-recorded", format!("help-{topic}-recorded")),
        ],
        place: Some(Link { href: href.to_owned(), text: heading.clone() }),
        heading,
        topics: topics(&desk, topic),
    })
}

/// All topics but the one that is shown.
pub(crate) fn topics(desk: &Desk<'_>, but: &str) -> Vec<Link> {
    desk.topics()
        .filter(|(topic, _)| *topic != but)
        .map(|(topic, _)| Link { href: format!("/help/{topic}"), text: desk.coded("places", topic) })
        .collect()
}
