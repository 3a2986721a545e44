//! What whoever runs the machine is told: counts by route, and nothing of anybody.

use agencies::Role;

use crate::house::{EVERYBODY, House};
use crate::visitor::Visitor;

#[test]
fn requests_are_counted_under_their_route_and_no_record_or_person_shows() {
    let house = House::new();
    let visitor = house.visitor("dgaspc-dj", Role::CaseManager);
    let pages = visitor.everywhere(3);
    let unknown = format!("/children/{}", house.unknown());
    assert_eq!(visitor.get(&unknown).status, 404);
    assert_eq!(visitor.get("/nowhere-at-all").status, 404);
    let text = house.site.metrics().unwrap();
    let counted = "punte_requests_total{method=\"GET\",route=\"/children/{code}\",status=\"2xx\"} ";
    assert!(text.contains(counted), "{text}");
    assert!(text.contains("route=\"/children/{code}\",status=\"4xx\"} 1\n"), "{text}");
    assert!(text.contains("route=\"none\",status=\"4xx\"} 1\n") && !text.contains("nowhere"), "{text}");
    assert!(text.contains("punte_ledger_position{ledger=\"social\"} "), "{text}");
    assert!(text.contains("punte_sessions ") && !text.contains("punte_sessions 0\n"), "{text}");
    // Of all addresses that were asked for, those with something of a record in them are not in the text.
    for (address, _) in pages.iter().filter(|(address, _)| address.chars().any(|c| c.is_ascii_digit())) {
        let path = address.split('?').next().unwrap();
        assert!(!text.contains(&format!("\"{path}\"")), "{path}");
    }
    for (agency, role) in EVERYBODY {
        let person = house.person(agency, role);
        assert!(!text.contains(person.person.name.as_str()), "{text}");
    }
    // What Prometheus checks: a histogram's last class is its count, and classes rise.
    let classes: Vec<u64> = text
        .lines()
        .filter(|line| line.starts_with("punte_request_seconds_bucket{method=\"GET\",route=\"/children\","))
        .map(|line| line.rsplit(' ').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(classes.len(), 12);
    assert!(classes.is_sorted() && *classes.last().unwrap() > 0, "{classes:?}");
}

#[test]
fn it_is_ready_when_the_databases_answer() {
    let house = House::new();
    let ready = Visitor::nobody(&house.site).get("/ready");
    assert_eq!((ready.status, ready.text()), (200, "ready\n"));
}
