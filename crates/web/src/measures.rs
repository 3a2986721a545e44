//! How many requests were answered, how long they took and how the machine stands, as the text that Prometheus
//! collects. A request is counted under its route's pattern, never under its path: no code of a record and no name is
//! in here.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use base::Problem;
use workflow::App;

use crate::request::Method;
use crate::route::Route;

/// Upper ends of the classes of time, in microseconds; the last class has none.
const CLASSES: [(u64, &str); 11] = [
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (500_000, "0.5"),
    (1_000_000, "1"),
    (2_500_000, "2.5"),
    (5_000_000, "5"),
    (10_000_000, "10"),
];
const STATUSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];
/// What is counted where no route was found.
const NO_ROUTE: (&str, &str) = ("", "none");

/// Counts of one route.
#[derive(Default)]
struct Counted {
    statuses: [AtomicU64; STATUSES.len()],
    classes: [AtomicU64; CLASSES.len()],
    micros: AtomicU64,
}

/// Counts of all routes; the last is for requests that none answers.
pub(crate) struct Measures {
    routes: Vec<((&'static str, &'static str), Counted)>,
    under_way: AtomicU64,
}

/// A request that is worked on, until it is dropped.
pub(crate) struct UnderWay<'a>(&'a AtomicU64);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Measures {
    pub(crate) fn of(routes: &[Route]) -> Self {
        let named = routes.iter().map(|route| (method(route.method), route.pattern)).chain([NO_ROUTE]);
        let routes = named.map(|name| (name, Counted::default())).collect();
        Self { routes, under_way: AtomicU64::new(0) }
    }

    pub(crate) fn begin(&self) -> UnderWay<'_> {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        UnderWay(&self.under_way)
    }

    /// Counts an answer under the route at a place of the table, or under none.
    pub(crate) fn note(&self, route: Option<usize>, status: u16, took: Duration) {
        let last = self.routes.len().saturating_sub(1);
        let Some((_, counted)) = self.routes.get(route.unwrap_or(last)) else { return };
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let add = |counter: Option<&AtomicU64>, by| {
            counter.map(|counter| counter.fetch_add(by, Ordering::Relaxed));
        };
        add(counted.statuses.get(usize::from(status / 100).saturating_sub(1)), 1);
        let class = CLASSES.iter().position(|(end, _)| micros <= *end);
        add(class.and_then(|class| counted.classes.get(class)), 1);
        add(Some(&counted.micros), micros);
    }

    /// The text, with what the application says of itself.
    ///
    /// # Errors
    /// An engine's error.
    pub(crate) fn text(&self, app: &App) -> Result<String, Problem> {
        let mut text = String::new();
        self.requests(&mut text);
        let under_way = self.under_way.load(Ordering::Relaxed);
        one(&mut text, "punte_requests_under_way", "gauge", "Requests worked on now.", under_way);
        gauges(&mut text, app)?;
        Ok(text)
    }

    fn requests(&self, text: &mut String) {
        head(text, "punte_requests_total", "counter", "Requests answered, by route and class of status.");
        for ((method, route), counted) in &self.routes {
            for (status, count) in STATUSES.iter().zip(&counted.statuses) {
                let count = count.load(Ordering::Relaxed);
                if count > 0 {
                    let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
                    line(text, "punte_requests_total", &labels, count);
                }
            }
        }
        head(text, "punte_request_seconds", "histogram", "How long answers took, by route.");
        for ((method, route), counted) in &self.routes {
            let all: u64 = counted.statuses.iter().map(|count| count.load(Ordering::Relaxed)).sum();
            if all == 0 {
                continue;
            }
            let labels = format!("method=\"{method}\",route=\"{route}\"");
            let mut until = 0;
            for ((_, end), count) in CLASSES.iter().zip(&counted.classes) {
                until += count.load(Ordering::Relaxed);
                line(text, "punte_request_seconds_bucket", &format!("{labels},le=\"{end}\""), until);
            }
            line(text, "punte_request_seconds_bucket", &format!("{labels},le=\"+Inf\""), all);
            let micros = counted.micros.load(Ordering::Relaxed);
            let seconds = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
            line(text, "punte_request_seconds_sum", &labels, seconds);
            line(text, "punte_request_seconds_count", &labels, all);
        }
    }
}

fn gauges(text: &mut String, app: &App) -> Result<(), Problem> {
    let state = app.machine_state()?;
    one(text, "punte_statements_total", "counter", "Statements run.", state.counts.statements);
    one(text, "punte_commits_total", "counter", "Writing transactions committed.", state.counts.commits);
    one(text, "punte_sessions", "gauge", "Sessions that have not ended.", state.sessions);
    one(text, "punte_open_record_keys", "gauge", "Keys of records open in memory.", state.keys_open);
    one(
        text,
        "punte_known_position",
        "gauge",
        "How far names and figures in memory have come.",
        state.known.0,
    );
    head(text, "punte_ledger_position", "gauge", "Entries of each ledger.");
    for ledger in &state.ledgers {
        line(
            text,
            "punte_ledger_position",
            &format!("ledger=\"{}\"", ledger.realm.name()),
            ledger.position.0,
        );
    }
    head(text, "punte_checkpoint_timestamp_seconds", "gauge", "When the last checkpoint was signed.");
    for ledger in &state.ledgers {
        if let Some(signed) = ledger.checkpoint {
            let labels = format!("ledger=\"{}\"", ledger.realm.name());
            line(text, "punte_checkpoint_timestamp_seconds", &labels, signed.micros() / 1_000_000);
        }
    }
    head(text, "punte_operation_timestamp_seconds", "gauge", "When a backup or a drill last ended.");
    let last = [("backup", state.operations.backup), ("drill", state.operations.drill)];
    for (kind, done) in last {
        if let Some(done) = done {
            let labels = format!("kind=\"{kind}\"");
            line(text, "punte_operation_timestamp_seconds", &labels, done.finished_at.micros() / 1_000_000);
        }
    }
    head(text, "punte_operation_good", "gauge", "Whether it went well.");
    for (kind, done) in last {
        if let Some(done) = done {
            line(text, "punte_operation_good", &format!("kind=\"{kind}\""), u8::from(done.good));
        }
    }
    Ok(())
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn line(text: &mut String, name: &str, labels: &str, value: impl std::fmt::Display) {
    let _ = writeln!(text, "{name}{{{labels}}} {value}");
}

fn one(text: &mut String, name: &str, kind: &str, help: &str, value: u64) {
    head(text, name, kind, help);
    let _ = writeln!(text, "{name} {value}");
}
