//! Reports counted again from the ledger as it was then.

use agencies::Role;
use workflow::reports::Rerun;

use super::{Q1, Q4, autumn, count, publish, published};
use crate::house::House;
use crate::lives::{BOY, GIRL, Lives, TEEN, YOUNGER};

#[test]
fn a_report_counted_again_after_years_of_entries_shows_the_same_digits() {
    House::on_both_engines(|house| {
        autumn(house);
        let first = publish(house, &house.officer(), Q4);
        house.at("2026-04-02");
        Lives::of(house).many(7, "dgaspc-dj", GIRL, TEEN, "2026-02-02");
        Lives::of(house).many(6, "dgaspc-dj", BOY, YOUNGER, "2025-12-22");
        let second = publish(house, &house.officer(), Q1);
        house.at("2028-01-10");
        Lives::of(house).many(11, "dgaspc-cj", GIRL, TEEN, "2025-11-02");
        // Closed and opened again: nothing of it is remembered but the ledger.
        house.close();
        house.open();
        for who in [
            house.officer(),
            house.person("implementer", Role::TipOfficer),
            house.person("audit", Role::Auditor),
        ] {
            assert_eq!(house.app().rerun(&who, first), Ok(Rerun::Same));
            assert_eq!(house.app().rerun(&who, second), Ok(Rerun::Same));
        }
    });
}

/// Adopts the shipped pack as a later version with a text in its lists changed.
fn adopt_changed(house: &House, version: u32, change: impl Fn(&str, String) -> String) {
    let files = rules::shipped("ro").unwrap().into_iter().map(|(name, text)| {
        let text = change(&name, text);
        let text = if name == "pack.toml" {
            let line = text.lines().find(|line| line.starts_with("version = ")).unwrap();
            text.replace(line, &format!("version = {version}"))
        } else {
            text
        };
        (name, text)
    });
    let event = agencies::DirectoryEvent::PackAdopted {
        code: base::Code::new("ro").unwrap(),
        version,
        files: files.collect(),
    };
    house.app().record_directory_batch(vec![house.record(event)], house.clock.now()).unwrap();
}

#[test]
fn a_pack_that_only_adds_changes_no_report_and_one_that_renumbers_is_found_out() {
    let house = House::new();
    let mut lives = Lives::of(&house);
    for life in lives.many(6, "dgaspc-dj", GIRL, TEEN, "2025-10-10") {
        for service in [1, 2, 3, 6] {
            lives.served(life, service, "2025-10-12");
        }
    }
    drop(lives);
    let code = publish(&house, &house.officer(), Q4);
    assert_eq!(published(&house, "2.5p", "2025Q4", "total", 0), count(6));

    // One more form of exploitation: old reports keep their cells.
    let head = "[exploitation]\nitems = [\n";
    let added = |name: &str, text: String| match name {
        "lists.toml" => text.replace(head, &format!("{head}  {{ number = 13, code = \"newly_named\" }},\n")),
        name if name.ends_with(".ftl") => text + "\ncode-exploitation-newly-named = Newly named\n",
        _ => text,
    };
    adopt_changed(&house, 102, added);
    assert!(house.app().pack().unwrap().list("exploitation").item(13).is_some());
    let tip = house.person("implementer", Role::TipOfficer);
    assert_eq!(house.app().rerun(&tip, code), Ok(Rerun::Same));

    // Two services change numbers, which no pack may do: the full package is another one.
    let swapped = |name: &str, text: String| match name {
        "lists.toml" => text
            .replace("number = 1, code = \"psychological\"", "number = 5, code = \"psychological\"")
            .replace("number = 5, code = \"education\"", "number = 1, code = \"education\""),
        _ => text,
    };
    adopt_changed(&house, 103, swapped);
    let Ok(Rerun::Differs(found)) = house.app().rerun(&house.officer(), code) else {
        panic!("it is not the same")
    };
    assert!(found.pack && found.definitions.is_empty());
    let total =
        found.cells.iter().find(|cell| cell.indicator == *"2.5p" && cell.by.name() == "total").unwrap();
    assert_eq!((total.then, total.now), (count(6), count(0)));
    let Ok(Rerun::Differs(told)) = house.app().rerun(&tip, code) else { panic!("it is not the same") };
    assert_eq!((told.figures, told.cells.len()), (found.figures, 0), "what was never published stays so");
}

#[test]
fn what_was_counted_is_told_by_a_digest_that_only_this_ledger_can_make() {
    let digests = [House::new(), House::new()].map(|house| {
        autumn(&house);
        let code = publish(&house, &house.officer(), Q4);
        let page = house.app().report(&house.officer(), code).unwrap();
        assert_eq!(house.app().rerun(&house.officer(), code).unwrap(), Rerun::Same);
        (page.shown, page.counted)
    });
    let [(shown, counted), (shown_elsewhere, counted_elsewhere)] = digests;
    assert_eq!(shown, shown_elsewhere, "the same history shows the same");
    assert_ne!(counted, counted_elsewhere, "and yet nobody finds hidden figures by trying");
}
