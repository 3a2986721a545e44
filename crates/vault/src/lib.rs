//! Key ring, sealing, passwords and one-time links.
