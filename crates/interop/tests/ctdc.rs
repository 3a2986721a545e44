//! Releases of the global dataset: told by their header, read through the product's mappings. The rows are made here:
//! they look alike and are of nobody.

use interop::{DryRun, FileProblem, Limits, Mapping, Target, ctdc};
use proptest::prelude::*;

use crate::published;
use crate::tables::today;

const TERMS: &str =
    "By using the data you agree to terms that stand elsewhere; this sentence is a column of nothing";

const MAPS: [&str; 4] = [
    include_str!("../../../maps/ctdc-kanonymous-2020.toml"),
    include_str!("../../../maps/ctdc-synthetic-2021.toml"),
    include_str!("../../../maps/ctdc-synthetic-2024.toml"),
    include_str!("../../../maps/ctdc-synthetic-2026.toml"),
];

fn releases() -> Vec<Mapping> {
    MAPS.iter().map(|text| Mapping::parse(text).unwrap()).collect()
}

/// What this release writes in a column, of this many possible values.
fn value(release: usize, column: &str, choice: usize) -> String {
    let of = |values: &[&str]| values[choice % values.len()].to_owned();
    match column {
        "yearOfRegistration" => (2002 + choice % 20).to_string(),
        "gender" if release < 2 => of(&["Female", "Male", "Transgender", ""]),
        "gender" => of(&["Woman", "Man", "Trans/Transgender/NonConforming", ""]),
        "ageBroad" => {
            of(&["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+", ""])
        }
        "citizenship" | "CountryOfExploitation" if release == 0 => of(&["RO", "MD", "CO", "", "-99"]),
        "citizenship" | "CountryOfExploitation" => of(&["ROU", "MDA", "COL", ""]),
        flag if flag.starts_with("is") || flag.starts_with("recruiterRelation") => of(&["1", "0", ""]),
        _ => of(&["", "0", "1", "whatever; \"stands\" here"]),
    }
}

/// Rows of a release: its columns, with the sentence at a place or not at all.
fn look_alike(release: usize, separator: u8, terms: Option<usize>, rows: &[Vec<usize>]) -> Vec<u8> {
    let releases = releases();
    let mut header: Vec<&str> = releases[release].header().collect();
    let mut lines: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            header
                .iter()
                .enumerate()
                .map(|(n, column)| value(release, column, row[n % row.len()] + n))
                .collect()
        })
        .collect();
    if let Some(place) = terms {
        header.insert(place, TERMS);
        lines.iter_mut().for_each(|line| line.insert(place, String::new()));
    }
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    lines.iter().for_each(|line| writer.write_record(line).unwrap());
    writer.into_inner().unwrap()
}

fn dry_run(file: &[u8]) -> (usize, DryRun) {
    let releases = releases();
    let found = ctdc::read(file, &releases, Limits::default()).unwrap();
    let mapping = &releases[found.mapping];
    (found.mapping, DryRun::of(mapping, found.text.as_slice(), today(), Limits::default(), 10, &mut |_| {}))
}

#[test]
fn each_release_is_told_by_its_header_wherever_the_sentence_stands() {
    let rows = vec![vec![0, 3, 1], vec![2], vec![5, 4]];
    for release in 0..4 {
        for (separator, terms) in [(b',', None), (b';', Some(0)), (b'\t', Some(7)), (b',', Some(27))] {
            let (found, run) = dry_run(&look_alike(release, separator, terms, &rows));
            assert_eq!((found, run.rows, run.is_clean()), (release, 3, true), "{terms:?} {:?}", run.first);
        }
        let with_mark = [b"\xEF\xBB\xBF".as_slice(), &look_alike(release, b',', None, &rows)].concat();
        assert_eq!(dry_run(&with_mark).0, release);
    }
}

#[test]
fn a_fifth_header_is_refused_with_the_nearest_and_what_tells_them_apart() {
    let releases = releases();
    let rows = vec![vec![0]];
    let renamed = String::from_utf8(look_alike(3, b',', None, &rows)).unwrap();
    let renamed = renamed.replacen("sectorOfSexPornography", "sectorOfSexOnline", 1);
    let Err(FileProblem::ReleaseUnknown { nearest, missing, unexpected }) =
        ctdc::read(renamed.as_bytes(), &releases, Limits::default())
    else {
        panic!()
    };
    assert_eq!(nearest, "ctdc-synthetic-2026");
    assert_eq!(
        (missing, unexpected),
        (vec!["sectorOfSexPornography".to_owned()], vec!["sectorOfSexOnline".to_owned()])
    );
    let other = ctdc::read(b"a,b\n1,2\n".as_slice(), &releases, Limits::default());
    assert!(matches!(other, Err(FileProblem::ReleaseUnknown { .. })), "{other:?}");
    assert_eq!(ctdc::read(b"".as_slice(), &releases, Limits::default()), Err(FileProblem::Empty));
    // A column that stands twice is not this release.
    let twice =
        String::from_utf8(look_alike(2, b',', None, &rows)).unwrap().replacen("gender,", "gender,gender,", 1);
    assert!(ctdc::read(twice.as_bytes(), &releases, Limits::default()).is_err());
}

#[test]
fn an_empty_flag_is_not_known_and_0_is_no() {
    let releases = releases();
    let header: Vec<&str> = releases[2].header().collect();
    let row = |flag: &str| -> String {
        let of = |column: &&str| match *column {
            "yearOfRegistration" => "2020".to_owned(),
            "isSexualExploit" => flag.to_owned(),
            _ => String::new(),
        };
        header.iter().map(of).collect::<Vec<_>>().join(",")
    };
    let file = format!("{}\n{}\n{}\n\n{}\n", header.join(","), row("1"), row("0"), row(""));
    let (_, run) = dry_run(file.as_bytes());
    assert_eq!(
        [1, 2, 0].map(|level| run.count(Target::Dimension(3), level)),
        [1, 1, 1],
        "no, yes, not known"
    );
    // A mistake is named where it stands in the file, an empty line between.
    let wrong = format!("{}\n{}\n\n{}\n", header.join(","), row("1"), row("2"));
    let (_, run) = dry_run(wrong.as_bytes());
    assert_eq!(
        (run.first[0].row, run.first[0].line, run.first[0].column.as_str()),
        (2, 4, "isSexualExploit")
    );
    let short = format!("{}\n2020,Woman\n", header.join(","));
    assert_eq!(dry_run(short.as_bytes()).1.first[0].wrong.code(), "row_value_count");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever a release's rows say, all of them are taken, in any order of columns of which the header tells.
    #[test]
    fn look_alike_rows_are_taken(
        release in 0_usize..4,
        terms in proptest::option::of(0_usize..20),
        semicolon: bool,
        rows in proptest::collection::vec(proptest::collection::vec(0_usize..60, 1..8), 1..20),
    ) {
        let separator = if semicolon { b';' } else { b',' };
        let (found, run) = dry_run(&look_alike(release, separator, terms, &rows));
        prop_assert_eq!((found, run.rows), (release, rows.len() as u64));
        prop_assert!(run.is_clean(), "{:?}", run.first);
    }
}

/// 43 rows, counted by another program.
#[test]
fn the_published_head_of_2020_gives_its_known_figures() {
    let Some(path) = published::file("ctdc/ctdc_kanon_2020_head.csv") else { return };
    let (found, run) = dry_run(&std::fs::read(path).unwrap());
    assert_eq!((found, run.rows, run.is_clean()), (0, 43, true), "{:?}", run.first);
    let (colombia, moldova) = (170, 498);
    assert_eq!([colombia, moldova].map(|country| run.count(Target::Dimension(1), country)), [11, 32]);
    let sexual = [2, 1, 0].map(|level| run.count(Target::Dimension(3), level));
    assert_eq!(sexual[0], 31);
    assert_eq!(sexual.iter().sum::<u64>(), 43);
}
