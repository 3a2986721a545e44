//! Chance as a parameter: the operating system's in production, a seed's in the demo and in tests.

use std::sync::{Arc, Mutex, PoisonError};

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A source of random bytes that is handed in. Clones share one stream.
///
/// Keys and nonces must always come from [`Randomness::system`], even in the demo: a key that follows from a
/// seed protects nothing.
#[derive(Clone)]
pub struct Randomness(Source);

#[derive(Clone)]
enum Source {
    System,
    Seeded(Arc<Mutex<ChaCha12Rng>>),
}

impl Randomness {
    /// The operating system's randomness.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// The same bytes for the same seed, on every machine.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(ChaCha12Rng::seed_from_u64(seed)))))
    }

    /// Whether the bytes follow from a seed.
    #[must_use]
    pub fn is_seeded(&self) -> bool {
        matches!(self.0, Source::Seeded(_))
    }

    /// Fills `bytes`.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: going on would mean predictable keys.
    #[expect(
        clippy::panic,
        reason = "without randomness no key may be made; stopping is the only safe answer"
    )]
    pub fn fill(&self, bytes: &mut [u8]) {
        match &self.0 {
            Source::System => {
                if getrandom::fill(bytes).is_err() {
                    panic!("the operating system gives no randomness");
                }
            }
            Source::Seeded(generator) => {
                generator.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
            }
        }
    }

    /// `N` random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A random 64-bit number.
    #[must_use]
    pub fn number(&self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    /// A number in `0..bound`, each equally likely; 0 when `bound` is 0.
    #[must_use]
    pub fn below(&self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        // Rejects the ragged end of the range, so that no number is likelier than another.
        let limit = u64::MAX - (u64::MAX % bound);
        loop {
            let number = self.number();
            if number < limit {
                return number % bound;
            }
        }
    }

    /// A number in `0.0..1.0` with 53 random bits.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
    pub fn unit(&self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True with the given probability.
    #[must_use]
    pub fn chance(&self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of the items; `None` only from an empty slice.
    #[must_use]
    pub fn pick<'a, T>(&self, items: &'a [T]) -> Option<&'a T> {
        let index = usize::try_from(self.below(items.len() as u64)).ok()?;
        items.get(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let (one, other) = (Randomness::seeded(7), Randomness::seeded(7));
        assert_eq!(
            (0..5).map(|_| one.number()).collect::<Vec<_>>(),
            (0..5).map(|_| other.number()).collect::<Vec<_>>()
        );
    }

    #[test]
    fn below_stays_below() {
        let chance = Randomness::seeded(1);
        assert!((0..1000).all(|_| chance.below(3) < 3));
        assert_eq!(chance.below(0), 0);
    }
}
