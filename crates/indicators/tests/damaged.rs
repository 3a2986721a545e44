//! A definition that was damaged is read or refused, and never a panic.

use indicators::{BUILT_IN, Definition};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_definition_is_read_or_refused(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        cut in 0..30_usize,
        put in prop_oneof![".{0,12}", "[\\[\\]{}=\",#0-9a-z_ \n-]{0,20}"],
    ) {
        let letters: Vec<char> = BUILT_IN[which.index(BUILT_IN.len())].chars().collect();
        let at = at.index(letters.len());
        let end = (at + cut).min(letters.len());
        let text: String = letters[..at].iter().copied().chain(put.chars()).chain(letters[end..].iter().copied()).collect();
        let level = |_: &str, code: &str| code.len().is_multiple_of(2).then_some(1);
        if let Err(error) = Definition::read(&text, &level) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
