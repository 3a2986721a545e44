//! Referrals: the list, the card, the sections after acceptance, the answers.

use base::{Happened, Problem, Timestamp};
use workflow::exporting::List;
use workflow::referrals::{Direction, ReferralAnswer, ReferralPage};
use workflow::{Action, SignedIn};

use crate::pages::children::store_total::total_words;
use crate::pages::desk::{Desk, code_of, render};
use crate::pages::entry_fields;
use crate::pages::exports;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::children::StepWords;
use crate::views::referrals::{Referral, ReferralRow, ReferralStep, Referrals, RefuseForm, Sections, Side};
use crate::views::{Choice, Fact, Filter, Link, Tag, Tone};

/// States as they are stored: what each is called in addresses and messages.
const STATES: [&str; 6] = ["sent", "received", "accepted", "refused", "started", "finished"];

/// `GET /referrals`
pub(crate) fn list(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let both = who.has(agencies::Role::CaseManager);
    let side = side(&desk);
    let chosen = request.query_field("state").unwrap_or_default();
    let (direction, states) = narrowed(&desk);
    let listed = desk.app().referrals(who, direction, states, desk.after()?.as_deref())?;
    let incoming = direction == Direction::Incoming;
    let rows = listed
        .cards
        .iter()
        .map(|card| ReferralRow {
            code: card.row.code.to_string(),
            href: format!("/referrals/{}", card.row.code),
            need: desk.level("need", card.row.need),
            age_band: desk.level("age_band", u16::from(card.row.age_band)),
            other: desk.agency(if incoming { card.row.from_agency } else { card.row.to_agency }),
            sent: desk.day_of(card.row.sent_at),
            state: state_tag(&desk, card.row.state),
            clock: card.due.as_ref().map(|(_, due)| desk.due(due)),
        })
        .collect();
    let sides = if both {
        [("out", "referrals-outgoing"), ("in", "referrals-incoming")]
            .map(|(name, id)| Side {
                href: format!("/referrals?side={name}"),
                text: desk.t(id),
                current: side == name,
            })
            .into()
    } else {
        Vec::new()
    };
    let mut options =
        vec![Choice { value: String::new(), label: desk.t("any"), hint: None, chosen: chosen.is_empty() }];
    options.push(Choice {
        value: "waiting".to_owned(),
        label: desk.t("referrals-state-waiting"),
        hint: None,
        chosen: chosen == "waiting",
    });
    options.extend(STATES.iter().map(|state| Choice {
        value: (*state).to_owned(),
        label: desk.t(&format!("referral-state-{state}")),
        hint: None,
        chosen: *state == chosen,
    }));
    render(&Referrals {
        p: desk.page(desk.t("referrals-title"), "referrals"),
        sides,
        incoming,
        filters: vec![Filter { name: "state", label: desk.t("referrals-filter-state"), options }],
        side,
        total: total_words(&desk, "referrals-total", "referrals-total-more", listed.total),
        rows,
        pager: desk.pager(listed.next.clone())?,
        export: exports::form(&desk, List::Referrals),
    })
}

/// Which side of the referrals the address asks for, or whoever asks comes for.
fn side(desk: &Desk<'_>) -> &'static str {
    match desk.request.query_field("side") {
        Some("in") => "in",
        Some("out") => "out",
        _ if desk.who.has(agencies::Role::ServiceProvider) => "in",
        _ if desk.who.has(agencies::Role::CaseManager) => "out",
        _ => "all",
    }
}

/// What the list is narrowed to.
pub(crate) fn narrowed(desk: &Desk<'_>) -> (Direction, Vec<u8>) {
    let direction = match side(desk) {
        "in" => Direction::Incoming,
        "out" => Direction::Outgoing,
        _ => Direction::All,
    };
    let states = match desk.request.query_field("state").unwrap_or_default() {
        "waiting" => vec![0, 1],
        state => {
            STATES.iter().position(|s| *s == state).and_then(|s| u8::try_from(s).ok()).into_iter().collect()
        }
    };
    (direction, states)
}

/// `GET /referrals/{code}`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let opened = desk.app().referral(who, code_of(at.first().copied().unwrap_or_default())?)?;
    let sections = closed_sections(&desk, &opened);
    show(&desk, &opened, sections)
}

/// `POST /referrals/{code}/sections`: recorded, then shown once.
pub(crate) fn sections(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    let shared = desk.app().read_shared_sections(who, code)?;
    let facts = shared
        .parts()
        .into_iter()
        .map(|(part, value)| Fact {
            label: desk.t(&format!("child-{}", part.code().replace('_', "-"))),
            value: value.to_owned(),
        })
        .collect();
    let opened = desk.app().referral(who, code)?;
    show(&desk, &opened, Sections::Shown { facts, text: shared.need.as_str().to_owned() })
}

/// `POST /referrals/{code}/answer/{answer}` and `…/deliver/{answer}`
pub(crate) fn answer(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    // Whether it is for this person comes before what the form says.
    desk.app().referral(who, code)?;
    let chosen = |list: &str| {
        let code = request.need("reason")?;
        let unknown = || Problem::bad_input("choice_unknown").on("reason");
        desk.pack().list(list).number(code).ok_or_else(unknown)
    };
    let answer = match at.get(1).copied().unwrap_or_default() {
        "received" => ReferralAnswer::Received,
        "accepted" => ReferralAnswer::Accepted,
        "refused" => ReferralAnswer::Refused(chosen("refusal_reason")?),
        "started" => ReferralAnswer::Started,
        "finished" => {
            ReferralAnswer::Finished(desk.pack().list("referral_outcome").number("completed").unwrap_or(0))
        }
        _ => return Err(Problem::not_found()),
    };
    let happened = Happened::at(desk.now(), &desk.zone);
    desk.app().answer_referral(who, code, request.command()?, happened, answer)?;
    Ok(Response::see_other(&format!(
        "/referrals/{code}?recorded=referral_{}",
        at.get(1).copied().unwrap_or_default()
    )))
}

fn closed_sections(desk: &Desk<'_>, opened: &ReferralPage) -> Sections {
    let row = &opened.card.row;
    if opened.may_read_sections {
        Sections::Sealed { action: format!("/referrals/{}/sections", row.code) }
    } else if row.to_agency == desk.who.agency.number && row.state <= 1 {
        Sections::Locked
    } else {
        Sections::None
    }
}

fn show(desk: &Desk<'_>, opened: &ReferralPage, sections: Sections) -> Result<Response, Problem> {
    let row = &opened.card.row;
    let code = row.code.to_string();
    let here = format!("/referrals/{code}");
    let fact = |label: &str, value: String| Fact { label: desk.t(label), value };
    let mut card = vec![
        fact("referral-need", desk.level("need", row.need)),
        fact("field-service", desk.level("service", row.service)),
        fact("referral-age-band", desk.level("age_band", u16::from(row.age_band))),
        fact("referral-urgency", desk.level("urgency", row.urgency)),
        fact("referral-from", desk.agency(row.from_agency)),
        fact("referral-to", desk.agency(row.to_agency)),
        fact("referral-sent-on", desk.instant(row.sent_at)),
    ];
    if let Some((_, due)) = &opened.card.due {
        card.push(fact("referral-answer-by", desk.lang.day(due.day)));
    }
    let refused = if row.state == 3 {
        let reason = desk.level("refusal_reason", row.refusal);
        desk.say("referral-refused-because", &[("reason", reason.as_str().into())])
    } else {
        String::new()
    };
    let step = |name: &str, group: &str, main: bool| ReferralStep {
        action: format!("{here}/{group}/{name}"),
        command: desk.command(),
        seen: 0,
        label: desk.t(&format!("do-referral-{name}")),
        effect: desk.t(&format!("effect-referral-{name}")),
        main,
    };
    let mut steps = Vec::new();
    let mut refuse = None;
    if opened.may_answer && row.state <= 1 {
        if row.state == 0 {
            steps.push(step("received", "answer", false));
        }
        steps.push(step("accepted", "answer", true));
        refuse = Some(RefuseForm {
            action: format!("{here}/answer/refused"),
            command: desk.command(),
            seen: 0,
            reason: entry_fields::select(desk, "reason", "field-refusal-reason", "refusal_reason", ""),
        });
    }
    if opened.may_deliver && row.state == 2 {
        steps.push(step("started", "deliver", true));
    }
    if opened.may_deliver && row.state == 4 {
        steps.push(step("finished", "deliver", true));
    }
    render(&Referral {
        p: desk.page(desk.say("referral-title", &[("code", code.as_str().into())]), "referrals"),
        state: state_tag(desk, row.state),
        clock: opened.card.due.as_ref().map(|(_, due)| desk.due(due)),
        card,
        path: path(desk, opened),
        refused,
        sections,
        steps,
        refuse,
        child: opened
            .file
            .filter(|_| desk.app().may_ever(desk.who, Action::ViewFile))
            .map(|file| Link { href: format!("/children/{file}"), text: file.to_string() }),
        code,
    })
}

fn path(desk: &Desk<'_>, opened: &ReferralPage) -> Vec<StepWords> {
    let row = &opened.card.row;
    let answered = if row.state == 3 { "refused" } else { "accepted" };
    let mut steps = vec![("sent", row.sent_at), ("received", row.received_at), (answered, row.answered_at)];
    if row.state != 3 {
        steps.extend([("started", row.started_at), ("finished", row.finished_at)]);
    }
    // Whoever accepted it has received it, whether that was said or not.
    let at_all = |at: Timestamp| at > Timestamp::from_micros(0);
    let last = steps.iter().rposition(|(_, at)| at_all(*at)).unwrap_or(0);
    steps
        .into_iter()
        .enumerate()
        .map(|(place, (name, at))| {
            let class = if place <= last { "done" } else { "ahead" };
            StepWords {
                class,
                label: desk.t(&format!("referral-state-{name}")),
                state: desk.t(&format!("step-state-{class}")),
                when: if at_all(at) { desk.instant(at) } else { String::new() },
            }
        })
        .collect()
}

/// What a referral's state is called in addresses and messages.
pub(crate) fn state_name(state: u8) -> &'static str {
    STATES.get(usize::from(state)).copied().unwrap_or("sent")
}

/// The mark of a referral's state.
pub(crate) fn state_tag(desk: &Desk<'_>, state: u8) -> Tag {
    let name = state_name(state);
    let tone = match name {
        "refused" => Tone::Now,
        "sent" | "received" => Tone::Soon,
        "started" | "finished" => Tone::Go,
        _ => Tone::Quiet,
    };
    Tag { tone, text: desk.t(&format!("referral-state-{name}")) }
}
