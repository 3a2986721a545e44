//! Indicator definitions, the one-pass counting engine, lineage and the disclosure gate.
