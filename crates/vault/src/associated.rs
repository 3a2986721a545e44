//! Associated data: where sealed bytes belong. Bytes moved to another place do not open there.

use base::{Code, Compartment, Digest, EntryId, PersonId, Position, Realm, StreamId};

use crate::name::KeyName;

/// The place that sealed bytes belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssociatedData {
    /// A part of an entry, under its stream's key.
    Part {
        /// The ledger.
        realm: Realm,
        /// The stream of the entry.
        stream: StreamId,
        /// The entry.
        entry: EntryId,
        /// The part's compartment.
        compartment: Compartment,
        /// The epoch of the key.
        epoch: u32,
    },
    /// The facts an entry sheds, under the realm's statistics key of a month.
    Facts {
        /// The ledger.
        realm: Realm,
        /// The entry.
        entry: EntryId,
        /// The key's month (see [`crate::month_of`]).
        month: u32,
    },
    /// A wrapped key, under its parent.
    Wrapped {
        /// The key inside.
        name: KeyName,
        /// The key it is wrapped under.
        parent: KeyName,
    },
    /// A columnar snapshot of a realm's facts up to a position.
    Snapshot {
        /// The ledger.
        realm: Realm,
        /// The last position in it.
        position: Position,
    },
    /// An unsent form of a person, under the session key.
    Draft {
        /// Whose draft it is.
        person: PersonId,
        /// Which form.
        form: Code,
    },
    /// What a person signs in with, under the session key.
    Login {
        /// Whose it is.
        person: PersonId,
    },
    /// The secret of a person's changing codes, under the session key.
    Totp {
        /// Whose it is.
        person: PersonId,
    },
    /// A person's passkey as it is stored, under the session key.
    Passkey {
        /// Whose it is.
        person: PersonId,
    },
    /// The root secret, under a passphrase's key.
    LockedRoot {
        /// The digest of what the key was made with: cost and salt.
        header: Digest,
    },
    /// Where the next page of a list begins, for one session, under the session key.
    PageToken {
        /// The digest of the session's token.
        session: Digest,
    },
}

impl AssociatedData {
    /// Canonical bytes: a kind byte, then fields of fixed width or preceded by their length, numbers
    /// big-endian. Two different values never share them.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        match self {
            Self::Part { realm, stream, entry, compartment, epoch } => {
                bytes.extend_from_slice(&[1, realm.number()]);
                bytes.extend_from_slice(stream.as_bytes());
                bytes.extend_from_slice(entry.as_bytes());
                bytes.push(compartment.number());
                bytes.extend_from_slice(&epoch.to_be_bytes());
            }
            Self::Facts { realm, entry, month } => {
                bytes.extend_from_slice(&[2, realm.number()]);
                bytes.extend_from_slice(entry.as_bytes());
                bytes.extend_from_slice(&month.to_be_bytes());
            }
            Self::Wrapped { name, parent } => {
                bytes.push(3);
                push_with_length(&mut bytes, &name.to_bytes());
                push_with_length(&mut bytes, &parent.to_bytes());
            }
            Self::Snapshot { realm, position } => {
                bytes.extend_from_slice(&[4, realm.number()]);
                bytes.extend_from_slice(&position.0.to_be_bytes());
            }
            Self::Draft { person, form } => {
                bytes.push(5);
                bytes.extend_from_slice(person.as_bytes());
                push_with_length(&mut bytes, form.as_str().as_bytes());
            }
            Self::Login { person } => {
                bytes.push(7);
                bytes.extend_from_slice(person.as_bytes());
            }
            Self::Totp { person } => {
                bytes.push(8);
                bytes.extend_from_slice(person.as_bytes());
            }
            Self::Passkey { person } => {
                bytes.push(9);
                bytes.extend_from_slice(person.as_bytes());
            }
            Self::LockedRoot { header } => {
                bytes.push(10);
                bytes.extend_from_slice(&header.0);
            }
            Self::PageToken { session } => {
                bytes.push(6);
                bytes.extend_from_slice(&session.0);
            }
        }
        bytes
    }
}

fn push_with_length(bytes: &mut Vec<u8>, field: &[u8]) {
    bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
    bytes.extend_from_slice(field);
}
