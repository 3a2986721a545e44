//! Licences of every crate we build with, against the list in `deny.toml`.

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use super::Findings;
use crate::metadata::Package;
use crate::project::Project;

pub(super) fn check(project: &Project, packages: &[Package], findings: &mut Findings) -> Result<()> {
    let file = std::fs::read_to_string(project.path("deny.toml")).context("deny.toml")?;
    let table: toml::Table = toml::from_str(&file).context("deny.toml")?;
    let allowed: BTreeSet<String> = table
        .get("licenses")
        .and_then(|licences| licences.get("allow"))
        .and_then(toml::Value::as_array)
        .context("deny.toml has no `licenses.allow`")?
        .iter()
        .filter_map(|licence| licence.as_str().map(str::to_owned))
        .collect();
    for package in packages {
        match &package.licence {
            None => findings.error(format!("`{} {}` names no licence", package.name, package.version)),
            Some(licence) => match holds(licence, &allowed) {
                Some(true) => {}
                Some(false) => findings.error(format!(
                    "`{} {}` is under `{licence}`, which deny.toml does not allow",
                    package.name, package.version
                )),
                None => findings.error(format!("`{}`: licence `{licence}` cannot be read", package.name)),
            },
        }
    }
    Ok(())
}

/// Whether an SPDX expression can be met with allowed licences alone; `None` when it is no expression.
///
/// The older `MIT/Apache-2.0` means `OR`. `A WITH exception` is met when A is, or when the pair is listed.
fn holds(expression: &str, allowed: &BTreeSet<String>) -> Option<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    let value = either(&mut words, allowed)?;
    words.next().is_none().then_some(value)
}

type Words<'w> = std::iter::Peekable<std::str::SplitWhitespace<'w>>;

fn either(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> Option<bool> {
    let mut value = both(words, allowed)?;
    while words.next_if_eq(&"OR").is_some() {
        value |= both(words, allowed)?;
    }
    Some(value)
}

fn both(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> Option<bool> {
    let mut value = one(words, allowed)?;
    while words.next_if_eq(&"AND").is_some() {
        value &= one(words, allowed)?;
    }
    Some(value)
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> Option<bool> {
    let word = words.next()?;
    if word == "(" {
        let value = either(words, allowed)?;
        return words.next_if_eq(&")").map(|_| value);
    }
    if matches!(word, ")" | "AND" | "OR" | "WITH") {
        return None;
    }
    let mut value = allowed.contains(word.trim_end_matches('+'));
    if words.next_if_eq(&"WITH").is_some() {
        let exception = words.next()?;
        // An exception only ever adds permissions.
        value |= allowed.contains(&format!("{word} WITH {exception}"));
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_as_spdx_says() {
        let allowed: BTreeSet<String> = ["MIT", "Apache-2.0", "MPL-2.0"].map(str::to_owned).into();
        let cases = [
            ("MIT", Some(true)),
            ("GPL-3.0-only", Some(false)),
            ("MIT OR GPL-3.0-only", Some(true)),
            ("MIT AND GPL-3.0-only", Some(false)),
            ("MIT/Apache-2.0", Some(true)),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", Some(false)),
            ("GPL-3.0-only AND MIT OR MPL-2.0", Some(true)),
            ("GPL-3.0-only AND (MIT OR MPL-2.0)", Some(false)),
            ("Apache-2.0 WITH LLVM-exception", Some(true)),
            ("GPL-3.0-only WITH Classpath-exception-2.0", Some(false)),
            ("MIT OR", None),
            ("(MIT", None),
            ("MIT Apache-2.0", None),
            ("", None),
        ];
        for (expression, expected) in cases {
            assert_eq!(holds(expression, &allowed), expected, "{expression}");
        }
    }
}
