//! Opening: what is made, what is refused, and that every statement compiles on both engines.

use base::ProblemKind;
use store::{Config, Database, Engine, Store};
use testkit::{TestStore, both_engines};

use crate::samples::{append_one, stream, tamper};

#[test]
fn every_fixed_statement_compiles() {
    both_engines(|store| assert_eq!(store.check_statements().unwrap(), []));
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    both_engines(|store| {
        let config = store.config().clone();
        let changes = [
            (Database::Keys, "INSERT INTO schema_step (number) VALUES (900)", "keys"),
            (Database::Social, "UPDATE projection SET number = 900 WHERE name = 'file_row'", "file_row"),
        ];
        for (database, sql, named) in changes {
            store.reopen();
            tamper(store, database, sql);
            store.close();
            let problem = Store::open(config.clone()).map(|_| ()).unwrap_err();
            assert_eq!((problem.code, problem.kind), ("database_newer", ProblemKind::Unavailable));
            assert_eq!(problem.args[0].1, named);
            assert_eq!(problem.args[1], ("found", "900".to_owned()));
            // Put back as it was, for the next.
            let mend = match database {
                Database::Keys => "DELETE FROM schema_step WHERE number = 900",
                _ => "UPDATE projection SET number = 1 WHERE name = 'file_row'",
            };
            tamper(store, database, mend);
        }
    });
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    std::fs::write(&file, "not a folder").unwrap();
    let problem = Store::open(Config::sqlite(file.join("data"))).map(|_| ()).unwrap_err();
    assert_eq!((problem.code, problem.kind), ("folder_not_writable", ProblemKind::Unavailable));
    assert!(problem.args[0].1.ends_with("a-file/data"));
}

#[test]
fn a_file_that_is_no_database_is_called_damaged() {
    let mut store = TestStore::sqlite();
    let folder = store.folder().unwrap();
    store.close();
    std::fs::write(folder.join("session.db"), vec![0x55; 8_192]).unwrap();
    let problem = Store::open(Config::sqlite(folder)).map(|_| ()).unwrap_err();
    assert_eq!(problem.code, "database_damaged");
}

#[test]
fn a_server_that_does_not_answer_is_unreachable() {
    for url in ["host=127.0.0.1 port=1 user=x dbname=x", "not a url"] {
        let config = Config::postgres(store::PostgresUrls::all(url));
        assert_eq!(Store::open(config).map(|_| ()).unwrap_err().code, "database_unreachable");
    }
}

#[test]
fn a_url_is_never_printed() {
    let config = Config::postgres(store::PostgresUrls::all("postgresql://u:sesame@h/d"));
    assert!(!format!("{config:?}").contains("sesame"));
}

#[test]
fn a_store_alone_lets_nobody_else_in() {
    let mut store = TestStore::sqlite();
    let Engine::Sqlite { folder } = store.config().engine.clone() else { panic!("SQLite") };
    store.close();
    let alone = || {
        let mut config = Config::sqlite(&folder);
        config.shared = false;
        Store::open(config)
    };
    let first = alone().unwrap();
    assert_eq!(alone().map(|_| ()).unwrap_err().code, "database_in_use");
    assert_eq!(Store::open(Config::sqlite(&folder)).map(|_| ()).unwrap_err().code, "database_in_use");
    append_one(&first, stream()).unwrap();
    drop(first);
    drop(alone().unwrap());
}

#[test]
fn many_programs_may_open_a_new_store_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                let store = Store::open(Config::sqlite(&data)).unwrap();
                append_one(&store, stream()).unwrap();
            });
        }
    });
    let store = Store::open(Config::sqlite(&data)).unwrap();
    assert_eq!(append_one(&store, stream()).unwrap().0, 7);
}
