//! The three languages of the bot.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;

/// A language that the bot speaks, named by its ISO 639-1 code, the one that Telegram uses.
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
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Lang {
    /// Kyrgyz.
    Ky,
    /// Russian.
    Ru,
    /// English.
    En,
}

coded!(Lang);

impl Lang {
    /// A guess from the IETF tag that a client reports, for texts before a person has chosen.
    ///
    /// Languages of neighbours who mostly read Russian give Russian, other languages English; no tag gives Kyrgyz.
    pub fn guess(tag: Option<&str>) -> Lang {
        let Some(tag) = tag else { return Lang::Ky };
        match tag.split(['-', '_']).next().unwrap_or_default() {
            "ky" => Lang::Ky,
            "ru" | "be" | "kk" | "tg" | "tk" | "tt" | "uk" | "uz" => Lang::Ru,
            _ => Lang::En,
        }
    }

    /// The text in this language, or in the next best one.
    pub fn nearest(self, texts: &BTreeMap<Lang, String>) -> Option<&str> {
        let any = self.fallbacks().iter().copied().chain(Lang::ALL);
        any.into_iter().find_map(|lang| texts.get(&lang)).map(String::as_str)
    }

    /// All languages, this one first.
    pub fn then_others(self) -> impl Iterator<Item = Lang> {
        [self].into_iter().chain(Lang::ALL.into_iter().filter(move |lang| *lang != self))
    }

    /// The languages that a message is taken from, best first: ky → ru → en.
    pub fn fallbacks(self) -> &'static [Lang] {
        match self {
            Lang::Ky => &[Lang::Ky, Lang::Ru, Lang::En],
            Lang::Ru => &[Lang::Ru, Lang::En],
            Lang::En => &[Lang::En],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_is_made_from_the_first_subtag() {
        for (tag, lang) in [
            (Some("ky"), Lang::Ky),
            (Some("ru-RU"), Lang::Ru),
            (Some("uz"), Lang::Ru),
            (Some("de"), Lang::En),
            (Some(""), Lang::En),
            (None, Lang::Ky),
        ] {
            assert_eq!(Lang::guess(tag), lang, "{tag:?}");
        }
    }
}
