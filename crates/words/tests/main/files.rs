//! Message files as the tests read them: id, text, names of the values.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// One message.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) file: PathBuf,
    pub(crate) text: String,
    pub(crate) values: BTreeSet<String>,
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file below a folder with this ending, in order; none when the folder is not there.
pub(crate) fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The messages of one language, of the program and of all packs. The language is the name of the file or of
/// its folder: `ro/work.ftl`, `packs/ro/en.ftl`.
pub(crate) fn messages(lang: &str) -> BTreeMap<String, Message> {
    let mut all = BTreeMap::new();
    for file in files_below(&root().join("crates/words/messages").join(lang), ".ftl") {
        read_into(&mut all, &file);
    }
    for file in pack_files(lang) {
        read_into(&mut all, &file);
    }
    all
}

/// The message files of all packs in one language.
pub(crate) fn pack_files(lang: &str) -> Vec<PathBuf> {
    let mut files = files_below(&root().join("packs"), ".ftl");
    files.retain(|file| file.file_stem().is_some_and(|stem| stem == lang));
    files
}

fn read_into(all: &mut BTreeMap<String, Message>, file: &Path) {
    let mut current: Option<String> = None;
    for line in fs::read_to_string(file).unwrap().lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let text = if line.starts_with(' ') {
            line
        } else {
            let (id, text) =
                line.split_once('=').unwrap_or_else(|| panic!("{}: no message: {line}", file.display()));
            let message = Message { file: file.to_owned(), text: String::new(), values: BTreeSet::new() };
            let before = all.insert(id.trim().to_owned(), message);
            assert!(before.is_none(), "{}: `{}` is said twice", file.display(), id.trim());
            current = Some(id.trim().to_owned());
            text
        };
        let message = all.get_mut(current.as_ref().unwrap()).unwrap();
        message.text.push_str(text.trim());
        message.text.push('\n');
        for after in text.split('$').skip(1) {
            message
                .values
                .insert(after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect());
        }
    }
}
