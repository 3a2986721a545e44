//! The field's word list as a lint of phrases over every message file, the packs' included.
//!
//! After the Luxembourg Terminology Guidelines: words that put blame on a child, make a market of abuse, or
//! promise what nobody can keep. A message that must quote the law's own term stands with its reason in
//! `tests/main/word_list_exceptions.txt`; an exception that is no longer needed fails too.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::files::messages;

/// Phrases that are not written, each with what to write instead. `*` at the end stands for any ending.
const NOT_WRITTEN: [(&str, &str, &str); 62] = [
    ("en", "prostitute*", "child exploited in prostitution"),
    ("en", "child prostitution", "exploitation of a child in prostitution"),
    ("en", "practised prostitution", "was exploited in prostitution"),
    ("en", "child porn*", "child sexual abuse material"),
    ("en", "kiddie porn*", "child sexual abuse material"),
    ("en", "client*", "offender, person who exploited"),
    ("en", "customer*", "offender, person who exploited"),
    ("en", "sex with a minor", "sexual abuse of a child"),
    ("en", "sex with a child", "sexual abuse of a child"),
    ("en", "sex tourism", "sexual exploitation of children in travel and tourism"),
    ("en", "victim claims", "the child said"),
    ("en", "child claims", "the child said"),
    ("en", "claims that", "said that"),
    ("en", "alleg*", "the child said"),
    ("en", "admits", "the child said"),
    ("en", "admitted", "the child said"),
    ("en", "ran away", "missing from care"),
    ("en", "runaway*", "missing from care"),
    ("en", "promiscuous*", "was exploited"),
    ("en", "provocative*", "was exploited"),
    ("en", "refuses help", "is not ready yet"),
    ("en", "refused help", "is not ready yet"),
    ("en", "loverboy*", "recruiter who pretended a relationship"),
    ("en", "lover boy*", "recruiter who pretended a relationship"),
    ("en", "boyfriend*", "recruiter who pretended a relationship"),
    ("en", "rescue*", "identified, supported, brought to safety"),
    ("en", "why did you", "what happened"),
    ("en", "why didn't you", "what would help now"),
    ("en", "non-compliant", "frightened; needs another approach"),
    ("en", "noncompliant", "frightened; needs another approach"),
    ("en", "difficult child*", "frightened; needs another approach"),
    ("en", "consent*", "never of a child to exploitation"),
    ("en", "webcam model*", "child exploited online"),
    ("en", "cpc", "partnership"),
    ("ro", "prostituat*", "copil exploatat sexual"),
    ("ro", "practica prostituția", "exploatat sexual"),
    ("ro", "prostituție infantilă", "exploatarea copilului prin prostituție"),
    ("ro", "pornografie infantilă", "materiale cu abuz sexual asupra copilului"),
    ("ro", "pornografie cu minori", "materiale cu abuz sexual asupra copilului"),
    ("ro", "client*", "persoana care a exploatat"),
    ("ro", "relație sexuală", "abuz sexual asupra copilului"),
    ("ro", "relații sexuale", "abuz sexual asupra copilului"),
    ("ro", "relație cu un minor", "abuz sexual asupra copilului"),
    ("ro", "victima pretinde", "copilul a spus"),
    ("ro", "pretinde că", "a spus că"),
    ("ro", "susține că", "a spus că"),
    ("ro", "a recunoscut că", "copilul a spus"),
    ("ro", "a fugit", "lipsește din îngrijire"),
    ("ro", "fugar*", "lipsește din îngrijire"),
    ("ro", "promiscu*", "a fost exploatat"),
    ("ro", "provocatoare", "a fost exploatată"),
    ("ro", "refuză ajutorul", "încă nu este pregătit"),
    ("ro", "a refuzat ajutorul", "încă nu este pregătit"),
    ("ro", "loverboy*", "recrutor care a simulat o relație"),
    ("ro", "iubit*", "recrutor care a simulat o relație"),
    ("ro", "salvat*", "identificat, sprijinit, adus în siguranță"),
    ("ro", "de ce ai", "ce s-a întâmplat"),
    ("ro", "de ce nu ai", "ce ar ajuta acum"),
    ("ro", "necooperant*", "speriat; are nevoie de altă abordare"),
    ("ro", "copil dificil", "speriat; are nevoie de altă abordare"),
    ("ro", "consimț*", "niciodată al copilului la exploatare"),
    ("ro", "model* de videochat", "copil exploatat online"),
];

/// Whether the phrase stands in the text as words of its own.
fn stands_in(text: &str, phrase: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase().replace('ş', "ș").replace('ţ', "ț").replace('’', "'");
        lower
            .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'))
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let phrase: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
    words(text).windows(phrase.len()).any(|window| {
        window.iter().zip(&phrase).all(|(word, wanted)| match wanted.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == wanted,
        })
    })
}

/// Message ids that may break the list, with the reason.
fn exceptions() -> BTreeMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/main/word_list_exceptions.txt");
    fs::read_to_string(file)
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let (id, reason) =
                line.split_once(':').unwrap_or_else(|| panic!("an exception needs a reason: {line}"));
            assert!(reason.trim().len() > 10, "an exception needs a reason: {line}");
            (id.trim().to_owned(), reason.trim().to_owned())
        })
        .collect()
}

#[test]
fn no_message_says_what_the_field_does_not_say() {
    let mut excused = exceptions();
    let allowed = excused.clone();
    let mut broken = Vec::new();
    for lang in ["en", "ro"] {
        for (id, message) in messages(lang) {
            for (_, phrase, instead) in NOT_WRITTEN.iter().filter(|(of, _, _)| *of == lang) {
                if stands_in(&message.text, phrase)
                    && excused.remove(&id).is_none()
                    && !allowed.contains_key(&id)
                {
                    broken.push(format!(
                        "{}: `{id}` says `{phrase}`; write: {instead}",
                        message.file.display()
                    ));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(excused.is_empty(), "exceptions that nothing needs: {excused:#?}");
}

#[test]
fn the_search_finds_phrases_and_not_parts_of_words() {
    assert!(stands_in("The child was Rescued.", "rescue*"));
    assert!(stands_in("She ran\naway twice", "ran away"));
    assert!(stands_in("Practica prostituţia", "practica prostituția"));
    assert!(!stands_in("Ran a way across", "ran away"));
    assert!(!stands_in("a clientele", "customer*"));
    assert!(!stands_in("informat", "format*"));
}
