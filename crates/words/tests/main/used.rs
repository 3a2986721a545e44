//! The ids that pages name exist.

use std::collections::BTreeSet;
use std::fs;

use words::{Lang, Words};

use crate::files::{files_below, root};

#[test]
fn every_message_that_a_template_names_exists() {
    let words = Words::load([]).unwrap();
    let mut named = BTreeSet::new();
    for file in files_below(&root().join("crates/web/templates"), ".html") {
        let text = fs::read_to_string(&file).unwrap();
        for start in ["p.t(\"", "p.t1(\"", "p.t2(\""] {
            for after in text.split(start).skip(1) {
                named.insert((after.split('"').next().unwrap_or_default().to_owned(), file.clone()));
            }
        }
    }
    assert!(named.len() > 100, "only {} ids were found in the templates", named.len());
    for (id, file) in named {
        for lang in Lang::ALL {
            assert!(words.has(lang, &id), "{}: no message `{id}` in {lang}", file.display());
        }
    }
}
