//! The program as it is run: its commands, and people's journeys through its pages.

#![cfg(test)]

mod browser;
mod journeys;
