//! Signals and their triage.
