//! An entry as earlier versions wrote it: a keyed hash of a chat and its opt-out. Such entries stay as they are. To find whose
//! one is, each chat of the store is tried.

use std::fmt;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::domain::ChatId;
use crate::store::opt_outs::OptOut;

/// The key of the hashes. `Debug` hides it.
#[derive(Clone)]
pub(crate) struct ListKey(Hmac<Sha256>);

/// A hash of a chat and its opt-out.
pub(crate) type Tag = [u8; 32];

/// An entry of an earlier version. Its text is the tag in 64 and the cover in 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct HashedEntry {
    /// The hash of the chat and its opt-out.
    pub tag: Tag,
    /// The chat that a group moved to, covered; for all other opt-outs it tells nothing.
    pub cover: u64,
}

impl HashedEntry {
    /// Reads the text of an entry.
    pub fn parse(text: &str) -> Option<HashedEntry> {
        let (digits, cover) = text.split_once(' ')?;
        let mut tag = Tag::default();
        hex::decode_to_slice(digits, &mut tag).ok()?;
        let mut bytes = [0; 8];
        hex::decode_to_slice(cover, &mut bytes).ok()?;
        Some(HashedEntry { tag, cover: u64::from_be_bytes(bytes) })
    }
}

impl fmt::Display for HashedEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:016x}", hex::encode(self.tag), self.cover)
    }
}

impl ListKey {
    pub fn new(bytes: &[u8; 32]) -> ListKey {
        ListKey(Hmac::new_from_slice(bytes).expect("HMAC takes keys of any length"))
    }

    pub fn tag(&self, chat: ChatId, kind: OptOut) -> Tag {
        self.hash(b't', chat, kind)
    }

    /// The chat that a group moved to, from its cover.
    pub fn uncover(&self, chat: ChatId, kind: OptOut, cover: u64) -> ChatId {
        let hash = self.hash(b'c', chat, kind);
        let to = cover ^ u64::from_be_bytes(*hash.first_chunk().expect("a hash has 32 bytes"));
        ChatId::new(to.cast_signed())
    }

    fn hash(&self, purpose: u8, chat: ChatId, kind: OptOut) -> [u8; 32] {
        let mut hash = self.0.clone();
        hash.update(&[purpose, kind.letter()]);
        hash.update(&chat.telegram_number().to_be_bytes());
        hash.finalize().into_bytes().into()
    }
}

impl fmt::Debug for ListKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ListKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::StoredId;

    #[test]
    fn a_hash_tells_nothing_without_the_key() {
        let (one, other) = (ListKey::new(&[1; 32]), ListKey::new(&[2; 32]));
        let tag = |key: &ListKey, chat| key.tag(ChatId::new(chat), OptOut::Stop);
        assert_eq!(tag(&one, 5), tag(&one, 5));
        assert_ne!(tag(&one, 5), tag(&other, 5));
        assert_ne!(tag(&one, 5), tag(&one, -5));
        let moved = OptOut::MovedTo(StoredId::from_bits(0));
        let covered = one.uncover(ChatId::new(-5), moved, 77).telegram_number().cast_unsigned();
        assert_eq!(one.uncover(ChatId::new(-5), moved, covered), ChatId::new(77));
    }

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        let entry = HashedEntry { tag: [0xa7; 32], cover: 0x00fe_dcba_9876_5432 };
        let text = entry.to_string();
        assert_eq!(HashedEntry::parse(&text), Some(entry));
        for wrong in [&text[1..], &text[..text.len() - 1], &text.replace(' ', "  "), &text.replace('a', "x")]
        {
            assert_eq!(HashedEntry::parse(wrong), None, "{wrong}");
        }
    }
}
