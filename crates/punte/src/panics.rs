//! What is said when the program itself is wrong: where, and nothing else. The words of a panic may hold what it was
//! working on, a child's name among it, and standard error is kept by others.

use std::io::Write;
use std::panic::PanicHookInfo;

/// From now on a panic says its place in the source alone.
pub(crate) fn say_only_where() {
    std::panic::set_hook(Box::new(|panic| {
        // Not through the log: it may be in the middle of a line, or turned off.
        let _ = writeln!(std::io::stderr(), "{}", place(panic));
    }));
}

fn place(panic: &PanicHookInfo<'_>) -> String {
    match panic.location() {
        Some(at) => format!("panic at {}:{}", at.file(), at.line()),
        None => "panic".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    const SECRET: &str = "Ilincuta Zapezilor";

    /// Run by the test below, in a process of its own: the hook is the whole process's.
    #[test]
    #[ignore = "panics; the next test runs it"]
    fn panics_with_a_name() {
        super::say_only_where();
        panic!("{SECRET} is not there");
    }

    #[test]
    fn a_panic_says_where_and_not_what() {
        let test = "panics::tests::panics_with_a_name";
        let this = std::env::current_exe().unwrap();
        let ran = Command::new(this).args([test, "--exact", "--ignored", "--nocapture"]).output().unwrap();
        let said = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned();
        assert!(!ran.status.success(), "{said}");
        assert!(said.contains("panic at ") && said.contains("panics.rs:"), "{said}");
        assert!(!said.contains(SECRET), "{said}");
    }

    #[test]
    fn the_program_begins_by_it() {
        let main = include_str!("main.rs");
        let body = main.split_once("fn main() -> ExitCode {").unwrap().1;
        assert!(body.trim_start().starts_with("panics::say_only_where();"));
    }
}
