//! What a file counts as.

use base::{ChildNumber, UnitNumber};
use casework::{Circumstances, FileEvent};
use ledger::fact::dimension;
use ledger::{Fact, FactKind};

use crate::story::*;

fn of(story: &Story, kind: FactKind) -> Vec<Fact> {
    story.facts().into_iter().filter(|fact| fact.kind == kind).collect()
}

#[test]
fn a_presumption_counts_with_what_is_known_of_the_child_that_day() {
    let story = Story::presumed("2026-01-05", "2026-01-06");
    let facts = of(&story, FactKind::Presumed);
    assert_eq!(
        facts,
        [Fact {
            stands_for: story.history[1].entry,
            kind: FactKind::Presumed,
            dataset: 0,
            happened: base::Day::parse("2026-01-06").unwrap(),
            child: ChildNumber(7001),
            unit: UnitNumber(9001),
            agency: DIRECTORATE.agency,
            place: county("dj"),
            sex: 1,
            age_band: 4,
            forms: 0b10,
            dims: [0, 1, 1, 16, 1, 0],
            value: 0,
        }]
    );
}

#[test]
fn the_age_band_is_that_of_the_day() {
    let mut story = Story::opened("2016-01-05");
    // Born in June 2011, by the younger reading on the 30th.
    for (day, band) in
        [("2017-06-29", "0-5"), ("2017-06-30", "6-9"), ("2026-06-30", "14-15"), ("2029-07-01", "18-plus")]
    {
        story.now = when("2030-01-01").earliest();
        story.add(day, manager(u8::try_from(story.history.len()).unwrap()));
        let last = story.facts().into_iter().max_by_key(|fact| fact.happened).unwrap();
        assert_eq!(u16::from(last.age_band), level("age_band", band), "{day}");
    }
}

#[test]
fn a_referral_counts_its_days_and_names_its_recipient() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-10", sent(1));
    story.add("2026-01-12", received(1));
    story.add("2026-01-13", accepted(1));
    story.add("2026-01-19", begun(1));
    story.add("2026-02-19", finished(1));
    story.add("2026-01-11", sent(2));
    story.add("2026-01-12", refused(2));
    let kinds: Vec<FactKind> = story.facts().iter().map(|fact| fact.kind).collect();
    assert_eq!(kinds.len(), 7, "receipt counts nothing");
    let begun = of(&story, FactKind::ReferralStarted)[0];
    assert_eq!((begun.value, begun.unit, begun.agency), (9, UnitNumber(501), ORGANISATION.agency));
    assert_eq!(begun.dims[dimension::SERVICE], level("service", "legal"));
    assert_eq!(begun.dims[dimension::OTHER_AGENCY], 60);
    let sent = of(&story, FactKind::ReferralSent)[0];
    assert_eq!((sent.agency, sent.dims[dimension::OTHER_AGENCY]), (DIRECTORATE.agency, 60));
    assert_eq!(of(&story, FactKind::ReferralRefused)[0].unit, UnitNumber(502));
}

#[test]
fn a_service_counts_by_its_own_number_and_kind() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-10", started(1));
    story.add("2026-01-11", delivered(1));
    story.add("2026-01-12", delivered(1));
    story.add("2026-01-13", ended(1));
    let delivered = of(&story, FactKind::ServiceDelivered);
    assert_eq!(delivered.len(), 2);
    assert!(delivered.iter().all(|fact| fact.unit == UnitNumber(1) && fact.value == 60));
    assert!(delivered.iter().all(|fact| fact.dims[dimension::SERVICE] == level("service", "psychological")));
}

#[test]
fn each_episode_counts_by_its_own_number() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    story.add("2026-02-01", closed());
    story.add("2026-03-01", reopened(9002));
    story.add("2026-03-02", presumed());
    story.add("2026-03-03", manager(5));
    story.add("2026-04-01", closed());
    let units = |kind| of(&story, kind).iter().map(|fact| fact.unit.0).collect::<Vec<_>>();
    assert_eq!(units(FactKind::Presumed), [9001, 9002]);
    assert_eq!(units(FactKind::CaseClosed), [9001, 9002]);
    assert_eq!(units(FactKind::CaseReopened), [9002]);
    assert_eq!(units(FactKind::CaseManagerNamed), [9001], "of the file, not of the episode");
}

#[test]
fn circumstances_count_from_the_day_they_were_stated() {
    let mut story = Story::opened("2026-01-05");
    story.add("2026-01-06", manager(5));
    let abroad = Circumstances { place: level("where", "abroad"), ..circumstances() };
    let presumption =
        story.add("2026-01-10", FileEvent::Presumed { by: DIRECTORATE, circumstances: Some(abroad) });
    story.add("2026-01-12", started(1));
    let wheres =
        |story: &Story| story.facts().iter().map(|fact| fact.dims[dimension::WHERE]).collect::<Vec<_>>();
    assert_eq!(wheres(&story), [1, 1, 2, 2]);
    // Corrected, every later fact follows; moved, the facts between follow the date.
    story
        .amend(
            "2026-01-13",
            presumption,
            FileEvent::Presumed { by: DIRECTORATE, circumstances: Some(abroad) },
        )
        .unwrap();
    assert_eq!(wheres(&story), [1, 1, 1, 2]);
    story.amend("2026-01-10", presumption, presumed()).unwrap();
    assert_eq!(wheres(&story), [1, 1, 1, 1]);
}

#[test]
fn not_confirmed_counts_once_and_its_proposal_not_at_all() {
    let mut story = Story::presumed("2026-01-05", "2026-01-06");
    let proposal = story.add("2026-02-01", proposed());
    assert_eq!(story.facts().len(), 2);
    story.by(2).add("2026-02-02", not_confirmed(proposal));
    assert_eq!(of(&story, FactKind::NotConfirmed).len(), 1);
}
