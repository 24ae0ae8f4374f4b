//! The reasons to refuse a list of opt-outs, each as one line for the operator.

use std::path::PathBuf;

use crate::crypto::Fingerprints;

/// The reason why the list of opt-outs can't be used.
#[derive(Debug, Clone, thiserror::Error)]
pub enum OptOutsError {
    /// There is no such file, and it is needed.
    #[error(
        "the list of opt-outs {} is missing: put the newest copy of it there. Without it, people who have left since the \
         backup come back; if it is lost for good, say --without-opt-outs and tell them",
        .0.display()
    )]
    Missing(PathBuf),
    /// It is the list of another store, or one that was begun after the backup was made.
    #[error(
        "{} is not the list of opt-outs that belongs to this store: put the right one there, or move this one away \
         and keep it for the backups that it belongs to",
        .0.display()
    )]
    Other(PathBuf),
    /// Another process has it.
    #[error(
        "another pledge-bot uses the list of opt-outs {}: stop it first. A restore beside a running bot takes a copy of the \
         list, which OPT_OUTS_FILE names",
        .0.display()
    )]
    InUse(PathBuf),
    /// Its disk does not answer.
    #[error(
        "the disk of the list of opt-outs {} does not answer: see whether the machine or the network that it is on is away",
        .0.display()
    )]
    NoAnswer(PathBuf),
    /// Later entries are sealed to keys whose private halves are not at hand.
    #[error(
        "{count} opt-outs in {} are sealed to keys that the key file has not: {keys}. Put one of their private keys into the \
         key file too, on a line of its own, and restore again. If these keys are lost for good, say --without-opt-outs; \
         people who have left since the backup come back then, so tell them",
        path.display()
    )]
    OtherKeys {
        /// The list.
        path: PathBuf,
        /// How many.
        count: u64,
        /// The keys, any of which opens some of them.
        keys: Fingerprints,
    },
    /// Later entries are under another store key than that with which the backup is restored.
    #[error(
        "{count} opt-outs in {} are under another store key than that of the restored data: name its file with --store-key. \
         If it is not at hand, take it from a newer backup, or a copy of the data folder: pledge-bot store-key recover",
        path.display()
    )]
    OtherStoreKey {
        /// The list.
        path: PathBuf,
        /// How many.
        count: u64,
    },
    /// It ends before the last entry that the store or the backup has seen.
    #[error(
        "{} is an old copy of the list of opt-outs: put the newest one there. If that is lost for good, move this one away: \
         the bot begins another list, and backups of before are restored with --without-opt-outs",
        .0.display()
    )]
    Old(PathBuf),
    /// It has entries that the store has not seen: the data folder was put back from a copy.
    #[error(
        "the data is older than its list of opt-outs {}: people have left since ({later} entries), and messages may have \
         gone out. Put the newest data folder back. If it is lost, make a backup of this one (pledge-bot backup FILE) and \
         restore that into an empty folder (pledge-bot restore FILE --identity KEYFILE --data FOLDER), which takes out \
         the people who have left",
        path.display()
    )]
    OldStore {
        /// The list.
        path: PathBuf,
        /// How many entries are later than the store, without those that it has itself.
        later: u64,
    },
    /// The list lacks entries that the store has, and a backup must not be made before they are copied.
    #[error(
        "{0} opt-outs are not in the list of opt-outs yet, and a backup without them would bring those people back: make \
         room or mend the disk where OPT_OUTS_FILE is, let the bot run for a minute, and make the backup then"
    )]
    Unwritten(u64),
    /// A line is not as it was written.
    #[error("line {line} of the list of opt-outs {} is damaged: put an undamaged copy there", path.display())]
    Damaged {
        /// The list.
        path: PathBuf,
        /// The line, counted from 1.
        line: u64,
    },
    /// The store keeps a list, and was opened without one.
    #[error("this store keeps a list of opt-outs and can't be used without it")]
    Unlisted,
    /// The backup was made when there was no list yet.
    #[error(
        "the backup knows of no list of opt-outs: say --without-opt-outs to restore it all the same; people who have left \
         since then come back, so tell them"
    )]
    Unknown,
}
