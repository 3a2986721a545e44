//! Adding and amending entries of a file: one form for each kind, made from the file as it stands.

mod event;
mod fields;
mod form;

use base::Problem;
use casework::VictimStatus;
use workflow::child::Child as Opened;
use workflow::{Action, SignedIn};

use crate::pages::desk::{Desk, code_of, render};
use crate::pages::entries::form::Form;
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::Link;
use crate::views::recording::{EntryChoose, KindChoice};

/// Kinds that people add to a file, in the order they are offered, with the action each needs.
const KINDS: [(&str, Action); 11] = [
    ("service_delivered", Action::AddEntry),
    ("service_started", Action::AddEntry),
    ("service_ended", Action::AddEntry),
    ("referral_sent", Action::SendReferral),
    ("presumed", Action::AddEntry),
    ("identified", Action::AddEntry),
    ("not_confirmed_proposed", Action::ProposeNotConfirmed),
    ("not_confirmed", Action::ConfirmNotConfirmed),
    ("case_manager_named", Action::NameCaseManager),
    ("case_closed", Action::CloseFile),
    ("case_reopened", Action::ReopenFile),
];

/// The kinds that the file and the person's rights allow now.
pub(crate) fn possible(desk: &Desk<'_>, opened: &Opened) -> Vec<&'static str> {
    let (file, may) = (&opened.file, opened.may);
    let (open, status) = (file.is_open(), file.status());
    let own = desk.who.agency.number;
    let running =
        file.services.iter().any(|s| s.ended.is_none() && s.started.is_some() && s.by.agency == own);
    let proposal = file.current().and_then(|episode| episode.proposal.as_ref());
    let presumed_now = file.current().is_some_and(|episode| episode.status == VictimStatus::Presumed);
    KINDS
        .iter()
        .filter(|(kind, action)| {
            let permitted = match action {
                Action::SendReferral => may.refer,
                Action::NameCaseManager => may.name_manager,
                Action::CloseFile | Action::ReopenFile => may.close,
                Action::ProposeNotConfirmed => may.propose_not_confirmed,
                Action::ConfirmNotConfirmed => may.confirm_not_confirmed,
                _ => may.add,
            };
            let sensible = match *kind {
                "service_delivered" | "service_ended" => open && running,
                "presumed" => {
                    open && file.current().is_some_and(|e| {
                        matches!(e.status, VictimStatus::Potential | VictimStatus::NotConfirmed)
                    })
                }
                "identified" => open && presumed_now && status == VictimStatus::Presumed,
                "not_confirmed_proposed" => open && presumed_now && proposal.is_none(),
                "not_confirmed" => open && proposal.is_some(),
                "case_reopened" => file.exists() && !open,
                _ => open,
            };
            permitted && sensible
        })
        .map(|(kind, _)| *kind)
        .collect()
}

/// `GET /children/{code}/add`
pub(crate) fn choose(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let opened = desk.app().child(who, code_of(at.first().copied().unwrap_or_default())?)?;
    let code = opened.row.code.to_string();
    render(&EntryChoose {
        p: desk.page(desk.t("entry-choose-kind"), "children"),
        record: Link { href: format!("/children/{code}"), text: code.clone() },
        kinds: possible(&desk, &opened)
            .into_iter()
            .map(|kind| KindChoice {
                href: format!("/children/{code}/add/{kind}"),
                label: desk.coded("do", kind),
                effect: desk.coded("effect", kind),
            })
            .collect(),
    })
}
/// `GET /children/{code}/add/{kind}`
pub(crate) fn form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let form = Form::adding(site, request, who, at)?;
    if !possible(&form.desk, &form.opened).contains(&form.kind) {
        return form.show(&[Problem::refused("not_possible_now")]);
    }
    form.show(&[])
}

/// `POST /children/{code}/add/{kind}`
pub(crate) fn record(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    Form::adding(site, request, who, at)?.record()
}

/// `GET /children/{code}/entries/{entry}/amend`
pub(crate) fn amend_form(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    Form::amending(site, request, who, at)?.show(&[])
}

/// `POST /children/{code}/entries/{entry}/amend`
pub(crate) fn amend(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    Form::amending(site, request, who, at)?.record()
}
