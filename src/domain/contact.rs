//! Names and contacts as people type them, checked.

use std::str::FromStr;

use phonenumber::Mode;
use phonenumber::country::Id;
use unicode_security::MixedScript;
use url::Host;

use crate::domain::visible;

/// A name: 1 to [`Name::MAX`] characters on one line, with at least one letter that can be seen.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(String);

/// The reason why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParseNameError {
    /// It is longer than [`Name::MAX`] characters.
    TooLong,
    /// It has no letter in it that can be seen.
    NoLetter,
}

impl Name {
    /// The most characters (Unicode scalar values) that a name may have: enough for an organization's full name.
    pub const MAX: usize = 200;

    /// Takes a typed text without its invisible characters.
    pub fn parse(text: &str) -> Result<Name, ParseNameError> {
        let text = visible::line(text);
        if text.chars().count() > Name::MAX {
            return Err(ParseNameError::TooLong);
        }
        if visible::has_letter(&text) { Ok(Name(text)) } else { Err(ParseNameError::NoLetter) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person's contact: an e-mail address, or a phone number in E.164.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact(String);

/// The reason why a text is neither an e-mail address nor a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParseContactError {
    /// It looks like neither.
    Neither,
    /// It has an `@`, but is no e-mail address.
    Email,
    /// Behind the `@` of the e-mail address stands a number.
    EmailNumber,
    /// A word of the e-mail address mixes letters of several alphabets.
    EmailAlphabets,
    /// Something else stands beside the phone number.
    PhoneWords,
    /// The phone number has an extension.
    PhoneExtension,
    /// There is no such phone number.
    PhoneNumber,
}

impl Contact {
    /// Takes a typed e-mail address or phone number. A number without a country code is read as one of Kyrgyzstan, or of
    /// Russia and Kazakhstan if it is written as people write it there.
    pub fn parse(text: &str) -> Result<Contact, ParseContactError> {
        let text = visible::bare_line(text);
        let text = text.trim_matches(['.', ',', ';', '!', '"', '«', '»', '“', '”', '„', ' ']);
        if text.contains('@') { email(text) } else { phone(text) }
    }

    /// The address, or the number in E.164.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn email(text: &str) -> Result<Contact, ParseContactError> {
    let text = without_scheme(text, "mailto:");
    let options =
        email_address::Options::default().with_required_tld().without_display_text().without_domain_literal();
    let address = email_address::EmailAddress::parse_with_options(text, options)
        .map_err(|_| ParseContactError::Email)?;
    check_host(address.domain())?;
    let mut words = address.local_part().split('.').chain(address.domain().split('.'));
    if words.all(MixedScript::is_single_script) {
        Ok(Contact(address.to_string()))
    } else {
        Err(ParseContactError::EmailAlphabets)
    }
}

/// Refuses a domain that is no name of a host. As a browser reads it, `mail.123` is a number, and no name ends like that.
fn check_host(domain: &str) -> Result<(), ParseContactError> {
    // In an address of a page, `%6D` is an m; in one of e-mail it isn't.
    if domain.contains('%') {
        return Err(ParseContactError::Email);
    }
    match Host::parse(domain) {
        Ok(Host::Domain(_)) => Ok(()),
        Ok(Host::Ipv4(_) | Host::Ipv6(_)) | Err(url::ParseError::InvalidIpv4Address) => {
            Err(ParseContactError::EmailNumber)
        }
        Err(_) => Err(ParseContactError::Email),
    }
}

fn phone(text: &str) -> Result<Contact, ParseContactError> {
    const LONGEST: usize = 40;
    /// Fewer digits within a text are hardly a phone number.
    const LEAST: usize = 5;
    let text = without_scheme(text, "tel:");
    let is_part = |c: char| {
        c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '‐' | '‑' | '–' | '—')
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_alone = text.chars().all(is_part);
    if digits.is_empty() || (digits.len() < LEAST && !is_alone) {
        return Err(ParseContactError::Neither);
    }
    if text.contains(['#', '*']) {
        return Err(ParseContactError::PhoneExtension);
    }
    // The library ignores words around a number, but a person who wrote words meant something else.
    if !is_alone {
        return Err(ParseContactError::PhoneWords);
    }
    let has_plus = text.trim_start_matches('(').starts_with('+');
    if text.chars().count() > LONGEST || text.matches('+').count() != usize::from(has_plus) {
        return Err(ParseContactError::PhoneNumber);
    }
    let numbers = if has_plus { vec![format!("+{digits}")] } else { readings(&digits) };
    numbers.iter().find_map(|number| e164(number)).map(Contact).ok_or(ParseContactError::PhoneNumber)
}

/// The meanings of digits without a plus, the likeliest first: a number of Kyrgyzstan, one that lacks the plus, or one
/// behind the 8 that stands for +7 in Russia and Kazakhstan.
fn readings(digits: &str) -> Vec<String> {
    let mut numbers = vec![digits.to_owned()];
    match (digits.len(), digits.as_bytes().first()) {
        (12, Some(b'9')) if digits.starts_with("996") => numbers.push(format!("+{digits}")),
        (11, Some(b'7')) => numbers.push(format!("+{digits}")),
        (11, Some(b'8')) => numbers.push(format!("+7{}", &digits[1..])),
        _ => {}
    }
    numbers
}

/// A number in E.164, if there is one like it.
fn e164(number: &str) -> Option<String> {
    let number = phonenumber::parse(Id::from_str("KG").ok(), number).ok()?;
    let fits = number.is_valid() && number.extension().is_none();
    fits.then(|| number.format().mode(Mode::E164).to_string())
}

/// A text without the scheme that programs put in front of a copied address.
fn without_scheme<'a>(text: &'a str, scheme: &str) -> &'a str {
    match text.get(..scheme.len()) {
        Some(start) if start.eq_ignore_ascii_case(scheme) => text[scheme.len()..].trim_start(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(text: &str) -> Option<String> {
        Contact::parse(text).ok().map(|contact| contact.0)
    }

    fn error(text: &str) -> Option<ParseContactError> {
        Contact::parse(text).err()
    }

    #[test]
    fn numbers_become_e164() {
        for (typed, number) in [
            ("0555 123-456", "+996555123456"),
            ("555123456", "+996555123456"),
            ("+996 (555) 12 34 56", "+996555123456"),
            ("(+996) 555 12\u{2011}34\u{2011}56", "+996555123456"),
            ("996555123456", "+996555123456"),
            ("00996 555 123 456", "+996555123456"),
            ("tel:+996555123456", "+996555123456"),
            ("TEL: +996-555-123-456", "+996555123456"),
            ("+996555123456.", "+996555123456"),
            ("«0555123456»;", "+996555123456"),
            ("0555\u{200B}123\u{AD}456", "+996555123456"),
            ("8 916 123-45-67", "+79161234567"),
            ("79161234567", "+79161234567"),
            ("+7 701 234 56 78", "+77012345678"),
            ("8 701 234 56 78", "+77012345678"),
            ("+49 30 901820", "+4930901820"),
        ] {
            assert_eq!(contact(typed).as_deref(), Some(number), "{typed}");
        }
    }

    #[test]
    fn a_number_is_refused_with_the_reason() {
        for (typed, reason) in [
            ("", ParseContactError::Neither),
            ("call me", ParseContactError::Neither),
            ("https://t.me/aigul", ParseContactError::Neither),
            ("12", ParseContactError::PhoneNumber),
            ("+996 555", ParseContactError::PhoneNumber),
            ("055512345678", ParseContactError::PhoneNumber),
            ("+0555123456", ParseContactError::PhoneNumber),
            ("0555123456+", ParseContactError::PhoneNumber),
            ("0555+123456", ParseContactError::PhoneNumber),
            ("call me 0555123456", ParseContactError::PhoneWords),
            ("0555123456, 0700123456", ParseContactError::PhoneWords),
            ("0555123456 доб. 12", ParseContactError::PhoneWords),
            (&"5".repeat(100), ParseContactError::PhoneNumber),
            ("0555123456#12", ParseContactError::PhoneExtension),
            ("0555123456*12", ParseContactError::PhoneExtension),
        ] {
            assert_eq!(error(typed), Some(reason), "{typed}");
        }
    }

    #[test]
    fn addresses_are_kept_as_typed() {
        for (typed, address) in [
            (" Aigul@example.org ", "Aigul@example.org"),
            ("айгүл@почта.рф", "айгүл@почта.рф"),
            ("info@почта.рф", "info@почта.рф"),
            ("mailto:aigul@example.org", "aigul@example.org"),
            ("aigul@example.org.", "aigul@example.org"),
            ("ai\u{200B}gul\u{200E}@exam\u{AD}ple.org", "aigul@example.org"),
            ("aigul+2026@mail.example.org", "aigul+2026@mail.example.org"),
        ] {
            assert_eq!(contact(typed).as_deref(), Some(address), "{typed}");
        }
    }

    #[test]
    fn an_address_is_refused_with_the_reason() {
        for (typed, reason) in [
            ("@", ParseContactError::Email),
            ("a@b", ParseContactError::Email),
            ("a b@example.org", ParseContactError::Email),
            ("Aigul <a@example.org>", ParseContactError::Email),
            ("a@[127.0.0.1]", ParseContactError::Email),
            ("a@exa%6Dple.org", ParseContactError::Email),
            ("a@127.0.0.1", ParseContactError::EmailNumber),
            ("a@mail.123", ParseContactError::EmailNumber),
            ("a@mail.рu", ParseContactError::EmailAlphabets),
            ("аigul@example.org", ParseContactError::EmailAlphabets),
            ("aigul@exаmple.org", ParseContactError::EmailAlphabets),
        ] {
            assert_eq!(error(typed), Some(reason), "{typed}");
        }
    }

    #[test]
    fn names_stand_on_one_line() {
        let name = |text: &str| Name::parse(text).map(|name| name.0);
        assert_eq!(name("  Айгүл\n Өмүрова "), Ok("Айгүл Өмүрова".to_owned()));
        assert_eq!(name("<3 A & B"), Ok("<3 A & B".to_owned()));
        assert_eq!(name("Ай\u{200B}гүл\u{E0041}"), Ok("Айгүл".to_owned()));
        assert_eq!(
            name(&format!("Z{}", "\u{301}".repeat(180))),
            Ok("Z\u{301}\u{301}\u{301}\u{301}".to_owned())
        );
        for text in [" 123 ", "\u{115F}", "\u{FFA0}", "\u{3164}", "\u{301}\u{302}", "👍"] {
            assert_eq!(name(text), Err(ParseNameError::NoLetter), "{}", text.escape_unicode());
        }
        assert_eq!(name(&"a".repeat(201)), Err(ParseNameError::TooLong));
    }

    /// Texts made of parts of contacts and names, of odd parts, and of any other characters.
    #[test]
    fn whatever_is_kept_reads_back_as_it_is() {
        let mut random = fastrand::Rng::with_seed(75);
        let parts = [
            "0",
            "555",
            "123456",
            "+",
            "996",
            "7",
            "8",
            "916",
            " ",
            "-",
            "(",
            ")",
            "#",
            "*",
            ".",
            ",",
            ";",
            "@",
            "a",
            "aigul",
            "а",
            "example",
            "почта",
            "org",
            "рф",
            "127",
            "tel:",
            "mailto:",
            "\u{200B}",
            "\u{301}",
            "\u{200D}",
            "%",
            "\"",
            "/",
            "ext",
            ";phone-context=",
        ];
        for _ in 0..30_000 {
            let part = |random: &mut fastrand::Rng| match random.u8(..9) {
                0 => random.char(..).to_string(),
                _ => parts[random.usize(..parts.len())].to_owned(),
            };
            let typed: String = (0..random.usize(..10)).map(|_| part(&mut random)).collect();
            if let Some(kept) = contact(&typed) {
                assert_eq!(contact(&kept).as_ref(), Some(&kept), "{}", typed.escape_unicode());
                assert_eq!(visible::bare_line(&kept), kept, "{}", typed.escape_unicode());
            }
            if let Ok(Name(kept)) = Name::parse(&typed) {
                assert_eq!(Name::parse(&kept).map(|name| name.0), Ok(kept), "{}", typed.escape_unicode());
            }
        }
    }
}
