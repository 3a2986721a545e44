//! Spreadsheets: what their cells say, where the header stands, and what is refused.

use interop::{FileProblem, Outcome, SheetLimits, Workbook};
use proptest::prelude::*;

use crate::tables::{outcomes, shelters, table};
use crate::workbooks::{Cell, Sheet, container, escaped, text, workbook};

fn open(bytes: Vec<u8>) -> Result<Workbook, FileProblem> {
    Workbook::open(bytes, SheetLimits::default())
}

fn only_sheet(rows: Vec<(u32, Vec<Cell>)>) -> Workbook {
    open(workbook(&[Sheet::new("Cases", rows)], &[], false)).unwrap()
}

fn header() -> Vec<Cell> {
    ["Year", "Sex", "Age, years", "Note", "Country", "Months"].map(text).to_vec()
}

/// The text of a table of these cells in one row, without the header.
fn as_text(cells: Vec<Cell>, epoch_1904: bool) -> Vec<String> {
    let rows = vec![(1, cells)];
    let mut book = open(workbook(&[Sheet::new("Cases", rows)], &["shared once"], epoch_1904)).unwrap();
    book.head("Cases", 1).unwrap().remove(0).cells
}

#[test]
fn a_spreadsheet_gives_the_rows_that_the_same_table_gives_as_text() {
    let rows = vec![
        (1, vec![text("Shelters of the north"), Cell::Nothing]),
        (3, header()),
        (
            4,
            vec![
                Cell::Number(2020.0),
                text("Female"),
                text("0-8"),
                text("x, \"y\"\nz"),
                text("RO"),
                Cell::Number(12.0),
            ],
        ),
        (6, vec![text("2021"), text(" F "), text("9-17")]),
        (7, vec![Cell::Number(2021.5), text("Male"), Cell::Nothing, Cell::Nothing, text("Ro")]),
        (9, vec![text(" ")]),
    ];
    let mut book = only_sheet(rows);
    let from_sheet = outcomes(book.table(&shelters(), None).unwrap());
    let as_csv = "\n\n2020,Female,0-8,\"x, \"\"y\"\" z\",RO,12\n\n2021,F,9-17,,,\n2021.5,Male,,,Ro,\n";
    let from_text = outcomes(table(as_csv));
    assert_eq!(from_sheet, from_text);
    let Outcome::Refused(problems) = &from_sheet[2] else { panic!("{from_sheet:?}") };
    let places: Vec<(u64, &str, &str)> = problems
        .iter()
        .map(|problem| (problem.line, problem.column.as_str(), problem.value.as_str()))
        .collect();
    assert_eq!(
        places,
        [(7, "Year", "2021.5"), (7, "Country", "Ro")],
        "rows are named as the spreadsheet shows them"
    );
}

#[test]
fn cells_become_what_a_person_would_type() {
    let cells = vec![
        Cell::Shared(0),
        Cell::Number(3.0),
        Cell::Number(-0.5),
        Cell::Number(1e21),
        Cell::Number(-0.0),
        Cell::Truth(true),
        Cell::Formula("SUM(A1:A9)", "42"),
        Cell::Mistake("#N/A"),
        text("=1+1"),
        text("ș ț & <"),
    ];
    let expected =
        ["shared once", "3", "-0.5", "1000000000000000000000", "0", "TRUE", "42", "#N/A", "=1+1", "ș ț & <"];
    assert_eq!(as_text(cells, false), expected);
}

/// Serial numbers of days as spreadsheets are documented to count them.
#[test]
fn dates_are_read_in_both_epochs() {
    let dates = |epoch_1904| {
        let days = [45_360.0, 36_526.0, 1.0, 61.0].map(|day| Cell::Styled(day, 1));
        as_text(days.to_vec(), epoch_1904)
    };
    assert_eq!(dates(false), ["2024-03-09", "2000-01-01", "1900-01-01", "1900-03-01"]);
    assert_eq!(dates(true), ["2028-03-10", "2004-01-02", "1904-01-02", "1904-03-02"]);
    let moments = vec![Cell::Styled(45_360.75, 2), Cell::Styled(0.5, 2), Cell::Styled(1.5, 3)];
    assert_eq!(as_text(moments, false), ["2024-03-09T18:00:00", "12:00:00", "1.5"]);
}

#[test]
fn the_sheet_is_the_one_with_the_header_or_the_one_asked_for() {
    let cover = || Sheet::new("Cover", vec![(1, vec![text("Read me")])]);
    let cases =
        |name, year: f64| Sheet::new(name, vec![(1, header()), (2, vec![Cell::Number(year), text("F")])]);
    let mut one = open(workbook(&[cover(), cases("Cases", 2020.0)], &[], false)).unwrap();
    assert_eq!(one.sheets(), ["Cover", "Cases"]);
    assert_eq!(one.find(&shelters(), None), Ok(("Cases".to_owned(), 1)));

    let hidden = Sheet { hidden: true, ..cases("Old", 2001.0) };
    let mut two =
        open(workbook(&[cases("2020", 2020.0), hidden, cases("2021", 2021.0)], &[], false)).unwrap();
    let both = vec!["2020".to_owned(), "2021".to_owned()];
    assert_eq!(two.table(&shelters(), None), Err(FileProblem::SheetNotChosen { sheets: both.clone() }));
    assert_eq!(two.find(&shelters(), Some("2021")), Ok(("2021".to_owned(), 1)));
    let unknown = FileProblem::SheetUnknown { sheet: "Old".to_owned(), sheets: both };
    assert_eq!(two.table(&shelters(), Some("Old")), Err(unknown));

    let mut none = open(workbook(&[cover()], &[], false)).unwrap();
    let stopped = outcomes(none.table(&shelters(), None).unwrap()).remove(0);
    assert!(matches!(stopped, Outcome::Stopped(FileProblem::WrongHeader { .. })), "{stopped:?}");
    let mut empty =
        open(workbook(&[Sheet::new("Nothing", vec![(5, vec![text("  ")])])], &[], false)).unwrap();
    assert_eq!(empty.table(&shelters(), None), Err(FileProblem::Empty));
}

#[test]
fn values_beside_the_header_are_refused_and_not_lost() {
    let mut wide: Vec<Cell> = vec![Cell::Number(2020.0), text("F")];
    wide.resize(6, Cell::Nothing);
    wide.push(text("a note beside the table"));
    let found = outcomes(only_sheet(vec![(1, header()), (2, wide)]).table(&shelters(), None).unwrap());
    let Outcome::Refused(problems) = &found[0] else { panic!("{found:?}") };
    assert_eq!(problems[0].wrong.code(), "row_value_count");

    let mut far = vec![Cell::Nothing; 600];
    far.push(text("far"));
    let mut book = only_sheet(vec![(1, header()), (2, far)]);
    assert_eq!(book.table(&shelters(), None), Err(FileProblem::TooManyColumns { row: 2, limit: 512 }));
}

/// 600 MB of spaces pack to less than a megabyte.
#[test]
fn a_small_file_that_unpacks_to_gigabytes_is_refused() {
    let parts = workbook_parts_with(&" ".repeat(60_000_000));
    let bytes = container(&parts);
    assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
    let limits = SheetLimits { inside_bytes: 50_000_000, ..SheetLimits::default() };
    assert_eq!(
        Workbook::open(bytes.clone(), limits).unwrap_err(),
        FileProblem::TooMuchInside { limit: 50_000_000 }
    );
    // A part that is held in memory has a limit of its own, whatever the whole may be.
    let limit = SheetLimits::default().part_bytes;
    assert_eq!(open(bytes).unwrap_err(), FileProblem::TooMuchInside { limit });
    let small = SheetLimits { file_bytes: 10, ..SheetLimits::default() };
    let refused = Workbook::open(workbook(&[], &[], false), small).unwrap_err();
    assert_eq!(refused, FileProblem::TooMuchInside { limit: 10 });
}

/// One shared text of 60 kB in a million cells would be 60 GB.
#[test]
fn a_long_text_shared_by_many_cells_is_measured_before_it_is_copied() {
    let long = "x".repeat(60_000);
    let rows = (1..=5_000).map(|row| (row, vec![Cell::Shared(0)])).collect();
    let mut book = open(workbook(&[Sheet::new("Cases", rows)], &[&long], false)).unwrap();
    let limits = SheetLimits::default();
    let too_much = FileProblem::TooMuchInside { limit: limits.text_bytes as u64 };
    assert_eq!(book.text("Cases", 1, b','), Err(too_much));
    let row = vec![Cell::Shared(0), Cell::Shared(0)];
    let mut book = open(workbook(&[Sheet::new("Cases", vec![(1, row)])], &[&long], false)).unwrap();
    assert!(matches!(book.head("Cases", 1), Err(FileProblem::RowTooLong { row: 1, .. })));
}

fn workbook_parts_with(strings: &str) -> Vec<(String, String)> {
    vec![("xl/sharedStrings.xml".to_owned(), strings.to_owned())]
}

#[test]
fn what_is_no_spreadsheet_says_so() {
    for bytes in [b"PK\x03\x04rest".to_vec(), Vec::new(), container(&[("a.txt".to_owned(), "x".to_owned())])]
    {
        assert!(matches!(open(bytes), Err(FileProblem::SheetUnreadable { .. })));
    }
    let mut backwards = only_sheet(vec![(1, header()), (9, vec![text("b")]), (4, vec![text("a")])]);
    assert!(matches!(backwards.table(&shelters(), None), Err(FileProblem::SheetUnreadable { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any text in any cell comes out of the text table as it went in, line breaks as spaces.
    #[test]
    fn any_text_survives(cells in proptest::collection::vec("[ -~ăâîșțÎ\n]{0,12}", 1..6), row in 1_u32..40) {
        prop_assume!(cells.last().is_some_and(|cell| !cell.trim().is_empty()));
        let values = cells.iter().map(|cell| text(cell)).collect();
        let mut book = only_sheet(vec![(row, values)]);
        let table = book.text("Cases", row, b';').unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(b';').from_reader(table.as_slice());
        let read: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        let expected: Vec<String> = cells.iter().map(|cell| cell.replace('\n', " ")).collect();
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(read[0].iter().collect::<Vec<_>>(), expected);
        prop_assert!(reader.position().line() > u64::from(row));
    }

    /// Nothing that a stranger sends makes it panic: broken bytes within a true file.
    #[test]
    fn broken_files_are_refused_and_never_panic(at in 0_usize..4_000, byte: u8, cut in 0_usize..4_000) {
        let rows = vec![(1, header()), (2, vec![Cell::Styled(45_360.0, 1), Cell::Shared(0), text(&escaped("<"))])];
        let mut bytes = workbook(&[Sheet::new("Cases", rows)], &["a"], false);
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - cut % length);
        if let Ok(mut book) = open(bytes) {
            for sheet in book.sheets().to_vec() {
                let _ = book.head(&sheet, 5);
                let _ = book.text(&sheet, 1, b',');
            }
        }
    }

    /// The same for any XML in the sheet itself.
    #[test]
    fn any_sheet_xml_is_read_or_refused(
        pieces in proptest::collection::vec(
            prop_oneof![
                Just("<row r=\"2\">"), Just("</row>"), Just("<c r=\"A1\" t=\"s\">"), Just("<c>"), Just("</c>"), Just("<v>1</v>"),
                Just("<v>99999999999</v>"), Just("<c r=\"XFE1048577\">"), Just("<c t=\"d\">"), Just("<v>2024-01-01</v>"), Just("<c s=\"999\">"),
                Just("</sheetData>"), Just("<f t=\"shared\" si=\"4000000000\">A1</f>"), Just("<c r=\"\">"), Just("<row r=\"0\">"),
            ],
            0..24,
        )
    ) {
        let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", pieces.concat());
        let whole = workbook(&[Sheet::new("Cases", vec![])], &["a"], false);
        let bytes = with_sheet(whole, &sheet);
        let mut book = open(bytes).unwrap();
        let _ = book.text("Cases", 1, b',');
    }
}

/// The same file with another first sheet.
fn with_sheet(whole: Vec<u8>, sheet: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(whole)).unwrap();
    let mut parts = Vec::new();
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = String::new();
        std::io::Read::read_to_string(&mut part, &mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            content = sheet.to_owned();
        }
        parts.push((name, content));
    }
    container(&parts)
}
