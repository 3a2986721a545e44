//! Getting in.

use super::{Page, Refusal};
use askama::Template;
use words::Lang;

/// `/sign-in`. Forms: `login`, `password`; in the demo a button `person`.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub(crate) struct SignIn {
    pub(crate) p: Page,
    /// Where both forms post to.
    pub(crate) action: String,
    /// Demo people by role; empty in a service.
    pub(crate) demo: Vec<DemoRole>,
    pub(crate) login: String,
    pub(crate) refusal: Option<Refusal>,
}

/// Demo people of one role.
pub(crate) struct DemoRole {
    pub(crate) role: String,
    pub(crate) does: String,
    pub(crate) people: Vec<DemoPerson>,
}

/// A demo person.
pub(crate) struct DemoPerson {
    /// The button's value.
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) agency: String,
}

/// The page behind a one-time link. Form: `password`, `again`, hidden `link`.
#[derive(Template)]
#[template(path = "set_password.html")]
pub(crate) struct SetPassword {
    pub(crate) p: Page,
    pub(crate) action: String,
    pub(crate) link: String,
    pub(crate) login: String,
    pub(crate) refusal: Option<Refusal>,
}
