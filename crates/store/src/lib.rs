//! All SQL: SQLite and PostgreSQL behind one small driver layer, so that each function is written once.
//!
//! A [`Store`] is a database for each realm, one for keys and one for sessions. [`Store::write`] and [`Store::read`] hand out a [`Tx`]; every other function
//! here takes one and is plain, blocking Rust. No other crate writes a statement, and no statement's text or
//! values ever reach a person: errors become [`base::Problem`]s in one place.
//!
//! It keeps what it is given and opens nothing: parts of entries, keys and drafts come sealed.
//!
//! Start reading at [`store`], then [`append`] and [`entries`]; [`projection`] and [`listing`] are what lists
//! are made of.

pub mod accounts;
mod apart;
pub mod append;
pub mod batches;
pub mod checkpoints;
pub mod commands;
pub mod concerns;
pub mod config;
mod connection;
mod counters;
pub mod criminal_files;
pub mod database;
pub mod datasets;
pub mod drafts;
pub mod dump;
pub mod entries;
pub mod erasures;
pub mod factors;
mod fault;
pub mod files;
pub mod glass;
mod inventory;
pub mod keys;
pub mod links;
pub mod listing;
mod migrations;
pub mod notices;
pub mod operations;
pub mod outbox;
#[cfg(test)]
mod plans;
mod postgresql;
pub mod projection;
pub mod provisioning;
mod readers;
pub mod reads;
pub mod referrals;
mod refill;
pub mod reports;
pub mod sessions;
pub mod signals;
mod sqlite;
pub mod store;
mod tables;
pub mod throttle;
mod transaction;
pub mod tree;
mod value;
pub mod verification;
mod writer;

pub use append::{Appended, ExpectedVersion, append, append_at};
pub use config::{Config, Engine, PostgresUrls};
pub use counters::Counts;
pub use database::Database;
pub use listing::{Cursor, Listed, Page, Total};
pub use projection::{Projection, Target};
pub use store::Store;
pub use transaction::Tx;
