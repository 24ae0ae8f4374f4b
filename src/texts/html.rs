//! Telegram HTML, made in one place: what a person typed is escaped where it enters, by construction.

use std::fmt;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// A text in Telegram's HTML.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Plain text, escaped.
    #[must_use]
    pub fn escaped(text: &str) -> Html {
        let mut html = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                _ => html.push(c),
            }
        }
        Html(html)
    }

    /// A block that a tap copies, with plain text in it.
    #[must_use]
    pub fn pre(text: &str) -> Html {
        Html(format!("<pre>{}</pre>", Html::escaped(text)))
    }

    /// One below the other.
    pub fn lines(parts: impl IntoIterator<Item = Html>) -> Html {
        Html::joined(parts, "\n")
    }

    /// One below the other, with an empty line between them.
    pub fn paragraphs(parts: impl IntoIterator<Item = Html>) -> Html {
        Html::joined(parts, "\n\n")
    }

    fn joined(parts: impl IntoIterator<Item = Html>, between: &str) -> Html {
        let parts: Vec<_> = parts.into_iter().map(|part| part.0).filter(|part| !part.is_empty()).collect();
        Html(parts.join(between))
    }

    /// What a translator wrote: HTML as it stands.
    pub(super) fn written(html: String) -> Html {
        Html(html)
    }

    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as a reader sees it: without tags, entities resolved.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut plain = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some(at) = rest.find('<') {
            let _ = plain.write_str(&rest[..at]);
            rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
        }
        plain.push_str(rest);
        plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    /// The length that Telegram's limits count, in UTF-16 units after entity parsing.
    #[must_use]
    pub fn utf16_len(&self) -> usize {
        self.plain().encode_utf16().count()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
