//! What an address or a form carries and its reader may not learn: sealed for one session.
//!
//! A list goes on after the key of its last row, which names a stream and orders records; a form that opens a case
//! remembers the version of the register, which counts the children of the whole country.

use base::Problem;
use data_encoding::BASE64URL_NOPAD;
use vault::{AssociatedData, KeyName};

use crate::app::App;
use crate::keys;
use crate::sign_in::SignedIn;

/// Nothing carried is longer than this when sealed and written out.
const LONGEST: usize = 2_000;

impl App {
    /// Seals where the next page begins, or what else a page must say again.
    ///
    /// # Errors
    /// A key's error.
    pub fn page_token(&self, who: &SignedIn, bytes: &[u8]) -> Result<String, Problem> {
        let key = self.keys.need(KeyName::Session)?;
        let sealed = vault::seal(&key, &place(who), bytes, self.keys.chance()).map_err(keys::fault)?;
        Ok(BASE64URL_NOPAD.encode(&sealed))
    }

    /// Opens what [`App::page_token`] sealed for this session.
    ///
    /// # Errors
    /// `page_unknown` for anything else.
    pub fn page_of_token(&self, who: &SignedIn, token: &str) -> Result<Vec<u8>, Problem> {
        let unknown = || Problem::bad_input("page_unknown");
        if token.len() > LONGEST {
            return Err(unknown());
        }
        let sealed = BASE64URL_NOPAD.decode(token.as_bytes()).map_err(|_| unknown())?;
        let key = self.keys.need(KeyName::Session)?;
        let bytes = vault::open(&key, &place(who), &sealed).map_err(|_| unknown())?;
        Ok(bytes.to_vec())
    }
}

fn place(who: &SignedIn) -> AssociatedData {
    AssociatedData::PageToken { session: who.token }
}
