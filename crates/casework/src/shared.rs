//! What a referral sends: the parts of identity that its sender chose, and the need in words.

use std::fmt;

use base::{CleanText, Problem};
use serde::{Deserialize, Serialize};

use crate::identity::{BirthDate, Identity};
use crate::payload;

/// A part of identity that can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityPart {
    /// Given names.
    GivenNames,
    /// Family names.
    FamilyNames,
    /// Date of birth.
    BirthDate,
    /// A number the state gave.
    NationalNumber,
    /// Where the child lives.
    Address,
    /// A telephone number that is safe to call.
    Phone,
    /// Who has parental rights.
    Guardian,
}

impl IdentityPart {
    /// All parts, in the order forms show them.
    pub const ALL: [Self; 7] = [
        Self::GivenNames,
        Self::FamilyNames,
        Self::BirthDate,
        Self::NationalNumber,
        Self::Address,
        Self::Phone,
        Self::Guardian,
    ];

    /// Its code: the field's name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::GivenNames => "given_names",
            Self::FamilyNames => "family_names",
            Self::BirthDate => "birth_date",
            Self::NationalNumber => "national_number",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::Guardian => "guardian",
        }
    }

    /// The part of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// What the recipient of a referral may read once it has accepted, and nothing else. Parts that were not chosen
/// are not there at all.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedSections {
    /// Given names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_names: Option<CleanText>,
    /// Family names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_names: Option<CleanText>,
    /// Date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<BirthDate>,
    /// A number the state gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national_number: Option<CleanText>,
    /// Where the child lives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<CleanText>,
    /// A telephone number that is safe to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<CleanText>,
    /// Who has parental rights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<CleanText>,
    /// The need, in the sender's words.
    #[serde(default)]
    pub need: CleanText,
}

impl SharedSections {
    /// The chosen parts of an identity, those that are known, with the need in words.
    #[must_use]
    pub fn choose(identity: &Identity, parts: &[IdentityPart], need: CleanText) -> Self {
        let chosen = |part: IdentityPart, text: &CleanText| {
            (parts.contains(&part) && !text.is_empty()).then(|| text.clone())
        };
        Self {
            given_names: chosen(IdentityPart::GivenNames, &identity.given_names),
            family_names: chosen(IdentityPart::FamilyNames, &identity.family_names),
            birth_date: identity.birth_date.clone().filter(|_| parts.contains(&IdentityPart::BirthDate)),
            national_number: chosen(IdentityPart::NationalNumber, &identity.national_number),
            address: chosen(IdentityPart::Address, &identity.address),
            phone: chosen(IdentityPart::Phone, &identity.phone),
            guardian: chosen(IdentityPart::Guardian, &identity.guardian),
            need,
        }
    }

    /// The parts that are there, with their text.
    #[must_use]
    pub fn parts(&self) -> Vec<(IdentityPart, &str)> {
        IdentityPart::ALL.into_iter().filter_map(|part| Some((part, self.part(part)?))).collect()
    }

    /// The text of a part; `None` when it was not sent.
    #[must_use]
    pub fn part(&self, part: IdentityPart) -> Option<&str> {
        let text = match part {
            IdentityPart::GivenNames => &self.given_names,
            IdentityPart::FamilyNames => &self.family_names,
            IdentityPart::BirthDate => return self.birth_date.as_ref().map(BirthDate::as_str),
            IdentityPart::NationalNumber => &self.national_number,
            IdentityPart::Address => &self.address,
            IdentityPart::Phone => &self.phone,
            IdentityPart::Guardian => &self.guardian,
        };
        text.as_ref().map(CleanText::as_str)
    }

    /// The shared part of an entry.
    #[must_use]
    pub fn to_part(&self) -> Vec<u8> {
        payload::write(self)
    }

    /// Reads what [`SharedSections::to_part`] wrote.
    ///
    /// # Errors
    /// `payload_too_large`, `payload_malformed`.
    pub fn from_part(part: &[u8]) -> Result<Self, Problem> {
        payload::read(part, "shared")
    }
}

impl fmt::Debug for SharedSections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedSections(sealed)")
    }
}
