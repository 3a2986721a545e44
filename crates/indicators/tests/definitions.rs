//! The definitions that tests count by: those that ship, and some that show what else a definition can say.

use indicators::{BUILT_IN, Definition};

/// Figures that no shipped definition has a use for, yet.
pub(crate) const OTHERS: [&str; 9] = [
    r#"
code = "once-a-year"
once_per = "year"
which = "first"
unit = "child"
measure = "count"
disaggregations = ["sex", "form"]
[counts]
fact = "presumed"
"#,
    r#"
code = "any-in-a-year"
once_per = "year"
which = "any"
unit = "child"
measure = "count"
disaggregations = ["service", "form", "age_band"]
[counts]
fact = "service_delivered"
"#,
    r#"
code = "any-ever"
once_per = "ever"
which = "any"
unit = "child"
measure = "count"
disaggregations = ["service"]
[counts]
fact = "referral_sent"
"#,
    r#"
code = "two-conditions"
once_per = "period"
which = "first"
unit = "child"
measure = "count"
disaggregations = ["sex"]
[counts]
fact = "presumed"
[counts.where]
form = [1, 2]
sex = [0, 1]
"#,
    r#"
code = "rows"
once_per = "period"
which = "first"
unit = "row"
measure = "count"
disaggregations = ["agency", "form"]
[counts]
fact = "service_delivered"
"#,
    r#"
code = "sum-of-all"
once_per = "period"
which = "any"
unit = "child"
measure = "sum"
value = "of_fact"
disaggregations = ["sex", "form"]
[counts]
fact = "service_delivered"
"#,
    r#"
code = "days-to-identified"
once_per = "period"
which = "first"
unit = "child"
measure = "median"
value = "days_between"
disaggregations = ["sex"]
[counts]
fact = "presumed"
[followed_by]
fact = "identified"
join = "same_child"
within_days = 200
"#,
    r#"
code = "presumed-again"
once_per = "period"
which = "first"
unit = "child"
measure = "count"
disaggregations = ["form"]
[counts]
fact = "presumed"
[followed_by]
fact = "presumed"
join = "same_child"
within_days = 30
"#,
    r#"
code = "first-closing-followed"
once_per = "period"
which = "first"
unit = "child"
measure = "ratio"
disaggregations = ["sex"]
[counts]
fact = "case_closed"
[followed_by]
fact = "presumed"
join = "same_child"
at_least_days = 1
within_days = 365
"#,
];

/// What every definition must say and no test here looks at.
pub(crate) const REST: &str = r#"
version = 1
objective = 2
rests_on = []
words = { name = "indicator-x-name", definition = "indicator-x-definition", exclusions = "indicator-x-exclusions" }
"#;

/// The codes of the pack that shipped definitions name.
pub(crate) fn level_of(list: &str, code: &str) -> Option<u32> {
    match (list, code) {
        ("service", "psychological") => Some(1),
        ("service", "medical") => Some(2),
        ("service", "legal") => Some(3),
        ("service", "social_support") => Some(4),
        ("exploitation", "forced_labour") => Some(4),
        ("exploitation", "begging") => Some(6),
        ("exploitation", "forced_crime") => Some(7),
        _ => None,
    }
}

/// All texts: shipped and others.
pub(crate) fn texts() -> Vec<String> {
    let others = OTHERS.iter().map(|text| format!("{REST}{text}"));
    BUILT_IN.iter().map(|text| (*text).to_owned()).chain(others).collect()
}

/// All definitions.
pub(crate) fn definitions() -> Vec<Definition> {
    texts().iter().map(|text| Definition::read(text, &level_of).unwrap()).collect()
}

#[test]
fn what_ships_is_what_lies_in_the_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../indicators");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let texts: Vec<String> = files.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert_eq!(texts, BUILT_IN);
    let shipped = indicators::built_in(&level_of).unwrap();
    let codes: Vec<&str> = shipped.iter().map(|definition| definition.code.as_str()).collect();
    assert_eq!(
        codes,
        ["2.1", "2.11", "2.2", "2.3", "2.3r", "2.4", "2.4d", "2.5", "2.5p", "2.6", "2.9", "2.9b"]
    );
    for (path, definition) in files.iter().zip(&shipped) {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with(&format!("{}-", definition.code)), "{name}");
        let key = format!("indicator-{}", definition.code.as_str().replace('.', "-"));
        assert_eq!(definition.words.name, format!("{key}-name"));
    }
}

#[test]
fn a_definition_that_contradicts_itself_is_refused_by_the_key() {
    let good = format!("{REST}{}", OTHERS[8]);
    assert!(Definition::read(&good, &level_of).is_ok());
    for (from, to, said) in [
        ("\"ratio\"", "\"median\"", "`value`: `of_fact` or `days_between` is needed"),
        ("\"ratio\"", "\"mean\"", "`measure`: no such measure as `mean`"),
        ("\"child\"", "\"row\"", ""),
        ("\"sex\"", "\"hair\"", "`disaggregations`: no such dimension as `hair`"),
        ("[\"sex\"]", "[\"sex\", \"sex\"]", "`disaggregations`: one stands there twice"),
        ("\"case_closed\"", "\"same_child\"", "`counts.fact`: joins and dataset rows are not counted"),
        ("within_days = 365", "within_days = 0", "`followed_by.within_days`: less than `at_least_days`"),
        ("objective = 2", "objective = 5", "`objective`: a partnership has objectives 1 to 4"),
        (
            "indicator-x-name",
            "Children presumed",
            "`words`: keys of messages, not texts: `a-z`, `0-9` and `-`",
        ),
        (
            "join = \"same_child\"",
            "join = \"same_child\"\nwhere = { service = [\"massage\"] }",
            "`followed_by.where`: no such code in the pack's list as `massage`",
        ),
        ("[followed_by]", "[followed]", "unknown field"),
    ] {
        let text = good.replace(from, to);
        assert_ne!(text, good, "{from}");
        match Definition::read(&text, &level_of) {
            Ok(_) => assert_eq!(said, "", "{to} was taken"),
            Err(error) => assert!(error.to_string().contains(said) && !said.is_empty(), "{to}: {error}"),
        }
    }
    let without = good.split("[followed_by]").next().unwrap();
    assert!(Definition::read(without, &level_of).unwrap_err().to_string().contains("a ratio needs"));
}
