//! Properties: any bytes, and any good table.

use std::io::Read;

use interop::{DryRun, FileProblem, Limits, Outcome, TableReader, Target};
use proptest::prelude::*;

use crate::tables::{HEADER, parsed, shelters, today};

/// An input that hands out a few bytes at a time.
struct Slowly<'a>(&'a [u8], usize);

impl Read for Slowly<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(out.len()).min(self.0.len());
        let (now, later) = self.0.split_at(count);
        out[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}

/// Bytes in which the grammar's own characters are frequent.
fn table_like() -> impl Strategy<Value = Vec<u8>> {
    let byte =
        prop_oneof![4 => prop::sample::select(b"\",\n\r a2-0F\xEF\xBB\xBF".to_vec()), 1 => any::<u8>()];
    prop::collection::vec(byte, 0..300)
}

const ONE_COLUMN: &str = r#"
name = "one"
version = 1
kind = "statistical"
separator = ","
encoding = "utf-8"
[[column]]
header = "y"
target = "year"
"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_break_the_reader_and_how_they_arrive_does_not_matter(bytes in table_like(), step in 1_usize..9) {
        let mapping = shelters();
        for start in ["", HEADER] {
            let file = [start.as_bytes(), &bytes].concat();
            let read = |input: Slowly<'_>| {
                let limits = Limits { row_bytes: 120, rows: 20 };
                DryRun::of(&mapping, input, today(), limits, 5, &mut |_| {})
            };
            let run = read(Slowly(&file, usize::MAX));
            prop_assert_eq!(run.rows, run.taken + run.refused);
            prop_assert!(run.rows <= 20 && run.first.len() <= 5);
            prop_assert_eq!(&run, &read(Slowly(&file, step)));
        }
    }

    /// Rows are cut where the `csv` crate, given the whole file, ends its records.
    #[test]
    fn records_end_where_the_csv_crate_ends_them(bytes in table_like()) {
        let mapping = parsed(ONE_COLUMN).unwrap();
        let file = [b"y\n".as_slice(), &bytes].concat();
        let mut whole = csv::ReaderBuilder::new().flexible(true).from_reader(file.as_slice());
        let expected: Vec<usize> = whole.byte_records().map(|record| record.unwrap().len()).collect();
        let mut found = Vec::new();
        let reader = TableReader::open(&mapping, file.as_slice(), today(), Limits::default()).unwrap();
        for outcome in reader {
            match outcome {
                Outcome::Stopped(FileProblem::NotUtf8 { .. } | FileProblem::UnclosedQuote { .. }) => break,
                Outcome::Refused(problems) => found.push(match problems[0].wrong {
                    interop::Wrong::ValueCount { found, .. } => found,
                    _ => 1,
                }),
                other => {
                    prop_assert!(matches!(other, Outcome::Taken(_)), "{:?}", other);
                    found.push(1);
                }
            }
        }
        prop_assert_eq!(&found[..], &expected[..found.len()]);
        if std::str::from_utf8(&file).is_ok() && !unclosed(&file) {
            prop_assert_eq!(found.len(), expected.len());
        }
    }

    #[test]
    fn a_good_table_reads_as_it_was_written(
        rows in prop::collection::vec((2000_i16..=2026, 0_usize..4, 0_usize..3, ".{0,12}", 0_usize..4, 0_u16..=240), 0..40),
        mark in any::<bool>(),
        crlf in any::<bool>(),
    ) {
        let sexes = [("n/a", 0), ("Female", 1), ("F", 1), ("Male", 2)];
        let ages = [("", 0), ("0-8", 1), ("9-17", 2)];
        let countries = [("", 0), ("-99", 0), ("RO", 642), ("MD", 498)];
        let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().terminator(end).from_writer(Vec::new());
        writer.write_record(shelters().header()).unwrap();
        for (year, sex, age, note, country, months) in &rows {
            let months = if *months == 0 { String::new() } else { months.to_string() };
            let year = year.to_string();
            writer.write_record([&year, sexes[*sex].0, ages[*age].0, note, countries[*country].0, &months]).unwrap();
        }
        let mut file = if mark { "\u{FEFF}".as_bytes().to_vec() } else { Vec::new() };
        file.extend(writer.into_inner().unwrap());

        let mapping = shelters();
        let reader = TableReader::open(&mapping, file.as_slice(), today(), Limits::default()).unwrap();
        let read: Vec<_> = reader.map(|outcome| match outcome {
            Outcome::Taken(row) => (row.year, row.sex, row.age_band, row.dims),
            other => panic!("{other:?}"),
        }).collect();
        let written: Vec<_> = rows.iter().map(|(year, sex, age, _, country, months)| {
            (*year, sexes[*sex].1, ages[*age].1, [countries[*country].1, 0, 0, 0, 0, *months])
        }).collect();
        prop_assert_eq!(&read, &written);

        let run = DryRun::of(&mapping, file.as_slice(), today(), Limits::default(), 5, &mut |_| {});
        prop_assert_eq!(run.is_clean(), !rows.is_empty());
        let total: u64 = run.levels.get(&Target::Year).map_or(0, |levels| levels.values().sum());
        prop_assert_eq!(total, rows.len() as u64);
    }
}

/// Whether the file ends inside a quoted value, decided by adding a byte that would be a row of its own.
fn unclosed(file: &[u8]) -> bool {
    let count =
        |bytes: &[u8]| csv::ReaderBuilder::new().flexible(true).from_reader(bytes).byte_records().count();
    let (with_break, with_row) = ([file, b"\n"].concat(), [file, b"\nz"].concat());
    count(&with_row) == count(&with_break)
}
