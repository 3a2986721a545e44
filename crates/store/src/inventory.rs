//! Every fixed statement of the crate, so that a test can compile each of them on both engines.

use crate::database::Database;

/// The statements of a database that are the same on both engines.
pub(crate) fn shared_statements(database: Database) -> Vec<&'static str> {
    let ledger: &[&[&'static str]] = &[
        crate::append::STATEMENTS,
        crate::entries::STATEMENTS,
        crate::tree::STATEMENTS,
        crate::commands::STATEMENTS,
        crate::checkpoints::STATEMENTS,
        crate::verification::STATEMENTS,
        crate::refill::STATEMENTS,
        crate::outbox::STATEMENTS,
    ];
    let own: &[&[&'static str]] = match database {
        Database::Directory | Database::Justice | Database::Programme => &[],
        Database::Social => {
            &[crate::files::STATEMENTS, crate::reads::STATEMENTS, crate::erasures::STATEMENTS]
        }
        Database::Keys => &[crate::keys::STATEMENTS],
        Database::Session => &[
            crate::accounts::STATEMENTS,
            crate::sessions::STATEMENTS,
            crate::links::STATEMENTS,
            crate::throttle::STATEMENTS,
            crate::drafts::STATEMENTS,
            crate::operations::STATEMENTS,
            crate::factors::STATEMENTS,
        ],
    };
    let ledger = if database.realm().is_some() { ledger } else { &[] };
    ledger.iter().chain(own).flat_map(|statements| statements.iter().copied()).collect()
}

/// All statements of a database as its engine has them: fixed texts, and those derived from descriptions.
pub(crate) fn statements(database: Database, postgres: bool) -> Vec<String> {
    let mut all: Vec<String> = shared_statements(database).into_iter().map(str::to_owned).collect();
    if database.realm().is_some() {
        let own = if postgres {
            crate::verification::STATEMENTS_POSTGRES
        } else {
            crate::verification::STATEMENTS_SQLITE
        };
        all.extend(own.iter().map(|sql| (*sql).to_owned()));
        all.push(crate::append::latest_statement(4));
    }
    for projection in crate::projection::projections(database) {
        all.extend(projection.statements());
    }
    all
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// A statement that no list names would be compiled by no test.
    #[test]
    fn every_statement_constant_is_in_the_list_of_its_module() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut seen = 0;
        for file in fs::read_dir(folder).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let lists: String = text
                .split("const STATEMENTS")
                .skip(1)
                .flat_map(|rest| [rest.split_once("];").unwrap().0, " "])
                .collect();
            for declaration in text.split("\nconst ").skip(1) {
                let Some((name, rest)) = declaration.split_once(": &str =") else { continue };
                let body = rest.trim_start().trim_start_matches('"');
                if ["SELECT", "INSERT", "UPDATE", "DELETE"].iter().any(|verb| body.starts_with(verb)) {
                    seen += 1;
                    let named =
                        lists.split(|c: char| !c.is_ascii_uppercase() && c != '_').any(|word| word == name);
                    assert!(named, "`{name}` is in no list");
                }
            }
        }
        assert!(seen > 50, "only {seen} statements were found");
    }
}
