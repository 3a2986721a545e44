//! The vault from outside.
#![cfg(test)]

mod golden;
mod keys;
mod passwords;
mod ring;
mod sealing;
mod tokens;
