//! A visitor without a browser: one request on one connection, with the cookies it was given.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Somebody who asks by program.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    /// `127.0.0.1:41234`.
    authority: String,
    cookies: BTreeMap<String, String>,
}

/// What was answered.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    /// A header's first value; empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// The value of the first input of this name.
    pub(crate) fn input(&self, name: &str) -> String {
        let Some((_, after)) = self.body.split_once(&format!("name=\"{name}\" value=\"")) else {
            panic!("no input `{name}` in {}", self.body);
        };
        after.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Visitor {
    /// A visitor of the program at `http://127.0.0.1:…`.
    pub(crate) fn of(address: &str) -> Self {
        Self { authority: address.trim_start_matches("http://").to_owned(), cookies: BTreeMap::new() }
    }

    /// Carries a cookie from now on.
    pub(crate) fn with_cookie(mut self, name: &str, value: &str) -> Self {
        self.cookies.insert(name.to_owned(), value.to_owned());
        self
    }

    /// GET.
    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "")
    }

    /// POST of a form.
    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        self.send("POST", path, &fields.join("&"))
    }

    fn send(&mut self, method: &str, path: &str, body: &str) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\naccept-language: en\r\ncookie: {}\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            self.authority,
            cookies.join("; "),
            body.len(),
        );
        let mut stream = TcpStream::connect(&self.authority).expect("the program listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        stream.write_all(request.as_bytes()).expect("a request is sent");
        let mut text = Vec::new();
        stream.read_to_end(&mut text).expect("an answer");
        let answer = understood(&String::from_utf8_lossy(&text));
        for (name, value) in &answer.headers {
            if name == "set-cookie"
                && let Some((name, value)) = value.split(';').next().and_then(|pair| pair.split_once('='))
            {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

fn understood(text: &str) -> Answer {
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Answer { status: status.expect("a status"), headers, body: body.to_owned() }
}

/// A value of a form.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => all.push(char::from(byte)),
            _ => all.push_str(&format!("%{byte:02X}")),
        }
        all
    })
}
