//! The table of routes: none can be registered without naming its action.

use base::Problem;
use workflow::{Action, Halfway, SignedIn};

use crate::request::{Method, Request};
use crate::response::Response;
use crate::site::Site;

/// Who is let through to a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anybody: the sign-in page, files of the look, health.
    Public,
    /// Somebody between the two steps of signing in: the pages of the second.
    Halfway,
    /// A signed-in person whose roles may ever do this; the thing itself is decided on again where it is loaded.
    May(Action),
}

/// Values of `{name}` in a pattern, in their order.
pub type Captured<'a> = Vec<&'a str>;

/// What answers a route.
#[derive(Clone, Copy)]
pub enum Handler {
    /// For anybody.
    Public(fn(&Site, &Request) -> Result<Response, Problem>),
    /// For somebody between the two steps of signing in.
    Halfway(fn(&Site, &Request, &Halfway) -> Result<Response, Problem>),
    /// For a signed-in person.
    Staff(fn(&Site, &Request, &SignedIn, &Captured<'_>) -> Result<Response, Problem>),
}

/// One route.
#[derive(Clone, Copy)]
pub struct Route {
    /// Its method.
    pub method: Method,
    /// Its path; `{name}` stands for one segment.
    pub pattern: &'static str,
    /// Who is let through.
    pub guard: Guard,
    /// What answers.
    pub handler: Handler,
}

impl Route {
    /// A route that anybody may use.
    #[must_use]
    pub fn public(
        method: Method,
        pattern: &'static str,
        handler: fn(&Site, &Request) -> Result<Response, Problem>,
    ) -> Self {
        Self { method, pattern, guard: Guard::Public, handler: Handler::Public(handler) }
    }

    /// A route for those who have shown a password and owe the second step.
    #[must_use]
    pub fn halfway(
        method: Method,
        pattern: &'static str,
        handler: fn(&Site, &Request, &Halfway) -> Result<Response, Problem>,
    ) -> Self {
        Self { method, pattern, guard: Guard::Halfway, handler: Handler::Halfway(handler) }
    }

    /// A route for those who may do `action`.
    #[must_use]
    pub fn staff(
        method: Method,
        pattern: &'static str,
        action: Action,
        handler: fn(&Site, &Request, &SignedIn, &Captured<'_>) -> Result<Response, Problem>,
    ) -> Self {
        Self { method, pattern, guard: Guard::May(action), handler: Handler::Staff(handler) }
    }

    /// The captured segments when `path` is of this pattern.
    #[must_use]
    pub fn captures<'a>(&self, path: &'a str) -> Option<Captured<'a>> {
        let mut captured = Vec::new();
        let (mut wanted, mut given) = (self.pattern.split('/'), path.split('/'));
        loop {
            match (wanted.next(), given.next()) {
                (None, None) => return Some(captured),
                (Some(pattern), Some(segment)) if pattern.starts_with('{') && !segment.is_empty() => {
                    captured.push(segment);
                }
                (Some(pattern), Some(segment)) if pattern == segment => {}
                _ => return None,
            }
        }
    }
}
