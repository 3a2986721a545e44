//! What only a socket shows: half requests, too many connections, answers that reach no page.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use web::serve::{Limits, serve_within};

use crate::house::House;

/// Longer than any limit of these tests, shorter than the real ones.
const PATIENCE: Duration = Duration::from_secs(8);
const SHORT: Duration = Duration::from_millis(300);

/// A site on a port of its own.
struct Served {
    address: SocketAddr,
    runtime: Runtime,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
    _house: House,
}

impl Served {
    fn within(limits: Limits) -> Self {
        let house = House::new();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let serving = runtime.spawn(serve_within(limits, Arc::clone(&house.site), listener, async {
            let _ = stopped.await;
        }));
        Self { address, runtime, stop, serving, _house: house }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends this on a connection of its own and reads to the end.
    fn ask(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        rest(&mut stream)
    }

    /// Asks it to stop and waits until it has.
    fn stop(self) {
        self.stop.send(()).unwrap();
        self.runtime.block_on(async { tokio::time::timeout(PATIENCE, self.serving).await }).unwrap().unwrap();
    }
}

/// All that still comes, until the other side closes; a test that waits longer than it may fails here.
fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    if let Err(error) = stream.read_to_end(&mut bytes) {
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "it is not closed: {error}");
    }
    String::from_utf8(bytes).unwrap()
}

/// What an answer has of the headers that every page carries.
fn secured(answer: &str) -> Vec<&str> {
    let names = ["content-security-policy", "x-content-type-options", "referrer-policy", "cache-control"];
    let names = names.into_iter().chain(["cross-origin-opener-policy", "permissions-policy"]);
    let head = answer.split("\r\n\r\n").next().unwrap();
    names.filter(|name| head.contains(&format!("\r\n{name}: "))).collect()
}

#[test]
fn who_sends_half_a_head_or_nothing_is_left() {
    let served = Served::within(Limits { head: SHORT, ..Limits::default() });
    let begun = Instant::now();
    for half in ["", "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow"] {
        let answer = served.ask(half);
        assert!(!answer.contains("200 OK"), "{answer}");
    }
    // Idle after an answer is the same.
    let answer = served.ask("GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(begun.elapsed() >= SHORT * 3, "each was given its time");
    served.stop();
}

#[test]
fn who_sends_half_a_body_is_told_so_and_left() {
    let served = Served::within(Limits { body: SHORT, ..Limits::default() });
    let answer = served.ask("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nlogin=");
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert_eq!(secured(&answer).len(), 6, "{answer}");
    served.stop();
}

#[test]
fn a_connection_that_is_always_busy_ends_too() {
    let served = Served::within(Limits { connection: SHORT, ..Limits::default() });
    let mut stream = served.connect();
    let begun = Instant::now();
    let mut answers = 0;
    let mut buffer = [0; 65_536];
    loop {
        let sent = stream.write_all(b"GET /no-such-place HTTP/1.1\r\nHost: localhost\r\n\r\n");
        if sent.is_err() || stream.read(&mut buffer).map_or(true, |read| read == 0) {
            break;
        }
        answers += 1;
        assert!(begun.elapsed() < PATIENCE, "it goes on for ever");
    }
    assert!(answers > 0 && begun.elapsed() >= SHORT, "{answers} answers");
    served.stop();
}

#[test]
fn there_are_so_many_connections_and_the_next_waits_for_one_to_go() {
    let served = Served::within(Limits { connections: 2, ..Limits::default() });
    let silent = [served.connect(), served.connect()];
    let mut third = served.connect();
    third.write_all(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    third.set_read_timeout(Some(SHORT)).unwrap();
    let waited = third.read(&mut [0]).unwrap_err();
    assert!([ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&waited.kind()), "{waited}");
    drop(silent);
    third.set_read_timeout(Some(PATIENCE)).unwrap();
    assert!(rest(&mut third).starts_with("HTTP/1.1 200 OK"));
    served.stop();
}

#[test]
fn what_reaches_no_page_has_the_headers_of_one() {
    let served = Served::within(Limits::default());
    let large = "x".repeat(256 * 1024 + 1);
    let length = large.len();
    let host = "Host: localhost\r\nConnection: close";
    let cases = [
        (200, format!("GET /sign-in HTTP/1.1\r\n{host}\r\n\r\n")),
        (405, format!("DELETE /sign-in HTTP/1.1\r\n{host}\r\n\r\n")),
        (413, format!("POST /sign-in HTTP/1.1\r\n{host}\r\nContent-Length: {length}\r\n\r\n{large}")),
        (400, "GET /sign-in HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned()),
        (421, "GET /sign-in HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n".to_owned()),
    ];
    for (status, request) in cases {
        let answer = served.ask(&request);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{status}: {answer}");
        assert_eq!(secured(&answer).len(), 6, "{answer}");
    }
    served.stop();
}
