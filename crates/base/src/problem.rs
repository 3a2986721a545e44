//! The one shape of refusal, for pages, programs and the command line.

use std::fmt;

/// How a refusal is answered. The numbers are HTTP's, so that a page and a program hear the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// What was sent cannot be taken: 422.
    BadInput,
    /// A rule of the field forbids it: 409.
    Refused,
    /// Someone else wrote meanwhile: 409.
    Conflict,
    /// Not there, or not for you; both sound the same: 404.
    NotFound,
    /// Nobody is signed in: 401.
    NotSignedIn,
    /// Larger than is taken: 413.
    TooLarge,
    /// Too many tries: 429.
    TooMany,
    /// Cannot be answered now: 503.
    Unavailable,
    /// A fault of the program: 500. Its cause is in the log, never in the answer.
    Internal,
}

impl ProblemKind {
    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::BadInput => 422,
            Self::Refused | Self::Conflict => 409,
            Self::NotFound => 404,
            Self::NotSignedIn => 401,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }
}

/// A refusal: a stable code, how it is answered, and the values its message needs.
///
/// The words are `problem-<code>` and, where there is a way to mend it, `problem-<code>-hint` in the message
/// files (underscores of the code written as hyphens). No name, token or body belongs in `args`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable, `snake_case`; the rule's name when a rule refuses.
    pub code: &'static str,
    /// How it is answered.
    pub kind: ProblemKind,
    /// The form field it is about, where there is one.
    pub field: Option<&'static str>,
    /// Values for the message.
    pub args: Vec<(&'static str, String)>,
    /// What happened inside; for the log alone.
    pub inside: Option<String>,
}

impl Problem {
    /// A refusal of this kind.
    #[must_use]
    pub fn new(kind: ProblemKind, code: &'static str) -> Self {
        Self { code, kind, field: None, args: Vec::new(), inside: None }
    }

    /// What was sent cannot be taken.
    #[must_use]
    pub fn bad_input(code: &'static str) -> Self {
        Self::new(ProblemKind::BadInput, code)
    }

    /// A rule forbids it; `code` is the rule's name.
    #[must_use]
    pub fn refused(code: &'static str) -> Self {
        Self::new(ProblemKind::Refused, code)
    }

    /// Not there, or not for you.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(ProblemKind::NotFound, "not_found")
    }

    /// A fault of the program, with its cause for the log.
    #[must_use]
    pub fn internal(cause: impl fmt::Display) -> Self {
        let mut problem = Self::new(ProblemKind::Internal, "internal");
        problem.inside = Some(cause.to_string());
        problem
    }

    /// Adds a value for the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Names the form field it is about.
    #[must_use]
    pub fn on(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)?;
        for (name, value) in &self.args {
            write!(f, ", {name} `{value}`")?;
        }
        if let Some(inside) = &self.inside {
            write!(f, ": {inside}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}
