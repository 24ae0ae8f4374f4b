//! Addresses that a button or a link of the coalition's can open.

use url::{Host, Url};

/// The reason why a text is no address that Telegram opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseAddressError {
    /// It is not complete, or of a kind that Telegram does not open.
    #[error("no complete address")]
    Incomplete,
    /// It ends with a punctuation mark, which belongs to the sentence around it.
    #[error("a {0:?} at the end")]
    Mark(char),
}

/// Reads an address as browsers do (<https://url.spec.whatwg.org/>), and gives it as they write it. It is one of the web, or
/// one of Telegram's own (`tg:`). Browsers open more than Telegram does, which refuses a button with a host such as
/// `example..org`.
pub fn parse_address(typed: &str) -> Result<String, ParseAddressError> {
    if let Some(mark) = typed.chars().last().filter(|last| [',', ';', '.'].contains(last)) {
        return Err(ParseAddressError::Mark(mark));
    }
    let address = match typed.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tg") => of_telegram(rest),
        Some(_) | None => of_the_web(typed),
    };
    address.ok_or(ParseAddressError::Incomplete)
}

/// An address of Telegram's own, behind its scheme.
fn of_telegram(rest: &str) -> Option<String> {
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let action = rest.split(['/', '?', '#']).next().filter(|action| !action.is_empty())?;
    let fits = action.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let url = Url::parse(&format!("tg://{rest}")).ok().filter(|_| fits)?;
    Some(url.into())
}

fn of_the_web(typed: &str) -> Option<String> {
    let url = Url::parse(typed).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let names_user = !url.username().is_empty() || url.password().is_some();
    let has_host = match url.host()? {
        Host::Domain(name) => is_domain(name),
        Host::Ipv4(_) => true,
        Host::Ipv6(_) => false,
    };
    (is_web && !names_user && has_host).then(|| url.into())
}

/// Whether a host is a domain of the internet: labels of letters, digits and hyphens, at least two of them.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = name.rsplit_once('.').map(|(_, top)| top);
    name.len() <= 253 && name.split('.').all(is_label) && top.is_some_and(|top| top.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_telegram_opens_are_written_as_browsers_do() {
        for (typed, address) in [
            ("https://example.org", "https://example.org/"),
            ("HTTP://Example.org:8080/a?b=c#d", "http://example.org:8080/a?b=c#d"),
            ("https://my_site.example.org/a,b.html", "https://my_site.example.org/a,b.html"),
            ("https://президент.кг/", "https://xn--d1abbgf6aiiy.xn--c1an/"),
            ("http://192.0.2.7/", "http://192.0.2.7/"),
            ("tg://resolve?domain=x", "tg://resolve?domain=x"),
            ("TG:resolve?domain=x", "tg://resolve?domain=x"),
        ] {
            assert_eq!(parse_address(typed).as_deref(), Ok(address), "{typed}");
        }
    }

    #[test]
    fn what_telegram_refuses_is_no_address() {
        for typed in [
            "",
            "example.org",
            "https://",
            "https://example..org/",
            "https://.org",
            "https://example.org,/",
            "https://-example.org",
            "https://example.o",
            "https://localhost/",
            "https://[2001:db8::1]/",
            "https://user@example.org/",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "mailto:a@example.org",
            "tg:",
            "tg://",
            "tg:?domain=x",
            "tg://a b",
        ] {
            assert_eq!(parse_address(typed), Err(ParseAddressError::Incomplete), "{typed}");
        }
        for (typed, mark) in
            [("https://example.org,", ','), ("https://example.org/a;", ';'), ("https://example.org.", '.')]
        {
            assert_eq!(parse_address(typed), Err(ParseAddressError::Mark(mark)), "{typed}");
        }
    }
}
