//! Tables that are not as they should be: each gets a message that names place and remedy, none more memory.

use std::io::{self, Read};

use base::{Problem, ProblemKind};
use interop::{DryRun, FileProblem, Limits, Outcome, ProblemsCsv, TableReader, Wrong};

use crate::tables::{HEADER, dry_run, outcomes, problems_csv, shelters, table, today};

fn only_stopped(file: impl AsRef<[u8]>) -> FileProblem {
    match outcomes(file).pop() {
        Some(Outcome::Stopped(problem)) => problem,
        other => panic!("{other:?}"),
    }
}

/// The column, the value and what is wrong with it, of a table of this one row.
fn wrong_in(row: &str) -> Vec<(String, String, Wrong)> {
    match outcomes(table(&format!("{row}\n"))).remove(0) {
        Outcome::Refused(problems) => problems.into_iter().map(|p| (p.column, p.value, p.wrong)).collect(),
        other => panic!("{row}: {other:?}"),
    }
}

#[test]
fn a_wrong_header_names_what_is_missing_and_what_is_too_much() {
    let file = "Year,Gender,\"Age, years\",Note,Country,Months\n";
    let FileProblem::WrongHeader { missing, unexpected, order, separator, found, expected } =
        only_stopped(file)
    else {
        panic!()
    };
    assert_eq!((missing, unexpected), (vec!["Sex".to_owned()], vec!["Gender".to_owned()]));
    assert_eq!((order, separator, found.len(), expected.len()), (false, None, 6, 6));

    let swapped = "Sex,Year,\"Age, years\",Note,Country,Months\n";
    assert!(matches!(only_stopped(swapped), FileProblem::WrongHeader { order: true, .. }));
    let with_semicolons = "Year;Sex;\"Age, years\";Note;Country;Months\n";
    assert!(matches!(only_stopped(with_semicolons), FileProblem::WrongHeader { separator: Some(';'), .. }));
    let problem = Problem::from(only_stopped(swapped));
    assert_eq!((problem.code, problem.kind), ("table_wrong_header", ProblemKind::BadInput));
}

#[test]
fn a_header_of_a_million_columns_is_refused_and_its_message_stays_short() {
    let file = format!("{}\n", "x,".repeat(30_000));
    let problem = only_stopped(file);
    assert!(matches!(&problem, FileProblem::WrongHeader { found, .. } if found.len() == 50), "{problem}");
    assert!(matches!(only_stopped("x,".repeat(1_000_000)), FileProblem::RowTooLong { row: 0, .. }));
}

#[test]
fn wrong_encodings_are_named_by_byte_and_row() {
    let mut file = table("2020,F,,,RO,\n").into_bytes();
    let bad_byte = file.len() as u64 + 8;
    file.extend(b"2021,F,,\xAE,MD,\n");
    assert_eq!(only_stopped(&file), FileProblem::NotUtf8 { byte: bad_byte, row: 2, line: 3 });
    let utf_16: Vec<u8> = "\u{FEFF}Year".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(only_stopped(utf_16), FileProblem::NotText { looks_like: "utf_16" });
    assert_eq!(only_stopped(b"PK\x03\x04rest"), FileProblem::NotText { looks_like: "spreadsheet" });
    assert_eq!(only_stopped(b"%PDF-1.7"), FileProblem::NotText { looks_like: "pdf" });
    assert_eq!(only_stopped(b""), FileProblem::Empty);
    assert_eq!(only_stopped(b"\xEF\xBB\xBF\r\n\r\n"), FileProblem::Empty);
}

#[test]
fn unknown_values_are_refused_with_the_nearest_listed_one() {
    let nearest = |row: &str| match wrong_in(row).remove(0) {
        (_, _, Wrong::NotListed { nearest }) => nearest,
        other => panic!("{other:?}"),
    };
    assert_eq!(nearest("2020,female,,,RO,").as_deref(), Some("Female"));
    assert_eq!(nearest("2020,F,9–17,,RO,").as_deref(), Some("9-17"));
    assert_eq!(nearest("2020,F,,,Ro,").as_deref(), Some("RO"));
    assert_eq!(nearest("2020,F,,,Atlantis,"), None);
    assert_eq!(nearest("2020,F,,,-98,").as_deref(), Some("-99"));
}

#[test]
fn numbers_are_whole_and_within_their_range_and_years_are_not_in_the_future() {
    let cases = [
        ("2027,F,,,RO,", "2027", Wrong::InTheFuture { latest: 2026 }),
        ("1999,F,,,RO,", "1999", Wrong::OutOfRange { least: 2000, most: 2100 }),
        ("-2020,F,,,RO,", "-2020", Wrong::OutOfRange { least: 2000, most: 2100 }),
        ("2020.0,F,,,RO,", "2020.0", Wrong::NotANumber),
        ("12/2020,F,,,RO,", "12/2020", Wrong::NotANumber),
        ("99999999999999999999,F,,,RO,", "99999999999999999999", Wrong::NotANumber),
        (",F,,,RO,", "", Wrong::Missing),
        ("2020,,,,RO,", "", Wrong::Missing),
        ("2020,F,,,RO,0", "0", Wrong::OutOfRange { least: 1, most: 240 }),
        ("2020,F,,,RO,70000", "70000", Wrong::OutOfRange { least: 1, most: 240 }),
    ];
    for (row, value, wrong) in cases {
        let found = wrong_in(row);
        assert_eq!(found.len(), 1, "{row}: {found:?}");
        assert_eq!((found[0].1.as_str(), &found[0].2), (value, &wrong), "{row}");
    }
}

#[test]
fn one_row_tells_all_that_is_wrong_with_it_and_the_next_row_is_read() {
    let run = dry_run(table("1,X,?,,Z,1000\n2020,F,,,RO,\n"));
    assert_eq!((run.rows, run.taken, run.refused, run.is_clean()), (2, 1, 1, false));
    assert_eq!(
        run.first.iter().map(|p| p.column.as_str()).collect::<Vec<_>>(),
        ["Year", "Sex", "Age, years", "Country", "Months"]
    );
    assert_eq!(run.problems.get("value_out_of_range"), Some(&2));
    assert_eq!(
        run.first[0].to_string(),
        "row 1, line 2, column `Year`, value `1`: not between 2000 and 2100"
    );
}

#[test]
fn formulas_are_refused_where_values_count_and_cannot_leave_in_a_report() {
    for formula in ["=cmd|'/c calc'!A1", "@SUM(A1)", "+40+1", "-1+1"] {
        assert!(
            matches!(wrong_in(&format!("2020,\"{formula}\",,,RO,")).remove(0).2, Wrong::Formula),
            "{formula}"
        );
        assert!(
            matches!(wrong_in(&format!("\"{formula}\",F,,,RO,")).remove(0).2, Wrong::Formula),
            "{formula}"
        );
    }
    // An ignored column is not kept, so what stands in it can do no harm.
    assert!(dry_run(table("2020,F,,=1+1,RO,\n")).is_clean());

    let report =
        problems_csv(table("2020,\"=HYPERLINK(\"\"http://x\"\")\",,,\"a\u{202E}b\",\n2020,x;@y,,,RO,\n"));
    assert!(report.starts_with("row,line,column,value,problem,what\n"), "{report}");
    assert!(report.contains("'=HYPERLINK"), "{report}");
    assert!(report.contains("a<U+202E>b"), "{report}");
    assert!(report.contains(",x;'@y,"), "{report}");
    let mut cells = csv::ReaderBuilder::new().from_reader(report.as_bytes());
    for record in cells.records() {
        assert!(record.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '@', '-'])), "{report}");
    }
}

#[test]
fn every_problem_is_written_down_however_few_are_shown() {
    let report = problems_csv(table(&"2020,X,,,RO,\n".repeat(300)));
    assert_eq!(report.lines().count(), 301);
    assert!(report.ends_with("\n300,301,Sex,X,value_not_listed,not a listed value\n"), "{report}");
    assert!(problems_csv("PK\x03\x04").contains("\n,,,,table_not_text,"));
    assert_eq!(problems_csv(table("2020,F,,,RO,\n")).lines().count(), 1);
}

/// A disk that is full.
struct Full;

impl io::Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn problems_that_could_not_be_written_down_are_told() {
    assert_eq!(ProblemsCsv::new(Full).finish().err().unwrap().kind(), io::ErrorKind::StorageFull);
    let mut problems = ProblemsCsv::new(Full);
    let (mapping, file) = (shelters(), table(&"2020,X,,,RO,\n".repeat(3_000)));
    DryRun::of(&mapping, file.as_bytes(), today(), Limits::default(), 1, &mut |noted| problems.note(noted));
    assert!(problems.finish().is_err());
}

#[test]
fn rows_with_too_few_or_too_many_values_are_refused_and_a_cut_off_file_is_named() {
    let whole = |row: &str| wrong_in(row).remove(0).2;
    assert_eq!(whole("2020,F,,,RO"), Wrong::ValueCount { expected: 6, found: 5 });
    assert_eq!(whole("2020,F,,,RO,,"), Wrong::ValueCount { expected: 6, found: 7 });

    let cut = outcomes(table("2020,F,,,RO,1\n2020,F,,"));
    assert!(
        matches!(&cut[1], Outcome::Refused(p) if p[0].wrong == Wrong::CutOff { expected: 6, found: 4 }),
        "{cut:?}"
    );
    assert_eq!(only_stopped(table("2020,F,,\"begun")), FileProblem::UnclosedQuote { row: 1, line: 2 });
    assert!(matches!(only_stopped(&HEADER[..12]), FileProblem::UnclosedQuote { row: 0, .. }));
    let mut broken_letter = table("2020,F,,").into_bytes();
    broken_letter.push(0xC8);
    assert!(matches!(only_stopped(broken_letter), FileProblem::NotUtf8 { row: 1, .. }));
}

/// An input made as it is read, which counts how much of it was asked for.
struct Generated<'a> {
    start: &'a [u8],
    then: &'a [u8],
    left: u64,
    given: u64,
}

impl<'a> Generated<'a> {
    const GIGABYTE: u64 = 1_000_000_000;

    fn new(start: &'a [u8], then: &'a [u8]) -> Self {
        Self { start, then, left: Self::GIGABYTE, given: 0 }
    }
}

impl Read for Generated<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut count = 0;
        for place in out.iter_mut() {
            if self.given >= self.left {
                break;
            }
            let given = usize::try_from(self.given).unwrap();
            *place = match self.start.get(given) {
                Some(byte) => *byte,
                None => self.then[(given - self.start.len()) % self.then.len()],
            };
            self.given += 1;
            count += 1;
        }
        Ok(count)
    }
}

#[test]
fn a_gigabyte_without_an_end_is_refused_after_the_first_piece_of_it() {
    let mapping = shelters();
    let row_begun = table("2020,F,,x");
    let quote_begun = table("2020,F,,\"x");
    // A line without end; a quoted value without end, with and without line breaks; a header without end.
    let inputs = [
        Generated::new(row_begun.as_bytes(), b"x"),
        Generated::new(quote_begun.as_bytes(), b"x"),
        Generated::new(quote_begun.as_bytes(), b"\n"),
        Generated::new(quote_begun.as_bytes(), b"\"\""),
        Generated::new(row_begun.as_bytes(), b","),
        Generated::new(b"", b"x"),
        Generated::new(b"", b"\0"),
    ];
    for mut input in inputs {
        let run = DryRun::of(&mapping, &mut input, today(), Limits::default(), 10, &mut |_| {});
        assert!(
            matches!(run.stopped, Some(FileProblem::RowTooLong { limit: 65_536, .. })),
            "{:?}",
            run.stopped
        );
        assert!(input.given < 300_000, "{} bytes were read", input.given);
        assert!(peak_kilobytes() < 100_000, "{} kB", peak_kilobytes());
    }
}

#[test]
fn too_many_rows_and_too_many_empty_lines_are_refused() {
    let mapping = shelters();
    let limits = Limits { rows: 1_000, ..Limits::default() };
    let inputs = [
        Generated::new(HEADER.as_bytes(), b"2020,F,,,RO,\n"),
        Generated::new(HEADER.as_bytes(), b"\r\n"),
        Generated::new(b"", b"\n"),
    ];
    for mut input in inputs {
        let run = DryRun::of(&mapping, &mut input, today(), limits, 10, &mut |_| {});
        assert_eq!(run.stopped, Some(FileProblem::TooManyRows { limit: 1_000 }));
        assert!(input.given < 300_000, "{} bytes were read", input.given);
    }
    let exactly = table(&"2020,F,,,RO,\n".repeat(1_000));
    assert!(DryRun::of(&mapping, exactly.as_bytes(), today(), limits, 10, &mut |_| {}).is_clean());
}

#[test]
fn memory_stays_small_whatever_comes() {
    let mapping = shelters();
    // Every row different, every row wrong: what a report could be made to hold on to.
    let mut rows = 0_u32;
    let mut row = io::Cursor::new(Vec::new());
    let endless = io::repeat(0).take(2_000_000);
    let mut input = HEADER.as_bytes().chain(Scripted { row: &mut row, rows: &mut rows, bound: endless });
    let limits = Limits { rows: 20_000, ..Limits::default() };
    let run = DryRun::of(&mapping, &mut input, today(), limits, 100, &mut |_| {});
    assert_eq!((run.refused, run.first.len()), (20_000, 100));
    assert!(peak_kilobytes() < 100_000, "{} kB", peak_kilobytes());
}

/// The most memory this process ever held, as Linux tells it; 0 elsewhere.
fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or(0, |peak| peak.trim().trim_end_matches("kB").trim().parse().unwrap())
}

/// Rows of different nonsense, one after the other.
struct Scripted<'a, B> {
    row: &'a mut io::Cursor<Vec<u8>>,
    rows: &'a mut u32,
    bound: B,
}

impl<B: Read> Read for Scripted<'_, B> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut one = [0];
        if self.bound.read(&mut one)? == 0 {
            return Ok(0);
        }
        let read = self.row.read(out)?;
        if read > 0 {
            return Ok(read);
        }
        *self.rows += 1;
        *self.row = io::Cursor::new(
            format!("{0}x,s{0},a{0},{1},c{0},m{0}\n", self.rows, "n".repeat(200)).into_bytes(),
        );
        self.row.read(out)
    }
}

/// A disk that fails in the middle.
struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk went away"))
    }
}

#[test]
fn an_input_that_fails_stops_the_reading_with_its_place() {
    let mapping = shelters();
    let start = table("2020,F,,,RO,\n");
    let mut reader =
        TableReader::open(&mapping, start.as_bytes().chain(Failing), today(), Limits::default()).unwrap();
    assert!(matches!(reader.next(), Some(Outcome::Taken(_))));
    let Some(Outcome::Stopped(FileProblem::Unreadable { byte, cause })) = reader.next() else { panic!() };
    assert_eq!((byte, cause.as_str()), (start.len() as u64, "the disk went away"));
    assert_eq!(reader.next(), None);
}
