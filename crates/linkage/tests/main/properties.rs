use std::sync::OnceLock;

use linkage::{NameIndex, normalise};
use proptest::prelude::*;

use crate::names::{FAMILY, GIVEN, family, found, given, put, stream, world};

/// The world that is only read, made once.
fn known() -> &'static NameIndex {
    static KNOWN: OnceLock<NameIndex> = OnceLock::new();
    KNOWN.get_or_init(|| world(400))
}

/// One slip in a word, at a place and with a letter given by number.
fn slip(word: &str, kind: u8, at: usize, letter: u8) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = at % letters.len();
    let letter = char::from(b'a' + letter % 26);
    match kind % 4 {
        0 => letters.insert(at, letter),
        1 => letters[at] = letter,
        2 => drop(letters.remove(at)),
        _ => {
            let next = (at + 1) % letters.len();
            letters.swap(at, next);
        }
    }
    letters.into_iter().collect()
}

fn without_diacritics(name: &str) -> String {
    let plain = |letter| match letter {
        'ă' | 'â' => 'a',
        'î' => 'i',
        'ș' | 'ş' => 's',
        'ț' | 'ţ' => 't',
        'Ș' | 'Ş' => 'S',
        'Ț' | 'Ţ' => 'T',
        other => other,
    };
    name.chars().map(plain).collect()
}

fn with_cedillas(name: &str) -> String {
    name.replace('ș', "ş").replace('ț', "ţ").replace('Ș', "Ş").replace('Ț', "Ţ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_name_with_one_slip_is_found(child in 0_usize..400, in_family: bool, kind: u8, at: usize, letter: u8) {
        let index = known();
        let (given, family) = (given(child).to_lowercase(), family(child).to_lowercase());
        // A swap of the last letter with the first is no slip of neighbours.
        let at = if kind % 4 == 3 { at % 3 } else { at };
        let typed = if in_family {
            format!("{given} {}", slip(&family, kind, at, letter))
        } else {
            // The first word of the double name has three letters and forgives none.
            prop_assume!(!given.contains('-'));
            format!("{} {family}", slip(&given, kind, at, letter))
        };
        prop_assert!(found(index, &typed).contains(&stream(child)), "{}", typed);
    }

    #[test]
    fn two_slips_in_a_long_word_are_forgiven(
        child in 0_usize..400,
        slips in prop::array::uniform2((0_u8..3, any::<usize>(), any::<u8>())),
    ) {
        let index = known();
        let family = family(child).to_lowercase();
        prop_assume!(family.chars().count() >= 8);
        let typed = slips.iter().fold(family, |word, &(kind, at, letter)| slip(&word, kind, at, letter));
        prop_assert!(found(index, &typed).contains(&stream(child)), "{}", typed);
    }

    #[test]
    fn diacritics_case_order_and_marks_do_not_matter(child in 0_usize..400, way in 0_u8..5) {
        let index = known();
        let (given, family) = (given(child), family(child));
        let typed = match way {
            0 => format!("{family} {given}"),
            1 => without_diacritics(&format!("{given} {family}")),
            2 => with_cedillas(&format!("{family}, {given}")),
            3 => format!("{given} {family}").to_uppercase(),
            _ => format!("  {family}-{} ", given.replace('-', " ")),
        };
        let first = found(index, &typed).first().copied();
        prop_assert_eq!(first, Some(stream(child)), "{}", typed);
    }

    #[test]
    fn the_beginning_of_the_last_word_is_enough(child in 0_usize..400, letters in 3_usize..8) {
        let index = known();
        let typed: String = family(child).chars().take(letters).collect();
        let typed = format!("{} {typed}", given(child));
        prop_assert!(found(index, &typed).contains(&stream(child)), "{}", typed);
    }

    #[test]
    fn tokens_fold_to_themselves(text in "\\PC{0,40}") {
        for token in normalise(&text) {
            prop_assert_eq!(normalise(token.as_str()), vec![token]);
        }
    }

    #[test]
    fn any_text_may_be_asked(text in "\\PC{0,60}", other in ".{0,60}") {
        let mut index = world(20);
        index.upsert(stream(500), &[&text, &other], None, None);
        let _ = found(&index, &other);
        let _ = index.candidates(&[&text], None, Some(3), &|_| true);
        index.remove(stream(500));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_index_that_was_changed_answers_as_one_made_anew(
        steps in prop::collection::vec((0_usize..400, any::<bool>()), 1..120),
        asked in prop::collection::vec((0_usize..20, 0_usize..20), 1..8),
    ) {
        let (mut changed, mut kept) = (NameIndex::new(), std::collections::BTreeSet::new());
        for (child, stays) in steps {
            if stays {
                put(&mut changed, child);
                kept.insert(child);
            } else {
                changed.remove(stream(child));
                kept.remove(&child);
            }
        }
        let mut anew = NameIndex::new();
        kept.iter().rev().for_each(|&child| put(&mut anew, child));
        prop_assert_eq!((changed.len(), changed.distinct_words()), (anew.len(), anew.distinct_words()));
        for (given, family) in asked {
            for typed in [format!("{} {}", GIVEN[given], FAMILY[family]), FAMILY[family].to_owned(), "2011".into()] {
                let (one, other) = (changed.search(&typed, 50, &|_| true), anew.search(&typed, 50, &|_| true));
                prop_assert_eq!(one, other, "{}", typed);
            }
            let names = [GIVEN[given], FAMILY[family]];
            let (one, other) =
                (changed.candidates(&names, None, None, &|_| true), anew.candidates(&names, None, None, &|_| true));
            prop_assert_eq!(one, other);
        }
    }
}
