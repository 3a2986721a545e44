//! The vault from outside.
#![cfg(test)]

mod golden;
mod keys;
mod passwords;
mod qr;
mod recovery;
mod ring;
mod sealing;
mod tokens;
mod totp;
