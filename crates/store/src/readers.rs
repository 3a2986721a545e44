//! The reading connections of a database: each reads one unchanging state of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, PoisonError};

use base::Problem;

use crate::connection::Connection;
use crate::database::Database;
use crate::transaction::Tx;
use crate::writer::{Open, lock};

/// The readers of one database; connections are opened when first needed.
pub(crate) struct Readers {
    database: Database,
    open: Open,
    most: usize,
    pool: Mutex<Pool>,
    freed: Condvar,
}

#[derive(Default)]
struct Pool {
    idle: Vec<Connection>,
    taken: usize,
}

impl Readers {
    pub(crate) fn new(database: Database, most: usize, open: Open) -> Self {
        Self { database, open, most: most.max(1), pool: Mutex::default(), freed: Condvar::new() }
    }

    /// Does `work` on one state of the database.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut lent = self.take()?;
        lent.connection()?.begin_reading()?;
        let result = {
            let mut tx = Tx::new(lent.connection()?, self.database, None);
            catch_unwind(AssertUnwindSafe(|| work(&mut tx)))
                .unwrap_or_else(|_| Err(Problem::internal("a read panicked")))
        };
        lent.connection()?.roll_back();
        result
    }

    /// Closes the idle connections; for the end of the store.
    pub(crate) fn close(&self) {
        lock(&self.pool).idle.clear();
    }

    fn take(&self) -> Result<Lent<'_>, Problem> {
        let mut pool = lock(&self.pool);
        loop {
            if let Some(connection) = pool.idle.pop() {
                pool.taken += 1;
                return Ok(Lent { readers: self, connection: Some(connection) });
            }
            if pool.taken < self.most {
                pool.taken += 1;
                drop(pool);
                // Lent before it is opened: a failure to open gives the place back.
                let mut lent = Lent { readers: self, connection: None };
                lent.connection = Some((self.open)()?);
                return Ok(lent);
            }
            pool = self.freed.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A connection on loan; it goes back when dropped, unless it is broken.
struct Lent<'r> {
    readers: &'r Readers,
    connection: Option<Connection>,
}

impl Lent<'_> {
    fn connection(&mut self) -> Result<&mut Connection, Problem> {
        self.connection.as_mut().ok_or_else(|| Problem::internal("the reading connection is gone"))
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut pool = lock(&self.readers.pool);
        pool.taken -= 1;
        if let Some(connection) = self.connection.take().filter(|connection| !connection.is_broken()) {
            pool.idle.push(connection);
        }
        drop(pool);
        self.readers.freed.notify_one();
    }
}
