//! Two ways to seal, for two needs. Pure: no SQL, no tokio.
//!
//! - [`StateKey`]: a symmetric key of the bot's own, for what it must read back itself: updates in hand and sign-ups
//!   under way. It lives outside the data folder and the backups; losing it costs only what was in hand.
//! - [`Recipients`] and [`Identity`]: the coalition's age key pair. The bot holds public keys only, so what is sealed
//!   to them (one [`Person`](crate::domain::Person) a supporter) can be opened only where the private key is.

mod coalition;
mod state_key;

use std::fs::OpenOptions;
use std::io;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

pub use coalition::{
    Identity, PUBLIC_KEY_COMMENT, Recipients, Sealer, generate, generate_key_file, sealed_length,
};
pub use state_key::{KeyOrigin, Purpose, StateKey, is_inside};

/// Writes a file for its owner alone (mode 0600).
///
/// # Errors
/// When there is such a file already: a key that is written over is lost for good.
fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Bytes that nobody can guess.
#[must_use]
pub fn random() -> [u8; 32] {
    use chacha20poly1305::aead::OsRng;
    use chacha20poly1305::aead::rand_core::RngCore as _;
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

/// Why something could not be sealed or opened. Each is one line, and none carries a key or what was sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// A key file can't be read or made.
    #[error("cannot use the key file {}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The state key's file holds something else.
    #[error(
        "{} holds no state key (one line of 64 hexadecimal digits); restore it, or move it away to get a new one, \
         which costs the sign-ups and updates in hand",
        .0.display()
    )]
    NotAStateKey(PathBuf),
    /// It was sealed under another state key, for another purpose or row, or it was damaged.
    #[error("this was sealed under another state key, or is damaged")]
    OtherKey,
    /// There is no public key in the text.
    #[error("there is no public key to seal to: give at least one that starts with age1")]
    NoRecipient,
    /// One of the public keys is none. Counted from 1.
    #[error("public key number {0} is no age public key: one starts with age1 and has 62 characters")]
    BadRecipient(usize),
    /// A secret key was given where public ones belong. Counted from 1.
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
    /// A line of the key file is neither a secret key nor a comment. Counted from 1.
    #[error("line {0} of the key file is neither an age secret key nor a comment")]
    BadIdentity(usize),
    /// The key file is locked with a passphrase.
    #[error(
        "the key file is encrypted itself; decrypt it first (age --decrypt) and remove the copy afterwards"
    )]
    LockedIdentity,
    /// None of the secret keys opens it.
    #[error("none of the secret keys in the file opens this: it was sealed to another public key")]
    WrongKey,
    /// It opens, or would, but what is in it is no sealed person.
    #[error("the sealed document is damaged")]
    Damaged,
}
