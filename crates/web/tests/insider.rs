//! An insider whom a child's record concerns, and who has every address, code and form: nothing answers otherwise
//! than it would if the record were not there.

use agencies::Role;
use base::PublicCode;
use words::Lang;
use workflow::concern_record::Reason;
use workflow::exporting::List;

use crate::house::{House, SECRETS};
use crate::visitor::{Page, Visitor};

/// Names the second case manager's conflict in the house's child and gives the browser of that person.
fn insider(house: &House) -> Visitor {
    let supervisor = house.person("dgaspc-dj", Role::Supervisor);
    let (insider, handler) = (house.second_manager(), house.person_id("dgaspc-dj", Role::CaseManager));
    let why = Reason::Involved;
    house.app().name_concern(&supervisor, house.child, insider, why, Some(handler), house.command()).unwrap();
    Visitor::signed_in(&house.site, insider, Lang::En)
}

/// Asks for the hidden record and for one that is not there, and holds bytes, statements and commits equal.
fn same(house: &House, what: &str, hidden: PublicCode, ask: impl Fn(&str) -> Page) {
    let unknown = house.unknown().to_string();
    ask(&unknown);
    let (page, cost) = house.cost_of(|| ask(&hidden.to_string()));
    let (nothing, least) = house.cost_of(|| ask(&unknown));
    assert_eq!(page.status, 404, "{what}: {}", page.text());
    assert_eq!(page.looks(), nothing.looks(), "{what}");
    assert_eq!(cost, least, "{what}: statements and commits");
}

#[test]
fn no_address_and_no_form_tells_an_insider_that_the_record_is_there() {
    let house = House::new();
    let insider = insider(&house);
    let token = insider.token();
    let before = house.entries();
    for place in ["", "/add", "/add/service_delivered", "/readers", "/concern"] {
        same(&house, place, house.child, |code| insider.get(&format!("/children/{code}{place}")));
    }
    for place in ["/name", "/written", "/concern"] {
        same(&house, place, house.child, |code| {
            insider.post(&format!("/children/{code}{place}"), &[("token", &token), ("reason", "relative")])
        });
    }
    same(&house, "signal", house.signal, |code| insider.get(&format!("/signals/{code}")));
    for place in ["/told", "/triage", "/concern"] {
        same(&house, place, house.signal, |code| {
            insider.post(&format!("/signals/{code}{place}"), &[("token", &token)])
        });
    }
    same(&house, "referral", house.referral, |code| insider.get(&format!("/referrals/{code}")));
    assert_eq!(house.entries(), before);
}

#[test]
fn lists_searches_and_counts_are_those_of_a_country_without_the_record() {
    let house = House::new();
    let someone = Visitor::signed_in(&house.site, house.second_manager(), Lang::En);
    let total = |who: &Visitor| {
        let page = who.get("/children");
        let text = page.text();
        text.split(" children").next().unwrap().rsplit('>').next().unwrap().trim().to_owned()
    };
    assert_eq!(total(&someone), "10");
    let insider = insider(&house);
    assert_eq!(total(&insider), "9", "counted as if there were nine");
    let hidden = [house.child, house.signal, house.referral].map(|code| code.to_string());
    for (address, page) in insider.everywhere(3) {
        let told = hidden.iter().any(|code| page.text().contains(code));
        assert!(!told, "{address} names the record");
        assert!(SECRETS.iter().all(|secret| !page.text().contains(secret)), "{address}");
    }
    for order in ["latest_change", "latest_opened", "first_opened", "coming_of_age"] {
        let page = insider.get(&format!("/children?order={order}"));
        assert!(!page.text().contains(&hidden[0]), "{order}");
    }
    let token = insider.token();
    for words in ["Ilincuta Zapezilor", "Zapezilor", "ilinc"] {
        let found = insider.post("/children/search", &[("token", &token), ("q", words)]);
        assert!(!found.text().contains(&hidden[0]), "{words}");
        let nobody = insider.post("/children/search", &[("token", &token), ("q", "nobody of this name")]);
        let same = |page: &Page, asked: &str| page.text().replace(asked, "…");
        assert_eq!(same(&found, words), same(&nobody, "nobody of this name"), "{words}");
    }
}

#[test]
fn what_an_insider_takes_away_does_not_hold_the_record() {
    let house = House::new();
    let hidden = [house.child, house.signal, house.referral].map(|code| code.to_string());
    let taken = |who: &Visitor| {
        let token = who.token();
        let mut texts = Vec::new();
        for list in List::ALL {
            for format in ["csv", "json"] {
                let address = format!("/{}/export", list.name());
                let page = who.post(&address, &[("token", &token), ("format", format)]);
                assert_eq!(page.status, 200, "{address} as {format}");
                texts.push(String::from_utf8(page.body).unwrap());
            }
        }
        texts
    };
    let before = taken(&Visitor::signed_in(&house.site, house.second_manager(), Lang::En));
    for code in &hidden {
        assert!(before.iter().any(|text| text.contains(code)), "a colleague takes {code} away");
    }
    let after = taken(&insider(&house));
    for (text, whole) in after.iter().zip(&before) {
        assert!(hidden.iter().all(|code| !text.contains(code)), "{text}");
        assert!(text.lines().count() <= whole.lines().count());
    }
    assert_eq!(before[0].lines().count() - after[0].lines().count(), 1, "one child fewer, and no mark of it");
}

#[test]
fn a_supervisor_names_a_conflict_on_the_page_and_another_person_ends_it() {
    let house = House::new();
    let supervisor = house.visitor("dgaspc-dj", Role::Supervisor);
    let (first, second) = (house.person_id("dgaspc-dj", Role::CaseManager), house.second_manager());
    let code = |person| house.app().person_code(person).unwrap().to_string();
    let page = supervisor.get(&format!("/watch/concerns/new?record={}", house.child));
    let action = "/watch/concerns/new";
    let record = house.child.to_string();
    let alone = supervisor.send(
        &page,
        action,
        &[("record", &record), ("person", &code(first)), ("reason", "relative")],
    );
    assert_eq!(alone.status, 409, "{}", alone.text());
    let named = supervisor.send(
        &page,
        action,
        &[("record", &record), ("person", &code(first)), ("reason", "relative"), ("handler", &code(second))],
    );
    assert_eq!(named.status, 303, "{}", named.text());
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    assert_eq!(manager.get(&format!("/children/{record}")).status, 404);
    let officer = house.visitor("justice", Role::DataProtectionOfficer);
    let watch = officer.get("/watch");
    let end = watch.links().into_iter().find(|link| link.ends_with("/end")).unwrap();
    assert!(supervisor.get("/watch").links().iter().all(|link| !link.ends_with("/end")));
    let ended = officer.send(&officer.get(&end), &end, &[]);
    assert_eq!(ended.status, 303, "{}", ended.text());
    assert_eq!(manager.get(&format!("/children/{record}")).status, 200);
}
