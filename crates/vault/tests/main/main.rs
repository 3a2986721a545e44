//! The vault from outside.
#![cfg(test)]

mod backups;
mod custodians;
mod epochs;
mod golden;
mod keys;
mod passphrases;
mod passwords;
mod qr;
mod recovery;
mod ring;
mod rotation;
mod sealing;
mod tokens;
mod totp;
