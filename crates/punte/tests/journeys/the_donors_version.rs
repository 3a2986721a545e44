//! What the donor's officer sees: figures that were frozen and gated. And what no address leads to.

use web::{Guard, Method};

use super::case_work::HERE;
use crate::browser::{Look, Role, Scene, Window};

/// What the officer of the TIP Office must never see, under its codes.
struct Hidden {
    child: String,
    entry: String,
    referral: String,
    signal: String,
    name: String,
}

#[test]
fn the_tip_officer_sees_frozen_gated_figures_and_no_child_by_any_address() {
    let Some(scene) = Scene::set(Look::WIDE) else { return };
    let hidden = found_by_those_who_may(&scene);

    scene.enter(Role::TipOfficer, "Office");
    figures_are_frozen_and_gated(&scene);
    nothing_is_reached(&scene, &hidden);
}

fn found_by_those_who_may(scene: &Scene) -> Hidden {
    scene.enter(Role::CaseManager, HERE);
    scene.visit("/signals");
    let signal = scene.listed().first().cloned().expect("a signal");
    scene.visit("/referrals?side=out");
    let referral = scene.listed().first().cloned().expect("a referral");
    let child = scene.open_cases().first().cloned().expect("a child");
    let name = scene.name_of(&child);
    scene.visit(&format!("/children/{child}"));
    let anchor = scene.attributes("ol.line li", "id").first().cloned().expect("an entry");
    Hidden { child, entry: anchor.trim_start_matches("e-").to_owned(), referral, signal, name }
}

fn figures_are_frozen_and_gated(window: &Window) {
    window.visit("/indicators");
    assert!(
        window.texts(".places a").len() < 6,
        "only the places of the role: {:?}",
        window.texts(".places a")
    );
    assert!(window.has("main .suppressed"), "small numbers are hidden in a country of sixty children");
    window.visit("/indicators/2.5");
    assert!(!window.has("input[name='as_of']"), "live figures cannot be asked for");
    let live = window.ask("GET", "/indicators/2.5?as_of=2025-06-30", &[]).1;
    assert!(!live.contains("name=\"as_of\""), "nor by their address");
    // Lineage shows definition and history, and no row.
    window.visit("/indicators/2.5/lineage?period=2025Q3");
    assert!(window.has("main #how"));
    assert!(!window.has("main table"), "no rows:\n{}", window.words());
    // Of what is published every whole number is either hidden or at least five.
    window.visit("/reports");
    window.press("main table tbody th a");
    let shown = window.texts("main table.figures td");
    assert!(!shown.is_empty());
    for figure in &shown {
        if let Ok(number) = figure.parse::<u32>() {
            assert!(number == 0 || number >= 5, "{number} is published");
        }
    }
}

/// The box shows again what was typed; apart from that, who is known and who is not are answered alike.
fn a_search_says_nothing(window: &Window, token: &str, hidden: &Hidden) {
    for (known, unknown) in
        [(hidden.name.as_str(), "Nimeni Nicăieri"), (hidden.child.as_str(), "7K2M-4RXP-Q9")]
    {
        let answer = |typed: &str| {
            let (status, body) = window.ask("POST", "/search", &[("token", token), ("q", typed)]);
            (status, body.replace(typed, "…"))
        };
        assert_eq!(answer(known), answer(unknown));
    }
}

/// Every route of the program, with real codes in its address.
fn nothing_is_reached(window: &Window, hidden: &Hidden) {
    window.visit("/");
    let token = window.attributes("input[name='token']", "value").first().cloned().expect("a form token");
    let of_children = ["/children", "/referrals", "/signals"];
    let (mut asked, mut refused) = (0, 0);
    for route in web::pages::routes() {
        let Guard::May(_) = route.guard else { continue };
        if route.pattern == "/sign-out" {
            continue;
        }
        if route.pattern == "/search" {
            a_search_says_nothing(window, &token, hidden);
            continue;
        }
        let record = match route.pattern.split('/').nth(1) {
            Some("referrals") => &hidden.referral,
            Some("signals") => &hidden.signal,
            _ => &hidden.child,
        };
        let kinds = if route.pattern.contains("{kind}") {
            &["service_started", "referral_sent", "case_closed"][..]
        } else {
            &[""]
        };
        let answers = if route.pattern.contains("{answer}") { &["accepted", "started"][..] } else { &[""] };
        for (kind, answer) in kinds.iter().flat_map(|kind| answers.iter().map(move |answer| (kind, answer))) {
            let fill = |record: &str, entry: &str| {
                let path = route
                    .pattern
                    .replace("{kind}", kind)
                    .replace("{answer}", answer)
                    .replace("{entry}", entry);
                path.replace("{code}", record)
            };
            let method = if route.method == Method::Get { "GET" } else { "POST" };
            let fields = [
                ("token", token.as_str()),
                ("query", &hidden.child),
                ("q", &hidden.name),
                ("code", &hidden.child),
            ];
            let path = fill(record, &hidden.entry);
            let (status, body) = window.ask(method, &path, &fields);
            assert!(!body.contains(&hidden.name), "{method} {path} shows the name");
            assert!(!body.contains(&hidden.child), "{method} {path} shows the child's code");
            asked += 1;
            if of_children.iter().any(|place| route.pattern.starts_with(place)) {
                assert_eq!(status, 404, "{method} {path}");
                // A record that is not there answers with the same bytes.
                let nowhere =
                    window.ask(method, &fill("7K2M4RXPQ9", "018f2f3e-0000-7000-8000-000000000000"), &fields);
                assert_eq!((status, body), nowhere, "{method} {path}");
                refused += 1;
            }
        }
    }
    assert!(asked > 30 && refused > 20, "{asked} addresses, {refused} of children");
    // The page itself, as a person would see it.
    window.visit(&format!("/children/{}", hidden.child));
    assert!(window.is_not_found());
}
