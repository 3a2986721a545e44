use base::{Day, Position};
use linkage::{BirthRange, NameIndex, Reason, normalise};

use crate::names::{born, found, stream};

/// Six children, by number.
fn six() -> NameIndex {
    let mut index = NameIndex::new();
    index.upsert(stream(1), &["Ana-Maria", "Popescu"], born("2011-03-12"), Some(1));
    index.upsert(stream(2), &["Ionuț", "Țurcanu"], born("2011-03"), Some(2));
    index.upsert(stream(3), &["Юлія", "Шевченко"], born("2009"), Some(1));
    index.upsert(stream(4), &["Ștefan Alexandru", "Drăgulănescu"], None, Some(2));
    index.upsert(stream(5), &["Anamaria", "Popa"], born("2012-03-11"), Some(1));
    index.upsert(stream(6), &["István", "Kovács"], born("2011-12-03"), Some(2));
    index
}

fn first(index: &NameIndex, query: &str) -> Option<(usize, Vec<Reason>)> {
    let hits = index.search(query, 200, &|_| true);
    let hit = hits.first()?;
    Some(((1..=6).find(|&number| stream(number) == hit.stream)?, hit.reasons.clone()))
}

#[test]
fn each_way_of_writing_finds_the_child_and_says_why() {
    use Reason::{NameBeginning, NameExact, NameInitial, NameJoined, NameMissing, NameMistyped};
    use Reason::{NameNickname, NameTransliterated};
    let index = six();
    for (query, child, reasons) in [
        ("ana maria popescu", 1, vec![NameExact]),
        ("POPESCU, Ana-Maria", 1, vec![NameExact]),
        ("Anamaria Popescu", 1, vec![NameExact]),
        ("Ana Maria Popa", 5, vec![NameExact, NameJoined]),
        ("Ţurcanu ionut", 2, vec![NameExact]),
        ("Turkanu Nelu", 2, vec![NameTransliterated, NameNickname]),
        ("Yuliya Shevchenko", 3, vec![NameExact, NameTransliterated]),
        ("Julia Sevcenko", 3, vec![NameTransliterated]),
        ("Dragulanecsu", 4, vec![NameMistyped]),
        ("Dragulenescu Fane", 4, vec![NameNickname, NameMistyped]),
        ("Drăg", 4, vec![NameBeginning]),
        ("stefan drag", 4, vec![NameExact, NameBeginning]),
        ("Ștefan Kovacs", 6, vec![NameExact, NameNickname]),
        ("M Ana Popescu", 1, vec![NameExact, NameInitial]),
        ("Ștefan Alexandru Marius Dragulanescu", 4, vec![NameExact, NameMissing]),
    ] {
        assert_eq!(first(&index, query), Some((child, reasons)), "{query}");
    }
}

#[test]
fn what_does_not_answer_is_not_found() {
    let index = six();
    let long = "x".repeat(100_000);
    for query in
        ["", "  ", "m", "dr", "Ana Turcanu", "Drugan", "Popescu Ionescu", "%", "'; --", "\u{202E}", &long]
    {
        assert_eq!(first(&index, query), None, "{query:.20}");
    }
    assert!(index.search("popescu", 0, &|_| true).is_empty());
}

#[test]
fn birth_dates_narrow_and_uncertain_ones_stay() {
    let index = six();
    let numbers = |query: &str| {
        let hits = found(&index, query);
        hits.iter().filter_map(|hit| (1..=6).find(|&number| stream(number) == *hit)).collect::<Vec<_>>()
    };
    assert_eq!(numbers("ana 2011"), [1]);
    assert_eq!(numbers("12.03.2011 ana"), [1]);
    assert_eq!(numbers("ana 11.03.2012"), [5]);
    assert_eq!(numbers("ana 03.11.2012"), [5,]);
    assert_eq!(numbers("ana 2008"), Vec::<usize>::new());
    assert_eq!(numbers("turcanu 2011-03-30"), [2]);
    assert_eq!(numbers("turcanu 2011-04-01"), Vec::<usize>::new());
    assert_eq!(numbers("shevchenko 01.02.2009"), [3]);
    // No date is known of this one: it stays, whatever date is asked for.
    assert_eq!(numbers("dragulanescu 2011"), [4]);
    // A date alone: the day itself, the month it may lie in, and the day and month exchanged.
    assert_eq!(numbers("2011-03-12"), [1, 2, 6]);
    assert_eq!(numbers("2011"), [1, 2, 6]);
    let reasons = index.search("2011-03-12", 9, &|_| true).into_iter().map(|hit| hit.reasons);
    let expected =
        [Reason::BirthEqual, Reason::BirthPossible, Reason::BirthSwapped].map(|reason| vec![reason]);
    assert_eq!(reasons.collect::<Vec<_>>(), expected);
}

#[test]
fn better_answers_come_first_and_equal_ones_by_stream() {
    let mut index = NameIndex::new();
    for (number, name) in
        ["Mariana Pop", "Mario Pop", "Maria Pop", "Mărioara Pop", "Maria Pop", "Maria Ana Pop"]
            .into_iter()
            .enumerate()
    {
        index.upsert(stream(number), &[name], None, None);
    }
    let numbers = [2, 4, 5, 3, 1].map(stream);
    assert_eq!(found(&index, "maria pop"), numbers);
    assert_eq!(index.search("maria pop", 2, &|_| true).len(), 2);
}

#[test]
fn what_may_not_be_seen_never_hides_what_may() {
    let mut index = NameIndex::new();
    for number in 0..400 {
        index.upsert(stream(number), &["Maria", "Popescu"], born("2011-03-12"), None);
    }
    index.upsert(stream(1_000), &["Marai", "Popesc"], None, None);
    let seen = index.search("maria popescu 2011-03-12", 200, &|id| id == stream(1_000));
    assert_eq!(seen.iter().map(|hit| hit.stream).collect::<Vec<_>>(), [stream(1_000)]);
    assert_eq!(index.search("maria popescu", 5_000, &|_| true).len(), 200);
    let odd = index.search("maria popescu", 200, &|id| id.as_bytes()[15] % 2 == 1);
    assert_eq!(odd.len(), 200);
    assert!(odd.iter().all(|hit| hit.stream.as_bytes()[15] % 2 == 1));
    // Few of many are allowed: the same ones, in the same order, as without the others.
    for limit in [1, 3, 20] {
        let few = index.search("maria popescu", limit, &|id| id.as_bytes()[15] % 16 == 15);
        let expected = (0..400).filter(|number| number % 256 % 16 == 15).take(limit).map(stream);
        assert_eq!(few.iter().map(|hit| hit.stream).collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
    let candidates = index.candidates(&["Maria Popescu"], born("2011-03-12"), None, &|id| id == stream(399));
    assert_eq!(candidates.len(), 1);
}

#[test]
fn a_child_taken_out_or_renamed_leaves_no_word_behind() {
    let mut index = six();
    index.upsert(stream(1), &["Elena"], None, None);
    assert_eq!(found(&index, "popescu"), []);
    assert_eq!(found(&index, "elena"), [stream(1)]);
    assert!(index.contains(stream(1)) && index.len() == 6);
    (1..=6).for_each(|number| index.remove(stream(number)));
    index.remove(stream(1));
    assert!(index.is_empty() && index.distinct_words() == 0);
    assert_eq!(found(&index, "elena"), []);
}

#[test]
fn it_carries_its_position_and_prints_no_name() {
    let mut index = six();
    assert_eq!(index.position(), Position(0));
    index.set_position(Position(7));
    let hits = index.search("popescu", 200, &|_| true);
    let printed = format!("{index:?} {hits:?} {:?} {:?}", normalise("Popescu"), BirthRange::on(Day(15_000)));
    assert!(printed.starts_with("NameIndex(6 streams, position 7)"));
    for secret in ["opescu", "2011", "aria"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
