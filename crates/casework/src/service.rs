//! A service to a child as it stands.

use base::UnitNumber;

use crate::event::Office;
use crate::file::Moment;

/// One time a service was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// When, by whom.
    pub moment: Moment,
    /// How long, in minutes; 0 where not known.
    pub minutes: u16,
}

/// A service of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// The service in facts.
    pub unit: UnitNumber,
    /// What it is (list `service`).
    pub service: u16,
    /// Who gives it.
    pub by: Office,
    /// The referral that asked for it, by its ordinal.
    pub referral: Option<u32>,
    /// When it began.
    pub started: Option<Moment>,
    /// Each time it was given, in canonical order.
    pub deliveries: Vec<Delivery>,
    /// When it ended, and why (list `service_end_reason`).
    pub ended: Option<(Moment, u16)>,
}

impl Service {
    pub(crate) fn of(unit: UnitNumber) -> Self {
        Self {
            unit,
            service: 0,
            by: Office::default(),
            referral: None,
            started: None,
            deliveries: Vec::new(),
            ended: None,
        }
    }
}
