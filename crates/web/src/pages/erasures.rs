//! Erasing who a child is: one person asks, another agrees or declines.

use base::{Problem, PublicCode};
use workflow::SignedIn;
use workflow::erasure::Ground;

use crate::pages::concerns::{answer, show};
use crate::pages::desk::{Desk, code_of};
use crate::pages::entry_fields as ask;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::Choice;
use crate::views::recording::Input;

/// `GET /watch/erasures/new?file=`
pub(crate) fn form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    show_form(&Desk::new(site, request, who), &[])
}

/// `POST /watch/erasures/new`
pub(crate) fn ask_for(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let asked = request.need("file").and_then(|file| {
        let malformed = || Problem::bad_input("public_code_malformed").on("file");
        let file = PublicCode::parse(file).ok_or_else(malformed)?;
        let unknown = || Problem::bad_input("choice_unknown").on("ground");
        let ground = Ground::from_code(request.need("ground")?).ok_or_else(unknown)?;
        desk.app().ask_erasure(who, file, ground, request.command()?)
    });
    answer(asked, "/watch?recorded=erasure_asked", |problem| show_form(&desk, &[problem]))
}

fn show_form(desk: &Desk<'_>, problems: &[Problem]) -> Result<Response, Problem> {
    let request = desk.request;
    let file = request.form_field("file").or_else(|| request.query_field("file")).unwrap_or_default();
    let given = request.form_field("ground").unwrap_or_default();
    let grounds = Ground::ALL.map(|ground| Choice {
        value: ground.code().to_owned(),
        label: desk.coded("erasure-ground", ground.code()),
        hint: None,
        chosen: ground.code() == given,
    });
    let fields = vec![
        ask::field(desk, "file", "field-erasure-file", true, Input::Text { value: file.to_owned(), max: 16 }),
        ask::field(desk, "ground", "field-erasure-ground", true, Input::Radio(grounds.into())),
    ];
    show(desk, "erasure_asked", "/watch/erasures/new", String::new(), fields, problems)
}

/// `GET /watch/erasures/{code}/decide`
pub(crate) fn decide_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    show_decide_form(&desk, code_of(at.first().copied().unwrap_or_default())?, &[])
}

/// `POST /watch/erasures/{code}/decide`
pub(crate) fn decide(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    desk.app().erasure(who, code)?;
    let decided =
        agreed(&desk).and_then(|agree| desk.app().decide_erasure(who, code, agree, request.command()?));
    answer(decided, "/watch?recorded=erasure_decided", |problem| show_decide_form(&desk, code, &[problem]))
}

fn show_decide_form(desk: &Desk<'_>, code: PublicCode, problems: &[Problem]) -> Result<Response, Problem> {
    let row = desk.app().erasure(desk.who, code)?;
    let lead = format!("{} · {}", row.code, desk.coded("erasure-ground", row.ground.as_str()));
    let action = format!("/watch/erasures/{code}/decide");
    show(desk, "erasure_decided", &action, lead, vec![decision_field(desk)], problems)
}

/// Yes or no, said in words.
pub(crate) fn decision_field(desk: &Desk<'_>) -> crate::views::recording::Field {
    let given = desk.request.form_field("decision").unwrap_or_default();
    let choices = [("agree", "decision-agree"), ("decline", "decision-decline")].map(|(value, label)| {
        Choice { value: value.to_owned(), label: desk.t(label), hint: None, chosen: value == given }
    });
    ask::field(desk, "decision", "field-decision", true, Input::Radio(choices.into()))
}

/// Whether the form agrees.
pub(crate) fn agreed(desk: &Desk<'_>) -> Result<bool, Problem> {
    match desk.request.need("decision")? {
        "agree" => Ok(true),
        "decline" => Ok(false),
        _ => Err(Problem::bad_input("choice_unknown").on("decision")),
    }
}
