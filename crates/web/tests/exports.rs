//! Lists taken away: every list, in every format, by every role.

use std::io::Cursor;

use agencies::Role;
use calamine::{Reader, Xlsx};
use workflow::exporting::List;

use crate::house::{EVERYBODY, House, SECRETS};
use crate::visitor::Page;

const FORMATS: [&str; 3] = ["csv", "xlsx", "json"];

/// The rows of a table, without its note and headings.
fn rows(page: &Page, format: &str) -> Vec<Vec<String>> {
    match format {
        "csv" => {
            let text = page.body.strip_prefix(b"\xEF\xBB\xBF").unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
            let records = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
            let all: Vec<_> = records.collect();
            assert!(all[0][0].contains("SYNTHETIC"), "it says so itself");
            all[2..].to_vec()
        }
        "xlsx" => {
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(page.body.clone())).unwrap();
            let name = book.sheet_names().first().unwrap().clone();
            let range = book.worksheet_range(&name).unwrap();
            let all: Vec<Vec<String>> =
                range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
            assert!(all[0][0].contains("SYNTHETIC"), "it says so itself");
            all[2..].to_vec()
        }
        _ => {
            let json: serde_json::Value = serde_json::from_slice(&page.body).unwrap();
            assert_eq!(json["synthetic"], true);
            let text =
                |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let rows = json["rows"].as_array().unwrap();
            rows.iter().map(|row| row.as_object().unwrap().values().map(text).collect()).collect()
        }
    }
}

#[test]
fn every_list_in_every_format_by_every_role() {
    let house = House::new();
    let mut taken = 0;
    for (agency, role) in EVERYBODY {
        let who = house.person(agency, role);
        let visitor = house.visitor(agency, role);
        let token = visitor.token();
        for list in List::ALL {
            let address = format!("/{}/export", list.name());
            let mut lengths = Vec::new();
            for format in FORMATS {
                let before = house.entries();
                let (page, cost) =
                    house.cost_of(|| visitor.post(&address, &[("token", &token), ("format", format)]));
                let said = format!("{role} of {agency}: {address} as {format}");
                if !house.app().may_export(&who, list) {
                    let (nowhere, least) =
                        house.cost_of(|| visitor.post("/no-such-place", &[("token", &token)]));
                    assert_eq!((page.looks(), cost), (nowhere.looks(), least), "{said}");
                    assert_eq!(house.entries(), before, "{said}");
                    continue;
                }
                assert_eq!(page.status, 200, "{said}");
                let name =
                    format!("attachment; filename=\"SYNTHETIC-punte-{}-2026-01-15.{format}\"", list.name());
                assert_eq!(page.header("content-disposition"), Some(name.as_str()), "{said}");
                assert_eq!(page.header("cache-control"), Some("no-store"), "{said}");
                assert_eq!(house.entries(), before + 1, "{said}: taking it is an entry");
                let found = rows(&page, format);
                assert!(
                    !found.iter().flatten().any(|cell| SECRETS.iter().any(|s| cell.contains(s))),
                    "{said}"
                );
                lengths.push(found.len());
                taken += 1;
            }
            lengths.dedup();
            assert!(lengths.len() <= 1, "each format has the same rows: {lengths:?}");
        }
    }
    assert!(taken >= 15, "{taken}");
}

#[test]
fn the_same_rows_as_the_page_with_the_same_filters() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let token = manager.token();
    let page = manager.get("/children?open=open");
    assert!(page.text().contains("action=\"/children/export?open=open\""), "{}", page.text());
    let take = |query: &str| {
        let page =
            manager.post(&format!("/children/export{query}"), &[("token", &token), ("format", "json")]);
        rows(&page, "json")
    };
    let (all, open, closed) = (take(""), take("?open=open"), take("?open=closed"));
    assert_eq!(all.len(), 10, "the own agency's, and nobody else's");
    assert_eq!(all.len(), open.len() + closed.len());
    assert!(!open.is_empty());
    let code = house.child.to_string();
    assert!(all.iter().any(|row| row[0] == code), "{all:?}");
    assert!(page.text().contains(&code));
    let other = house.visitor("dgaspc-cj", Role::CaseManager);
    let theirs = other.post("/children/export", &[("token", &other.token()), ("format", "csv")]);
    assert!(!theirs.text().contains(&code));
}

#[test]
fn an_unknown_format_takes_nothing() {
    let house = House::new();
    let manager = house.visitor("dgaspc-dj", Role::CaseManager);
    let token = manager.token();
    let before = house.entries();
    for format in ["", "exe", "csv\r\nset-cookie: a=b", "../csv"] {
        let page = manager.post("/children/export", &[("token", &token), ("format", format)]);
        assert_eq!(page.status, 422, "{format:?}");
    }
    assert_eq!(house.entries(), before);
}
