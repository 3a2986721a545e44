//! `punte import htcds` and `punte export htcds`: cases in the Human Trafficking Case Data Standard, in and out.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use base::{PersonId, Problem};
use interop::htcds::{self, RecordLimits};
use interop::{FileProblem, Noted, RowProblem, SheetLimits, Workbook};
use serde_json::json;
use words::Arg;
use workflow::App;
use workflow::exchange::{AdoptedCases, ExaminedCases, ForAgency};

use crate::cli::{ExportHtcds, ImportHtcds, Whose};
use crate::commands::import::words_of;
use crate::commands::import_source::{Input, unreadable};
use crate::commands::problem_file::ProblemFile;
use crate::console::{Console, DONE, MISTAKES, number};
use crate::folder;

/// Problems and similar cases shown; the counts are of all.
const SHOWN: usize = 50;

/// Runs `punte import htcds`.
///
/// # Errors
/// `agency_unknown`, `file_unreadable`, `file_exists`, `file_not_written`; those of opening the folder and of adopting.
/// What is wrong with the file is listed, and exits with 5; so are cases that may be of children who are here, unless
/// it is said that they are others.
pub(crate) fn import(args: &ImportHtcds, console: &Console) -> Result<u8, Problem> {
    let mut problems = ProblemFile::create(args.how.problems.as_deref())?;
    let taken = take(args, console, &mut problems);
    console.settle();
    match &taken {
        Ok(_) => problems.finish()?,
        Err(_) => problems.remove(),
    }
    taken
}

fn take(args: &ImportHtcds, console: &Console, problems: &mut ProblemFile) -> Result<u8, Problem> {
    let app = folder::open_existing(&args.data)?.app;
    let agency = whose(&app, &args.whose)?;
    let (mut records, mut refused) = (Vec::new(), Vec::new());
    let mut rows = 0;
    let read = read(&args.file, &mut |read| {
        rows += 1;
        match read {
            htcds::Read::Record(record) => records.push(record),
            htcds::Read::Refused(wrong) => refused.extend(wrong),
        }
        if rows % 1_000 == 0 {
            console.progress("cli-progress-rows", rows, 0);
        }
    })?;
    if let Err(stopped) = read {
        problems.note(Noted::Stopped(&stopped));
        return Err(stopped.into());
    }
    let mut examined = app.examine_cases(agency, &records)?;
    examined.problems.extend(refused);
    examined.problems.sort_by_key(|problem| problem.row);
    examined.problems.iter().for_each(|problem| problems.note(Noted::Problem(problem)));
    let good = examined.problems.is_empty() && (examined.similar.is_empty() || args.even_similar);
    let mut report = Report::of(rows, &examined);
    if good && !args.how.dry_run {
        let mut progress = |done| console.progress("cli-progress-cases", done, examined_new(&report));
        report.adopted = Some(app.adopt_cases(PersonId::NIL, examined, &mut progress)?);
    }
    console.settle();
    if args.how.json {
        console.json(&report.as_json(console))?
    } else {
        report.show(args, console)
    }
    Ok(if good { DONE } else { MISTAKES })
}

fn examined_new(report: &Report) -> u64 {
    report.new
}

/// Reads a file of records: JSON, a spreadsheet, or CSV, told by how it begins.
fn read(path: &Path, take: &mut dyn FnMut(htcds::Read)) -> Result<Result<(), FileProblem>, Problem> {
    let limits = RecordLimits::default();
    let input = Input::open(path)?;
    let first = input.first();
    if interop::sheet::is_spreadsheet(first) {
        let sheet_limits = SheetLimits::default();
        let mut bytes = Vec::new();
        let whole = input.reader()?.take(sheet_limits.file_bytes + 1).read_to_end(&mut bytes);
        whole.map_err(|error| unreadable(path, &error))?;
        let text = Workbook::open(bytes, sheet_limits).and_then(|mut book| {
            let sheet = book.sheets().first().cloned().ok_or(FileProblem::Empty)?;
            let header = book.head(&sheet, 1)?.first().map(|row| row.number).ok_or(FileProblem::Empty)?;
            book.text(&sheet, header, b',')
        });
        return Ok(text.and_then(|text| htcds::read_csv(text.as_slice(), limits, take)));
    }
    let begins_list = first.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let reader = input.reader()?;
    Ok(if begins_list {
        htcds::read_json(reader, limits, take)
    } else {
        htcds::read_csv(reader, limits, take)
    })
}

fn whose(app: &App, whose: &Whose) -> Result<ForAgency, Problem> {
    let Some(code) = &whose.agency else { return Ok(ForAgency::Named) };
    let directory = app.directory()?;
    let agency = directory.agency_by_code(code);
    let unknown = || {
        let known: Vec<&str> = directory.agencies().map(|agency| agency.code.as_str()).collect();
        Problem::refused("agency_code_unknown").with("agency", code.as_str()).with("known", known.join(", "))
    };
    agency.map(|agency| ForAgency::One(agency.number)).ok_or_else(unknown)
}

/// What is told of an import.
struct Report {
    rows: u64,
    new: u64,
    already: u64,
    problems: Vec<RowProblem>,
    wrong: u64,
    similar: Vec<(u64, Vec<String>)>,
    similar_in_all: u64,
    left_out: Vec<(&'static str, u64)>,
    adopted: Option<AdoptedCases>,
}

impl Report {
    fn of(rows: u64, examined: &ExaminedCases) -> Self {
        let similar = examined
            .similar
            .iter()
            .take(SHOWN)
            .map(|case| (case.row, case.files.iter().map(ToString::to_string).collect()));
        Self {
            rows,
            new: examined.new,
            already: examined.already,
            problems: examined.problems.iter().take(SHOWN).cloned().collect(),
            wrong: examined.problems.len() as u64,
            similar: similar.collect(),
            similar_in_all: examined.similar.len() as u64,
            left_out: examined.left_out.iter().map(|(field, count)| (*field, *count)).collect(),
            adopted: None,
        }
    }

    fn show(&self, args: &ImportHtcds, console: &Console) {
        if args.how.dry_run {
            console.say("import-dry-run", &[]);
        }
        let counts =
            [("rows", number(self.rows)), ("new", number(self.new)), ("already", number(self.already))];
        console.say("cli-htcds-read", &counts);
        for problem in &self.problems {
            let (what, hint) = words_of(console, problem);
            let values = [
                ("row", Arg::from(problem.row.to_string())),
                ("line", problem.line.to_string().into()),
                ("column", problem.column.as_str().into()),
                ("value", problem.value.as_str().into()),
                ("what", what.into()),
            ];
            console.say("cli-import-problem", &values);
            if let Some(hint) = hint {
                console.line(&format!("    {hint}"));
            }
        }
        if self.wrong > self.problems.len() as u64 {
            console.say("cli-import-more", &[("all", self.wrong.to_string().into())]);
        }
        for (row, files) in &self.similar {
            let values = [("row", Arg::from(row.to_string())), ("files", files.join(", ").into())];
            console.say("cli-htcds-similar", &values);
        }
        if self.similar_in_all > 0 && !args.even_similar {
            console.say("cli-htcds-similar-hint", &[("count", number(self.similar_in_all))]);
        }
        if !self.left_out.is_empty() {
            let fields: Vec<String> =
                self.left_out.iter().map(|(field, count)| format!("{field} {count}")).collect();
            console.say("cli-htcds-left-out", &[("fields", fields.join(", ").into())]);
        }
        if let Some(adopted) = self.adopted {
            let values = [
                ("files", number(adopted.adopted)),
                ("already", number(adopted.already)),
                ("merged", number(adopted.merged)),
            ];
            console.say("cli-htcds-adopted", &values);
        }
    }

    fn as_json(&self, console: &Console) -> serde_json::Value {
        let problems: Vec<_> = self
            .problems
            .iter()
            .map(|problem| {
                let (what, hint) = words_of(console, problem);
                json!({
                    "row": problem.row, "line": problem.line, "column": problem.column, "value": problem.value,
                    "problem": problem.wrong.code(), "what": what, "mend": hint,
                })
            })
            .collect();
        let similar: Vec<_> =
            self.similar.iter().map(|(row, files)| json!({ "row": row, "files": files })).collect();
        let left_out: serde_json::Map<_, _> =
            self.left_out.iter().map(|(field, count)| ((*field).to_owned(), (*count).into())).collect();
        json!({
            "rows": self.rows,
            "new": self.new,
            "already": self.already,
            "wrong": self.wrong,
            "first": problems,
            "similar": similar,
            "similar_in_all": self.similar_in_all,
            "left_out": left_out,
            "adopted": self.adopted.map(|adopted| json!({
                "files": adopted.adopted,
                "already": adopted.already,
                "merged": adopted.merged,
                "entries": adopted.entries,
            })),
        })
    }
}

/// Runs `punte export htcds`.
///
/// # Errors
/// `agency_code_unknown`, `data_missing`, `file_exists`, `file_not_written`; those of opening the folder; an engine's
/// error.
pub(crate) fn export(args: &ExportHtcds, console: &Console) -> Result<u8, Problem> {
    let app = folder::open_existing(&args.data)?.app;
    let whose = whose(&app, &args.whose)?;
    // Before anything is read: that it was read is recorded.
    let mut file = new_file(&args.to)?;
    let taken = app.take_cases(PersonId::NIL, whose).and_then(|taken| {
        let written = if args.json {
            htcds::write_json(&taken.records, &mut file)
        } else {
            htcds::write_csv(&taken.records, &mut file)
        };
        let synced = written.and_then(|()| file.flush()).and_then(|()| file.get_ref().sync_all());
        synced.map_err(|error| not_written(&args.to, &error))?;
        Ok(taken)
    });
    let taken = match taken {
        Ok(taken) => taken,
        Err(problem) => {
            drop(file);
            // Half of an export is of no use to anybody who may have it.
            let _ = std::fs::remove_file(&args.to);
            return Err(problem);
        }
    };
    let values = [
        ("files", number(taken.files)),
        ("rows", number(taken.records.len() as u64)),
        ("file", args.to.display().to_string().into()),
    ];
    console.say("cli-htcds-exported", &values);
    if !taken.left_behind.is_empty() {
        let kinds: Vec<String> =
            taken.left_behind.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        console.say("cli-htcds-left-behind", &[("kinds", kinds.join(", ").into())]);
    }
    Ok(DONE)
}

/// A new file that only this user can read: it holds names.
fn new_file(path: &Path) -> Result<BufWriter<File>, Problem> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(BufWriter::new).map_err(|error| not_written(path, &error))
}

fn not_written(path: &Path, error: &std::io::Error) -> Problem {
    let there = error.kind() == std::io::ErrorKind::AlreadyExists;
    let code = if there { "file_exists" } else { "file_not_written" };
    let mut problem = Problem::refused(code).with("file", path.display().to_string());
    problem.inside = Some(error.to_string());
    problem
}
