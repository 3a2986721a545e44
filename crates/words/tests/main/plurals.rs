//! Plural forms as the grammars of the two languages have them.

use std::sync::LazyLock;

use proptest::prelude::*;
use words::{Arg, Lang, Words};

const FTL: &str = "children = { $count ->\n    [0] none\n    [one] one # { $count }\n    [few] few # { $count }\n   *[other] other # { $count }\n }\n";

static FORMS: LazyLock<Words> = LazyLock::new(forms);

fn forms() -> Words {
    Words::load([(Lang::Ro, "test", FTL), (Lang::En, "test", FTL)]).unwrap()
}

#[test]
fn romanian_counts_one_few_and_de() {
    let words = Words::load([]).unwrap();
    let say = |count: i64| words.say(Lang::Ro, "children-count", &[("count", Arg::from(count))]);
    assert_eq!(say(0), "niciun copil");
    assert_eq!(say(1), "1 copil");
    assert_eq!(say(2), "2 copii");
    assert_eq!(say(19), "19 copii");
    assert_eq!(say(20), "20 de copii");
    assert_eq!(say(100), "100 de copii");
    assert_eq!(say(101), "101 copii");
    assert_eq!(say(119), "119 copii");
    assert_eq!(say(120), "120 de copii");
    assert_eq!(say(14_299), "14.299 de copii");
}

#[test]
fn english_counts_one_and_more() {
    let words = Words::load([]).unwrap();
    let say = |count: i64| words.say(Lang::En, "children-count", &[("count", Arg::from(count))]);
    assert_eq!((say(0), say(1), say(2)), ("no children".into(), "1 child".into(), "2 children".into()));
    assert_eq!((say(101), say(1_234)), ("101 children".into(), "1,234 children".into()));
}

#[test]
fn deadlines_are_told_in_days() {
    let words = Words::load([]).unwrap();
    assert_eq!(words.due(Lang::En, -6), "6 days late");
    assert_eq!(words.due(Lang::En, -1), "1 day late");
    assert_eq!(words.due(Lang::En, 0), "due today");
    assert_eq!(words.due(Lang::En, 1), "due tomorrow");
    assert_eq!(words.due(Lang::Ro, -6), "întârziere de 6 zile");
    assert_eq!(words.due(Lang::Ro, -26), "întârziere de 26 de zile");
    assert_eq!(words.due(Lang::Ro, 5), "scadent peste 5 zile");
    assert_eq!(words.waiting(Lang::En, 9), "waiting 9 days");
    assert_eq!(words.waiting(Lang::Ro, 30), "așteaptă de 30 de zile");
}

proptest! {
    #[test]
    fn romanian_follows_cldr(count in 0_i64..3_000_000) {
        let expected = match count {
            0 => "none",
            1 => "one",
            _ if (1..=19).contains(&(count % 100)) => "few",
            _ => "other",
        };
        let said = FORMS.say(Lang::Ro, "children", &[("count", Arg::Count(count))]);
        prop_assert_eq!(said.split(' ').next(), Some(expected));
        if count > 0 {
            let digits = Lang::Ro.number(count);
            prop_assert_eq!(said.split(' ').next_back(), Some(digits.as_str()));
        }
    }

    #[test]
    fn english_follows_cldr(count in 0_i64..3_000_000) {
        let expected = match count { 0 => "none", 1 => "one", _ => "other" };
        let said = FORMS.say(Lang::En, "children", &[("count", Arg::Count(count))]);
        prop_assert_eq!(said.split(' ').next(), Some(expected));
    }
}
