//! Places for hashing passwords: each run takes 19 MiB and a core for tens of milliseconds, and strangers may ask
//! for it. So few run at once, few wait, and the rest are told to come again: a flood of tries leaves the server's
//! other places to those who are signed in.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use base::{Problem, ProblemKind};

/// Passwords hashed at once: 76 MiB.
const AT_ONCE: u32 = 4;
/// Those who may wait for it; with the ones at work fewer than the requests that the server works on at once.
const WAITING: u32 = 16;

/// The places there are.
pub(crate) struct Hashing {
    at_once: u32,
    waiting: u32,
    taken: Mutex<Taken>,
    bell: Condvar,
}

#[derive(Default)]
struct Taken {
    at_work: u32,
    waiting: u32,
}

/// One's place, until it is dropped.
pub(crate) struct Place<'a>(&'a Hashing);

impl Default for Hashing {
    fn default() -> Self {
        Self::new(AT_ONCE, WAITING)
    }
}

impl Hashing {
    fn new(at_once: u32, waiting: u32) -> Self {
        Self { at_once, waiting, taken: Mutex::default(), bell: Condvar::new() }
    }

    /// Takes a place, after a while if there is none now.
    ///
    /// # Errors
    /// `busy` when too many wait already.
    pub(crate) fn place(&self) -> Result<Place<'_>, Problem> {
        let mut taken = self.taken();
        if taken.at_work >= self.at_once {
            if taken.waiting >= self.waiting {
                return Err(Problem::new(ProblemKind::Unavailable, "busy"));
            }
            taken.waiting += 1;
            let full = |taken: &mut Taken| taken.at_work >= self.at_once;
            taken = self.bell.wait_while(taken, full).unwrap_or_else(PoisonError::into_inner);
            taken.waiting -= 1;
        }
        taken.at_work += 1;
        Ok(Place(self))
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.taken().at_work -= 1;
        self.0.bell.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn no_more_hash_at_once_than_there_are_places() {
        let hashing = Hashing::new(2, 10);
        let (now, most) = (AtomicU32::new(0), AtomicU32::new(0));
        std::thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| {
                    let _place = hashing.place().unwrap();
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(Duration::from_millis(20));
                    now.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        assert_eq!(most.into_inner(), 2);
    }

    #[test]
    fn who_finds_too_many_waiting_is_told_to_come_again() {
        let hashing = Hashing::new(1, 0);
        let place = hashing.place().unwrap();
        assert_eq!(hashing.place().err().map(|problem| problem.code), Some("busy"));
        drop(place);
        assert!(hashing.place().is_ok());
    }
}
