//! The codes an event holds: which list each is from, and whether it must be known.

use base::Problem;
use rules::Pack;

use crate::event::CriminalEvent;

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
pub(crate) fn check_levels(event: &CriminalEvent, pack: &Pack) -> Result<(), Problem> {
    for level in levels(event) {
        if level.number == 0 {
            if level.required {
                return Err(Problem::bad_input("code_missing").with("list", level.list).on(level.field));
            }
        } else if pack.list(level.list).item(level.number).is_none() {
            return Err(Problem::bad_input("code_unknown")
                .with("list", level.list)
                .with("value", level.number.to_string())
                .on(level.field));
        }
    }
    match event {
        CriminalEvent::CriminalEntryAmended { event: corrected, .. } => check_levels(corrected, pack),
        _ => Ok(()),
    }
}

fn levels(event: &CriminalEvent) -> Vec<Level> {
    use CriminalEvent as E;
    let known = |list, number, field| Level { list, number, field, required: false };
    let needed = |list, number, field| Level { list, number, field, required: true };
    let mut levels: Vec<Level> =
        event.by().map(|by| known("county", by.county, "county")).into_iter().collect();
    match event {
        E::CriminalFileOpened { articles, child_victim, online, origin, .. } => {
            levels.extend(articles_of(articles));
            levels.extend([
                known("yes_no", *child_victim, "child_victim"),
                known("yes_no", *online, "online"),
                needed("criminal_origin", *origin, "origin"),
            ]);
        }
        E::ProsecutionStarted { articles, .. } | E::Indicted { articles, .. } => {
            levels.extend(articles_of(articles));
        }
        E::ProtectionOrdered { measure, .. } => levels.push(needed("victim_protection", *measure, "measure")),
        E::HearingPlanned { again, .. } => levels.push(known("hearing_again", *again, "again")),
        E::HearingHeld { was_recorded, dedicated_room, psychologist, lawyer, again, .. } => {
            levels.extend([
                needed("yes_no", *was_recorded, "was_recorded"),
                needed("yes_no", *dedicated_room, "dedicated_room"),
                needed("yes_no", *psychologist, "psychologist"),
                needed("yes_no", *lawyer, "lawyer"),
                known("hearing_again", *again, "again"),
            ]);
        }
        E::Judged { judgment, .. } => levels.extend([
            needed("judgment_outcome", judgment.outcome, "outcome"),
            Level {
                list: "yes_no",
                number: judgment.suspended,
                field: "suspended",
                required: judgment.months > 0,
            },
        ]),
        E::Compensation { step, .. } => levels.push(needed("compensation_step", *step, "step")),
        E::CriminalFileClosed { reason, .. } => levels.push(needed("criminal_closing", *reason, "reason")),
        E::CriminalEntryAmended { reason, .. } | E::CriminalEntryWithdrawn { reason, .. } => {
            levels.push(needed("amend_reason", *reason, "amend_reason"));
        }
    }
    levels
}

/// At least one article, and every one of them known.
fn articles_of(articles: &[u16]) -> Vec<Level> {
    let named = if articles.is_empty() { &[0][..] } else { articles };
    let level =
        |number: &u16| Level { list: "criminal_article", number: *number, field: "articles", required: true };
    named.iter().map(level).collect()
}
