//! My work: the home page.

mod roles;

use base::Problem;
use workflow::SignedIn;
use workflow::referrals::ReferralCard;

use crate::pages::desk::{Desk, render};
use crate::pages::signals_sent::sent_row;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::work::{Caseload, Change, Task, Work};
use crate::views::{Link, Tag, Tone};

/// The most lines shown.
const MOST: usize = 50;

/// `GET /`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    _: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let work = desk.app().work(who)?;
    let mut tasks: Vec<(base::Timestamp, Task)> = Vec::new();
    for due in &work.due {
        let code = due.file.to_string();
        let kind = due.step.answers.first().map_or("", |kind| kind.as_str());
        // What the other agency has to answer is listed with the referrals.
        if due.step.referral.is_some() {
            continue;
        }
        let href = format!("/children/{code}/add/{kind}");
        let task = Task {
            due: desk.step_due(&due.step),
            what: desk.coded("do", kind),
            href: format!("/children/{code}"),
            code,
            why: desk.coded("legal", due.step.legal_basis.as_str()),
            act: Link { href, text: desk.t("task-record") },
        };
        // What was brought in comes after what somebody can still be in time for.
        let place =
            if due.step.brought_in { base::Timestamp::from_micros(i64::MAX) } else { due.step.due.at };
        tasks.push((place, task));
    }
    for card in &work.to_answer {
        let what = match card.row.state {
            0 => "task-receive-referral",
            1 => "task-answer-referral",
            _ => "task-start-referral",
        };
        tasks.push(referral_task(&desk, card, what, "task-answer"));
    }
    for card in &work.unanswered {
        tasks.push(referral_task(&desk, card, "task-referral-unanswered", "task-open"));
    }
    for signal in &work.signals {
        let what = if signal.state == 0 { "task-triage-signal" } else { "do-signal-became-case" };
        let code = signal.code.to_string();
        let href = format!("/signals/{code}");
        let task = Task {
            due: Tag { tone: Tone::Soon, text: waiting(&desk, signal.received_at) },
            what: desk.t(what),
            code,
            why: desk.level("signal_source", signal.source),
            act: Link { href: href.clone(), text: desk.t("task-open") },
            href,
        };
        tasks.push((signal.received_at, task));
    }
    for file in &work.unassigned {
        let code = file.code.to_string();
        let href = format!("/children/{code}/add/case_manager_named");
        let task = Task {
            due: Tag { tone: Tone::Soon, text: waiting(&desk, file.last_recorded_at) },
            what: desk.t("task-name-manager"),
            href: format!("/children/{code}"),
            code,
            why: desk.coded("status", file.status.as_str()),
            act: Link { href, text: desk.t("task-record") },
        };
        tasks.push((file.last_recorded_at, task));
    }
    for sent in &work.sent {
        let row = sent_row(&desk, sent);
        let task = Task {
            due: row.answer,
            what: desk.t("task-signal-unanswered"),
            code: row.code,
            why: row.to,
            act: Link { href: row.href.clone(), text: desk.t("task-open") },
            href: row.href,
        };
        tasks.push((sent.received_at, task));
    }
    tasks.extend(super::admin::tasks(&desk)?);
    tasks.sort_by_key(|(at, _)| *at);
    let more = tasks.len().saturating_sub(MOST) as u64;
    let changes = work
        .news
        .iter()
        .map(|news| Change {
            when: desk.day_of(news.recorded_at),
            what: desk.coded("kind", news.event.kind_name()),
            code: news.file.to_string(),
            href: format!("/children/{}", news.file),
            by: format!("{}, {}", desk.person(news.actor), desk.agency_of(news.actor)),
        })
        .collect();
    let summary = match work.open_cases {
        0 => String::new(),
        cases => desk.count("work-summary", cases),
    };
    render(&Work {
        p: desk.page(desk.t("work-title"), "work"),
        day: desk.lang.day_with_weekday(work.now.day(&desk.zone)),
        summary,
        tasks: tasks.into_iter().take(MOST).map(|(_, task)| task).collect(),
        more,
        // What changed is shown to those who have cases of their own.
        changes: who.has(agencies::Role::CaseManager).then_some(changes),
        caseloads: caseloads(&desk, &work.caseloads),
        roles: roles::cards(&desk),
    })
}

/// Who has how many open files.
fn caseloads(desk: &Desk<'_>, counted: &[(base::PersonId, u32)]) -> Vec<Caseload> {
    let line = |(person, files): &(base::PersonId, u32)| Caseload {
        who: if *person == base::PersonId::NIL { desk.t("caseload-nobody") } else { desk.person(*person) },
        files: desk.count("caseload-files", *files as usize),
    };
    counted.iter().map(line).collect()
}

fn referral_task(desk: &Desk<'_>, card: &ReferralCard, what: &str, act: &str) -> (base::Timestamp, Task) {
    let code = card.row.code.to_string();
    let href = format!("/referrals/{code}");
    let due = card.due.as_ref().map(|(_, due)| desk.due(due));
    let waits = Tag { tone: Tone::Soon, text: waiting(desk, card.row.sent_at) };
    let other =
        if card.row.to_agency == desk.who.agency.number { card.row.from_agency } else { card.row.to_agency };
    let task = Task {
        due: due.unwrap_or(waits),
        what: desk.t(what),
        code,
        why: format!("{} · {}", desk.level("need", card.row.need), desk.agency(other)),
        act: Link { href: href.clone(), text: desk.t(act) },
        href,
    };
    (card.due.as_ref().map_or(card.row.sent_at, |(_, due)| due.at), task)
}

/// How long something has waited.
pub(crate) fn waiting(desk: &Desk<'_>, since: base::Timestamp) -> String {
    let days = desk.now().day(&desk.zone).0 - since.day(&desk.zone).0;
    desk.site.words.waiting(desk.lang, days)
}
