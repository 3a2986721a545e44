//! Small tables of our own, for the tests.

use base::Day;
use interop::{DryRun, Limits, Mapping, Mistake, Noted, Outcome, ProblemsCsv, TableReader};

/// Every kind of column once.
pub(crate) const SHELTERS: &str = r#"
name = "shelters"
version = 1
kind = "statistical"
separator = ","
encoding = "utf-8"

[[column]]
header = "Year"
target = "year"
range = [2000, 2100]

[[column]]
header = "Sex"
target = "sex"
required = true
not_known = ["n/a"]
codes = [{ value = "Female", number = 1, code = "female" }, { value = "F", number = 1, code = "female" }, { value = "Male", number = 2, code = "male" }]

[[column]]
header = "Age, years"
target = "age_band"
codes = [{ value = "0-8", number = 1, code = "0-8" }, { value = "9-17", number = 2, code = "9-17" }]

[[column]]
header = "Note"
target = "ignore"

[[column]]
header = "Country"
target = "d0"
name = "country"
not_known = ["-99"]
codes = [{ value = "RO", number = 642, code = "ro" }, { value = "MD", number = 498, code = "md" }]

[[column]]
header = "Months"
target = "d5"
name = "months"
range = [1, 240]
"#;

pub(crate) const HEADER: &str = "Year,Sex,\"Age, years\",Note,Country,Months\n";

pub(crate) fn shelters() -> Mapping {
    parsed(SHELTERS).unwrap()
}

pub(crate) fn parsed(text: &str) -> Result<Mapping, Vec<Mistake>> {
    Mapping::parse(text)
}

pub(crate) fn today() -> Day {
    Day::from_ymd(2026, 1, 31).unwrap()
}

/// The header and these rows.
pub(crate) fn table(rows: &str) -> String {
    format!("{HEADER}{rows}")
}

pub(crate) fn outcomes(file: impl AsRef<[u8]>) -> Vec<Outcome> {
    let mapping = shelters();
    match TableReader::open(&mapping, file.as_ref(), today(), Limits::default()) {
        Ok(reader) => reader.collect(),
        Err(problem) => vec![Outcome::Stopped(problem)],
    }
}

/// All that is wrong with a file, as CSV; the dry run itself keeps but one problem.
pub(crate) fn problems_csv(file: impl AsRef<[u8]>) -> String {
    let mut problems = ProblemsCsv::new(Vec::new());
    let mut note = |noted: Noted<'_>| problems.note(noted);
    DryRun::of(&shelters(), file.as_ref(), today(), Limits::default(), 1, &mut note);
    String::from_utf8(problems.finish().unwrap()).unwrap()
}

pub(crate) fn dry_run(file: impl AsRef<[u8]>) -> DryRun {
    DryRun::of(&shelters(), file.as_ref(), today(), Limits::default(), 100, &mut |_| {})
}
