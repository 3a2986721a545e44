//! Paper cases in the browser: a list with mistakes, mended, brought in, and never twice; and what is not taken.

use agencies::Role;
use reports::{Cell, Column, Table, TableAbout, TableFormat};

use crate::house::{House, SECRETS};
use crate::visitor::{Page, Visitor};

const HEADER: [&str; 8] = [
    "Nr. dosar",
    "Nume",
    "Prenume",
    "Data nașterii",
    "Sex",
    "Forma de exploatare",
    "Deschis la",
    "Observații",
];

/// A workbook of these rows.
fn workbook(rows: &[[&str; 8]]) -> Vec<u8> {
    let about = TableAbout {
        list: "cases",
        sheet: "Cazuri".to_owned(),
        made: (2026, 1, 15),
        synthetic: Some("DGASPC Dolj".to_owned()),
    };
    let columns = HEADER.map(|heading| Column { key: "k", heading: heading.to_owned() });
    let mut table = Table::begin(TableFormat::Xlsx, &about, &columns).unwrap();
    for row in rows {
        table.row(&row.map(|text| Cell::Text(text.to_owned()))).unwrap();
    }
    table.finish().unwrap()
}

const GOOD: [[&str; 8]; 3] = [
    ["D-101/2023", "Cărămidaru", "Viorica", "17.05.2010", "feminin", "exploatare sexuală", "12.03.2024", "x"],
    ["D-102/2023", "Fântânaru", "Petrișor", "2011", "masculin", "", "2024-04", "x"],
    ["D-103/2023", "Podaru", "Sânziana", "03.2012", "feminin", "", "1.5.2024", "x"],
];

fn upload(visitor: &Visitor, name: &str, bytes: &[u8]) -> Page {
    visitor.upload("/paper-cases", &[("token", &visitor.token())], name, bytes)
}

/// Sends the page's choices as they stand, and these besides.
fn confirm(visitor: &Visitor, more: &[(&str, &str)]) -> Page {
    let page = visitor.get("/paper-cases");
    let mut fields: Vec<(String, String)> = vec![("token".to_owned(), visitor.token())];
    let form =
        page.text().split("action=\"/paper-cases/mapping\"").nth(1).unwrap().split("</form>").next().unwrap();
    for select in form.split("<select ").skip(1) {
        let name = select.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
        let chosen = select.split("<option value=\"").skip(1).find(|option| option.contains(" selected>"));
        let value = chosen.map_or("", |option| option.split('"').next().unwrap());
        fields.push((name.to_owned(), value.to_owned()));
    }
    fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.post("/paper-cases/mapping", &fields)
}

fn children(house: &House) -> usize {
    let manager = house.person("dgaspc-dj", Role::CaseManager);
    let listed = house.app().children(&manager, &Default::default()).unwrap();
    listed.rows.len()
}

#[test]
fn a_list_with_mistakes_is_mended_brought_in_and_the_same_again_adds_nothing() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let (before, late) = (children(&house), house.entries());
    let mut wrong = GOOD;
    wrong[1][6] = "ieri";
    wrong[2][4] = "domnișoară";
    assert_eq!(upload(&manager, "cazuri.xlsx", &workbook(&wrong)).status, 303);
    let page = manager.get("/paper-cases");
    assert!(page.text().contains("D-101/2023 · D-102/2023"), "values to look at: {}", page.text());
    assert!(!page.text().contains("/paper-cases/adopt"), "not before somebody said what the columns are");
    assert_eq!(confirm(&manager, &[]).status, 303);
    let page = manager.get("/paper-cases");
    assert!(page.text().contains("2 things are wrong"), "{}", page.text());
    assert!(page.text().contains("ieri") && page.text().contains("domnișoară"));
    assert!(!page.text().contains("/paper-cases/adopt"), "nothing is brought in half");
    let refused = manager.post("/paper-cases/adopt", &[("token", &manager.token())]);
    assert_eq!(refused.status, 409, "{}", refused.text());
    let csv = manager.get("/paper-cases/problems.csv");
    assert!(
        csv.text().contains("4,Deschis la,ieri,") && csv.text().contains("5,Sex,domnișoară,"),
        "{}",
        csv.text()
    );
    assert_eq!((children(&house), house.entries()), (before, late), "nothing happened yet");

    assert_eq!(upload(&manager, "cazuri.xlsx", &workbook(&GOOD)).status, 303);
    confirm(&manager, &[]);
    let page = manager.get("/paper-cases");
    assert!(page.text().contains("3 rows can be brought in"), "{}", page.text());
    let done = manager.post("/paper-cases/adopt", &[("token", &manager.token())]);
    assert_eq!(
        (done.status, done.header("location")),
        (303, Some("/children?recorded=paper_cases_brought_in"))
    );
    assert_eq!(children(&house), before + 3);
    let home = manager.get("/");
    assert!(!home.text().contains("days late"), "no storm of what is overdue: {}", home.text());
    let found = manager.post("/children/search", &[("token", &manager.token()), ("q", "caramidaru viorica")]);
    assert!(found.text().contains("1 child"), "{}", found.text());

    // The same list: what the columns are is remembered, and nothing is added.
    upload(&manager, "cazuri.xlsx", &workbook(&GOOD));
    confirm(&manager, &[]);
    let page = manager.get("/paper-cases");
    assert!(page.text().contains("3 are files already"), "{}", page.text());
    let again = manager.post("/paper-cases/adopt", &[("token", &manager.token())]);
    assert_eq!(again.status, 303);
    assert_eq!(children(&house), before + 3);
}

#[test]
fn a_value_that_no_list_knows_is_told_once_and_remembered() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let csv = |number: &str| format!("Nr. dosar;Sex;Deschis la\n{number};Fetiță;12.03.2024\n");
    upload(&manager, "lista.csv", csv("7").as_bytes());
    confirm(&manager, &[]);
    assert!(manager.get("/paper-cases").text().contains("1 thing is wrong"));
    confirm(&manager, &[("value-1-Fetiță", "1")]);
    assert!(manager.get("/paper-cases").text().contains("1 row can be brought in"));
    manager.post("/paper-cases/adopt", &[("token", &manager.token())]);
    upload(&manager, "lista.csv", csv("8").as_bytes());
    confirm(&manager, &[]);
    assert!(
        manager.get("/paper-cases").text().contains("1 row can be brought in"),
        "as the agency said last time"
    );
    manager.post("/paper-cases/discard", &[("token", &manager.token())]);
    assert!(!manager.get("/paper-cases").text().contains("lista.csv"));
}

#[test]
fn a_child_that_may_be_known_waits_for_a_person_to_decide() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let before = children(&house);
    let list = "Nume;Prenume;Deschis la\nZapezilor;Ilincuta;12.03.2024\nDealului;Toader;01.04.2024\n";
    upload(&manager, "lista.csv", list.as_bytes());
    confirm(&manager, &[]);
    let page = manager.get("/paper-cases");
    assert!(page.text().contains(&house.child.to_string()), "the file it may be: {}", page.text());
    let undecided = manager.post("/paper-cases/adopt", &[("token", &manager.token())]);
    assert_eq!(undecided.status, 409);
    assert_eq!(children(&house), before);
    let done = manager.post("/paper-cases/adopt", &[("token", &manager.token()), ("row-2", "out")]);
    assert_eq!(done.status, 303);
    assert_eq!(children(&house), before + 1, "the one left out is not there");
    // In another county nobody learns that such a child is known.
    let other = house.visitor("dgaspc-cj", Role::CaseManager);
    upload(&other, "lista.csv", list.as_bytes());
    confirm(&other, &[]);
    let page = other.get("/paper-cases");
    assert!(
        page.text().contains("2 rows can be brought in") && !page.text().contains("row-2"),
        "{}",
        page.text()
    );
}

#[test]
fn a_list_is_its_uploaders_alone_and_others_find_no_page() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    upload(&manager, "cazuri.xlsx", &workbook(&GOOD));
    let other = house.visitor("dgaspc-cj", Role::CaseManager);
    assert!(!other.get("/paper-cases").text().contains("Viorica"));
    assert_eq!(other.get("/paper-cases/problems.csv").status, 404);
    for (agency, role) in [("podul-alb", Role::ServiceProvider), ("tip-office", Role::TipOfficer)] {
        let nobody = house.visitor(agency, role);
        assert_eq!(nobody.get("/paper-cases").looks(), nobody.get("/no-such-place").looks());
        assert_eq!(upload(&nobody, "cazuri.xlsx", &workbook(&GOOD)).status, 404);
    }
}

/// What may be sent as a list and is none.
#[test]
fn upload_tricks_are_refused() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let csv = b"Nume;Deschis la\nX;2024\n".as_slice();
    let xlsx = workbook(&GOOD);
    let picture = b"\xFF\xD8\xFF\xE0\0\x10JFIF, and some more".as_slice();
    let film = b"\0\0\0\x20ftypisom and some more".as_slice();
    let polyglot = [b"GIF89a;".as_slice(), csv].concat();
    let refused: [(&str, &[u8], &str); 13] = [
        ("photo.jpg", picture, "picture"),
        ("photo.csv", picture, "picture"),
        ("photo.xlsx", picture, "picture"),
        ("clip.csv", film, "picture"),
        ("both.csv", &polyglot, "picture"),
        ("list.csv.exe", csv, "no CSV or XLSX"),
        ("list.csv\0.exe", csv, "no CSV or XLSX"),
        ("list", csv, "no CSV or XLSX"),
        ("list.xlsx", csv, "not what its name says"),
        ("list.csv", &xlsx, "not what its name says"),
        ("list.csv", b"Nume;Deschis la\n\xFF\xFE;2024\n", "not what its name says"),
        ("list.csv", b"a;b\0\n1;2\n", "not what its name says"),
        ("list.xlsx", b"PK\x03\x04 and nothing that a spreadsheet has", "cannot be read"),
    ];
    let before = house.entries();
    for (name, bytes, why) in refused {
        let page = upload(&manager, name, bytes);
        assert!([413, 422].contains(&page.status), "{name}: {}", page.status);
        assert!(page.text().contains(why), "{name}: {why}: {}", page.text());
    }
    let long = vec![b'a'; 20 * 1024 * 1024 + 1];
    assert_eq!(upload(&manager, "long.csv", &long).status, 413);
    // A name is a text to show, and nothing else: no path, no mark-up.
    let page = upload(&manager, "../../etc/<script>passwd.csv", csv);
    assert_eq!(page.status, 303);
    let page = manager.get("/paper-cases");
    assert!(
        page.text().contains("&#60;script&#62;passwd.csv") && !page.text().contains("etc/"),
        "{}",
        page.text()
    );
    // Neither without the form's token, nor from another site.
    let unsigned = manager.upload("/paper-cases", &[("token", "guessed")], "list.csv", csv);
    assert_eq!(unsigned.status, 422);
    assert_eq!(house.entries(), before, "and nothing was recorded of any of it");
    assert!(SECRETS.iter().all(|secret| !page.text().contains(secret)));
}
