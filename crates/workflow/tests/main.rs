//! Behaviour of the whole crate, over a real store with a clock that is moved by hand.

mod directory;
mod house;
mod import;
mod rebuild;
mod trust;
