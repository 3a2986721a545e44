//! The codes an event holds: which list each is from, and whether it must be known.

use base::Problem;
use rules::Pack;

use crate::event::{Circumstances, FileEvent};

/// One code of an event.
struct Level {
    list: &'static str,
    number: u16,
    field: &'static str,
    required: bool,
}

/// Whether every code of the event is in the pack's lists.
///
/// # Errors
/// `code_missing` or `code_unknown`, on the form field, with the list's name.
pub(crate) fn check_levels(event: &FileEvent, pack: &Pack) -> Result<(), Problem> {
    for level in levels(event) {
        if level.number == 0 {
            if level.required {
                return Err(Problem::bad_input("code_missing").with("list", level.list).on(level.field));
            }
        } else if pack.list(level.list).item(level.number).is_none() {
            let number = level.number.to_string();
            return Err(Problem::bad_input("code_unknown")
                .with("list", level.list)
                .with("value", number)
                .on(level.field));
        }
    }
    if let FileEvent::Amended { event: corrected, .. } = event {
        check_levels(corrected, pack)?;
    }
    if event.circumstances().is_some_and(|known| known.forms & 1 == 1) {
        return Err(Problem::bad_input("code_unknown")
            .with("list", "exploitation")
            .with("value", "0")
            .on("forms"));
    }
    Ok(())
}

fn levels(event: &FileEvent) -> Vec<Level> {
    let known = |list, number, field| Level { list, number, field, required: false };
    let needed = |list, number, field| Level { list, number, field, required: true };
    let mut levels: Vec<Level> =
        event.by().map(|by| known("county", by.county, "county")).into_iter().collect();
    match event {
        FileEvent::CaseOpened { sex, .. } => levels.push(known("sex", *sex, "sex")),
        FileEvent::Identified { ground, .. } => {
            levels.push(needed("identification_ground", *ground, "ground"))
        }
        FileEvent::NotConfirmedProposed { reason, .. } => {
            levels.push(needed("not_confirmed_reason", *reason, "reason"));
        }
        FileEvent::ServiceStarted { service, .. } => levels.push(needed("service", *service, "service")),
        FileEvent::ServiceEnded { reason, .. } => {
            levels.push(needed("service_end_reason", *reason, "reason"))
        }
        FileEvent::ReferralSent { service, urgency, need, .. } => levels.extend([
            needed("service", *service, "service"),
            needed("urgency", *urgency, "urgency"),
            needed("need", *need, "need"),
        ]),
        FileEvent::ReferralRefused { reason, .. } => levels.push(needed("refusal_reason", *reason, "reason")),
        FileEvent::ReferralFinished { outcome, .. } => {
            levels.push(needed("referral_outcome", *outcome, "outcome"))
        }
        FileEvent::CrossingSent { basis, purpose, .. } => levels.extend([
            needed("crossing_basis", *basis, "basis"),
            needed("crossing_purpose", *purpose, "purpose"),
        ]),
        FileEvent::CaseClosed { reason, .. } => levels.push(needed("closing_reason", *reason, "reason")),
        FileEvent::CaseReopened { reason, .. } => levels.push(needed("reopening_reason", *reason, "reason")),
        FileEvent::Amended { reason, .. } | FileEvent::Withdrawn { reason, .. } => {
            levels.push(needed("amend_reason", *reason, "amend_reason"))
        }
        _ => {}
    }
    if let Some(Circumstances { place, recruitment, origin, in_care, .. }) = event.circumstances() {
        levels.extend([
            known("where", place, "where"),
            known("recruitment", recruitment, "recruitment"),
            known("county", origin, "origin"),
            known("yes_no", in_care, "in_care"),
        ]);
    }
    let forms = event.circumstances().unwrap_or_default();
    levels.extend(forms.form_levels().map(|form| known("exploitation", form, "forms")));
    levels
}
