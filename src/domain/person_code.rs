//! The code by which the command line and the audit log name a person.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The code of somebody on staff, or of somebody who has opened an invitation. It comes from their stored form under the store key
/// ([`IdKey`](crate::crypto::IdKey)), so it stays the same and means nothing elsewhere: it may stand on command lines, which the
/// system logs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct PersonCode(String);

/// A text that is no code of a person. It does not show the text, which may be a Telegram ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a person is named by their code, as `pledge-bot staff list` shows it: {} letters and digits, of which the first is a letter. A \
     Telegram ID is not taken, since command lines are logged",
    PersonCode::LENGTH
)]
pub struct ParsePersonCodeError;

impl PersonCode {
    /// The number of its letters and digits. Of sixty people, the chance that any two have the same code is about 1 in 70,000.
    pub const LENGTH: usize = 6;
    /// No two of these look alike, or sound alike when they are read out.
    const LETTERS: &[u8] = b"acdefhjkmnprtwxy";
    const DIGITS: &[u8] = b"23456789";

    /// The code of a number, of which it needs 27 bits. The first is a letter, so that no code is a Telegram ID.
    ///
    /// # Panics
    /// Never: a remainder is smaller than the number of symbols.
    pub fn of(mut number: u64) -> PersonCode {
        let all = [PersonCode::LETTERS, PersonCode::DIGITS].concat();
        let mut take = |symbols: &[u8]| {
            let count = symbols.len() as u64;
            let nth = usize::try_from(number % count).expect("below the number of symbols");
            number /= count;
            char::from(symbols[nth])
        };
        let first = take(PersonCode::LETTERS);
        PersonCode(std::iter::once(first).chain((1..PersonCode::LENGTH).map(|_| take(&all))).collect())
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for PersonCode {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PersonCode {
    type Err = ParsePersonCodeError;

    /// Reads a code as somebody types it.
    fn from_str(text: &str) -> Result<PersonCode, ParsePersonCodeError> {
        let text = text.trim().to_ascii_lowercase();
        let is_letter = |byte: u8| PersonCode::LETTERS.contains(&byte);
        let fits = text.len() == PersonCode::LENGTH
            && text.bytes().next().is_some_and(is_letter)
            && text.bytes().all(|byte| is_letter(byte) || PersonCode::DIGITS.contains(&byte));
        if fits { Ok(PersonCode(text)) } else { Err(ParsePersonCodeError) }
    }
}

impl TryFrom<String> for PersonCode {
    type Error = ParsePersonCodeError;

    fn try_from(text: String) -> Result<PersonCode, ParsePersonCodeError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_somebody_types_it_and_is_never_a_number() {
        for number in [0, 1, 12_345_678, u64::MAX] {
            let code = PersonCode::of(number);
            assert_eq!(code.as_str().parse(), Ok(code.clone()), "{code}");
            assert_eq!(format!(" {} ", code.as_str().to_uppercase()).parse(), Ok(code.clone()), "{code}");
            assert!(code.as_str().parse::<i64>().is_err() && code.as_str().len() == 6, "{code}");
        }
        assert_ne!(PersonCode::of(1), PersonCode::of(2));
        for other in ["", "5123456789", "512345", "-51234", "k7m3p", "k7m3pqq", "k7m3p0", "к7m3pr", "7kmapr"]
        {
            assert_eq!(other.parse::<PersonCode>(), Err(ParsePersonCodeError), "{other}");
        }
    }
}
