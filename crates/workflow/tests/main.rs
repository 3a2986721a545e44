//! Behaviour of the whole crate, over a real store with a clock that is moved by hand.

mod directory;
mod disclosure;
mod figures;
mod files;
mod referrals;
mod house;
mod import;
mod lives;
mod rebuild;
mod reports;
mod trust;
