//! The track of victim status: which step may follow which, and which needs two people.

use base::Code;
use serde::Deserialize;
use toml::Spanned;

use crate::source::Source;

/// A step along the track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The kind of entry that makes it.
    pub kind: Code,
    /// The statuses it may start from.
    pub from: Vec<Code>,
    /// The status it ends in.
    pub to: Code,
    /// Whether one person proposes and another agrees.
    pub two_people: bool,
    /// The legal basis; its label is `legal-<code>`.
    pub legal_basis: Option<Code>,
}

/// All statuses and steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusTrack {
    statuses: Vec<Code>,
    transitions: Vec<Transition>,
}

impl StatusTrack {
    /// The statuses, in the order of the track.
    #[must_use]
    pub fn statuses(&self) -> &[Code] {
        &self.statuses
    }

    /// All steps.
    #[must_use]
    pub fn transitions(&self) -> &[Transition] {
        &self.transitions
    }

    /// The step that an entry of this kind makes.
    #[must_use]
    pub fn transition(&self, kind: &str) -> Option<&Transition> {
        self.transitions.iter().find(|transition| transition.kind == kind)
    }

    /// Whether an entry of this kind may be made in this status.
    #[must_use]
    pub fn allows(&self, kind: &str, from: &str) -> bool {
        self.transition(kind).is_some_and(|transition| transition.from.iter().any(|status| *status == from))
    }

    /// Whether an entry of this kind needs a second person.
    #[must_use]
    pub fn needs_two_people(&self, kind: &str) -> bool {
        self.transition(kind).is_some_and(|transition| transition.two_people)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusFile {
    statuses: Vec<Spanned<String>>,
    transition: Vec<TransitionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TransitionFile {
    kind: Spanned<String>,
    from: Vec<Spanned<String>>,
    to: Spanned<String>,
    #[serde(default)]
    two_people: bool,
    legal_basis: Option<Spanned<String>>,
}

/// Reads `statuses.toml`.
pub(crate) fn read(source: &mut Source<'_>) -> StatusTrack {
    let Some(file) = source.read::<StatusFile>() else { return StatusTrack::default() };
    let mut track = StatusTrack { statuses: source.codes(&file.statuses), transitions: Vec::new() };
    for transition in file.transition {
        for status in transition.from.iter().chain([&transition.to]) {
            if !track.statuses.iter().any(|known| *known == status.get_ref().as_str()) {
                let what = format!("status `{}` is not among the statuses", status.get_ref());
                source.wrong(Some(status.span()), what, "add it to `statuses`, or name one that is there");
            }
        }
        if track.transition(transition.kind.get_ref()).is_some() {
            let what = format!("kind `{}` has two transitions", transition.kind.get_ref());
            source.wrong(
                Some(transition.kind.span()),
                what,
                "write one, with all statuses it may start from",
            );
        }
        if let (Some(kind), Some(to)) = (source.code(&transition.kind), source.code(&transition.to)) {
            track.transitions.push(Transition {
                kind,
                from: source.codes(&transition.from),
                to,
                two_people: transition.two_people,
                legal_basis: transition.legal_basis.and_then(|basis| source.code(&basis)),
            });
        }
    }
    track
}
