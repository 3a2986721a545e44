//! What tests stand on: a store per test on each engine, and a PostgreSQL server that lives as long as the test
//! process does.
//!
//! Nothing here is part of the program. Start reading at [`both_engines`].

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must stop, and say why")]

mod cluster;
mod store;

pub use self::store::{EmptyPlace, EngineKind, TestStore, both_engines, folder_holds};
pub use cluster::{postgres_data, postgres_url, say};
