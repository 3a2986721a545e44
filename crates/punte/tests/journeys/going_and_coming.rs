//! Sessions end when they should, and the language switch keeps the page.

use rusqlite::Connection;
use words::Lang;

use super::case_work::HERE;
use crate::browser::{Look, Role, Scene, Visitor};

const COOKIE: &str = "punte_session";

#[test]
fn signing_out_ends_the_session_for_whoever_kept_its_cookie() {
    let Some(scene) = Scene::set(Look::WIDE) else { return };
    scene.enter(Role::CaseManager, HERE);
    let cookie = scene.cookie(COOKIE).expect("a session");
    let mut thief = Visitor::of(scene.address()).with_cookie(COOKIE, &cookie);
    assert_eq!(thief.get("/children").status, 200);

    scene.leave();
    assert_eq!(scene.cookie(COOKIE), None, "the browser forgets it");
    scene.visit("/children");
    assert_eq!(scene.path(), "/sign-in");
    let answer = thief.get("/children");
    assert_eq!((answer.status, answer.header("location")), (303, "/sign-in"));
    // A forged one opens nothing either.
    let mut forger =
        Visitor::of(scene.address()).with_cookie(COOKIE, &cookie.chars().rev().collect::<String>());
    assert_eq!(forger.get("/children").status, 303);
}

#[test]
fn an_expired_session_asks_to_sign_in_again_and_records_nothing() {
    let Some(mut scene) = Scene::set(Look::WIDE) else { return };
    scene.enter(Role::CaseManager, HERE);
    let child = scene.open_cases().first().cloned().expect("a child");
    scene.visit(&format!("/children/{child}"));
    let entries = scene.texts("ol.line li").len();
    scene.visit(&format!("/children/{child}/add/service_started"));
    let hidden =
        |name: &str| scene.attributes(&format!("main form.card input[name='{name}']"), "value").join("");
    let (token, command, seen) = (hidden("token"), hidden("command"), hidden("seen"));

    // Half an hour passes while the form lies open.
    scene.restarted(|country| {
        let sessions = Connection::open(country.file("session.db")).expect("the sessions");
        let ended = sessions.execute("UPDATE session SET expires_at = 1", []).expect("sessions end");
        assert!(ended > 0);
    });
    let form = format!("/children/{child}/add/service_started");
    scene.visit(&form);
    assert_eq!(scene.path(), "/sign-in", "a page leads to the sign-in");
    let fields = [
        ("token", &*token),
        ("command", &command),
        ("seen", &seen),
        ("happened", "2026-01"),
        ("service", "legal"),
    ];
    let (status, body) = scene.ask("POST", &form, &fields);
    assert_eq!(status, 401, "a form is answered by a page that says so");
    assert!(body.contains("href=\"/sign-in\""), "{body}");

    scene.enter(Role::CaseManager, HERE);
    scene.visit(&format!("/children/{child}"));
    assert_eq!(scene.texts("ol.line li").len(), entries, "nothing was recorded");
}

#[test]
fn the_language_switch_keeps_the_page() {
    let Some(scene) = Scene::set(Look::WIDE) else { return };
    scene.visit("/sign-in");
    scene.speak(Lang::En);
    assert_eq!(scene.path(), "/sign-in");
    scene.enter(Role::CaseManager, HERE);
    let child = scene.open_cases().first().cloned().expect("a child");
    for path in [
        "/children?open=open&sex=female".to_owned(),
        format!("/children/{child}"),
        "/indicators/2.5?period=2025Q3".to_owned(),
    ] {
        scene.visit(&path);
        let english = scene.text("main h1");
        for (lang, other) in [(Lang::Ro, Lang::En), (Lang::En, Lang::Ro)] {
            scene.speak(lang);
            assert_eq!(scene.path(), path);
            assert_ne!(scene.language(), other);
        }
        assert_eq!(scene.text("main h1"), english);
    }
    // It is kept for the next visit, signed in or not.
    scene.speak(Lang::Ro);
    scene.leave();
    assert_eq!(scene.language(), Lang::Ro);
}
