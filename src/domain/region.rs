//! The regions in which supporters live.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;

/// A first-level region of Kyrgyzstan (ISO 3166-2:KG), abroad, or not said. The order is that of a screen: cities first, then
/// regions by their codes.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(parse_err_ty = ParseRegionError, parse_err_fn = unknown)]
#[serde(try_from = "String", into = "String")]
pub enum Region {
    /// `KG-GB`, the city of Bishkek.
    #[strum(serialize = "KG-GB")]
    BishkekCity,
    /// `KG-GO`, the city of Osh.
    #[strum(serialize = "KG-GO")]
    OshCity,
    /// `KG-B`.
    #[strum(serialize = "KG-B")]
    Batken,
    /// `KG-C`.
    #[strum(serialize = "KG-C")]
    Chuy,
    /// `KG-J`, with the city of Manas.
    #[strum(serialize = "KG-J")]
    JalalAbad,
    /// `KG-N`.
    #[strum(serialize = "KG-N")]
    Naryn,
    /// `KG-O`, the region around the city of Osh.
    #[strum(serialize = "KG-O")]
    Osh,
    /// `KG-T`.
    #[strum(serialize = "KG-T")]
    Talas,
    /// `KG-Y`.
    #[strum(serialize = "KG-Y")]
    IssykKul,
    /// Outside Kyrgyzstan; no ISO code of its own, stored as `abroad`.
    #[strum(serialize = "abroad")]
    Abroad,
    /// The supporter did not say. No place of its own: nobody can choose it, and no audience is made of it.
    #[strum(serialize = "not-said")]
    NotSaid,
}

/// A text that is no code of a region.
#[derive(Debug, thiserror::Error)]
#[error("unknown region {0:?}: use an ISO 3166-2:KG code such as KG-GB, abroad or not-said")]
pub struct ParseRegionError(String);

coded!(Region);

impl Region {
    /// Whether it is a place: one that people can choose, and that an audience can be made of.
    pub fn is_place(self) -> bool {
        self != Region::NotSaid
    }
}

fn unknown(code: &str) -> ParseRegionError {
    ParseRegionError(code.to_owned())
}

impl TryFrom<String> for Region {
    type Error = ParseRegionError;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        code.parse()
    }
}

impl From<Region> for String {
    fn from(region: Region) -> String {
        region.code().to_owned()
    }
}
