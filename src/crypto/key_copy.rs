//! The sealed copy of the store key: its key file, sealed to the coalition's keys, so that a store whose key is lost can be
//! opened again by those who have a private key.

use std::io;
use std::io::{Read as _, Write as _};

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use zeroize::Zeroizing;

use crate::crypto::{Identity, Recipients, SealError, StoreKey};

/// The most bytes of a key file.
const LONGEST: usize = 4096;

impl Recipients {
    /// Seals a store key: an age file as text, which any age tool opens as the key's file.
    ///
    /// # Panics
    /// Never: writing to memory does not fail.
    pub fn seal_store_key(&self, key: &StoreKey) -> String {
        self.write_store_key(key).expect("writing to memory does not fail")
    }

    fn write_store_key(&self, key: &StoreKey) -> io::Result<String> {
        let mut sealer = self.sealer(ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?)?;
        sealer.write_all(key.to_key_file().as_bytes())?;
        let text = sealer.finish()?.finish()?;
        String::from_utf8(text).map_err(io::Error::other)
    }
}

impl Identity {
    /// Opens a store key that [`Recipients::seal_store_key`] sealed.
    ///
    /// # Errors
    /// [`SealError::WrongKey`] when it was sealed to other keys; [`SealError::Damaged`] when it is no such key.
    pub fn open_store_key(&self, sealed: &str) -> Result<StoreKey, SealError> {
        let reader = io::BufReader::new(ArmoredReader::new(sealed.as_bytes()));
        let reader = self.opener(reader).map_err(|error| match error {
            SealError::NotSealed => SealError::Damaged,
            error => error,
        })?;
        // It has room for all of it, so that no part of the key is left behind where it grew.
        let mut text = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
        reader.take(LONGEST as u64).read_to_end(&mut text).map_err(|_| SealError::Damaged)?;
        let text = std::str::from_utf8(&text).map_err(|_| SealError::Damaged)?;
        StoreKey::parse(text).ok_or(SealError::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::generate;

    #[test]
    fn each_of_the_coalitions_keys_opens_the_copy_and_no_other_one_does() {
        let ((one, first), (two, second)) = (generate(), generate());
        let key = StoreKey::generate();
        let copy = Recipients::parse(&format!("{one} {two}")).expect("keys").seal_store_key(&key);
        assert!(copy.starts_with("-----BEGIN AGE ENCRYPTED FILE-----\n"), "{copy}");
        for secret in [first, second] {
            let opened = Identity::parse(&secret).expect("a key").open_store_key(&copy).expect("opens");
            assert_eq!(opened.check_value(), key.check_value());
        }
        let other = Identity::parse(&generate().1).expect("a key");
        assert!(matches!(other.open_store_key(&copy), Err(SealError::WrongKey)));
    }

    #[test]
    fn any_age_tool_opens_the_copy_as_the_key_file() {
        let (public, secret) = generate();
        let key = StoreKey::generate();
        let copy = Recipients::parse(&public).expect("a key").seal_store_key(&key);
        let secret: age::x25519::Identity = secret.parse().expect("a secret key");
        let opened = age::decrypt(&secret, copy.as_bytes()).expect("opens");
        assert_eq!(opened, key.to_key_file().as_bytes());
    }

    #[test]
    fn a_damaged_copy_gives_no_key() {
        let (public, secret) = generate();
        let identity = Identity::parse(&secret).expect("a key");
        let copy = Recipients::parse(&public).expect("a key").seal_store_key(&StoreKey::generate());
        let middle = copy.len() / 2;
        for damaged in ["", "nothing like it", &copy[..middle], &copy.replace("\n--", "\nAA--")] {
            assert!(matches!(identity.open_store_key(damaged), Err(SealError::Damaged)), "{damaged}");
        }
    }
}
