//! HTCDS 2.0: what is read, what is refused and how, and that what is written reads back.

use interop::htcds::{self, EXTENSIONS, FIELDS, Kind, PICKLISTS, Read, Record, RecordLimits, fields};
use interop::{FileProblem, RowProblem, Wrong};
use proptest::prelude::*;

use crate::published;

fn csv(file: impl AsRef<[u8]>) -> Result<Vec<Read>, FileProblem> {
    let mut out = Vec::new();
    htcds::read_csv(file.as_ref(), RecordLimits::default(), &mut |read| out.push(read))?;
    Ok(out)
}

fn json(file: impl AsRef<[u8]>) -> Result<Vec<Read>, FileProblem> {
    let mut out = Vec::new();
    htcds::read_json(file.as_ref(), RecordLimits::default(), &mut |read| out.push(read))?;
    Ok(out)
}

fn records(reads: Result<Vec<Read>, FileProblem>) -> Vec<Record> {
    let record = |read| match read {
        Read::Record(record) => record,
        Read::Refused(problems) => panic!("{problems:?}"),
    };
    reads.unwrap().into_iter().map(record).collect()
}

/// What is wrong with one value of a field.
fn wrong(name: &str, value: &str) -> RowProblem {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["pnt_CaseId", name]).unwrap();
    writer.write_record(["C", value]).unwrap();
    match csv(writer.into_inner().unwrap()).unwrap().remove(0) {
        Read::Refused(mut problems) => problems.remove(0),
        Read::Record(_) => panic!("`{value}` was taken for {name}"),
    }
}

fn nearest(problem: &RowProblem) -> Option<&str> {
    match &problem.wrong {
        Wrong::NotListed { nearest } | Wrong::Malformed { nearest, .. } => nearest.as_deref(),
        other => panic!("{other:?}"),
    }
}

/// A value that a field takes.
fn value_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::LongText => "Some text, with \"marks\"; ș ț",
        Kind::Date | Kind::Moment => "2011-03-09",
        Kind::Number => "7",
        Kind::Checkbox => "true",
        Kind::One(list) | Kind::Several(list) => list.values[0],
        Kind::Country | Kind::Countries => "RO",
        Kind::Language => "ron",
        Kind::Phone => "+40720000001",
        Kind::Degrees(_) => "-23.5",
        Kind::Code | Kind::Codes => "sexual_online",
    }
}

#[test]
fn the_standard_has_84_fields_of_which_3_are_read_and_never_written_and_21_lists() {
    assert_eq!((FIELDS.len(), PICKLISTS.len()), (84, 21));
    let gone: Vec<&str> = FIELDS.iter().filter(|field| field.deprecated).map(|field| field.name).collect();
    assert_eq!(
        gone,
        ["vic_AgreementToManagePersonalData", "vic_Vulnerabilities", "vic_DetailsOfVulnerabilities"]
    );
    assert_eq!(FIELDS.iter().filter(|field| field.core).count(), 40);
    let names: std::collections::BTreeSet<&str> = fields::all().map(|field| field.name).collect();
    assert_eq!(names.len(), 84 + EXTENSIONS.len(), "no name stands twice");
    assert!(EXTENSIONS.iter().all(|field| field.name.starts_with("pnt_") && !field.deprecated));
    for list in PICKLISTS {
        let field = fields::by_name(list.field).unwrap();
        assert!(matches!(field.kind, Kind::One(of) | Kind::Several(of) if of == list), "{}", list.field);
    }
}

#[test]
fn all_names_round_trip_through_both_forms() {
    let mut record = Record::new(1, 2);
    fields::all().for_each(|field| record.set(field.name, value_of(field.kind)));
    // A file with all of them, deprecated ones too, as somebody else would write it.
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(fields::all().map(|field| field.name)).unwrap();
    writer.write_record(fields::all().map(|field| record.get(field.name))).unwrap();
    let read = records(csv(writer.into_inner().unwrap())).remove(0);
    assert_eq!(read.filled().count(), 84 + EXTENSIONS.len());
    for field in fields::all() {
        assert_eq!(read.list(field.name), record.list(field.name), "{}", field.name);
    }

    let mut expected = read.clone();
    FIELDS.iter().filter(|field| field.deprecated).for_each(|field| expected.set(field.name, ""));
    let (mut as_csv, mut as_json) = (Vec::new(), Vec::new());
    htcds::write_csv([&read], &mut as_csv).unwrap();
    htcds::write_json([&read], &mut as_json).unwrap();
    assert_eq!(records(csv(&as_csv)), [expected.clone()]);
    expected.line = 1;
    assert_eq!(records(json(&as_json)), [expected]);
    let header = as_csv.split(|byte| *byte == b'\n').next().unwrap().to_vec();
    let header = String::from_utf8(header).unwrap();
    let names: Vec<&str> = header.split(',').collect();
    assert_eq!(names.len(), 81 + EXTENSIONS.len());
    assert!(FIELDS.iter().all(|field| names.contains(&field.name) != field.deprecated));
}

#[test]
fn each_list_takes_what_it_lists_and_refuses_anything_else_with_the_nearest() {
    for list in PICKLISTS {
        for value in list.values.iter().chain(list.beside) {
            let file = format!("pnt_CaseId,{}\nC,{value}\n", list.field);
            assert_eq!(records(csv(file))[0].get(list.field), *value);
            // One letter too many, or lower case: the value itself is what was meant.
            for misspelt in [format!("{value}x"), value.to_lowercase()] {
                if list.get(&misspelt).is_some() {
                    continue;
                }
                let problem = wrong(list.field, &misspelt);
                assert_eq!((problem.row, problem.line, problem.column.as_str()), (1, 2, list.field));
                let hint = nearest(&problem).unwrap();
                assert!(list.get(hint).is_some(), "{misspelt}: {hint}");
            }
        }
        assert_eq!(nearest(&wrong(list.field, "Zzzzzzzzzzzzzzzz")), None);
    }
    assert_eq!(nearest(&wrong("prs_Gender", "Femenine")), Some("Feminine"));
    // The standard's own spelling, and a word that it does not have.
    assert_eq!(nearest(&wrong("vic_RelationshipToTrafficker", "Unacquainted")), Some("Unaquainted"));
}

#[test]
fn other_spellings_of_names_and_of_lists_are_read() {
    let read = records(csv(include_str!("fixtures/htcds.csv")));
    let [one, other] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!((one.get("prs_FirstName"), one.get("prs_SecondName")), ("Proba", "Întâi"));
    assert_eq!(one.list("vic_MethodsOfControl"), ["DebtBondage", "FalsePromises"]);
    assert_eq!(one.list("vic_TypeOfExploitation"), ["SexualExploitation", "ForcedBegging"]);
    assert_eq!(one.list("prs_Citizenship"), ["RO", "MD"]);
    assert_eq!(other.list("prs_Citizenship"), ["RO"], "three letters are written as two");
    assert_eq!(other.list("vic_MethodsOfControl"), ["DebtBondage", "UsesChildren", "RestrictsMovement"]);
    assert_eq!((one.get("con_Consent"), other.get("con_Consent")), ("true", "false"));
    assert_eq!(one.list("vic_Vulnerabilities"), ["Poverty", "Migration"], "deprecated fields are read");
    let mut written = Vec::new();
    htcds::write_csv(&read, &mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    assert!(written.contains("DebtBondage;FalsePromises") && !written.contains("Poverty"), "{written}");
}

#[test]
fn dates_telephones_countries_and_numbers_are_checked() {
    assert_eq!(nearest(&wrong("prs_Birthdate", "31.12.2010")), Some("2010-12-31"));
    assert_eq!(nearest(&wrong("prs_Birthdate", "03/04/2010")), None, "it could be either");
    assert_eq!(nearest(&wrong("prs_Birthdate", "2010-02-30")), None);
    assert_eq!(nearest(&wrong("prs_MobilePhone", "+40 (720) 000-001")), Some("+40720000001"));
    assert_eq!(nearest(&wrong("prs_MobilePhone", "0720 000 001")), None, "the country is not guessed");
    assert_eq!(wrong("prs_MobilePhone", "+1234567890123456").wrong.code(), "value_malformed");
    assert_eq!(nearest(&wrong("prs_Citizenship", "RO;md")), Some("MD"));
    assert_eq!(nearest(&wrong("prs_Citizenship", "RQ")), None, "two letters are not guessed");
    assert_eq!(wrong("prs_NumberOfChildren", "-1").wrong.code(), "value_malformed");
    assert_eq!(wrong("hte_Latitude", "91").wrong.code(), "value_malformed");
    assert_eq!(wrong("prs_FirstName", &"x".repeat(301)).wrong, Wrong::TooLong { most: 300 });
    assert_eq!(wrong("pnt_PresumedOn", "2025-13").wrong.code(), "value_malformed");
    // All that is wrong with a row comes at once, and the row after it is read.
    let file = "prs_Gender,prs_Birthdate\nx,y\nFeminine,2011-03-09\n";
    let read = csv(file).unwrap();
    assert!(matches!(&read[0], Read::Refused(problems) if problems.len() == 2));
    assert!(matches!(&read[1], Read::Record(record) if record.row == 2 && record.line == 3));
}

#[test]
fn unknown_and_repeated_columns_are_named() {
    let unknown = csv("prs_FirstNam,prs_Gender,shoe\na,b,c\n").unwrap_err();
    assert_eq!(
        unknown,
        FileProblem::ColumnsUnknown {
            columns: vec!["prs_FirstNam".to_owned(), "shoe".to_owned()],
            nearest: vec!["prs_FirstName".to_owned()],
        }
    );
    let twice = csv("prs_First_Name,prs_FirstName\na,b\n").unwrap_err();
    assert_eq!(twice, FileProblem::ColumnsTwice { columns: vec!["prs_FirstName".to_owned()] });
    assert!(matches!(json(r#"[{"shoe": 1}]"#), Err(FileProblem::ColumnsUnknown { .. })));
}

#[test]
fn json_is_a_list_of_objects_and_nothing_else() {
    let read = records(json(
        r#"[{"prs_NumberOfChildren": 2, "con_Consent": true, "prs_Title": null,
        "vic_TypeOfExploitation": ["ForcedLabour", "Other"]}]"#,
    ));
    assert_eq!((read[0].get("prs_NumberOfChildren"), read[0].get("con_Consent")), ("2", "true"));
    assert_eq!(read[0].list("vic_TypeOfExploitation"), ["ForcedLabour", "Other"]);
    for other in ["{}", "[1]", "[{}", "[{}] x", "", "[[]]", "nul"] {
        assert!(matches!(json(other), Err(FileProblem::NotJson { .. })), "{other}");
    }
    assert_eq!(json("[]"), Err(FileProblem::Empty));
    assert!(matches!(
        json(format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
        Err(FileProblem::NotJson { .. })
    ));
}

#[test]
fn limits_hold_in_both_forms() {
    let few = RecordLimits { rows: 2, row_bytes: 100, json_bytes: 100 };
    let mut count = 0;
    let rows = "pnt_CaseId\n1\n2\n3\n";
    assert_eq!(
        htcds::read_csv(rows.as_bytes(), few, &mut |_| count += 1),
        Err(FileProblem::TooManyRows { limit: 2 })
    );
    assert_eq!(count, 2);
    let long = format!("pnt_CaseId\n{}\n", "x".repeat(200));
    let stopped = htcds::read_csv(long.as_bytes(), few, &mut |_| {});
    assert!(matches!(stopped, Err(FileProblem::RowTooLong { row: 1, .. })), "{stopped:?}");
    let many = r#"[{"pnt_CaseId":"1"},{"pnt_CaseId":"2"},{"pnt_CaseId":"3"}]"#;
    assert_eq!(
        htcds::read_json(many.as_bytes(), few, &mut |_| {}),
        Err(FileProblem::TooManyRows { limit: 2 })
    );
    let large = format!(r#"[{{"cco_CaseComment":"{}"}}]"#, "x".repeat(200));
    assert_eq!(
        htcds::read_json(large.as_bytes(), few, &mut |_| {}),
        Err(FileProblem::TooMuchInside { limit: 100 })
    );
}

#[test]
fn no_text_runs_in_a_spreadsheet_and_none_is_changed() {
    let texts = ["=1+1", "'=1+1", "''x", "a;=cmd()", "+407 and more", "-", "'", "@a", "+40720000001", "-5"];
    let made: Vec<Record> = texts
        .iter()
        .map(|text| {
            let mut record = Record::new(0, 0);
            record.set("cco_CaseComment", *text);
            record
        })
        .collect();
    let mut written = Vec::new();
    htcds::write_csv(&made, &mut written).unwrap();
    let shown = String::from_utf8(written.clone()).unwrap();
    assert!(shown.contains("'=1+1") && shown.contains("a;'=cmd()") && !shown.contains(",=1+1"), "{shown}");
    let read: Vec<String> =
        records(csv(written)).iter().map(|record| record.get("cco_CaseComment").to_owned()).collect();
    assert_eq!(read, texts);
}

fn any_record() -> impl Strategy<Value = Record> {
    let text = "[ -~ăâîșțÎ\n]{0,30}";
    (proptest::collection::vec((any::<prop::sample::Index>(), text, any::<[u8; 3]>()), 0..20)).prop_map(
        |choices| {
            let mut record = Record::new(0, 0);
            for (which, text, picks) in choices {
                let all: Vec<_> = fields::all().filter(|field| !field.deprecated).collect();
                let field = all[which.index(all.len())];
                match field.kind {
                    Kind::Text | Kind::LongText => record.set(field.name, text.trim()),
                    Kind::Several(list) => {
                        let mut values: Vec<String> = picks
                            .iter()
                            .map(|pick| list.values[usize::from(*pick) % list.values.len()].to_owned())
                            .collect();
                        values.sort();
                        values.dedup();
                        record.set_list(field.name, values);
                    }
                    Kind::One(list) => {
                        record.set(field.name, list.values[usize::from(picks[0]) % list.values.len()])
                    }
                    kind => record.set(field.name, value_of(kind)),
                }
            }
            record.set("pnt_CaseId", "one");
            record
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever a record says, it reads back from both forms.
    #[test]
    fn any_record_survives(made in proptest::collection::vec(any_record(), 1..4)) {
        let (mut as_csv, mut as_json) = (Vec::new(), Vec::new());
        htcds::write_csv(&made, &mut as_csv).unwrap();
        htcds::write_json(&made, &mut as_json).unwrap();
        for read in [records(csv(&as_csv)), records(json(&as_json))] {
            prop_assert_eq!(read.len(), made.len());
            for (one, other) in read.iter().zip(&made) {
                for field in fields::all() {
                    prop_assert_eq!(one.list(field.name), other.list(field.name), "{}", field.name);
                }
            }
        }
    }

    /// No bytes make it panic.
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        begun: bool,
    ) {
        let begin: &[u8] = if begun { b"prs_FirstName,vic_TypeOfExploitation\n" } else { b"" };
        let _ = csv([begin, &bytes].concat());
        let begin: &[u8] = if begun { b"[{\"prs_FirstName\":" } else { b"" };
        let _ = json([begin, &bytes].concat());
    }
}

/// The published sheet of fields and lists says what ours say.
#[test]
fn the_published_lists_are_ours() {
    let Some(path) = published::file("htcds/htcds_picklists_2_0.json") else { return };
    let lists: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let lists = lists.as_object().unwrap();
    assert_eq!(lists.len(), PICKLISTS.len());
    for list in PICKLISTS {
        let published: Vec<&str> = lists[list.field]["names"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        assert_eq!(published, list.values, "{}", list.field);
    }
}

/// The standard's own form for field work: its questions have our names, three under another spelling.
#[test]
fn the_published_form_has_no_name_that_is_not_ours() {
    let Some(path) = published::file("htcds/htcds_xform.xml") else { return };
    let form = std::fs::read_to_string(path).unwrap();
    let prefixes = ["org_", "prs_", "vic_", "per_", "cas_", "cco_", "hte_", "spl_", "con_"];
    let mut names = std::collections::BTreeSet::new();
    for bind in form.split("<bind ").skip(1) {
        let path = bind.split("nodeset=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let name = path.rsplit('/').next().unwrap();
        if prefixes.iter().any(|prefix| name.starts_with(prefix)) {
            names.insert(name.to_owned());
        }
    }
    assert_eq!(names.len(), 31);
    let unknown: Vec<&String> = names.iter().filter(|name| fields::by_name(name).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert_eq!(names.iter().filter(|name| fields::by_name(name).unwrap().name != name.as_str()).count(), 3);
}
