//! Link buttons as staff type them: one a line, a label and an address with a dash between.

use reqwest::Url;

use crate::domain::message::LinkButton;

/// The most buttons of a message.
pub(crate) const MOST: usize = 10;
/// The longest label, in UTF-16 units; a phone shows fewer.
pub(crate) const LABEL: usize = 64;

/// Which line is at fault, counted from 1, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotALink {
    /// The line.
    pub line: usize,
    /// Why.
    pub why: Why,
}

/// Why a line is no button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// It is not a label, a dash and an address.
    Shape,
    /// What stands behind the dash is no address that Telegram opens.
    Address,
    /// The label is too long.
    Label,
    /// There are too many.
    Many,
}

/// Reads the buttons, from the top.
pub(crate) fn parse(text: &str) -> Result<Vec<LinkButton>, NotALink> {
    let mut links = Vec::new();
    for (line, typed) in (1..).zip(text.lines()) {
        let typed = typed.trim();
        if typed.is_empty() {
            continue;
        }
        let why = |why| NotALink { line, why };
        if links.len() == MOST {
            return Err(why(Why::Many));
        }
        links.push(one(typed).map_err(why)?);
    }
    if links.is_empty() { Err(NotALink { line: 1, why: Why::Shape }) } else { Ok(links) }
}

fn one(typed: &str) -> Result<LinkButton, Why> {
    // The label may have a dash in it, the address has no space.
    let (label, url) = typed.rsplit_once(char::is_whitespace).ok_or(Why::Shape)?;
    let label = label.trim_end();
    let label = label.strip_suffix(['-', '–', '—']).ok_or(Why::Shape)?.trim_end();
    if label.is_empty() {
        return Err(Why::Shape);
    }
    if label.encode_utf16().count() > LABEL {
        return Err(Why::Label);
    }
    let url = Url::parse(url).map_err(|_| Why::Address)?;
    match url.scheme() {
        "http" | "https" if url.host_str().is_some_and(|host| host.contains('.')) => {}
        "tg" => {}
        _ => return Err(Why::Address),
    }
    Ok(LinkButton { label: label.to_owned(), url: url.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_button_a_line() {
        let links = parse(
            "Read - https://example.org/a-b\n\n  Окуу — көбүрөөк – http://example.org/?q=1 \nHi - tg://resolve?domain=x",
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
    fn a_line_at_fault_is_told() {
        let long = format!("ok - https://example.org\n{} - https://example.org", "a".repeat(65));
        let many = "a - https://example.org\n".repeat(11);
        for (text, line, why) in [
            ("", 1, Why::Shape),
            ("https://example.org", 1, Why::Shape),
            ("Read https://example.org", 1, Why::Shape),
            ("- https://example.org", 1, Why::Shape),
            ("Read - example.org", 1, Why::Address),
            ("Read - javascript:alert(1)", 1, Why::Address),
            ("Read - file:///etc/passwd", 1, Why::Address),
            ("Read - http://localhost/", 1, Why::Address),
            (long.as_str(), 2, Why::Label),
            (many.as_str(), 11, Why::Many),
        ] {
            assert_eq!(parse(text), Err(NotALink { line, why }), "{text}");
        }
    }
}
