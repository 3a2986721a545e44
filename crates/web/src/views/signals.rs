//! Signals.

use super::children::NoteBox;
use super::children::TimelineItem;
use super::recording::{Field, Input};
use super::{ExportForm, Fact, Filter, Link, Page, Pager, Tag};
use askama::Template;
use words::Lang;

/// `/signals`.
#[derive(Template)]
#[template(path = "signals.html")]
pub(crate) struct Signals {
    pub(crate) p: Page,
    pub(crate) filters: Vec<Filter>,
    pub(crate) total: String,
    pub(crate) rows: Vec<SignalRow>,
    pub(crate) pager: Pager,
    /// How it is taken away; `None` for those who may not.
    pub(crate) export: Option<ExportForm>,
    /// Where one is recorded.
    pub(crate) new: Option<String>,
}

/// One signal of the list.
pub(crate) struct SignalRow {
    pub(crate) code: String,
    pub(crate) href: String,
    pub(crate) received: String,
    pub(crate) source: String,
    pub(crate) county: String,
    pub(crate) urgency: String,
    pub(crate) state: Tag,
    pub(crate) clock: Option<Tag>,
}

/// `/signals/{code}`.
#[derive(Template)]
#[template(path = "signal.html")]
pub(crate) struct Signal {
    pub(crate) p: Page,
    pub(crate) code: String,
    pub(crate) state: Tag,
    pub(crate) clock: Option<Tag>,
    pub(crate) card: Vec<Fact>,
    pub(crate) told: NoteBox,
    /// The triage form; `None` once it is triaged or for those who may not.
    pub(crate) triage: Option<TriageForm>,
    /// The form that hands it over; `None` for those who may not.
    pub(crate) hand_over: Option<HandOverForm>,
    /// Where a case is opened from it.
    pub(crate) open_case: Option<String>,
    /// Where one says that it concerns oneself; `None` for those who may not.
    pub(crate) concern: Option<String>,
    /// The child's page, once there is a case.
    pub(crate) case: Option<Link>,
    pub(crate) timeline: Vec<TimelineItem>,
}

/// The triage form.
pub(crate) struct TriageForm {
    pub(crate) action: String,
    pub(crate) command: String,
    pub(crate) seen: u32,
    pub(crate) fields: Vec<Field>,
}

/// The form that hands a signal over.
pub(crate) struct HandOverForm {
    pub(crate) action: String,
    pub(crate) command: String,
    pub(crate) seen: u32,
    /// Which directorate.
    pub(crate) field: Field,
}

/// `/signals/sent`.
#[derive(Template)]
#[template(path = "signals_sent.html")]
pub(crate) struct SentSignals {
    pub(crate) p: Page,
    pub(crate) filters: Vec<Filter>,
    pub(crate) total: String,
    pub(crate) rows: Vec<SentRow>,
    pub(crate) pager: Pager,
    /// Where one is recorded.
    pub(crate) new: Option<String>,
}

/// One sent signal of the list.
pub(crate) struct SentRow {
    pub(crate) code: String,
    pub(crate) href: String,
    pub(crate) received: String,
    pub(crate) to: String,
    /// Answered, or how long it waits.
    pub(crate) answer: Tag,
}

/// `/signals/sent/{code}`.
#[derive(Template)]
#[template(path = "signal_sent.html")]
pub(crate) struct SentSignal {
    pub(crate) p: Page,
    pub(crate) code: String,
    pub(crate) answer: Tag,
    pub(crate) card: Vec<Fact>,
    /// Where another one is recorded.
    pub(crate) new: Option<String>,
}
