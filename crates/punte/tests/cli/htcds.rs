//! `punte import htcds` and `punte export htcds`.

use crate::program::{demo_folder, json, run, text};

/// A case of nobody, as another program would write it.
fn file(gender: &str, case: &str) -> String {
    format!(
        "prs_First_Name,prs_Second_Name,prs_Birthdate,prs_Gender,vic_TraffickingStatus,vic_TypeOfExploitation,\
         spl_Objectives,pnt_CaseId,pnt_OpenedOn,pnt_PresumedOn\n\
         Zamfirița,Dănăilescu-Proba,2010-05-17,{gender},PossibleVictimOfTrafficking,SexualExploitation ForcedBegging,\
         School,{case},2020-11-02,2020-11\n"
    )
}

#[test]
fn a_file_with_mistakes_is_mended_adopted_and_not_adopted_twice() {
    let (place, folder) = demo_folder();
    let (path, wrong) = (place.path().join("cases.csv"), place.path().join("wrong.csv"));
    std::fs::write(&path, file("Femenine", "P-1")).unwrap();
    let args = ["import", "htcds", "--agency", "dgaspc-dj", "--data", text(&folder), text(&path), "--json"];
    let refused = json(&[&args[..], &["--problems", text(&wrong)]].concat(), 5);
    assert_eq!((&refused["wrong"], &refused["adopted"]), (&1.into(), &serde_json::Value::Null));
    assert_eq!(refused["first"][0]["column"], "prs_Gender");
    assert!(refused["first"][0]["mend"].as_str().unwrap().contains("Feminine"), "{refused}");
    assert!(std::fs::read_to_string(&wrong).unwrap().contains("1,2,prs_Gender,Femenine,value_not_listed"));

    // Presumed before the file was opened: a rule says no, as it would to a person.
    std::fs::write(&path, file("Feminine", "P-1").replace("2020-11-02,2020-11", "2031-11-02,2020-11"))
        .unwrap();
    let rule = json(&args, 5);
    assert_eq!(rule["first"][0]["problem"], "value_refused", "{rule}");

    std::fs::write(&path, file("Feminine", "P-1")).unwrap();
    let looked = json(&[&args[..], &["--dry-run"]].concat(), 0);
    assert_eq!((&looked["new"], &looked["adopted"]), (&1.into(), &serde_json::Value::Null));
    assert_eq!(looked["left_out"]["spl_Objectives"], 1, "what has no place in a file is told");
    let adopted = json(&args, 0);
    assert_eq!((&adopted["adopted"]["files"], &adopted["adopted"]["entries"]), (&1.into(), &3.into()));
    let again = json(&args, 0);
    assert_eq!(
        (&again["new"], &again["already"], &again["adopted"]["entries"]),
        (&0.into(), &1.into(), &0.into())
    );

    // Another case of, it seems, the same child: nothing is adopted until somebody has looked.
    std::fs::write(&path, file("Feminine", "P-2")).unwrap();
    let similar = json(&args, 5);
    assert_eq!((&similar["similar_in_all"], &similar["similar"][0]["row"]), (&1.into(), &1.into()));
    let other = json(&[&args[..], &["--even-similar"]].concat(), 0);
    assert_eq!(other["adopted"]["files"], 1);

    let nowhere = run(&["import", "htcds", "--agency", "dgaspc-xx", "--data", text(&folder), text(&path)]);
    assert_eq!((nowhere.code, nowhere.err.contains("dgaspc-dj")), (3, true), "{nowhere:?}");
    let unknown = place.path().join("unknown.csv");
    std::fs::write(&unknown, "prs_FirstNam\nx\n").unwrap();
    let unknown = run(&["import", "htcds", "--all", "--data", text(&folder), text(&unknown)]);
    assert!(unknown.code != 0 && unknown.err.contains("prs_FirstName"), "{unknown:?}");
    assert_eq!(json(&["verify", "--json", "--data", text(&folder)], 0)["sound"], true);
}

#[test]
fn cases_are_taken_away_to_a_new_file_and_are_known_when_they_come_back() {
    let (place, folder) = demo_folder();
    for (name, more) in [("cases.csv", vec![]), ("cases.json", vec!["--json"])] {
        let path = place.path().join(name);
        let args = ["export", "htcds", "--all", "--data", text(&folder), "--to", text(&path)];
        let taken = run(&[&args[..], &more].concat());
        assert_eq!(taken.code, 0, "{taken:?}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let again = run(&[&args[..], &more].concat());
        assert_eq!((again.code, again.err.contains("file_exists")), (3, true), "{again:?}");
        let back = json(&["import", "htcds", "--all", "--data", text(&folder), text(&path), "--json"], 0);
        assert_eq!((&back["new"], &back["adopted"]["entries"]), (&0.into(), &0.into()), "{back}");
        assert!(back["already"].as_u64().unwrap() >= 4, "{back}");
    }
    let one = place.path().join("one.csv");
    let args = ["export", "htcds", "--agency", "dgaspc-dj", "--data", text(&folder), "--to", text(&one)];
    assert_eq!(run(&args).code, 0);
    let text_of_one = std::fs::read_to_string(&one).unwrap();
    assert!(text_of_one.lines().skip(1).all(|line| line.contains("dgaspc-dj")));
    assert_eq!(run(&["export", "htcds", "--to", "x.csv", "--data", text(&folder)]).code, 2, "whose is said");
}
