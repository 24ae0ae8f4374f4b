//! Link buttons as staff type them: one a line, a label and an address with a dash between.

use crate::domain::address::{ParseAddressError, parse_address};
use crate::domain::message::LinkButton;
use crate::domain::visible;

/// The most buttons of a message.
pub(super) const MOST: usize = 10;
/// The longest label, in UTF-16 units; a phone shows fewer.
pub(super) const LABEL: usize = 64;

/// A line that is no link button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ParseLinksError {
    /// The line, counted from 1.
    pub line: usize,
    /// The reason.
    pub error: LinkError,
}

/// The reason why a line is no link button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkError {
    /// It is not a label, a dash and an address.
    Shape,
    /// Telegram can't open the address.
    Address,
    /// A punctuation mark ends the address.
    Mark(char),
    /// The label is too long.
    Label,
    /// There are too many.
    Many,
}

/// Reads the buttons, from the top.
pub(super) fn parse(text: &str) -> Result<Vec<LinkButton>, ParseLinksError> {
    let mut links = Vec::new();
    for (line, typed) in (1..).zip(text.lines()) {
        let typed = typed.trim();
        if typed.is_empty() {
            continue;
        }
        let in_line = |error| ParseLinksError { line, error };
        if links.len() == MOST {
            return Err(in_line(LinkError::Many));
        }
        links.push(parse_line(typed).map_err(in_line)?);
    }
    if links.is_empty() { Err(ParseLinksError { line: 1, error: LinkError::Shape }) } else { Ok(links) }
}

fn parse_line(typed: &str) -> Result<LinkButton, LinkError> {
    // The label may contain a dash, and the address contains no space.
    let (label, url) = typed.rsplit_once(char::is_whitespace).ok_or(LinkError::Shape)?;
    let label = label.trim_end();
    let label = visible::line(label.strip_suffix(['-', '–', '—']).ok_or(LinkError::Shape)?);
    if label.is_empty() {
        return Err(LinkError::Shape);
    }
    if label.encode_utf16().count() > LABEL {
        return Err(LinkError::Label);
    }
    let url = parse_address(url).map_err(|error| match error {
        ParseAddressError::Incomplete => LinkError::Address,
        ParseAddressError::Mark(mark) => LinkError::Mark(mark),
    })?;
    Ok(LinkButton { label, url })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_button_a_line() {
        let links = parse(
            "Read - https://example.org/a-b\n\n  Оку\u{200B}у\u{61C} — көбүрөөк – http://example.org/?q=1 \nHi - tg://resolve?domain=x",
        );
        let links = links.expect("three buttons");
        let shown: Vec<_> = links.iter().map(|link| (link.label.as_str(), link.url.as_str())).collect();
        let wanted = [
            ("Read", "https://example.org/a-b"),
            ("Окуу — көбүрөөк", "http://example.org/?q=1"),
            ("Hi", "tg://resolve?domain=x"),
        ];
        assert_eq!(shown, wanted);
    }

    #[test]
    fn an_error_names_its_line() {
        let long = format!("ok - https://example.org\n{} - https://example.org", "a".repeat(65));
        let many = "a - https://example.org\n".repeat(11);
        for (text, line, error) in [
            ("", 1, LinkError::Shape),
            ("https://example.org", 1, LinkError::Shape),
            ("Read https://example.org", 1, LinkError::Shape),
            ("- https://example.org", 1, LinkError::Shape),
            ("\u{3164}\u{E0041} - https://example.org", 1, LinkError::Shape),
            ("Read - example.org", 1, LinkError::Address),
            ("Read - javascript:alert(1)", 1, LinkError::Address),
            ("Read - file:///etc/passwd", 1, LinkError::Address),
            ("Read - http://localhost/", 1, LinkError::Address),
            ("Read - https://example.org\nX - https://example..org/", 2, LinkError::Address),
            ("X - tg:", 1, LinkError::Address),
            ("X - https://example.org,", 1, LinkError::Mark(',')),
            (long.as_str(), 2, LinkError::Label),
            (many.as_str(), 11, LinkError::Many),
        ] {
            assert_eq!(parse(text), Err(ParseLinksError { line, error }), "{text}");
        }
    }
}
