//! Where a child stands on the track of victim status.

/// A status. Which step may follow which is the pack's; which kind of entry ends in which status is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VictimStatus {
    /// No file yet.
    #[default]
    None,
    /// Somebody worried enough to open a file.
    Potential,
    /// A trained professional presumes it.
    Presumed,
    /// Formally identified.
    Identified,
    /// The presumption was not confirmed, by two people.
    NotConfirmed,
}

impl VictimStatus {
    /// Its code in the pack's list `status`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Potential => "potential",
            Self::Presumed => "presumed",
            Self::Identified => "identified",
            Self::NotConfirmed => "not_confirmed",
        }
    }

    /// The status of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [Self::None, Self::Potential, Self::Presumed, Self::Identified, Self::NotConfirmed];
        all.into_iter().find(|status| status.code() == code)
    }
}
