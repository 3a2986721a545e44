//! A child's page.

use base::{EntryId, Problem};
use casework::{Identity, Narrative, Track};
use reports::{Crossing, Svg};
use workflow::child::Child as Opened;
use workflow::{Action, SignedIn};

use crate::pages::children::status_tag;
use crate::pages::desk::{Desk, code_of, render};
use crate::pages::timeline::{Around, timeline};
use crate::pages::{entries, referrals};
use crate::request::Request;
use crate::response::Response;
use crate::route::Captured;
use crate::site::Site;
use crate::views::children::{
    Child, NameBox, NextStep, ReferralLine, ServiceLine, StepWords, TeamLine, TrackWords,
};
use crate::views::{Fact, Link, Tag, Tone};

/// `GET /children/{code}`
pub(crate) fn page(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let opened = desk.app().child(who, code_of(at.first().copied().unwrap_or_default())?)?;
    show(&desk, &opened, None, &[])
}

/// `POST /children/{code}/name`: recorded, then shown once.
pub(crate) fn name(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    let identity = desk.app().read_identity(who, code)?;
    let opened = desk.app().child(who, code)?;
    show(&desk, &opened, Some(&identity), &[])
}

/// `POST /children/{code}/written`: recorded, then shown once.
pub(crate) fn written(
    site: &Site,
    request: &Request,
    who: &SignedIn,
    at: &Captured<'_>,
) -> Result<Response, Problem> {
    let desk = Desk::new(site, request, who);
    let code = code_of(at.first().copied().unwrap_or_default())?;
    let texts = desk.app().read_narratives(who, code)?;
    let opened = desk.app().child(who, code)?;
    show(&desk, &opened, None, &texts)
}

fn show(
    desk: &Desk<'_>,
    opened: &Opened,
    identity: Option<&Identity>,
    texts: &[(EntryId, Narrative)],
) -> Result<Response, Problem> {
    let (row, file, may) = (&opened.row, &opened.file, opened.may);
    let code = row.code.to_string();
    let here = format!("/children/{code}");
    let around = Around {
        written: &opened.written,
        texts,
        read: may.read_narrative.then(|| format!("{here}/written")),
        amend: may.amend.then(|| format!("{here}/entries")),
    };
    let name = match identity {
        Some(identity) => NameBox::Shown {
            name: identity.full_name(),
            identity: identity_facts(desk, identity),
            recorded: desk.say("child-name-shown", &[("time", desk.instant(desk.now()).as_str().into())]),
        },
        None => NameBox::Hidden { action: may.unmask.then(|| format!("{here}/name")) },
    };
    let manager = match &file.case_manager {
        Some((person, moment)) => desk.say(
            "child-manager-since",
            &[
                ("name", desk.person(*person).as_str().into()),
                ("day", desk.happened(&moment.happened).as_str().into()),
            ],
        ),
        None => desk.t("child-manager-none"),
    };
    let mut tags = vec![status_tag(desk, file.status().code(), false)];
    if row.closed {
        tags.push(Tag { tone: Tone::Quiet, text: desk.t("file-closed") });
    }
    let facts = [
        desk.level("sex", u16::from(row.sex)),
        desk.level("age_band", u16::from(row.age_band)),
        desk.level("county", row.county),
        desk.agency(row.agency),
    ]
    .join(" · ");
    render(&Child {
        p: desk.page(desk.say("child-title", &[("code", code.as_str().into())]), "children"),
        code: code.clone(),
        facts,
        manager,
        tags,
        name,
        crossing: crossing(desk, &opened.tracks),
        tracks: track_words(desk, &opened.tracks),
        next: next_step(desk, opened, &here),
        actions: entries::possible(desk, opened)
            .into_iter()
            .map(|kind| Link { href: format!("{here}/add/{kind}"), text: desk.coded("do", kind) })
            .chain(
                may.notify.then(|| Link { href: format!("{here}/notify"), text: desk.t("do-crossing-sent") }),
            )
            .chain(
                may.declare
                    .then(|| Link { href: format!("{here}/concern"), text: desk.t("do-concern-declared") }),
            )
            .chain(desk.app().may_ever(desk.who, Action::NameConcern).then(|| Link {
                href: format!("/watch/concerns/new?record={code}"),
                text: desk.t("do-concern-named"),
            }))
            .collect(),
        timeline: timeline(desk, file.timeline(), &around),
        services: services(desk, opened),
        referrals: opened
            .referrals
            .iter()
            .map(|referral| ReferralLine {
                need: desk.level("need", referral.need),
                to: desk.agency(referral.to_agency),
                href: format!("/referrals/{}", referral.code),
                state: referrals::state_tag(desk, referral.state),
            })
            .collect(),
        team: file
            .case_manager
            .iter()
            .map(|(person, moment)| TeamLine {
                name: desk.person(*person),
                role: desk.t("role-case-manager"),
                since: desk.say("step-since", &[("day", desk.happened(&moment.happened).as_str().into())]),
            })
            .collect(),
        readers_href: may.reads.then(|| format!("{here}/readers")),
        version: desk.say("child-version", &[("version", words::Arg::Count(i64::from(row.version)))]),
    })
}

/// An identity in lines; what is not known is left out.
pub(crate) fn identity_facts(desk: &Desk<'_>, identity: &Identity) -> Vec<Fact> {
    let birth = identity.birth_date.as_ref().map_or("", casework::BirthDate::as_str);
    [
        ("child-given-names", identity.given_names.as_str()),
        ("child-family-names", identity.family_names.as_str()),
        ("child-birth-date", birth),
        ("child-national-number", identity.national_number.as_str()),
        ("child-address", identity.address.as_str()),
        ("child-phone", identity.phone.as_str()),
        ("child-guardian", identity.guardian.as_str()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| Fact { label: desk.t(label), value: value.to_owned() })
    .collect()
}

fn next_step(desk: &Desk<'_>, opened: &Opened, here: &str) -> Option<NextStep> {
    let step = opened.next.first()?;
    let kind = step.answers.first()?.as_str();
    let act = match step.referral {
        Some(ordinal) => {
            let referral = opened.referrals.iter().find(|referral| referral.ordinal == ordinal)?;
            Link { href: format!("/referrals/{}", referral.code), text: desk.t("task-open") }
        }
        None => Link { href: format!("{here}/add/{kind}"), text: desk.coded("do", kind) },
    };
    // Whoever only watches sees the deadline; the button is for those who may.
    let may = step.referral.is_some() || entries::possible(desk, opened).contains(&kind);
    Some(NextStep {
        what: capitalised(&desk.coded("deadline", step.deadline.as_str())),
        due: desk.step_due(step),
        explanation: desk.say(
            "child-next-explained",
            &[
                ("day", desk.lang.day(step.due.day).as_str().into()),
                ("from", desk.lang.day(step.due.from).as_str().into()),
                ("amount", words::Arg::Count(i64::from(step.due.amount))),
                ("unit", step.due.unit.code().into()),
                ("who", desk.agency(step.waits_for).as_str().into()),
            ],
        ),
        basis: desk.coded("legal", step.legal_basis.as_str()),
        verified: step.verified,
        act: may.then_some(act),
    })
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn services(desk: &Desk<'_>, opened: &Opened) -> Vec<ServiceLine> {
    let day = |id: &str, moment: &casework::Moment| {
        desk.say(id, &[("day", desk.happened(&moment.happened).as_str().into())])
    };
    opened
        .file
        .services
        .iter()
        .map(|service| ServiceLine {
            name: desk.level("service", service.service),
            provider: desk.agency(service.by.agency),
            state: match (&service.ended, &service.started) {
                (Some((moment, _)), _) => Tag { tone: Tone::Quiet, text: day("child-service-ended", moment) },
                (None, Some(moment)) => Tag { tone: Tone::Go, text: day("child-service-running", moment) },
                (None, None) => Tag { tone: Tone::Quiet, text: desk.t("not-known") },
            },
            times: desk.count("child-service-times", service.deliveries.len()),
        })
        .collect()
}

fn crossing(desk: &Desk<'_>, tracks: &[Track; 4]) -> Svg {
    let mut described = Vec::new();
    let drawn = tracks
        .iter()
        .map(|track| {
            let name = desk.t(&format!("track-{}", track.name.code()));
            let here = track.steps.iter().find(|step| step.state == casework::StepState::Here);
            if let Some(step) = here {
                let step = step_label(desk, step.code);
                let said = [("track", name.as_str().into()), ("step", step.as_str().into())];
                described.push(desk.say("crossing-track-now", &said));
            }
            reports::Track {
                note: track_note(desk, track),
                steps: track
                    .steps
                    .iter()
                    .enumerate()
                    .map(|(column, step)| reports::Step {
                        label: step_label(desk, step.code),
                        when: step
                            .happened
                            .as_ref()
                            .map(|h| desk.lang.day_short(h.first_day()))
                            .unwrap_or_default(),
                        state: match step.state {
                            casework::StepState::Done => reports::StepState::Done,
                            casework::StepState::Here => reports::StepState::Here,
                            casework::StepState::Late => reports::StepState::Late,
                            casework::StepState::Ahead => reports::StepState::Ahead,
                        },
                        column,
                    })
                    .collect(),
                name,
            }
        })
        .collect();
    let description = if described.is_empty() { desk.t("crossing-desc") } else { described.join(" ") };
    let title = desk.t("crossing-title");
    reports::crossing(&Crossing { id: "crossing".to_owned(), title, description, tracks: drawn })
}

fn step_label(desk: &Desk<'_>, code: &str) -> String {
    desk.coded("step", code)
}

fn track_note(desk: &Desk<'_>, track: &Track) -> String {
    match track.name {
        casework::TrackName::Justice => desk.t("track-elsewhere"),
        _ => desk.t("track-not-started"),
    }
}

fn track_words(desk: &Desk<'_>, tracks: &[Track; 4]) -> Vec<TrackWords> {
    tracks
        .iter()
        .map(|track| TrackWords {
            name: desk.t(&format!("track-{}", track.name.code())),
            note: track_note(desk, track),
            steps: track
                .steps
                .iter()
                .map(|step| StepWords {
                    class: step.state.code(),
                    label: step_label(desk, step.code),
                    state: desk.t(&format!("step-state-{}", step.state.code())),
                    when: step.happened.as_ref().map(|h| desk.happened(h)).unwrap_or_default(),
                })
                .collect(),
        })
        .collect()
}
