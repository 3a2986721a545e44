//! Importing statistical tables: nothing counts before adoption, nothing twice, and a kill loses little.

use std::fmt::Write as _;
use std::io::Read;

use agencies::Role;
use base::{Problem, PublicCode, Realm};
use store::Database;
use workflow::import::{Adopted, DatasetTable, ExaminedTable, ImportBy, Staged, StagedAs};

use crate::house::{House, refusal};

const MAP: &str = r#"
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
not_known = ["?"]
codes = [{ value = "F", number = 1, code = "female" }, { value = "M", number = 2, code = "male" }]

[[column]]
header = "Beds"
target = "d2"
name = "beds"
range = [1, 500]
"#;

/// Rows of years, sexes and beds that follow from their number.
fn table(rows: u32) -> String {
    let mut text = "Year,Sex,Beds\n".to_owned();
    for row in 0..rows {
        let sex = ["F", "M", "?"][row as usize % 3];
        writeln!(text, "{},{sex},{}", 2015 + row % 7, row % 5 + 1).unwrap();
    }
    text
}

fn examine(house: &House, map: &str, text: &str) -> ExaminedTable {
    house.app().examine_table(map, text.as_bytes(), 10, &mut |_| {}).unwrap()
}

fn stage(house: &House, map: &str, text: &str) -> Result<Staged, Problem> {
    stage_from(house, map, text, text.as_bytes())
}

/// Stages what comes out of `input`, having examined `text`.
fn stage_from(house: &House, map: &str, text: &str, input: impl Read) -> Result<Staged, Problem> {
    house.app().stage(ImportBy::program(), &examine(house, map, text), input, &mut |_| {})
}

fn adopt(house: &House, batch: PublicCode) -> Result<Adopted, Problem> {
    house.app().adopt(ImportBy::program(), batch)
}

fn counts(house: &House, by: &[&str]) -> Result<DatasetTable, Problem> {
    house.app().dataset_counts_unchecked(1, by, None)
}

fn cells(table: &DatasetTable) -> Vec<(Vec<String>, u64)> {
    let codes = |cell: &'_ workflow::import::DatasetCell| -> Vec<_> {
        cell.levels.iter().map(|level| level.code.clone()).collect()
    };
    table.cells.iter().map(|cell| (codes(cell), cell.count)).collect()
}

/// How many keys of a batch there are.
fn keys_of(house: &House, batch: PublicCode) -> Option<usize> {
    let row = house
        .app()
        .store()
        .read(Database::Social, |tx| store::batches::by_code(tx, &access::Filter::True, batch))
        .unwrap()?;
    let keys =
        house.app().store().read(Database::Keys, |tx| store::keys::of_stream(tx, Realm::Social, row.stream));
    Some(keys.unwrap().len())
}

/// Gives some bytes, then fails, as a pulled drive does.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            return Err(std::io::Error::other("pulled"));
        }
        self.0.read(out)
    }
}

#[test]
fn rows_count_from_their_adoption_on_and_equal_the_file() {
    House::on_both_engines(|house| {
        let text = table(1_234);
        let staged = stage(house, MAP, &text).unwrap();
        assert_eq!((staged.how, staged.rows, staged.dataset), (StagedAs::New, 1_234, 1));
        // One entry opens, three hold 500, 500 and 234 rows.
        assert_eq!(house.size(Realm::Social), 4);
        assert_eq!(refusal(counts(house, &["sex"])), "not_found");
        assert!(house.app().datasets_unchecked().unwrap().is_empty());
        house.later(24);
        let adopted = adopt(house, staged.batch).unwrap();
        assert_eq!((adopted.rows, adopted.position.0, adopted.already), (1_234, 5, false));

        let by_sex = counts(house, &["sex"]).unwrap();
        assert_eq!(by_sex.rows, 1_234);
        let lines =
            |sex: &str| text.lines().filter(|line| line.split(',').nth(1) == Some(sex)).count() as u64;
        assert_eq!(
            cells(&by_sex),
            [("not_known", "?"), ("female", "F"), ("male", "M")]
                .map(|(code, sex)| (vec![code.to_owned()], lines(sex)))
        );
        assert_eq!(by_sex.cells[1].levels[0].message.as_deref(), Some("dataset-shelters-sex-female"));
        let both = counts(house, &["year", "beds"]).unwrap();
        let of = |year: &str, beds: &str| {
            text.lines().filter(|l| l.starts_with(year) && l.ends_with(&format!(",{beds}"))).count() as u64
        };
        assert_eq!(both.cells.len(), 35);
        assert!(cells(&both).iter().all(|(levels, count)| of(&levels[0], &levels[1]) == *count));
        assert_eq!(refusal(counts(house, &["colour"])), "dimension_unknown");

        // As known on the day before its adoption there was nothing, and there is no dataset 0 or 2.
        let yesterday = house.clock.now().day(&house.app().zone().unwrap()).plus(-1);
        assert_eq!(house.app().dataset_counts_unchecked(1, &["sex"], Some(yesterday)).unwrap().rows, 0);
        for number in [0, 2] {
            assert_eq!(refusal(house.app().dataset_counts_unchecked(number, &[], None)), "not_found");
        }
        // A restarted program reads the same from the ledger.
        house.close();
        house.open();
        assert_eq!(counts(house, &["sex"]).unwrap(), by_sex);
    });
}

#[test]
fn the_same_file_twice_adds_nothing() {
    let house = House::new();
    let text = table(700);
    let first = stage(&house, MAP, &text).unwrap();
    let size = house.size(Realm::Social);
    let again = stage(&house, MAP, &text).unwrap();
    assert_eq!((again.how, again.batch), (StagedAs::AlreadyStaged, first.batch));
    let adopted = adopt(&house, first.batch).unwrap();
    assert!(!adopted.already);
    assert_eq!(adopt(&house, first.batch).unwrap(), Adopted { already: true, ..adopted });
    assert_eq!(stage(&house, MAP, &text).unwrap().how, StagedAs::AlreadyAdopted);
    assert_eq!(house.size(Realm::Social), size + 1);
    assert_eq!(counts(&house, &[]).unwrap().rows, 700);
}

/// The file's bytes up to and with so many rows.
fn cut_after(text: &str, rows: usize) -> &[u8] {
    let end = text.match_indices('\n').nth(rows).unwrap().0;
    &text.as_bytes()[..=end]
}

#[test]
fn a_killed_import_goes_on_where_it_stopped() {
    let text = table(16_200);
    // At the edge of what becomes durable together, just after it, and near the end.
    for (stop, durable) in [(8_000, 0), (8_001, 16), (16_150, 32)] {
        let mut house = House::new();
        let failed = stage_from(&house, MAP, &text, Failing(cut_after(&text, stop)));
        assert_eq!(refusal(failed), "table_unreadable");
        assert_eq!(house.size(Realm::Social), 1 + durable, "killed after {stop} rows");
        house.close();
        house.open();
        let batch = the_batch(&house);
        assert_eq!(refusal(adopt(&house, batch)), "batch_not_whole");

        let staged = stage(&house, MAP, &text).unwrap();
        assert_eq!((staged.how, staged.rows, staged.batch), (StagedAs::Resumed, 16_200, batch));
        // One entry opened it, and 33 chunks hold 16,200 rows: none was written twice.
        assert_eq!(house.size(Realm::Social), 34);
        adopt(&house, batch).unwrap();
        let sexes = counts(&house, &["sex"]).unwrap();
        assert!(sexes.cells.iter().all(|cell| cell.count == 5_400), "{sexes:?}");
    }
}

/// The code of the only batch there is.
fn the_batch(house: &House) -> PublicCode {
    let page = store::Page::first(10);
    let listed = house
        .app()
        .store()
        .read(Database::Social, |tx| store::batches::list(tx, &access::Filter::True, &page))
        .unwrap();
    assert_eq!(listed.rows.len(), 1);
    listed.rows[0].code
}

#[test]
fn a_file_that_is_not_the_one_examined_is_not_staged() {
    let house = House::new();
    let text = table(900);
    let other = text.replacen("2015,F,1", "2015,M,1", 1);
    for changed in
        [other.clone(), text[..text.len() - 9].to_owned(), format!("{text}2015,F,1\n"), format!("{text}x\n")]
    {
        assert_eq!(refusal(stage_from(&house, MAP, &text, changed.as_bytes())), "file_changed_meanwhile");
    }
    let size = house.size(Realm::Social);
    assert_eq!(size, 8, "each was opened and discarded, and none had a row");
    // Rows staged before a kill are compared, too: here the file was changed in between.
    let text = table(9_100);
    let stopped = stage_from(&house, MAP, &text, Failing(cut_after(&text, 9_000)));
    assert_eq!(refusal(stopped), "table_unreadable");
    let changed = text.replacen("2016,M,2", "2016,F,2", 1);
    assert_eq!(refusal(stage_from(&house, MAP, &text, changed.as_bytes())), "file_changed_meanwhile");
    assert_eq!(stage(&house, MAP, &text).unwrap().how, StagedAs::New);
}

#[test]
fn a_discarded_batch_loses_its_keys_and_its_file_may_come_again() {
    let mut house = House::new();
    let text = table(600);
    let staged = stage(&house, MAP, &text).unwrap();
    assert_eq!(keys_of(&house, staged.batch), Some(1));
    let chunk = house.head(Realm::Social);
    let sealed = house
        .app()
        .store()
        .read(Database::Social, |tx| store::entries::entry_at(tx, chunk))
        .unwrap()
        .unwrap();
    let stream = sealed.stream;
    house.app().discard(ImportBy::program(), staged.batch).unwrap();
    let left = house
        .app()
        .store()
        .read(Database::Keys, |tx| store::keys::of_stream(tx, Realm::Social, stream))
        .unwrap();
    assert!(left.is_empty());
    assert_eq!(keys_of(&house, staged.batch), None, "its code is gone with its keys");
    assert_eq!(refusal(adopt(&house, staged.batch)), "not_found");
    assert_eq!(refusal(house.app().discard(ImportBy::program(), staged.batch)), "not_found");
    assert_eq!(house.app().finish_discards().unwrap(), 0);
    // Its entries stay, and the ledger with them is sound; nothing of it is opened when they are read again.
    house.close();
    house.open();
    assert!(house.app().verify(Realm::Social, None, &mut |_, _| {}).unwrap().sound);
    let again = stage(&house, MAP, &text).unwrap();
    assert_eq!((again.how, again.dataset), (StagedAs::New, staged.dataset));
    adopt(&house, again.batch).unwrap();
    assert_eq!(counts(&house, &[]).unwrap().rows, 600);
    assert_eq!(refusal(house.app().discard(ImportBy::program(), again.batch)), "batch_not_open");
}

#[test]
fn a_dataset_has_one_file_and_one_meaning() {
    let house = House::new();
    let staged = stage(&house, MAP, &table(10)).unwrap();
    let rival = stage(&house, MAP, &table(11)).unwrap();
    adopt(&house, staged.batch).unwrap();
    assert_eq!(refusal(adopt(&house, rival.batch)), "dataset_taken");
    assert_eq!(refusal(stage(&house, MAP, &table(12))), "dataset_taken");
    // A comment changes no meaning; another code does, and needs another version.
    let commented = format!("# what it is\n{MAP}");
    assert_eq!(refusal(stage(&house, &commented, &table(12))), "dataset_taken");
    let meant = MAP.replace("code = \"male\"", "code = \"boy\"");
    assert_eq!(refusal(stage(&house, &meant, &table(12))), "dataset_mapping_differs");
    let second = stage(&house, &meant.replace("version = 1", "version = 2"), &table(12)).unwrap();
    assert_eq!((second.dataset, second.dataset_code.as_str()), (2, "shelters.v2"));
    adopt(&house, second.batch).unwrap();
    assert_eq!(counts(&house, &[]).unwrap().rows, 10);
    assert_eq!(house.app().dataset_counts_unchecked(2, &[], None).unwrap().rows, 12);
}

#[test]
fn what_is_wrong_is_said_before_anything_is_written() {
    let house = House::new();
    let (social, directory) = (house.size(Realm::Social), house.size(Realm::Directory));
    let mut bad = table(3);
    bad.push_str("2099,F,1\n2016,X,1\n");
    let problem = stage(&house, MAP, &bad).unwrap_err();
    assert_eq!((problem.code, problem.args), ("batch_rows_wrong", vec![("rows", "2".to_owned())]));
    assert_eq!(refusal(stage(&house, MAP, "Year,Sex,Beds\n")), "table_empty");
    assert_eq!(refusal(stage(&house, MAP, "Year;Sex;Beds\n1;F;1\n")), "table_wrong_header");
    let malformed = house.app().examine_table("name = 1", "".as_bytes(), 1, &mut |_| {});
    assert_eq!(refusal(malformed), "mapping_malformed");
    let lost = house.app().examine_table(MAP, Failing(b"Year,Sex,Beds\n2015,"), 1, &mut |_| {}).unwrap();
    assert_eq!(lost.check().unwrap_err().code, "table_unreadable");
    assert_eq!((house.size(Realm::Social), house.size(Realm::Directory)), (social, directory));
}

#[test]
fn an_officer_imports_for_the_own_agency_and_others_hear_nothing_of_it() {
    let house = House::new();
    let (app, text) = (house.app(), table(40));
    let examined = examine(&house, MAP, &text);
    let officer = house.person("implementer", Role::MeOfficer);
    let staged = app.stage_as(&officer, &examined, text.as_bytes(), &mut |_| {}).unwrap();
    let listed = app.batches(&officer, None).unwrap();
    assert_eq!(listed.batches.len(), 1);
    assert_eq!((listed.batches[0].state, listed.batches[0].rows), ("staged", 40));
    assert_eq!(listed.batches[0].opened_by, officer.person.name);

    let other = house.person("secretariat", Role::MeOfficer);
    assert!(app.batches(&other, None).unwrap().batches.is_empty());
    assert_eq!(refusal(app.adopt_as(&other, staged.batch)), "not_found");
    assert_eq!(refusal(app.discard_as(&other, staged.batch)), "not_found");
    for (agency, role) in [("dgaspc-dj", Role::CaseManager), ("implementer", Role::TipOfficer)] {
        let who = house.person(agency, role);
        assert_eq!(refusal(app.stage_as(&who, &examined, text.as_bytes(), &mut |_| {})), "not_found");
        assert_eq!(refusal(app.batches(&who, None)), "not_found");
        assert_eq!(refusal(app.adopt_as(&who, staged.batch)), "not_found");
        assert_eq!(refusal(app.datasets(&who)), "not_found");
    }
    app.adopt_as(&officer, staged.batch).unwrap();
    assert_eq!(app.batches(&officer, None).unwrap().batches[0].state, "adopted");
    // Once adopted it is there for those who read datasets, whoever brought it.
    let lines = app.datasets(&other).unwrap();
    assert_eq!((lines.len(), lines[0].rows, lines[0].agency), (1, 40, officer.agency.number));
    assert_eq!(lines[0].axes.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["sex", "beds"]);
    assert_eq!(app.dataset_counts(&other, 1, &["sex"], None).unwrap().rows, 40);
    let outsider = house.person("dgaspc-dj", Role::CaseManager);
    assert_eq!(refusal(app.dataset_counts(&outsider, 1, &["sex"], None)), "not_found");
    assert_eq!(refusal(app.dataset_counts(&outsider, 9, &["sex"], None)), "not_found");
}

/// The file that the mapping `ctdc-2018-derived` is for, where `PUNTE_TEST_CTDC_2018` says it lies.
#[test]
fn the_real_file_is_counted_as_by_other_means() {
    let Ok(path) = real_file() else {
        println!("skipped: PUNTE_TEST_CTDC_2018 names no file");
        return;
    };
    let house = House::new();
    let text = std::fs::read_to_string(path).unwrap();
    let staged = stage(&house, include_str!("../../../maps/ctdc-2018-derived.toml"), &text).unwrap();
    adopt(&house, staged.batch).unwrap();
    let table = counts(&house, &["age_band"]).unwrap();
    assert_eq!(table.rows, 14_299);
    assert!(table.cells.iter().any(|cell| cell.count == 4_942), "{table:?}");
    let years = counts(&house, &["year"]).unwrap();
    assert_eq!((years.cells[0].levels[0].code.as_str(), years.cells[0].count), ("2012", 120));
    assert_eq!((years.cells[6].levels[0].code.as_str(), years.cells[6].count), ("2018", 3_954));
    let line = &house.app().datasets_unchecked().unwrap()[0];
    let forced = line.axes.iter().find(|(name, _)| name.contains("lab")).unwrap();
    let forced = counts(&house, &[&forced.0]).unwrap();
    let mut found: Vec<u64> = forced.cells.iter().map(|cell| cell.count).collect();
    found.sort_unstable();
    assert_eq!(found, [61, 2_315, 11_923], "{forced:?}");
}

#[expect(clippy::disallowed_methods, reason = "tests are configured by their environment")]
fn real_file() -> Result<String, std::env::VarError> {
    std::env::var("PUNTE_TEST_CTDC_2018")
}
