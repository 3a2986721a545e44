//! All SQL: SQLite and PostgreSQL.
