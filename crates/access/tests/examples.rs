//! What each role may and may not do, said one by one.

use access::resource::{Concern, File, Glass, Report};
use access::{Action, Policies, ROLES, Resource, ResourceKind, Viewer};
use base::{AgencyNumber, PersonId, Purpose};

use crate::people::{
    CLUJ, DOLJ, NATIONAL, POLICIES, SHELTER, file, person, reads, referral, sent_signal, signal, viewer,
};

use access::Action::*;

fn may(viewer: &Viewer, action: Action, resource: &Resource) -> bool {
    POLICIES.decide(viewer, action, resource)
}

fn assert_all(viewer: &Viewer, resource: &Resource, yes: &[Action], no: &[Action]) {
    for action in yes {
        assert!(may(viewer, *action, resource), "{:?} should `{action}` {resource:?}", viewer.roles);
    }
    for action in no {
        assert!(!may(viewer, *action, resource), "{:?} should not `{action}` {resource:?}", viewer.roles);
    }
}

const FILE_WORK: [Action; 12] = [
    ListFiles,
    ViewFile,
    SearchNames,
    OpenFile,
    AddEntry,
    AmendEntry,
    ProposeNotConfirmed,
    CloseFile,
    ReopenFile,
    SendReferral,
    NameCaseManager,
    ExportList,
];

#[test]
fn a_case_manager_works_on_files_of_the_own_agency_and_knows_of_no_other() {
    let ana = viewer("case_manager", DOLJ);
    let own = Resource::File(file(DOLJ));
    let other = Resource::File(file(CLUJ));
    assert_all(&ana, &own, &FILE_WORK, &[ConfirmNotConfirmed]);
    assert_all(&ana, &own, &[UnmaskIdentity, ReadNarrative], &[]);
    assert_all(&ana, &other, &[], &FILE_WORK);
    assert_all(&ana, &other, &[], &[UnmaskIdentity, ReadNarrative]);
}

#[test]
fn identity_opens_for_the_roles_own_purpose_alone() {
    let own = Resource::File(file(DOLJ));
    for purpose in [Purpose::Referral, Purpose::Monitoring, Purpose::Audit] {
        let ana = viewer("case_manager", DOLJ).looking_for(purpose);
        assert_all(&ana, &own, &[ViewFile], &[UnmaskIdentity, ReadNarrative]);
    }
    let officer = viewer("victim_assistance_officer", NATIONAL).looking_for(Purpose::CaseWork);
    assert_all(&officer, &own, &[ViewFile], &[UnmaskIdentity, ReadNarrative]);
}

#[test]
fn the_victim_assistance_officer_watches_the_country_and_names_victims_only() {
    let officer = viewer("victim_assistance_officer", NATIONAL);
    let victim = Resource::File(file(DOLJ));
    let potential = Resource::File(File { victim: false, ..file(CLUJ) });
    let sees = [ListFiles, ViewFile, ConfirmNotConfirmed];
    let writes = [
        ReadNarrative,
        AddEntry,
        AmendEntry,
        OpenFile,
        CloseFile,
        ReopenFile,
        SendReferral,
        ProposeNotConfirmed,
    ];
    assert_all(&officer, &victim, &sees, &writes);
    assert_all(&officer, &victim, &[UnmaskIdentity, SearchNames], &[]);
    assert_all(&officer, &potential, &sees, &[UnmaskIdentity, SearchNames]);
    assert_all(
        &officer,
        &referral(SHELTER, 0),
        &[ListReferrals, ViewReferralCard],
        &[AnswerReferral, DeliverReferral, ReadSharedSections, ExportList],
    );
}

#[test]
fn a_provider_sees_a_card_on_receipt_and_the_sections_after_accepting_and_nothing_of_the_file() {
    let nurse = viewer("service_provider", SHELTER);
    let card = [ListReferrals, ViewReferralCard, AnswerReferral, DeliverReferral];
    for (state, opens) in [(0, false), (1, false), (2, true), (3, false), (4, true), (5, true)] {
        assert_all(&nurse, &referral(SHELTER, state), &card, &[]);
        assert_eq!(may(&nurse, ReadSharedSections, &referral(SHELTER, state)), opens, "state {state}");
        assert_all(&nurse, &referral(CLUJ, state), &[], &card);
        assert_all(&nurse, &referral(CLUJ, state), &[], &[ReadSharedSections]);
    }
    // Not even a file that stood in the provider's own agency.
    for action in Action::ALL.iter().copied() {
        assert_all(&nurse, &Resource::File(file(SHELTER)), &[], &[action]);
        assert_all(&nurse, &signal(SHELTER), &[], &[action]);
    }
}

#[test]
fn the_sender_follows_a_referral_but_does_not_answer_it() {
    let ana = viewer("case_manager", DOLJ);
    assert_all(
        &ana,
        &referral(SHELTER, 2),
        &[ListReferrals, ViewReferralCard],
        &[AnswerReferral, DeliverReferral, ReadSharedSections],
    );
    assert_all(&viewer("case_manager", CLUJ), &referral(SHELTER, 2), &[], &[ListReferrals, ViewReferralCard]);
}

#[test]
fn signals_belong_to_the_agency_that_answers_them() {
    let work =
        [ListSignals, ViewSignal, RegisterSignal, TriageSignal, UnmaskIdentity, ReadNarrative, ExportList];
    assert_all(&viewer("case_manager", DOLJ), &signal(DOLJ), &work, &[]);
    assert_all(&viewer("case_manager", DOLJ), &signal(CLUJ), &[], &work);
    assert_all(&viewer("victim_assistance_officer", NATIONAL), &signal(DOLJ), &[], &work);
}

#[test]
fn those_who_take_calls_work_on_them_until_they_are_handed_over_and_follow_them_after() {
    let work = [ListSignals, ViewSignal, RegisterSignal, TriageSignal, HandOverSignal];
    let told = [UnmaskIdentity, ReadNarrative];
    for role in ["helpline_counsellor", "online_analyst"] {
        let taker = viewer(role, NATIONAL);
        assert_all(&taker, &signal(NATIONAL), &work, &[]);
        assert_all(&taker, &signal(NATIONAL), &told, &[]);
        let handed = sent_signal(NATIONAL, DOLJ);
        assert_all(&taker, &handed, &[FollowSignals], &work);
        assert_all(&taker, &handed, &[], &told);
        assert_all(&taker, &sent_signal(SHELTER, DOLJ), &[], &[FollowSignals]);
        for action in Action::ALL.iter().copied() {
            assert_all(&taker, &Resource::File(file(NATIONAL)), &[], &[action]);
            assert_all(&taker, &referral(NATIONAL, 2), &[], &[action]);
        }
    }
}

#[test]
fn a_notifier_sends_and_follows_and_reads_nothing_of_what_was_sent() {
    for role in ["notifier", "digital_safety_officer"] {
        let sender = viewer(role, SHELTER);
        let sent = sent_signal(SHELTER, DOLJ);
        let not = [ListSignals, ViewSignal, TriageSignal, HandOverSignal, UnmaskIdentity, ReadNarrative];
        assert_all(&sender, &sent, &[RegisterSignal, FollowSignals], &not);
        assert_all(&sender, &sent_signal(NATIONAL, DOLJ), &[], &[RegisterSignal, FollowSignals]);
        // Sent to the own agency by another one: it is not for the sender's role to answer.
        assert_all(&sender, &sent_signal(DOLJ, SHELTER), &[], &[RegisterSignal, FollowSignals, ViewSignal]);
        for action in Action::ALL.iter().copied() {
            assert_all(&sender, &Resource::File(file(SHELTER)), &[], &[action]);
        }
    }
}

#[test]
fn a_supervisor_oversees_the_own_agency_without_names_or_texts() {
    let head = viewer("supervisor", DOLJ);
    let sees = [ListFiles, ViewFile, NameCaseManager, ExportList];
    let not =
        [UnmaskIdentity, ReadNarrative, SearchNames, AddEntry, AmendEntry, CloseFile, SendReferral, OpenFile];
    assert_all(&head, &Resource::File(file(DOLJ)), &sees, &not);
    assert_all(&head, &Resource::File(file(CLUJ)), &[], &sees);
    let signals = [ListSignals, ViewSignal, TriageSignal];
    assert_all(
        &head,
        &signal(DOLJ),
        &signals,
        &[UnmaskIdentity, ReadNarrative, RegisterSignal, HandOverSignal],
    );
    assert_all(&head, &signal(CLUJ), &[], &signals);
    assert_all(&head, &referral(SHELTER, 0), &[ListReferrals, ViewReferralCard], &[AnswerReferral]);
    assert_all(&head, &Resource::Indicator(DOLJ), &[ViewLiveOwnAgency, WalkLineageRows], &[ViewLiveNational]);
    assert_all(&head, &Resource::Indicator(CLUJ), &[], &[ViewLiveOwnAgency, WalkLineageRows]);
}

#[test]
fn live_figures_are_for_those_with_case_access_and_for_the_accredited_officer() {
    let (own, other) = (Resource::Indicator(DOLJ), Resource::Indicator(CLUJ));
    let country = Resource::Indicator(AgencyNumber(0));
    let ana = viewer("case_manager", DOLJ);
    assert_all(&ana, &own, &[ViewLiveOwnAgency, WalkLineageRows], &[ViewLiveNational]);
    assert_all(&ana, &other, &[ViewIndicatorDefinition], &[ViewLiveOwnAgency, WalkLineageRows]);
    assert_all(&ana, &country, &[], &[ViewLiveOwnAgency, ViewLiveNational, WalkLineageRows]);

    let shelter = Resource::Indicator(SHELTER);
    let live = [ViewLiveOwnAgency, ViewLiveNational, WalkLineageRows];
    assert_all(&viewer("service_provider", SHELTER), &shelter, &[ViewIndicatorDefinition], &live);

    let partner = viewer("me_officer", NATIONAL);
    for figures in [&own, &country, &Resource::Indicator(NATIONAL)] {
        assert_all(&partner, figures, &[ViewIndicatorDefinition], &live);
    }
    let accredited = Viewer { accredited: true, ..partner };
    assert_all(&accredited, &country, &[ViewLiveNational], &[ViewLiveOwnAgency, WalkLineageRows]);
    assert_all(&accredited, &own, &[], &live);

    // Accreditation is the officer's: in another role it opens nothing.
    let auditor = Viewer { accredited: true, ..viewer("auditor", NATIONAL) };
    assert_all(&auditor, &country, &[], &live);
}

#[test]
fn reports_are_the_freezing_agencys_until_published_and_everybodys_after() {
    let frozen = Resource::Report(Report { agency: NATIONAL, published: false });
    let published = Resource::Report(Report { agency: NATIONAL, published: true });
    let work = [FreezeReport, ViewFrozenReport, PublishReport];
    let accredited = |agency| Viewer { accredited: true, ..viewer("me_officer", agency) };
    assert_all(&accredited(NATIONAL), &frozen, &work, &[ViewPublished, ExportPublished]);
    assert_all(&accredited(CLUJ), &frozen, &[], &work);
    assert_all(&viewer("me_officer", NATIONAL), &frozen, &[], &work);
    assert_all(&viewer("me_officer", CLUJ), &frozen, &[], &work);
    for role in ROLES {
        assert_all(&viewer(role, SHELTER), &frozen, &[], &[ViewPublished, ExportPublished]);
        assert_all(&viewer(role, SHELTER), &published, &[ViewPublished, ExportPublished], &[]);
    }
    assert_all(&Viewer::nobody(), &published, &[], &[ViewPublished, ExportPublished]);
}

#[test]
fn the_auditor_sees_who_read_and_never_whom() {
    let auditor = viewer("auditor", NATIONAL);
    assert_all(&auditor, &Resource::Ledger, &[ViewLedger, VerifyLedger], &[]);
    assert_all(&auditor, &reads(DOLJ, person(2)), &[ViewReads], &[]);
    for action in Action::ALL.iter().copied() {
        assert_all(&auditor, &Resource::File(file(NATIONAL)), &[], &[action]);
        assert_all(&auditor, &referral(NATIONAL, 2), &[], &[action]);
        assert_all(&auditor, &signal(NATIONAL), &[], &[action]);
    }
}

#[test]
fn a_case_manager_sees_who_read_the_files_she_manages() {
    let ana = viewer("case_manager", DOLJ);
    assert_all(&ana, &reads(DOLJ, ana.person), &[ViewReads], &[]);
    assert_all(&ana, &reads(DOLJ, person(2)), &[], &[ViewReads]);
    assert_all(&ana, &reads(CLUJ, ana.person), &[], &[ViewReads]);
}

#[test]
fn the_administrator_keeps_the_directory_and_reaches_no_child() {
    let admin = viewer("administrator", DOLJ);
    assert_all(&admin, &Resource::Agency(CLUJ), &[ViewDirectory, ManageDirectory], &[]);
    assert_all(&admin, &Resource::Person(CLUJ), &[ViewDirectory, ManageDirectory], &[]);
    for action in Action::ALL.iter().copied() {
        assert_all(&admin, &Resource::File(file(DOLJ)), &[], &[action]);
        assert_all(&admin, &referral(DOLJ, 2), &[], &[action]);
        assert_all(&admin, &signal(DOLJ), &[], &[action]);
    }
    for role in ROLES.into_iter().filter(|role| *role != "administrator") {
        assert_all(&viewer(role, DOLJ), &Resource::Agency(DOLJ), &[], &[ViewDirectory, ManageDirectory]);
    }
}

#[test]
fn one_asks_for_an_erasure_another_decides_and_nobody_whom_it_concerns_does_either() {
    let of = |agency, conflict| Resource::Erasure(access::resource::Erasure { agency, conflict });
    let officer = Viewer { county: 0, ..viewer("data_protection_officer", NATIONAL) };
    let supervisor = viewer("supervisor", DOLJ);
    assert_all(&officer, &of(DOLJ, Vec::new()), &[ListErasures, AskErasure], &[DecideErasure]);
    assert_all(&supervisor, &of(DOLJ, Vec::new()), &[ListErasures, DecideErasure], &[AskErasure]);
    assert_all(&supervisor, &of(CLUJ, Vec::new()), &[], &[ListErasures, AskErasure, DecideErasure]);
    for who in [&officer, &supervisor] {
        let concerned = of(DOLJ, vec![who.person]);
        assert_all(who, &concerned, &[], &[ListErasures, AskErasure, DecideErasure]);
    }
    // An agency's own officer asks about that agency's files; a county's about no other's.
    let mut countys = viewer("data_protection_officer", CLUJ);
    countys.county = 12;
    assert_all(&countys, &of(CLUJ, Vec::new()), &[ListErasures, AskErasure], &[DecideErasure]);
    assert_all(&countys, &of(DOLJ, Vec::new()), &[], &[ListErasures, AskErasure, DecideErasure]);
    let others = ["data_protection_officer", "supervisor"];
    for role in ROLES.into_iter().filter(|role| !others.contains(role)) {
        let who = viewer(role, DOLJ);
        assert_all(&who, &of(DOLJ, Vec::new()), &[], &[ListErasures, AskErasure, DecideErasure]);
    }
}

#[test]
fn imports_and_datasets_are_statistics_for_those_who_work_with_figures() {
    let officer = viewer("me_officer", NATIONAL);
    assert_all(&officer, &Resource::Batch(NATIONAL), &[ImportTable, AdoptImport], &[]);
    assert_all(&officer, &Resource::Batch(CLUJ), &[], &[ImportTable, AdoptImport]);
    for role in ROLES {
        let sees = ["victim_assistance_officer", "me_officer"].contains(&role);
        assert_eq!(may(&viewer(role, DOLJ), ViewDataset, &Resource::Dataset(NATIONAL)), sees, "{role}");
    }
}

#[test]
fn the_donor_reaches_no_childs_record_by_any_action_even_with_another_role() {
    let donor = viewer("tip_officer", DOLJ);
    let also_case_manager = Viewer { roles: vec!["case_manager", "tip_officer"], ..donor.clone() };
    for who in [&donor, &also_case_manager] {
        for action in Action::ALL.iter().copied() {
            for kind in
                [ResourceKind::File, ResourceKind::Referral, ResourceKind::Signal, ResourceKind::Reads]
            {
                assert_eq!(POLICIES.visible(who, action, kind).unwrap(), access::Filter::False, "{action}");
            }
            assert_all(who, &Resource::File(file(DOLJ)), &[], &[action]);
            assert_all(who, &referral(DOLJ, 2), &[], &[action]);
            assert_all(who, &signal(DOLJ), &[], &[action]);
            assert_all(who, &reads(DOLJ, who.person), &[], &[action]);
        }
        let live = [ViewLiveOwnAgency, ViewLiveNational, WalkLineageRows];
        assert_all(who, &Resource::Indicator(DOLJ), &[ViewIndicatorDefinition], &live);
    }
}

#[test]
fn a_conflict_of_interest_closes_every_record_to_every_role() {
    let own = Resource::File(File { conflict: vec![person(9), person(1)], ..file(DOLJ) });
    let unconcerned = Resource::File(File { conflict: vec![person(9)], ..file(DOLJ) });
    let everybody = Viewer { roles: ROLES[..4].to_vec(), ..viewer("case_manager", DOLJ) };
    for action in Action::ALL.iter().copied() {
        assert_all(&everybody, &own, &[], &[action]);
    }
    assert_all(&everybody, &unconcerned, &FILE_WORK, &[]);
}

#[test]
fn unknown_roles_and_people_without_person_or_agency_get_nothing() {
    let unknown = viewer("superuser", DOLJ);
    let nobody = Viewer { person: PersonId::NIL, ..viewer("case_manager", DOLJ) };
    let homeless = viewer("case_manager", AgencyNumber(0));
    let orphan = Resource::File(File { case_manager: PersonId::NIL, ..file(AgencyNumber(0)) });
    let public = [ReadPublicPage, SignIn, SignOut];
    for who in [&unknown, &nobody, &homeless, &Viewer::nobody()] {
        assert_all(who, &Resource::Program, &public, &[SeeHome]);
        for action in Action::ALL.iter().copied().filter(|action| !public.contains(action)) {
            assert!(!POLICIES.permits_kind(who, action), "{action}");
            assert_all(who, &orphan, &[], &[action]);
            assert_all(who, &Resource::File(file(DOLJ)), &[], &[action]);
        }
    }
}

#[test]
fn navigation_shows_what_a_role_might_ever_do() {
    let places = [ListFiles, ListReferrals, ListSignals, ViewLedger, ViewReads, ViewDirectory, ViewPublished];
    let shown = |role| {
        let viewer = viewer(role, DOLJ);
        places.into_iter().filter(|place| POLICIES.permits_kind(&viewer, *place)).collect::<Vec<_>>()
    };
    assert_eq!(shown("case_manager"), [ListFiles, ListReferrals, ListSignals, ViewReads, ViewPublished]);
    assert_eq!(shown("service_provider"), [ListReferrals, ViewPublished]);
    assert_eq!(shown("supervisor"), [ListFiles, ListReferrals, ListSignals, ViewPublished]);
    assert_eq!(shown("helpline_counsellor"), [ListSignals, ViewPublished]);
    for role in ["notifier", "lawyer", "investigator", "prosecutor", "partnership_secretariat"] {
        assert_eq!(shown(role), [ViewPublished], "{role}");
    }
    assert_eq!(shown("tip_officer"), [ViewPublished]);
    assert_eq!(shown("auditor"), [ViewLedger, ViewReads, ViewPublished]);
    assert_eq!(shown("administrator"), [ViewDirectory, ViewPublished]);
}

#[test]
fn an_action_on_a_kind_it_does_not_fit_is_refused_and_lists_nothing() {
    let ana = viewer("case_manager", DOLJ);
    assert!(!may(&ana, ListFiles, &signal(DOLJ)));
    assert_eq!(POLICIES.visible(&ana, ListFiles, ResourceKind::Signal).unwrap(), access::Filter::False);
}

#[test]
fn the_digest_changes_with_a_policy_and_with_where_it_stands() {
    let schema = include_str!("../policies/schema.cedarschema");
    let program = include_str!("../policies/program.cedar");
    let digest = |policies: &[(&str, &str)]| Policies::read(schema, policies).unwrap().digest();
    let one = digest(&[("program", program)]);
    assert_eq!(one, digest(&[("program", program)]));
    assert_ne!(one, digest(&[("program", &format!("{program}\n"))]));
    assert_ne!(one, digest(&[("home", program)]));
    assert_eq!(POLICIES.digest(), Policies::load().unwrap().digest());
}

#[test]
fn action_names_are_stable_and_read_back() {
    for action in Action::ALL.iter().copied() {
        assert_eq!(Action::from_name(action.name()), Some(action));
        assert!(!action.kinds().is_empty());
    }
    assert_eq!(Action::from_name("view_files"), None);
}

#[test]
fn a_conflict_is_named_by_those_it_does_not_concern() {
    let of = |agency, conflict| Resource::Concern(Concern { agency, conflict });
    let names = [ListConcerns, NameConcern, EndConcern];
    let supervisor = viewer("supervisor", DOLJ);
    assert_all(&supervisor, &of(DOLJ, Vec::new()), &names, &[]);
    assert_all(&supervisor, &of(CLUJ, Vec::new()), &[], &names);
    assert_all(&supervisor, &of(DOLJ, vec![supervisor.person]), &[], &names);
    let national = Viewer { county: 0, ..viewer("data_protection_officer", NATIONAL) };
    assert_all(&national, &of(DOLJ, Vec::new()), &names, &[]);
    let ana = viewer("case_manager", DOLJ);
    assert_all(&ana, &of(DOLJ, Vec::new()), &[], &names);
    assert_all(&ana, &Resource::File(file(DOLJ)), &[DeclareConcern], &[]);
    assert_all(&ana, &signal(DOLJ), &[DeclareConcern], &[]);
    assert_all(&ana, &Resource::File(file(CLUJ)), &[], &[DeclareConcern]);
}

#[test]
fn glass_opens_what_was_agreed_to_who_asked_until_its_end() {
    let ana = viewer("case_manager", CLUJ);
    let glass = |state, until| Glass {
        agency: DOLJ,
        from_agency: CLUJ,
        asker: ana.person,
        state,
        until,
        conflict: Vec::new(),
    };
    let opens = |who: &Viewer, glass: &Glass| {
        may(&who.clone().looking_for(Purpose::BreakGlass), OpenGlass, &Resource::Glass(glass.clone()))
    };
    // The viewer asks at second 10.
    for (state, until, yes) in [(1, 11, true), (1, 10, false), (0, 11, false), (2, 11, false), (3, 11, false)]
    {
        assert_eq!(opens(&ana, &glass(state, until)), yes, "state {state} until {until}");
    }
    assert!(!may(&ana, OpenGlass, &Resource::Glass(glass(1, 11))), "for no other purpose");
    assert!(!opens(&ana, &Glass { conflict: vec![ana.person], ..glass(1, 11) }));
    assert!(!opens(&ana, &Glass { asker: person(2), ..glass(1, 11) }));
    let decides = |who: &Viewer, glass: &Glass| may(who, DecideGlass, &Resource::Glass(glass.clone()));
    for agency in [DOLJ, CLUJ] {
        let other = Viewer { person: person(3), ..viewer("supervisor", agency) };
        assert!(decides(&other, &glass(0, 0)));
        assert!(!opens(&other, &glass(1, 11)));
    }
    assert!(!decides(&Viewer { person: person(3), ..viewer("supervisor", SHELTER) }, &glass(0, 0)));
    let both = Viewer { roles: vec!["case_manager", "supervisor"], ..ana.clone() };
    assert!(!decides(&both, &glass(0, 0)), "nobody agrees to what they asked");
}
