//! Entries of a file in words: headline, coded details, who, how late, what was amended.

use base::EntryId;
use casework::{FileEvent, Narrative, TimelineItem};

use crate::pages::desk::Desk;
use crate::views::children::{AmendedWords, NoteBox, TimelineItem as Shown};

/// Days between happening and recording from which an entry says that it was late.
const LATE: i32 = 2;

/// What a timeline shows besides the entries.
pub(crate) struct Around<'a> {
    /// Entries with written text.
    pub(crate) written: &'a [EntryId],
    /// Texts, once they were read.
    pub(crate) texts: &'a [(EntryId, Narrative)],
    /// Where the texts are asked for; `None` for those who may not.
    pub(crate) read: Option<String>,
    /// Where an entry is amended, the entry's number in the file added; `None` for those who may not.
    pub(crate) amend: Option<String>,
}

/// The newest first.
pub(crate) fn timeline(desk: &Desk<'_>, items: &[TimelineItem], around: &Around<'_>) -> Vec<Shown> {
    let mut ordered: Vec<&TimelineItem> = items.iter().collect();
    ordered.sort_by_key(|item| std::cmp::Reverse((item.happened.earliest(), item.position)));
    ordered.into_iter().map(|item| shown(desk, item, around)).collect()
}

fn shown(desk: &Desk<'_>, item: &TimelineItem, around: &Around<'_>) -> Shown {
    let days = item.recorded_at.day(&desk.zone).0 - item.happened.latest().day(&desk.zone).0;
    let correction = item.corrections.last();
    let amended = correction.map(|correction| {
        let day = desk.day_of(correction.recorded_at);
        let reason = desk.level("amend_reason", correction.reason);
        let before = item.at_first.as_ref().map_or_else(String::new, |(happened, event)| {
            format!("{}. {}", desk.happened(happened), detail(desk, event))
        });
        let summary =
            desk.say("child-amended", &[("day", day.as_str().into()), ("reason", reason.as_str().into())]);
        AmendedWords { summary, before }
    });
    let text = around.texts.iter().find(|(entry, _)| *entry == item.entry);
    let note = match (text, &around.read) {
        (Some((_, narrative)), _) => NoteBox::Shown { text: narrative.text.as_str().to_owned() },
        (None, Some(action)) if around.written.contains(&item.entry) => {
            NoteBox::Sealed { action: action.clone() }
        }
        _ => NoteBox::None,
    };
    let own = item.event.by().is_none_or(|by| by.agency == desk.who.agency.number);
    let amend = around.amend.as_ref().filter(|_| own && !item.withdrawn);
    Shown {
        anchor: format!("e-{}", item.version),
        when: desk.happened(&item.happened),
        title: desk.coded("kind", item.event.kind_name()),
        detail: detail(desk, &item.event),
        by: by(desk, item),
        late: if days >= LATE {
            desk.count("child-recorded-late", usize::try_from(days).unwrap_or(0))
        } else {
            String::new()
        },
        amended,
        withdrawn: item.withdrawn,
        amend: amend.map(|base| format!("{base}/{}/amend", item.version)),
        note,
    }
}

fn by(desk: &Desk<'_>, item: &TimelineItem) -> String {
    let agency = item.event.by().map_or_else(|| desk.agency_of(item.actor), |by| desk.agency(by.agency));
    desk.say(
        "child-entry-by",
        &[("name", desk.person(item.actor).as_str().into()), ("agency", agency.as_str().into())],
    )
}

/// An event's codes in words.
pub(crate) fn detail(desk: &Desk<'_>, event: &FileEvent) -> String {
    match event {
        FileEvent::CaseOpened { circumstances, .. }
        | FileEvent::Presumed { circumstances: Some(circumstances), .. }
        | FileEvent::Identified { circumstances: Some(circumstances), .. } => {
            let forms: Vec<String> =
                circumstances.form_levels().map(|level| desk.level("exploitation", level)).collect();
            forms.join(", ")
        }
        FileEvent::Identified { ground, .. } => desk.level("identification_ground", *ground),
        FileEvent::NotConfirmedProposed { reason, .. } => desk.level("not_confirmed_reason", *reason),
        FileEvent::CaseManagerNamed { person, .. } => desk.person(*person),
        FileEvent::ServiceStarted { service, .. } => desk.level("service", *service),
        FileEvent::ServiceDelivered { minutes, .. } if *minutes > 0 => format!("{minutes} min"),
        FileEvent::ServiceEnded { reason, .. } => desk.level("service_end_reason", *reason),
        FileEvent::ReferralSent { to, need, .. } => {
            format!("{} · {}", desk.level("need", *need), desk.agency(*to))
        }
        FileEvent::ReferralRefused { reason, .. } => desk.level("refusal_reason", *reason),
        FileEvent::ReferralFinished { outcome, .. } => desk.level("referral_outcome", *outcome),
        FileEvent::CrossingSent { to, basis, purpose, with_identity, .. } => {
            let identity =
                desk.t(if *with_identity { "crossing-with-name" } else { "crossing-without-name" });
            let (basis, purpose) =
                (desk.level("crossing_basis", *basis), desk.level("crossing_purpose", *purpose));
            format!("{} · {purpose} · {basis} · {identity}", desk.agency(*to))
        }
        FileEvent::CaseClosed { reason, .. } => desk.level("closing_reason", *reason),
        FileEvent::CaseReopened { reason, .. } => desk.level("reopening_reason", *reason),
        FileEvent::Amended { event, .. } => detail(desk, event),
        _ => String::new(),
    }
}
