//! A private PostgreSQL server for one test process, made from the installed programs.
//!
//! Under `root` it runs as `postgres` (or `nobody`), because PostgreSQL refuses to run as root. It listens on a
//! Unix socket in its own folder only. A small shell is its parent and waits for the test process to end,
//! however it ends: then it stops the server and removes the folder.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

/// A running server; kept for the whole life of the process.
struct Cluster {
    url: String,
    /// Where it keeps everything; unknown for a server that was there before.
    data: Option<PathBuf>,
    /// Its standard input closes with this process, and that is the keeper's sign to stop the server.
    _keeper: Option<Child>,
}

/// The server that tests use: the one of `PUNTE_TEST_PG_URL`, or a private one, or `None` when PostgreSQL is not
/// installed or `PUNTE_TEST_SKIP` lists `postgres`, which is said once on standard error.
#[must_use]
pub fn postgres_url() -> Option<&'static str> {
    cluster().map(|cluster| cluster.url.as_str())
}

/// The data directory of the private server, to search for what must not be in it; `None` when there is none.
#[must_use]
pub fn postgres_data() -> Option<&'static Path> {
    cluster()?.data.as_deref()
}

fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER.get_or_init(start).as_ref()
}

fn start() -> Option<Cluster> {
    if skipped(&setting("PUNTE_TEST_SKIP").unwrap_or_default()) {
        say("PUNTE_TEST_SKIP names `postgres`: the tests on PostgreSQL are SKIPPED.");
        return None;
    }
    if let Some(url) = setting("PUNTE_TEST_PG_URL") {
        return Some(Cluster { url, data: None, _keeper: None });
    }
    let named = setting("PUNTE_TEST_PG_BIN").map(PathBuf::from);
    let Some(programs) = programs(named, &setting("PATH").unwrap_or_default()) else {
        say("PostgreSQL is not installed: its tests are SKIPPED. Install it, or set PUNTE_TEST_PG_URL.");
        return None;
    };
    match private_server(&programs) {
        Ok(cluster) => Some(cluster),
        Err(why) => panic!("PostgreSQL is installed but does not start: {why}"),
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are configured by their environment")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Whether a list of kinds of test not to be tried, comma-separated, has `postgres`.
fn skipped(kinds: &str) -> bool {
    kinds.split(',').any(|kind| kind.trim() == "postgres")
}

/// Says something on standard error past the test harness, which would keep it to itself when the test passes: for
/// what was skipped, and why.
pub fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// What is started here.
const SERVER: [&str; 3] = ["initdb", "postgres", "pg_isready"];

/// The folder with the server's programs: the named one, else Debian's of the highest version, else wherever
/// `PATH` finds them.
fn programs(named: Option<PathBuf>, path: &str) -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .map(|entry| (entry.file_name().to_string_lossy().parse().unwrap_or(0), entry.path().join("bin")))
        .collect();
    folders.sort();
    let on_path = std::env::split_paths(path);
    let debian = folders.into_iter().rev().map(|(_, folder)| folder);
    named
        .into_iter()
        .chain(debian)
        .chain(on_path)
        .find(|folder| SERVER.iter().all(|program| folder.join(program).is_file()))
}

fn private_server(programs: &Path) -> Result<Cluster, String> {
    let folder = tempfile::Builder::new()
        .prefix("punte-postgres-")
        .tempdir_in(temporary_folder())
        .map_err(|error| error.to_string())?
        // From here on the keeper removes it.
        .keep();
    let owner = owner(&folder);
    if let Some((user, group)) = owner {
        chown(&folder, Some(user), Some(group)).map_err(|error| error.to_string())?;
    }
    let data = folder.join("data");
    let command = |program: &Path| {
        let mut command = Command::new(program);
        // Folders that this user may not enter would be errors.
        command.current_dir("/");
        if let Some((user, group)) = owner {
            command.gid(group).uid(user);
        }
        command
    };
    let made = command(&programs.join("initdb"))
        .args(["--username=punte", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
        .arg(&data)
        .output()
        .map_err(|error| error.to_string())?;
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stderr).into_owned());
    }
    // The settings that durability rests on stay as they are by default: on.
    let keeper = command(Path::new("/bin/sh"))
        .arg("-c")
        .arg("folder=$1; shift; \"$@\" > \"$folder/log\" 2>&1 & server=$!; cat > /dev/null; kill -INT $server; wait $server; rm -rf \"$folder\"")
        .arg("keeper")
        .arg(&folder)
        .arg(programs.join("postgres"))
        .arg("-D")
        .arg(&data)
        .arg("-k")
        .arg(&folder)
        .args(["-c", "listen_addresses=", "-c", "max_connections=300", "-c", "shared_buffers=64MB"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let url = format!("host={} user=punte", folder.display());
    wait_until_ready(programs, &folder)?;
    Ok(Cluster { url: format!("{url} dbname=postgres"), data: Some(data), _keeper: Some(keeper) })
}

/// Where temporary stores and servers are made: `PUNTE_TEST_FOLDER`, or the system's memory disk if it has half a
/// gigabyte to spare (tests wait for thousands of commits, and none is about the disk outliving the machine), or
/// the usual temporary folder. Whichever it is, anybody must be able to make and remove folders of their own in it.
pub(crate) fn temporary_folder() -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let chosen = || setting("PUNTE_TEST_FOLDER").map(PathBuf::from);
    FOLDER.get_or_init(|| chosen().or_else(roomy_memory).unwrap_or_else(std::env::temp_dir)).clone()
}

fn roomy_memory() -> Option<PathBuf> {
    let answer = Command::new("df").args(["-Pk", "/dev/shm"]).output().ok()?;
    let text = String::from_utf8(answer.stdout).ok()?;
    let free: u64 = text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    (free > 512 * 1024).then(|| PathBuf::from("/dev/shm"))
}

fn wait_until_ready(programs: &Path, folder: &Path) -> Result<(), String> {
    for _ in 0..600 {
        let ready = Command::new(programs.join("pg_isready"))
            .args(["--quiet", "--username=punte", "--host"])
            .arg(folder)
            .status()
            .map_err(|error| error.to_string())?;
        if ready.success() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(fs::read_to_string(folder.join("log")).unwrap_or_else(|_| "no answer within 30 seconds".to_owned()))
}

/// Under root, the user and group to run the server as; otherwise whoever runs the tests does.
fn owner(folder: &Path) -> Option<(u32, u32)> {
    let owned_by_root = fs::metadata(folder).is_ok_and(|folder| folder.uid() == 0);
    if !owned_by_root {
        return None;
    }
    let number = |option: &str, user: &str| {
        let answer = Command::new("id").args([option, user]).output().ok()?;
        String::from_utf8(answer.stdout).ok()?.trim().parse::<u32>().ok()
    };
    ["postgres", "nobody"].into_iter().find_map(|user| Some((number("-u", user)?, number("-g", user)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_kind_itself_in_the_list_skips() {
        assert!(skipped("postgres") && skipped("browser,postgres") && skipped("postgres, browser"));
        assert!(!skipped("") && !skipped("browser") && !skipped("postgresql"));
    }

    #[test]
    fn the_named_folder_is_looked_into_first_and_passed_over_when_nothing_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let named = folder.path().to_owned();
        let elsewhere = programs(None, "");
        assert_eq!(programs(Some(named.clone()), ""), elsewhere);
        for program in SERVER {
            fs::write(named.join(program), "").unwrap();
        }
        assert_eq!(programs(Some(named.clone()), ""), Some(named));
    }
}
