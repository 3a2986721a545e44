//! The shares of the country are those it is shaped to.

use std::collections::BTreeMap;

use base::{Day, Randomness};
use casework::{Circumstances, FileEvent};
use demo::country;
use demo::script::{Script, Wanted};
use demo::simulate::shipped_pack;
use demo::step::What;

/// Five countries of 200 children.
fn scripts() -> Vec<Script> {
    let (pack, agencies) = (shipped_pack().unwrap(), country::agencies());
    let wanted = Wanted { children: 200, today: Day::parse("2026-01-31").unwrap(), canary: false };
    (1..=5).map(|seed| Script::draw(wanted, &pack, &agencies, &Randomness::seeded(seed))).collect()
}

fn near(what: &str, found: usize, of: usize, wanted: f64, tolerance: f64) {
    let share = f64::from(u32::try_from(found).unwrap()) / f64::from(u32::try_from(of).unwrap());
    assert!(
        (share - wanted).abs() <= tolerance,
        "{what}: {share:.3} where {wanted} was wanted ({found} of {of})"
    );
}

#[test]
fn children_are_as_published() {
    let pack = shipped_pack().unwrap();
    let scripts = scripts();
    let children: Vec<_> = scripts
        .iter()
        .flat_map(|s| &s.lives)
        .filter(|life| life.becomes_case && life.twin_of.is_none())
        .collect();
    let all = children.len();
    assert_eq!(all, 1_000);
    let level = |list: &str, code: &str| pack.list(list).number(code).unwrap();
    let count =
        |holds: &dyn Fn(&Circumstances) -> bool| children.iter().filter(|l| holds(&l.circumstances)).count();

    near("girls", children.iter().filter(|life| life.sex == level("sex", "female")).count(), all, 0.80, 0.04);
    let sexual =
        Circumstances::forms_of([level("exploitation", "sexual"), level("exploitation", "sexual_online")]);
    near("sexual", count(&|c| c.forms & sexual != 0), all, 0.72, 0.05);
    let begging = Circumstances::forms_of([level("exploitation", "begging")]);
    near("begging", count(&|c| c.forms & begging != 0), all, 0.10, 0.03);
    near("abroad", count(&|c| c.place == level("where", "abroad")), all, 0.30, 0.05);
    near("in care", count(&|c| c.in_care == level("yes_no", "yes")), all, 0.17, 0.04);
    let known = ["acquaintance", "pretended_relationship", "relative"].map(|code| level("recruitment", code));
    near("recruited by somebody known", count(&|c| known.contains(&c.recruitment)), all, 0.71, 0.05);

    let mut bands: BTreeMap<u8, usize> = BTreeMap::new();
    for life in &children {
        *bands.entry(pack.age_band(life.begins.years_since(life.birth))).or_default() += 1;
    }
    let band = |code: &str| bands.get(&u8::try_from(level("age_band", code)).unwrap()).copied().unwrap_or(0);
    near("aged 16 or 17", band("16-17"), all, 0.45, 0.05);
    near("aged 14 or 15", band("14-15"), all, 0.38, 0.05);
    near("aged 10 to 13", band("10-13"), all, 0.12, 0.04);
    assert_eq!(band("18-plus"), 0);

    let twins = scripts.iter().flat_map(|s| &s.lives).filter(|life| life.twin_of.is_some()).count();
    near("second files", twins, all, 0.06, 0.02);
}

#[test]
fn referrals_are_answered_as_planned() {
    let scripts = scripts();
    // Of referrals sent long ago, so that there was time to answer.
    let count = |kind: &str| {
        let of_kind = |what: &What| matches!(what, What::Entry(event) if event.kind_name() == kind);
        scripts.iter().flat_map(|s| &s.steps).filter(|step| of_kind(&step.what)).count()
    };
    let sent = count("referral_sent");
    assert!(sent > 800, "{sent}");
    near("refused", count("referral_refused"), sent, 0.08, 0.03);
    near("unanswered", sent - count("referral_accepted") - count("referral_refused"), sent, 0.12, 0.04);
    let late = scripts
        .iter()
        .flat_map(|s| &s.steps)
        .filter(|step| matches!(step.what, What::Entry(FileEvent::ServiceDelivered { .. })))
        .filter(|step| !matches!(step.happened, demo::step::Happening::At(_)))
        .count();
    near("recorded late", late, count("service_delivered"), 0.05, 0.02);
}

#[test]
fn doubled_names_are_spelled_differently_and_some_files_meet() {
    let scripts = scripts();
    let mut merged = 0;
    for script in &scripts {
        for life in &script.lives {
            let Some(first) = life.twin_of.and_then(|index| script.lives.get(index)) else { continue };
            assert_ne!(life.identity.full_name(), first.identity.full_name());
            assert_ne!(life.directorate, first.directorate);
            assert!(life.begins > first.begins);
        }
        merged += script.steps.iter().filter(|step| matches!(step.what, What::Merge(..))).count();
    }
    assert!(merged > 10, "{merged}");
}
