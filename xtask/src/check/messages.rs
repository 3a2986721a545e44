//! Message files: every message in every language, with the same values in it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::Findings;
use crate::project::Project;

/// The languages of the product.
const LANGUAGES: [&str; 2] = ["en", "ro"];

/// For each set of message files (its path with `*` for the language), for each language, the messages with the
/// values they take.
pub(crate) struct Messages {
    pub(crate) sets: BTreeMap<String, BTreeMap<&'static str, BTreeMap<String, BTreeSet<String>>>>,
}

impl Messages {
    pub(crate) fn read(project: &Project, files: &[String]) -> Result<Self> {
        let mut sets: BTreeMap<String, BTreeMap<_, BTreeMap<_, _>>> = BTreeMap::new();
        for name in files.iter().filter(|name| name.ends_with(".ftl")) {
            let Some((language, set)) = language_of(name) else { continue };
            let text = std::fs::read_to_string(project.path(name)).with_context(|| name.clone())?;
            sets.entry(set).or_default().entry(language).or_default().extend(messages(&text));
        }
        Ok(Self { sets })
    }
}

pub(super) fn check(project: &Project, files: &[String], findings: &mut Findings) -> Result<()> {
    for (set, languages) in &Messages::read(project, files)?.sets {
        let all: BTreeSet<&String> = languages.values().flat_map(|messages| messages.keys()).collect();
        for key in all {
            let mut values = BTreeSet::new();
            for language in LANGUAGES {
                match languages.get(language).and_then(|messages| messages.get(key)) {
                    None => findings.error(format!("{set}: `{key}` is missing in `{language}`")),
                    Some(taken) => {
                        values.insert(taken);
                    }
                }
            }
            if values.len() > 1 {
                findings
                    .error(format!("{set}: `{key}` takes other values in one language than in the other"));
            }
        }
    }
    Ok(())
}

/// The language of a message file, and its set: `messages/ro/page.ftl`, `labels.ro.ftl` or `ro.ftl`.
fn language_of(name: &str) -> Option<(&'static str, String)> {
    LANGUAGES.into_iter().find_map(|language| {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        if file == format!("{language}.ftl") {
            return Some((language, format!("{folder}/*.ftl")));
        }
        if let Some(start) = file.strip_suffix(&format!(".{language}.ftl")) {
            return Some((language, format!("{folder}/{start}.*.ftl")));
        }
        let (parent, last) = folder.rsplit_once('/')?;
        // A pack's folder is a country's, which looks like a language's.
        (last == language && parent != "packs").then(|| (language, format!("{parent}/*/{file}")))
    })
}

/// The messages of a Fluent file with the names of the values (`$name`) that each takes. Attributes count to
/// their message.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        let begins = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
        if begins && let Some((key, _)) = line.split_once('=') {
            current = Some(key.trim().to_owned());
        } else if line.starts_with('#') {
            current = None;
        }
        let Some(key) = &current else { continue };
        let values = found.entry(key.clone()).or_default();
        for piece in line.split('$').skip(1) {
            let name: String =
                piece.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect();
            if !name.is_empty() {
                values.insert(name);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_found_with_their_values() {
        let text = "# A comment with $nothing\nhello = Hello, { $name }!\nrows =\n    { $count ->\n        [one] a row\n       *[other] \
                    { $count } rows of { $file }\n    }\n-brand = Punte\n";
        let found = messages(text);
        let of = |key: &str| found[key].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), ["-brand", "hello", "rows"]);
        assert_eq!((of("hello"), of("rows"), of("-brand").len()), (vec!["name"], vec!["count", "file"], 0));
    }

    #[test]
    fn the_language_is_a_folder_or_a_part_of_the_name() {
        let set = |name: &str| language_of(name).map(|(language, set)| format!("{language} {set}"));
        assert_eq!(
            set("crates/words/messages/ro/page.ftl").as_deref(),
            Some("ro crates/words/messages/*/page.ftl")
        );
        assert_eq!(set("packs/ro/messages/en.ftl").as_deref(), Some("en packs/ro/messages/*.ftl"));
        assert_eq!(set("packs/ro/labels.ro.ftl").as_deref(), Some("ro packs/ro/labels.*.ftl"));
        assert_eq!(set("packs/ro/labels.ftl"), None);
        assert_eq!(set("notes.ftl"), None);
    }
}
