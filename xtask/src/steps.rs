//! Steps of a run, with their times, and the table at its end.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::console::say;

/// How a step ended.
pub(crate) enum End {
    /// All of it holds.
    Passed,
    /// Part or all of it was not tried, for this reason.
    Skipped(String),
    /// It does not hold.
    Failed(String),
}

impl End {
    /// `Passed`, or `Failed` with a sentence that says what to do.
    pub(crate) fn of(good: bool, otherwise: &str) -> Self {
        if good { Self::Passed } else { Self::Failed(otherwise.to_owned()) }
    }
}

struct Done {
    name: &'static str,
    end: End,
    wall: Duration,
    cpu: Option<f64>,
}

/// The steps of one run.
pub(crate) struct Steps {
    only: Vec<String>,
    done: Vec<Done>,
    started: Instant,
}

impl Steps {
    /// A run of all steps, or of the named ones only.
    pub(crate) fn new(only: Vec<String>) -> Self {
        Self { only, done: Vec::new(), started: Instant::now() }
    }

    /// Whether the step is asked for.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }

    /// Whether any step has failed.
    pub(crate) fn failed(&self) -> bool {
        self.done.iter().any(|done| matches!(done.end, End::Failed(_)))
    }

    /// Runs a step, if asked for; whether it ended without failing.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<End>) -> bool {
        if !self.wants(name) {
            return true;
        }
        say(&format!("\n── {name}"));
        let (started, cpu_before) = (Instant::now(), cpu_of_children());
        let end = work().unwrap_or_else(|error| End::Failed(format!("{error:#}")));
        let cpu = cpu_of_children().zip(cpu_before).map(|(after, before)| after - before);
        match &end {
            End::Passed => {}
            End::Skipped(why) => say(&format!("  SKIPPED: {why}")),
            End::Failed(why) => say(&format!("  FAILED: {why}")),
        }
        let good = !matches!(end, End::Failed(_));
        self.done.push(Done { name, end, wall: started.elapsed(), cpu });
        good
    }

    /// Prints the table; whether nothing failed.
    pub(crate) fn summary(&self) -> bool {
        say("\n── summary                wall       CPU");
        for done in &self.done {
            let cpu = done.cpu.map(|cpu| format!("{cpu:8.1} s")).unwrap_or_default();
            let (word, why) = match &done.end {
                End::Passed => ("ok", ""),
                End::Skipped(why) => ("SKIPPED", why.as_str()),
                End::Failed(why) => ("FAILED", why.as_str()),
            };
            say(&format!("{:<18} {:>8.1} s {cpu:>10}  {word} {why}", done.name, done.wall.as_secs_f64()));
        }
        say(&format!("{:<18} {:>8.1} s", "all", self.started.elapsed().as_secs_f64()));
        !self.failed()
    }
}

/// Processor seconds of all programs we ran to their end, where the system tells (Linux: `man 5 proc_pid_stat`,
/// fields 16 and 17, in hundredths).
fn cpu_of_children() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, the program's name, may hold spaces; what follows its bracket does not.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(13);
    let ticks: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    #[expect(clippy::cast_precision_loss, reason = "hundredths of seconds, far below 2^52")]
    Some((ticks + system) as f64 / 100.0)
}
