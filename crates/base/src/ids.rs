//! Identifiers. Inside they are UUID version 7; outside only [`crate::PublicCode`]s are shown, because a
//! version 7 id tells when it was made.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::chance::Randomness;
use crate::time::Timestamp;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; 16]);

        impl $name {
            /// 16 zero bytes: nobody, nothing.
            pub const NIL: Self = Self([0; 16]);

            /// A new id: version 7, from the given time and chance.
            #[must_use]
            pub fn new(now: Timestamp, chance: &Randomness) -> Self {
                let millis = u64::try_from(now.micros() / 1000).unwrap_or(0);
                Self(Builder::from_unix_timestamp_millis(millis, &chance.bytes()).into_uuid().into_bytes())
            }

            /// The id that these 16 bytes are.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The id in a slice of exactly 16 bytes.
            #[must_use]
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                Some(Self(bytes.try_into().ok()?))
            }

            /// Its 16 bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Reads the usual text form with hyphens.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Some(Self(Uuid::try_parse(text).ok()?.into_bytes()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&Uuid::from_bytes(self.0), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), Uuid::from_bytes(self.0))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = &'static str;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text).ok_or("not an identifier")
            }
        }
    };
}

identifier!(
    /// One entry of a ledger.
    EntryId
);
identifier!(
    /// One thing with a life: a protection file, a signal, a report, an agency, a person.
    StreamId
);
identifier!(
    /// A person who works with Punte.
    PersonId
);
identifier!(
    /// An agency.
    AgencyId
);
identifier!(
    /// One command, minted with its form: the same id and body repeat the first answer.
    CommandId
);

macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    };
}

number!(
    /// A child inside one realm's facts: random 64 bits, unlike any code on a page. 0 is no child.
    ChildNumber(u64)
);
number!(
    /// What a fact counts besides children: a referral, a service, a file's episode. 0 is none.
    UnitNumber(u64)
);
number!(
    /// An agency inside facts and projections: small, given at its opening, never reused. 0 is none.
    AgencyNumber(u32)
);
number!(
    /// An entry's place in its realm's ledger, from 1, without gaps. The tree of size `n` covers 1 to `n`.
    Position(u64)
);
