//! From one child's record to a number that one can walk.

use super::case_work::{END_OF_LAST_QUARTER, HERE, LAST_QUARTER, THIS_QUARTER, misspelled};
use crate::browser::{Look, Role, Scene};

/// Children who received a service.
const SERVED: &str = "2.5";

#[test]
fn a_service_recorded_raises_the_agencys_figure_by_one_and_leaves_last_quarter_as_it_was() {
    let Some(scene) = Scene::set(Look::WIDE) else { return };
    scene.enter(Role::CaseManager, HERE);

    // What is known before: this quarter's figure, who is in it, and last quarter as it was known when it ended.
    let before: u32 = scene.figure_of(SERVED, THIS_QUARTER, None).parse().expect("a number");
    let last_before = {
        scene.figure_of(SERVED, LAST_QUARTER, Some(END_OF_LAST_QUARTER));
        scene.all_digits()
    };
    let lineage = format!("/indicators/{SERVED}/lineage?period={THIS_QUARTER}");
    scene.visit(&lineage);
    let counted = scene.listed();
    let child =
        scene.open_cases().into_iter().find(|code| !counted.contains(code)).expect("a child not served yet");
    let name = scene.name_of(&child);

    // She looks for the child by a name typed in a hurry, and finds it among those shown, without their names.
    let typed = misspelled(&name);
    assert_ne!(typed, name);
    scene.visit("/");
    scene.searches(&typed);
    assert!(scene.listed().contains(&child), "`{typed}` finds {child}:\n{}", scene.words());
    let table = scene.text("main table");
    assert!(!table.contains(&name), "names are masked in what was found");
    assert!(!scene.path().contains(&typed), "a name is in no address");
    scene.press(&format!("main table a[href='/children/{child}']"));

    // The page shows no name until it is asked for.
    assert!(scene.has("header.child .masked") && !scene.words().contains(&name));
    scene.press("form[action$='/name'] button");
    assert_eq!(scene.text("header.child .name"), name);
    scene.visit(&format!("/children/{child}"));
    assert!(!scene.words().contains(&name), "it was shown once");

    // She starts a service and records that it was given.
    scene.delivers(&child, "psychological");
    let newest = scene.texts("main ol.line li h3");
    let delivered = crate::browser::word(scene.language(), "kind-service-delivered");
    assert!(newest.contains(&delivered), "{newest:?}");

    // Her agency's figure has risen by one, and the number leads to the new entry.
    assert_eq!(scene.figure_of(SERVED, THIS_QUARTER, None), (before + 1).to_string());
    scene.press("main a.walk");
    assert!(scene.path().starts_with(&format!("/indicators/{SERVED}/lineage?")), "{}", scene.path());
    let now_counted = scene.listed();
    assert!(now_counted.contains(&child), "{now_counted:?}");
    assert_eq!(now_counted.iter().filter(|code| !counted.contains(code)).count(), 1);
    // It leads back to the record.
    scene.press(&format!("main table a.code-link[href^='/children/{child}']"));
    assert_eq!(scene.status(), 200);

    // Last quarter, as it was known at its end, has not moved in any digit.
    scene.figure_of(SERVED, LAST_QUARTER, Some(END_OF_LAST_QUARTER));
    assert_eq!(scene.all_digits(), last_before);
}
