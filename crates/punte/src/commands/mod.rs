//! One file per command; each answers with its exit code.

pub(crate) mod backup;
pub(crate) mod demo;
pub(crate) mod drill;
pub(crate) mod export;
pub(crate) mod figures;
pub(crate) mod htcds;
pub(crate) mod import;
pub(crate) mod import_source;
pub(crate) mod indicators;
pub(crate) mod keys;
pub(crate) mod problem_file;
pub(crate) mod rebuild;
pub(crate) mod restore;
pub(crate) mod serve;
pub(crate) mod serving;
pub(crate) mod user;
pub(crate) mod verify;
