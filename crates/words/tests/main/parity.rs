//! Both languages say the same messages with the same values, and every file is compiled in.

use words::{Arg, Lang, Words};

use crate::files::{files_below, messages, pack_files, root};

#[test]
fn every_message_is_said_in_both_languages_with_the_same_values() {
    let (ro, en) = (messages("ro"), messages("en"));
    assert!(en.len() > 500, "only {} messages were found", en.len());
    for (id, message) in &en {
        let other = ro.get(id).unwrap_or_else(|| panic!("`{id}` is missing in Romanian"));
        assert_eq!(message.values, other.values, "`{id}` has other values in Romanian");
    }
    for id in ro.keys() {
        assert!(en.contains_key(id), "`{id}` is missing in English");
    }
}

#[test]
fn every_file_is_compiled_in_and_every_message_can_be_said() {
    let texts: Vec<(Lang, String, String)> = Lang::ALL
        .into_iter()
        .flat_map(|lang| pack_files(lang.code()).into_iter().map(move |file| (lang, file)))
        .map(|(lang, file)| (lang, file.display().to_string(), std::fs::read_to_string(file).unwrap()))
        .collect();
    let packs = texts.iter().map(|(lang, file, text)| (*lang, file.as_str(), text.as_str()));
    let words = Words::load(packs).unwrap();
    for lang in Lang::ALL {
        for (id, message) in messages(lang.code()) {
            for count in [0, 1, 2, 5, 19, 20, 21, 101, 1_234_567] {
                let args: Vec<(&str, Arg)> =
                    message.values.iter().map(|name| (name.as_str(), Arg::Count(count))).collect();
                let said = words.say(lang, &id, &args);
                assert!(!said.trim().is_empty(), "{lang}: `{id}` is empty");
                let hidden = said.chars().any(|c| c.is_control() || ('\u{2066}'..='\u{2069}').contains(&c));
                assert!(!hidden, "{lang}: `{id}` carries invisible marks: {said:?}");
            }
        }
    }
    assert_eq!(words.missing(), Vec::<String>::new());
    let count = |lang: &str| files_below(&root().join("crates/words/messages").join(lang), ".ftl").len();
    assert_eq!(count("ro"), count("en"));
}

#[test]
fn what_is_missing_shows_its_id_and_is_remembered() {
    let words = Words::load([]).unwrap();
    assert_eq!(words.say(Lang::En, "no-such-message", &[]), "[no-such-message]");
    assert_eq!(words.say(Lang::Ro, "due-in-days", &[]), "[due-in-days]");
    assert_eq!(words.missing(), ["en:no-such-message", "ro:due-in-days"]);
}

#[test]
fn a_pack_brings_words_of_its_own_and_overrides_none() {
    let mut words = Words::load([(Lang::En, "pack/en.ftl", "code-service-legal-aid = Legal aid\n")]).unwrap();
    assert_eq!(words.code(Lang::En, "service", "legal_aid"), "Legal aid");
    let again = words.add(Lang::En, "other.ftl", "yes = Aye\n").unwrap_err();
    assert!(again.to_string().contains("other.ftl"), "{again}");
    let broken = words.add(Lang::Ro, "broken.ftl", "yes = { $count ->\n").unwrap_err();
    assert!(broken.to_string().contains("broken.ftl"), "{broken}");
}
