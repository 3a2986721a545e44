//! `punte import table`: all of a table or nothing of it, and the same file once.

use std::path::PathBuf;
use std::process::Stdio;

use tempfile::TempDir;

use crate::program::{json, punte, run, text};

const MAP: &str = "ctdc-2018-derived";
const HEADER: &str = "yearOfRegistration,Datasource,gender,citizenship,isForcedLabour,ControlCategory,\
                      RecruiterCategory,ExploitType,Labor_Type,ageCategories";

/// A folder, a data folder not yet made in it, and a table of these rows.
fn with_rows(rows: &[&str]) -> (TempDir, PathBuf, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let (folder, file) = (place.path().join("data"), place.path().join("table.csv"));
    std::fs::write(&file, format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap();
    (place, folder, file)
}

/// Rows as the mapping takes them.
fn good_rows() -> Vec<&'static str> {
    include_str!("../fixtures/rows.csv").lines().collect()
}

#[test]
fn a_table_is_looked_at_taken_counted_and_not_taken_twice() {
    let rows = good_rows();
    let (_place, folder, file) = with_rows(&rows);
    let import = |more: &[&str]| {
        let mut args = vec!["import", "table", "--map", MAP, "--data", text(&folder), text(&file), "--json"];
        args.extend(more);
        json(&args, 0)
    };
    let looked = import(&["--dry-run"]);
    assert_eq!((&looked["clean"], &looked["rows"]), (&true.into(), &rows.len().into()));
    assert!(looked["adopted"].is_null() && !folder.exists());

    let taken = import(&[]);
    assert_eq!((&taken["adopted"]["dataset"], &taken["adopted"]["again"]), (&1.into(), &false.into()));
    let again = import(&[]);
    assert_eq!(
        (&again["adopted"]["again"], &again["adopted"]["position"]),
        (&true.into(), &taken["adopted"]["position"])
    );

    let counted =
        json(&["indicators", "--dataset", "1", "--by", "sex", "--json", "--data", text(&folder)], 0);
    let of = |code: &str| {
        let cells = counted["cells"].as_array().unwrap();
        let cell = cells.iter().find(|cell| cell["levels"][0]["code"] == code).unwrap();
        cell["count"].as_u64().unwrap()
    };
    let women = rows.iter().filter(|row| row.contains(",Female,")).count() as u64;
    assert_eq!((of("female"), of("female") + of("male")), (women, rows.len() as u64));
    let unknown = run(&["indicators", "--dataset", "1", "--by", "shoe", "--data", text(&folder)]);
    assert_eq!((unknown.code, unknown.err.contains("forced_labour")), (3, true), "{unknown:?}");
    assert_eq!(run(&["verify", "--data", text(&folder)]).code, 0);
}

/// `rows.xlsx` was written by another program: the rows of `rows.csv` on its second sheet, below a title.
#[test]
fn a_spreadsheet_is_the_same_table() {
    let place = tempfile::tempdir().unwrap();
    let (folder, file) = (place.path().join("data"), place.path().join("table.xlsx"));
    std::fs::write(&file, include_bytes!("../fixtures/rows.xlsx")).unwrap();
    let args = ["import", "table", "--map", MAP, "--data", text(&folder), text(&file), "--json"];
    let taken = json(&args, 0);
    assert_eq!((&taken["rows"], &taken["adopted"]["again"]), (&good_rows().len().into(), &false.into()));
    assert_eq!(json(&args, 0)["adopted"]["again"], true);
    let by_year = |folder: &std::path::Path| {
        json(&["indicators", "--dataset", "1", "--by", "year", "--json", "--data", text(folder)], 0)["cells"]
            .clone()
    };
    let (_place, from_text, csv) = with_rows(&good_rows());
    json(&["import", "table", "--map", MAP, "--data", text(&from_text), text(&csv), "--json"], 0);
    assert_eq!(by_year(&folder), by_year(&from_text));
    let cover = json(&[&args[..], &["--sheet", "Citește"]].concat(), 5);
    assert_eq!(cover["stopped"]["problem"], "table_wrong_header");
    let unknown = json(&[&args[..], &["--sheet", "Rows", "--dry-run"]].concat(), 5);
    assert_eq!(unknown["stopped"]["values"]["sheets"], "Citește, Rânduri");
}

#[test]
fn mistakes_are_listed_with_row_and_column_and_nothing_is_taken() {
    let good = good_rows();
    let wrong_year = good[0].replacen(good[0].split(',').next().unwrap(), "2999", 1);
    let formula = good[1].replacen(",Female,", ",=cmd(),", 1).replacen(",Male,", ",=cmd(),", 1);
    let (_place, folder, file) = with_rows(&[good[2], &wrong_year, &formula]);
    let args = ["import", "table", "--map", MAP, "--data", text(&folder), text(&file)];
    let said = run(&args);
    assert_eq!(said.code, 5, "{said:?}");
    assert!(said.out.contains("row 2") && said.out.contains("yearOfRegistration"), "{said:?}");
    assert!(said.out.contains("row 3") && said.out.contains("gender"), "{said:?}");
    let report = json(&[&args[..], &["--json"]].concat(), 5);
    assert_eq!((&report["refused"], &report["clean"]), (&2.into(), &false.into()));
    assert!(report["first"][0]["mend"].is_string() || report["first"][1]["mend"].is_string(), "{report}");
    // Mended, the same file is taken as the first of its dataset.
    std::fs::write(&file, format!("{HEADER}\n{}\n", good[2])).unwrap();
    assert_eq!(json(&[&args[..], &["--json"]].concat(), 0)["adopted"]["rows"], 1);
}

#[test]
fn every_problem_is_written_to_a_new_file_and_to_no_other() {
    let good = good_rows();
    let formula = good[1].replacen(",Female,", ",x;=cmd(),", 1).replacen(",Male,", ",x;=cmd(),", 1);
    let mut rows = vec![formula.as_str(); 70];
    rows.push(good[2]);
    let (place, folder, file) = with_rows(&rows);
    let wrong = place.path().join("wrong.csv");
    let table = ["import", "table", "--map", MAP, "--data", text(&folder), text(&file)];
    let args = [&table[..], &["--problems", text(&wrong)]].concat();
    for more in [&["--dry-run"][..], &[]] {
        let said = run(&[&args[..], more].concat());
        assert_eq!((said.code, said.out.contains("wrong.csv")), (5, true), "{said:?}");
        assert_eq!(said.out.matches("“gender”").count(), 50, "{said:?}");
        let written = std::fs::read_to_string(&wrong).unwrap();
        assert_eq!(written.lines().count(), 71);
        assert!(
            written.starts_with("row,line,column,value,problem,what\n1,2,gender,x;'=cmd(),"),
            "{written}"
        );

        let again = run(&[&args[..], more].concat());
        assert_eq!((again.code, again.err.contains("file_exists")), (3, true), "{again:?}");
        assert_eq!(std::fs::read_to_string(&wrong).unwrap(), written, "nothing is written over");
        std::fs::remove_file(&wrong).unwrap();
    }
    // What is refused before the table was read leaves no file behind.
    let refused = run(&["import", "table", "--map", MAP, "--problems", text(&wrong), "no-such-file.csv"]);
    assert_eq!((refused.code, wrong.exists()), (3, false), "{refused:?}");
    let nowhere = place.path().join("no-such-folder/wrong.csv");
    let refused = run(&[&table[..], &["--dry-run", "--problems", text(&nowhere)]].concat());
    assert_eq!((refused.code, refused.err.contains("file_not_written")), (3, true), "{refused:?}");
}

#[test]
fn another_kind_of_file_is_named() {
    let (_place, folder, file) = with_rows(&[]);
    for (bytes, code) in [
        (b"a,b\n1,2\n".to_vec(), "table_wrong_header"),
        (b"PK\x03\x04rest of an archive".to_vec(), "sheet_unreadable"),
        (Vec::new(), "table_empty"),
        ([HEADER.as_bytes(), b"\n2015,\xff\xfe\n"].concat(), "table_not_utf8"),
    ] {
        std::fs::write(&file, bytes).unwrap();
        let report =
            json(&["import", "table", "--map", MAP, "--json", "--data", text(&folder), text(&file)], 5);
        assert_eq!(report["stopped"]["problem"], code, "{report}");
    }
    let missing = run(&["import", "table", "--map", MAP, "--data", text(&folder), "no-such-file.csv"]);
    assert_eq!((missing.code, missing.err.contains("no-such-file.csv")), (3, true), "{missing:?}");
    let map = run(&["import", "table", "--map", "no-such-map", "--data", text(&folder), text(&file)]);
    assert_eq!((map.code, map.err.contains(MAP)), (3, true), "{map:?}");
}

#[test]
fn standard_input_is_taken_too() {
    let rows = good_rows();
    let (_place, folder, file) = with_rows(&rows);
    for more in [vec!["--dry-run"], vec![]] {
        let mut command = punte(&["import", "table", "--map", MAP, "--json", "--data", text(&folder), "-"]);
        let table = std::fs::File::open(&file).unwrap();
        let ran = command.args(more).stdin(Stdio::from(table)).output().unwrap();
        assert_eq!(ran.status.code(), Some(0), "{ran:?}");
        let report: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
        assert_eq!(report["rows"], rows.len());
    }
}

/// Three rows of our own in the format of the release of 2026; synthetic, as all its rows are.
#[test]
fn a_release_of_the_global_dataset_is_told_by_its_header() {
    let mapping = interop::Mapping::parse(include_str!("../../../../maps/ctdc-synthetic-2026.toml")).unwrap();
    let header: Vec<&str> = mapping.header().collect();
    let row = |citizenship: &str, sexual: &str| -> String {
        let of = |column: &&str| match *column {
            "yearOfRegistration" => "2022".to_owned(),
            "citizenship" => citizenship.to_owned(),
            "isSexualExploit" => sexual.to_owned(),
            _ => String::new(),
        };
        header.iter().map(of).collect::<Vec<_>>().join(";")
    };
    let rows = [row("ROU", "1"), row("ROU", "0"), row("MDA", "")];
    let place = tempfile::tempdir().unwrap();
    let (folder, file) = (place.path().join("data"), place.path().join("table.csv"));
    std::fs::write(&file, format!("{}\n{}\n", header.join(";"), rows.join("\n"))).unwrap();
    let args = ["import", "ctdc", "--data", text(&folder), text(&file), "--json"];
    let looked = json(&[&args[..], &["--dry-run"]].concat(), 0);
    assert_eq!((&looked["rows"], folder.exists()), (&3.into(), false));
    let taken = json(&args, 0);
    assert_eq!(
        (&taken["adopted"]["code"], &taken["adopted"]["again"]),
        (&"ctdc-synthetic-2026".into(), &false.into())
    );
    assert_eq!(json(&args, 0)["adopted"]["again"], true);
    let counted =
        json(&["indicators", "--dataset", "1", "--by", "citizenship", "--json", "--data", text(&folder)], 0);
    let of = |code: &str| {
        let cells = counted["cells"].as_array().unwrap();
        cells.iter().find(|cell| cell["levels"][0]["code"] == code).unwrap()["count"].as_u64()
    };
    assert_eq!((of("ro"), of("md")), (Some(2), Some(1)));

    std::fs::write(&file, format!("{}\n", header.join(";").replace("gender", "sex"))).unwrap();
    let refused = json(&args, 5);
    assert_eq!(refused["stopped"]["problem"], "table_release_unknown");
    assert_eq!(refused["stopped"]["values"]["nearest"], "ctdc-synthetic-2026");
    assert_eq!(refused["stopped"]["values"]["missing"], "gender");
}
