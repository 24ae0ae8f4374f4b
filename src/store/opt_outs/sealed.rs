//! An entry as this version writes it: the chat's stored form and its opt-out, sealed.
//!
//! It is sealed to the coalition's keys, an age file of its own, so that the running bot can't open it. Where there are no such
//! keys, it is sealed under the store key. All entries of one way are equally long but for the noise that age adds, so that the
//! length tells nothing.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::crypto::{Fingerprints, Identity, Purpose, Recipients, StoreKey};
use crate::domain::StoredId;
use crate::store::opt_outs::OptOut;

/// The first byte of the sealed content: the version of its format.
const VERSION: u8 = 1;
/// Begins an entry that is sealed to the coalition's keys; their fingerprints follow.
const TO_KEYS: &str = "age";
/// Begins an entry that is sealed under the store key.
const UNDER_STORE_KEY: &str = "key";

/// A sealed entry. Its text is the way in which it is sealed and the sealed bytes in base64.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct SealedEntry {
    /// The keys that open it; none if the store key does.
    pub keys: Fingerprints,
    sealed: Vec<u8>,
}

/// The content of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OpenedEntry {
    /// The chat.
    pub chat: StoredId,
    /// Its opt-out.
    pub opt_out: OptOut,
}

/// The reason why an entry can't be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OpenEntryError {
    /// It is sealed to other keys of the coalition.
    #[error("sealed to other keys")]
    OtherKeys,
    /// It is sealed under another store key, or its stored form is one of another store.
    #[error("under another store key")]
    OtherStore,
    /// It is not as it was written.
    #[error("damaged")]
    Damaged,
}

impl SealedEntry {
    /// Seals an opt-out to the coalition's keys, or under the store key if there are none. An age file takes a fifth of a
    /// millisecond with one key.
    pub fn seal(
        chat: StoredId,
        opt_out: OptOut,
        store_key: &StoreKey,
        recipients: Option<&Recipients>,
    ) -> SealedEntry {
        let plain = content(chat, opt_out, store_key.fingerprint());
        match recipients {
            Some(keys) => SealedEntry { keys: keys.fingerprints(), sealed: keys.seal_bytes(&plain) },
            None => SealedEntry {
                keys: Fingerprints::default(),
                sealed: store_key.seal(Purpose::ListEntry, 0, &plain),
            },
        }
    }

    /// Reads the text of an entry.
    pub fn parse(text: &str) -> Option<SealedEntry> {
        let (way, rest) = text.split_once(' ')?;
        let (keys, digits) = match way {
            TO_KEYS => {
                let (keys, digits) = rest.rsplit_once(' ')?;
                (keys.parse().ok().filter(|keys: &Fingerprints| !keys.is_empty())?, digits)
            }
            UNDER_STORE_KEY => (Fingerprints::default(), rest),
            _ => return None,
        };
        Some(SealedEntry { keys, sealed: STANDARD_NO_PAD.decode(digits).ok()? })
    }
}

impl fmt::Display for SealedEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = STANDARD_NO_PAD.encode(&self.sealed);
        if self.keys.is_empty() {
            write!(f, "{UNDER_STORE_KEY} {digits}")
        } else {
            write!(f, "{TO_KEYS} {} {digits}", self.keys)
        }
    }
}

/// Opens entries for a restore, which has a private key and the store key.
pub(crate) struct EntryOpener<'a> {
    identity: &'a Identity,
    /// The fingerprints of the private keys.
    has: Fingerprints,
    store_key: &'a StoreKey,
    /// That of the store key.
    store: [u8; 16],
}

impl EntryOpener<'_> {
    pub fn new<'a>(identity: &'a Identity, store_key: &'a StoreKey) -> EntryOpener<'a> {
        EntryOpener { identity, has: identity.fingerprints(), store_key, store: store_key.fingerprint() }
    }

    /// # Errors
    /// When it belongs to other keys or another store, or is damaged.
    pub fn open(&self, entry: &SealedEntry) -> Result<OpenedEntry, OpenEntryError> {
        let (store, opened) = if entry.keys.is_empty() {
            let plain = self.store_key.open(Purpose::ListEntry, 0, &entry.sealed);
            read(&plain.map_err(|_| OpenEntryError::OtherStore)?)
        } else {
            let plain = self.identity.open_bytes(&entry.sealed).map_err(|_| {
                if self.has.meets(&entry.keys) { OpenEntryError::Damaged } else { OpenEntryError::OtherKeys }
            });
            read(&plain?)
        }
        .ok_or(OpenEntryError::Damaged)?;
        if store == self.store { Ok(opened) } else { Err(OpenEntryError::OtherStore) }
    }
}

/// The plain content: version, kind, chat, the chat that a group moved to, and the fingerprint of the store key, under which the
/// stored forms mean something.
fn content(chat: StoredId, opt_out: OptOut, store: [u8; 16]) -> Vec<u8> {
    let to = if let OptOut::MovedTo(new) = opt_out { new.bits() } else { 0 };
    let kind = [VERSION, opt_out.letter()];
    [&kind[..], &chat.bits().to_be_bytes(), &to.to_be_bytes(), &store].concat()
}

/// The fingerprint of the store key, and the opt-out.
fn read(plain: &[u8]) -> Option<([u8; 16], OpenedEntry)> {
    let (&[version, kind], rest) = plain.split_first_chunk()?;
    let (chat, rest) = rest.split_first_chunk()?;
    let (to, rest) = rest.split_first_chunk()?;
    let id = |bytes: &[u8; 8]| StoredId::from_bits(i64::from_be_bytes(*bytes));
    let opt_out = OptOut::of_letter(kind, id(to)).filter(|_| version == VERSION)?;
    Some((rest.try_into().ok()?, OpenedEntry { chat: id(chat), opt_out }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::generate;

    const CHAT: StoredId = StoredId::from_bits(-4_675_077_083_468_581_382);

    fn pair() -> (Recipients, Identity) {
        let (public, secret) = generate();
        (Recipients::parse(&public).expect("a key"), Identity::parse(&secret).expect("a key"))
    }

    /// As it comes back from the list.
    fn written(entry: &SealedEntry) -> SealedEntry {
        SealedEntry::parse(&entry.to_string()).expect("read back")
    }

    #[test]
    fn an_entry_opens_with_a_key_of_the_coalition_and_with_the_store_key_alone() {
        let ((one, identity), (_, other)) = (pair(), pair());
        let key = StoreKey::generate();
        for kind in OptOut::ALL {
            let opt_out = OptOut::of_letter(kind.letter(), StoredId::from_bits(77)).expect("a kind");
            let opened = Ok(OpenedEntry { chat: CHAT, opt_out });
            let to_keys = written(&SealedEntry::seal(CHAT, opt_out, &key, Some(&one)));
            assert_eq!(EntryOpener::new(&identity, &key).open(&to_keys), opened);
            assert_eq!(EntryOpener::new(&other, &key).open(&to_keys), Err(OpenEntryError::OtherKeys));
            let under_key = written(&SealedEntry::seal(CHAT, opt_out, &key, None));
            assert_eq!(EntryOpener::new(&other, &key).open(&under_key), opened);
            let other_store = StoreKey::generate();
            for entry in [to_keys, under_key] {
                let result = EntryOpener::new(&identity, &other_store).open(&entry);
                assert_eq!(result, Err(OpenEntryError::OtherStore));
            }
        }
    }

    #[test]
    fn the_length_tells_nothing_about_the_opt_out() {
        let key = StoreKey::generate();
        let (recipients, identity) = pair();
        for kind in OptOut::ALL {
            let under_key = SealedEntry::seal(CHAT, kind, &key, None);
            assert_eq!(under_key.to_string().len(), "key ".len() + 100);
            let to_keys = SealedEntry::seal(CHAT, kind, &key, Some(&recipients));
            assert_eq!(identity.open_bytes(&to_keys.sealed).expect("opens").len(), 34);
        }
    }

    #[test]
    fn an_altered_entry_is_found_out() {
        let (recipients, identity) = pair();
        let key = StoreKey::generate();
        let entry = SealedEntry::seal(CHAT, OptOut::Erase, &key, Some(&recipients));
        for place in 0..entry.sealed.len() {
            let mut altered = entry.clone();
            altered.sealed[place] ^= 4;
            let opened = EntryOpener::new(&identity, &key).open(&altered);
            assert_eq!(opened, Err(OpenEntryError::Damaged), "byte {place}");
        }
        let text = entry.to_string();
        for wrong in
            ["age", "age ", "key", "key ?", &text[4..], &text.replacen("age", "old", 1), &format!("{text}=")]
        {
            assert_eq!(SealedEntry::parse(wrong), None, "{wrong}");
        }
    }
}
