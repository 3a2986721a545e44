//! The ids that pages name, and those made from the codes of the rooms, exist.

use std::collections::BTreeSet;
use std::fs;

use words::{Lang, Words};

use crate::files::{files_below, root};

/// Where ids are named: folder, ending, and what stands before the id's opening quotation mark.
const NAMED: [(&str, &str, &[&str]); 2] = [
    ("crates/web/templates", ".html", &["p.t(", "p.t1(", "p.t2("]),
    ("crates/web/src", ".rs", &[".t(", ".say(", ".count(", ".say(self.lang, ", ".say(lang, ", ", ", "fact("]),
];

#[test]
fn every_message_that_a_page_names_exists() {
    let words = Words::load([]).unwrap();
    for (folder, ending, before) in NAMED {
        let mut named = BTreeSet::new();
        for file in files_below(&root().join(folder), ending) {
            let text = fs::read_to_string(&file).unwrap();
            for start in before {
                for after in text.split(&format!("{start}\"")).skip(1) {
                    let id = after.split('"').next().unwrap_or_default();
                    // After a mere comma only form labels are looked for; other texts there are no ids.
                    if *start != ", " || id.starts_with("field-") {
                        named.insert((id.to_owned(), file.clone()));
                    }
                }
            }
        }
        assert!(named.len() > 50, "only {} ids were found in {folder}", named.len());
        for (id, file) in named {
            for lang in Lang::ALL {
                assert!(words.has(lang, &id), "{}: no message `{id}` in {lang}", file.display());
            }
        }
    }
}

/// Where a room names codes that a page shows: file, what stands before the code, what the message id begins with.
const SHOWN_CODES: [(&str, &str, &str); 9] = [
    ("casework/src/event.rs", "} => \"", "kind-"),
    ("intake/src/signal.rs", "} => \"", "kind-"),
    ("agencies/src/event.rs", "} => \"", "kind-"),
    ("agencies/src/role.rs", "=> \"", "role-"),
    ("casework/src/victim_status.rs", "=> \"", "status-"),
    ("casework/src/crossing.rs", "reached(\"", "step-"),
    ("casework/src/crossing.rs", "awaited(\"", "step-"),
    ("linkage/src/search.rs", "=> \"", "match-"),
    ("casework/src/decide.rs", "warnings.push(\"", "warning-"),
];

#[test]
fn every_code_that_a_page_shows_has_words() {
    let words = Words::load([]).unwrap();
    for (file, before, prefix) in SHOWN_CODES {
        let text = fs::read_to_string(root().join("crates").join(file)).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let codes: Vec<&str> =
            text.split(before).skip(1).filter_map(|after| after.split('"').next()).collect();
        assert!(!codes.is_empty(), "{file}: nothing follows `{before}`");
        for code in codes {
            let id = format!("{prefix}{}", code.replace('_', "-"));
            for lang in Lang::ALL {
                assert!(words.has(lang, &id), "{file}: no message `{id}` in {lang}");
            }
        }
    }
}
