//! The one writer of a database: everybody's work in turn, one commit for all who wait.
//!
//! There is no writer thread. Whoever writes takes the seat, does the work on its own thread, and passes the
//! open transaction on to the next who waits; the last of such a round commits and tells the others. While a
//! commit waits for the disk, the next round gathers. So one writer alone pays one commit and no change of
//! thread, forty writers share one, and the work may borrow from its caller.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use base::{Problem, Timestamp};

use crate::connection::Connection;
use crate::database::Database;
use crate::transaction::Tx;

/// The most pieces of work one commit covers.
const ROUND: usize = 64;
/// A round that has changed this many rows is committed at once, so that people's writes get in between.
const ROWS: u64 = 1_000;

/// Opens the writing connection, again after it was lost.
pub(crate) type Open = Box<dyn Fn() -> Result<Connection, Problem> + Send + Sync>;

/// The writer of one database.
pub(crate) struct Writer {
    database: Database,
    simulated_time: bool,
    open: Open,
    waiting: AtomicUsize,
    seat: Mutex<Seat>,
}

/// What the one who writes holds.
struct Seat {
    connection: Option<Connection>,
    round: Option<Round>,
}

/// An open transaction and those whose work is in it.
struct Round {
    outcome: Arc<Outcome>,
    members: usize,
    /// Whether a savepoint is open: that of the last member but the first.
    part: bool,
    server_time: Option<Timestamp>,
}

/// How a round ended; its members wait for it.
#[derive(Default)]
struct Outcome {
    told: Mutex<Option<Result<(), Problem>>>,
    bell: Condvar,
}

impl Outcome {
    fn tell(&self, outcome: Result<(), Problem>) {
        *lock(&self.told) = Some(outcome);
        self.bell.notify_all();
    }

    fn wait(&self) -> Result<(), Problem> {
        let mut told = lock(&self.told);
        loop {
            if let Some(outcome) = &*told {
                return outcome.clone();
            }
            told = self.bell.wait(told).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Work that panicked was rolled back, so what it held is whole; a poisoned lock tells nothing more.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Writer {
    pub(crate) fn new(database: Database, simulated_time: bool, open: Open, connection: Connection) -> Self {
        let seat = Seat { connection: Some(connection), round: None };
        Self { database, simulated_time, open, waiting: AtomicUsize::new(0), seat: Mutex::new(seat) }
    }

    /// Does `work` in a transaction and returns after that transaction is durable.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let _turn = Turn::take(self.database)?;
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut seat = lock(&self.seat);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let outcome = seat.join(self)?;
        let (result, undone) = seat.run(self, work);
        match undone {
            // Nothing of the round is left: whoever else was in it hears the same.
            Some(problem) => {
                seat.end();
                outcome.tell(Err(problem));
            }
            None if self.waiting.load(Ordering::SeqCst) == 0 || seat.is_full() => {
                let committed = seat.commit();
                seat.end();
                outcome.tell(committed);
            }
            None => {}
        }
        drop(seat);
        // Even a refusal waits: what it rests on may be another member's work, which is not durable yet.
        let committed = outcome.wait();
        let value = result?;
        committed.map(|()| value)
    }

    /// The writing connection outside of any transaction, between rounds.
    pub(crate) fn alone<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let _turn = Turn::take(self.database)?;
        loop {
            let mut seat = lock(&self.seat);
            if seat.round.is_none() {
                return work(seat.connection(self)?);
            }
            // Somebody has been promised the open transaction and is about to take the seat.
            drop(seat);
            std::thread::yield_now();
        }
    }

    /// Closes the connection; for the end of the store.
    pub(crate) fn close(&self) {
        lock(&self.seat).connection = None;
    }
}

impl Seat {
    fn connection(&mut self, writer: &Writer) -> Result<&mut Connection, Problem> {
        if self.connection.as_ref().is_none_or(Connection::is_broken) {
            self.connection = None;
            self.connection = Some((writer.open)()?);
        }
        self.connection.as_mut().ok_or_else(|| Problem::internal("the writing connection is gone"))
    }

    /// Joins the open round, or begins one.
    fn join(&mut self, writer: &Writer) -> Result<Arc<Outcome>, Problem> {
        if self.round.is_none() {
            let lock = writer.database.realm().map(base::Realm::number);
            let connection = self.connection(writer)?;
            let begun = connection.begin_writing(lock);
            if begun.is_err() {
                connection.roll_back();
            }
            let server_time = begun?.filter(|_| !writer.simulated_time);
            self.round = Some(Round { outcome: Arc::default(), members: 0, part: false, server_time });
        }
        match &mut self.round {
            Some(round) => {
                round.members += 1;
                Ok(Arc::clone(&round.outcome))
            }
            None => Err(Problem::internal("no round is open")),
        }
    }

    /// Runs one member's work so that its failure leaves the others' untouched. The second value says that the
    /// whole transaction was lost, and why.
    fn run<T>(
        &mut self,
        writer: &Writer,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Problem>,
    ) -> (Result<T, Problem>, Option<Problem>) {
        let (Some(connection), Some(round)) = (self.connection.as_mut(), self.round.as_mut()) else {
            let problem = Problem::internal("the writing connection is gone");
            return (Err(problem.clone()), Some(problem));
        };
        // The first member needs no savepoint: without it the transaction is empty.
        let first = round.members == 1;
        let result = begin_part(connection, round).and_then(|()| {
            let mut tx = Tx::new(connection, writer.database, round.server_time);
            // The panic's own words may hold a person's data and go no further; the program's panic hook says
            // where it was and nothing else.
            catch_unwind(AssertUnwindSafe(|| work(&mut tx)))
                .unwrap_or_else(|_| Err(Problem::internal("a write panicked and was rolled back")))
        });
        let result = match connection.take_failure() {
            Some(problem) => result.and(Err(problem)),
            None => result,
        };
        let Err(problem) = &result else { return (result, None) };
        if first || !connection.in_transaction() {
            connection.roll_back();
            let problem = problem.clone();
            return (result, Some(problem));
        }
        match connection.batch("ROLLBACK TO part") {
            Ok(()) => (result, None),
            Err(lost) => {
                connection.roll_back();
                (result, Some(lost))
            }
        }
    }

    fn is_full(&self) -> bool {
        let changed = self.connection.as_ref().map_or(0, Connection::changed);
        self.round.as_ref().is_none_or(|round| round.members >= ROUND) || changed >= ROWS
    }

    fn commit(&mut self) -> Result<(), Problem> {
        let connection =
            self.connection.as_mut().ok_or_else(|| Problem::internal("the writing connection is gone"))?;
        let committed = connection.commit();
        if committed.is_err() {
            connection.roll_back();
        }
        committed
    }

    fn end(&mut self) {
        self.round = None;
    }
}

/// Opens the savepoint of every member but the first, and closes the one before it in the same round trip. The
/// last one needs no closing: the commit does.
fn begin_part(connection: &mut Connection, round: &mut Round) -> Result<(), Problem> {
    match (round.members, round.part) {
        (1, _) => Ok(()),
        (_, false) => {
            round.part = true;
            connection.batch("SAVEPOINT part")
        }
        (_, true) => connection.batch("RELEASE part; SAVEPOINT part"),
    }
}

thread_local! {
    /// The databases this thread is writing to, as bits.
    static WRITING: Cell<u8> = const { Cell::new(0) };
}

/// This thread's right to write to a database, until it is dropped.
struct Turn {
    before: u8,
}

impl Turn {
    /// # Errors
    /// `internal` when the thread already writes to this database or a later one: it would wait for itself, or
    /// two threads for each other.
    fn take(database: Database) -> Result<Self, Problem> {
        let before = WRITING.get();
        let bit = 1_u8 << database.index();
        if before >= bit {
            return Err(Problem::internal(format!("a write on `{}` inside another write", database.name())));
        }
        WRITING.set(before | bit);
        Ok(Self { before })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        WRITING.set(self.before);
    }
}
