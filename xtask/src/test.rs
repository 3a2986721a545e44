//! `cargo xtask test`: everything that must hold before a change is taken.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::check;
use crate::console::say;
use crate::own::{Own, own};
use crate::programs::{find, show};
use crate::project::Project;
use crate::steps::{End, Steps};
use crate::tools::{self, Tools};

const STEPS: [&str; 9] = ["tools", "format", "lint", "check", "build", "demo", "axe", "tests", "doc-tests"];

/// Lines of `punte demo` for the tests: small, and the same on every day.
const DEMO: [&str; 6] = ["demo", "--children", "60", "--today", "2026-01-31", "--prepare-only"];

pub(crate) fn run(project: &Project, arguments: &[String]) -> Result<bool> {
    let (quick, only) = understand(arguments)?;
    let mut steps = Steps::new(only);
    steps.step("tools", || tools::make_sure(quick));
    let tools = Tools::look();
    steps.step("format", || {
        Ok(End::of(show(&mut project.cargo(&["fmt", "--all", "--check"]))?, "run `cargo fmt --all`"))
    });
    steps.step("lint", || {
        let lint = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
        Ok(End::of(show(&mut project.cargo(&lint))?, "see the lints above"))
    });
    let nextest = find(&["cargo-nextest"]).is_some();
    let built = steps.step("build", || {
        let build: &[&str] = if nextest {
            &["nextest", "run", "--workspace", "--no-run"]
        } else {
            &["test", "--workspace", "--no-run"]
        };
        Ok(End::of(show(&mut project.cargo(build))?, "the tests do not compile"))
    });
    steps.step("check", || Ok(End::of(check::run(project, true)?, "see the findings above")));

    let mut variables = tools.variables(quick);
    let demo_folder = project.target().join("test-demo");
    let prepared = built && steps.step("demo", || demo(project, &demo_folder));
    if demo_folder.is_dir() {
        variables.push(("PUNTE_TEST_DEMO", demo_folder.display().to_string()));
    }
    let axe = project.target().join("axe/node_modules/axe-core/axe.min.js");
    steps.step("axe", || fetch_axe(project, &axe, quick));
    if axe.is_file() {
        variables.push(("PUNTE_AXE", axe.display().to_string()));
    }
    steps.step("tests", || {
        if !built || !prepared {
            return Ok(End::Failed("not run: what they need was not built".to_owned()));
        }
        for (name, value) in &variables {
            say(&format!("  {name}={value}"));
        }
        let run: &[&str] = if nextest {
            &["nextest", "run", "--workspace", "--no-fail-fast"]
        } else {
            &["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"]
        };
        let good = show(project.cargo(run).envs(variables.iter().map(|(name, value)| (name, value))))?;
        Ok(match variables.iter().find(|(name, value)| *name == "PUNTE_TEST_SKIP" && !value.is_empty()) {
            Some((_, kinds)) if good => {
                End::Skipped(format!("these kinds were not tried: {kinds}; the others hold"))
            }
            _ => End::of(good, "see the failures above"),
        })
    });
    steps.step("doc-tests", || doc_tests(project));
    Ok(steps.summary())
}

fn understand(arguments: &[String]) -> Result<(bool, Vec<String>)> {
    let (mut quick, mut only) = (false, Vec::new());
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => quick = true,
            "--only" => {
                let step = arguments.next().context("`--only` needs the name of a step")?;
                if !STEPS.contains(&step.as_str()) {
                    bail!("there is no step `{step}`; there are {}", STEPS.join(", "));
                }
                only.push(step.clone());
            }
            other => bail!("`{other}` is not understood; see `cargo xtask help`"),
        }
    }
    Ok((quick, only))
}

/// Makes the small synthetic country once; tests copy it.
fn demo(project: &Project, folder: &Path) -> Result<End> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("`{}` cannot be removed", folder.display()))?;
    }
    let data = folder.display().to_string();
    let words: Vec<&str> = DEMO.into_iter().chain(["--data", &data]).collect();
    Ok(End::of(show(&mut own(project, Own::Punte, &words)?)?, "the synthetic country was not made"))
}

/// axe-core, the accessibility rules that browser tests put to each page: fetched by npm as its lock file says.
fn fetch_axe(project: &Project, axe: &Path, quick: bool) -> Result<End> {
    if quick {
        return Ok(End::Skipped("--quick".to_owned()));
    }
    if find(&["npm"]).is_none() {
        return Ok(End::Skipped(
            "npm is not installed: pages are not held against the accessibility rules".to_owned(),
        ));
    }
    let folder: PathBuf = project.target().join("axe");
    std::fs::create_dir_all(&folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let mut same = axe.is_file();
    for name in ["package.json", "package-lock.json"] {
        let wanted = std::fs::read(project.path("xtask/axe").join(name))
            .with_context(|| format!("xtask/axe/{name}"))?;
        same &= std::fs::read(folder.join(name)).is_ok_and(|there| there == wanted);
        std::fs::write(folder.join(name), wanted)
            .with_context(|| format!("`{}`", folder.join(name).display()))?;
    }
    if same {
        return Ok(End::Passed);
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder);
    Ok(match show(&mut npm)? {
        true => End::Passed,
        false => End::Skipped(
            "npm could not fetch axe-core: accessibility rules are not put to the pages".to_owned(),
        ),
    })
}

/// Examples in documentation, of the crates that have any: each such run links a program.
fn doc_tests(project: &Project) -> Result<End> {
    let mut crates = Vec::new();
    for file in project.files()? {
        let Some(name) =
            file.strip_prefix("crates/").and_then(|rest| rest.split_once("/src/")).map(|(name, _)| name)
        else {
            continue;
        };
        let text = std::fs::read_to_string(project.path(&file)).unwrap_or_default();
        let mut inside = false;
        let examples = text.lines().map(str::trim_start).any(|line| {
            let fence = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")).map(str::trim);
            let Some(fence) = fence.filter(|fence| fence.starts_with("```")) else { return false };
            inside = !inside;
            inside && matches!(fence, "```" | "```rust" | "```should_panic" | "```compile_fail")
        });
        if examples && !crates.contains(&name.to_owned()) {
            crates.push(name.to_owned());
        }
    }
    for name in &crates {
        // A program has no library to show examples of.
        if !project.path(&format!("crates/{name}/src/lib.rs")).is_file() {
            continue;
        }
        if !show(&mut project.cargo(&["test", "--quiet", "--package", name, "--doc"]))? {
            return Ok(End::Failed(format!("an example in `{name}` does not hold")));
        }
    }
    Ok(End::Passed)
}
