//! The name index from outside.
#![cfg(test)]

mod candidates;
mod names;
mod properties;
mod searches;
