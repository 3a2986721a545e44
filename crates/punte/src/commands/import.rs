//! `punte import table` and `punte import ctdc`: take in a table through a mapping, all of it or nothing.

use std::io::{Cursor, Read};
use std::path::Path;

use base::{Clock, Problem};
use interop::{DryRun, FileProblem, Limits, Mapping, Noted, Progress, RowProblem};
use serde_json::{Value, json};
use words::Arg;
use workflow::import::{ImportBy, StagedAs};

use crate::cli::{Data, HowToImport, ImportCtdc, ImportTable};
use crate::commands::import_source::{Input, ctdc_maps, map, open, read_mapping, sheet_text, unreadable};
use crate::commands::problem_file::ProblemFile;
use crate::console::{Console, DONE, MISTAKES, number};
use crate::folder;

/// Problems shown; the counts are of all.
const SHOWN: usize = 50;
/// The most that is kept in memory of standard input, which cannot be read twice: 64 MB.
const MOST_IN_MEMORY: u64 = 64 * 1024 * 1024;

/// Runs `punte import table`.
///
/// # Errors
/// `map_unknown`, `mapping_malformed`, `file_unreadable`, `file_exists`, `file_not_written`; those of opening the
/// folder and of staging; an engine's error. What is wrong with the table is listed, and exits with 5.
pub(crate) fn table(args: &ImportTable, console: &Console) -> Result<u8, Problem> {
    let wanted = Wanted { data: &args.data, file: &args.file, how: &args.how };
    reported(wanted, console, &mut |problems| {
        let mapping_text = map(&args.map)?;
        let mapping = read_mapping(&mapping_text)?;
        let input = Input::open(&args.file)?;
        let text = if interop::sheet::is_spreadsheet(input.first()) {
            sheet_text(args, &mapping, input.reader()?)?.map(Some)
        } else {
            Ok(None)
        };
        read(wanted, console, problems, &mapping_text, text, input)
    })
}

/// Runs `punte import ctdc`.
///
/// # Errors
/// As [`table`].
pub(crate) fn ctdc(args: &ImportCtdc, console: &Console) -> Result<u8, Problem> {
    let wanted = Wanted { data: &args.data, file: &args.file, how: &args.how };
    reported(wanted, console, &mut |problems| {
        let mut releases = Vec::new();
        for (_, text) in ctdc_maps() {
            releases.push(read_mapping(text)?);
        }
        let input = Input::open(&args.file)?;
        let release = interop::ctdc::read(input.reader()?, &releases, Limits::default());
        let which = release.as_ref().map_or(0, |release| release.mapping);
        let mapping_text = ctdc_maps().nth(which).map_or("", |(_, text)| text);
        read(wanted, console, problems, mapping_text, release.map(|release| Some(release.text)), input)
    })
}

/// What both commands are given.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    data: &'a Data,
    file: &'a Path,
    how: &'a HowToImport,
}

/// Runs with the file of problems that was asked for.
fn reported(
    wanted: Wanted<'_>,
    console: &Console,
    run: &mut dyn FnMut(&mut ProblemFile) -> Result<u8, Problem>,
) -> Result<u8, Problem> {
    let mut problems = ProblemFile::create(wanted.how.problems.as_deref())?;
    let read = run(&mut problems);
    console.settle();
    match &read {
        Ok(_) => problems.finish()?,
        // What was refused before its end says nothing of the table, and the next try wants the name again.
        Err(_) => problems.remove(),
    }
    read
}

/// Looks at a table, and takes it unless it is a dry run. `text` is what was made of the file, where it is not the
/// file itself that is read.
fn read(
    wanted: Wanted<'_>,
    console: &Console,
    problems: &mut ProblemFile,
    mapping_text: &str,
    text: Result<Option<Vec<u8>>, FileProblem>,
    input: Input,
) -> Result<u8, Problem> {
    let text = match text {
        Ok(text) => text,
        Err(stopped) => {
            problems.note(Noted::Stopped(&stopped));
            return report(wanted, console, &DryRun { stopped: Some(stopped), ..DryRun::default() }, None);
        }
    };
    if wanted.how.dry_run {
        // The folder is not even opened.
        let mapping = read_mapping(mapping_text)?;
        let today = Clock::system().now().day(&folder::zone());
        let run = match text {
            Some(text) => dry_run(console, &mapping, Cursor::new(text), today, problems),
            None => dry_run(console, &mapping, input.reader()?, today, problems),
        };
        return report(wanted, console, &run, None);
    }
    match (text, input) {
        (Some(text), _) => take(wanted, console, mapping_text, problems, &|| Ok(Cursor::new(text.clone()))),
        (None, Input::File { .. }) => take(wanted, console, mapping_text, problems, &|| open(wanted.file)),
        (None, standard) => {
            let mut bytes = Vec::new();
            let read = standard.reader()?.take(MOST_IN_MEMORY + 1).read_to_end(&mut bytes);
            read.map_err(|error| unreadable(wanted.file, &error))?;
            if bytes.len() as u64 > MOST_IN_MEMORY {
                let most = (MOST_IN_MEMORY / 1024 / 1024).to_string();
                return Err(Problem::refused("file_too_large_for_memory").with("max", most));
            }
            take(wanted, console, mapping_text, problems, &|| Ok(Cursor::new(bytes.clone())))
        }
    }
}

fn dry_run(
    console: &Console,
    mapping: &Mapping,
    input: impl Read,
    today: base::Day,
    problems: &mut ProblemFile,
) -> DryRun {
    let mut watch = |noted: Noted<'_>| watch(console, problems, noted);
    DryRun::of(mapping, input, today, Limits::default(), SHOWN, &mut watch)
}

fn watch(console: &Console, problems: &mut ProblemFile, noted: Noted<'_>) {
    if let Noted::Progress(progress) = noted {
        console.progress("cli-progress-rows", progress.rows, 0);
    }
    problems.note(noted);
}

/// Examines the whole file, and only when every row can be taken stages and adopts it.
fn take<R: Read>(
    wanted: Wanted<'_>,
    console: &Console,
    mapping_text: &str,
    problems: &mut ProblemFile,
    input: &dyn Fn() -> Result<R, Problem>,
) -> Result<u8, Problem> {
    let app = folder::open(wanted.data)?.app;
    crate::commands::serve::adopt_first_pack(&app, console)?;
    let table =
        app.examine_table(mapping_text, input()?, SHOWN, &mut |noted| watch(console, problems, noted))?;
    console.settle();
    if table.check().is_err() {
        return report(wanted, console, &table.run, None);
    }
    let by = ImportBy::program();
    let mut progress = |progress: Progress| console.progress("cli-progress-rows", progress.rows, 0);
    let staged = app.stage(by, &table, input()?, &mut progress)?;
    console.settle();
    if staged.how == StagedAs::Resumed {
        console.note("cli-import-resumed", &[]);
    }
    let adopted = app.adopt(by, staged.batch)?;
    let taken = Taken {
        dataset: adopted.dataset,
        code: adopted.dataset_code.to_string(),
        rows: adopted.rows,
        position: adopted.position.0,
        again: adopted.already,
    };
    report(wanted, console, &table.run, Some(&taken))
}

/// What was added.
struct Taken {
    dataset: u16,
    code: String,
    rows: u64,
    position: u64,
    /// It was there before: nothing was added.
    again: bool,
}

fn report(wanted: Wanted<'_>, console: &Console, run: &DryRun, taken: Option<&Taken>) -> Result<u8, Problem> {
    console.settle();
    if wanted.how.json {
        console.json(&as_json(wanted, console, run, taken))?;
    } else {
        show(wanted, console, run, taken);
    }
    Ok(if run.is_clean() { DONE } else { MISTAKES })
}

fn show(wanted: Wanted<'_>, console: &Console, run: &DryRun, taken: Option<&Taken>) {
    if wanted.how.dry_run {
        console.say("import-dry-run", &[]);
    }
    console.say("cli-import-taken", &[("taken", number(run.taken)), ("rows", number(run.rows))]);
    if run.repeated > 0 {
        console.say("cli-import-repeated", &[("count", number(run.repeated))]);
    }
    if let Some(stopped) = &run.stopped {
        let said = console.words().problem(console.lang(), &stopped.clone().into());
        console.line(&said.title);
        if let Some(hint) = said.hint {
            console.line(&hint);
        }
    }
    for problem in &run.first {
        let (what, hint) = words_of(console, problem);
        let mut values = vec![
            ("row", Arg::from(problem.row.to_string())),
            ("line", problem.line.to_string().into()),
            ("what", what.into()),
        ];
        if problem.column.is_empty() {
            console.say("cli-import-problem-row", &values);
        } else {
            values.push(("column", problem.column.as_str().into()));
            values.push(("value", problem.value.as_str().into()));
            console.say("cli-import-problem", &values);
        }
        if let Some(hint) = hint {
            console.line(&format!("    {hint}"));
        }
    }
    let all: u64 = run.problems.values().sum();
    if all > run.first.len() as u64 {
        let counts: Vec<String> =
            run.problems.iter().map(|(code, count)| format!("{code} {count}")).collect();
        console.say("cli-import-more", &[("all", counts.join(", ").into())]);
    }
    if let Some(file) = wanted.how.problems.as_ref().filter(|_| !run.is_clean()) {
        console.say("cli-import-problems", &[("file", file.display().to_string().into())]);
    }
    if let Some(taken) = taken {
        let id = if taken.again { "cli-import-again" } else { "cli-import-adopted" };
        let values = [
            ("rows", number(taken.rows)),
            ("dataset", taken.dataset.to_string().into()),
            ("code", taken.code.as_str().into()),
            ("position", taken.position.to_string().into()),
        ];
        console.say(id, &values);
    }
}

/// What is wrong with a row, and how to mend it.
pub(crate) fn words_of(console: &Console, problem: &RowProblem) -> (String, Option<String>) {
    let mut said = Problem::bad_input(problem.wrong.code());
    said.args = problem.wrong.args();
    let words = console.words().problem(console.lang(), &said);
    (words.title, words.hint)
}

fn as_json(wanted: Wanted<'_>, console: &Console, run: &DryRun, taken: Option<&Taken>) -> Value {
    let problems: Vec<Value> = run
        .first
        .iter()
        .map(|problem| {
            let (what, hint) = words_of(console, problem);
            json!({
                "row": problem.row,
                "line": problem.line,
                "column": problem.column,
                "value": problem.value,
                "problem": problem.wrong.code(),
                "what": what,
                "mend": hint,
            })
        })
        .collect();
    let stopped = run.stopped.as_ref().map(|stopped| {
        let args: serde_json::Map<String, Value> =
            stopped.args().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        json!({ "problem": stopped.code(), "what": stopped.to_string(), "values": args })
    });
    json!({
        "dry_run": wanted.how.dry_run,
        "clean": run.is_clean(),
        "rows": run.rows,
        "can_be_taken": run.taken,
        "refused": run.refused,
        "repeated": run.repeated,
        "repeated_at_least": run.repeated_at_least,
        "ends_without_line_break": run.ends_without_line_break,
        "problems": run.problems,
        "first": problems,
        "stopped": stopped,
        "adopted": taken.map(|taken| json!({
            "dataset": taken.dataset,
            "code": taken.code,
            "rows": taken.rows,
            "position": taken.position,
            "again": taken.again,
        })),
    })
}
