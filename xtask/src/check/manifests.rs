//! Manifests: each crate of others stands once, in the root, with a line that says what it is for.

use anyhow::{Context, Result};

use super::Findings;
use crate::metadata::Package;
use crate::project::Project;

pub(super) fn check(project: &Project, packages: &[Package], findings: &mut Findings) -> Result<()> {
    let root = std::fs::read_to_string(project.path("Cargo.toml")).context("Cargo.toml")?;
    findings.errors.extend(
        without_reason(&root)
            .into_iter()
            .map(|name| format!("Cargo.toml: `{name}` has no comment above it that says what it is for")),
    );
    let manifest: toml::Table = toml::from_str(&root).context("Cargo.toml")?;
    let listed =
        manifest.get("workspace").and_then(|w| w.get("dependencies")).and_then(toml::Value::as_table);
    let ours: Vec<&Package> = packages.iter().filter(|package| package.ours).collect();
    for name in listed.into_iter().flat_map(|table| table.keys()) {
        if !ours
            .iter()
            .any(|package| package.name == *name || package.uses.iter().any(|used| used.name == *name))
        {
            findings.warning(format!("Cargo.toml: nobody uses `{name}`"));
        }
    }
    for package in ours {
        let folder =
            if package.name == "xtask" { "xtask".to_owned() } else { format!("crates/{}", package.name) };
        let file = format!("{folder}/Cargo.toml");
        let text = std::fs::read_to_string(project.path(&file)).with_context(|| file.clone())?;
        findings.errors.extend(
            own_versions(&text)?
                .into_iter()
                .map(|name| format!("{file}: take `{name}` from the workspace, `{name}.workspace = true`")),
        );
        if !text.contains("[lints]\nworkspace = true") {
            findings.error(format!("{file}: the workspace's lints are not asked for"));
        }
    }
    Ok(())
}

/// Dependencies of the root manifest without a comment above. Lines that follow a commented one directly and are
/// ours (`path = `) share its comment.
fn without_reason(manifest: &str) -> Vec<String> {
    let mut lines = manifest.lines().skip_while(|line| *line != "[workspace.dependencies]").skip(1);
    let (mut reason, mut found) = (false, Vec::new());
    for line in lines.by_ref().take_while(|line| !line.starts_with('[')) {
        if line.starts_with('#') {
            reason = true;
        } else if let Some((name, value)) = line.split_once('=') {
            if !reason {
                found.push(name.trim().to_owned());
            }
            reason &= value.contains("path =");
        } else if line.trim().is_empty() {
            reason = false;
        }
    }
    found
}

/// Dependencies that a crate's manifest gives a version of its own.
fn own_versions(manifest: &str) -> Result<Vec<String>> {
    let table: toml::Table = toml::from_str(manifest)?;
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let used = sections.iter().filter_map(|section| table.get(*section)?.as_table()).flatten();
    Ok(used
        .filter(|(_, value)| value.get("workspace").and_then(toml::Value::as_bool) != Some(true))
        .map(|(name, _)| name.clone())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_needs_a_reason_and_the_workspaces_version() {
        let root = "[workspace.dependencies]\n# Ours.\na = { path = \"a\" }\nb = { path = \"b\" }\n\n# Tables.\ncsv = \"1\"\n\
                    bare = \"2\"\n\nalone = \"3\"\n[profile.dev]\nx = 1\n";
        assert_eq!(without_reason(root), ["bare", "alone"]);
        let own =
            "[dependencies]\na.workspace = true\nb = \"1\"\n[dev-dependencies]\nc = { path = \"../c\" }\n";
        assert_eq!(own_versions(own).unwrap(), ["b", "c"]);
    }
}
