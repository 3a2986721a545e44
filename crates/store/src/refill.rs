//! Making a projection's table, and filling it anew when its rows were made by an older program.

use base::{Problem, ProblemKind};

use crate::connection::Connection;
use crate::database::Database;
use crate::migrations::spelled;
use crate::projection::{Projection, Target, projections};
use crate::transaction::Tx;

/// Makes the tables that are not there and refuses those of a newer program.
pub(crate) fn prepare(connection: &mut Connection, database: Database) -> Result<(), Problem> {
    if projections(database).is_empty() {
        return Ok(());
    }
    let lock = database.realm().map(base::Realm::number);
    connection.begin_writing(lock)?;
    match make_missing(connection, database) {
        Ok(()) => connection.commit(),
        Err(problem) => {
            connection.roll_back();
            Err(problem)
        }
    }
}

fn make_missing(connection: &mut Connection, database: Database) -> Result<(), Problem> {
    let postgres = connection.is_postgres();
    let (mut size, known) = (0_u64, stored_numbers(connection)?);
    if let Some(row) = connection.query_one("SELECT count(*) FROM head", &[])? {
        size = row.get(0)?;
    }
    for projection in projections(database) {
        match known.iter().find(|(name, _)| name == projection.name) {
            Some((_, number)) if *number > projection.number => {
                return Err(Problem::new(ProblemKind::Unavailable, "database_newer")
                    .with("database", projection.name)
                    .with("found", number.to_string())
                    .with("known", projection.number.to_string()));
            }
            Some(_) => {}
            None => {
                connection.batch(&spelled(&projection.create_table(Target::Live), postgres))?;
                connection.batch(&projection.create_indexes())?;
                // An empty ledger needs no filling; in any other the new table is stale (0) until it is filled.
                let number = if size == 0 { projection.number } else { 0 };
                connection.execute(
                    "INSERT INTO projection (name, number) VALUES ($1, $2)",
                    &[projection.name.into(), number.into()],
                )?;
            }
        }
    }
    Ok(())
}

/// Makes one projection's table, empty and of the program's own number, for a backup's rows to fill.
pub(crate) fn make_for_restore(
    connection: &mut Connection,
    database: Database,
    name: &str,
) -> Result<(), Problem> {
    let postgres = connection.is_postgres();
    for projection in projections(database).iter().filter(|projection| projection.name == name) {
        connection.batch(&spelled(&projection.create_table(Target::Live), postgres))?;
        connection.batch(&projection.create_indexes())?;
        let values = [projection.name.into(), projection.number.into()];
        connection.execute("INSERT INTO projection (name, number) VALUES ($1, $2)", &values)?;
    }
    Ok(())
}

fn stored_numbers(connection: &mut Connection) -> Result<Vec<(String, u32)>, Problem> {
    let rows = connection.query(STORED_NUMBERS, &[])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

const STORED_NUMBERS: &str = "SELECT name, number FROM projection ORDER BY name";
const SET_NUMBER: &str = "UPDATE projection SET number = $1 WHERE name = $2";
pub(crate) const STATEMENTS: &[&str] = &[STORED_NUMBERS, SET_NUMBER];

/// The projections whose rows were made by an older program and must be filled anew.
///
/// # Errors
/// An engine's error.
pub fn stale(tx: &mut Tx<'_>) -> Result<Vec<&'static Projection>, Problem> {
    let rows = tx.query(STORED_NUMBERS, &[])?;
    let mut stale = Vec::new();
    for projection in projections(tx.database()) {
        let mut found = None;
        for row in &rows {
            if row.get::<String>(0)? == projection.name {
                found = Some(row.get::<u32>(1)?);
            }
        }
        if found != Some(projection.number) {
            stale.push(*projection);
        }
    }
    Ok(stale)
}

/// Makes the empty second table. The transaction that begins the filling must also end it.
///
/// # Errors
/// An engine's error.
pub fn begin_refill(tx: &mut Tx<'_>, projection: &Projection) -> Result<(), Problem> {
    let second = projection.table(Target::Second);
    let create = spelled(&projection.create_table(Target::Second), tx.is_postgres());
    tx.batch(&format!("DROP TABLE IF EXISTS {second}; {create}"))
}

/// Lets the second table take the name, and notes the program's number.
///
/// # Errors
/// An engine's error.
pub fn end_refill(tx: &mut Tx<'_>, projection: &Projection) -> Result<(), Problem> {
    let (live, second) = (projection.table(Target::Live), projection.table(Target::Second));
    tx.batch(&format!(
        "DROP TABLE {live}; ALTER TABLE {second} RENAME TO {live}; {}",
        projection.create_indexes()
    ))?;
    if tx.is_postgres() {
        tx.batch(&format!("ANALYZE {live}"))?;
    }
    tx.execute(SET_NUMBER, &[projection.number.into(), projection.name.into()])?;
    Ok(())
}
