//! Tables that are as they should be.

use interop::{DryRun, Limits, Noted, Outcome, Progress, Row, Target};

use crate::tables::{dry_run, outcomes, shelters, table, today};

fn row(number: u64, line: u64, year: i16, sex: u8, age_band: u8, country: u16, months: u16) -> Outcome {
    Outcome::Taken(Row { number, line, year, sex, age_band, dims: [country, 0, 0, 0, 0, months] })
}

#[test]
fn each_value_becomes_its_level_and_what_is_not_known_becomes_0() {
    let rows = "2020,Female,0-8,x,RO,12\n2021,F,9-17,,MD,1\n2026,Male,,,-99,\n2022,n/a,,,,240\n";
    assert_eq!(
        outcomes(table(rows)),
        [
            row(1, 2, 2020, 1, 1, 642, 12),
            row(2, 3, 2021, 1, 2, 498, 1),
            row(3, 4, 2026, 2, 0, 0, 0),
            row(4, 5, 2022, 0, 0, 0, 240)
        ]
    );
}

#[test]
fn the_way_a_file_was_saved_does_not_matter() {
    let plain = table("2020,Female,0-8,x,RO,12\n2021,Male,9-17,y,MD,1\n");
    let expected: Vec<[u8; Row::BYTES]> = coded(&outcomes(&plain));
    assert_eq!(expected.len(), 2);
    let ways = [
        format!("\u{FEFF}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        plain.replace('\n', "\n\n\r\n"),
        plain.trim_end().to_owned(),
        plain.replace("Female", "\"Female\"").replace("2021", " 2021 "),
    ];
    for way in ways {
        assert_eq!(coded(&outcomes(&way)), expected, "{way:?}");
    }
}

fn coded(outcomes: &[Outcome]) -> Vec<[u8; Row::BYTES]> {
    let bytes = |outcome: &Outcome| match outcome {
        Outcome::Taken(row) => row.to_bytes(),
        other => panic!("{other:?}"),
    };
    outcomes.iter().map(bytes).collect()
}

#[test]
fn quoted_line_breaks_count_as_lines_and_not_as_rows() {
    let rows = "2020,F,,\"one\n\"\"two\"\"\r\nthree\",RO,\n2021,F,,,MD,\n";
    assert_eq!(outcomes(table(rows)), [row(1, 2, 2020, 1, 0, 642, 0), row(2, 5, 2021, 1, 0, 498, 0)]);
}

#[test]
fn a_dry_run_counts_levels_and_repeated_rows_and_is_clean() {
    let rows = "2020,F,0-8,a,RO,1\n2020,Female,0-8,b,RO,1\n2021,Male,9-17,,MD,\n2020,F,0-8,,RO,1\n";
    let run = dry_run(table(rows));
    assert!(run.is_clean());
    assert_eq!((run.rows, run.taken, run.refused, run.repeated), (4, 4, 0, 2));
    assert!(!run.repeated_at_least && !run.ends_without_line_break);
    assert_eq!(run.count(Target::Year, 2020), 3);
    assert_eq!(run.count(Target::Sex, 1), 3);
    assert_eq!(run.count(Target::Dimension(0), 498), 1);
    assert_eq!(run.count(Target::Dimension(5), 0), 1);
    assert_eq!(run.count(Target::AgeBand, 7), 0);
    assert!(dry_run(table(rows.trim_end())).ends_without_line_break);
}

#[test]
fn a_table_without_rows_is_not_clean() {
    let run = dry_run(table(""));
    assert_eq!((run.rows, run.stopped.is_none(), run.is_clean()), (0, true, false));
}

#[test]
fn progress_is_told_every_thousand_rows_and_at_the_end() {
    let file = table(&"2020,F,0-8,a,RO,1\n".repeat(2_500));
    let mut told: Vec<Progress> = Vec::new();
    DryRun::of(&shelters(), file.as_bytes(), today(), Limits::default(), 0, &mut |noted| {
        if let Noted::Progress(progress) = noted {
            told.push(progress);
        }
    });
    assert_eq!(told.iter().map(|p| p.rows).collect::<Vec<_>>(), [1_000, 2_000, 2_500]);
    assert_eq!(told.last().map(|p| p.bytes), Some(file.len() as u64));
}
