//! Who read a child's record, when and why.

use base::{Problem, PublicCode};
use workflow::{Action, SignedIn};

use crate::pages::children::store_total::total_words;
use crate::pages::desk::{Desk, code_of, render};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::Link;
use crate::views::trust::{ReadRow, Reads};

/// `GET /children/{code}/readers`
pub(crate) fn of_child(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    show(&desk, code_of(at.first().copied().unwrap_or_default())?)
}

/// `GET /trust/reads?code=`
pub(crate) fn of_code(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let malformed = || Problem::bad_input("public_code_malformed").on("code");
    let code = request.query_field("code").and_then(PublicCode::parse).ok_or_else(malformed)?;
    show(&desk, code)
}

fn show(desk: &Desk<'_>, code: PublicCode) -> Result<Response, Problem> {
    let found = desk.app().reads_page(desk.who, code, desk.after()?.as_deref())?;
    let code = found.file.to_string();
    let rows = found.reads.iter().map(|read| ReadRow {
        when: desk.instant(read.read_at),
        who: read.person.clone(),
        agency: read.agency.clone(),
        part: desk.coded("compartment", read.compartment),
        purpose: desk.coded("purpose", read.purpose.as_str()),
    });
    let child = desk.app().may_ever(desk.who, Action::ViewFile);
    let back = if child {
        Link { href: format!("/children/{code}"), text: code.clone() }
    } else {
        Link { href: "/trust".to_owned(), text: desk.t("trust-title") }
    };
    let place = if child { "children" } else { "trust" };
    render(&Reads {
        p: desk.page(desk.say("reads-title", &[("code", code.as_str().into())]), place),
        back: Some(back),
        total: total_words(desk, "reads-total", "reads-total-more", found.total),
        rows: rows.collect(),
        pager: desk.pager(found.next)?,
        code,
    })
}
