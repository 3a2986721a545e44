//! Commands that were answered: the same command again has the same answer, and does nothing again.

use base::{CommandId, Digest, PersonId, Position, Problem, ProblemKind};

use crate::transaction::Tx;

const ANSWER: &str = "SELECT actor, body_hash, answer, position FROM command WHERE id = $1";
const REMEMBER: &str =
    "INSERT INTO command (id, actor, body_hash, answer, position) VALUES ($1, $2, $3, $4, $5)";
pub(crate) const STATEMENTS: &[&str] = &[ANSWER, REMEMBER];

/// What a command was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer's bytes, the caller's own; codes and ids only.
    pub answer: Vec<u8>,
    /// The position of its last entry.
    pub position: Position,
}

/// The first answer to a command, if it was answered.
///
/// # Errors
/// `command_reused` (a conflict) when it was another person's or had another body; or an engine's error.
pub fn command_answer(
    tx: &mut Tx<'_>,
    command: CommandId,
    actor: PersonId,
    body_hash: &Digest,
) -> Result<Option<Answer>, Problem> {
    let Some(mut row) = tx.query_one(ANSWER, &[command.into()])? else { return Ok(None) };
    if row.get::<PersonId>(0)? != actor || row.get::<Digest>(1)? != *body_hash {
        return Err(Problem::new(ProblemKind::Conflict, "command_reused"));
    }
    Ok(Some(Answer { position: row.get(3)?, answer: row.take_blob(2)? }))
}

/// Keeps a command's answer, in the transaction of its entries.
///
/// # Errors
/// An engine's error.
pub fn remember_command(
    tx: &mut Tx<'_>,
    command: CommandId,
    actor: PersonId,
    body_hash: &Digest,
    answer: &Answer,
) -> Result<(), Problem> {
    let values = [
        command.into(),
        actor.into(),
        (*body_hash).into(),
        answer.answer.as_slice().into(),
        answer.position.into(),
    ];
    tx.execute(REMEMBER, &values).map(|_| ())
}
