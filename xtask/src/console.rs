//! Words to the person at the terminal.

use std::io::Write;

/// Writes a line. A terminal that is gone is no reason to stop.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}
