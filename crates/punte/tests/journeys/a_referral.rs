//! A referral that cannot get lost, and what each side sees of it.

use super::case_work::{ELSEWHERE, HERE};
use crate::browser::{Look, Role, Scene};

#[test]
fn a_referral_is_answered_by_an_ngo_that_sees_what_was_sent_and_nothing_else() {
    let Some(scene) = Scene::set(Look::WIDE) else { return };
    scene.enter(Role::CaseManager, HERE);
    let child = scene.open_cases().first().cloned().expect("a child");
    let name = scene.name_of(&child);
    let address = scene.identity_line("child-address").expect("an address");
    let given = scene.identity_line("child-given-names").expect("given names");
    let known: Vec<String> = {
        scene.visit(&format!("/children/{child}"));
        scene.attributes("a[href^='/referrals/']", "href")
    };

    // The case manager sends the given name and a sentence, and keeps the rest.
    scene.records(
        &child,
        "referral_sent",
        &[
            ("to", "podul-alb"),
            ("service", "legal"),
            ("need", "legal_help"),
            ("urgency", "urgent"),
            ("sections", "given_names"),
            ("shared", "Needs a lawyer before the hearing."),
        ],
    );
    let referral = scene
        .attributes("a[href^='/referrals/']", "href")
        .into_iter()
        .find(|href| !known.contains(href))
        .expect("the new referral");
    let code = referral.rsplit('/').next().unwrap_or_default().to_owned();

    // The NGO finds it among its work: a card without a name.
    scene.enter(Role::ServiceProvider, "Podul Alb");
    assert!(scene.words().contains(&code), "it is on the first page:\n{}", scene.words());
    scene.visit(&referral);
    // The head names the colleague who is signed in, who may be a namesake.
    let card = scene.text("main");
    for secret in [&name, &given, &address, &child] {
        assert!(!card.contains(secret.as_str()), "the card shows `{secret}`:\n{card}");
    }
    assert!(scene.has("section.locked"), "what was sent opens after acceptance");

    // Accepted, the sections that were sent open, and no others.
    scene.press("form[action$='/answer/accepted'] button");
    assert!(scene.has("main .notice.go"));
    assert!(!scene.text("main").contains(&given), "they are shown on request only");
    scene.press("form[action$='/sections'] button");
    let sections = scene.text("section.identity");
    assert!(sections.contains(&given) && sections.contains("Needs a lawyer"), "{sections}");
    assert!(!sections.contains(&address) && !scene.text("main").contains(&name), "{sections}");

    // The work begins.
    scene.visit(&referral);
    scene.press("form[action$='/deliver/started'] button");
    assert!(scene.has("main .notice.go"));
    // The child's file is not the NGO's.
    scene.visit(&format!("/children/{child}"));
    assert!(scene.is_not_found());

    // The case manager sees that it was answered.
    scene.enter(Role::CaseManager, HERE);
    scene.visit(&referral);
    assert_eq!(
        scene.texts("ol.path li.done").len(),
        4,
        "sent, received, accepted, started:\n{}",
        scene.words()
    );

    // A case manager of another county sees neither the child nor the referral: there is nothing there.
    scene.enter(Role::CaseManager, ELSEWHERE);
    for path in [format!("/children/{child}"), referral.clone(), format!("/children/{child}/readers")] {
        scene.visit(&path);
        assert!(scene.is_not_found(), "{path}:\n{}", scene.words());
    }
    scene.visit("/");
    scene.searches(&name);
    assert!(!scene.listed().contains(&child), "no search tells that a child is known elsewhere");
}
