//! The file that the mapping `ctdc-2018-derived` is for, where `PUNTE_TEST_CTDC_2018` says it lies. It is not part
//! of the product: who uses it agrees to its publisher's terms.

use interop::{DryRun, Limits, Mapping, Target};

use crate::tables::today;

const MAPPING: &str = include_str!("../../../maps/ctdc-2018-derived.toml");

/// Counted by other means: a short program in another language over the file's plain text.
#[test]
fn the_figures_of_the_real_file_are_those_counted_by_other_means() {
    let Ok(path) = std::env::var("PUNTE_TEST_CTDC_2018") else {
        println!("skipped: PUNTE_TEST_CTDC_2018 names no file");
        return;
    };
    let mapping = Mapping::parse(MAPPING).unwrap();
    let file = std::fs::File::open(path).unwrap();
    let run = DryRun::of(&mapping, file, today(), Limits::default(), 10, &mut |_| {});
    assert!(run.is_clean(), "{:?} {:?}", run.stopped, run.first);
    assert_eq!((run.rows, run.repeated), (14_299, 14_299 - REPRESENTED));
    let years: Vec<(u16, u64)> =
        run.levels[&Target::Year].iter().map(|(year, count)| (*year, *count)).collect();
    assert_eq!(
        years,
        [(2012, 120), (2013, 237), (2014, 212), (2015, 2_218), (2016, 3_711), (2017, 3_847), (2018, 3_954)]
    );
    assert_eq!(run.count(Target::AgeBand, 2), 4_942);
    let forced_labour = [1, 2, 0].map(|level| run.count(Target::Dimension(0), level));
    assert_eq!(forced_labour, [11_923, 2_315, 61], "no, yes, not known");
    assert_eq!([1, 2, 0].map(|level| run.count(Target::Sex, level)), [12_460, 1_839, 0]);
    assert_eq!(run.count(Target::Dimension(1), 840), 3_590);
    assert_eq!(run.count(Target::Dimension(1), 0), 8_353);
    assert_eq!(run.count(Target::Dimension(4), 2), 2_240);
    assert_eq!(run.count(Target::Dimension(5), 0), 12_540);
}

/// Different rows of the file, the ignored column apart.
const REPRESENTED: u64 = 1_434;

/// A few rows of our own in the same format: every column's first and not-known value.
#[test]
fn rows_in_that_format_are_taken() {
    let mapping = Mapping::parse(MAPPING).unwrap();
    let header: Vec<&str> = mapping.header().collect();
    let file = format!(
        "{}\n2016,Hotline,Female,0,0,Threats,Not Specified,Sexual Exploitation,Unknown,Age 9-17\n\
         2017,Case Management,Male,UA,1,Other,Family/Relative,Forced Labor,Construction,Age 48+\n\
         2018,Case Management,Female,LK,-99,Survival,Other,Forced Marriage,Unknown,Age 0-8\n",
        header.join(",")
    );
    let run = DryRun::of(&mapping, file.as_bytes(), today(), Limits::default(), 10, &mut |_| {});
    assert!(run.is_clean(), "{:?} {:?}", run.stopped, run.first);
    assert_eq!([1, 2, 0].map(|level| run.count(Target::Dimension(0), level)), [1, 1, 1]);
    assert_eq!(run.count(Target::Dimension(1), 804), 1);
}
