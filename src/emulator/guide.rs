//! The page's introduction of the people whose phones a visitor may open.

use std::collections::BTreeMap;

use serde::Serialize;

/// A guide for visitors of the page. The emulator alone has none. The program that starts it with a bot gives one.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Guide {
    /// The purpose of the bot, by the code of the page's language: `ky`, `ru` or `en`.
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
    /// The introduction, by the code of the page's language: `ky`, `ru` or `en`.
    pub who: BTreeMap<String, String>,
    /// A suggestion for the visitor, by the code of the page's language.
    pub tries: BTreeMap<String, String>,
}
