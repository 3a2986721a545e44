//! Recording.

use super::work::Change;
use super::{Choice, Fact, Link, Page, Refusal};
use askama::Template;
use words::Lang;

/// Any form that records something.
#[derive(Template)]
#[template(path = "entry_form.html")]
pub(crate) struct EntryForm {
    pub(crate) p: Page,
    pub(crate) heading: String,
    /// The record's code and page, where there is one.
    pub(crate) record: Option<Link>,
    /// A sentence below the heading; empty shows nothing.
    pub(crate) lead: String,
    pub(crate) action: String,
    /// Hidden `command` and `seen`; `token` is the page's.
    pub(crate) command: String,
    pub(crate) seen: String,
    pub(crate) refusals: Vec<Refusal>,
    /// What others recorded meanwhile, on a conflict.
    pub(crate) conflict: Vec<Change>,
    /// What is worth a word before it is recorded.
    pub(crate) warnings: Vec<String>,
    /// Children that may be the same, when one is registered.
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) groups: Vec<FieldGroup>,
    /// What is known already and need not be asked again.
    pub(crate) known: Vec<Fact>,
    /// What follows when it is recorded.
    pub(crate) effect: String,
    pub(crate) submit: String,
    /// Whether it is a second signature, which asks for a second factor.
    pub(crate) second: bool,
    pub(crate) cancel: String,
}

/// A child that may be the same: radio `same` = `code`, or `other`.
pub(crate) struct Candidate {
    pub(crate) code: String,
    pub(crate) href: String,
    /// Why it may be: `same birth month, name one letter apart`.
    pub(crate) why: String,
}

/// Fields that belong together; an empty `legend` groups nothing.
pub(crate) struct FieldGroup {
    pub(crate) legend: String,
    pub(crate) hint: String,
    pub(crate) fields: Vec<Field>,
}

/// One question. Its element is `f-<name>`.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    /// What is wrong with it; empty when nothing is.
    pub(crate) error: String,
    pub(crate) required: bool,
    pub(crate) input: Input,
}

impl Field {
    /// The ids that describe the input, for `aria-describedby`.
    pub(crate) fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("h-{}", self.name));
        }
        if !self.error.is_empty() {
            ids.push(format!("e-{}", self.name));
        }
        ids.join(" ")
    }
}

/// How it is answered.
pub(crate) enum Input {
    /// One of a few.
    Radio(Vec<Choice>),
    /// Any of a few.
    Checkboxes(Vec<Choice>),
    /// One of many; the first one is "choose" with an empty value.
    Select(Vec<Choice>),
    /// A day, a month or a year: `2026-03-12`, `2026-03`, `2026`.
    Date(String),
    /// A line.
    Text { value: String, max: u32 },
    /// Several lines.
    Long { value: String, max: u32 },
}

/// The page on which one chooses what to record.
#[derive(Template)]
#[template(path = "entry_choose.html")]
pub(crate) struct EntryChoose {
    pub(crate) p: Page,
    pub(crate) record: Link,
    pub(crate) kinds: Vec<KindChoice>,
}

/// A kind of entry that the file allows now.
pub(crate) struct KindChoice {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) effect: String,
}
