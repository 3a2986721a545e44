//! Commands that were done already: the same form sent twice has the same answer, and another one under the same
//! command is refused.
//!
//! What a command said is remembered by its digest under the session key: a form holds names, and a plain digest
//! of one would let whoever has the database try names.

use base::{CommandId, Digest, PersonId, Problem};
use store::Tx;
use store::commands::Answer;
use vault::KeyName;

use crate::app::App;

impl App {
    /// The answer that this command had before; `None` when it is new.
    ///
    /// # Errors
    /// `command_reused` for another person's command or another content; an engine's error.
    pub(crate) fn command_answer(
        &self,
        tx: &mut Tx<'_>,
        command: CommandId,
        actor: PersonId,
        body: &Digest,
    ) -> Result<Option<Answer>, Problem> {
        store::commands::command_answer(tx, command, actor, &self.remembered_as(body)?)
    }

    /// Remembers what a command was answered.
    ///
    /// # Errors
    /// An engine's error.
    pub(crate) fn remember_command(
        &self,
        tx: &mut Tx<'_>,
        command: CommandId,
        actor: PersonId,
        body: &Digest,
        answer: &Answer,
    ) -> Result<(), Problem> {
        store::commands::remember_command(tx, command, actor, &self.remembered_as(body)?, answer)
    }

    fn remembered_as(&self, body: &Digest) -> Result<Digest, Problem> {
        Ok(self.keys.need(KeyName::Session)?.tag("punte/command/1", &[&body.0]))
    }
}
