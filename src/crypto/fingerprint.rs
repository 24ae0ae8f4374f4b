//! Fingerprints of the coalition's public keys, by which people compare and accept them.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// The fingerprint of a public key: the first 16 bytes of the SHA-256 of its text (`age1…`), as eight groups of four
/// hexadecimal digits. It is short enough to be read aloud. Making another key with the same one takes 2^128 attempts.
///
/// Anybody can work it out: `printf %s age1… | sha256sum | cut -c 1-32`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; Fingerprint::LENGTH]);

/// The fingerprints of several keys. The order of the keys and their repetition make no difference.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Fingerprints(BTreeSet<Fingerprint>);

/// A text that is no fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is no fingerprint, which has 32 digits from 0 to f, such as 0123-4567-89ab-cdef-0123-4567-89ab-cdef"
)]
pub struct FingerprintError;

/// Other keys in `SEAL_RECIPIENTS` than those that were accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "SEAL_RECIPIENTS has changed: {}. Everything that is sealed from now on would open with other keys, so it has to be \
     accepted first. If nobody wanted this, put the old public keys back. Else compare the fingerprints with those who \
     have the private keys, and run: {}",
    difference(.accepted, .configured),
    .configured.command()
)]
pub struct KeyChangeError {
    /// The fingerprints that were accepted.
    pub accepted: Fingerprints,
    /// The fingerprints in `SEAL_RECIPIENTS`.
    pub configured: Fingerprints,
}

impl Fingerprint {
    const LENGTH: usize = 16;

    /// The fingerprint of a public key, given as text.
    pub(super) fn of(public: &str) -> Fingerprint {
        let mut bytes = [0; Fingerprint::LENGTH];
        bytes.copy_from_slice(&Sha256::digest(public)[..Fingerprint::LENGTH]);
        Fingerprint(bytes)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, pair) in self.0.chunks(2).enumerate() {
            let dash = if nth == 0 { "" } else { "-" };
            write!(f, "{dash}{}", hex::encode(pair))?;
        }
        Ok(())
    }
}

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    /// Reads the digits, also where others stand between the groups than dashes, or none.
    fn from_str(text: &str) -> Result<Fingerprint, FingerprintError> {
        let digits: String = text.chars().filter(|c| !matches!(c, '-' | ':') && !c.is_whitespace()).collect();
        let mut bytes = [0; Fingerprint::LENGTH];
        hex::decode_to_slice(&digits, &mut bytes).map_err(|_| FingerprintError)?;
        Ok(Fingerprint(bytes))
    }
}

impl Fingerprints {
    /// Stands for no keys at all on the command line.
    pub const NONE: &str = "none";

    /// Reads the arguments of `accept-keys`.
    ///
    /// # Errors
    /// When one of them is neither a fingerprint nor, alone, [`Fingerprints::NONE`].
    pub fn from_arguments(arguments: &[String]) -> Result<Fingerprints, FingerprintError> {
        match arguments {
            [one] if one == Fingerprints::NONE => Ok(Fingerprints::default()),
            several => several.iter().map(|argument| argument.parse()).collect(),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none, because there are no keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = &Fingerprint> {
        self.0.iter()
    }

    /// Whether one of them is among these.
    pub fn meets(&self, others: &Fingerprints) -> bool {
        !self.0.is_disjoint(&others.0)
    }

    /// The command that accepts them.
    pub fn command(&self) -> String {
        let arguments = if self.is_empty() { Fingerprints::NONE.to_owned() } else { self.to_string() };
        format!("pledge-bot accept-keys {arguments}")
    }

    /// # Errors
    /// When other keys were accepted.
    pub fn require(&self, accepted: Fingerprints) -> Result<(), KeyChangeError> {
        if *self == accepted { Ok(()) } else { Err(KeyChangeError { accepted, configured: self.clone() }) }
    }
}

impl FromIterator<Fingerprint> for Fingerprints {
    fn from_iter<T: IntoIterator<Item = Fingerprint>>(all: T) -> Fingerprints {
        Fingerprints(all.into_iter().collect())
    }
}

impl fmt::Display for Fingerprints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<_> = self.iter().map(Fingerprint::to_string).collect();
        f.write_str(&all.join(" "))
    }
}

impl FromStr for Fingerprints {
    type Err = FingerprintError;

    /// Reads what [`Fingerprints`] are written as.
    fn from_str(text: &str) -> Result<Fingerprints, FingerprintError> {
        text.split_whitespace().map(Fingerprint::from_str).collect()
    }
}

/// The difference as a part of a sentence.
fn difference(accepted: &Fingerprints, configured: &Fingerprints) -> String {
    let part = |of: &Fingerprints, without: &Fingerprints, words: &str| {
        let only: Fingerprints = of.0.difference(&without.0).copied().collect();
        (!only.is_empty()).then(|| format!("{only} {words}"))
    };
    let parts = [part(configured, accepted, "is new"), part(accepted, configured, "is missing")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::Recipients;

    const KEY: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    const OTHER: &str = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";

    fn of(keys: &str) -> Fingerprints {
        Recipients::parse(keys).expect("keys").fingerprints()
    }

    #[test]
    fn it_is_what_sha256sum_prints() {
        // printf %s "$KEY" | sha256sum | cut -c 1-32
        let text = of(KEY).to_string();
        assert_eq!(text, "cf7e-5682-3131-5068-5bf1-6e42-c4ea-48e1");
        assert_eq!(text.parse::<Fingerprints>().expect("read back"), of(KEY));
    }

    #[test]
    fn order_and_repetition_of_the_keys_do_not_matter() {
        let both = of(&format!("{KEY} {OTHER}"));
        assert_eq!(both, of(&format!("{OTHER},{KEY}\n{OTHER}")));
        assert_eq!(both.len(), 2);
        assert_eq!(of(&KEY.to_uppercase()), of(KEY), "age takes capitals too");
    }

    #[test]
    fn a_fingerprint_is_read_however_its_groups_are_parted() {
        let [one]: [Fingerprint; 1] = of(KEY).0.into_iter().collect::<Vec<_>>().try_into().expect("one");
        let text = one.to_string();
        for other in
            [text.replace('-', ""), text.replace('-', " "), text.to_uppercase(), text.replace('-', ":")]
        {
            assert_eq!(other.parse(), Ok(one), "{other}");
        }
        for wrong in ["", "none", &text[1..], &format!("{text}0"), KEY] {
            let error = wrong.parse::<Fingerprint>().expect_err(wrong).to_string();
            assert!(error.contains("32 digits"), "{error}");
        }
    }

    #[test]
    fn a_change_is_told_with_what_differs_and_the_command_that_accepts_it() {
        let (old, new) = (of(KEY), of(OTHER));
        let none = Fingerprints::default();
        assert_eq!(new.require(new.clone()), Ok(()));
        let told = |configured: &Fingerprints, accepted: &Fingerprints| {
            configured.require(accepted.clone()).expect_err("a change").to_string()
        };
        let exchanged = told(&new, &old);
        assert!(exchanged.contains(&format!("{new} is new, {old} is missing.")), "{exchanged}");
        assert!(exchanged.ends_with(&format!("run: pledge-bot accept-keys {new}")), "{exchanged}");
        let removed = told(&none, &old);
        assert!(removed.contains(&format!("changed: {old} is missing.")), "{removed}");
        assert!(removed.ends_with("run: pledge-bot accept-keys none"), "{removed}");
        let arguments = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(Fingerprints::from_arguments(&arguments("none")), Ok(none));
        assert_eq!(Fingerprints::from_arguments(&arguments(&format!("{new} {new}"))), Ok(new.clone()));
        assert!(Fingerprints::from_arguments(&arguments(&format!("{new} none"))).is_err());
    }
}
