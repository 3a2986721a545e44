//! The vault: keys, sealing, passwords and one-time links. Pure: bytes in, bytes out.
//!
//! It never touches disk, network, clock or SQL. Wrapped keys are handed out to be stored and handed back in
//! to be opened; randomness is a parameter, and must be [`base::Randomness::system`] for every key and nonce.
//!
//! Keys are random and wrapped, never derived from one another, so that destroying one wrapped key destroys
//! all that was sealed under it: root secret → realm → agency → stream × compartment × epoch, and beside the
//! agencies the realm's statistics key of each month and its signing seed. They protect against a stolen
//! disk, a wrong query and a wrong grant, not against whoever holds the root secret and the machine.
//!
//! Start reading at [`sealing`], then [`name`] and [`ring`].

pub mod associated;
pub mod backup;
pub mod epochs;
pub mod erasure;
pub mod error;
mod galois;
pub mod key;
pub mod name;
pub mod passphrase;
pub mod password;
pub mod qr;
pub mod recovery;
pub mod ring;
pub mod root;
pub mod root_text;
pub mod rotation;
pub mod sealing;
pub mod shares;
pub mod token;
pub mod totp;
pub mod wrapping;

pub use associated::AssociatedData;
pub use epochs::{Epochs, SealedUnder};
pub use erasure::keys_to_delete;
pub use error::VaultError;
pub use key::{Key, digest, same};
pub use name::{KeyName, month_of};
pub use passphrase::{LockedRoot, PassphraseCost};
pub use qr::QrDrawing;
pub use recovery::RecoveryCode;
pub use ring::KeyRing;
pub use root::RootSecret;
pub use root_text::RootText;
pub use rotation::Rotation;
pub use sealing::{open, seal};
pub use shares::{Share, ShareError};
pub use token::Token;
pub use totp::TotpSecret;
pub use wrapping::{WrappedKey, unwrap, wrap};
