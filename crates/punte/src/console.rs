//! What the program says: answers on standard output, everything else on standard error, in the words of the
//! person's language.

use std::cell::Cell;
use std::io::{IsTerminal, Write};

use base::{Problem, ProblemKind};
use words::{Arg, Lang, Words};

use crate::texts;

/// Done.
pub(crate) const DONE: u8 = 0;
/// A fault of the program or the machine.
pub(crate) const FAULT: u8 = 1;
/// The command line is wrong.
pub(crate) const WRONG_USE: u8 = 2;
/// Refused, with the reason.
pub(crate) const REFUSED: u8 = 3;
/// A check found something.
pub(crate) const FOUND: u8 = 4;
/// The input has mistakes, listed.
pub(crate) const MISTAKES: u8 = 5;

/// Speaks to whoever runs the program.
pub(crate) struct Console {
    words: Words,
    lang: Lang,
    /// Whether the last thing on standard error is a line that moves.
    moving: Cell<bool>,
    /// The last tenth that was said where lines do not move.
    tenth: Cell<u64>,
}

impl Console {
    /// In the language of the environment: Romanian if it says so, otherwise English.
    ///
    /// # Errors
    /// `internal` when the program's own words cannot be read.
    pub(crate) fn new() -> Result<Self, Problem> {
        let lang = spoken();
        Ok(Self { words: texts::words(None)?, lang, moving: Cell::new(false), tenth: Cell::new(0) })
    }

    /// The same with a pack's labels.
    ///
    /// # Errors
    /// As [`Console::new`].
    pub(crate) fn with_pack(&self, pack: &rules::Pack) -> Result<Self, Problem> {
        let words = texts::words(Some(pack))?;
        Ok(Self { words, lang: self.lang, moving: Cell::new(false), tenth: Cell::new(0) })
    }

    /// The words.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// The language.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// A message as text.
    pub(crate) fn text(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.words.say(self.lang, id, args)
    }

    /// An answer.
    pub(crate) fn say(&self, id: &str, args: &[(&str, Arg)]) {
        self.line(&self.text(id, args));
    }

    /// An answer as it is.
    pub(crate) fn line(&self, text: &str) {
        self.settle();
        // Nobody listens any more: then there is nobody to tell.
        let _ = writeln!(std::io::stdout().lock(), "{text}");
    }

    /// Bytes of an answer as they are.
    pub(crate) fn bytes(&self, bytes: &[u8]) {
        self.settle();
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(bytes).and_then(|()| out.flush());
    }

    /// An answer that a program reads.
    ///
    /// # Errors
    /// `internal` when it cannot be written as JSON.
    pub(crate) fn json(&self, value: &serde_json::Value) -> Result<(), Problem> {
        self.line(&serde_json::to_string_pretty(value).map_err(Problem::internal)?);
        Ok(())
    }

    /// A word on the side.
    pub(crate) fn note(&self, id: &str, args: &[(&str, Arg)]) {
        self.settle();
        let _ = writeln!(std::io::stderr().lock(), "{}", self.text(id, args));
    }

    /// How far long work has come: a line that moves on a terminal, a line for each tenth elsewhere. With `of` 0
    /// the end is not known.
    pub(crate) fn progress(&self, id: &str, done: u64, of: u64) {
        let args = [("done", number(done)), ("of", number(of)), ("count", number(done))];
        let mut out = std::io::stderr();
        if out.is_terminal() {
            let _ = write!(out, "\r{}\x1b[K", self.text(id, &args));
            self.moving.set(true);
            return;
        }
        let tenth = done.saturating_mul(10).checked_div(of).unwrap_or(done / 100_000);
        if tenth > self.tenth.replace(tenth) {
            let _ = writeln!(out, "{}", self.text(id, &args));
        }
    }

    /// Ends a line that moves.
    pub(crate) fn settle(&self) {
        self.tenth.set(0);
        if self.moving.replace(false) {
            let _ = writeln!(std::io::stderr());
        }
    }

    /// Says why something is refused, and how to mend it; the exit code of it.
    pub(crate) fn refuse(&self, problem: &Problem) -> u8 {
        self.settle();
        let said = self.words.problem(self.lang, problem);
        let mut out = std::io::stderr().lock();
        let _ = writeln!(out, "{} ({})", said.title, problem.code);
        if let Some(hint) = said.hint {
            let _ = writeln!(out, "{hint}");
        }
        if let Some(inside) = &problem.inside {
            tracing::info!(code = problem.code, cause = %inside, "refused");
        }
        exit_code(problem)
    }
}

/// The exit code of a refusal.
pub(crate) fn exit_code(problem: &Problem) -> u8 {
    if problem.kind == ProblemKind::Internal { FAULT } else { REFUSED }
}

/// A count for a message.
pub(crate) fn number(count: u64) -> Arg {
    Arg::Count(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The language of the environment.
#[expect(clippy::disallowed_methods, reason = "the one place that asks for the person's language")]
pub(crate) fn spoken() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    set.into_iter().find(|value| !value.is_empty()).map_or(Lang::En, |value| language(&value))
}

fn language(locale: &str) -> Lang {
    if locale.to_ascii_lowercase().starts_with("ro") { Lang::Ro } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_that_of_the_environment() {
        assert_eq!(language("ro_RO.UTF-8"), Lang::Ro);
        assert_eq!(language("en_GB.UTF-8"), Lang::En);
        assert_eq!(language("C"), Lang::En);
    }

    #[test]
    fn a_fault_is_not_a_refusal() {
        assert_eq!(exit_code(&Problem::internal("x")), FAULT);
        assert_eq!(exit_code(&Problem::refused("port_taken")), REFUSED);
    }
}
