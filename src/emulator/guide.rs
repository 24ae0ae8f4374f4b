//! What the page tells a visitor about the people whose phones they may open.

use std::collections::BTreeMap;

use serde::Serialize;

/// A guide for visitors of the page. The emulator alone has none; whoever starts it with a bot knows what can be tried.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Guide {
    /// What the bot is for, by the code of the page's language: `ky`, `ru` or `en`.
    pub about: BTreeMap<String, String>,
    /// The people who come first.
    pub people: Vec<GuidedPerson>,
    /// The ids of people who are there to make the place look lived in. The page lists them last.
    pub background: Vec<i64>,
}

/// A person of the guide.
#[derive(Debug, Clone, Serialize)]
pub struct GuidedPerson {
    /// The person's id.
    pub id: i64,
    /// Who this is, by the code of the page's language: `ky`, `ru` or `en`.
    pub who: BTreeMap<String, String>,
    /// What one can try as this person, by the code of the page's language.
    pub tries: BTreeMap<String, String>,
}
