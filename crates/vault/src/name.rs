//! The name of a key: its place in the hierarchy, its associated data, and its row in the key store.

use std::fmt;

use base::{AgencyNumber, Compartment, Day, Realm, StreamId};

use crate::error::VaultError;

/// Which key is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyName {
    /// The root secret; never stored wrapped.
    Root,
    /// A realm's key, under the root.
    Realm(Realm),
    /// An agency's key in a realm, under the realm.
    Agency(Realm, AgencyNumber),
    /// The key of one stream's compartment in one epoch, under an agency, or under the realm where no agency
    /// owns the stream. Of a shared compartment the epoch is the referral's ordinal; of every other one it
    /// counts from 1, and a new one begins with each change of readers (see [`crate::epochs`]).
    Stream(Realm, StreamId, Compartment, u32),
    /// A realm's statistics key of one month (see [`month_of`]), under the realm; seals facts.
    Statistics(Realm, u32),
    /// A realm's signing seed (Ed25519), under the realm.
    Signing(Realm),
    /// The key of sessions, form tokens and drafts, under the root.
    Session,
}

/// The month of a day as the number in [`KeyName::Statistics`]: `year × 12 + month − 1`.
#[must_use]
pub fn month_of(day: Day) -> u32 {
    let (year, month, _) = day.ymd();
    u32::try_from(i32::from(year) * 12 + i32::from(month) - 1).unwrap_or(0)
}

impl KeyName {
    /// Canonical bytes: a kind byte, then fields of fixed width, numbers big-endian; so no two names share
    /// them. At most 23 bytes. They name the row in the key store.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(23);
        bytes.push(self.kind());
        match self {
            Self::Root | Self::Session => {}
            Self::Realm(realm) | Self::Signing(realm) => bytes.push(realm.number()),
            Self::Agency(realm, agency) => {
                bytes.push(realm.number());
                bytes.extend_from_slice(&agency.0.to_be_bytes());
            }
            Self::Stream(realm, stream, compartment, epoch) => {
                bytes.push(realm.number());
                bytes.extend_from_slice(stream.as_bytes());
                bytes.push(compartment.number());
                bytes.extend_from_slice(&epoch.to_be_bytes());
            }
            Self::Statistics(realm, month) => {
                bytes.push(realm.number());
                bytes.extend_from_slice(&month.to_be_bytes());
            }
        }
        bytes
    }

    /// The name of canonical bytes.
    ///
    /// # Errors
    /// [`VaultError::MalformedName`] for any other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        Self::read(bytes).ok_or(VaultError::MalformedName)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (&kind, rest) = bytes.split_first()?;
        let Some((&realm, rest)) = rest.split_first() else {
            return match kind {
                0 => Some(Self::Root),
                6 => Some(Self::Session),
                _ => None,
            };
        };
        let realm = Realm::from_number(realm)?;
        match (kind, rest) {
            (1, []) => Some(Self::Realm(realm)),
            (2, number) => Some(Self::Agency(realm, AgencyNumber(big_endian(number)?))),
            (3, rest) => {
                let (stream, rest) = rest.split_at_checked(16)?;
                let (&compartment, epoch) = rest.split_first()?;
                let compartment = Compartment::from_number(compartment)?;
                Some(Self::Stream(realm, StreamId::from_slice(stream)?, compartment, big_endian(epoch)?))
            }
            (4, month) => Some(Self::Statistics(realm, big_endian(month)?)),
            (5, []) => Some(Self::Signing(realm)),
            _ => None,
        }
    }

    /// Whether a key of this name may be wrapped under a key named `parent`. No key crosses a realm.
    #[must_use]
    pub fn may_lie_under(&self, parent: &Self) -> bool {
        match (self, parent) {
            (Self::Realm(_) | Self::Session, Self::Root) => true,
            (
                Self::Agency(realm, _)
                | Self::Statistics(realm, _)
                | Self::Signing(realm)
                | Self::Stream(realm, ..),
                Self::Realm(above),
            )
            | (Self::Stream(realm, ..), Self::Agency(above, _)) => realm == above,
            _ => false,
        }
    }

    /// Whether this is a key of the stream, of whatever compartment and epoch.
    #[must_use]
    pub fn is_of_stream(&self, realm: Realm, stream: StreamId) -> bool {
        matches!(self, Self::Stream(r, s, ..) if (*r, *s) == (realm, stream))
    }

    /// 0 for the root, 1 below it, and so on: a parent's level is always lower than its child's.
    #[must_use]
    pub fn level(&self) -> u8 {
        match self {
            Self::Root => 0,
            Self::Realm(_) | Self::Session => 1,
            Self::Agency(..) | Self::Statistics(..) | Self::Signing(_) => 2,
            Self::Stream(..) => 3,
        }
    }

    fn kind(&self) -> u8 {
        match self {
            Self::Root => 0,
            Self::Realm(_) => 1,
            Self::Agency(..) => 2,
            Self::Stream(..) => 3,
            Self::Statistics(..) => 4,
            Self::Signing(_) => 5,
            Self::Session => 6,
        }
    }
}

fn big_endian(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("root"),
            Self::Realm(realm) => f.write_str(realm.name()),
            Self::Agency(realm, agency) => write!(f, "{}/agency/{agency}", realm.name()),
            Self::Stream(realm, stream, compartment, epoch) => {
                write!(f, "{}/stream/{stream}/{}/{epoch}", realm.name(), compartment.name())
            }
            Self::Statistics(realm, month) => {
                write!(f, "{}/statistics/{:04}-{:02}", realm.name(), month / 12, month % 12 + 1)
            }
            Self::Signing(realm) => write!(f, "{}/signing", realm.name()),
            Self::Session => f.write_str("session"),
        }
    }
}
