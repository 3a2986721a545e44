//! What `cargo metadata` says about our crates and those of others.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::programs::read;
use crate::project::Project;

/// One crate.
#[derive(Default)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// One of the workspace's.
    pub(crate) ours: bool,
    pub(crate) description: String,
    pub(crate) licence: Option<String>,
    pub(crate) uses: Vec<Use>,
    /// Names of its benchmark programs.
    pub(crate) benches: Vec<String>,
}

/// A crate that a crate names in its manifest.
pub(crate) struct Use {
    pub(crate) name: String,
    /// For tests, examples and benchmarks only.
    pub(crate) dev: bool,
    /// One of the workspace's.
    pub(crate) ours: bool,
}

/// All crates that this workspace builds with on this kind of machine, ours included. (For every kind of machine,
/// cargo would first download what is never built here.)
pub(crate) fn packages(project: &Project) -> Result<Vec<Package>> {
    let compiler = read(&mut project.command("rustc", &["-vV"]))?;
    let machine =
        compiler.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let words = ["metadata", "--format-version", "1", "--locked", "--filter-platform", machine];
    let text = read(&mut project.cargo(&words))
        .context("if the lock file is not up to date, `cargo metadata` brings it there")?;
    let metadata: Value = serde_json::from_str(&text)?;
    list(&metadata, "packages").map(package).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn package(value: &Value) -> Result<Package> {
    let uses = list(value, "dependencies").filter_map(|used| {
        Some(Use {
            name: text(used, "name")?,
            dev: text(used, "kind").is_some_and(|kind| kind == "dev"),
            ours: used.get("path").is_some(),
        })
    });
    let benches = list(value, "targets")
        .filter(|target| list(target, "kind").any(|kind| kind == "bench"))
        .filter_map(|target| text(target, "name"));
    Ok(Package {
        name: text(value, "name").context("a package without a name")?,
        version: text(value, "version").unwrap_or_default(),
        ours: value.get("source").is_none_or(Value::is_null),
        description: text(value, "description").unwrap_or_default(),
        licence: text(value, "license"),
        uses: uses.collect(),
        benches: benches.collect(),
    })
}
