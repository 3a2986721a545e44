//! What whoever runs the machine asks of a running server, and how it stops.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::program::{Serving, json, run, text};

fn ask(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// A port that was free a moment ago.
fn free() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[test]
fn health_readiness_and_metrics_have_a_listener_of_their_own() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("data");
    let open = run(&["serve", "--data", text(&folder), "--port", "0", "--admin", "0.0.0.0:9700"]);
    assert_eq!((open.code, open.err.contains("address_not_loopback")), (3, true), "{open:?}");
    let admin = free();
    let serving = Serving::start(&["serve", "--data", text(&folder), "--port", "0", "--admin", &admin]);
    assert!(ask(&admin, "/health").starts_with("HTTP/1.1 200"));
    assert!(ask(&admin, "/ready").ends_with("ready\n"));
    assert!(serving.get("/sign-in").0.contains("200"));
    let metrics = ask(&admin, "/metrics");
    let counted = "punte_requests_total{method=\"GET\",route=\"/sign-in\",status=\"2xx\"} 1";
    assert!(metrics.contains(counted) && metrics.contains("punte_ledger_position"), "{metrics}");
    // No page there, and no metrics on the pages' own address.
    assert!(ask(&admin, "/sign-in").starts_with("HTTP/1.1 404"));
    assert!(!serving.get("/metrics").1.contains("punte_requests_total"));
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn a_stop_finishes_signs_and_ends_within_ten_seconds_whoever_holds_on() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("data");
    let serving = Serving::start(&["serve", "--data", text(&folder), "--port", "0"]);
    // One that begins a request and never ends it.
    let mut held = TcpStream::connect(&serving.address).unwrap();
    write!(held, "POST /sign-in HTTP/1.1\r\nHost: {}\r\nContent-Length: 100\r\n\r\nlog", serving.address)
        .unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let began = Instant::now();
    assert_eq!(serving.stop(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    let report = json(&["verify", "--json", "--data", text(&folder)], 0);
    let directory =
        report["ledgers"].as_array().unwrap().iter().find(|l| l["ledger"] == "directory").unwrap();
    assert_eq!(directory["vouched"], directory["entries"], "{directory}");
}
