//! The indicators' definitions, read with the code lists of the pack in force.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use base::Problem;
use indicators::Definition;
use rules::Pack;

use crate::app::App;

/// What was read last, and with which pack. A pack that is gone equals none that came after it, because the weak
/// pointer keeps its place taken.
static READ_LAST: Mutex<Option<ReadWith>> = Mutex::new(None);

/// Definitions and the pack whose lists they were read with.
type ReadWith = (Weak<Pack>, Arc<Vec<Definition>>);

impl App {
    /// The definitions that ship with the program, in the order they are listed.
    ///
    /// # Errors
    /// An internal one, naming the key, when the pack lacks a code that a definition names.
    pub fn definitions(&self) -> Result<Arc<Vec<Definition>>, Problem> {
        read_with(&self.pack()?)
    }

    /// Those of them that reports show.
    ///
    /// # Errors
    /// As [`App::definitions`].
    pub(crate) fn published_definitions(&self) -> Result<Vec<Definition>, Problem> {
        Ok(self.definitions()?.iter().filter(|definition| definition.published).cloned().collect())
    }
}

/// The definitions with this pack's numbers; read anew only when the pack is another one.
pub(crate) fn read_with(pack: &Arc<Pack>) -> Result<Arc<Vec<Definition>>, Problem> {
    let mut last = READ_LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let asked = Arc::downgrade(pack);
    if let Some((with, definitions)) = last.as_ref()
        && Weak::ptr_eq(with, &asked)
    {
        return Ok(Arc::clone(definitions));
    }
    let level_of = |list: &str, code: &str| pack.list(list).number(code).map(u32::from);
    let definitions = Arc::new(indicators::built_in(&level_of).map_err(Problem::internal)?);
    *last = Some((asked, Arc::clone(&definitions)));
    Ok(definitions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Arc<Pack> {
        let code = rules::shipped::shipped_codes().next().unwrap();
        Arc::new(Pack::parse(&rules::shipped(code).unwrap()).unwrap())
    }

    #[test]
    fn each_shipped_pack_has_the_codes_that_definitions_name() {
        for code in rules::shipped::shipped_codes() {
            let pack = Arc::new(Pack::parse(&rules::shipped(code).unwrap()).unwrap());
            let codes: Vec<String> = read_with(&pack).unwrap().iter().map(|d| d.code.to_string()).collect();
            assert_eq!(
                codes,
                ["2.1", "2.11", "2.2", "2.3", "2.3r", "2.4", "2.4d", "2.5", "2.5p", "2.6", "2.9", "2.9b"]
            );
        }
    }

    #[test]
    fn another_pack_is_read_anew() {
        let (one, other) = (shipped(), shipped());
        let first = read_with(&one).unwrap();
        let second = read_with(&other).unwrap();
        assert!(!Arc::ptr_eq(&first, &second));
        assert_eq!(first, second);
    }
}
