//! Files that come from elsewhere: no signal stands before them.

use base::{CommandId, PersonId, Problem, StreamId};
use store::ExpectedVersion;

use crate::bulk::Bulk;
use crate::compose::FileEntry;

impl Bulk {
    /// Opens a file that no signal became: its first entry and the register's, in one transaction.
    ///
    /// # Errors
    /// The rule that refuses; an engine's error.
    pub(crate) fn open_unsignalled(
        &mut self,
        person: PersonId,
        file: StreamId,
        command: CommandId,
        entry: FileEntry,
    ) -> Result<(), Problem> {
        let opened = self.compose(person, file, command, entry)?;
        let registered = self.app.register_draft(person, &[file], command)?;
        self.take_file(file, opened);
        self.push(registered, ExpectedVersion::Exactly(self.register));
        self.register += 1;
        Ok(())
    }

    /// Writes what waits once it is this much.
    ///
    /// # Errors
    /// Those of [`Bulk::flush`].
    pub(crate) fn flush_from(&mut self, entries: usize) -> Result<(), Problem> {
        if self.waiting.len() >= entries { self.flush() } else { Ok(()) }
    }
}
