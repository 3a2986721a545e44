//! Where files that others published lie, when somebody put them there. They are not part of the product.

use std::path::PathBuf;

/// A file below `../shared/data` seen from the project's root, or below what `PUNTE_TEST_SHARED_DATA` names. Says so
/// where it is not there: the caller then skips.
pub(crate) fn file(name: &str) -> Option<PathBuf> {
    let root = std::env::var("PUNTE_TEST_SHARED_DATA").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let file = root.join(name);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: {name} is not there");
    None
}
