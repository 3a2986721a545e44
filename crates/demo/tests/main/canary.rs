//! Nothing of an identity or a text lies in the folder's bytes, in whatever spelling.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use base::PersonId;
use demo::Settings;

use crate::world::{make, settings};

/// Length of a token, and of what is looked for of it in base64.
const LENGTH: usize = 16;

/// Every spelling of tokens that is looked for.
struct Spellings {
    plain: HashSet<Vec<u8>>,
    base64: HashSet<Vec<u8>>,
}

impl Spellings {
    fn of(tokens: &[String]) -> Self {
        let plain = tokens.iter().map(|token| token.clone().into_bytes()).collect();
        let cases = tokens.iter().flat_map(|token| [token.clone(), token.to_uppercase()]);
        // At each of three alignments the inner groups are the same, whatever stands around the token.
        let base64 = cases
            .flat_map(|token| (0..3).map(move |skip| encoded(&token.as_bytes()[skip..])[..LENGTH].to_vec()))
            .collect();
        Self { plain, base64 }
    }

    /// Whether bytes hold a token: folded to lower case, as they are and as every other byte of them (which finds
    /// UTF-16 of both orders), or in base64.
    fn in_bytes(&self, bytes: &[u8]) -> bool {
        let folded: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
        let every_other = |from: usize| folded.iter().skip(from).step_by(2).copied().collect::<Vec<u8>>();
        // Tokens and their base64 are letters and digits alone: few places of sealed bytes have so many in a row.
        let holds = |set: &HashSet<Vec<u8>>, bytes: &[u8]| {
            let runs = bytes.split(|byte| !byte.is_ascii_alphanumeric()).filter(|run| run.len() >= LENGTH);
            runs.flat_map(|run| run.windows(LENGTH)).any(|window| set.contains(window))
        };
        holds(&self.plain, &folded)
            || holds(&self.plain, &every_other(0))
            || holds(&self.plain, &every_other(1))
            || holds(&self.base64, bytes)
    }
}

/// Whole groups in base64; tokens hold letters alone, so that both of its alphabets are the same.
fn encoded(bytes: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = Vec::new();
    for group in bytes.chunks_exact(3) {
        let number = u32::from(group[0]) << 16 | u32::from(group[1]) << 8 | u32::from(group[2]);
        for place in [18, 12, 6, 0] {
            text.push(ALPHABET[usize::try_from(number >> place & 63).unwrap()]);
        }
    }
    text
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn found(folder: &Path, spellings: &Spellings) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|path| spellings.in_bytes(&std::fs::read(path).unwrap())).collect()
}

#[test]
fn the_search_finds_what_is_there() {
    let token = "qwertzuiopasdfgh";
    let spellings = Spellings::of(&[token.to_owned()]);
    let utf16 = |order: fn(u16) -> [u8; 2]| token.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let mut planted = vec![
        token.as_bytes().to_vec(),
        token.to_uppercase().into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ];
    for before in ["", "x", "xy"] {
        let text = format!("{before}{token}xyz");
        planted.push(encoded(&text.as_bytes()[..text.len() / 3 * 3]));
    }
    for bytes in planted {
        let around = [b"some".as_slice(), &bytes, b"thing"].concat();
        assert!(spellings.in_bytes(&around), "{around:?}");
        let backwards: Vec<u8> = around.into_iter().rev().collect();
        assert!(!spellings.in_bytes(&backwards), "{backwards:?}");
    }
}

#[test]
fn nothing_of_an_identity_lies_in_the_folder() {
    let made = make(&Settings { canary: true, ..settings(14, 11) });
    let tokens = &made.summary.tokens;
    assert!(tokens.len() > 14 * 4, "{}", tokens.len());
    let spellings = Spellings::of(tokens);
    assert_eq!(found(&made.folder, &spellings), Vec::<PathBuf>::new());

    // Opened again and read from, with its write-ahead logs lying there.
    let app = made.open();
    read_everything(&app, tokens);
    let logs = files(&made.folder).iter().any(|path| path.extension().is_some_and(|e| e == "db-wal"));
    assert!(logs, "no write-ahead log to look into");
    assert_eq!(found(&made.folder, &spellings), Vec::<PathBuf>::new());
}

#[test]
fn nothing_of_an_identity_lies_in_the_folder_of_a_database_server() {
    let (Some(server), Some(mut store)) = (testkit::postgres_data(), testkit::TestStore::postgres()) else {
        testkit::say("No PostgreSQL server of the tests' own: its folder is not searched, SKIPPED.");
        return;
    };
    store.close();
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("data");
    let opened = |clock, chance| {
        let settings =
            workflow::Settings { store: store.config().clone(), folder: folder.clone(), clock, chance };
        workflow::App::open(settings)
    };
    let wanted = Settings { canary: true, ..settings(14, 11) };
    let tokens = demo::make(&folder, &wanted, opened, &mut |_| {}).unwrap().tokens;
    let noon = crate::world::noon();
    let app = opened(base::Clock::fixed(noon), base::Randomness::system()).unwrap();
    read_everything(&app, &tokens);
    let spellings = Spellings::of(&tokens);
    assert!(
        files(server).iter().any(|path| path.to_string_lossy().contains("pg_wal")),
        "no log to look into"
    );
    assert_eq!(found(server, &spellings), Vec::<PathBuf>::new());
    assert_eq!(found(&folder, &spellings), Vec::<PathBuf>::new());
}

/// Names found and shown and texts read, of every file by a manager of its agency.
fn read_everything(app: &workflow::App, tokens: &[String]) {
    let (directory, today) = (app.directory().unwrap(), base::Day::parse(crate::world::TODAY).unwrap());
    let managers: Vec<PersonId> = directory
        .agencies()
        .flat_map(|agency| directory.people_of(agency.id, agencies::Role::CaseManager, today))
        .map(|person| person.id)
        .collect();
    let mut read = 0;
    for person in managers {
        let token = app.sign_in_as(person).unwrap();
        let who = app.session(&token).unwrap().unwrap();
        let listed = app
            .store()
            .read(store::Database::Social, |tx| {
                let filter =
                    store::files::FileFilter { agency: Some(who.agency.number), ..Default::default() };
                let page = store::Page::first(50);
                store::files::list(
                    tx,
                    &access::Filter::True,
                    &filter,
                    store::files::FileOrder::default(),
                    &page,
                )
            })
            .unwrap();
        for file in listed.rows {
            let identity = app.read_identity(&who, file.code).unwrap();
            assert!(tokens.iter().any(|token| token == identity.given_names.as_str()));
            app.read_narratives(&who, file.code).unwrap();
            let filter = workflow::children::ChildrenFilter::default();
            let name = identity.family_names.as_str();
            let searched = app.search_children(&who, name, &filter).unwrap();
            assert!(searched.rows.iter().any(|row| row.code == file.code));
            read += 1;
        }
    }
    assert!(read >= 14, "{read}");
}
