//! Telegram HTML as a type, so that a text is escaped where it enters a message and nowhere else.
//!
//! Written by hand because teloxide's helpers for HTML give plain strings, which do not show whether they are escaped.

use std::fmt;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// A text in Telegram's HTML.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Plain text, escaped.
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

    /// A block of plain text that a tap copies.
    pub fn pre(text: &str) -> Html {
        Html(format!("<pre>{}</pre>", Html::escaped(text)))
    }

    /// A few plain words that a tap copies.
    pub fn code(text: &str) -> Html {
        Html(format!("<code>{}</code>", Html::escaped(text)))
    }

    /// A plain text in bold, such as the title of a page.
    pub fn bold(text: &str) -> Html {
        Html(format!("<b>{}</b>", Html::escaped(text)))
    }

    /// A quote of which Telegram shows the beginning until somebody taps it. It is for lines that few people read.
    pub fn folded(inside: &Html) -> Html {
        Html(format!("<blockquote expandable>{inside}</blockquote>"))
    }

    /// Sentences on one line; empty ones are left out.
    pub fn sentences(parts: impl IntoIterator<Item = Html>) -> Html {
        Html::joined(parts, " ")
    }

    /// Parts on a line each; empty ones are left out.
    pub fn lines(parts: impl IntoIterator<Item = Html>) -> Html {
        Html::joined(parts, "\n")
    }

    /// Parts with an empty line between them; empty ones are left out.
    pub fn paragraphs(parts: impl IntoIterator<Item = Html>) -> Html {
        Html::joined(parts, "\n\n")
    }

    /// The first of these parts that fit into so many UTF-16 units, with an empty line between them.
    pub fn paragraphs_within(most: usize, parts: impl IntoIterator<Item = Html>) -> Html {
        let mut length = 0;
        let fits = |part: &Html| {
            length += part.utf16_len() + 2;
            length <= most
        };
        Html::paragraphs(parts.into_iter().take_while(fits))
    }

    fn joined(parts: impl IntoIterator<Item = Html>, between: &str) -> Html {
        let parts: Vec<_> = parts.into_iter().map(|part| part.0).filter(|part| !part.is_empty()).collect();
        Html(parts.join(between))
    }

    /// HTML as a translator wrote it.
    pub(super) fn written(html: String) -> Html {
        Html(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as a reader sees it: without tags, with entities resolved.
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

    /// The length as Telegram's limits count it: in UTF-16 units, after entity parsing.
    pub fn utf16_len(&self) -> usize {
        self.plain().encode_utf16().count()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
