//! Emergency access: asking, a second person's decision, reading what it opens, ending it, looking at it afterwards.

use base::{Problem, PublicCode};
use casework::Narrative;
use workflow::glass::{NewGlass, is_open, waits_for_review};
use workflow::glass_record::{AGREED, ASKED, DECLINED, GlassReason, GlassRow};
use workflow::{Action, SignedIn};

use crate::pages::child::identity_facts;
use crate::pages::children::status_tag;
use crate::pages::concerns::{answer, show};
use crate::pages::desk::{Desk, code_of, render};
use crate::pages::entry_fields as ask;
use crate::pages::erasures::{agreed, decision_field};
use crate::pages::watch::{fact, named, said};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::recording::Input;
use crate::views::watch::{Watch, WatchLine, WatchSection};
use crate::views::{Choice, Link, Pager, Tag, Tone};

/// `GET /glass`: what one asked for oneself.
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    render(&Watch {
        p: desk.page(desk.t("glass-title"), "glass"),
        lead: desk.t("glass-lead"),
        sections: vec![section(&desk)?],
    })
}

/// The requests that this person may see: what waits for them before all others.
pub(crate) fn section(desk: &Desk<'_>) -> Result<WatchSection, Problem> {
    let (app, who, now) = (desk.app(), desk.who, desk.now());
    let mut rows = app.glass(who, None)?.rows;
    rows.sort_by_key(|row| !(row.state == ASKED || waits_for_review(row, now)));
    let new = app
        .may_ever(who, Action::AskGlass)
        .then(|| Link { href: "/glass/new".to_owned(), text: desk.t("do-glass-asked") });
    Ok(WatchSection {
        id: "glass",
        heading: desk.t("glass-requests"),
        note: desk.t("glass-requests-lead"),
        none: desk.t("glass-none"),
        new,
        lines: rows.iter().map(|row| line(desk, row)).collect(),
        pager: Pager { first: None, next: None },
    })
}

fn line(desk: &Desk<'_>, row: &GlassRow) -> WatchLine {
    let (me, now) = (desk.who.person.id, desk.now());
    let (tone, state) = match row.state {
        ASKED => (Tone::Now, "glass-state-asked"),
        DECLINED => (Tone::Quiet, "glass-state-declined"),
        AGREED if is_open(row, row.asker, now) => (Tone::Soon, "glass-state-open"),
        _ if waits_for_review(row, now) => (Tone::Now, "glass-state-to-review"),
        _ if row.review == 1 => (Tone::Go, "glass-state-justified"),
        _ => (Tone::Now, "glass-state-not-justified"),
    };
    let reason = desk.coded("glass-reason", row.reason.as_str());
    let mut facts = vec![
        fact(desk, "glass-asked-by", said(desk, row.asker, row.asked_at)),
        fact(desk, "glass-reason", reason),
    ];
    if row.state != ASKED {
        facts.push(fact(desk, "glass-decided-by", said(desk, row.decided_by, row.decided_at)));
    }
    if row.review != 0 {
        facts.push(fact(desk, "glass-reviewed-by", said(desk, row.reviewed_by, row.reviewed_at)));
    }
    let may = |action| row.asker != me && desk.app().may_ever(desk.who, action);
    let mut acts = Vec::new();
    let mut act = |href: String, text: &str| acts.push(Link { href, text: desk.t(text) });
    if row.state == ASKED && may(Action::DecideGlass) {
        act(format!("/watch/glass/{}/decide", row.code), "do-glass-decided");
    }
    if is_open(row, me, now) {
        act(format!("/glass/{}/open", row.code), "do-glass-opened");
    }
    if is_open(row, row.asker, now) {
        act(format!("/glass/{}/end", row.code), "do-glass-ended");
    }
    if waits_for_review(row, now) && row.decided_by != me && may(Action::ReviewGlass) {
        act(format!("/watch/glass/{}/review", row.code), "do-glass-reviewed");
    }
    WatchLine { code: row.told.to_string(), state: Tag { tone, text: desk.t(state) }, facts, acts }
}

/// `GET /glass/new`
pub(crate) fn form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    show_form(&Desk::new(site, request, who), &[])
}

/// `POST /glass/new`: whatever the code leads to, it is answered the same.
pub(crate) fn ask_for(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let asked = new(request).and_then(|new| desk.app().ask_glass(who, &new, request.command()?));
    answer(asked, "/glass?recorded=glass_asked", |problem| show_form(&desk, &[problem]))
}

fn new(request: &Request) -> Result<NewGlass, Problem> {
    let malformed = || Problem::bad_input("public_code_malformed").on("told");
    let unknown = || Problem::bad_input("choice_unknown").on("reason");
    let text = Narrative::read(request.need("text")?, "text")?;
    Ok(NewGlass {
        told: PublicCode::parse(request.need("told")?).ok_or_else(malformed)?,
        reason: GlassReason::from_code(request.need("reason")?).ok_or_else(unknown)?,
        text: text.ok_or_else(|| Problem::bad_input("field_missing").on("text"))?,
        quiet: request.form_field("quiet") == Some("yes"),
    })
}

fn show_form(desk: &Desk<'_>, problems: &[Problem]) -> Result<Response, Problem> {
    let given = |name: &str| desk.request.form_field(name).unwrap_or_default().to_owned();
    let reasons = GlassReason::ALL.map(|reason| Choice {
        value: reason.code().to_owned(),
        label: desk.coded("glass-reason", reason.code()),
        hint: None,
        chosen: reason.code() == given("reason"),
    });
    let quiet = Choice {
        value: "yes".to_owned(),
        label: desk.t("field-glass-quiet-yes"),
        hint: None,
        chosen: given("quiet") == "yes",
    };
    let fields = vec![
        ask::field(desk, "told", "field-glass-told", true, Input::Text { value: given("told"), max: 16 }),
        ask::field(desk, "reason", "field-glass-reason", true, Input::Radio(reasons.into())),
        ask::field(desk, "text", "field-glass-text", true, Input::Long { value: given("text"), max: 2_000 }),
        ask::field(desk, "quiet", "field-glass-quiet", false, Input::Checkboxes(vec![quiet])),
    ];
    show(desk, "glass_asked", "/glass/new", String::new(), fields, problems)
}

/// `GET /watch/glass/{code}/decide`
pub(crate) fn decide_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    show_decision(&desk, &DECIDE, code_at(at)?, &[])
}

/// `POST /watch/glass/{code}/decide`
pub(crate) fn decide(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let (desk, code) = (Desk::new(site, request, who), code_at(at)?);
    desk.app().glass_request(who, Action::DecideGlass, code)?;
    let decided =
        agreed(&desk).and_then(|agree| desk.app().decide_glass(who, code, agree, request.command()?));
    answer(decided, "/watch?recorded=glass_decided", |problem| {
        show_decision(&desk, &DECIDE, code, &[problem])
    })
}

/// `GET /watch/glass/{code}/review`
pub(crate) fn review_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    show_decision(&desk, &REVIEW, code_at(at)?, &[])
}

/// `POST /watch/glass/{code}/review`
pub(crate) fn review(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let (desk, code) = (Desk::new(site, request, who), code_at(at)?);
    desk.app().glass_request(who, Action::ReviewGlass, code)?;
    let reviewed =
        agreed(&desk).and_then(|justified| desk.app().review_glass(who, code, justified, request.command()?));
    answer(reviewed, "/watch?recorded=glass_reviewed", |problem| {
        show_decision(&desk, &REVIEW, code, &[problem])
    })
}

/// `GET /glass/{code}/end`
pub(crate) fn end_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    show_decision(&desk, &END, code_at(at)?, &[])
}

/// `POST /glass/{code}/end`
pub(crate) fn end(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let (desk, code) = (Desk::new(site, request, who), code_at(at)?);
    desk.app().glass_request(who, Action::EndGlass, code)?;
    let ended = request.command().and_then(|command| desk.app().end_glass(who, code, command));
    let next = if desk.app().may_ever(who, Action::ListConcerns) { "/watch" } else { "/glass" };
    answer(ended, &format!("{next}?recorded=glass_ended"), |problem| {
        show_decision(&desk, &END, code, &[problem])
    })
}

/// A form about one request.
struct Asking {
    action: Action,
    kind: &'static str,
    place: &'static str,
    decides: bool,
}

const DECIDE: Asking = Asking {
    action: Action::DecideGlass,
    kind: "glass_decided",
    place: "/watch/glass/{code}/decide",
    decides: true,
};
const REVIEW: Asking = Asking {
    action: Action::ReviewGlass,
    kind: "glass_reviewed",
    place: "/watch/glass/{code}/review",
    decides: true,
};
const END: Asking =
    Asking { action: Action::EndGlass, kind: "glass_ended", place: "/glass/{code}/end", decides: false };

fn show_decision(
    desk: &Desk<'_>,
    asking: &Asking,
    code: PublicCode,
    problems: &[Problem],
) -> Result<Response, Problem> {
    let (row, text) = desk.app().glass_request(desk.who, asking.action, code)?;
    let text = text.map(|said| said.text.as_str().to_owned()).unwrap_or_default();
    let lead = format!("{} · {}: {text}", row.told, named(desk, row.asker));
    let fields = asking.decides.then(|| decision_field(desk)).into_iter().collect();
    let place = asking.place.replace("{code}", &code.to_string());
    show(desk, asking.kind, &place, lead, fields, problems)
}

/// `GET /glass/{code}/open`
pub(crate) fn open_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let (desk, code) = (Desk::new(site, request, who), code_at(at)?);
    desk.app().glass_request(who, Action::EndGlass, code)?;
    let place = format!("/glass/{code}/open");
    show(&desk, "glass_opened", &place, String::new(), Vec::new(), &[])
}

/// `POST /glass/{code}/open`: recorded, then shown once.
pub(crate) fn open(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let opened = desk.app().open_glass(who, code_at(at)?)?;
    let mut facts = opened.identity.as_ref().map(|who| identity_facts(&desk, who)).unwrap_or_default();
    facts.push(fact(&desk, "glass-agency", desk.agency(opened.row.agency)));
    facts.push(fact(&desk, "glass-county", desk.level("county", opened.row.county)));
    facts.push(fact(&desk, "glass-manager", desk.person(opened.row.case_manager)));
    let line = WatchLine {
        code: opened.row.code.to_string(),
        state: status_tag(&desk, opened.file.status().code(), false),
        facts,
        acts: Vec::new(),
    };
    let section = WatchSection {
        id: "child",
        heading: desk.t("child-identity"),
        note: desk.say("child-name-shown", &[("time", desk.instant(desk.now()).as_str().into())]),
        none: desk.t("glass-none"),
        new: None,
        lines: vec![line],
        pager: Pager { first: None, next: None },
    };
    render(&Watch {
        p: desk.page(desk.t("glass-title"), "glass"),
        lead: desk.t("glass-open-lead"),
        sections: vec![section],
    })
}

fn code_at(at: &Captured<'_>) -> Result<PublicCode, Problem> {
    code_of(at.first().copied().unwrap_or_default())
}
