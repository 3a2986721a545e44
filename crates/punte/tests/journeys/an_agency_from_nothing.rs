//! From nothing to a case manager at work: two administrators set up an agency in the service, on PostgreSQL.

use std::process::Command;

use base::Clock;
use serde_json::Value;
use tempfile::TempDir;
use testkit::TestStore;
use vault::{TotpSecret, totp};

use crate::browser::{Look, Served, Window, say, word};

const PASSWORD: &str = "podul de lemn vechi";

/// A folder with the root secret, and a database on the server.
struct Service {
    folder: TempDir,
    store: TestStore,
}

impl Service {
    fn url(&self) -> String {
        self.store.url().expect("a database")
    }

    /// Runs the program as whoever keeps the server does; what it wrote, read as JSON.
    fn punte(&self, words: &[&str]) -> Value {
        let done = Command::new(env!("CARGO_BIN_EXE_punte"))
            .args(words)
            .arg("--json")
            .arg("--data")
            .arg(self.folder.path().join("data"))
            .args(["--postgres", &self.url()])
            .output()
            .expect("the program runs");
        assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
        serde_json::from_slice(&done.stdout).expect("JSON")
    }

    fn administrator(&self, name: &str, login: &str) -> String {
        let agency =
            ["--agency", "secretariat", "--agency-name", "Secretariatul", "--agency-kind", "ministry"];
        let person = ["user", "add", "--name", name, "--login", login, "--role", "administrator"];
        let added = self.punte(&[&person[..], &agency].concat());
        link_of(&added)
    }
}

/// Path and query of the link that sets a password.
fn link_of(answer: &Value) -> String {
    let link = answer["link"].as_str().expect("a link");
    link.strip_prefix("http://127.0.0.1:8700").expect("the default address").to_owned()
}

/// Somebody sets a password by the link, signs in with it, sets up an app, keeps the codes, and is at home.
fn comes_in(window: &Window, link: &str, login: &str) {
    window.visit(link);
    window.answer(&[("password", PASSWORD), ("again", PASSWORD)]);
    window.press("form[action='/set-password'] button");
    assert_eq!(window.path(), "/sign-in");
    window.answer(&[("login", login), ("password", PASSWORD)]);
    window.press("form[action='/sign-in'] button");
    assert_eq!(window.path(), "/sign-in/enrol", "a password alone opens nothing: {}", window.words());
    window.visit("/admin");
    assert_eq!(window.path(), "/sign-in/enrol");
    assert!(window.has("svg.qr path"), "the picture for the telephone");
    let letters: String = window.text(".secret-text").split_whitespace().collect();
    let secret = data_encoding::BASE32_NOPAD.decode(letters.as_bytes()).expect("base32");
    let secret = TotpSecret::from_slice(&secret).expect("twenty bytes");
    let code = totp::code(&secret, totp::step(Clock::system().now()));
    window.answer(&[("code", &code)]);
    window.press("form[action='/sign-in/enrol'] button");
    assert_eq!(window.texts(".recovery-codes code").len(), 10, "{}", window.words());
    window.press("main a.btn");
    assert_eq!(window.path(), "/");
}

#[test]
fn a_new_pair_of_administrators_sets_up_an_agency_from_nothing() {
    let Some(mut store) = TestStore::postgres() else {
        say("No PostgreSQL is here: the journey from nothing is SKIPPED.");
        return;
    };
    store.close();
    let service = Service { folder: tempfile::tempdir().expect("a temporary folder"), store };
    let first = service.administrator("Ana Întâi", "ana.intai");
    let second = service.administrator("Dan Doi", "dan.doi");
    let served = Served::service(&service.folder.path().join("data"), &service.url());
    let Some(window) = Window::open(&served.address, Look::WIDE) else { return };

    comes_in(&window, &first, "ana.intai");
    window.visit("/admin/agencies/new");
    window.answer(&[
        ("name", "DGASPC Dolj"),
        ("code", "dgaspc-dj"),
        ("kind", "child_protection_directorate"),
        ("county", "dj"),
    ]);
    window.press("main form.card .buttons button");
    assert_eq!(window.path(), "/admin?recorded=agency_opened", "{}", window.words());
    window.visit("/admin/people/new");
    window.answer(&[("name", "Maria Nouă"), ("agency", "dgaspc-dj"), ("role", "case_manager")]);
    window.press("main form.card .buttons button");
    assert_eq!(window.path(), "/admin?recorded=person_added", "{}", window.words());
    window.press_where("//section[h2[@id='waiting']]//a[contains(., 'Maria')]");
    assert!(!window.has("form[action$='/agree']"), "who proposed does not agree: {}", window.words());
    window.leave();

    comes_in(&window, &second, "dan.doi");
    window.visit("/admin");
    window.press_where("//section[h2[@id='waiting']]//a[contains(., 'Maria')]");
    window.press("form[action$='/agree'] button");
    assert!(window.path().ends_with("?recorded=role_agreed"), "{}\n{}", window.path(), window.words());
    window.leave();

    let people = service.punte(&["user", "list"]);
    let maria =
        people["people"].as_array().expect("people").iter().find(|person| person["name"] == "Maria Nouă");
    let code = maria.expect("she is in the directory")["code"].as_str().expect("a code").to_owned();
    let link = link_of(&service.punte(&["user", "link", "--person", &code, "maria.noua"]));
    comes_in(&window, &link, "maria.noua");
    assert!(window.words().contains(&word(window.language(), "work-nothing")), "{}", window.words());
    window.visit("/children");
    assert_eq!((window.path().as_str(), window.listed().len()), ("/children", 0));
}
