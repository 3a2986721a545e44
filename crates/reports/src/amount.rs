//! What a figure can be.

/// A figure that a chart shows, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// Known and shown. Not finite counts as [`Amount::Absent`].
    Known(f64),
    /// Known and hidden, because it is small or would reveal one that is: hatched, never drawn as zero.
    Suppressed,
    /// There is none: nothing was counted yet, or there is nothing to count from.
    Absent,
}

impl Amount {
    /// The number to draw.
    #[must_use]
    pub fn known(self) -> Option<f64> {
        match self {
            Self::Known(number) if number.is_finite() => Some(number),
            _ => None,
        }
    }
}
