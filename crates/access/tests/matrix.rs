//! The checked-in permission matrix is what the policies say.

use access::matrix;

use crate::people::POLICIES;

/// `cargo xtask generate` writes the page anew after a change of policy; read the difference before keeping it.
#[test]
fn the_matrix_on_file_is_the_matrix_of_the_policies() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/generated/permissions.md");
    let page = std::fs::read_to_string(path).unwrap();
    // Above it stands a line that says how the page is made.
    let kept: Vec<&str> = page.lines().skip(2).collect();
    let made = matrix(&POLICIES).unwrap();
    let made: Vec<&str> = made.trim_end().lines().map(str::trim_end).collect();
    for (line, (kept, made)) in kept.iter().zip(&made).enumerate() {
        assert_eq!(
            kept,
            made,
            "line {} of docs/generated/permissions.md: run `cargo xtask generate`",
            line + 3
        );
    }
    assert_eq!(kept, made, "docs/generated/permissions.md: run `cargo xtask generate`");
}
