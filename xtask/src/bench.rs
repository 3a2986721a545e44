//! `cargo xtask bench`: runs the benchmark programs one by one and keeps what they say, so that a run that was
//! broken off goes on where it stopped.
//!
//! A benchmark program prints, among other things, lines of tab-separated fields that begin with `bench`:
//!
//! ```text
//! bench<TAB>what was measured<TAB>value with unit<TAB>aim or remark
//! ```
//!
//! Those lines become the rows of the table. What else it prints stays in `target/bench/<crate>-<bench>.txt`.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::console::say;
use crate::metadata;
use crate::programs::{read, typed};
use crate::project::Project;

/// The benchmark programs: crate, bench. A new one is a line here.
const LIST: [(&str, &str); 6] = [
    ("interop", "formats"),
    ("ledger", "verify"),
    ("store", "append"),
    ("linkage", "search"),
    ("indicators", "count"),
    ("punte", "spine"),
];

pub(crate) fn run(project: &Project, arguments: &[String]) -> Result<bool> {
    let again = arguments.iter().any(|argument| argument == "--again");
    let names: Vec<&String> = arguments.iter().filter(|argument| *argument != "--again").collect();
    let known = |name: &str| LIST.iter().any(|(package, bench)| format!("{package}/{bench}") == name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        let all: Vec<String> = LIST.iter().map(|(package, bench)| format!("{package}/{bench}")).collect();
        bail!("there is no benchmark `{name}`; there are {}", all.join(", "));
    }
    let folder = project.target().join("bench");
    std::fs::create_dir_all(&folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let file = folder.join("results.json");
    let mut results: Map<String, Value> = match std::fs::read_to_string(&file) {
        Ok(text) => serde_json::from_str(&text)
            .with_context(|| format!("`{}` is damaged: remove it", file.display()))?,
        Err(_) => Map::new(),
    };
    let packages = metadata::packages(project)?;
    let mut good = true;
    for (package, bench) in LIST {
        let name = format!("{package}/{bench}");
        if !names.is_empty() && !names.contains(&&name) {
            continue;
        }
        let there =
            packages.iter().any(|p| p.ours && p.name == package && p.benches.iter().any(|b| b == bench));
        if !there {
            say(&format!("── {name}: SKIPPED, there is no such benchmark program"));
            continue;
        }
        if results.contains_key(&name) && !again {
            say(&format!("── {name}: measured already; `--again` measures anew"));
            continue;
        }
        let mut command = project.cargo(&["bench", "--workspace", "--bench", bench]);
        say(&format!("── {name}\n  $ {}", typed(&command)));
        let started = Instant::now();
        match read(&mut command) {
            Err(error) => {
                say(&format!("  FAILED: {error:#}"));
                good = false;
            }
            Ok(text) => {
                let output = folder.join(format!("{package}-{bench}.txt"));
                std::fs::write(&output, &text).with_context(|| output.display().to_string())?;
                let rows = rows(&text);
                say(&format!("  {} figures, {:.0} s", rows.len(), started.elapsed().as_secs_f64()));
                if rows.is_empty() {
                    say(&format!(
                        "  it printed no line that begins with `bench`; see `{}`",
                        output.display()
                    ));
                }
                let measured = json!({ "date": today(project)?, "machine": machine(project)?, "rows": rows });
                results.insert(name, measured);
                // After each one, so that a break loses one at most.
                std::fs::write(&file, serde_json::to_string_pretty(&results)?)
                    .with_context(|| file.display().to_string())?;
            }
        }
    }
    say(&format!("\n{}", table(&results)));
    Ok(good)
}

/// The figures in a program's output: what, value, remark.
fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines()
        .filter_map(|line| line.strip_prefix("bench\t"))
        .map(|line| {
            line.split('\t')
                .map(|field| field.trim().to_owned())
                .chain(std::iter::repeat(String::new()))
                .take(3)
                .collect()
        })
        .collect()
}

/// The table for docs/performance.md.
fn table(results: &Map<String, Value>) -> String {
    let mut text =
        "| program | what | measured | aim or remark | date | machine |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for (name, result) in results {
        let field = |key: &str| result.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        for row in result.get("rows").and_then(Value::as_array).into_iter().flatten() {
            let cells: Vec<String> = row
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(|cell| cell.replace('|', "/"))
                .collect();
            text.push_str(&format!(
                "| {name} | {} | {} | {} |\n",
                cells.join(" | "),
                field("date"),
                field("machine")
            ));
        }
    }
    text
}

fn today(project: &Project) -> Result<String> {
    Ok(read(&mut project.command("date", &["-u", "+%Y-%m-%d"]))?.trim().to_owned())
}

/// Processor, cores, memory, system and compiler.
fn machine(project: &Project) -> Result<String> {
    let file = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let after = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let processor =
        after(&file("/proc/cpuinfo"), "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let kilobytes = after(&file("/proc/meminfo"), "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    let memory = kilobytes.map(|kb| format!(", {} GB", kb / 1_000_000)).unwrap_or_default();
    let system = read(&mut project.command("uname", &["-sr"])).unwrap_or_default();
    let compiler = read(&mut project.command("rustc", &["--version"]))?;
    let compiler = compiler.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    Ok(format!("{processor}, {cores} cores{memory}, {}, {compiler}", system.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_taken_from_the_output_and_stand_in_the_table() {
        let rows = rows(
            "Compiling\nbench\tverify in memory\t1.2 M entries/s\taim 1 M\nbenchmark\nbench\tfile\t60 000/s\n",
        );
        assert_eq!(rows, [["verify in memory", "1.2 M entries/s", "aim 1 M"], ["file", "60 000/s", ""]]);
        let mut results = Map::new();
        results.insert(
            "ledger/verify".to_owned(),
            json!({ "date": "2026-01-31", "machine": "m", "rows": rows }),
        );
        assert!(
            table(&results).contains("| ledger/verify | file | 60 000/s |  | 2026-01-31 | m |"),
            "{}",
            table(&results)
        );
    }
}
