//! Two ways to seal, for two needs. No SQL and no tokio.
//!
//! - [`StoreKey`]: the store's own symmetric key, for data that the bot itself must read again, such as pending updates, open
//!   questions and drafts. It lies outside the data folder.
//! - [`Recipients`] and [`Identity`]: the coalition's age key pairs. The bot holds public keys only. What it seals to them
//!   (the names and contacts of supporters) opens only where a private key is.

mod coalition;
mod fingerprint;
mod ids;
mod invitation;
mod key_copy;
mod store_key;
mod store_key_file;

use std::io;
use std::path::PathBuf;

use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore as _;

use crate::secret_file::remedy;

pub use coalition::{
    Identity, PUBLIC_KEY_COMMENT, Recipients, Sealer, generate, generate_key_file, sealed_length,
};
pub use fingerprint::{Fingerprint, FingerprintError, Fingerprints, KeyChangeError};
pub use ids::IdKey;
pub use invitation::{first_invitation, invitation, invitation_hash};
pub use store_key::{Purpose, StoreKey, SubkeyPurpose};
pub use store_key_file::{KeyOrigin, LockedKey, StoreKeyError, StoreKeyFile};

/// Random bytes that nobody can guess.
pub fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

/// The random number of a supporter, or of an invitation. It is at least 2^52, so that no time in seconds, nor a number that was counted, as
/// earlier versions had them in buttons, is taken for one; and less than 2^53, so that every program reads it from JSON exactly.
pub fn random_number() -> i64 {
    const FIRST: i64 = 1 << 52;
    let mut bytes = [0; 8];
    OsRng.fill_bytes(&mut bytes);
    i64::from_le_bytes(bytes) & (FIRST - 1) | FIRST
}

/// A failure to seal or open. Each message is one line, and contains neither a key nor the sealed data.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// A key file can't be read.
    #[error("cannot read the key file {}: {source}{}", path.display(), remedy(source))]
    File {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Sealed under another store key, or for another purpose or row, or damaged.
    #[error("this was sealed under another store key, or is damaged")]
    OtherKey,
    /// There is no public key in the text.
    #[error("there is no public key to seal to: give at least one that starts with age1")]
    NoRecipient,
    /// The public key at this place, counted from 1, is malformed.
    #[error("public key number {0} is no age public key: one starts with age1 and has 62 characters")]
    BadRecipient(usize),
    /// The key at this place, counted from 1, is a secret one.
    #[error(
        "key number {0} is a SECRET key: it must never be on the bot's machine; take it out, make a new pair, \
         and give the public key that starts with age1"
    )]
    SecretRecipient(usize),
    /// More public keys than [`Recipients::MAX`].
    #[error("too many public keys: {max} are the most", max = Recipients::MAX)]
    TooManyRecipients,
    /// There is no secret key in the file.
    #[error("there is no secret key in the file: one starts with AGE-SECRET-KEY-1")]
    NoIdentity,
    /// This line of the key file, counted from 1, is neither a secret key nor a comment.
    #[error("line {0} of the key file is neither an age secret key nor a comment")]
    BadIdentity(usize),
    /// The key file is locked with a passphrase.
    #[error(
        "the key file is encrypted itself; decrypt it first (age --decrypt) and remove the copy afterwards"
    )]
    LockedIdentity,
    /// Sealed to other keys.
    #[error("none of the secret keys in the file opens this: it was sealed to another public key")]
    WrongKey,
    /// Not an age file.
    #[error("this is no sealed file")]
    NotSealed,
    /// Cut short or altered, or not the sealed document that is expected.
    #[error("the sealed document is damaged")]
    Damaged,
}
