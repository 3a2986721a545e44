//! What lists show of a file, a referral and a signal: rows of codes and days, from the stream's own entries.

use base::{Code, Day, Position, Problem, StreamId, Timestamp};
use casework::{File, FileEvent, Moment, Recorded, ReferralState, VictimStatus};
use rules::Pack;
use store::files::FileRow;
use store::referrals::ReferralRow;
use store::signals::SignalRow;

/// The row of a file; `None` of a stream whose opening is not there.
pub(crate) fn file_row(
    stream: StreamId,
    file: &File,
    history: &[Recorded<FileEvent>],
    pack: &Pack,
) -> Result<Option<FileRow>, Problem> {
    let Some((code, last)) = opening_code(history).zip(history.last()) else { return Ok(None) };
    let last_day = file.timeline.iter().map(|item| item.happened.first_day()).max().unwrap_or_default();
    let status = file.status();
    let episode = file.current();
    let day = |moment: Option<&Moment>| moment.map_or(Day(0), |m| m.happened.first_day());
    let since = file.status_episode().map_or(Day(0), |e| match status {
        VictimStatus::Presumed => day(e.presumed.as_ref()),
        VictimStatus::Identified => day(e.identified.as_ref().map(|(moment, _)| moment)),
        VictimStatus::NotConfirmed => day(e.not_confirmed.as_ref()),
        VictimStatus::None | VictimStatus::Potential => day(e.opened.as_ref()),
    });
    let manager = file.case_manager.as_ref();
    let open = |state: ReferralState| state.waits_for_answer();
    Ok(Some(FileRow {
        stream,
        code,
        agency: file.office.agency,
        county: file.office.county,
        case_manager: manager.map_or(base::PersonId::NIL, |(person, _)| *person),
        sex: u8::try_from(file.sex).unwrap_or(0),
        age_band: file.age_band_on(last_day, pack),
        coming_of_age_month: coming_of_age(file),
        status: Code::new(status.code())?,
        victim: matches!(status, VictimStatus::Presumed | VictimStatus::Identified),
        status_since: since,
        closed: !file.is_open(),
        episode: episode.map_or(0, |e| e.number),
        opened_day: day(episode.and_then(|e| e.opened.as_ref())),
        case_manager_since: day(manager.map(|(_, moment)| moment)),
        services_open: count(
            file.services.iter().filter(|s| s.started.is_some() && s.ended.is_none()).count(),
        ),
        referrals_open: count(file.referrals.iter().filter(|r| open(r.state())).count()),
        last_happened_day: last_day,
        last_recorded_at: last.recorded_at,
        version: last.version,
        last_position: last.position,
    }))
}

/// The rows of a file's referrals, by ordinal.
pub(crate) fn referral_rows(
    stream: StreamId,
    file: &File,
    history: &[Recorded<FileEvent>],
    pack: &Pack,
) -> Vec<ReferralRow> {
    let at = |moment: Option<&Moment>| moment.map_or(Timestamp::from_micros(0), |m| m.happened.earliest());
    file.referrals
        .iter()
        .filter_map(|referral| {
            let code = history.iter().find_map(|recorded| match &recorded.event {
                FileEvent::ReferralSent { referral: ordinal, code, .. } if *ordinal == referral.ordinal => {
                    Some(*code)
                }
                _ => None,
            })?;
            let refused = referral.refused.as_ref();
            let answered = referral.accepted.as_ref().or(refused.map(|(moment, _)| moment));
            let sent_day = referral.sent.as_ref().map_or(Day(0), |m| m.happened.first_day());
            Some(ReferralRow {
                file: stream,
                ordinal: referral.ordinal,
                code,
                from_agency: referral.from.agency,
                to_agency: referral.to,
                service: referral.service,
                urgency: referral.urgency,
                need: referral.need,
                age_band: file.age_band_on(sent_day, pack),
                state: state_number(referral.state()),
                refusal: refused.map_or(0, |(_, reason)| *reason),
                sent_at: at(referral.sent.as_ref()),
                received_at: at(referral.received.as_ref()),
                answered_at: at(answered),
                started_at: at(referral.started.as_ref()),
                finished_at: at(referral.finished.as_ref().map(|(moment, _)| moment)),
                last_position: last_about(history, referral.ordinal),
            })
        })
        .collect()
}

/// The row of a signal.
pub(crate) fn signal_row(stream: StreamId, history: &[intake::Recorded], version: u32) -> Option<SignalRow> {
    let signal = intake::fold(history);
    let at = |happened: Option<&base::Happened>| {
        happened.map_or(Timestamp::from_micros(0), base::Happened::earliest)
    };
    let state = match (&signal.file, &signal.triaged) {
        (Some(_), _) => 2,
        (None, Some(_)) => 1,
        (None, None) => 0,
    };
    Some(SignalRow {
        stream,
        code: signal.code?,
        agency: signal.agency,
        from_agency: signal.from,
        county: signal.county,
        source: signal.source,
        urgency: signal.triaged.as_ref().map_or(0, |(_, urgency, _)| *urgency),
        state,
        received_at: at(signal.received.as_ref()),
        triaged_at: at(signal.triaged.as_ref().map(|(happened, _, _)| happened)),
        answered_at: at(signal.answered.as_ref()),
        file: signal.file.unwrap_or(StreamId::NIL),
        version,
        last_position: history.last()?.position,
    })
}

/// The state of a referral as it is stored and as policies know it.
pub(crate) fn state_number(state: ReferralState) -> u8 {
    match state {
        ReferralState::Sent => 0,
        ReferralState::Received => 1,
        ReferralState::Accepted => 2,
        ReferralState::Refused => 3,
        ReferralState::Started => 4,
        ReferralState::Finished => 5,
    }
}

/// The month in which the child comes of age; 0 when the birth is not known.
fn coming_of_age(file: &File) -> u32 {
    file.birth_month.map_or(0, |born| {
        let (year, month) = born.plus_years(18).year_month();
        u32::try_from(i32::from(year) * 12 + i32::from(month) - 1).unwrap_or(0)
    })
}

fn opening_code(history: &[Recorded<FileEvent>]) -> Option<base::PublicCode> {
    history.iter().find_map(|recorded| match &recorded.event {
        FileEvent::CaseOpened { code, .. } => Some(*code),
        _ => None,
    })
}

/// The last entry about a referral, corrections of such an entry included.
fn last_about(history: &[Recorded<FileEvent>], ordinal: u32) -> Position {
    let about = |recorded: &&Recorded<FileEvent>| match &recorded.event {
        FileEvent::Amended { event, .. } => event.referral() == Some(ordinal),
        FileEvent::Withdrawn { replaces, .. } => {
            history.iter().any(|other| other.entry == *replaces && other.event.referral() == Some(ordinal))
        }
        event => event.referral() == Some(ordinal),
    };
    history.iter().filter(about).map(|recorded| recorded.position).max().unwrap_or_default()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
