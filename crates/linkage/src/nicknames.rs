//! Short and pet forms, and the forms of one name in the languages met here: data in `nicknames.txt`.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::normal::normalise;

const TABLE: &str = include_str!("nicknames.txt");

struct Table {
    groups: Vec<Vec<Box<str>>>,
    of: HashMap<Box<str>, Vec<usize>>,
}

/// The folded names that share a group with this one, itself among them; none for a name in no group.
pub(crate) fn same_person(folded: &str) -> impl Iterator<Item = &'static str> {
    static READ: OnceLock<Table> = OnceLock::new();
    let table = READ.get_or_init(|| read(TABLE));
    let groups = table.of.get(folded).map_or(&[][..], Vec::as_slice);
    groups.iter().filter_map(|&group| table.groups.get(group)).flatten().map(|name| &**name)
}

/// One group a line, names separated by blanks, `#` begins a comment. A name may stand in several groups; the
/// groups are not joined by it, else Ani would make Ana and Anișoara's cousins all one.
fn read(text: &str) -> Table {
    let mut table = Table { groups: Vec::new(), of: HashMap::new() };
    for line in text.lines() {
        let names = line.split('#').next().unwrap_or_default();
        let names: Vec<Box<str>> = normalise_all(names);
        if names.len() < 2 {
            continue;
        }
        for name in &names {
            let groups = table.of.entry(name.clone()).or_default();
            groups.push(table.groups.len());
        }
        table.groups.push(names);
    }
    table
}

fn normalise_all(names: &str) -> Vec<Box<str>> {
    let mut folded: Vec<Box<str>> =
        names.split_whitespace().flat_map(normalise).map(|token| token.as_str().into()).collect();
    folded.sort_unstable();
    folded.dedup();
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_name_are_found_from_either_side() {
        for (one, other) in [
            ("ionut", "nelu"),
            ("gigi", "gheorghe"),
            ("fane", "stefan"),
            ("istvan", "stefan"),
            ("sandu", "alexandru"),
            ("oleksandr", "alexandr"),
            ("lenuta", "elena"),
            ("yulia", "iulia"),
            ("ani", "ana"),
        ] {
            assert!(same_person(one).any(|name| name == other), "{one} {other}");
            assert!(same_person(other).any(|name| name == one), "{other} {one}");
        }
        assert!(same_person("popescu").next().is_none());
        assert!(!same_person("ana").any(|name| name == "ion"));
    }

    #[test]
    fn every_line_is_a_group_of_single_words_and_no_group_has_the_same_names_twice() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let words: Vec<_> = line.split_whitespace().collect();
            assert!(words.len() >= 2, "{line}");
            assert!(words.iter().all(|word| normalise(word).len() == 1), "{line}");
        }
        let mut groups = read(TABLE).groups;
        let all = groups.len();
        groups.sort();
        groups.dedup();
        assert_eq!(groups.len(), all);
        assert!(all > 90);
    }
}
