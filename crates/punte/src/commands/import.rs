//! `punte import table`: takes in a table through a mapping, all of it or nothing.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use base::{Clock, Problem};
use interop::{DryRun, FileProblem, Limits, Mapping, Noted, Progress, RowProblem, SheetLimits, Workbook};
use serde_json::{Value, json};
use words::Arg;
use workflow::import::{ImportBy, StagedAs};

use crate::cli::ImportTable;
use crate::commands::problem_file::ProblemFile;
use crate::console::{Console, DONE, MISTAKES, number};
use crate::folder;
use crate::texts;

/// Problems shown; the counts are of all.
const SHOWN: usize = 50;
/// The most that is kept in memory of standard input, which cannot be read twice: 64 MB.
const MOST_IN_MEMORY: u64 = 64 * 1024 * 1024;

/// Runs the command.
///
/// # Errors
/// `map_unknown`, `mapping_malformed`, `file_unreadable`, `file_exists`, `file_not_written`; those of opening the
/// folder and of staging; an engine's error. What is wrong with the table is listed, and exits with 5.
pub(crate) fn table(args: &ImportTable, console: &Console) -> Result<u8, Problem> {
    let mut problems = ProblemFile::create(args.problems.as_deref())?;
    let read = read(args, console, &mut problems);
    match &read {
        Ok(_) => problems.finish()?,
        // What was refused before its end says nothing of the table, and the next try wants the name again.
        Err(_) => problems.remove(),
    }
    read
}

fn read(args: &ImportTable, console: &Console, problems: &mut ProblemFile) -> Result<u8, Problem> {
    let mapping_text = map(&args.map)?;
    let mapping = Mapping::parse(&mapping_text).map_err(|mistakes| {
        let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        Problem::bad_input("mapping_malformed").with("cause", all.join("; "))
    })?;
    let input = Input::open(&args.file)?;
    let text = match input.first() {
        first if interop::sheet::is_spreadsheet(first) => Some(sheet_text(args, &mapping, input.reader()?)?),
        _ => None,
    };
    if let Some(Err(stopped)) = text {
        problems.note(Noted::Stopped(&stopped));
        return report(args, console, &DryRun { stopped: Some(stopped), ..DryRun::default() }, None);
    }
    let text = text.and_then(Result::ok);
    if args.dry_run {
        // The folder is not even opened.
        let today = Clock::system().now().day(&folder::zone());
        let run = match text {
            Some(text) => dry_run(console, &mapping, Cursor::new(text), today, problems),
            None => dry_run(console, &mapping, input.reader()?, today, problems),
        };
        return report(args, console, &run, None);
    }
    match (text, input) {
        (Some(text), _) => take(args, console, &mapping_text, problems, &|| Ok(Cursor::new(text.clone()))),
        (None, Input::File { .. }) => take(args, console, &mapping_text, problems, &|| open(&args.file)),
        (None, standard) => {
            let mut bytes = Vec::new();
            let read = standard.reader()?.take(MOST_IN_MEMORY + 1).read_to_end(&mut bytes);
            read.map_err(|error| unreadable(&args.file, &error))?;
            if bytes.len() as u64 > MOST_IN_MEMORY {
                let most = (MOST_IN_MEMORY / 1024 / 1024).to_string();
                return Err(Problem::refused("file_too_large_for_memory").with("max", most));
            }
            take(args, console, &mapping_text, problems, &|| Ok(Cursor::new(bytes.clone())))
        }
    }
}

/// A spreadsheet as a text table, or what is wrong with it.
fn sheet_text(
    args: &ImportTable,
    mapping: &Mapping,
    input: impl Read,
) -> Result<Result<Vec<u8>, FileProblem>, Problem> {
    let limits = SheetLimits::default();
    let mut bytes = Vec::new();
    let read = input.take(limits.file_bytes + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(&args.file, &error))?;
    let table = |mut book: Workbook| book.table(mapping, args.sheet.as_deref());
    Ok(Workbook::open(bytes, limits).and_then(table))
}

/// Where a table comes from, and its first four bytes.
enum Input {
    File { path: PathBuf, first: Vec<u8> },
    Standard { first: Vec<u8> },
}

impl Input {
    fn open(path: &Path) -> Result<Self, Problem> {
        let mut first = Vec::new();
        if path.as_os_str() == "-" {
            let read = std::io::stdin().lock().take(4).read_to_end(&mut first);
            read.map_err(|error| unreadable(path, &error))?;
            return Ok(Self::Standard { first });
        }
        let read = open(path)?.take(4).read_to_end(&mut first);
        read.map_err(|error| unreadable(path, &error))?;
        Ok(Self::File { path: path.to_owned(), first })
    }

    fn first(&self) -> &[u8] {
        match self {
            Self::File { first, .. } | Self::Standard { first } => first,
        }
    }

    /// All of it, from the beginning. Standard input can be read but once.
    fn reader(&self) -> Result<Box<dyn Read>, Problem> {
        match self {
            Self::File { path, .. } => Ok(Box::new(open(path)?)),
            Self::Standard { first } => {
                Ok(Box::new(Cursor::new(first.clone()).chain(std::io::stdin().lock())))
            }
        }
    }
}

fn open(path: &Path) -> Result<File, Problem> {
    File::open(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let mut problem = Problem::refused("file_unreadable").with("file", path.display().to_string());
    problem.inside = Some(error.to_string());
    problem
}

/// The mapping's text: a file's, or that of one kept in the product.
fn map(wanted: &str) -> Result<String, Problem> {
    match std::fs::read_to_string(wanted) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let stem = Path::new(wanted).file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let kept = texts::MAPS.iter().find(|(name, _)| *name == wanted || stem.as_deref() == Some(*name));
            let known: Vec<&str> = texts::MAPS.iter().map(|(name, _)| *name).collect();
            kept.map(|(_, text)| (*text).to_owned()).ok_or_else(|| {
                Problem::refused("map_unknown").with("map", wanted).with("known", known.join(", "))
            })
        }
        Err(error) => Err(unreadable(Path::new(wanted), &error)),
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
    args: &ImportTable,
    console: &Console,
    mapping_text: &str,
    problems: &mut ProblemFile,
    input: &dyn Fn() -> Result<R, Problem>,
) -> Result<u8, Problem> {
    let app = folder::open(&args.data)?.app;
    crate::commands::serve::adopt_first_pack(&app, console)?;
    let table =
        app.examine_table(mapping_text, input()?, SHOWN, &mut |noted| watch(console, problems, noted))?;
    console.settle();
    if table.check().is_err() {
        return report(args, console, &table.run, None);
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
    report(args, console, &table.run, Some(&taken))
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

fn report(args: &ImportTable, console: &Console, run: &DryRun, taken: Option<&Taken>) -> Result<u8, Problem> {
    console.settle();
    if args.json {
        console.json(&as_json(args, console, run, taken))?;
    } else {
        show(args, console, run, taken);
    }
    Ok(if run.is_clean() { DONE } else { MISTAKES })
}

fn show(args: &ImportTable, console: &Console, run: &DryRun, taken: Option<&Taken>) {
    if args.dry_run {
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
    if let Some(file) = args.problems.as_ref().filter(|_| !run.is_clean()) {
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
fn words_of(console: &Console, problem: &RowProblem) -> (String, Option<String>) {
    let mut said = Problem::bad_input(problem.wrong.code());
    said.args = problem.wrong.args();
    let words = console.words().problem(console.lang(), &said);
    (words.title, words.hint)
}

fn as_json(args: &ImportTable, console: &Console, run: &DryRun, taken: Option<&Taken>) -> Value {
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
        "dry_run": args.dry_run,
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
