//! An entry of the list: a keyed hash of a chat and its opt-out.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::domain::{ChatId, Topic};

/// An opt-out, by its extent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OptOut {
    /// Everything that is stored about it.
    Erase,
    /// Being a supporter.
    Withdraw,
    /// The permission to publish the name.
    Unpublish,
    /// All topics.
    Stop,
    /// One topic.
    Topic(Topic),
    /// Not an opt-out: the group moved to this chat, whose opt-outs it shares from then on.
    MovedTo(ChatId),
}

impl OptOut {
    /// Every kind. The chat that a group moved to is not part of the hash.
    pub const ALL: [OptOut; 8] = [
        OptOut::Erase,
        OptOut::Withdraw,
        OptOut::Unpublish,
        OptOut::Stop,
        OptOut::Topic(Topic::News),
        OptOut::Topic(Topic::Calls),
        OptOut::Topic(Topic::Deadlines),
        OptOut::MovedTo(ChatId(0)),
    ];

    /// The letter that is hashed for it.
    fn letter(self) -> u8 {
        match self {
            OptOut::Erase => b'e',
            OptOut::Withdraw => b'w',
            OptOut::Unpublish => b'p',
            OptOut::Stop => b's',
            OptOut::Topic(Topic::News) => b'n',
            OptOut::Topic(Topic::Calls) => b'c',
            OptOut::Topic(Topic::Deadlines) => b'd',
            OptOut::MovedTo(_) => b'm',
        }
    }
}

/// The key of the hashes. `Debug` hides it.
#[derive(Clone)]
pub(crate) struct ListKey(Hmac<Sha256>);

/// A hash of a chat and its opt-out.
pub(crate) type Tag = [u8; 32];

/// An entry of the list without its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ListEntry {
    /// The hash of the chat and its opt-out.
    pub tag: Tag,
    /// The chat that a group moved to, covered; for all other opt-outs it tells nothing.
    pub cover: u64,
}

impl ListKey {
    pub fn new(bytes: &[u8; 32]) -> ListKey {
        ListKey(Hmac::new_from_slice(bytes).expect("HMAC takes keys of any length"))
    }

    pub fn entry(&self, chat: ChatId, opt_out: OptOut) -> ListEntry {
        let to = if let OptOut::MovedTo(new) = opt_out { new.0.cast_unsigned() } else { 0 };
        ListEntry { tag: self.tag(chat, opt_out), cover: self.cover(chat, opt_out, to) }
    }

    pub fn tag(&self, chat: ChatId, opt_out: OptOut) -> Tag {
        self.hash(b't', chat, opt_out)
    }

    /// Covers, or uncovers, the chat that a group moved to; 0 for everything else.
    pub fn cover(&self, chat: ChatId, opt_out: OptOut, to: u64) -> u64 {
        let hash = self.hash(b'c', chat, opt_out);
        to ^ u64::from_be_bytes(*hash.first_chunk().expect("a hash has 32 bytes"))
    }

    fn hash(&self, purpose: u8, chat: ChatId, opt_out: OptOut) -> [u8; 32] {
        let mut hash = self.0.clone();
        hash.update(&[purpose, opt_out.letter()]);
        hash.update(&chat.0.to_be_bytes());
        hash.finalize().into_bytes().into()
    }
}

impl std::fmt::Debug for ListKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ListKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_letter_of_its_own() {
        let mut letters: Vec<u8> = OptOut::ALL.iter().map(|kind| kind.letter()).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), OptOut::ALL.len());
        assert!(Topic::ALL.iter().all(|topic| OptOut::ALL.contains(&OptOut::Topic(*topic))));
    }

    #[test]
    fn a_hash_tells_nothing_without_the_key() {
        let (one, other) = (ListKey::new(&[1; 32]), ListKey::new(&[2; 32]));
        let tag = |key: &ListKey, chat| key.tag(ChatId(chat), OptOut::Stop);
        assert_eq!(tag(&one, 5), tag(&one, 5));
        assert_ne!(tag(&one, 5), tag(&other, 5));
        assert_ne!(tag(&one, 5), tag(&one, -5));
        let moved = OptOut::MovedTo(ChatId(-100_555));
        let covered = one.cover(ChatId(-5), moved, 77);
        assert_eq!(one.cover(ChatId(-5), OptOut::MovedTo(ChatId(0)), covered), 77);
    }
}
