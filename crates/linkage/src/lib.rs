//! Name normalising and the in-memory name index.
