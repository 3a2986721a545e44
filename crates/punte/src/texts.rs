//! All words of the program: its own, those of the command line, of the maps kept in the product, and a pack's.

use base::Problem;
use rules::Pack;
use words::{Lang, Words};

const OURS: [(Lang, &str, &str); 16] = [
    (Lang::En, "cli.ftl", include_str!("../messages/en/cli.ftl")),
    (Lang::Ro, "cli.ftl", include_str!("../messages/ro/cli.ftl")),
    (Lang::En, "operate-cli.ftl", include_str!("../messages/en/operate.ftl")),
    (Lang::Ro, "operate-cli.ftl", include_str!("../messages/ro/operate.ftl")),
    (Lang::En, "ctdc-2018-derived.ftl", include_str!("../../../maps/en/ctdc-2018-derived.ftl")),
    (Lang::Ro, "ctdc-2018-derived.ftl", include_str!("../../../maps/ro/ctdc-2018-derived.ftl")),
    (Lang::En, "ctdc-kanonymous-2020.ftl", include_str!("../../../maps/en/ctdc-kanonymous-2020.ftl")),
    (Lang::Ro, "ctdc-kanonymous-2020.ftl", include_str!("../../../maps/ro/ctdc-kanonymous-2020.ftl")),
    (Lang::En, "ctdc-synthetic-2021.ftl", include_str!("../../../maps/en/ctdc-synthetic-2021.ftl")),
    (Lang::Ro, "ctdc-synthetic-2021.ftl", include_str!("../../../maps/ro/ctdc-synthetic-2021.ftl")),
    (Lang::En, "ctdc-synthetic-2024.ftl", include_str!("../../../maps/en/ctdc-synthetic-2024.ftl")),
    (Lang::Ro, "ctdc-synthetic-2024.ftl", include_str!("../../../maps/ro/ctdc-synthetic-2024.ftl")),
    (Lang::En, "ctdc-synthetic-2026.ftl", include_str!("../../../maps/en/ctdc-synthetic-2026.ftl")),
    (Lang::Ro, "ctdc-synthetic-2026.ftl", include_str!("../../../maps/ro/ctdc-synthetic-2026.ftl")),
    (Lang::En, "countries.ftl", include_str!("../../../maps/en/countries.ftl")),
    (Lang::Ro, "countries.ftl", include_str!("../../../maps/ro/countries.ftl")),
];

/// The maps kept in the product: name and text.
pub(crate) const MAPS: [(&str, &str); 5] = [
    ("ctdc-2018-derived", include_str!("../../../maps/ctdc-2018-derived.toml")),
    ("ctdc-kanonymous-2020", include_str!("../../../maps/ctdc-kanonymous-2020.toml")),
    ("ctdc-synthetic-2021", include_str!("../../../maps/ctdc-synthetic-2021.toml")),
    ("ctdc-synthetic-2024", include_str!("../../../maps/ctdc-synthetic-2024.toml")),
    ("ctdc-synthetic-2026", include_str!("../../../maps/ctdc-synthetic-2026.toml")),
];

/// The words, with those of a pack.
///
/// # Errors
/// `internal` when a file cannot be read or says something twice.
pub(crate) fn words(pack: Option<&Pack>) -> Result<Words, Problem> {
    let mut words = Words::load(OURS).map_err(Problem::internal)?;
    for (language, text) in pack.map(Pack::words).into_iter().flatten() {
        // A pack may bring languages that the program does not speak.
        if let Some(lang) = Lang::parse(language) {
            words.add(lang, &format!("{language}.ftl"), text).map_err(Problem::internal)?;
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn all_words_load_together() {
        let pack = demo::simulate::shipped_pack().unwrap();
        let words = words(Some(&pack)).unwrap();
        assert!(words.has(Lang::Ro, "cli-serving") && words.has(Lang::En, "code-county-dj"));
    }

    #[test]
    fn both_languages_say_the_same_messages() {
        let ids = |lang: Lang| -> BTreeSet<&str> {
            OURS.iter()
                .filter(|(of, file, _)| *of == lang && file.ends_with("cli.ftl"))
                .flat_map(|(_, _, text)| text.lines())
                .filter_map(|line| Some(line.split_once(" =")?.0))
                .filter(|id| !id.starts_with([' ', '#']))
                .collect()
        };
        assert_eq!(ids(Lang::En), ids(Lang::Ro));
        assert!(ids(Lang::En).len() > 60);
    }

    #[test]
    fn every_map_in_the_product_is_named_and_reads() {
        for (name, text) in MAPS {
            assert_eq!(interop::Mapping::parse(text).unwrap().name(), name);
        }
    }
}
