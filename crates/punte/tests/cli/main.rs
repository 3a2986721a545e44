//! The program as somebody who types sees it.
#![cfg(test)]

mod demo;
mod import;
mod program;
mod refusals;
mod service;
mod verify;
