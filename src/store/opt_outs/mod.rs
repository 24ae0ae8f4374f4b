//! The list of opt-outs: a person who erased their data, withdrew, or ended messages must not be brought back by an older
//! backup.
//!
//! The list is a file of its own, apart from the data folder and from the backups. An opt-out is committed in the store
//! first, together with the entry that the list is to get (table `unlisted`). The writer copies it to the list right after
//! the commit, and if that fails, after each later one. So an opt-out holds although the list can't be written, and no
//! backup is made while the list lacks an entry. The database remembers how many entries it has seen, so a backup knows
//! its place in the list, and a restore applies all later entries (`store/replay.rs`).
//!
//! **At a start** the list may have entries that the store has not seen. Those that are in `unlisted` were copied before a
//! crash. Schema 6 wrote the list before it committed, so that others may be of a commit that was lost: they belong to
//! chats with an update or a delivery in hand, and are applied. Anything else means that the store is an old copy, which
//! is refused (`store/unseen.rs`).
//!
//! **An entry** has a running number, a keyed hash of the chat and its opt-out, and 16 more digits, which tell nothing
//! except where a group moved to. The key is in the database's settings and thus in each backup: the list alone
//! tells only how many opt-outs there were and which of them are equal, and a restore needs nothing besides the list and
//! the backup. A thief who has both can try all of Telegram's IDs on it, so it does not hide an erasure from a thief of
//! the server.
//!
//! **The file** has a comment, a line `list` with the random name of the list, and one line of 95 bytes for each entry: a
//! million opt-outs are 95 MB. The bot never shortens it. To start over when no older backup is kept any more, stop the
//! bot and move the file away: the bot begins another one with another name.
//!
//! **Not listed:** a repeated opt-out that changes nothing, unless the store was ever restored, because a backup may then
//! know more about somebody than the store did. Being blocked is not listed either: Telegram itself keeps messages from
//! people who block the bot.
//!
//! It is a file of our own and not a second SQLite file, which could not be copied while it grows.

mod entry;
mod error;
mod list;
mod state;

pub(crate) use entry::{ListEntry, ListKey, OptOut, Tag};
pub use error::OptOutsError;
pub(crate) use list::{OptOutList, entries_after, find};
pub(crate) use state::{forget_list, list_key, list_state, set_list, set_seen};
