//! Where a supporter lives: the regions of Kyrgyzstan by ISO 3166-2:KG, or abroad.

use serde::{Deserialize, Serialize};

/// A first-level region of Kyrgyzstan (ISO 3166-2:KG), or abroad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Region {
    /// `KG-GB`, the city of Bishkek.
    BishkekCity,
    /// `KG-GO`, the city of Osh.
    OshCity,
    /// `KG-B`.
    Batken,
    /// `KG-C`.
    Chuy,
    /// `KG-J`, with the city of Manas.
    JalalAbad,
    /// `KG-N`.
    Naryn,
    /// `KG-O`, the region around the city of Osh.
    Osh,
    /// `KG-T`.
    Talas,
    /// `KG-Y`.
    IssykKul,
    /// Outside Kyrgyzstan; no ISO code of its own, stored as `abroad`.
    Abroad,
}

/// Words that are no region's code.
#[derive(Debug, thiserror::Error)]
#[error("unknown region {0:?}: use an ISO 3166-2:KG code such as KG-GB, or abroad")]
pub struct ParseRegionError(String);

impl Region {
    /// Every region: the cities first, then the regions by the alphabet of their codes, then abroad.
    pub const ALL: [Region; 10] = [
        Region::BishkekCity,
        Region::OshCity,
        Region::Batken,
        Region::Chuy,
        Region::JalalAbad,
        Region::Naryn,
        Region::Osh,
        Region::Talas,
        Region::IssykKul,
        Region::Abroad,
    ];

    /// The ISO 3166-2 code, or `abroad`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Region::BishkekCity => "KG-GB",
            Region::OshCity => "KG-GO",
            Region::Batken => "KG-B",
            Region::Chuy => "KG-C",
            Region::JalalAbad => "KG-J",
            Region::Naryn => "KG-N",
            Region::Osh => "KG-O",
            Region::Talas => "KG-T",
            Region::IssykKul => "KG-Y",
            Region::Abroad => "abroad",
        }
    }

    /// The region with exactly this code.
    ///
    /// # Errors
    /// When no region has it.
    pub fn from_code(code: &str) -> Result<Region, ParseRegionError> {
        Region::ALL
            .into_iter()
            .find(|region| region.code() == code)
            .ok_or_else(|| ParseRegionError(code.to_owned()))
    }
}

impl TryFrom<String> for Region {
    type Error = ParseRegionError;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Region::from_code(&code)
    }
}

impl From<Region> for String {
    fn from(region: Region) -> String {
        region.code().to_owned()
    }
}
