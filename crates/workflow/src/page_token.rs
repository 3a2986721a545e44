//! Where a page of a list begins, as an address may carry it: sealed for one session.
//!
//! A list goes on after the key of its last row. That key names a stream and orders records, which nobody outside
//! may learn, so the address carries it sealed, and it opens for the session it was made for.

use base::Problem;
use data_encoding::BASE64URL_NOPAD;
use vault::{AssociatedData, KeyName};

use crate::app::App;
use crate::keys;
use crate::sign_in::SignedIn;

/// No list's key is longer than this when sealed and written out.
const LONGEST: usize = 2_000;

impl App {
    /// Seals where the next page begins.
    ///
    /// # Errors
    /// A key's error.
    pub fn page_token(&self, who: &SignedIn, begins: &[u8]) -> Result<String, Problem> {
        let key = self.keys.need(KeyName::Session)?;
        let sealed = vault::seal(&key, &place(who), begins, self.keys.chance()).map_err(keys::fault)?;
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
        let begins = vault::open(&key, &place(who), &sealed).map_err(|_| unknown())?;
        Ok(begins.to_vec())
    }
}

fn place(who: &SignedIn) -> AssociatedData {
    AssociatedData::PageToken { session: who.token }
}
