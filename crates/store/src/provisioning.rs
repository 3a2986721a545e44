//! Making and dropping whole PostgreSQL databases: for a first installation, and a database per test.

use base::{Problem, ProblemKind};
use postgres::NoTls;

use crate::fault::from_postgres;

/// The same URL with another database's name. Both of PostgreSQL's forms are understood: `postgresql://…` and
/// `host=… user=…`.
#[must_use]
pub fn with_database(url: &str, name: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        // Of a repeated word the last one counts.
        return format!("{url} dbname={name}");
    };
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
    let server = rest.split_once('/').map_or(rest, |(server, _)| server);
    let query = query.map_or(String::new(), |query| format!("?{query}"));
    format!("{scheme}://{server}/{name}{query}")
}

/// Makes a database on the server of `url`, as a copy of `template` where one is given.
///
/// # Errors
/// `bad_database_name` unless it is made of `a-z`, `0-9` and `_`; or what the server refuses.
pub fn create_database(url: &str, name: &str, template: Option<&str>) -> Result<(), Problem> {
    let template = match template {
        Some(template) => format!("TEMPLATE \"{}\"", checked(template)?),
        None => "TEMPLATE template0 ENCODING 'UTF8'".to_owned(),
    };
    run(url, &format!("CREATE DATABASE \"{}\" {template}", checked(name)?))
}

/// Drops a database, whoever is connected to it.
///
/// # Errors
/// As [`create_database`].
pub fn drop_database(url: &str, name: &str) -> Result<(), Problem> {
    run(url, &format!("DROP DATABASE IF EXISTS \"{}\" WITH (FORCE)", checked(name)?))
}

fn run(url: &str, statement: &str) -> Result<(), Problem> {
    let unreachable = || Problem::new(ProblemKind::Unavailable, "database_unreachable");
    let config: postgres::Config = url.parse().map_err(|_| unreachable())?;
    let mut client = config.connect(NoTls).map_err(|_| unreachable())?;
    client.batch_execute(statement).map_err(|error| from_postgres(&error))
}

/// Names cannot be parameters of these statements, so only plain ones are taken.
fn checked(name: &str) -> Result<&str, Problem> {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    if !name.is_empty() && name.len() < 64 && name.bytes().all(plain) {
        Ok(name)
    } else {
        Err(Problem::bad_input("bad_database_name"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_is_changed_in_both_forms_of_a_url() {
        assert_eq!(with_database("postgresql://u:p@h:5432/a?x=1", "b"), "postgresql://u:p@h:5432/b?x=1");
        assert_eq!(with_database("postgresql://h", "b"), "postgresql://h/b");
        assert_eq!(with_database("host=/tmp user=u", "b"), "host=/tmp user=u dbname=b");
    }

    #[test]
    fn a_name_that_could_end_the_statement_is_refused() {
        assert_eq!(create_database("", "a\"; DROP", None).unwrap_err().code, "bad_database_name");
    }
}
