//! What is refused of signals.

use base::Problem;
use rules::Pack;

use crate::signal::{Recorded, SignalEvent, fold};

/// Whether this may be recorded after that history. A sequence is refused only if it is impossible under every
/// reading of its uncertain dates.
///
/// # Errors
/// The rule that refuses: `signal_already_received`, `signal_unknown`, `triage_before_receipt`,
/// `triage_needs_reason`, `handed_over_before_receipt`, `handed_over_to_same`, `signal_already_case`, `signal_not_triaged`, `happened_in_future`, `code_unknown`.
pub fn decide(history: &[Recorded], proposed: &Recorded, pack: &Pack) -> Result<(), Problem> {
    let refuse = |rule| Err(Problem::refused(rule));
    if proposed.happened.earliest() > proposed.recorded_at {
        return refuse("happened_in_future");
    }
    let known = |list: &str, level: u16| level == 0 || pack.list(list).item(level).is_some();
    let signal = fold(history);
    let Some(received) = &signal.received else {
        let SignalEvent::SignalReceived { source, about, urgency, .. } = &proposed.event else {
            return refuse("signal_unknown");
        };
        if !known("signal_source", *source) || !known("signal_about", *about) || !known("urgency", *urgency) {
            return refuse("code_unknown");
        }
        return Ok(());
    };
    match &proposed.event {
        SignalEvent::SignalReceived { .. } => refuse("signal_already_received"),
        SignalEvent::SignalHandedOver { agency, .. } => {
            if !received.may_precede(&proposed.happened) {
                return refuse("handed_over_before_receipt");
            }
            if signal.file.is_some() {
                return refuse("signal_already_case");
            }
            if *agency == signal.agency {
                return refuse("handed_over_to_same");
            }
            Ok(())
        }
        SignalEvent::SignalTriaged { urgency, reasons } => {
            if !received.may_precede(&proposed.happened) {
                return refuse("triage_before_receipt");
            }
            if reasons.is_empty() {
                return refuse("triage_needs_reason");
            }
            let all_known = reasons.iter().all(|reason| *reason != 0 && known("triage_reason", *reason));
            if *urgency == 0 || !known("triage_urgency", *urgency) || !all_known {
                return refuse("code_unknown");
            }
            Ok(())
        }
        SignalEvent::SignalBecameCase { .. } => {
            if signal.file.is_some() {
                return refuse("signal_already_case");
            }
            if signal.triaged.is_none() {
                return refuse("signal_not_triaged");
            }
            Ok(())
        }
    }
}
