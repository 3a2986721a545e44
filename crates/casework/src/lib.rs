//! The child's protection file: status, services, referrals, closure, amendment, merging.
