//! Passwords: Argon2id (RFC 9106), stored in the PHC string format with their parameters.
//!
//! 19 MiB of memory, two passes, one lane: OWASP's first recommendation for Argon2id. A check takes tens of
//! milliseconds of one core and 19 MiB; run it off the async threads and few at a time.

use argon2::{Algorithm, Argon2, Params, Version};
use base::{Problem, Randomness};
use data_encoding::BASE64_NOPAD;
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Memory of one check, in KiB.
pub const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over that memory.
pub const PASSES: u32 = 2;
/// Lanes; one, because a server has other requests for its other cores.
pub const LANES: u32 = 1;
/// The fewest characters of a password.
pub const MIN_CHARACTERS: usize = 12;
/// The most bytes of a password; what Argon2 hashes first must not be the sender's to choose.
pub const MAX_BYTES: usize = 256;
/// The fewest different characters: refuses `aaaaaaaaaaaa` and `121212121212`.
pub const MIN_DIFFERENT: usize = 5;

/// The most memory and passes a stored string may ask for: whoever writes a row must not stop the server.
const LIMITS: (u32, u32, u32) = (1 << 20, 16, 16);
const SALT: usize = 16;
const HASH: usize = 32;

/// Checks a new password and gives the string to store:
/// `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`.
///
/// # Errors
/// `password_too_short` (`min`), `password_too_long` (`max`) or `password_too_simple` (`min`, different
/// characters), on the field `password`; an internal fault when there is no memory.
pub fn store(password: &str, chance: &Randomness) -> Result<String, Problem> {
    let refuse = |code, limit: &'static str, value: usize| {
        Err(Problem::bad_input(code).with(limit, value.to_string()).on("password"))
    };
    if password.len() > MAX_BYTES {
        return refuse("password_too_long", "max", MAX_BYTES);
    }
    let normal = normal(password);
    if normal.len() > MAX_BYTES {
        return refuse("password_too_long", "max", MAX_BYTES);
    }
    if normal.chars().count() < MIN_CHARACTERS {
        return refuse("password_too_short", "min", MIN_CHARACTERS);
    }
    let mut different: Vec<char> = normal.chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < MIN_DIFFERENT {
        return refuse("password_too_simple", "min", MIN_DIFFERENT);
    }
    let cost = Cost { memory: MEMORY_KIB, passes: PASSES, lanes: LANES };
    let salt: [u8; SALT] = chance.bytes();
    let hash = cost.hash(&normal, &salt).ok_or_else(|| Problem::internal("argon2 gave no hash"))?;
    let Cost { memory, passes, lanes } = cost;
    let (salt, hash) = (BASE64_NOPAD.encode(&salt), BASE64_NOPAD.encode(&*hash));
    Ok(format!("$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${hash}"))
}

/// Whether this is the password of a stored string. For an account that does not exist, or has no password
/// yet, give `None`: the same work is done and the answer is no, so that time does not tell who has one.
#[must_use]
pub fn check(password: &str, stored: Option<&str>) -> bool {
    let nobody = Stored {
        cost: Cost { memory: MEMORY_KIB, passes: PASSES, lanes: LANES },
        salt: vec![0; SALT],
        hash: vec![0; HASH],
    };
    let (stored, exists) = match stored.and_then(Stored::parse) {
        Some(stored) => (stored, true),
        None => (nobody, false),
    };
    // Longer text is never right; instead of refusing it early, the same work is done on nothing.
    let fits = password.len() <= MAX_BYTES;
    let normal = if fits { normal(password) } else { Zeroizing::new(String::new()) };
    let Some(hash) = stored.cost.hash(&normal, &stored.salt) else {
        return false;
    };
    let equal = bool::from(hash.as_slice().ct_eq(&stored.hash));
    equal & exists & fits
}

/// The same letters however the keyboard composes them (normal form KC, as NIST SP 800-63B asks).
pub(crate) fn normal(password: &str) -> Zeroizing<String> {
    // Room for the longest form of so short a text, so that growing leaves no copy behind.
    let mut normal = Zeroizing::new(String::with_capacity(MAX_BYTES * 20));
    normal.extend(password.nfkc());
    normal
}

pub(crate) struct Cost {
    pub(crate) memory: u32,
    pub(crate) passes: u32,
    pub(crate) lanes: u32,
}

impl Cost {
    pub(crate) fn hash(&self, password: &str, salt: &[u8]) -> Option<Zeroizing<[u8; HASH]>> {
        let params = Params::new(self.memory, self.passes, self.lanes, Some(HASH)).ok()?;
        let mut hash = Zeroizing::new([0; HASH]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(password.as_bytes(), salt, &mut *hash)
            .ok()?;
        Some(hash)
    }
}

struct Stored {
    cost: Cost,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Stored {
    fn parse(text: &str) -> Option<Self> {
        let mut fields = text.strip_prefix("$argon2id$v=19$")?.split('$');
        let (cost, salt, hash) = (fields.next()?, fields.next()?, fields.next()?);
        if fields.next().is_some() {
            return None;
        }
        let mut numbers = cost
            .split(',')
            .zip(["m=", "t=", "p="])
            .map(|(field, label)| field.strip_prefix(label).and_then(|number| number.parse::<u32>().ok()));
        let (memory, passes, lanes) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let (salt, hash) =
            (BASE64_NOPAD.decode(salt.as_bytes()).ok()?, BASE64_NOPAD.decode(hash.as_bytes()).ok()?);
        let sound = memory <= LIMITS.0 && passes <= LIMITS.1 && lanes <= LIMITS.2 && hash.len() == HASH;
        sound.then_some(Self { cost: Cost { memory, passes, lanes }, salt, hash })
    }
}
