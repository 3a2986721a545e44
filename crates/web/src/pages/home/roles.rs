//! What each role finds on its first page besides its tasks: what the work is, and where it is done today.

use agencies::Role;
use workflow::Action;

use crate::pages::desk::Desk;
use crate::views::Link;
use crate::views::work::RoleCard;

/// Where work of a role is done: the words of the link, its address, the action that opens it.
type Door = (&'static str, &'static str, Action);

const SIGNAL: Door = ("signals-new", "/signals/new", Action::RegisterSignal);
const SIGNALS: Door = ("places-signals", "/signals", Action::ListSignals);
const SENT: Door = ("places-sent", "/signals/sent", Action::FollowSignals);
const CHILDREN: Door = ("places-children", "/children", Action::ListFiles);
const REFERRALS: Door = ("places-referrals", "/referrals", Action::ListReferrals);
const INDICATORS: Door = ("places-indicators", "/indicators", Action::ViewIndicatorDefinition);
const REPORTS: Door = ("places-reports", "/reports", Action::ViewPublished);
const DATASETS: Door = ("places-datasets", "/datasets", Action::ViewDataset);
const TRUST: Door = ("places-trust", "/trust", Action::ViewLedger);
const ADMIN: Door = ("places-admin", "/admin", Action::ViewDirectory);

/// The doors of a role; one that the policies keep shut is not shown.
fn doors(role: Role) -> &'static [Door] {
    match role {
        Role::CaseManager => &[CHILDREN, REFERRALS, SIGNAL],
        Role::Supervisor => &[CHILDREN, REFERRALS, SIGNALS, INDICATORS],
        Role::VictimAssistanceOfficer => &[CHILDREN, REFERRALS, DATASETS, REPORTS],
        Role::ServiceProvider => &[REFERRALS, REPORTS],
        Role::HelplineCounsellor | Role::OnlineAnalyst => &[SIGNAL, SIGNALS, SENT],
        Role::Notifier => &[SIGNAL, SENT],
        Role::DigitalSafetyOfficer => &[SIGNAL, SENT, INDICATORS, REPORTS],
        Role::Lawyer | Role::Investigator | Role::Prosecutor | Role::PartnershipSecretariat => {
            &[REPORTS, INDICATORS]
        }
        Role::MeOfficer => &[INDICATORS, REPORTS, DATASETS],
        Role::TipOfficer => &[REPORTS, INDICATORS],
        Role::Auditor => &[TRUST, REPORTS],
        Role::DataProtectionOfficer => &[TRUST, REPORTS],
        Role::Administrator => &[ADMIN, REPORTS],
    }
}

/// A card for each role the person has.
pub(super) fn cards(desk: &Desk<'_>) -> Vec<RoleCard> {
    let app = desk.app();
    Role::ALL
        .into_iter()
        .filter(|role| desk.who.has(*role))
        .map(|role| RoleCard {
            title: desk.coded("role", role.code()),
            teaches: desk.coded("begin", role.code()),
            links: doors(role)
                .iter()
                .filter(|(_, _, action)| app.may_ever(desk.who, *action))
                .map(|(text, href, _)| Link { href: (*href).to_owned(), text: desk.t(text) })
                .collect(),
        })
        .collect()
}
