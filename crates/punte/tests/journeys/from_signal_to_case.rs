//! A signal is triaged; a child that may be known already is shown, and a person decides.

use super::case_work::{HERE, misspelled};
use crate::browser::{Look, Role, Scene};

#[test]
fn a_signal_becomes_a_case_after_somebody_looked_at_a_possible_duplicate() {
    let Some(scene) = Scene::set(Look::WIDE) else { return };
    scene.enter(Role::CaseManager, HERE);
    let known = scene.open_cases().first().cloned().expect("a child");
    scene.name_of(&known);
    let line = |message: &str| scene.identity_line(message).unwrap_or_else(|| panic!("no {message}"));
    let (given, family) = (line("child-given-names"), line("child-family-names"));
    let birth = line("child-birth-date");
    let family = misspelled(&family);

    // A teacher calls.
    scene.visit("/signals");
    scene.press("a[href='/signals/new']");
    scene.answer(&[
        ("source", "school"),
        ("about", "begging"),
        ("urgency", "urgent"),
        ("note", "A teacher says that the child begs near the station."),
        ("given_names", &given),
        ("family_names", &family),
    ]);
    scene.press("main form.card .buttons button");
    assert!(scene.path().contains("recorded=signal_received"), "{}", scene.words());
    let signal = scene.path().split('?').next().unwrap_or_default().to_owned();
    assert!(!scene.words().contains("station"), "what was told is sealed until it is asked for");
    scene.press("form[action$='/told'] button");
    assert!(scene.words().contains("station") && scene.words().contains(&given));

    // Triage needs a reason.
    scene.visit(&signal);
    scene.answer(&[("urgency", "emergency")]);
    scene.press("form[action$='/triage'] button");
    assert!(scene.has("#f-reasons .error") || scene.has("#f-reasons.wrong"), "{}", scene.words());
    scene.answer(&[("urgency", "emergency"), ("reasons", "signs_of_exploitation")]);
    scene.press("form[action$='/triage'] button");
    assert!(scene.path().contains("recorded=signal_triaged"), "{}", scene.words());

    // Opening the case shows a child that may be the same.
    let open = |same: Option<&str>| {
        scene.visit(&signal);
        scene.press("a[href$='/case']");
        scene.answer(&[
            ("sex", "female"),
            ("given_names", &given),
            ("family_names", &family),
            ("birth_date", &birth),
            ("forms", "begging"),
        ]);
        scene.press("main form.card .buttons button");
        let candidates = scene.attributes("#f-same input[name='same']", "value");
        assert!(candidates.contains(&known), "{known} is not among {candidates:?}:\n{}", scene.words());
        if let Some(same) = same {
            scene.choose(&format!("#f-same input[value='{same}']"));
            scene.press("main form.card .buttons button");
        }
    };
    // It is her: the record that is there is gone to, and no second one is made.
    open(Some(&known));
    assert_eq!(scene.path(), format!("/children/{known}"));
    // It is another child: a person says so, and a case opens.
    open(Some("other"));
    assert!(scene.path().contains("recorded=case_opened"), "{}", scene.words());
    let opened = scene.path().split(['/', '?']).nth(2).unwrap_or_default().to_owned();
    assert_ne!(opened, known);
    // The clocks have started.
    assert!(scene.has("section.next .tag"), "{}", scene.words());
    assert!(scene.open_cases().contains(&opened));
    scene.visit(&signal);
    assert!(scene.has(&format!("a[href='/children/{opened}']")), "{}", scene.words());
}
