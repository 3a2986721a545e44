//! `punte user` and `punte serve`: a folder that is no demo's.

use crate::program::{Serving, json, run, text};

fn first_person(folder: &str, more: &[&str]) -> Vec<String> {
    let mut args: Vec<String> =
        ["user", "add", "--data", folder, "--name", "Ana Probă", "--login", "ana.proba"]
            .map(str::to_owned)
            .to_vec();
    args.extend(["--agency", "dgaspc-dj", "--role", "case_manager"].map(str::to_owned));
    args.extend(more.iter().map(|word| (*word).to_owned()));
    args
}

fn words(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

const AGENCY: [&str; 6] = [
    "--agency-name",
    "DGASPC Dolj",
    "--agency-kind",
    "child_protection_directorate",
    "--agency-county",
    "dj",
];

#[test]
fn the_first_person_is_added_listed_and_led_to_a_password() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("data");
    let folder = text(&folder);
    let without = run(&words(&first_person(folder, &[])));
    assert_eq!((without.code, without.err.contains("agency_unknown")), (3, true), "{without:?}");

    let mut with: Vec<&str> = AGENCY.to_vec();
    with.push("--json");
    let added = json(&words(&first_person(folder, &with)), 0);
    let link = added["link"].as_str().unwrap();
    let (address, token) = link.split_once("/set-password?link=").unwrap();
    assert_eq!(address, "http://127.0.0.1:8700");
    let again = run(&words(&first_person(folder, &AGENCY)));
    assert_eq!((again.code, again.err.contains("login_taken")), (3, true), "{again:?}");

    let people = json(&["user", "list", "--json", "--data", folder], 0);
    assert_eq!(people["people"].as_array().unwrap().len(), 1, "{people}");
    assert_eq!(people["people"][0]["roles"][0], "case_manager");
    assert_eq!(people["people"][0]["login"], "ana.proba");

    for file in std::fs::read_dir(folder).unwrap() {
        let held = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!held.windows(9).any(|part| part.eq_ignore_ascii_case(b"ana.proba")), "a login in plain");
    }

    let forgotten = json(&["user", "link", "--json", "--data", folder, "ANA.proba"], 0);
    let (_, newer) = forgotten["link"].as_str().unwrap().split_once("?link=").unwrap();
    assert_ne!(newer, token);
    let nobody = run(&["user", "link", "--data", folder, "nobody"]);
    assert_eq!((nobody.code, nobody.err.contains("login_unknown")), (3, true), "{nobody:?}");
    let code = people["people"][0]["code"].as_str().unwrap();
    let second = run(&["user", "link", "--data", folder, "another", "--person", code]);
    assert_eq!(
        (second.code, second.err.contains("login_taken")),
        (3, true),
        "one person, one login: {second:?}"
    );
    let nobody = run(&["user", "link", "--data", folder, "another", "--person", "NOBODY"]);
    assert_eq!((nobody.code, nobody.err.contains("person_code_unknown")), (3, true), "{nobody:?}");

    let serving = Serving::start(&["serve", "--port", "0", "--data", folder]);
    let (status, page) = serving.get(&format!("/set-password?link={newer}"));
    assert!(status.contains("200") && page.contains("password") && page.contains("ana.proba"), "{status}");
    let (_, page) = serving.get(&format!("/set-password?link={token}"));
    assert!(!page.contains("ana.proba"), "the newer link ends the earlier one");
    assert!(!page.contains("SYNTHETIC") && !page.contains("SINTETIC"));
    // Added beside the running server.
    let mut second = first_person(folder, &[]);
    second[5] = "Ion Probă".into();
    second[7] = "ion.proba".into();
    assert_eq!(run(&words(&second)).code, 0);
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn wrong_people_are_refused_with_what_is_known() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("data");
    let folder = text(&folder);
    let mut role = first_person(folder, &AGENCY);
    role[11] = "queen".into();
    let refused = run(&words(&role));
    assert_eq!((refused.code, refused.err.contains("case_manager")), (3, true), "{refused:?}");
    let mut kind = first_person(folder, &AGENCY);
    kind[15] = "circus".into();
    let refused = run(&words(&kind));
    assert_eq!((refused.code, refused.err.contains("circus")), (3, true), "{refused:?}");
    let (_demo_place, demo) = crate::program::demo_folder();
    let refused = run(&words(&first_person(text(&demo), &[])));
    assert_eq!((refused.code, refused.err.contains("demo_people")), (3, true), "{refused:?}");
}
