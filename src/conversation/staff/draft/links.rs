//! Link buttons as staff type them: the text and then the address, or both on a line with a dash between.

use crate::domain::address::{ParseAddressError, parse_address};
use crate::domain::message::LinkButton;
use crate::domain::visible;

/// The most buttons of a message.
pub(super) const MOST: usize = 10;
/// The longest text on a button, in UTF-16 units; a phone shows fewer.
pub(super) const LABEL: usize = 64;

/// A typed text that can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ParseLinksError {
    /// The line, counted from 1, where several were typed.
    pub line: Option<usize>,
    /// The reason.
    pub error: LinkError,
}

/// The reason why a text is no link button, or no part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkError {
    /// It is not a text, a dash and an address.
    Shape,
    /// It is an address, and the text on the button comes first.
    Order,
    /// Nothing of it can be seen on a button.
    Empty,
    /// Telegram can't open the address.
    Address,
    /// A punctuation mark ends the address.
    Mark(char),
    /// The text is too long for a button.
    Label,
    /// There are too many.
    Many,
}

/// A typed text where the text on a button is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TypedLink {
    /// Whole buttons.
    Whole(Vec<LinkButton>),
    /// The text on one.
    Label(String),
    /// The text on one, with an address that can't be taken.
    Half(String, LinkError),
}

/// Reads whole buttons, one a line, or the text on one.
pub(super) fn parse(text: &str) -> Result<TypedLink, ParseLinksError> {
    let lines = || (1..).zip(text.lines().map(str::trim)).filter(|(_, typed)| !typed.is_empty());
    if lines().count() > 1 {
        let read = |(line, typed)| whole(typed).map_err(|error| ParseLinksError { line: Some(line), error });
        return lines().map(read).collect::<Result<_, _>>().map(TypedLink::Whole);
    }
    let alone = |error| ParseLinksError { line: None, error };
    let typed = text.trim();
    if parse_address(typed).is_ok() {
        return Err(alone(LinkError::Order));
    }
    match halves(typed).filter(|(_, url)| is_meant_as_address(url)) {
        None => label(typed).map(TypedLink::Label).map_err(alone),
        Some((text, url)) => {
            let label = label(text).map_err(alone)?;
            Ok(match address(url) {
                Ok(url) => TypedLink::Whole(vec![LinkButton { label, url }]),
                Err(error) => TypedLink::Half(label, error),
            })
        }
    }
}

/// A text and an address with a dash between.
fn whole(typed: &str) -> Result<LinkButton, LinkError> {
    let (text, url) = halves(typed).ok_or(LinkError::Shape)?;
    Ok(LinkButton { label: label(text)?, url: address(url)? })
}

/// The text and the address of a typed button. The last dash parts them: a text may contain a dash too. The address is the last
/// word, since it contains no space.
fn halves(typed: &str) -> Option<(&str, &str)> {
    let (text, url) = typed.rsplit_once(char::is_whitespace)?;
    let text = text.trim_end().strip_suffix(['-', '–', '—'])?;
    (!visible::line(text).is_empty()).then_some((text, url))
}

/// Whether a word is meant as an address, though it may be none.
fn is_meant_as_address(word: &str) -> bool {
    let scheme = word.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| scheme.bytes().all(|b| b.is_ascii_alphabetic())) || address(word).is_ok()
}

/// Reads the text on a button.
fn label(typed: &str) -> Result<String, LinkError> {
    let label = visible::line(typed);
    match label.encode_utf16().count() {
        0 => Err(LinkError::Empty),
        1..=LABEL => Ok(label),
        _ => Err(LinkError::Label),
    }
}

/// Reads an address. One of the web may be typed without its beginning, as people say it.
pub(super) fn address(typed: &str) -> Result<String, LinkError> {
    let typed = visible::bare_line(typed);
    let host = typed.split(['/', '?', '#']).next().unwrap_or_default();
    // A date such as 10.12.2026 is no host.
    let has_name = host.rsplit('.').next().is_some_and(visible::has_letter);
    let full = if has_name && !typed.contains(':') { format!("https://{typed}") } else { typed.clone() };
    parse_address(&full).map_err(|error| match error {
        ParseAddressError::Incomplete => LinkError::Address,
        ParseAddressError::Mark(mark) => LinkError::Mark(mark),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(label: &str, url: &str) -> LinkButton {
        LinkButton { label: label.to_owned(), url: url.to_owned() }
    }

    #[test]
    fn whole_buttons_stand_one_a_line() {
        let typed = "Read - https://example.org/a-b\n\n  Оку\u{200B}у\u{61C} — көбүрөөк – http://example.org/?q=1 \nHi - tg://resolve?domain=x";
        let wanted = vec![
            button("Read", "https://example.org/a-b"),
            button("Окуу — көбүрөөк", "http://example.org/?q=1"),
            button("Hi", "tg://resolve?domain=x"),
        ];
        assert_eq!(parse(typed), Ok(TypedLink::Whole(wanted)));
        for typed in ["Read - https://example.org", "Read - example.org", " Read – HTTPS://example.org "] {
            let wanted = vec![button("Read", "https://example.org/")];
            assert_eq!(parse(typed), Ok(TypedLink::Whole(wanted)), "{typed}");
        }
    }

    #[test]
    fn a_text_alone_stands_on_the_button() {
        for text in ["Read", "Read - more", "Чогулуш - 10.12.2026", "What? Where? When?", "Окуу - баары."]
        {
            assert_eq!(parse(text), Ok(TypedLink::Label(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_text_stays_if_its_address_is_wrong() {
        for (typed, error) in [
            ("Read - https://example..org/", LinkError::Address),
            ("Read - javascript:alert(1)", LinkError::Address),
            ("Read - file:///etc/passwd", LinkError::Address),
            ("Read - http://localhost/", LinkError::Address),
            ("Read - tg:", LinkError::Address),
            ("Read - https://example.org,", LinkError::Mark(',')),
        ] {
            assert_eq!(parse(typed), Ok(TypedLink::Half("Read".to_owned(), error)), "{typed}");
        }
    }

    #[test]
    fn an_error_names_its_line_where_there_are_several() {
        let long = format!("ok - https://example.org\n{} - https://example.org", "a".repeat(65));
        for (text, line, error) in [
            ("", None, LinkError::Empty),
            ("\u{3164}\u{E0041}", None, LinkError::Empty),
            ("https://example.org", None, LinkError::Order),
            (&"a".repeat(65), None, LinkError::Label),
            ("Read - https://example.org\nRead", Some(2), LinkError::Shape),
            ("- https://example.org\nRead - https://example.org", Some(1), LinkError::Shape),
            ("Read - https://example.org\n\nX - https://example..org/", Some(3), LinkError::Address),
            ("Read - https://example.org;\nX - https://example.org", Some(1), LinkError::Mark(';')),
            (&long, Some(2), LinkError::Label),
        ] {
            assert_eq!(parse(text), Err(ParseLinksError { line, error }), "{text}");
        }
    }

    #[test]
    fn an_address_may_be_typed_as_people_say_it() {
        for (typed, wanted) in [
            ("example.org/text", Ok("https://example.org/text")),
            ("www.example.org", Ok("https://www.example.org/")),
            ("http://example.org", Ok("http://example.org/")),
            ("tg://resolve?domain=x", Ok("tg://resolve?domain=x")),
            ("example", Err(LinkError::Address)),
            ("10.12.2026", Err(LinkError::Address)),
            ("mailto:a@example.org", Err(LinkError::Address)),
            ("a@example.org", Err(LinkError::Address)),
            ("javascript:alert(document.cookie)", Err(LinkError::Address)),
            ("example.org.", Err(LinkError::Mark('.'))),
            ("see example.org", Err(LinkError::Address)),
        ] {
            assert_eq!(address(typed), wanted.map(str::to_owned), "{typed}");
        }
    }
}
