//! How fast files of others are read and written, at two sizes: `cargo bench --package interop`.
//!
//! Records and rows are made here and lie in memory: no disk is measured, and no deciding what a record means.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints figures and may stop at the first fault"
)]

use std::time::Instant;

use base::Day;
use interop::htcds::{self, Record, RecordLimits};
use interop::{Limits, Mapping, Outcome, SheetLimits, TableReader, Workbook, ctdc};

#[expect(dead_code, reason = "tests make more kinds of cells")]
#[path = "../tests/workbooks.rs"]
mod workbooks;

use workbooks::{Cell, Sheet, text, workbook};

const RELEASE: &str = include_str!("../../../maps/ctdc-synthetic-2026.toml");

fn main() {
    for rows in [10_000_u32, 100_000] {
        records(rows);
        spreadsheet(rows);
        release(rows);
    }
}

fn records(rows: u32) {
    let made: Vec<Record> = (0..rows).map(record).collect();
    let mut csv = Vec::new();
    timed("HTCDS records written as CSV", rows, || htcds::write_csv(&made, &mut csv).unwrap());
    let mut json = Vec::new();
    timed("HTCDS records written as JSON", rows, || htcds::write_json(&made, &mut json).unwrap());
    let mut read = 0;
    let mut count = |_: htcds::Read| read += 1;
    timed("HTCDS records read from CSV", rows, || {
        htcds::read_csv(csv.as_slice(), RecordLimits::default(), &mut count).unwrap();
    });
    timed("HTCDS records read from JSON", rows, || {
        htcds::read_json(json.as_slice(), RecordLimits::default(), &mut count).unwrap();
    });
    assert_eq!(read, 2 * rows);
}

fn record(number: u32) -> Record {
    let mut record = Record::new(0, 0);
    for (field, value) in [
        ("prs_FirstName", "Proba"),
        ("prs_SecondName", "A Nimănui"),
        ("prs_Birthdate", "2011-03-09"),
        ("prs_Gender", "Feminine"),
        ("vic_TraffickingStatus", "ActualVictimOfTrafficking"),
        ("cas_Status", "Active"),
        ("pnt_OpenedOn", "2024-02-01"),
        ("pnt_PresumedOn", "2024-02-03"),
        ("pnt_IdentifiedOn", "2024-05"),
        ("pnt_IdentificationGround", "judicial_body"),
        ("cco_CaseComment", "One sentence of some length, with a comma and a \"word\" in marks."),
    ] {
        record.set(field, value);
    }
    record.set("pnt_CaseId", number.to_string());
    record.set_list(
        "vic_TypeOfExploitation",
        vec!["SexualExploitation".to_owned(), "ForcedBegging".to_owned()],
    );
    record
}

fn spreadsheet(rows: u32) {
    let mapping = Mapping::parse(RELEASE).unwrap();
    let header: Vec<Cell> = mapping.header().map(text).collect();
    let row = || -> Vec<Cell> {
        let cell = |column: &str| match column {
            "yearOfRegistration" => Cell::Number(2022.0),
            "citizenship" => Cell::Shared(0),
            "isSexualExploit" => Cell::Number(1.0),
            _ => Cell::Nothing,
        };
        mapping.header().map(cell).collect()
    };
    let mut all = vec![(1, header)];
    all.extend((2..=rows + 1).map(|number| (number, row())));
    let bytes = workbook(&[Sheet::new("Rows", all)], &["ROU"], false);
    let mut table = Vec::new();
    timed("rows of a spreadsheet (27 columns) as text", rows, || {
        table = Workbook::open(bytes, SheetLimits::default()).unwrap().table(&mapping, None).unwrap();
    });
    read_table("rows of that text through a mapping", &mapping, &table, rows);
}

fn release(rows: u32) {
    let mapping = Mapping::parse(RELEASE).unwrap();
    let header: Vec<&str> = mapping.header().collect();
    let row: Vec<&str> = header
        .iter()
        .map(|column| match *column {
            "yearOfRegistration" => "2022",
            "gender" => "Woman",
            "ageBroad" => "9--17",
            "citizenship" => "MDA",
            _ => "",
        })
        .collect();
    let file = format!("{}\n{}", header.join(";"), format!("{}\n", row.join(";")).repeat(rows as usize));
    let mappings = [mapping];
    let mut text = Vec::new();
    timed("rows of a CTDC release told by its header", rows, || {
        text = ctdc::read(file.as_bytes(), &mappings, Limits::default()).unwrap().text;
    });
    read_table("rows of that release through its mapping", &mappings[0], &text, rows);
}

fn read_table(what: &str, mapping: &Mapping, table: &[u8], rows: u32) {
    let today = Day::from_ymd(2026, 1, 31).unwrap();
    timed(what, rows, || {
        let reader = TableReader::open(mapping, table, today, Limits::default()).unwrap();
        let taken = reader.filter(|outcome| matches!(outcome, Outcome::Taken(_))).count();
        assert_eq!(taken, rows as usize);
    });
}

fn timed(what: &str, rows: u32, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    let seconds = start.elapsed().as_secs_f64();
    println!("bench\t{rows} {what}\t{:.0} rows/s\t{:.0} ms", f64::from(rows) / seconds, seconds * 1_000.0);
}
