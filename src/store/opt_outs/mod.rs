//! The list of opt-outs: a person who erased their data, withdrew, or ended messages must not be brought back by an older
//! backup.
//!
//! The list is a file of its own, apart from the data folder and from the backups. An opt-out is committed in the store
//! first, together with the entry that the list is to get (table `unlisted`). The writer copies it to the list right after
//! the commit, and if that fails, after each later one. So an opt-out holds although the list can't be written, and no
//! backup is made while the list lacks an entry. The database remembers how many entries it has seen, so a backup knows
//! its place in the list, and a restore applies all later entries (`store/replay.rs`).
//!
//! **An entry** is sealed to the coalition's keys when the opt-out is committed, and stays as it is from then on (`sealed.rs`).
//! The running bot can't open it; a restore has a private key anyway, and the store key from the backup, under which the
//! chat's stored form means something. Where there are no such keys, entries are sealed under the store key. Earlier versions
//! wrote keyed hashes (`hashed.rs`); those entries stay in their list.
//!
//! **At a start** the list may have entries that the store has not seen. Those that are in `unlisted` were copied before a
//! crash; they are known by their bytes. Other sealed ones were committed by this store, as the commit comes first, and it has
//! lost that since: it is an old copy, which is refused (`store/unseen.rs`). Schema 6 wrote the list before it committed.
//! So hashes may be of a commit that was lost: they belong to chats with an update or a delivery in hand, and are applied.
//!
//! **The file** has a comment, a line `list` with the random name of the list and the fingerprint of its store's key, and one
//! line for each entry: its number and its text, about 500 bytes with one key. The bot never shortens it. To start over when no
//! older backup is kept any more, stop the bot and move the file away: the bot begins another one with another name. One
//! process uses it at a time (`file.rs`).
//!
//! **Not listed:** a repeated opt-out that changes nothing, unless the store was ever restored, because a backup may then
//! know more about somebody than the store did. Being blocked is not listed either: Telegram itself keeps messages from
//! people who block the bot.
//!
//! It is a file of our own and not a second SQLite file, which could not be copied while it grows.

mod entry;
mod error;
mod facts;
mod file;
mod hashed;
mod keys;
mod list;
mod opt_out;
mod sealed;
mod state;

pub(crate) use entry::ListEntry;
pub use error::OptOutsError;
pub use facts::{ListFacts, list_facts};
pub(crate) use file::{entries_after, take};
pub(crate) use hashed::{HashedEntry, ListKey, Tag};
pub(crate) use list::OptOutList;
pub(crate) use opt_out::OptOut;
pub(crate) use sealed::{EntryOpener, OpenEntryError, OpenedEntry, SealedEntry};
pub(crate) use state::{forget_list, list_key, list_state, set_list, set_seen};
