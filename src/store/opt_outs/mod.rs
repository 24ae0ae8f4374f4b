//! The list of opt-outs: who erased their data, withdrew, or ended messages must not be brought back by a backup that is
//! older than that.
//!
//! The list is a file of its own, apart from the data folder and from the backups. The writer appends to it, and has it
//! on the disk, before it commits what is listed. The database remembers how many entries it has seen, so a backup
//! knows its place in the list, and a restore does all that comes after (`replay.rs`).
//!
//! **What an entry says.** A running number, a keyed hash of the chat and of what it did, and 16 digits more, which tell
//! nothing but where a group moved to. The key stands in the database's settings and thus in each backup: the list alone
//! tells only how many opt-outs there were and which of them are the same; list and backup together are all it takes.
//! Whoever has both can try all of Telegram's ids on it, so it does not hide an erasure from a thief of the server.
//!
//! **How it looks.** A comment, a line `list` with the random name of the list, and one line of 95 bytes an entry: a
//! million opt-outs are 95 MB. It is never shortened by the bot. To begin anew when no backup older than today is kept any
//! more, stop the bot and move the file away: the bot begins another one with another name.
//!
//! **What is left out.** A repeated opt-out that changes nothing is not listed, unless the store was ever restored: after
//! that a backup may know more of somebody than the store did when it was told. Being blocked is not listed either, as
//! Telegram itself keeps messages from whoever blocks the bot.

mod list;
mod replay;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::domain::{ChatId, Topic};

pub use list::OptOutsError;
pub(crate) use list::{List, recall};
pub use replay::Replayed;
pub(crate) use replay::replay;

/// The settings that the list needs: the key, its name, and how many entries were seen.
pub(crate) const KEY: &str = "opt_outs_key";
pub(crate) const NAME: &str = "opt_outs_list";
pub(crate) const SEEN: &str = "opt_outs_seen";

/// What somebody opted out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Everything that is stored of the chat.
    Erase,
    /// Being a supporter.
    Withdraw,
    /// All topics.
    Stop,
    /// One topic.
    Topic(Topic),
    /// Not an opt-out, but what those of the new chat have to be known by: the group moved there.
    MovedTo(ChatId),
}

impl Kind {
    /// Every kind. Where a group moved to is not part of the hash.
    const ALL: [Kind; 7] = [
        Kind::Erase,
        Kind::Withdraw,
        Kind::Stop,
        Kind::Topic(Topic::News),
        Kind::Topic(Topic::Calls),
        Kind::Topic(Topic::Deadlines),
        Kind::MovedTo(ChatId(0)),
    ];

    /// What it is hashed with.
    fn letter(self) -> u8 {
        match self {
            Kind::Erase => b'e',
            Kind::Withdraw => b'w',
            Kind::Stop => b's',
            Kind::Topic(Topic::News) => b'n',
            Kind::Topic(Topic::Calls) => b'c',
            Kind::Topic(Topic::Deadlines) => b'd',
            Kind::MovedTo(_) => b'm',
        }
    }
}

/// What one transaction is to list.
#[derive(Debug, Default)]
pub(crate) struct OptOuts {
    /// Whether to list also what changes nothing.
    pub always: bool,
    pub all: Vec<(ChatId, Kind)>,
}

impl OptOuts {
    /// Lists an opt-out that changed so many rows.
    pub fn add(&mut self, chat: ChatId, kind: Kind, changed: u64) {
        if self.always || changed > 0 {
            self.all.push((chat, kind));
        }
    }
}

/// The key of the hashes. `Debug` hides it.
#[derive(Clone)]
pub(crate) struct ListKey(Hmac<Sha256>);

/// A hash of a chat and of what it did.
pub(crate) type Tag = [u8; 32];

impl ListKey {
    fn new(bytes: &[u8; 32]) -> ListKey {
        ListKey(Hmac::new_from_slice(bytes).expect("HMAC takes keys of any length"))
    }

    fn tag(&self, chat: ChatId, kind: Kind) -> Tag {
        self.hash(b't', chat, kind)
    }

    /// Covers, or uncovers, where a group moved to; 0 for everything else.
    fn cover(&self, chat: ChatId, kind: Kind, to: u64) -> u64 {
        let hash = self.hash(b'c', chat, kind);
        to ^ hash[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    fn hash(&self, purpose: u8, chat: ChatId, kind: Kind) -> [u8; 32] {
        let mut hash = self.0.clone();
        hash.update(&[purpose, kind.letter()]);
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
        let mut letters: Vec<u8> = Kind::ALL.iter().map(|kind| kind.letter()).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), Kind::ALL.len());
        assert!(Topic::ALL.iter().all(|topic| Kind::ALL.contains(&Kind::Topic(*topic))));
    }

    #[test]
    fn a_hash_tells_nothing_without_the_key() {
        let (one, other) = (ListKey::new(&[1; 32]), ListKey::new(&[2; 32]));
        let tag = |key: &ListKey, chat| key.tag(ChatId(chat), Kind::Stop);
        assert_eq!(tag(&one, 5), tag(&one, 5));
        assert_ne!(tag(&one, 5), tag(&other, 5));
        assert_ne!(tag(&one, 5), tag(&one, -5));
        let moved = Kind::MovedTo(ChatId(-100_555));
        let covered = one.cover(ChatId(-5), moved, 77);
        assert_eq!(one.cover(ChatId(-5), Kind::MovedTo(ChatId(0)), covered), 77);
    }
}
