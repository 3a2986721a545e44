//! Refusals have words in both languages, wherever in the program they are made.

use std::collections::BTreeSet;
use std::fs;

use base::Problem;
use words::{Lang, Words};

use crate::files::{files_below, root};

/// How refusals are written in the sources: the call that holds the code as its first text.
const MAKERS: [&str; 7] =
    ["refused(", "bad_input(", "conflict(", "unavailable(", "too_large(", "refuse(", "refuse_if("];

/// Codes made anywhere in the crates' sources, apart from their tests.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for file in files_below(&root().join("crates"), ".rs") {
        let path = file.to_string_lossy().replace('\\', "/");
        if !path.contains("/src/") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code_lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        let text: String = code_lines.collect::<Vec<_>>().join(" ").replace("( \"", "(\"");
        for maker in MAKERS {
            for after in text.split(maker).skip(1) {
                // The call's own text, up to the end of the statement, so that no later text is taken for it.
                let call = after.split(';').next().unwrap_or_default();
                let direct = call.strip_prefix('"');
                let condition_first =
                    (maker == "refuse_if(").then(|| call.split_once(", \"").map(|(_, code)| code));
                codes.extend(direct.or(condition_first.flatten()).and_then(code));
            }
        }
        for after in text.split("ProblemKind::").skip(1) {
            let named = after.split_once(", \"").filter(|(kind, _)| kind.chars().all(char::is_alphabetic));
            codes.extend(named.and_then(|(_, after)| code(after)));
        }
    }
    codes
}

fn code(after_quote: &str) -> Option<String> {
    let code = after_quote.split('"').next()?;
    let plain = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    (plain && !code.is_empty()).then(|| code.to_owned())
}

#[test]
fn every_refusal_has_words_in_both_languages() {
    // The command line brings words of its own.
    let own = |lang: Lang| {
        let folder = root().join("crates/punte/messages").join(lang.code());
        let files = files_below(&folder, ".ftl");
        files.iter().map(|file| fs::read_to_string(file).unwrap()).collect::<Vec<_>>().join("\n")
    };
    let texts: Vec<(Lang, String)> = Lang::ALL.into_iter().map(|lang| (lang, own(lang))).collect();
    let words = Words::load(texts.iter().map(|(lang, text)| (*lang, "cli.ftl", text.as_str()))).unwrap();
    let codes = codes();
    assert!(
        codes.contains("not_found") && codes.contains("text_too_long"),
        "the search finds nothing: {codes:?}"
    );
    let missing: Vec<String> = codes
        .iter()
        .map(|code| format!("problem-{}", code.replace('_', "-")))
        .filter(|id| Lang::ALL.into_iter().any(|lang| !words.has(lang, id)))
        .collect();
    assert!(missing.is_empty(), "refusals without words: {missing:#?}");
}

#[test]
fn a_refusal_says_what_is_wrong_and_how_to_mend_it() {
    let words = Words::load([]).unwrap();
    let problem = Problem::bad_input("text_too_long").with("max", "2000").on("note");
    let said = words.problem(Lang::En, &problem);
    assert_eq!(said.title, "The text is longer than 2,000 characters");
    assert_eq!(said.hint.as_deref(), Some("Shorten it, or spread it over two entries."));
    assert_eq!(words.problem(Lang::Ro, &Problem::not_found()).title, "Aici nu este nimic");
    let nearest = words.problem(Lang::En, &Problem::bad_input("value_not_listed").with("nearest", ""));
    assert_eq!(nearest.hint.as_deref(), Some("Nearest listed value: –"));
    let soon = words.problem(Lang::Ro, &Problem::refused("published_too_soon").with("day", "2026-03-12"));
    assert_eq!(soon.hint.as_deref(), Some("Următorul poate fi publicat la 12 martie 2026."));
    assert_eq!(words.missing(), Vec::<String>::new());
}
