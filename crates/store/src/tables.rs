//! The tables of each database as a backup carries them: names and columns, in an order rows can be read in.

use crate::database::Database;
use crate::projection::projections;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: Vec<&'static str>,
    /// What rows are sorted by, so that two backups of one state are the same bytes.
    pub(crate) key: Vec<&'static str>,
    /// Whether it follows from the ledger and an older program's rows are left to be made again.
    pub(crate) projection: Option<u32>,
}

const LEDGER: &[(&str, &[&str], &[&str])] = &[
    (
        "entry",
        &["position", "id", "stream", "version", "kind", "recorded_at", "command", "hash", "bytes"],
        &["position"],
    ),
    ("command", &["id", "actor", "body_hash", "answer", "position"], &["id"]),
    ("head", &["id", "frontier"], &["id"]),
    ("tile", &["level", "number", "hashes"], &["level", "number"]),
    ("checkpoint", &["size", "text"], &["size"]),
    ("outbox", &["entry", "position", "to_realm", "delivered_at"], &["entry"]),
];

const KEYS: &[(&str, &[&str], &[&str])] =
    &[("wrapped_key", &["name", "parent", "level", "bytes", "created_at"], &["name"])];

/// Sessions, links, failed tries, drafts and what the machine was last made to do end with the machine they were made on.
const SESSION: &[(&str, &[&str], &[&str])] = &[
    ("account", &["person", "login", "sealed_login", "password", "changed_at"], &["person"]),
    ("totp", &["person", "sealed", "last_step", "failures", "enrolled_at"], &["person"]),
    ("recovery_code", &["digest", "person"], &["digest"]),
];

/// Tables that a backup leaves out on purpose.
#[cfg(test)]
pub(crate) const LEFT_OUT: &[&str] =
    &["session", "one_time_link", "login_throttle", "draft", "operation", "schema_step", "projection"];

/// The tables of a database, those that others follow from first.
pub(crate) fn tables(database: Database) -> Vec<Table> {
    let fixed = match database {
        Database::Directory | Database::Social | Database::Justice | Database::Programme => LEDGER,
        Database::Keys => KEYS,
        Database::Session => SESSION,
    };
    let fixed = fixed.iter().map(|(name, columns, key)| Table {
        name,
        columns: columns.to_vec(),
        key: key.to_vec(),
        projection: None,
    });
    let projected = projections(database).iter().map(|projection| Table {
        name: projection.name,
        columns: projection.column_names(),
        key: projection.key.to_vec(),
        projection: Some(projection.number),
    });
    fixed.chain(projected).collect()
}

impl Table {
    /// All rows in the order of the key.
    pub(crate) fn select(&self) -> String {
        format!("SELECT {} FROM {} ORDER BY {}", self.columns.join(", "), self.name, self.key.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrations::steps;

    /// A table that no list names would be in no backup.
    #[test]
    fn every_table_and_column_of_the_schema_is_carried_or_left_out_by_name() {
        for database in Database::ALL {
            let known = tables(database);
            for (_, step) in steps(database) {
                for statement in step.split("CREATE TABLE ").skip(1) {
                    let (name, rest) = statement.split_once(" (").unwrap();
                    let body = rest.split_once(") STRICT").unwrap().0;
                    if LEFT_OUT.contains(&name) {
                        continue;
                    }
                    let table = known.iter().find(|table| table.name == name);
                    let table = table.unwrap_or_else(|| panic!("`{name}` is in no backup"));
                    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
                        let column = line.split(' ').next().unwrap();
                        if column.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                            assert!(table.columns.contains(&column), "`{name}.{column}` is in no backup");
                        }
                    }
                }
            }
        }
    }
}
