//! What may be published.
