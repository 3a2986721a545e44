//! A synthetic country, deterministic by seed.
