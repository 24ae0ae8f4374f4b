//! Telegram's IDs under a key: what the store writes down in place of them.

use aes::Aes256;
use fpe::ff1::{BinaryNumeralString, FF1, NumeralStringError};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::crypto::{StoreKey, SubkeyPurpose};
use crate::domain::{ChatId, PersonCode, StoredId};

/// A permutation of all numbers of 64 bits by a key: FF1 with AES-256 and radix 2
/// (<https://doi.org/10.6028/NIST.SP.800-38G>).
///
/// Each ID has exactly one stored form, so that rows are found by it, and without the key nobody can tell an ID from its stored
/// form or try one. The codes of people come from a subkey of their own. `Debug` hides the keys, and dropping wipes them.
pub struct IdKey {
    permutation: FF1<Aes256>,
    codes: Zeroizing<[u8; 32]>,
}

/// Telegram's IDs are the only numbers that are permuted, so there is nothing to tell apart by a tweak.
const TWEAK: &[u8] = &[];

impl IdKey {
    /// The permutation of the store with this key.
    pub fn of(key: &StoreKey) -> IdKey {
        IdKey::new(&key.subkey(SubkeyPurpose::Ids), key.subkey(SubkeyPurpose::Codes))
    }

    /// The permutation and the codes by keys that are used for nothing else.
    ///
    /// # Panics
    /// Never: 2 is a radix of FF1.
    fn new(ids: &Zeroizing<[u8; 32]>, codes: Zeroizing<[u8; 32]>) -> IdKey {
        IdKey { permutation: FF1::new(ids.as_slice(), 2).expect("2 is a radix of FF1"), codes }
    }

    /// The stored form of an ID.
    ///
    /// # Panics
    /// Never: FF1 takes numerals of 64 bits.
    pub fn hide(&self, id: ChatId) -> StoredId {
        let numerals = BinaryNumeralString::from_bytes_le(&id.telegram_number().to_le_bytes());
        StoredId::from_bits(bits(self.permutation.encrypt(TWEAK, &numerals)))
    }

    /// The ID of a stored form.
    ///
    /// # Panics
    /// Never: FF1 takes numerals of 64 bits.
    pub fn reveal(&self, id: StoredId) -> ChatId {
        let numerals = BinaryNumeralString::from_bytes_le(&id.bits().to_le_bytes());
        ChatId::new(bits(self.permutation.decrypt(TWEAK, &numerals)))
    }

    /// The code of a person. Without the key nobody can tell whose it is, also not which row's.
    ///
    /// # Panics
    /// Never: HMAC takes keys of any length, and its result is longer than the code.
    pub fn code(&self, person: StoredId) -> PersonCode {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.codes.as_slice()).expect("keys of any length");
        mac.update(&person.bits().to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let (first, _) = digest.split_first_chunk().expect("longer than eight bytes");
        PersonCode::of(u64::from_be_bytes(*first))
    }
}

impl std::fmt::Debug for IdKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdKey(..)")
    }
}

fn bits(numerals: Result<BinaryNumeralString, NumeralStringError>) -> i64 {
    let bytes = numerals.expect("FF1 takes numerals of 64 bits").to_bytes_le();
    i64::from_le_bytes(bytes.try_into().expect("as many bytes as were given"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn key(byte: u8) -> IdKey {
        IdKey::new(&[byte; 32].into(), [byte + 100; 32].into())
    }

    /// IDs of people, groups and channels of all lengths, and the ends of the range.
    const IDS: [i64; 10] = [
        0,
        1,
        777_000,
        5_000_000_000,
        (1 << 52) - 1,
        -1,
        -100_000_000_005,
        -1_002_345_678_901,
        i64::MIN,
        i64::MAX,
    ];

    #[test]
    fn an_id_has_one_stored_form_that_only_the_key_reveals() {
        let (key, other) = (key(7), key(8));
        for id in IDS.map(ChatId::new) {
            let stored = key.hide(id);
            assert_eq!(stored, key.hide(id));
            assert_eq!(key.reveal(stored), id);
            assert_ne!(stored.bits(), id.telegram_number());
            assert_ne!(stored, other.hide(id));
            assert_ne!(other.reveal(stored), id);
        }
    }

    #[test]
    fn the_stored_form_stays_the_same_in_every_version() {
        // A change would lose everybody: the rows of a store are found by these forms.
        let key = key(7);
        assert_eq!(
            [5_000_000_000, -1_002_345_678_901].map(|id| key.hide(ChatId::new(id)).bits()),
            [-4_675_077_083_468_581_382, -2_908_178_802_156_487_914]
        );
    }

    #[test]
    fn neighbours_have_nothing_in_common() {
        let key = key(7);
        let bits = |id| key.hide(ChatId::new(id)).bits().cast_unsigned();
        // About 32 of the 64 bits differ. For one pair, the chance of at most 8 is below 10^-9.
        let differing = (1..1000).map(|id| (bits(id) ^ bits(id + 1)).count_ones());
        assert!(differing.min() > Some(8));
    }

    #[test]
    fn debug_hides_the_key() {
        assert_eq!(format!("{:?}", key(7)), "IdKey(..)");
    }

    #[test]
    fn dropping_wipes_the_keys() {
        fn is_wiped<T: zeroize::ZeroizeOnDrop>() {}
        is_wiped::<Aes256>();
        is_wiped::<Zeroizing<[u8; 32]>>();
    }

    #[test]
    fn each_person_has_a_code_of_their_own_that_stays_the_same() {
        let (key, other) = (key(7), key(8));
        let people = || (1..=50).map(|bits| StoredId::from_bits(bits * 7919));
        let codes: BTreeSet<_> = people().map(|person| key.code(person)).collect();
        assert_eq!(codes.len(), 50);
        assert!(people().all(|person| !codes.contains(&other.code(person))), "under another key");
        // Made with Python: HMAC-SHA256. They stand in the audit log, and people have noted them.
        let person = |bits| key.code(StoredId::from_bits(bits)).to_string();
        assert_eq!([person(-4_675_077_083_468_581_382), person(1)], ["rr5tty", "te8k4w"]);
    }
}
