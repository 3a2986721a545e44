//! Tables as they leave: readable by others, the same in each format, and harmless to whoever opens them.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use reports::{Cell, Column, Table, TableAbout, TableFormat};

fn about(synthetic: bool) -> TableAbout {
    TableAbout {
        list: "children",
        sheet: "Copii: [toți]".to_owned(),
        made: (2026, 3, 12),
        synthetic: synthetic.then(|| "SYNTHETIC: no real child.".to_owned()),
    }
}

fn columns(count: usize) -> Vec<Column> {
    let keys = ["code", "status", "opened", "number"];
    keys.iter().take(count).map(|key| Column { key, heading: format!("Înțeles {key}") }).collect()
}

fn written(format: TableFormat, about: &TableAbout, columns: &[Column], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut table = Table::begin(format, about, columns).unwrap();
    rows.iter().for_each(|row| table.row(row).unwrap());
    table.finish().unwrap()
}

fn sheet(bytes: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names().first().unwrap().clone();
    let formulas = book.worksheet_formula(&name).unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "no cell is a formula");
    book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn coded(code: &str, label: &str) -> Cell {
    Cell::Coded { code: Arc::from(code), label: Arc::from(label) }
}

fn two_rows() -> Vec<Vec<Cell>> {
    vec![
        vec![
            Cell::Text("7K2M-4RXP-Q9".to_owned()),
            coded("presumed", "prezumată"),
            Cell::Day(2025, 2, 28),
            Cell::Number(-3),
        ],
        vec![Cell::Text("a \"b\", c".to_owned()), Cell::Empty, Cell::Day(1899, 1, 1), Cell::Number(0)],
    ]
}

#[test]
fn people_read_labels_and_programs_read_codes() {
    let (about, columns) = (about(true), columns(4));
    let csv = records(&written(TableFormat::Csv, &about, &columns, &two_rows()));
    assert_eq!(csv[0], ["SYNTHETIC: no real child."]);
    assert_eq!(csv[1], ["Înțeles code", "Înțeles status", "Înțeles opened", "Înțeles number"]);
    assert_eq!(csv[2], ["7K2M-4RXP-Q9", "prezumată", "2025-02-28", "-3"]);
    assert_eq!(csv[3], ["a \"b\", c", "", "1899-01-01", "0"]);

    let json: serde_json::Value =
        serde_json::from_slice(&written(TableFormat::Json, &about, &columns, &two_rows())).unwrap();
    assert_eq!(json["synthetic"], true);
    assert_eq!((&json["list"], &json["made"]), (&"children".into(), &"2026-03-12".into()));
    assert_eq!(
        json["rows"][0],
        serde_json::json!({"code": "7K2M-4RXP-Q9", "status": "presumed", "opened": "2025-02-28", "number": -3})
    );
    assert_eq!(json["rows"][1]["status"], serde_json::Value::Null);

    let xlsx = sheet(written(TableFormat::Xlsx, &about, &columns, &two_rows()));
    assert_eq!(xlsx[0][0], Data::String("SYNTHETIC: no real child.".to_owned()));
    assert_eq!(xlsx[2][1], Data::String("prezumată".to_owned()));
    let Data::DateTime(day) = &xlsx[2][2] else { panic!("a day: {:?}", xlsx[2][2]) };
    assert_eq!(day.as_f64(), 45_716.0, "28 February 2025, as sheets count days");
    assert_eq!(xlsx[2][3], Data::Float(-3.0));
    assert_eq!(xlsx[3][2], Data::String("1899-01-01".to_owned()), "a day that sheets do not know");
}

#[test]
fn an_empty_list_is_a_whole_file() {
    let (about, columns) = (about(false), columns(2));
    assert_eq!(records(&written(TableFormat::Csv, &about, &columns, &[])).len(), 1);
    let json: serde_json::Value =
        serde_json::from_slice(&written(TableFormat::Json, &about, &columns, &[])).unwrap();
    assert_eq!((&json["synthetic"], &json["rows"]), (&false.into(), &serde_json::json!([])));
    assert_eq!(sheet(written(TableFormat::Xlsx, &about, &columns, &[])).len(), 1);
}

#[test]
fn a_row_that_does_not_fit_its_columns_is_refused() {
    let mut table = Table::begin(TableFormat::Csv, &about(false), &columns(2)).unwrap();
    assert!(table.row(&[Cell::Empty]).is_err());
}

/// Texts as somebody would write them who wants a spreadsheet to run something.
fn malicious() -> impl Strategy<Value = String> {
    let start = prop_oneof![
        Just("="),
        Just("+"),
        Just("-"),
        Just("@"),
        Just("\t"),
        Just("\r"),
        Just("\n"),
        Just("＝"),
        Just("  ="),
        Just("\u{a0}+"),
        Just(""),
    ];
    (start, "[a-zA-Z0-9!|'\"(),;=\\-+@ \n\r\t]{0,30}").prop_map(|(start, rest)| format!("{start}{rest}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_cell_begins_a_formula(texts in proptest::collection::vec(malicious(), 1..8)) {
        let columns = columns(2);
        let rows: Vec<Vec<Cell>> =
            texts.iter().map(|text| vec![Cell::Text(text.clone()), coded("c", text)]).collect();
        let csv = written(TableFormat::Csv, &about(false), &columns, &rows);
        let read = records(&csv);
        prop_assert_eq!(read.len(), rows.len() + 1, "no row is broken in two");
        for (record, text) in read.iter().skip(1).zip(&texts) {
            for value in record {
                let first = value.trim_start_matches([' ', '\u{a0}']).chars().next();
                prop_assert!(!first.is_some_and(|c| "=+-@\t\r\n＝＋－＠".contains(c)), "{:?}", value);
                prop_assert_eq!(value.strip_prefix('\'').unwrap_or(value), text.strip_prefix('\'').unwrap_or(text));
            }
        }
        let json: serde_json::Value =
            serde_json::from_slice(&written(TableFormat::Json, &about(false), &columns, &rows)).unwrap();
        for (row, text) in json["rows"].as_array().unwrap().iter().zip(&texts) {
            prop_assert_eq!(row["code"].as_str(), Some(text.as_str()), "programs get it as it is");
        }
    }

    #[test]
    fn a_workbook_has_texts_as_texts(texts in proptest::collection::vec("[=+@-][a-zA-Z0-9()!|]{0,20}", 1..4)) {
        let rows: Vec<Vec<Cell>> = texts.iter().map(|text| vec![Cell::Text(text.clone())]).collect();
        let read = sheet(written(TableFormat::Xlsx, &about(false), &columns(1), &rows));
        for (row, text) in read.iter().skip(1).zip(&texts) {
            prop_assert_eq!(&row[0], &Data::String(text.clone()));
        }
    }
}
