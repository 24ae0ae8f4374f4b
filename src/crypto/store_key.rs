//! The store's own symmetric key, and what is sealed under it.

use chacha20poly1305::aead::{Aead, AeadCore, KeyInit, OsRng, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::crypto::{SealError, random};

/// The key of one store: 32 bytes, from which HKDF-SHA256 derives a subkey for each use (RFC 5869).
///
/// Rows are sealed with XChaCha20-Poly1305, whose nonce of 24 bytes is long enough to be random for every row. Sealed data is
/// bound to its purpose and row, so that one row can't pass for another. `Debug` hides the key, and dropping wipes it.
pub struct StoreKey {
    master: Zeroizing<[u8; 32]>,
    sealing: XChaCha20Poly1305,
}

/// The use of a subkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubkeyPurpose {
    /// Sealing rows.
    Seal,
    /// Hiding the IDs of chats and people.
    Ids,
    /// Recognizing the key.
    Check,
    /// The codes of people.
    Codes,
}

/// The purpose of a sealed row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// An unfinished sign-up; the row is the chat's ID.
    Dialogue,
    /// The raw JSON of an update; the row is the update's ID.
    Update,
    /// A reply that is not sent yet; the row is the ID of the update that it answers.
    Answer,
    /// The content of a campaign; the row is the time of its launch in milliseconds.
    Campaign,
    /// The draft of a broadcast; the row is the chat's ID.
    Draft,
    /// A text that a person was asked to type; the row is the chat's ID.
    Awaited,
    /// A form of staff under way; the row is the chat's ID.
    Form,
    /// An action of staff that is held; the row is the number of the hold.
    Hold,
    /// The key of the hashes in the list of opt-outs; the row is 0, as there is one.
    OptOuts,
    /// Somebody on staff; the row is the stored form of their ID.
    Staff,
    /// An invitation to the staff; the row is its number.
    Invitation,
    /// An entry of the list of opt-outs where there are no keys of the coalition; the row is 0, as its place comes later.
    ListEntry,
    /// An entry of the audit log; the row is its number.
    Audit,
    /// The freeze; the row is 0, as there is one at most.
    Freeze,
}

/// The first byte of sealed data: the version of its format. Earlier versions sealed under the key itself.
const FORMAT: u8 = 2;
const EARLIER_FORMAT: u8 = 1;
const NONCE: usize = 24;
const HEADING: &str = "# Store key of pledge-bot. Keep it outside the data folder and outside backups.\n";

impl StoreKey {
    /// The bytes that sealing adds: format, nonce and tag.
    pub const OVERHEAD: usize = 1 + NONCE + 16;

    /// A new key that is in no file.
    pub fn generate() -> StoreKey {
        StoreKey::new(Zeroizing::new(random()))
    }

    /// Reads the text of a key file: one line of 64 hexadecimal digits. Comments (`#`) and empty lines are passed over. `None`
    /// if it is something else.
    pub fn parse(text: &str) -> Option<StoreKey> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (line, None) = (lines.next()?, lines.next()) else { return None };
        let mut key = Zeroizing::new([0; 32]);
        hex::decode_to_slice(line, key.as_mut_slice()).ok()?;
        Some(StoreKey::new(key))
    }

    /// The text of a key file, which [`StoreKey::parse`] reads.
    pub fn to_key_file(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(hex::encode(*self.master));
        // It has room for all of it, so that no part is left behind where it grew.
        let mut text = Zeroizing::new(String::with_capacity(HEADING.len() + digits.len() + 1));
        text.push_str(HEADING);
        text.push_str(&digits);
        text.push('\n');
        text
    }

    fn new(master: Zeroizing<[u8; 32]>) -> StoreKey {
        let subkey = subkey(&master, SubkeyPurpose::Seal);
        StoreKey { sealing: XChaCha20Poly1305::new(Key::from_slice(subkey.as_slice())), master }
    }

    /// The subkey for one use. It reveals neither the key nor another subkey.
    pub fn subkey(&self, purpose: SubkeyPurpose) -> Zeroizing<[u8; 32]> {
        subkey(&self.master, purpose)
    }

    /// A value by which a store recognizes its key, in hexadecimal digits. It may be known to everybody.
    pub fn check_value(&self) -> String {
        hex::encode(*self.subkey(SubkeyPurpose::Check))
    }

    /// The first half of the check value, by which the list of opt-outs tells stores apart.
    pub fn fingerprint(&self) -> [u8; 16] {
        let mut first = [0; 16];
        first.copy_from_slice(&self.subkey(SubkeyPurpose::Check)[..16]);
        first
    }

    /// Seals data for one row of one purpose; adds [`StoreKey::OVERHEAD`] bytes.
    ///
    /// # Panics
    /// Beyond 256 GiB, the cipher's limit.
    pub fn seal(&self, purpose: Purpose, row: i64, plain: &[u8]) -> Vec<u8> {
        let nonce = XChaCha20Poly1305::generate_nonce(OsRng);
        let payload = Payload { msg: plain, aad: &associated(purpose, row) };
        let sealed = self.sealing.encrypt(&nonce, payload).expect("a message below the cipher's limit");
        [&[FORMAT], nonce.as_slice(), &sealed].concat()
    }

    /// Opens data that [`StoreKey::seal`] sealed for the same purpose and row.
    ///
    /// # Errors
    /// [`SealError::OtherKey`] for another key, row or purpose, or for damage. These can't be told apart.
    pub fn open(&self, purpose: Purpose, row: i64, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (format, rest) = sealed.split_first().ok_or(SealError::OtherKey)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE).ok_or(SealError::OtherKey)?;
        let payload = Payload { msg: sealed, aad: &associated(purpose, row) };
        let nonce = XNonce::from_slice(nonce);
        let opened = match *format {
            FORMAT => self.sealing.decrypt(nonce, payload),
            EARLIER_FORMAT => {
                XChaCha20Poly1305::new(Key::from_slice(self.master.as_slice())).decrypt(nonce, payload)
            }
            _ => return Err(SealError::OtherKey),
        };
        opened.map_err(|_| SealError::OtherKey)
    }
}

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey(..)")
    }
}

fn subkey(master: &[u8; 32], purpose: SubkeyPurpose) -> Zeroizing<[u8; 32]> {
    let info: &[u8] = match purpose {
        SubkeyPurpose::Seal => b"pledge-bot store key: seal",
        SubkeyPurpose::Ids => b"pledge-bot store key: ids",
        SubkeyPurpose::Check => b"pledge-bot store key: check",
        SubkeyPurpose::Codes => b"pledge-bot store key: codes",
    };
    let mut subkey = Zeroizing::new([0; 32]);
    let key = Hkdf::<Sha256>::new(None, master);
    key.expand(info, subkey.as_mut_slice()).expect("32 bytes are fewer than HKDF's limit");
    subkey
}

fn associated(purpose: Purpose, row: i64) -> [u8; 9] {
    let purpose = match purpose {
        Purpose::Dialogue => b'd',
        Purpose::Update => b'u',
        Purpose::Answer => b'a',
        Purpose::Campaign => b'c',
        Purpose::Draft => b'f',
        Purpose::Awaited => b'q',
        Purpose::Form => b'o',
        Purpose::Hold => b'h',
        Purpose::OptOuts => b'l',
        Purpose::Staff => b's',
        Purpose::Invitation => b'i',
        Purpose::ListEntry => b'e',
        Purpose::Audit => b'g',
        Purpose::Freeze => b'z',
    };
    let mut data = [purpose; 9];
    data[1..].copy_from_slice(&row.to_be_bytes());
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_row_opens_only_as_itself() {
        let key = StoreKey::generate();
        let sealed = key.seal(Purpose::Dialogue, -5, b"step");
        assert_eq!(sealed.len(), 4 + StoreKey::OVERHEAD);
        assert_ne!(sealed, key.seal(Purpose::Dialogue, -5, b"step"), "a nonce is drawn each time");
        assert!(key.open(Purpose::Dialogue, -5, &sealed).is_ok());
        assert!(key.open(Purpose::Dialogue, 5, &sealed).is_err());
        assert!(key.open(Purpose::Update, -5, &sealed).is_err());
        assert!(StoreKey::generate().open(Purpose::Dialogue, -5, &sealed).is_err());
        for n in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[n] ^= 1;
            assert!(key.open(Purpose::Dialogue, -5, &damaged).is_err(), "byte {n}");
            assert!(key.open(Purpose::Dialogue, -5, &sealed[..n]).is_err(), "cut at {n}");
        }
    }

    #[test]
    fn a_row_that_an_earlier_version_sealed_under_the_key_itself_opens() {
        let text = "ab".repeat(32);
        let key = StoreKey::parse(&text).expect("a key");
        let cipher = XChaCha20Poly1305::new(Key::from_slice(&[0xab; 32]));
        let nonce = [7; NONCE];
        let payload = Payload { msg: &b"draft"[..], aad: &associated(Purpose::Draft, 3) };
        let sealed = cipher.encrypt(XNonce::from_slice(&nonce), payload).expect("sealed");
        let earlier = [&[1][..], &nonce, &sealed].concat();
        assert_eq!(key.open(Purpose::Draft, 3, &earlier).expect("opens"), b"draft");
        assert!(key.open(Purpose::Draft, 4, &earlier).is_err());
        assert!(StoreKey::generate().open(Purpose::Draft, 3, &earlier).is_err());
        for format in [0, 2, 3] {
            let other = [&[format][..], &nonce, &sealed].concat();
            assert!(key.open(Purpose::Draft, 3, &other).is_err(), "format {format}");
        }
    }

    #[test]
    fn each_use_has_a_subkey_of_its_own_that_stays_the_same() {
        // Made with Python: HKDF-SHA256 with an empty salt and 32 bytes of 0xab.
        let key = StoreKey::parse(&"ab".repeat(32)).expect("a key");
        for (purpose, expected) in [
            (SubkeyPurpose::Seal, "6802bf7b25be42a6a601541e6cb25060df279f2778197760d48599d50dbc542b"),
            (SubkeyPurpose::Ids, "7164b08750c17c4c5eade6fe4c823ee8f77e440288ef80def86834f09cc58f94"),
            (SubkeyPurpose::Check, "c6959ffd5997f5035cd9174f3755fedae42887491a60ec215098367778cf1463"),
            (SubkeyPurpose::Codes, "f664fd487d81f1fb36de98d7bed81298ac3cff28b903fb61d0bc14509c7d8882"),
        ] {
            assert_eq!(hex::encode(*key.subkey(purpose)), expected, "{purpose:?}");
        }
    }

    #[test]
    fn the_text_of_a_key_file_is_read_back() {
        let key = StoreKey::generate();
        let text = key.to_key_file();
        let again = StoreKey::parse(&text).expect("a key");
        assert_eq!(again.check_value(), key.check_value());
        assert_ne!(StoreKey::generate().check_value(), key.check_value());
        assert!(!key.check_value().contains(text.lines().last().expect("a line")));
    }

    #[test]
    fn debug_hides_the_key() {
        assert_eq!(format!("{:?}", StoreKey::generate()), "StoreKey(..)");
    }
}
