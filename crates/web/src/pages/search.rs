//! Search by code and title: records the person may see, agencies, indicators, help. Names are not looked through.

use base::{Problem, PublicCode};
use workflow::SignedIn;

use crate::pages::desk::{Desk, render};
use crate::pages::help;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::Link;
use crate::views::help::{Found, FoundGroup};

/// The most lines of one sort.
const MOST: usize = 20;

/// `POST /search`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let asked: String = request.form_field("q").unwrap_or_default().trim().chars().take(100).collect();
    let groups = [
        ("search-records", records(&desk, &asked)?),
        ("search-agencies", agencies(&desk, &asked)),
        ("places-indicators", indicators(&desk, &asked)?),
        ("help-title", titled(help::topics(&desk, ""), &asked)),
    ];
    let full = groups.into_iter().filter(|(_, links)| !links.is_empty());
    render(&Found {
        p: desk.page(desk.t("search-title"), ""),
        asked,
        groups: full.map(|(title, links)| FoundGroup { title: desk.t(title), links }).collect(),
    })
}

/// The record of a code, among those the person may see: one that is hidden is asked for as one that is not there.
fn records(desk: &Desk<'_>, asked: &str) -> Result<Vec<Link>, Problem> {
    let (app, who) = (desk.app(), desk.who);
    let Some(code) = PublicCode::parse(asked) else { return Ok(Vec::new()) };
    let found = [
        ("/children", there(app.children_of_codes(who, &[code]).map(|found| !found.rows.is_empty()))?),
        ("/referrals", there(app.referral(who, code).map(|_| true))?),
        ("/signals", there(app.signal(who, code).map(|_| true))?),
        ("/signals/sent", there(app.sent_signal(who, code).map(|_| true))?),
    ];
    let link = |(place, _): (&str, bool)| Link { href: format!("{place}/{code}"), text: code.to_string() };
    Ok(found.into_iter().filter(|(_, there)| *there).map(link).collect())
}

fn there(asked: Result<bool, Problem>) -> Result<bool, Problem> {
    match asked {
        Err(problem) if problem.kind == base::ProblemKind::NotFound => Ok(false),
        other => other,
    }
}

/// Agencies by name or code. They have no page of their own: what is found says what each is called.
fn agencies(desk: &Desk<'_>, asked: &str) -> Vec<Link> {
    let like = |agency: &&agencies::Agency| is_like(&agency.name, asked) || agency.code == asked;
    let found = desk.who.directory.agencies().filter(like).take(MOST);
    found.map(|agency| Link { href: String::new(), text: agency.name.clone() }).collect()
}

fn indicators(desk: &Desk<'_>, asked: &str) -> Result<Vec<Link>, Problem> {
    let all = desk.app().definitions()?;
    let link = |definition: &indicators::Definition| Link {
        href: format!("/indicators/{}", definition.code),
        text: format!("{} {}", definition.code, desk.t(&definition.words.name)),
    };
    Ok(titled(all.iter().map(link).collect(), asked))
}

fn titled(links: Vec<Link>, asked: &str) -> Vec<Link> {
    links.into_iter().filter(|link| is_like(&link.text, asked)).take(MOST).collect()
}

/// Whether the title holds what was asked for, letter case and diacritics apart.
fn is_like(title: &str, asked: &str) -> bool {
    let enough = asked.chars().filter(|letter| letter.is_alphanumeric()).count() >= 2;
    enough && words::plain(title).contains(&words::plain(asked))
}
