//! Approvals: the second signature of what needs two people asks for a second factor that was shown a moment ago, so
//! that a desk left open signs nothing.

use base::{Problem, Timestamp};

use crate::app::App;
use crate::sign_in::SignedIn;

/// How long a second factor that was shown counts as shown just now: five minutes.
const FRESH: i64 = 5 * 60 * Timestamp::SECOND;

impl App {
    /// Refuses unless a second factor was shown in this session within the last five minutes. A session of the demo's
    /// one click has none and passes. Ask it after the thing itself was found and decided on: what is hidden sounds
    /// like what is not there to everybody.
    ///
    /// # Errors
    /// `fresh_factor_needed`.
    pub fn needs_fresh_factor(&self, who: &SignedIn) -> Result<(), Problem> {
        if self.factor_is_fresh(who) { Ok(()) } else { Err(Problem::refused("fresh_factor_needed")) }
    }

    /// Whether [`App::needs_fresh_factor`] would pass.
    #[must_use]
    pub fn factor_is_fresh(&self, who: &SignedIn) -> bool {
        who.one_click || self.clock().now() < who.factor_at.plus(FRESH)
    }
}
