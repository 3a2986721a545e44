//! The second step of signing in, and a person's own account.

use super::{Page, Refusal};
use askama::Template;
use words::Lang;

/// `/sign-in/code`. Form: `code`.
#[derive(Template)]
#[template(path = "second_step.html")]
pub(crate) struct SecondStep {
    pub(crate) p: Page,
    /// Who is on the way in.
    pub(crate) name: String,
    pub(crate) refusal: Option<Refusal>,
}

/// `/sign-in/enrol` and `/account/app`. Form: hidden `sealed`, `code`.
#[derive(Template)]
#[template(path = "enrol.html")]
pub(crate) struct Enrol {
    pub(crate) p: Page,
    /// Where the form posts to.
    pub(crate) action: &'static str,
    /// Whether earlier codes end.
    pub(crate) replaces: bool,
    pub(crate) sealed: String,
    /// The secret in fours.
    pub(crate) text: String,
    /// The QR code: the `viewBox`'s side and the path of its black modules.
    pub(crate) side: i32,
    pub(crate) path: String,
    pub(crate) refusal: Option<Refusal>,
}

/// Recovery codes, shown once.
#[derive(Template)]
#[template(path = "recovery_codes.html")]
pub(crate) struct RecoveryCodes {
    pub(crate) p: Page,
    pub(crate) codes: Vec<String>,
    /// Where one goes from here.
    pub(crate) next: &'static str,
}

/// `/account`.
#[derive(Template)]
#[template(path = "account.html")]
pub(crate) struct Account {
    pub(crate) p: Page,
    /// What the person signs in with; empty for people of the demo.
    pub(crate) login: String,
    /// Since when there are changing codes; empty without.
    pub(crate) totp: String,
    /// How many recovery codes are left; empty without.
    pub(crate) codes: String,
    /// Whether the roles need a second factor.
    pub(crate) needed: bool,
    pub(crate) sessions: Vec<SessionRow>,
    pub(crate) refusal: Option<Refusal>,
}

/// One open session.
pub(crate) struct SessionRow {
    pub(crate) handle: String,
    pub(crate) began: String,
    pub(crate) used: String,
    pub(crate) this: bool,
}
