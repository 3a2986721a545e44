//! A running app in a test, people by role, a database per test on both engines.
