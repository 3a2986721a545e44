//! Signals sent to another agency: the receipt, whether it was answered, and handing over.

use base::{Happened, Problem, ProblemKind};
use casework::Office;
use words::Arg;
use workflow::signals::sent::SentSignal as Sent;
use workflow::{Action, SignedIn};

use crate::pages::children::store_total::total_words;
use crate::pages::desk::{Desk, code_of, render};
use crate::pages::entry_fields as ask;
use crate::pages::home::waiting;
use crate::pages::signals;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::recording::{Field, Input};
use crate::views::signals::{SentRow, SentSignal, SentSignals};
use crate::views::{Choice, Fact, Filter, Tag, Tone};

/// What the list is narrowed to.
const ANSWERS: [&str; 2] = ["waiting", "answered"];

/// `GET /signals/sent`
pub(crate) fn list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let chosen = request.query_field("answer").unwrap_or_default();
    let answered = ANSWERS.iter().position(|answer| *answer == chosen).map(|place| place == 1);
    let sent = desk.app().sent_signals(who, answered, desk.after()?.as_deref())?;
    let any = Choice { value: String::new(), label: desk.t("any"), hint: None, chosen: answered.is_none() };
    let answers = ANSWERS.iter().map(|answer| Choice {
        value: (*answer).to_owned(),
        label: desk.t(&format!("sent-{answer}")),
        hint: None,
        chosen: *answer == chosen,
    });
    render(&SentSignals {
        p: desk.page(desk.t("sent-title"), "sent"),
        filters: vec![Filter {
            name: "answer",
            label: desk.t("sent-col-answer"),
            options: std::iter::once(any).chain(answers).collect(),
        }],
        total: total_words(&desk, "signals-total", "signals-total-more", sent.total),
        rows: sent.rows.iter().map(|row| sent_row(&desk, row)).collect(),
        pager: desk.pager(sent.next)?,
        new: new_one(&desk),
    })
}

/// `GET /signals/sent/{code}`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let sent = desk.app().sent_signal(who, code_of(at.first().copied().unwrap_or_default())?)?;
    let row = sent_row(&desk, &sent);
    let fact = |label: &str, value: String| Fact { label: desk.t(label), value };
    let title = desk.say("signal-title", &[("code", row.code.as_str().into())]);
    let answered = sent.answered_at.map_or_else(|| desk.t("sent-not-yet"), |at| desk.instant(at));
    render(&SentSignal {
        p: desk.page(title, "sent"),
        code: row.code,
        answer: row.answer,
        card: vec![
            fact("signal-received", desk.instant(sent.received_at)),
            fact("sent-col-to", row.to),
            fact("signal-source", desk.level("signal_source", sent.source)),
            fact("sent-answered-at", answered),
        ],
        new: new_one(&desk),
    })
}

/// `POST /signals/{code}/hand-over`
pub(crate) fn hand_over(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    let handed = directorate(&desk, request).and_then(|to| {
        let happened = Happened::at(desk.now(), &desk.zone);
        desk.app().hand_over_signal(who, code, request.command()?, happened, to.agency)
    });
    match handed {
        Ok(()) => Ok(Response::see_other(&format!("/signals/sent/{code}?recorded=signal_handed_over"))),
        Err(problem) if matches!(problem.kind, ProblemKind::Internal | ProblemKind::NotFound) => Err(problem),
        Err(problem) => signals::shown_again(&desk, code, &[problem]),
    }
}

pub(crate) fn sent_row(desk: &Desk<'_>, row: &Sent) -> SentRow {
    let answer = match row.answered_at {
        Some(at) => {
            let day = desk.day_of(at);
            Tag { tone: Tone::Go, text: desk.say("sent-answered-on", &[("day", Arg::from(day.as_str()))]) }
        }
        None => Tag { tone: Tone::Soon, text: waiting(desk, row.received_at) },
    };
    SentRow {
        code: row.code.to_string(),
        href: format!("/signals/sent/{}", row.code),
        received: desk.instant(row.received_at),
        to: desk.agency(row.to),
        answer,
    }
}

fn new_one(desk: &Desk<'_>) -> Option<String> {
    desk.app().may_ever(desk.who, Action::RegisterSignal).then(|| "/signals/new".to_owned())
}

/// Which directorate answers: the own county's is offered first.
pub(crate) fn directorate_field(desk: &Desk<'_>, given: &str) -> Field {
    let own = desk.who.agency.county;
    let mut known: Vec<_> = desk.app().directorates(desk.who).collect();
    known.sort_by_key(|agency| (own == 0 || agency.county != own, desk.lang.sort_key(&agency.name)));
    let first =
        Choice { value: String::new(), label: desk.t("entry-choose"), hint: None, chosen: given.is_empty() };
    let all = known.into_iter().map(|agency| Choice {
        value: agency.code.as_str().to_owned(),
        label: agency.name.clone(),
        hint: None,
        chosen: agency.code == given,
    });
    let options = std::iter::once(first).chain(all).collect();
    ask::field(desk, "to", "field-directorate", true, Input::Select(options))
}

/// The directorate that a form names.
pub(crate) fn directorate(desk: &Desk<'_>, request: &Request) -> Result<Office, Problem> {
    let code = request.need("to")?;
    let known = desk.app().directorates(desk.who).find(|agency| agency.code == code);
    known
        .map(|agency| Office { agency: agency.number, county: agency.county })
        .ok_or_else(|| Problem::bad_input("choice_unknown").on("to"))
}

/// What those who come upon abuse online must know before they write.
pub(crate) fn rule_on_images(desk: &Desk<'_>) -> String {
    let online = [agencies::Role::OnlineAnalyst, agencies::Role::DigitalSafetyOfficer];
    if online.into_iter().any(|role| desk.who.has(role)) {
        desk.t("signals-no-images")
    } else {
        String::new()
    }
}
