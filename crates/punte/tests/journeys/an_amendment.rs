//! A mistake is amended, not edited: what stood there before is still to be read.

use super::case_work::{HERE, THIS_QUARTER};
use crate::browser::{Look, Role, Scene};

#[test]
fn an_amended_entry_says_what_it_was_and_a_withdrawn_one_counts_no_more() {
    let Some(scene) = Scene::set(Look::WIDE) else { return };
    scene.enter(Role::CaseManager, HERE);
    let before = scene.figure_of("2.5", THIS_QUARTER, None);
    let lineage = format!("/indicators/2.5/lineage?period={THIS_QUARTER}");
    scene.visit(&lineage);
    let counted = scene.listed();
    let child =
        scene.open_cases().into_iter().find(|code| !counted.contains(code)).expect("a child not served yet");
    scene.delivers(&child, "medical");
    let raised = scene.figure_of("2.5", THIS_QUARTER, None);
    assert_ne!(raised, before);

    // 45 minutes were 60.
    let amend = |scene: &Scene| {
        scene.visit(&format!("/children/{child}"));
        let delivered = crate::browser::word(scene.language(), "kind-service-delivered");
        scene.press_where(&format!(
            "(//ol[contains(@class,'line')]/li[.//h3='{delivered}'])[1]//a[contains(@href,'/amend')]"
        ));
    };
    amend(&scene);
    // Without a reason nothing is recorded, and the page says what is missing.
    scene.answer(&[("minutes", "60")]);
    scene.press("main form.card .buttons button");
    assert!(scene.has("#errors a[href='#f-amend_reason']"), "{}", scene.words());
    scene.choose("#errors a[href='#f-amend_reason']");
    scene.answer(&[("amend_reason", "typing_mistake")]);
    scene.press("main form.card .buttons button");
    assert!(scene.has("main .notice.go"), "{}", scene.words());
    let timeline = scene.texts("ol.line li").join("\n");
    assert!(timeline.contains("60") && scene.has("details.amended"), "{timeline}");
    assert!(scene.texts("details.amended").iter().any(|text| text.contains("45")), "{timeline}");
    assert_eq!(scene.figure_of("2.5", THIS_QUARTER, None), raised, "the child was still served");

    // It was another child's after all: withdrawn, it stays readable and counts no more.
    amend(&scene);
    scene.answer(&[("amend_reason", "wrong_file"), ("withdraw", "yes")]);
    scene.press("main form.card .buttons button");
    assert!(scene.has("ol.line li.withdrawn"), "{}", scene.words());
    assert_eq!(scene.figure_of("2.5", THIS_QUARTER, None), before);
}
