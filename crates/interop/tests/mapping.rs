//! Mapping files.

use interop::{Mapping, Target};

use crate::tables::{SHELTERS, parsed, shelters};

#[test]
fn a_mapping_says_what_can_be_counted_and_which_labels_that_needs() {
    let mapping = shelters();
    assert_eq!((mapping.name().as_str(), mapping.version(), mapping.separator()), ("shelters", 1, b','));
    assert_eq!(
        mapping.header().collect::<Vec<_>>(),
        ["Year", "Sex", "Age, years", "Note", "Country", "Months"]
    );
    let axes = mapping.axes();
    let names: Vec<(Target, &str)> = axes.iter().map(|axis| (axis.target, axis.name.as_str())).collect();
    assert_eq!(
        names,
        [
            (Target::Sex, "sex"),
            (Target::AgeBand, "age_band"),
            (Target::Dimension(0), "country"),
            (Target::Dimension(5), "months")
        ]
    );
    assert_eq!(
        axes[0].levels.iter().map(|(number, code)| (*number, code.as_str())).collect::<Vec<_>>(),
        [(1, "female"), (2, "male")]
    );
    assert!(axes[3].levels.is_empty());
    assert_eq!(
        mapping.messages(),
        [
            "dataset-shelters",
            "dataset-shelters-sex",
            "dataset-shelters-sex-female",
            "dataset-shelters-sex-male",
            "dataset-shelters-age_band",
            "dataset-shelters-age_band-0-8",
            "dataset-shelters-age_band-9-17",
            "dataset-shelters-country",
            "dataset-shelters-country-ro",
            "dataset-shelters-country-md",
            "dataset-shelters-months"
        ]
    );
}

/// One change to a good mapping, and a piece of the sentence it must bring.
const MISTAKES: [(&str, &str, &str); 27] = [
    ("name = \"shelters\"", "name = \"Shelters 1\"", "is no code"),
    ("name = \"shelters\"", "name = \"shelters.1\"", "is no code"),
    ("version = 1", "version = 0", "begins at 1"),
    ("kind = \"statistical\"", "kind = \"children\"", "`children` is not known"),
    ("separator = \",\"", "separator = \"--\"", "`separator` is one of"),
    ("encoding = \"utf-8\"", "encoding = \"latin-2\"", "`latin-2` is not read"),
    ("header = \"Sex\"", "header = \" Sex\"", "spaces at its ends"),
    ("header = \"Sex\"", "header = \"Year\"", "two columns are called `Year`"),
    ("target = \"sex\"", "target = \"gender\"", "target `gender` is not known"),
    ("target = \"sex\"", "target = \"age_band\"", "two columns go to `age_band`"),
    ("target = \"year\"", "target = \"ignore\"", "no column goes to `year`"),
    ("name = \"months\"", "name = \"country\"", "two columns are named `country`"),
    ("name = \"months\"\n", "", "a dimension needs a `name`"),
    ("target = \"sex\"", "target = \"sex\"\nname = \"gender\"", "only the columns d0 to d5"),
    ("range = [1, 240]", "", "either `codes` or `range`"),
    ("range = [1, 240]", "range = [0, 240]", "within 1 to 65535"),
    ("range = [1, 240]", "range = [9, 2]", "from less to more"),
    ("range = [2000, 2100]", "range = [2000, 21000]", "within 1 to 9998"),
    ("range = [2000, 2100]", "range = [2000, 2100]\nnot_known = [\"x\"]", "the year must be known"),
    ("target = \"ignore\"", "target = \"ignore\"\nrequired = true", "takes nothing but its header"),
    ("not_known = [\"n/a\"]", "not_known = [\"Male\"]", "both listed and not known"),
    ("not_known = [\"n/a\"]", "not_known = [\"a\", \"a\"]", "stands twice"),
    ("value = \"Male\"", "value = \"F\"", "`F` is listed twice"),
    ("value = \"Male\"", "value = \"Male \"", "spaces at its ends"),
    ("number = 642", "number = 0", "0 is `not known`"),
    ("number = 2, code = \"male\"", "number = 256, code = \"male\"", "not in 1 to 255"),
    ("number = 2, code = \"male\"", "number = 2, code = \"female\"", "stand for different levels"),
];

#[test]
fn each_mistake_is_named_with_its_place() {
    for (good, bad, sentence) in MISTAKES {
        assert!(SHELTERS.contains(good), "{good}");
        let mistakes = parsed(&SHELTERS.replacen(good, bad, 1)).unwrap_err();
        assert!(mistakes.iter().any(|mistake| mistake.to_string().contains(sentence)), "{bad}: {mistakes:?}");
    }
}

#[test]
fn all_mistakes_come_at_once_and_a_misspelt_key_is_one() {
    let text =
        SHELTERS.replace("version = 1", "version = 0").replace("target = \"sex\"", "target = \"gender\"");
    let mistakes = Mapping::parse(&text).unwrap_err();
    assert!(mistakes.len() >= 2, "{mistakes:?}");
    assert!(mistakes.iter().any(|mistake| mistake.at == "column 2 (Sex)"), "{mistakes:?}");

    let misspelt = Mapping::parse(&SHELTERS.replace("required = true", "requird = true")).unwrap_err();
    assert!(misspelt[0].what.contains("requird"), "{misspelt:?}");
    assert!(Mapping::parse("").is_err());
    assert!(Mapping::parse("= = =").is_err());
}

#[test]
fn the_mappings_of_the_product_are_sound_and_labelled_in_both_languages() {
    let maps = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../maps");
    let mut found = 0;
    for file in std::fs::read_dir(&maps).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        found += 1;
        let mapping = Mapping::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(file.file_stem().unwrap().to_str(), Some(mapping.name().as_str()));
        for language in ["ro", "en"] {
            let labels = maps.join(language).join(format!("{}.ftl", mapping.name()));
            let labels = std::fs::read_to_string(&labels).unwrap();
            let keys: Vec<&str> = labels.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
            let mut needed = mapping.messages();
            needed.sort();
            let mut sorted = keys.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, needed, "{language}");
        }
        for axis in mapping.axes().into_iter().filter(|axis| axis.shared.is_some()) {
            for language in ["ro", "en"] {
                let labels = std::fs::read_to_string(maps.join(language).join("countries.ftl")).unwrap();
                let keys: std::collections::BTreeSet<&str> =
                    labels.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
                let needed = axis.levels.iter().map(|(_, code)| mapping.level_message(&axis, code));
                assert!(needed.into_iter().all(|id| keys.contains(id.as_str())), "{language}");
            }
        }
    }
    assert!(found > 0);
}
