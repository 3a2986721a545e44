//! The synthetic country from outside.
#![cfg(test)]

mod canary;
mod exchanged;
mod making;
mod marginals;
mod one_by_one;
mod world;
