//! The ids that pages name, and those made from the codes of the rooms, exist; and there are no others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use words::{Lang, Words};

use crate::files::{files_below, messages, root};

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
const SHOWN_CODES: [(&str, &str, &str); 12] = [
    ("casework/src/event.rs", "} => \"", "kind-"),
    ("intake/src/signal.rs", "} => \"", "kind-"),
    ("justice/src/event.rs", "} => \"", "kind-"),
    ("justice/src/file.rs", "=> \"", "phase-"),
    ("agencies/src/event.rs", "} => \"", "kind-"),
    ("agencies/src/role.rs", "=> \"", "role-"),
    ("agencies/src/role.rs", "=> \"", "begin-"),
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

/// Ids made from codes: what they begin with, and where below `crates` their codes are named.
const MADE_FROM_CODES: [(&str, &str); 34] = [
    ("begin-", "agencies/src"),
    ("child-", "casework/src"),
    ("compartment-", "base/src"),
    ("concern-reason-", "workflow/src/concern_record.rs"),
    ("deadline-", "rules/src"),
    ("dimension-", ""),
    ("do-", ""),
    ("effect-", ""),
    ("erasure-ground-", "workflow/src/erasure.rs"),
    ("erasure-state-", "web/src/pages/watch.rs"),
    ("export-col-", "web/src/pages/exports.rs"),
    ("export-format-", "reports/src/table.rs"),
    ("export-yes-no-", "web/src/pages/exports.rs"),
    ("finding-", ""),
    ("glass-reason-", "workflow/src/glass_record.rs"),
    ("help-", "web/src/pages/desk.rs"),
    ("kind-", ""),
    ("match-", "linkage/src"),
    ("paper-col-", "web/src/pages/paper_cases.rs"),
    ("paper-field-", "workflow/src/import/paper"),
    ("phase-", "justice/src"),
    ("places-", "web/src"),
    ("problem-", ""),
    ("purpose-", "base/src"),
    ("referral-state-", "web/src/pages/referrals.rs"),
    ("role-", "agencies/src"),
    ("sent-", "web/src/pages/signals_sent.rs"),
    ("signal-state-", "web/src/pages/signals.rs"),
    ("status-", "casework/src"),
    ("step-", "casework/src"),
    ("step-state-", "casework/src"),
    ("track-", "casework/src"),
    ("trust-ledger-", "base/src"),
    ("warning-", "casework/src"),
];

/// What follows a whole id where a second message belongs to a first: a question's hint, a refusal's, what a role does.
const SECONDS: [(&str, &str); 5] = [
    ("help-", "-who"),
    ("help-", "-recorded"),
    ("field-", "-hint"),
    ("problem-", "-hint"),
    ("role-", "-does"),
];

/// The texts in quotation marks of a source; its tests are none.
fn quoted(file: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.split('"').map(str::to_owned).collect()
}

/// Texts in quotation marks by file below `crates`: of all rooms' sources and the pages' templates; and of the
/// definitions of indicators, which name their messages.
fn quoted_by_file() -> BTreeMap<String, BTreeSet<String>> {
    let crates = root().join("crates");
    let sources = files_below(&crates, ".rs").into_iter().chain(files_below(&crates, ".html"));
    let definitions = files_below(&root().join("indicators"), ".toml");
    let named = sources.chain(definitions).map(|file| {
        let name = file.strip_prefix(&crates).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        (name, quoted(&file))
    });
    let kept = |name: &str| ["/src/", "/templates/", "/indicators/"].iter().any(|part| name.contains(part));
    named.filter(|(name, _)| kept(name)).collect()
}

fn is_named(quoted: &BTreeMap<String, BTreeSet<String>>, below: &str, text: &str) -> bool {
    quoted.iter().any(|(name, texts)| name.starts_with(below) && texts.contains(text))
}

fn is_used(quoted: &BTreeMap<String, BTreeSet<String>>, id: &str) -> bool {
    let of_code = |(prefix, below): &(&str, &str)| {
        id.strip_prefix(prefix).is_some_and(|code| {
            is_named(quoted, below, code) || is_named(quoted, below, &code.replace('-', "_"))
        })
    };
    let first = SECONDS
        .iter()
        .find_map(|(prefix, suffix)| id.strip_suffix(suffix).filter(|first| first.starts_with(prefix)));
    is_named(quoted, "", id)
        || MADE_FROM_CODES.iter().any(of_code)
        || first.is_some_and(|first| is_used(quoted, first))
}

#[test]
fn every_message_is_named_somewhere() {
    let quoted = quoted_by_file();
    assert!(is_used(&quoted, "problem-text-too-long-hint") && is_used(&quoted, "signal-state-triaged"));
    assert!(!is_used(&quoted, "problem-of-nobody") && !is_used(&quoted, "signal-state-out-of-scope"));
    let ours = root().join("crates/words/messages");
    let all = messages("en");
    let ids = all.iter().filter(|(_, message)| message.file.starts_with(&ours)).map(|(id, _)| id);
    let unused: Vec<&String> = ids.filter(|id| !is_used(&quoted, id)).collect();
    assert!(unused.is_empty(), "no source and no page names: {unused:#?}");
}
