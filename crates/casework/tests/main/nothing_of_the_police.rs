//! Whether a child or a family works with the police is an input to nothing: no event and no list has a place
//! for it. (Directive 2011/36/EU art. 11(3); Law 211/2004 art. 1^1(2).)

use std::collections::BTreeSet;

use base::CleanText;
use casework::{BirthDate, FileEvent, Identity, IdentityPart, Narrative, SharedSections};

use crate::nothing_of_a_country::code;
use crate::payloads::one_of_each;
use crate::story::pack;

const WORDS: [&str; 11] = [
    "cooperat",
    "collaborat",
    "colabor",
    "testif",
    "testimon",
    "complain",
    "statement",
    "willing",
    "plangere",
    "denunt",
    "declarat",
];

/// Every word between quotes of what is stored of each event and of the sealed parts: the names of fields, and the
/// few codes among them.
fn field_names() -> BTreeSet<String> {
    let identity = Identity { birth_date: BirthDate::parse("2011"), ..Identity::default() };
    let shared = SharedSections::choose(&identity, &IdentityPart::ALL, CleanText::default());
    let mut stored: Vec<Vec<u8>> = one_of_each().iter().map(FileEvent::to_payload).collect();
    stored.extend([identity.to_part(), shared.to_part(), Narrative::default().to_part()]);
    let texts = stored.into_iter().map(|bytes| String::from_utf8(bytes).unwrap());
    texts.flat_map(|text| text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn suspicious<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    names.into_iter().filter(|name| WORDS.iter().any(|word| name.to_lowercase().contains(word))).collect()
}

#[test]
fn no_event_has_a_field_for_it() {
    let names = field_names();
    assert!(names.contains("circumstances") && names.contains("in_care"), "the scan sees fields");
    assert!(suspicious(names.iter().map(String::as_str)).is_empty());
    assert_eq!(suspicious(["cooperates_with_police"]).len(), 1, "the scan can find one");
}

#[test]
fn no_list_has_a_code_for_it() {
    for list in pack().lists() {
        assert!(suspicious([list.name()]).is_empty(), "{}", list.name());
        assert!(suspicious(list.items().iter().map(|item| item.code.as_str())).is_empty(), "{}", list.name());
    }
    let ids =
        pack().deadlines().iter().flat_map(|deadline| [deadline.id.as_str(), deadline.trigger.as_str()]);
    assert!(suspicious(ids).is_empty());
}

#[test]
fn no_code_of_these_rooms_speaks_of_it() {
    for (file, code) in code() {
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let words = lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'));
        assert!(suspicious(words).is_empty(), "{}", file.display());
    }
}
