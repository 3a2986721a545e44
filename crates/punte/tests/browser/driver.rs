//! One chromedriver for each test process, on a free port. A small shell is its parent and waits for the test
//! process to end, however it ends: then it ends the driver and the browsers that the driver started.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// A running driver; kept for the whole life of the process.
pub(crate) struct Driver {
    /// Where it answers.
    pub(crate) address: String,
    /// The browser it starts.
    pub(crate) chromium: PathBuf,
    /// Its standard input closes with this process, and that is its sign to end the driver.
    _keeper: Child,
}

/// The driver, or `None` where browser tests are not to be tried; that is said once.
pub(crate) fn driver() -> Option<&'static Driver> {
    static DRIVER: OnceLock<Option<Driver>> = OnceLock::new();
    DRIVER.get_or_init(start).as_ref()
}

/// Written past the test harness, which would keep it to itself when the test passes.
pub(crate) fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// A setting of the test run; empty counts as absent.
pub(crate) fn setting(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests are configured by their environment")]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn start() -> Option<Driver> {
    if setting("PUNTE_TEST_SKIP").is_some_and(|kinds| kinds.split(',').any(|kind| kind == "browser")) {
        say("PUNTE_TEST_SKIP names `browser`: the journeys in a browser are SKIPPED.");
        return None;
    }
    let Some(chromium) = program("PUNTE_TEST_CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])
    else {
        say("No Chromium is installed: the journeys in a browser are SKIPPED.");
        return None;
    };
    let Some(chromedriver) = program("PUNTE_TEST_CHROMEDRIVER", &["chromedriver"]) else {
        say("Chromium is installed and its driver is not: the journeys in a browser are SKIPPED.");
        return None;
    };
    match kept(&chromedriver, chromium) {
        Ok(driver) => Some(driver),
        Err(why) => panic!("chromedriver is installed but does not start: {why}"),
    }
}

fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(path) = setting(variable) {
        return Some(PathBuf::from(path)).filter(|path| path.is_file());
    }
    let path = setting("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}

fn kept(chromedriver: &Path, chromium: PathBuf) -> Result<Driver, String> {
    let script = "\"$1\" --port=0 < /dev/null & driver=$!; cat > /dev/null; \
                  browsers=$(pgrep -P $driver 2> /dev/null); kill $driver $browsers 2> /dev/null; wait $driver";
    let mut keeper = Command::new("/bin/sh")
        .args(["-c", script, "keeper"])
        .arg(chromedriver)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let mut lines = BufReader::new(keeper.stdout.take().ok_or("no output")?).lines();
    let started = "started successfully on port ";
    while let Some(Ok(line)) = lines.next() {
        if let Some(port) = line.split(started).nth(1) {
            let address = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
            // Whatever else it says must have somewhere to go.
            std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
            return Ok(Driver { address, chromium, _keeper: keeper });
        }
    }
    Err("it ended without naming a port".to_owned())
}
