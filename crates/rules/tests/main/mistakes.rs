//! A pack with a mistake is not taken, and the mistake is told with its place.

use rules::{Pack, PackMistake, shipped};

/// The mistakes of the shipped pack after one replacement in one file.
fn mistakes(file: &str, from: &str, to: &str) -> Vec<PackMistake> {
    let mut files = shipped("ro").unwrap();
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(from), "`{from}` is not in {file}");
    *text = text.replacen(from, to, 1);
    Pack::parse(&files).map(|pack| panic!("taken: {}", pack.code())).unwrap_err()
}

#[test]
fn each_mistake_is_named_with_file_and_line() {
    for (file, from, to, what) in [
        ("pack.toml", "Europe/Bucharest", "Europe/Nowhere", "zone `Europe/Nowhere` is not known"),
        ("pack.toml", "version = 2", "version = 0", "version 0"),
        ("pack.toml", "[\"ro\", \"en\"]", "[\"ro\", \"hu\"]", "language `hu` has no file"),
        ("pack.toml", "code = \"ro\"", "code = \"RO\"", "`RO` is no code"),
        ("pack.toml", "version = 2", "version = 2\nlaw = 2", "unknown field `law`"),
        (
            "lists.toml",
            "number = 2, code = \"male\"",
            "number = 1, code = \"male\"",
            "number 1 is there twice in list `sex`",
        ),
        (
            "lists.toml",
            "number = 2, code = \"male\"",
            "number = 2, code = \"female\"",
            "code `female` is there twice",
        ),
        (
            "lists.toml",
            "number = 2, code = \"male\"",
            "number = 0, code = \"male\"",
            "item `male` has number 0",
        ),
        ("lists.toml", "years = [6, 9]", "years = [7, 9]", "leave a gap or overlap"),
        ("lists.toml", "group = \"legal\"", "group = \"court\"", "names group `court`"),
        ("lists.toml", "tile = [3, 3]", "tile = [1, 3]", "is taken"),
        ("lists.toml", "[yes_no]", "[no_yes]", "list `yes_no` is missing or empty"),
        (
            "statuses.toml",
            "to = \"identified\"",
            "to = \"known\"",
            "status `known` is not among the statuses",
        ),
        (
            "statuses.toml",
            "kind = \"identified\"",
            "kind = \"presumed\"",
            "kind `presumed` has two transitions",
        ),
        ("deadlines.toml", "amount = 1\n", "amount = 0\n", "`amount` is 0"),
        ("deadlines.toml", "unit = \"hours\"", "unit = \"weeks\"", "unknown variant `weeks`"),
        ("deadlines.toml", "answers = [\"signal_triaged\"]", "answers = []", "has no `answers`"),
        ("deadlines.toml", "id = \"triage\"", "id = \"triage_in_danger\"", "is there twice"),
        ("holidays.toml", "[6, 7]", "[1, 2, 3, 4, 5, 6, 7]", "`weekend` is no part of a week"),
        ("holidays.toml", "rule = \"orthodox_easter\"", "rule = \"full_moon\"", "has no day"),
        ("holidays.toml", "day = 2", "day = 32", "has no day"),
        ("en.ftl", "code-sex-male = boy\n", "", "message `code-sex-male` is missing"),
        ("ro.ftl", "deadline-triage = ", "deadline-tri = ", "message `deadline-triage` is missing"),
    ] {
        let mistakes = mistakes(file, from, to);
        assert!(mistakes.iter().any(|mistake| mistake.what.contains(what)), "{what}: {mistakes:#?}");
        assert!(
            mistakes.iter().all(|mistake| mistake.file == file && !mistake.hint.is_empty()),
            "{mistakes:#?}"
        );
    }
}

#[test]
fn the_line_is_that_of_the_mistake() {
    let mistakes = mistakes("pack.toml", "Europe/Bucharest", "Europe/Nowhere");
    let line =
        shipped("ro").unwrap()["pack.toml"].lines().position(|line| line.starts_with("zone")).unwrap() + 1;
    assert_eq!(mistakes.len(), 1);
    assert_eq!(usize::try_from(mistakes[0].line).unwrap(), line);
    assert!(mistakes[0].to_string().starts_with(&format!("pack.toml:{line}: ")));
}

#[test]
fn all_mistakes_are_told_at_once() {
    let mut files = shipped("ro").unwrap();
    files.insert("deadlines.toml".to_owned(), "deadline = 5".to_owned());
    files.insert("holidays.toml".to_owned(), "weekend = [9]\nholiday = []".to_owned());
    let mistakes = Pack::parse(&files).unwrap_err();
    let of: Vec<_> = mistakes.iter().map(|mistake| mistake.file.as_str()).collect();
    assert_eq!(of, ["deadlines.toml", "holidays.toml"]);
    files.remove("lists.toml");
    files.remove("statuses.toml");
    assert_eq!(Pack::parse(&files).unwrap_err().len(), 2);
}

#[test]
fn a_pack_that_writes_the_status_list_twice_is_refused() {
    let mut files = shipped("ro").unwrap();
    files.get_mut("lists.toml").unwrap().push_str("\n[status]\nitems = [{ number = 1, code = \"x\" }]\n");
    let mistakes = Pack::parse(&files).unwrap_err();
    assert!(mistakes[0].what.contains("list `status` is written here"));
}
