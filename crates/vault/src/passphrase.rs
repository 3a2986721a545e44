//! The root secret locked by a passphrase: Argon2id makes a key of the passphrase, and that key seals the
//! random root. So the passphrase can change while no other key does.
//!
//! The text is one line, `punte-locked-root-1:` and letters (base32) of
//! `memory in KiB (u32) | passes (u32) | lanes (u32) | salt (16) | sealed root (105) | check (4)`, numbers
//! big-endian. The check finds a mistyped or cut line before any work is done; whether the passphrase is right
//! is told by the key commitment of the sealed root (see [`crate::sealing`]).

use base::Randomness;
use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use crate::associated::AssociatedData;
use crate::error::VaultError;
use crate::key::{Key, digest};
use crate::password::{Cost, MAX_BYTES, normal};
use crate::root::RootSecret;
use crate::sealing::{OVERHEAD, open_exact, seal_exact};

/// The fewest characters of a passphrase. It stands before everything, so it is longer than a password.
pub const MIN_CHARACTERS: usize = 20;
/// The fewest different characters.
pub const MIN_DIFFERENT: usize = 8;

const PREFIX: &str = "punte-locked-root-1:";
const SALT: usize = 16;
const HEADER: usize = 12 + SALT;
const SEALED: usize = OVERHEAD + 32;
const CHECK: usize = 4;
/// The most bytes of the text, blanks around it included.
const MAX_TEXT: usize = 512;

/// What one try of a passphrase costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassphraseCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl PassphraseCost {
    /// 64 MiB, three passes, four lanes: the second recommendation of RFC 9106 §4, for machines that have less
    /// than 2 GiB to give.
    pub const RECOMMENDED: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 4 };
    /// What a line may ask for at most: 1 GiB, 16 passes, 16 lanes. Whoever writes the file must not stop the
    /// machine.
    pub const MOST: Self = Self { memory_kib: 1 << 20, passes: 16, lanes: 16 };

    fn within(self, most: Self) -> bool {
        self.memory_kib <= most.memory_kib && self.passes <= most.passes && self.lanes <= most.lanes
    }

    fn key(self, passphrase: &str, salt: &[u8; SALT]) -> Option<Key> {
        let cost = Cost { memory: self.memory_kib, passes: self.passes, lanes: self.lanes };
        Key::from_slice(cost.hash(passphrase, salt)?.as_slice())
    }
}

/// A root secret that a passphrase opens. Nothing in it is readable without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedRoot {
    cost: PassphraseCost,
    salt: [u8; SALT],
    sealed: Vec<u8>,
}

impl LockedRoot {
    /// Locks a root secret. `chance` must be the system's outside tests, `cost` at least
    /// [`PassphraseCost::RECOMMENDED`].
    ///
    /// # Errors
    /// [`VaultError::WeakPassphrase`]; [`VaultError::PassphraseCost`] when Argon2id cannot be run so, or there
    /// is no memory for it.
    pub fn lock(
        root: &RootSecret,
        passphrase: &str,
        cost: PassphraseCost,
        chance: &Randomness,
    ) -> Result<Self, VaultError> {
        let passphrase = strong(passphrase).ok_or(VaultError::WeakPassphrase)?;
        let salt = chance.bytes();
        if !cost.within(PassphraseCost::MOST) {
            return Err(VaultError::PassphraseCost);
        }
        let key = cost.key(&passphrase, &salt).ok_or(VaultError::PassphraseCost)?;
        let mut locked = Self { cost, salt, sealed: Vec::new() };
        locked.sealed = seal_exact(&key, &locked.place(), root.key().expose(), chance)?;
        Ok(locked)
    }

    /// Opens it. The same work is done for every passphrase, right, wrong, empty or too long.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`]; [`VaultError::Damaged`]; [`VaultError::PassphraseCost`] when there is no
    /// memory.
    pub fn unlock(&self, passphrase: &str) -> Result<RootSecret, VaultError> {
        let fits = passphrase.len() <= MAX_BYTES;
        let normal = if fits { normal(passphrase) } else { Zeroizing::new(String::new()) };
        let key = self.cost.key(&normal, &self.salt).ok_or(VaultError::PassphraseCost)?;
        match open_exact(&key, &self.place(), &self.sealed) {
            Ok(root) => RootSecret::from_slice(&root).ok_or(VaultError::Damaged),
            Err(VaultError::WrongKey) => Err(VaultError::WrongPassphrase),
            Err(other) => Err(other),
        }
    }

    /// The line to store.
    #[must_use]
    pub fn text(&self) -> String {
        let mut bytes = self.header();
        bytes.extend_from_slice(&self.sealed);
        bytes.extend_from_slice(&check(&bytes));
        format!("{PREFIX}{}", BASE32_NOPAD.encode(&bytes))
    }

    /// Reads what [`LockedRoot::text`] writes, in any case, with blanks around it. No work is done yet.
    ///
    /// # Errors
    /// [`VaultError::MalformedRoot`]; [`VaultError::PassphraseCost`] when it asks for more than
    /// [`PassphraseCost::MOST`].
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        if text.len() > MAX_TEXT {
            return Err(VaultError::MalformedRoot);
        }
        let locked = Self::read(text.trim()).ok_or(VaultError::MalformedRoot)?;
        if locked.cost.within(PassphraseCost::MOST) { Ok(locked) } else { Err(VaultError::PassphraseCost) }
    }

    fn read(text: &str) -> Option<Self> {
        let (prefix, letters) = text.split_at_checked(PREFIX.len())?;
        if !prefix.eq_ignore_ascii_case(PREFIX) {
            return None;
        }
        let bytes = BASE32_NOPAD.decode(letters.to_ascii_uppercase().as_bytes()).ok()?;
        let (inside, written) = bytes.split_last_chunk::<CHECK>()?;
        if inside.len() != HEADER + SEALED || *written != check(inside) {
            return None;
        }
        let (memory, rest) = inside.split_first_chunk::<4>()?;
        let (passes, rest) = rest.split_first_chunk::<4>()?;
        let (lanes, rest) = rest.split_first_chunk::<4>()?;
        let (salt, sealed) = rest.split_first_chunk::<SALT>()?;
        let cost = PassphraseCost {
            memory_kib: u32::from_be_bytes(*memory),
            passes: u32::from_be_bytes(*passes),
            lanes: u32::from_be_bytes(*lanes),
        };
        Some(Self { cost, salt: *salt, sealed: sealed.to_vec() })
    }

    fn header(&self) -> Vec<u8> {
        let PassphraseCost { memory_kib, passes, lanes } = self.cost;
        let numbers = [memory_kib, passes, lanes].map(u32::to_be_bytes);
        [numbers.as_flattened(), &self.salt].concat()
    }

    fn place(&self) -> AssociatedData {
        AssociatedData::LockedRoot { header: digest(&self.header()) }
    }
}

/// The passphrase in its normal form, if it is long and various enough.
fn strong(passphrase: &str) -> Option<Zeroizing<String>> {
    if passphrase.len() > MAX_BYTES {
        return None;
    }
    let normal = normal(passphrase);
    let mut different: Vec<char> = normal.chars().collect();
    let long = different.len() >= MIN_CHARACTERS;
    different.sort_unstable();
    different.dedup();
    (long && different.len() >= MIN_DIFFERENT && normal.len() <= MAX_BYTES).then_some(normal)
}

fn check(bytes: &[u8]) -> [u8; CHECK] {
    digest(bytes).0.first_chunk().copied().unwrap_or_default()
}
