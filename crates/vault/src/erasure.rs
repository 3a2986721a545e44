//! Erasure by key: which wrapped keys go, so that what a record's streams hold opens no more.
//!
//! In this order: the caller commits that the record is erased, calls [`crate::KeyRing::forget_stream`] for each
//! of its streams (from then on this process admits none of their keys, not even from a row it has read already),
//! deletes the rows of [`keys_to_delete`], and lets the store overwrite what they left behind. A restart in
//! between begins again from the committed entry; every step may be done twice.

use base::{Realm, StreamId};

use crate::name::KeyName;

/// The names among those stored whose rows must be deleted for these streams of a realm: every compartment,
/// every epoch, every referral's. Sorted, each once. Keys of realms, agencies, months and other streams never
/// are among them, so figures stand and neighbours stay readable. Streams that hold the record's facts beside
/// its own one, such as that of its reads, must be named too if they are to go.
#[must_use]
pub fn keys_to_delete(
    realm: Realm,
    streams: &[StreamId],
    stored: impl IntoIterator<Item = KeyName>,
) -> Vec<KeyName> {
    let goes = |name: &KeyName| streams.iter().any(|stream| name.is_of_stream(realm, *stream));
    let mut names: Vec<KeyName> = stored.into_iter().filter(goes).collect();
    names.sort_unstable();
    names.dedup();
    names
}
