//! The audit log as people read it: who did what, on what, when, and with which result. It says nothing about citizens.

mod deed;

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use jiff::Timestamp;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;
use crate::domain::{Alias, CallId, CampaignId, PersonCode, Right, Role, StaffMember};

pub use deed::{Deed, DeedGroup};

/// An entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When it was done.
    pub at: Timestamp,
    /// Who did it.
    pub doer: Doer,
    /// What they did.
    pub record: DeedRecord,
}

/// A deed with its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeedRecord {
    /// The deed.
    pub deed: Deed,
    /// Its object, where it has one.
    pub on: Option<DeedObject>,
    /// Its result.
    pub result: DeedResult,
}

impl DeedRecord {
    /// A deed that was done.
    pub fn done(deed: Deed, on: Option<DeedObject>) -> DeedRecord {
        DeedRecord { deed, on, result: DeedResult::Done }
    }

    /// A deed that was done, or that had nothing left to change.
    pub fn had_effect(deed: Deed, on: Option<DeedObject>, effect: bool) -> DeedRecord {
        let result = if effect { DeedResult::Done } else { DeedResult::NoEffect };
        DeedRecord { deed, on, result }
    }

    /// A deed that somebody tried who may not do it.
    pub fn refused(deed: Deed) -> DeedRecord {
        DeedRecord { deed, on: None, result: DeedResult::Refused }
    }

    /// The right that it takes where the answer is the deed, if it is done: [`Deed::right_to_answer`].
    pub fn right_to_answer(&self) -> Option<Right> {
        self.deed.right_to_answer().filter(|_| self.result == DeedResult::Done)
    }
}

/// The one who did something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Doer {
    /// Somebody on staff.
    Staff {
        /// Their [`PersonCode`], which tells them apart, whatever they are called. Entries of an earlier version have eight hexadecimal digits.
        tag: String,
        /// The alias that they had; empty if they had chosen none.
        alias: String,
        /// The role that they had; none if they were not on staff any more.
        role: Option<Role>,
    },
    /// Somebody at the command line of the bot's machine.
    CommandLine,
    /// The bot by itself.
    Bot,
}

impl Doer {
    /// Somebody on staff as they are now.
    pub fn staff(code: &PersonCode, member: Option<&StaffMember>) -> Doer {
        let tag = code.to_string();
        let alias = member.and_then(|member| member.alias.as_ref()).map(Alias::as_str).unwrap_or_default();
        Doer::Staff { tag, alias: alias.to_owned(), role: member.map(|member| member.role) }
    }

    /// A short code for a button, which stays when somebody changes their alias.
    pub fn code(&self) -> String {
        match self {
            Doer::Staff { tag, .. } => tag.clone(),
            Doer::CommandLine => "command-line".to_owned(),
            Doer::Bot => "bot".to_owned(),
        }
    }

    /// Whether a text can be such a code.
    fn is_code(text: &str) -> bool {
        (3..=12).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }
}

/// The object of a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeedObject {
    /// A campaign.
    Campaign(CampaignId),
    /// A deadline that staff set, by its ID.
    Deadline(String),
    /// A call.
    Call(CallId),
    /// Somebody on staff, by their alias, or by [`Doer::code`] if they have none.
    Person(String),
}

impl DeedObject {
    /// Somebody on staff, or who was.
    pub fn person(code: &PersonCode, member: Option<&StaffMember>) -> DeedObject {
        let doer = Doer::staff(code, member);
        DeedObject::Person(match &doer {
            Doer::Staff { alias, .. } if !alias.is_empty() => alias.clone(),
            Doer::Staff { .. } | Doer::CommandLine | Doer::Bot => doer.code(),
        })
    }

    /// The kind of the object, and the object, as words.
    pub fn parts(&self) -> (&'static str, String) {
        match self {
            DeedObject::Campaign(id) => ("campaign", id.0.to_string()),
            DeedObject::Deadline(id) => ("deadline", id.clone()),
            DeedObject::Call(id) => ("call", id.as_str().to_owned()),
            DeedObject::Person(person) => ("person", person.clone()),
        }
    }

    /// Reads [`DeedObject::parts`].
    pub fn from_parts(kind: &str, object: &str) -> Option<DeedObject> {
        match kind {
            "campaign" => object.parse().ok().map(|id| DeedObject::Campaign(CampaignId(id))),
            "deadline" => Some(DeedObject::Deadline(object.to_owned())),
            "person" => Some(DeedObject::Person(object.to_owned())),
            "call" => object.parse().ok().map(DeedObject::Call),
            _ => None,
        }
    }
}

/// The result of a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum DeedResult {
    /// It took effect.
    Done,
    /// There was nothing left to change.
    NoEffect,
    /// It was stopped.
    Stopped,
    /// It failed.
    Failed,
    /// The person may not do it.
    Refused,
}

coded!(DeedResult);

/// The entries that somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditFilter {
    /// All of them.
    All,
    /// Those of a group.
    Group(DeedGroup),
    /// Those without an effect.
    NotDone,
    /// Those of a doer, by [`Doer::code`].
    Doer(String),
}

impl AuditFilter {
    /// The code for a button.
    pub fn code(&self) -> String {
        match self {
            AuditFilter::All => "all".to_owned(),
            AuditFilter::NotDone => "undone".to_owned(),
            AuditFilter::Group(group) => format!("g-{}", group.code()),
            AuditFilter::Doer(code) => format!("d-{code}"),
        }
    }

    /// Reads [`AuditFilter::code`].
    pub fn from_code(code: &str) -> Option<AuditFilter> {
        match (code, code.split_once('-')) {
            ("all", _) => Some(AuditFilter::All),
            ("undone", _) => Some(AuditFilter::NotDone),
            (_, Some(("g", group))) => DeedGroup::from_code(group).map(AuditFilter::Group),
            (_, Some(("d", doer))) if Doer::is_code(doer) => Some(AuditFilter::Doer(doer.to_owned())),
            _ => None,
        }
    }

    /// Whether an entry is looked for.
    pub fn wants(&self, entry: &AuditEntry) -> bool {
        match self {
            AuditFilter::All => true,
            AuditFilter::Group(group) => entry.record.deed.group() == *group,
            AuditFilter::NotDone => entry.record.result != DeedResult::Done,
            AuditFilter::Doer(code) => entry.doer.code() == *code,
        }
    }
}

/// The hash of an entry, which stands for the log up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditHash(pub [u8; 32]);

impl Display for AuditHash {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// A text that is no hash of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no code of the audit log: one has 64 of 0-9 and a-f")]
pub struct ParseAuditHashError;

impl FromStr for AuditHash {
    type Err = ParseAuditHashError;

    fn from_str(text: &str) -> Result<AuditHash, ParseAuditHashError> {
        let mut hash = [0; 32];
        hex::decode_to_slice(text.trim(), &mut hash).map_err(|_| ParseAuditHashError)?;
        Ok(AuditHash(hash))
    }
}

/// The newest entry of the log: whoever keeps it can tell later whether the log was cut before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditHead {
    /// Its number.
    pub number: i64,
    /// Its hash.
    pub hash: AuditHash,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_read_back() {
        let call: CallId = "freedom".parse().expect("an ID");
        for object in
            [DeedObject::Campaign(CampaignId(7)), DeedObject::Deadline("12".into()), DeedObject::Call(call)]
        {
            let (kind, words) = object.parts();
            assert_eq!(DeedObject::from_parts(kind, &words), Some(object));
        }
        assert_eq!(DeedObject::from_parts("campaign", "x"), None);
        assert_eq!(DeedObject::from_parts("odd", "1"), None);
    }

    #[test]
    fn a_hash_is_read_back() {
        let hash = AuditHash([0xab; 32]);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!("ab".parse::<AuditHash>(), Err(ParseAuditHashError));
    }

    #[test]
    fn doers_are_told_apart_by_their_codes() {
        let staff = |number| Doer::staff(&PersonCode::of(number), None);
        let codes = [staff(1), staff(2), Doer::CommandLine, Doer::Bot];
        let codes: std::collections::BTreeSet<_> = codes.iter().map(Doer::code).collect();
        assert_eq!(codes.len(), 4);
        assert!(codes.iter().all(|code| code.len() <= 12 && !code.contains(':')));
    }
}
