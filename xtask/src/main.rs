//! Test, check and generate.
fn main() {}
