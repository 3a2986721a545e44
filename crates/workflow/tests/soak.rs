//! A process that records is killed at any moment, again and again: what it said was recorded is there, and nothing is
//! there by half.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use agencies::Role;
use base::{Clock, PersonId, Position, PublicCode, Randomness, Realm, Timestamp};
use store::{Config, Database, PostgresUrls};
use workflow::{App, Settings};

use crate::house::{House, opened};

/// How often it is killed on each engine, where `cargo xtask soak` does not say.
const ROUNDS: u32 = 10;
/// What the process says of each file that was recorded.
const RECORDED: &str = "recorded ";

fn word(name: &str) -> String {
    std::env::var_os(name).unwrap().into_string().unwrap()
}

/// Opens files of children until it is killed. A process of its own: it is this test, started by the other one.
#[test]
#[ignore = "the other process of the soak"]
fn the_writer() {
    let (place, folder) = (word("PUNTE_SOAK_PLACE"), PathBuf::from(word("PUNTE_SOAK_FOLDER")));
    let mut store = if place.starts_with("postgres") || place.contains("host=") {
        Config::postgres(PostgresUrls::all(&place))
    } else {
        Config::sqlite(place)
    };
    store.simulated_time = true;
    let now: i64 = word("PUNTE_SOAK_NOW").parse().unwrap();
    let (clock, chance) = (Clock::fixed(Timestamp::from_micros(now)), Randomness::system());
    let app = App::open(Settings { store, folder, clock, chance: chance.clone() }).unwrap();
    let person = PersonId::parse(&word("PUNTE_SOAK_PERSON")).unwrap();
    let manager = app.session(&app.sign_in_as(person).unwrap()).unwrap().unwrap();
    for turn in 0_u32.. {
        let code = opened(&app, &manager, &chance, &format!("Maria{turn}"), "Popescu");
        // Only what is durable is said.
        let mut out = std::io::stdout().lock();
        writeln!(out, "\n{RECORDED}{}", code.compact()).unwrap();
        out.flush().unwrap();
    }
}

/// Starts the writer, kills it some time after it begins, and gives what it said until then.
fn killed(house: &House, chance: &Randomness) -> Vec<PublicCode> {
    let folder = house.root_file().parent().unwrap().to_owned();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "soak::the_writer", "--ignored", "--nocapture"])
        .env("PUNTE_SOAK_PLACE", house.place())
        .env("PUNTE_SOAK_FOLDER", folder)
        .env("PUNTE_SOAK_NOW", house.clock.now().micros().to_string())
        .env("PUNTE_SOAK_PERSON", house.person_id("dgaspc-dj", Role::CaseManager).to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (said, heard) = std::sync::mpsc::channel();
    let reading = std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            if let Some(code) = line.strip_prefix(RECORDED) {
                let _ = said.send(PublicCode::parse(code).unwrap());
            }
        }
    });
    // Some rounds end while it still opens its keys, most in the middle of a write.
    let mut recorded = Vec::new();
    if !chance.chance(0.1) {
        recorded.extend(heard.recv_timeout(Duration::from_secs(60)).ok());
        assert!(!recorded.is_empty(), "the writer recorded nothing");
    }
    std::thread::sleep(Duration::from_millis(chance.below(400)));
    child.kill().unwrap();
    child.wait().unwrap();
    reading.join().unwrap();
    recorded.extend(heard.try_iter());
    recorded
}

/// How many entries of a kind the ledger has.
fn entries_of(app: &App, kind: &str) -> u64 {
    let mut count = 0;
    app.store()
        .read(Database::Social, |tx| {
            let head = store::entries::head(tx)?.position();
            store::entries::for_each_entry(tx, Position(0), head, &mut |view| {
                count += u64::from(view.kind == kind);
                Ok(())
            })
        })
        .unwrap();
    count
}

#[test]
fn killed_at_any_moment_nothing_that_was_acknowledged_is_lost_and_nothing_is_half_done() {
    let rounds =
        std::env::var_os("PUNTE_SOAK_ROUNDS").map_or(ROUNDS, |text| text.to_str().unwrap().parse().unwrap());
    // Another moment in every run: what fails once is worth the looking for.
    let chance = Randomness::system();
    House::on_both_engines(|house| {
        let mut recorded = Vec::new();
        for round in 0..rounds {
            house.close();
            house.open();
            let said = killed(house, &chance);
            house.close();
            house.open();
            house.app().finish_erasures().unwrap();
            let manager = house.person("dgaspc-dj", Role::CaseManager);
            for code in &said {
                let identity = house.app().read_identity(&manager, *code).unwrap();
                assert_eq!(identity.family_names.as_str(), "Popescu", "round {round}");
            }
            recorded.extend(said);
            for realm in [Realm::Social, Realm::Directory] {
                assert!(house.app().verify(realm, None, &mut |_, _| {}).unwrap().sound, "round {round}");
            }
            // A case, the signal that became it and its place in the register are one thing or none.
            let cases = entries_of(house.app(), "case_opened");
            assert_eq!(cases, entries_of(house.app(), "signal_became_case"), "round {round}");
            assert!(cases >= recorded.len() as u64, "round {round}");
        }
        assert!(recorded.len() as u64 >= u64::from(rounds) / 2, "{} of {rounds}", recorded.len());
        let rebuilt = house.app().rebuild(&mut |_, _| {}).unwrap();
        assert!(rebuilt.iter().all(|list| list.before == Some(list.after)), "lists are what the ledger says");
    });
}
