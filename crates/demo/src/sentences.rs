//! What is written in a synthetic file: short, neutral sentences from a fixed list. Nothing is told of abuse.

use crate::life::Lives;
use crate::step::What;
use casework::FileEvent;

const SIGNALS: &[&str] = &[
    "Apelantul cere să fie sunat înapoi după ora 14.",
    "Semnalarea a fost preluată la telefon.",
    "Școala cere o întâlnire în această săptămână.",
    "The caller asks to be called back in the afternoon.",
];
const OPENINGS: &[&str] = &[
    "Prima întâlnire a avut loc la sediu.",
    "Copilul a venit însoțit de bunica.",
    "S-a stabilit o a doua întâlnire.",
];
const SERVICES: &[&str] = &[
    "Copilul a fost însoțit la școală.",
    "Ședința a avut loc conform planului.",
    "S-a discutat programul săptămânii următoare.",
    "Copilul a ales să continue cu același specialist.",
    "S-au cumpărat rechizite.",
    "The session took place as planned.",
    "The next appointment was agreed.",
];
const CLOSINGS: &[&str] = &[
    "Obiectivele planului au fost atinse.",
    "Familia știe pe cine poate suna.",
    "The plan's goals were reached.",
];
const NEEDS: &[&str] = &[
    "Program după-amiaza, după orele de școală.",
    "Este nevoie de o persoană care vorbește rar și clar.",
    "Transportul este asigurat de direcție.",
    "Afternoons suit best, after school.",
];

/// What is written with a step, if anything. Of a referral it is what its recipient reads.
pub(crate) fn for_step(lives: &Lives<'_>, what: &What) -> Option<String> {
    let (list, probability) = match what {
        What::Signal { .. } => (SIGNALS, 0.4),
        What::Open => (OPENINGS, 0.5),
        What::Entry(FileEvent::ServiceDelivered { .. }) => (SERVICES, 0.15),
        What::Entry(FileEvent::CaseClosed { .. }) => (CLOSINGS, 0.6),
        What::Entry(FileEvent::ReferralSent { .. }) => (NEEDS, 1.0),
        _ => return None,
    };
    if !lives.chance.chance(probability) {
        return None;
    }
    let sentence = lives.chance.pick(list).copied().unwrap_or_default();
    Some(lives.text(sentence).as_str().to_owned())
}
