//! Prints which role may ever do what, for the generated page of the documentation.
#![expect(clippy::print_stdout, reason = "an example that prints the matrix")]

fn main() -> Result<(), base::Problem> {
    print!("{}", access::matrix(&access::Policies::load()?)?);
    Ok(())
}
