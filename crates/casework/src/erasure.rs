//! When who a child is may be erased: never while something about the child is still open.

use base::Problem;

use crate::file::File;
use crate::referral::ReferralState;

/// Refuses an erasure while a case, a service or a referral is open.
///
/// # Errors
/// `erasure_while_open`, `erasure_while_service_open`, `erasure_while_referral_open`: a case that was reopened, and
/// what a closed one left running.
pub fn check_erasable(file: &File) -> Result<(), Problem> {
    if file.is_open() {
        return Err(Problem::refused("erasure_while_open"));
    }
    if file.services.iter().any(|service| service.started.is_some() && service.ended.is_none()) {
        return Err(Problem::refused("erasure_while_service_open"));
    }
    let ended = |state| matches!(state, ReferralState::Refused | ReferralState::Finished);
    if file.referrals.iter().any(|referral| !ended(referral.state())) {
        return Err(Problem::refused("erasure_while_referral_open"));
    }
    Ok(())
}
