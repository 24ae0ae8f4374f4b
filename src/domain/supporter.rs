//! Supporters.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::Region;
use crate::domain::code::coded;

/// The kind of a supporter.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum SupporterKind {
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A media outlet.
    Media,
}

coded!(SupporterKind);

/// A supporter as the running bot knows them. Name and contact are sealed to the coalition's keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supporter {
    /// The kind.
    pub kind: SupporterKind,
    /// The region.
    pub region: Region,
    /// Whether the coalition may publish the name. The sealed name says so too, and the stricter of the two counts.
    pub publish: bool,
    /// The version of the consent text that they agreed to.
    pub consent: u32,
    /// The day at home since which they support the pledge. A new consent does not change it. The second would tell who they
    /// are to anybody who saw it in the chat or in a log.
    pub supported_on: Date,
    /// The day at home on which they agreed to the consent text.
    pub consented_on: Date,
    /// A number that no other supporter has. Buttons and sealed documents carry it, so that none is taken for another
    /// supporter's, nor for that of an earlier support of the same person.
    pub number: i64,
    /// The sealed [`SealedName`]; `None` without a name.
    pub name: Option<Vec<u8>>,
    /// The sealed [`SealedContact`]; `None` without a contact.
    pub contact: Option<Vec<u8>>,
    /// The sealed [`SealedPerson`], in which earlier versions kept name and contact together. It can't be changed in part: a new
    /// name or contact, or the removal of one, takes all of it away.
    pub joint: Option<Vec<u8>>,
}

impl Supporter {
    /// A supporter who has agreed to this version of the consent text today. They count as a person who does not say
    /// where they live.
    pub fn new(number: i64, consent: u32, today: Date) -> Supporter {
        Supporter {
            kind: SupporterKind::Person,
            region: Region::NotSaid,
            publish: false,
            consent,
            supported_on: today,
            consented_on: today,
            number,
            name: None,
            contact: None,
            joint: None,
        }
    }

    /// The document with the name, to be sealed.
    pub fn name_document(&self, name: String) -> SealedName {
        let Supporter { publish, consent, number, .. } = *self;
        SealedName { v: SealedName::VERSION, name, publish, consent, number }
    }

    /// The document with the contact, to be sealed.
    pub fn contact_document(&self, contact: String) -> SealedContact {
        let Supporter { consent, number, .. } = *self;
        SealedContact { v: SealedContact::VERSION, contact, consent, number }
    }

    /// Whether anything of them is sealed.
    pub fn has_sealed(&self) -> bool {
        self.name.is_some() || self.contact.is_some() || self.joint.is_some()
    }
}

/// A name as it is sealed, in JSON. The choice to publish and the supporter's number are sealed with it. So nobody who can
/// write into the database can publish a name that was given with "don't publish", or put it under another number,
/// unnoticed. "Don't publish" that was tapped later stands in the row alone, as the bot can't open the name to seal it anew.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedName {
    /// The version of this document.
    pub v: u32,
    /// The name as typed.
    pub name: String,
    /// Whether the coalition may publish it.
    pub publish: bool,
    /// The version of the consent text under which it was given.
    pub consent: u32,
    /// [`Supporter::number`].
    pub number: i64,
}

impl SealedName {
    /// The present version.
    pub const VERSION: u32 = 1;
}

/// A contact as it is sealed, in JSON.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedContact {
    /// The version of this document.
    pub v: u32,
    /// An e-mail address or a phone number (E.164).
    pub contact: String,
    /// The version of the consent text under which it was given.
    pub consent: u32,
    /// [`Supporter::number`].
    pub number: i64,
}

impl SealedContact {
    /// The present version.
    pub const VERSION: u32 = 1;
}

/// The document with name and contact that earlier versions sealed. It can still be opened.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)] // Otherwise a sealed name, moved here, would be read without what is sealed with it.
pub struct SealedPerson {
    /// The name as typed, if any.
    pub name: Option<String>,
    /// An e-mail address or a phone number (E.164), if any.
    pub contact: Option<String>,
}

/// Shows nothing: names and contacts never reach a log.
macro_rules! hidden {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

hidden!(SealedName SealedContact SealedPerson);

/// The supporters that an export is limited to; all of them by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SupporterFilter {
    /// Only those who have supported the pledge since this day or later.
    pub since: Option<Date>,
    /// Only those who live in this region.
    pub region: Option<Region>,
}

impl SupporterFilter {
    /// Whether a supporter passes.
    pub fn matches(&self, supporter: &Supporter) -> bool {
        self.since.is_none_or(|since| supporter.supported_on >= since)
            && self.region.is_none_or(|region| supporter.region == region)
    }
}
