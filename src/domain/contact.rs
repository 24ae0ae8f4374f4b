//! Names and contacts as people type them, checked.

use std::str::FromStr;

use phonenumber::Mode;
use phonenumber::country::Id;

/// A name: 1 to [`Name::MAX`] characters on one line, with at least one letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(String);

/// The reason why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParseNameError {
    /// It is longer than [`Name::MAX`] characters.
    TooLong,
    /// It has no letter in it.
    NoLetter,
}

impl Name {
    /// The most characters (Unicode scalar values) that a name may have: enough for an organization's full name.
    pub const MAX: usize = 200;

    /// Takes a typed text; white space and control characters become single spaces.
    pub fn parse(text: &str) -> Result<Name, ParseNameError> {
        let text = one_line(text);
        if text.chars().count() > Name::MAX {
            return Err(ParseNameError::TooLong);
        }
        if !text.chars().any(char::is_alphabetic) {
            return Err(ParseNameError::NoLetter);
        }
        Ok(Name(text))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person's contact: an e-mail address, or a phone number in E.164.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact(String);

/// A text that is neither an e-mail address nor a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseContactError;

impl Contact {
    /// Takes a typed e-mail address or phone number; a number without a country code is read as one of Kyrgyzstan.
    pub fn parse(text: &str) -> Result<Contact, ParseContactError> {
        let text = one_line(text);
        if text.contains('@') { email(&text) } else { phone(&text) }
    }

    /// The address, or the number in E.164.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn email(text: &str) -> Result<Contact, ParseContactError> {
    let options =
        email_address::Options::default().with_required_tld().without_display_text().without_domain_literal();
    email_address::EmailAddress::parse_with_options(text, options)
        .map(|address| Contact(address.to_string()))
        .map_err(|_| ParseContactError)
}

fn phone(text: &str) -> Result<Contact, ParseContactError> {
    // The library ignores words around a number, but a person who wrote words meant something else.
    if text.chars().count() > 40 || text.chars().any(char::is_alphabetic) {
        return Err(ParseContactError);
    }
    let country = Id::from_str("KG").map_err(|_| ParseContactError)?;
    let number = phonenumber::parse(Some(country), text).map_err(|_| ParseContactError)?;
    if !number.is_valid() {
        return Err(ParseContactError);
    }
    Ok(Contact(number.format().mode(Mode::E164).to_string()))
}

/// Makes white space and control characters single spaces, and drops marks that would change the direction of the text
/// around it.
fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let spaced: String =
        text.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(text: &str) -> Option<String> {
        Contact::parse(text).ok().map(|contact| contact.0)
    }

    #[test]
    fn numbers_become_e164() {
        assert_eq!(contact("0555 123-456").as_deref(), Some("+996555123456"));
        assert_eq!(contact("+996 (555) 12 34 56").as_deref(), Some("+996555123456"));
        assert_eq!(contact("+49 30 901820").as_deref(), Some("+4930901820"));
        for wrong in ["12", "call me 0555123456", "", "+996 555", &"5".repeat(100)] {
            assert_eq!(contact(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn addresses_are_kept_as_typed() {
        assert_eq!(contact(" Aigul@example.org ").as_deref(), Some("Aigul@example.org"));
        for wrong in ["a@b", "@", "a b@example.org", "Aigul <a@example.org>", "a@[127.0.0.1]"] {
            assert_eq!(contact(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_stand_on_one_line() {
        assert_eq!(Name::parse("  Айгүл\n Өмүрова ").map(|name| name.0), Ok("Айгүл Өмүрова".to_owned()));
        assert_eq!(Name::parse("<3 A & B").map(|name| name.0), Ok("<3 A & B".to_owned()));
        assert_eq!(Name::parse(" 123 ").map(|name| name.0), Err(ParseNameError::NoLetter));
        assert_eq!(Name::parse(&"a".repeat(201)).map(|name| name.0), Err(ParseNameError::TooLong));
    }
}
