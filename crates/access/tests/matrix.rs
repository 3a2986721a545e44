//! The checked-in permission matrix is what the policies say.

use access::matrix;

use crate::people::POLICIES;

/// Set `PUNTE_WRITE=1` to write the file anew after a change of policy; read the difference before keeping it.
#[test]
fn the_matrix_on_file_is_the_matrix_of_the_policies() {
    let made = matrix(&POLICIES).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/permission-matrix.txt");
    if std::env::var_os("PUNTE_WRITE").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    for (line, (kept, made)) in kept.lines().zip(made.lines()).enumerate() {
        assert_eq!(kept, made, "line {} of permission-matrix.txt", line + 1);
    }
    assert_eq!(kept, made);
}
