//! No rule of one country stands in the code: what is Romania's is in its pack.

use std::path::{Path, PathBuf};

use crate::story::pack;

const ROOMS: [&str; 4] = ["casework", "intake", "agencies", "rules"];

/// What would betray a country: its institutions, its zone, its name.
const WORDS: [&str; 10] =
    ["Bucharest", "Bucure", "DGASPC", "ANITP", "ANPDCA", "DIICOT", "Romania", "Român", "RO-", "HG 88"];

/// Every source file of these rooms with its text before the tests, which stand at its end and may speak of real
/// places.
pub(crate) fn code() -> Vec<(PathBuf, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for room in ROOMS {
        let before = files.len();
        sources(&crates.join(room).join("src"), &mut files);
        assert!(files.len() > before, "{room}");
    }
    let text = |file: &PathBuf| std::fs::read_to_string(file).unwrap();
    let before_tests = |text: String| text.split("#[cfg(test)]").next().unwrap().to_owned();
    files.into_iter().map(|file| (file.clone(), before_tests(text(&file)))).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// What of a country is in a text: its words anywhere, its county codes and names as literals.
fn traces(text: &str) -> Vec<String> {
    let mut literals: Vec<String> = WORDS.iter().map(|word| (*word).to_owned()).collect();
    for item in pack().list("county").items() {
        literals.push(format!("\"{}\"", item.code));
        literals.push(format!("\"{}\"", item.code.as_str().to_uppercase()));
    }
    literals.into_iter().filter(|literal| text.contains(literal.as_str())).collect()
}

#[test]
fn no_source_of_these_rooms_names_one() {
    for (file, code) in code() {
        assert_eq!(traces(&code), Vec::<String>::new(), "{}", file.display());
    }
}

#[test]
fn the_search_would_find_one() {
    assert_eq!(traces(r#"if county == "dj" {"#), ["\"dj\""]);
    assert_eq!(traces("Zone::named(\"Europe/Bucharest\")"), ["Bucharest"]);
}
