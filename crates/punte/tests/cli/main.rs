//! The program as somebody who types sees it.
#![cfg(test)]

mod backup;
mod demo;
mod htcds;
mod import;
mod keys;
mod program;
mod refusals;
mod service;
mod verify;
