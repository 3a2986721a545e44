use base::StreamId;
use linkage::{Hit, NameIndex, Reason};

use crate::names::{born, stream, world};

fn candidates(index: &NameIndex, names: &[&str], birth: Option<&str>, sex: Option<u8>) -> Vec<Hit> {
    index.candidates(names, birth.and_then(born), sex, &|_| true)
}

fn streams(hits: &[Hit]) -> Vec<StreamId> {
    hits.iter().map(|hit| hit.stream).collect()
}

/// A world of 400 children and the one looked for.
fn with(names: &[&str], birth: Option<&str>, sex: Option<u8>) -> NameIndex {
    let mut index = world(400);
    index.upsert(stream(9_999), names, birth.and_then(born), sex);
    index
}

#[test]
fn the_same_child_written_otherwise_comes_first_with_reasons() {
    use Reason::{
        BirthEqual, BirthPossible, BirthSwapped, BirthUnknown, NameExact, NameMissing, NameMistyped,
    };
    use Reason::{NameNickname, NameTransliterated, SexDiffers, SexEqual};
    let index = with(&["Oleksandra Iulia", "Zavtur"], Some("2011-03-12"), Some(1));
    for (names, birth, sex, reasons) in [
        (
            &["Zavtur", "Iulia Oleksandra"][..],
            Some("2011-03-12"),
            Some(1),
            vec![NameExact, BirthEqual, SexEqual],
        ),
        (
            &["Alexandra", "Zavtur"],
            Some("2011-12-03"),
            Some(1),
            vec![NameExact, NameNickname, BirthSwapped, SexEqual],
        ),
        (&["Yulia", "Zawtur"], Some("2011"), None, vec![NameTransliterated, BirthPossible]),
        (&["Oleksandra", "Zavtru"], None, Some(2), vec![NameExact, NameMistyped, BirthUnknown, SexDiffers]),
        (&["Oleksandra", "Necunoscut"], Some("2011-03-12"), None, vec![NameExact, NameMissing, BirthEqual]),
    ] {
        let hits = candidates(&index, names, birth, sex);
        assert_eq!(hits.first().map(|hit| hit.stream), Some(stream(9_999)), "{names:?}");
        assert_eq!(hits[0].reasons, reasons, "{names:?}");
    }
}

#[test]
fn little_evidence_is_no_candidate() {
    let index = with(&["Ilinca", "Zavtur"], Some("2011-03-12"), Some(1));
    for (names, birth) in [
        // A stranger born the same day; a common name alone; initials; no name at all.
        (&["Xenofont", "Qwertz"][..], Some("2011-03-12")),
        (&["Maria", "Qwertz"], None),
        (&["I", "Z"], Some("2011-03-12")),
        (&[""], Some("2011-03-12")),
    ] {
        let hits = candidates(&index, names, birth, None);
        assert!(!streams(&hits).contains(&stream(9_999)), "{names:?}");
    }
}

#[test]
fn a_sister_is_shown_below_the_child_herself_and_her_reasons_say_what_is_missing() {
    let mut index = with(&["Ilinca", "Zavtur"], Some("2011-03-12"), Some(1));
    index.upsert(stream(9_998), &["Smaranda", "Zavtur"], born("2011-03-12"), Some(1));
    let hits = candidates(&index, &["Ilinca", "Zavtur"], Some("2011-03-12"), Some(1));
    assert_eq!(streams(&hits)[..2], [stream(9_999), stream(9_998)]);
    assert!(
        hits[1].reasons.contains(&Reason::NameMissing) && !hits[0].reasons.contains(&Reason::NameMissing)
    );
}

#[test]
fn a_rare_name_weighs_more_than_a_common_one() {
    let mut index = NameIndex::new();
    for number in 0..3_000 {
        index.upsert(stream(number), &["Maria", "Popescu"], born("2012-01-01"), Some(1));
    }
    index.upsert(stream(9_000), &["Ilinca", "Popescu"], None, None);
    index.upsert(stream(9_001), &["Maria", "Zavtur"], None, None);
    let hits = candidates(&index, &["Maria", "Zavtur"], Some("2011-03-12"), None);
    assert_eq!(hits.first().map(|hit| hit.stream), Some(stream(9_001)));
    assert!(!streams(&hits).contains(&stream(9_000)));
}

#[test]
fn only_those_recorded_since_can_be_asked_for_and_no_more_than_are_read() {
    let mut index = NameIndex::new();
    for number in 0..60 {
        index.upsert(stream(number), &["Ilinca", "Zavtur"], None, None);
    }
    assert_eq!(candidates(&index, &["Ilinca", "Zavtur"], None, None).len(), 20);
    let since = index.candidates(&["Ilinca", "Zavtur"], None, None, &|id| id >= stream(55));
    assert_eq!(streams(&since), (55..60).map(stream).collect::<Vec<_>>());
}
