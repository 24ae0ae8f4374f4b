//! Telegram's IDs under a key: what the store writes down in place of them.

use aes::Aes256;
use fpe::ff1::{BinaryNumeralString, FF1, NumeralStringError};
use zeroize::Zeroizing;

use crate::crypto::{StoreKey, SubkeyPurpose};
use crate::domain::{ChatId, StoredId};

/// A permutation of all numbers of 64 bits by a key: FF1 with AES-256 and radix 2
/// (<https://doi.org/10.6028/NIST.SP.800-38G>).
///
/// Each ID has exactly one stored form, so that rows are found by it, and without the key nobody can tell an ID from its stored
/// form or try one. `Debug` hides the key.
pub struct IdKey(FF1<Aes256>);

/// Telegram's IDs are the only numbers that are permuted, so there is nothing to tell apart by a tweak.
const TWEAK: &[u8] = &[];

impl IdKey {
    /// The permutation of the store with this key.
    pub fn of(key: &StoreKey) -> IdKey {
        IdKey::new(&key.subkey(SubkeyPurpose::Ids))
    }

    /// The permutation by a key that is used for nothing else.
    ///
    /// # Panics
    /// Never: 2 is a radix of FF1.
    fn new(key: &Zeroizing<[u8; 32]>) -> IdKey {
        IdKey(FF1::new(key.as_slice(), 2).expect("2 is a radix of FF1"))
    }

    /// The stored form of an ID.
    ///
    /// # Panics
    /// Never: FF1 takes numerals of 64 bits.
    pub fn hide(&self, id: ChatId) -> StoredId {
        let numerals = BinaryNumeralString::from_bytes_le(&id.telegram_number().to_le_bytes());
        StoredId::from_bits(bits(self.0.encrypt(TWEAK, &numerals)))
    }

    /// The ID of a stored form.
    ///
    /// # Panics
    /// Never: FF1 takes numerals of 64 bits.
    pub fn reveal(&self, id: StoredId) -> ChatId {
        let numerals = BinaryNumeralString::from_bytes_le(&id.bits().to_le_bytes());
        ChatId::new(bits(self.0.decrypt(TWEAK, &numerals)))
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
    use super::*;

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
        let (key, other) = (IdKey::new(&[7; 32].into()), IdKey::new(&[8; 32].into()));
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
        let key = IdKey::new(&[7; 32].into());
        assert_eq!(
            [5_000_000_000, -1_002_345_678_901].map(|id| key.hide(ChatId::new(id)).bits()),
            [-4_675_077_083_468_581_382, -2_908_178_802_156_487_914]
        );
    }

    #[test]
    fn neighbours_have_nothing_in_common() {
        let key = IdKey::new(&[7; 32].into());
        let bits = |id| key.hide(ChatId::new(id)).bits().cast_unsigned();
        // About 32 of the 64 bits differ. For one pair, the chance of at most 8 is below 10^-9.
        let differing = (1..1000).map(|id| (bits(id) ^ bits(id + 1)).count_ones());
        assert!(differing.min() > Some(8));
    }

    #[test]
    fn debug_hides_the_key() {
        assert_eq!(format!("{:?}", IdKey::new(&[7; 32].into())), "IdKey(..)");
    }
}
