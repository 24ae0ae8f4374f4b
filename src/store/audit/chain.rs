//! The construction of the log.
//!
//! - The *plain text* of an entry is 32 random bytes (the salt), and behind them the entry as JSON.
//! - Its *hash* is SHA-256 over the hash of the entry before (32 zero bytes for the first one), the length of the plain text in
//!   bytes (64 bits, the most significant byte first), and the plain text.
//! - The plain text is *sealed* under the store key for [`Purpose::Audit`] and the number of the entry. The hash stands beside it.
//!
//! So whoever changes, removes, repeats or swaps entries breaks the seal, the chain or the sequence of numbers. Whoever has the
//! store key can write a whole new chain, and anybody can cut the end off: both are found with a hash that was kept elsewhere. The
//! salt keeps the hashes from telling anything, as entries are few and easy to guess.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::crypto::{Purpose, StoreKey, random};
use crate::domain::Role;
use crate::domain::audit::{AuditEntry, AuditHash, Deed, DeedObject, DeedRecord, DeedResult, Doer};
use crate::store::sql::millis;
use crate::store::tables::audit_log::AuditRow;

/// The hash before the first entry.
pub(super) const BEFORE_FIRST: AuditHash = AuditHash([0; 32]);

/// The bytes of the salt.
const SALT: usize = 32;

/// The most letters of a word in an entry. Longer ones are cut, so that an entry takes less than two KiB.
const LONGEST: usize = 64;

/// An entry as JSON.
#[derive(Serialize, Deserialize)]
struct EntryJson {
    at: i64,
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    staff: Option<StaffJson>,
    deed: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<(String, String)>,
    result: String,
}

/// Somebody on staff.
#[derive(Serialize, Deserialize)]
struct StaffJson {
    tag: String,
    alias: String,
    role: Option<Role>,
}

/// The plain text of an entry, with a new salt.
pub(super) fn plain(entry: &AuditEntry) -> Vec<u8> {
    let AuditEntry { at, doer, record } = entry;
    let (by, staff) = match doer {
        Doer::Staff { tag, alias, role } => {
            ("staff", Some(StaffJson { tag: cut(tag), alias: cut(alias), role: *role }))
        }
        Doer::CommandLine => ("command-line", None),
        Doer::Bot => ("bot", None),
    };
    let object = |on: &DeedObject| {
        let (kind, object) = on.parts();
        (kind.to_owned(), cut(&object))
    };
    let json = EntryJson {
        at: millis(*at),
        by: by.to_owned(),
        staff,
        deed: record.deed.code().to_owned(),
        on: record.on.as_ref().map(object),
        result: record.result.code().to_owned(),
    };
    let mut plain = random().to_vec();
    plain.extend(serde_json::to_vec(&json).expect("plain data with string keys"));
    plain
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

/// The hash of an entry behind another.
pub(super) fn hash(before: AuditHash, plain: &[u8]) -> AuditHash {
    let mut hash = Sha256::new();
    hash.update(before.0);
    hash.update((plain.len() as u64).to_be_bytes());
    hash.update(plain);
    AuditHash(hash.finalize().into())
}

/// The plain text of a row; `None` if it was altered, or belongs to another number.
pub(super) fn open(key: &StoreKey, row: &AuditRow) -> Option<Vec<u8>> {
    key.open(Purpose::Audit, row.number, &row.sealed).ok()
}

/// The entry of a row; `None` if it can't be read.
pub(super) fn entry(key: &StoreKey, row: &AuditRow) -> Option<AuditEntry> {
    read(&open(key, row)?)
}

/// The entry in a plain text.
pub(super) fn read(plain: &[u8]) -> Option<AuditEntry> {
    let json: EntryJson = serde_json::from_slice(plain.get(SALT..)?).ok()?;
    let doer = match (json.by.as_str(), json.staff) {
        ("staff", Some(StaffJson { tag, alias, role })) => Doer::Staff { tag, alias, role },
        ("command-line", None) => Doer::CommandLine,
        ("bot", None) => Doer::Bot,
        _ => return None,
    };
    let on = match &json.on {
        Some((kind, object)) => Some(DeedObject::from_parts(kind, object)?),
        None => None,
    };
    let record =
        DeedRecord { deed: Deed::from_code(&json.deed)?, on, result: DeedResult::from_code(&json.result)? };
    Some(AuditEntry { at: Timestamp::from_millisecond(json.at).ok()?, doer, record })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CampaignId;

    fn entry(doer: Doer, on: Option<DeedObject>) -> AuditEntry {
        AuditEntry {
            at: Timestamp::from_second(1_800_000_000).expect("a time"),
            doer,
            record: DeedRecord { deed: Deed::Pause, on, result: DeedResult::Done },
        }
    }

    fn aigul(alias: &str) -> Doer {
        Doer::Staff { tag: "0a1b2c3d".into(), alias: alias.into(), role: Some(Role::Editor) }
    }

    #[test]
    fn an_entry_is_read_back() {
        let campaign = Some(DeedObject::Campaign(CampaignId(3)));
        for entry in [
            entry(aigul("Айгүл"), campaign),
            entry(Doer::CommandLine, None),
            entry(Doer::Bot, Some(DeedObject::Deadline("4".into()))),
        ] {
            assert_eq!(read(&plain(&entry)), Some(entry));
        }
        assert_eq!(read(b"short"), None);
    }

    #[test]
    fn the_salt_hides_what_is_easy_to_guess() {
        let entry = entry(Doer::Bot, None);
        let (one, other) = (plain(&entry), plain(&entry));
        assert_ne!(one, other);
        assert_ne!(hash(BEFORE_FIRST, &one), hash(BEFORE_FIRST, &other));
    }

    #[test]
    fn the_hash_is_that_of_the_decision() {
        // Made with Python: hashlib.sha256(bytes(32) + (3).to_bytes(8, "big") + b"abc").
        let expected = "8a295b0cbf1f5a594280696ad7707164e2b8beb0e614ad52bc7d78ff8ac12a82";
        assert_eq!(hash(BEFORE_FIRST, b"abc").to_string(), expected);
    }

    #[test]
    fn the_longest_entry_is_small() {
        let word = "\u{10ffff}".repeat(1000);
        let longest = plain(&entry(aigul(&word), Some(DeedObject::Deadline(word))));
        assert!(longest.len() < 1024, "{} bytes", longest.len());
    }
}
