//! The program as somebody who types sees it.
#![cfg(test)]

mod backup;
mod demo;
mod fixtures;
mod htcds;
mod import;
mod keys;
mod operations;
mod program;
mod refusals;
mod service;
mod verify;
