//! Referrals between agencies: what each side sees and does.

use agencies::Role;
use base::{Code, PublicCode, Randomness, UnitNumber};
use casework::{FileEvent, IdentityPart, Office, SharedSections};
use workflow::referrals::{Direction, ReferralAnswer};
use workflow::{Action, FileEntry, SignedIn};

use crate::house::{House, refusal, text};

/// Sends a referral of a child to the NGO, with the given names and the need in words.
pub(crate) fn sent(house: &House, manager: &SignedIn, file: PublicCode) -> PublicCode {
    let app = house.app();
    let identity = app.read_identity(manager, file).unwrap();
    let shared = SharedSections::choose(&identity, &[IdentityPart::GivenNames], text("Needs a quiet place."));
    let to = manager.directory.agency_by_code("ngo").unwrap().number;
    let code = PublicCode::new(&Randomness::seeded(house.head(base::Realm::Social).0));
    let child = app.child(manager, file).unwrap();
    let event = FileEvent::ReferralSent {
        by: Office { agency: manager.agency.number, county: manager.agency.county },
        referral: child.file.next_referral(),
        unit: UnitNumber(house.chance.number() | 1),
        code,
        to,
        service: 1,
        urgency: 2,
        need: 3,
    };
    let basis = Code::new("referral_mechanism").unwrap();
    let happened = house.today();
    let entry = FileEntry { event, happened, basis, identity: None, narrative: None, shared: Some(shared) };
    app.record(manager, Action::SendReferral, file, child.row.version, house.command(), entry).unwrap();
    code
}

#[test]
fn the_recipient_sees_a_card_then_the_sections_sent_and_nothing_else() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ștefania", "Munteanu");
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let ngo = house.person("ngo", Role::ServiceProvider);
        let code = sent(house, &manager, file);
        let app = house.app();
        let page = app.referral(&ngo, code).unwrap();
        assert!(page.file.is_none(), "the card does not lead to the file");
        assert!(page.may_answer && !page.may_read_sections);
        assert_eq!(refusal(app.read_shared_sections(&ngo, code).map(|_| ())), "not_found");
        let answer = |answer| app.answer_referral(&ngo, code, house.command(), house.today(), answer);
        answer(ReferralAnswer::Received).unwrap();
        assert_eq!(refusal(app.read_shared_sections(&ngo, code).map(|_| ())), "not_found");
        answer(ReferralAnswer::Accepted).unwrap();
        let shared = app.read_shared_sections(&ngo, code).unwrap();
        let parts: Vec<_> =
            shared.parts().into_iter().map(|(part, value)| (part, value.to_owned())).collect();
        assert_eq!(parts, [(IdentityPart::GivenNames, "Ștefania".to_owned())]);
        assert_eq!(shared.need.as_str(), "Needs a quiet place.");
        answer(ReferralAnswer::Started).unwrap();
        answer(ReferralAnswer::Finished(1)).unwrap();
        assert_eq!(app.referral(&manager, code).unwrap().card.row.state, 5);
        // The file stays shut for the recipient, by any way.
        assert_eq!(refusal(app.child(&ngo, file).map(|_| ())), "not_found");
        assert_eq!(refusal(app.read_identity(&ngo, file).map(|_| ())), "not_found");
    });
}

#[test]
fn others_find_no_referral_and_cannot_answer_it() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ana", "Pop");
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let code = sent(house, &manager, file);
        let app = house.app();
        for (agency, role) in [("dgaspc-cj", Role::CaseManager), ("implementer", Role::TipOfficer)] {
            let other = house.person(agency, role);
            assert_eq!(refusal(app.referral(&other, code).map(|_| ())), "not_found", "{agency}");
            let tried =
                app.answer_referral(&other, code, house.command(), house.today(), ReferralAnswer::Accepted);
            assert_eq!(refusal(tried), "not_found", "{agency}");
        }
        // The sender may look, and may not answer in the recipient's place.
        let tried =
            app.answer_referral(&manager, code, house.command(), house.today(), ReferralAnswer::Accepted);
        assert_eq!(refusal(tried), "not_found");
        let monitor = house.person("anitp", Role::VictimAssistanceOfficer);
        assert!(app.referral(&monitor, code).is_ok());
    });
}

#[test]
fn an_answer_is_given_once_and_an_unanswered_referral_rises() {
    House::on_both_engines(|house| {
        let file = house.open_file("dgaspc-dj", "Ana", "Pop");
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let ngo = house.person("ngo", Role::ServiceProvider);
        let first = sent(house, &manager, file);
        house.later(24);
        let manager = house.person("dgaspc-dj", Role::CaseManager);
        let second = sent(house, &manager, file);
        let ngo_later = house.person("ngo", Role::ServiceProvider);
        let waiting = house.app().referrals(&ngo_later, Direction::Incoming, vec![0, 1], None).unwrap();
        let codes: Vec<_> = waiting.cards.iter().map(|card| card.row.code).collect();
        assert_eq!(codes, [first, second], "the longest waiting first");
        assert!(waiting.cards[0].due.is_some());
        let app = house.app();
        let answer = |answer| app.answer_referral(&ngo, first, house.command(), house.today(), answer);
        answer(ReferralAnswer::Refused(1)).unwrap();
        assert_eq!(refusal(answer(ReferralAnswer::Accepted)), "referral_already_answered");
        let work = app.work(&manager).unwrap();
        assert_eq!(work.unanswered.iter().map(|card| card.row.code).collect::<Vec<_>>(), [second]);
    });
}
