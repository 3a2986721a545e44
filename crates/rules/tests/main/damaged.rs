//! A pack whose files were damaged is read or refused, and never a panic.

use proptest::prelude::*;
use rules::{Pack, shipped};

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_pack_is_read_or_its_mistakes_are_told(
        file in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        cut in 0..40_usize,
        put in prop_oneof![".{0,12}", "[\\[\\]{}=\",#0-9a-z_ \n-]{0,20}"],
    ) {
        let mut files = shipped("ro").unwrap();
        let name = files.keys().nth(file.index(files.len())).unwrap().clone();
        let letters: Vec<char> = files[&name].chars().collect();
        let at = at.index(letters.len());
        let end = (at + cut).min(letters.len());
        let text: String = letters[..at].iter().copied().chain(put.chars()).chain(letters[end..].iter().copied()).collect();
        files.insert(name, text);
        if let Err(mistakes) = Pack::parse(&files) {
            prop_assert!(!mistakes.is_empty(), "what is refused has a reason");
        }
    }
}
