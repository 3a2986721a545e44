//! The policies as people meet them: examples, random worlds, refusals, the matrix.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails, with the place named")]

mod examples;
mod matrix;
mod people;
mod refused;
mod worlds;
