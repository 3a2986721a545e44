//! Telling a unit of police or prosecution of a child, from the child's page.

use base::{AgencyNumber, Problem};
use workflow::SignedIn;
use workflow::child::Child as Opened;
use workflow::crossings::NewNotice;

use super::forms::{Form, is_final};
use crate::pages::desk::{Desk, code_of};
use crate::pages::entry_fields as ask;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::recording::{Field, Input};
use crate::views::{Choice, Link};

/// `GET /children/{code}/notify`
pub(crate) fn form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    show(&desk, &opened(&desk, at)?, &[])
}

/// `POST /children/{code}/notify`
pub(crate) fn send(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let opened = opened(&desk, at)?;
    let code = opened.row.code;
    let sent = new_notice(&desk).and_then(|new| {
        desk.app().notify_police(who, code, request.seen_version()?, request.command()?, new)
    });
    match sent {
        Ok(receipt) => {
            let here = format!("/children/{code}?recorded=crossing_sent#e-{}", receipt.version);
            Ok(Response::see_other(&here))
        }
        Err(problem) if is_final(&problem) => Err(problem),
        Err(problem) => show(&desk, &opened, &[problem]),
    }
}

/// The child's page, for whoever may also tell of the child.
fn opened(desk: &Desk<'_>, at: &Captured<'_>) -> Result<Opened, Problem> {
    let opened = desk.app().child(desk.who, code_of(at.first().copied().unwrap_or_default())?)?;
    if opened.may.notify { Ok(opened) } else { Err(Problem::not_found()) }
}

fn new_notice(desk: &Desk<'_>) -> Result<NewNotice, Problem> {
    let request = desk.request;
    let unit = request.need("to")?.parse().map_err(|_| Problem::bad_input("choice_unknown").on("to"))?;
    Ok(NewNotice {
        to: AgencyNumber(unit),
        basis: ask::chosen(desk, request, "basis", "crossing_basis")?,
        purpose: ask::chosen(desk, request, "purpose", "crossing_purpose")?,
        with_identity: request.form_field("with_identity") == Some("yes"),
        happened: ask::happened(desk, request)?,
    })
}

fn show(desk: &Desk<'_>, opened: &Opened, problems: &[Problem]) -> Result<Response, Problem> {
    let here = format!("/children/{}", opened.row.code);
    let given = |name: &str| desk.request.form_field(name).unwrap_or_default();
    let identity = Choice {
        value: "yes".to_owned(),
        label: desk.t("field-with-identity-yes"),
        hint: None,
        chosen: given("with_identity") == "yes",
    };
    let boxes = Input::Checkboxes(vec![identity]);
    let form = Form {
        heading: desk.t("do-crossing-sent"),
        submit: desk.t("do-crossing-sent"),
        record: Some(Link { href: here.clone(), text: opened.row.code.to_string() }),
        lead: desk.t("crossing-sent-lead"),
        action: format!("{here}/notify"),
        seen: opened.row.version,
        fields: vec![
            units(desk, given("to")),
            ask::select(desk, "basis", "field-basis", "crossing_basis", given("basis")),
            ask::select(desk, "purpose", "field-purpose", "crossing_purpose", given("purpose")),
            ask::field(desk, "with_identity", "field-with-identity", false, boxes),
            ask::happened_field(desk, given("happened")),
        ],
        known: Vec::new(),
        effect: desk.t("effect-crossing-sent"),
        cancel: here,
    };
    form.show(desk, problems)
}

/// The units there are, those of the own county first.
fn units(desk: &Desk<'_>, given: &str) -> Field {
    let mut units = desk.app().units_to_notify(desk.who);
    units.sort_by_key(|unit| (unit.county != desk.who.agency.county, desk.lang.sort_key(&unit.name)));
    let mut options = vec![Choice {
        value: String::new(),
        label: desk.t("entry-choose"),
        hint: None,
        chosen: given.is_empty(),
    }];
    options.extend(units.into_iter().map(|unit| {
        let value = unit.number.0.to_string();
        Choice { chosen: value == given, value, label: unit.name, hint: None }
    }));
    ask::field(desk, "to", "field-unit-to", true, Input::Select(options))
}
