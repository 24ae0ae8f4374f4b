//! The coalition's age keys: the bot seals to the public ones, and `export` opens with the private ones.
//!
//! A sealed document is an age file (<https://age-encryption.org/v1>) that any age tool opens. It holds JSON, padded at the
//! end with spaces, which JSON allows.

use std::io::{BufRead, Read, Write};
use std::path::Path;
use std::{fs, io};

use age::secrecy::ExposeSecret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::crypto::SealError;
use crate::crypto::fingerprint::{Fingerprint, Fingerprints};
use crate::secret_file::{SecretFile, SecretFileError};

/// The public keys that names and contacts are sealed to; any one of their private keys opens them.
#[derive(Clone)]
pub struct Recipients(Vec<age::x25519::Recipient>);

/// Every age file begins with this (<https://age-encryption.org/v1>), and more that may be damaged.
const AGE: &[u8] = b"age-";

/// Stands before the public key in a key file, as age tools write it.
pub const PUBLIC_KEY_COMMENT: &str = "# public key: ";

/// Documents are padded to a multiple of this many bytes, so that the length reveals little about a name.
const PADDING: usize = 512;
/// The limit for a document: a name has at most 200 characters, and a contact fits into one message.
const LONGEST: u64 = 64 * 1024;

impl Recipients {
    /// The largest number of keys. Each adds about 100 bytes to every name and every contact.
    pub const MAX: usize = 16;

    /// Reads public keys (`age1…`) separated by commas or white space, as in `SEAL_RECIPIENTS`.
    ///
    /// # Errors
    /// When there is no key, or one is malformed. The error gives its place and does not repeat it.
    pub fn parse(text: &str) -> Result<Recipients, SealError> {
        let words = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
        let keys = words.zip(1..).map(|(word, nth)| {
            if word.to_ascii_uppercase().contains("AGE-SECRET-KEY-") {
                return Err(SealError::SecretRecipient(nth));
            }
            word.parse().map_err(|_| SealError::BadRecipient(nth))
        });
        let keys: Vec<_> = keys.collect::<Result<_, _>>()?;
        match keys.len() {
            0 => Err(SealError::NoRecipient),
            1..=Recipients::MAX => Ok(Recipients(keys)),
            _ => Err(SealError::TooManyRecipients),
        }
    }

    /// The number of keys, at least 1.
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The fingerprints of the keys.
    pub fn fingerprints(&self) -> Fingerprints {
        self.0.iter().map(|key| Fingerprint::of(&key.to_string())).collect()
    }

    /// Seals a document: a [`SealedName`](crate::domain::SealedName) or a [`SealedContact`](crate::domain::SealedContact).
    ///
    /// # Panics
    /// If the document has keys that are no strings, which none of ours has.
    pub fn seal(&self, document: &impl Serialize) -> Vec<u8> {
        // With room for most documents, so that no copy of a shorter buffer stays behind.
        let mut json = Zeroizing::new(Vec::with_capacity(4 * PADDING));
        serde_json::to_writer(&mut *json, document).expect("plain fields are JSON");
        let padded = json.len().next_multiple_of(PADDING);
        json.resize(padded, b' ');
        self.seal_bytes(&json)
    }

    /// Seals bytes as they are. The length shows theirs.
    ///
    /// # Panics
    /// Never: writing to memory does not fail.
    pub fn seal_bytes(&self, plain: &[u8]) -> Vec<u8> {
        self.encrypt(plain).expect("writing to memory does not fail")
    }

    /// A writer that seals data of any length into one age file. The file is complete only after [`Sealer::finish`].
    ///
    /// # Panics
    /// Never: there is always a key to seal to.
    pub fn sealer<W: Write>(&self, out: W) -> io::Result<Sealer<W>> {
        let recipients = self.0.iter().map(|key| key as &dyn age::Recipient);
        let encryptor = age::Encryptor::with_recipients(recipients).expect("there are keys, all of one kind");
        Ok(Sealer(encryptor.wrap_output(out)?))
    }

    fn encrypt(&self, plain: &[u8]) -> io::Result<Vec<u8>> {
        let mut sealer = self.sealer(Vec::new())?;
        sealer.write_all(plain)?;
        sealer.finish()
    }
}

/// A writer that seals; made by [`Recipients::sealer`].
pub struct Sealer<W: Write>(age::stream::StreamWriter<W>);

impl<W: Write> Sealer<W> {
    /// Writes the end, without which the file counts as cut short, and returns the output.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, plain: &[u8]) -> io::Result<usize> {
        self.0.write(plain)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The length of a sealed file, by its beginning and the length of its plain content. `None` if the beginning is not a
/// complete header.
///
/// So a file can be checked without a private key: it has a header, and nothing is missing or added. The format
/// (<https://age-encryption.org/v1>) is a nonce of 16 bytes, then chunks of 64 KiB with a tag of 16 bytes each.
pub fn sealed_length(beginning: &[u8], plain: u64) -> Option<u64> {
    const CHUNK: u64 = 64 * 1024;
    age::Decryptor::new_buffered(beginning).ok()?;
    let mac = beginning.windows(5).position(|part| part == b"\n--- ")?;
    let header = mac + 1 + beginning[mac + 1..].iter().position(|byte| *byte == b'\n')? + 1;
    Some(header as u64 + 16 + plain + 16 * plain.div_ceil(CHUNK).max(1))
}

impl std::fmt::Debug for Recipients {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recipients({})", self.0.len())
    }
}

/// The coalition's private keys, on the machine of its choice. `Debug` hides them, and dropping wipes them.
pub struct Identity(Vec<age::x25519::Identity>);

impl Identity {
    /// Reads a key file as age tools write it: one secret key per line, with comments (`#`) and empty lines.
    ///
    /// # Errors
    /// When there is no key, when a line is something else (the error gives its number), or when the file is encrypted.
    pub fn parse(text: &str) -> Result<Identity, SealError> {
        if text.starts_with("age-encryption.org/") || text.starts_with("-----BEGIN AGE ENCRYPTED FILE-----") {
            return Err(SealError::LockedIdentity);
        }
        let lines = text.trim_start_matches('\u{FEFF}').lines().map(str::trim).zip(1..);
        let keys: Vec<_> = lines
            .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
            .map(|(line, nth)| line.parse().map_err(|_| SealError::BadIdentity(nth)))
            .collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(SealError::NoIdentity) } else { Ok(Identity(keys)) }
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// As [`Identity::parse`], and when the file can't be read.
    pub fn read(path: &Path) -> Result<Identity, SealError> {
        let bytes = fs::read(path)
            .map(Zeroizing::new)
            .map_err(|source| SealError::File { path: path.to_owned(), source })?;
        // A binary age file is not UTF-8, but its first line is, and `parse` recognizes it by that.
        Identity::parse(&String::from_utf8_lossy(&bytes))
    }

    /// A reader of data that [`Recipients::sealer`] sealed, of any length. It checks each byte. A file that was cut short or
    /// altered gives an error before its end, so trust the data only after reading all of it.
    ///
    /// # Errors
    /// [`SealError::WrongKey`] when it was sealed to other keys; [`SealError::NotSealed`] when it is not an age file.
    pub fn opener<R: BufRead>(&self, mut sealed: R) -> Result<impl Read + use<R>, SealError> {
        let beginning = sealed.fill_buf().map_err(|_| SealError::Damaged)?;
        // The whole of a file may be shorter, if it was cut.
        if beginning.iter().zip(AGE).any(|(byte, of_age)| byte != of_age) {
            return Err(SealError::NotSealed);
        }
        let decryptor = age::Decryptor::new_buffered(sealed).map_err(|_| SealError::Damaged)?;
        let keys = self.0.iter().map(|key| key as &dyn age::Identity);
        decryptor.decrypt(keys).map_err(|error| match error {
            age::DecryptError::NoMatchingKeys => SealError::WrongKey,
            _ => SealError::Damaged,
        })
    }

    /// Opens a sealed document.
    ///
    /// # Errors
    /// [`SealError::WrongKey`] when it was sealed to other keys; [`SealError::Damaged`] when it is not such a document.
    pub fn open<T: DeserializeOwned>(&self, sealed: &[u8]) -> Result<T, SealError> {
        serde_json::from_slice(&self.open_bytes(sealed)?).map_err(|_| SealError::Damaged)
    }

    /// Opens what [`Recipients::seal_bytes`] sealed, up to the length of a document.
    ///
    /// # Errors
    /// As [`Identity::open`].
    pub fn open_bytes(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let reader = self.opener(sealed).map_err(|error| match error {
            SealError::NotSealed => SealError::Damaged,
            error => error,
        })?;
        let mut plain = Zeroizing::new(Vec::new());
        reader.take(LONGEST).read_to_end(&mut plain).map_err(|_| SealError::Damaged)?;
        Ok(plain)
    }

    /// The fingerprints of the public halves.
    pub fn fingerprints(&self) -> Fingerprints {
        self.0.iter().map(|key| Fingerprint::of(&key.to_public().to_string())).collect()
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(..)")
    }
}

/// A new key pair: the public key for `SEAL_RECIPIENTS`, and the secret key for a key file.
pub fn generate() -> (String, String) {
    let key = age::x25519::Identity::generate();
    (key.to_public().to_string(), key.to_string().expose_secret().to_owned())
}

/// Makes a key pair, writes the secret key to a new file for its owner alone (0600), and returns the public key.
///
/// # Errors
/// When the file exists or can't be written.
pub fn generate_key_file(path: &Path) -> Result<String, SecretFileError> {
    let (public, secret) = generate();
    let text = Zeroizing::new(format!("{PUBLIC_KEY_COMMENT}{public}\n{}\n", *Zeroizing::new(secret)));
    SecretFile::write(path, text.as_bytes())?;
    Ok(public)
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::crypto::{Purpose, StoreKey};
    use crate::domain::SealedName;

    fn document(name: &str) -> SealedName {
        SealedName { v: 1, name: name.to_owned(), publish: true, consent: u32::MAX, number: i64::MAX }
    }

    #[test]
    fn any_of_the_coalitions_keys_opens_a_document() {
        let ((first, _), (second, secret)) = (generate(), generate());
        let recipients = Recipients::parse(&format!("{first},\n {second} ")).expect("two keys");
        assert_eq!(recipients.len(), 2);
        let sealed = recipients.seal(&document("Айгүл Өмүрова"));
        let file = format!("# created: today\r\n# public key: {second}\r\n\r\n{secret}\r\n");
        let identity = Identity::parse(&file).expect("a key file");
        assert_eq!(identity.open::<SealedName>(&sealed).expect("opens"), document("Айгүл Өмүрова"));
    }

    #[test]
    fn a_plain_age_tool_opens_a_document_as_json() {
        let (public, secret) = generate();
        let sealed = Recipients::parse(&public).expect("a key").seal(&document("Aigül"));
        let key: age::x25519::Identity = secret.parse().expect("a secret key");
        let json = age::decrypt(&key, &sealed).expect("opens");
        assert_eq!(json.len() % PADDING, 0);
        let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
        let expected = serde_json::json!({ "v": 1, "name": "Aigül", "publish": true, "consent": u32::MAX, "number": i64::MAX });
        assert_eq!(json, expected);
    }

    #[test]
    fn the_length_reveals_nothing_about_a_name() {
        let (public, secret) = generate();
        let recipients = Recipients::parse(&public).expect("a key");
        let key: age::x25519::Identity = secret.parse().expect("a secret key");
        // The length of the header is random, as age adds noise to it. A name can show only in the document's length.
        let length = |name: &str| age::decrypt(&key, &recipients.seal(&document(name))).expect("opens").len();
        assert_eq!(length("A"), length(&"ң".repeat(200)));
    }

    #[test]
    fn nothing_that_the_bot_has_opens_what_it_sealed() {
        let (public, secret) = generate();
        let (recipients, store_key) = (Recipients::parse(&public).expect("a key"), StoreKey::generate());
        let sealed = recipients.seal(&document("Айгүл"));
        assert!(!sealed.windows("Айгүл".len()).any(|bytes| bytes == "Айгүл".as_bytes()));
        // It has the public key and the store key.
        for key in [public.as_str(), &recipients.fingerprints().to_string(), &store_key.to_key_file()] {
            assert!(Identity::parse(key).is_err(), "{key}");
        }
        for purpose in [Purpose::Dialogue, Purpose::Update, Purpose::Answer, Purpose::Awaited] {
            assert!(store_key.open(purpose, 0, &sealed).is_err());
        }
        let key = Identity::parse(&secret).expect("the private key");
        assert_eq!(key.open::<SealedName>(&sealed).expect("opens"), document("Айгүл"));
    }

    #[test]
    fn the_wrong_key_and_damage_are_told_apart() {
        let (public, secret) = generate();
        let sealed = Recipients::parse(&public).expect("a key").seal(&document("A"));
        let other = Identity::parse(&generate().1).expect("a key");
        assert!(matches!(other.open::<SealedName>(&sealed), Err(SealError::WrongKey)));
        let right = Identity::parse(&secret).expect("a key");
        assert!(matches!(right.open::<SealedName>(&sealed[..sealed.len() - 1]), Err(SealError::Damaged)));
        assert!(matches!(right.open::<SealedName>(b"nothing like it"), Err(SealError::Damaged)));
        assert!(matches!(right.open::<SealedName>(b""), Err(SealError::Damaged)));
    }

    #[test]
    fn a_long_file_opens_whole_or_not_at_all() {
        let (public, secret) = generate();
        let (recipients, identity) =
            (Recipients::parse(&public).expect("a key"), Identity::parse(&secret).expect("a key"));
        for length in [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
            let plain = vec![7; length];
            let sealed = recipients.encrypt(&plain).expect("sealed");
            assert_eq!(sealed_length(&sealed, length as u64), Some(sealed.len() as u64), "{length}");
            let open = |sealed: &[u8]| {
                let mut opened = Vec::new();
                let mut reader = identity.opener(sealed).ok()?;
                reader.read_to_end(&mut opened).ok().map(|_| opened)
            };
            assert_eq!(open(&sealed).as_ref(), Some(&plain));
            let body = sealed.len() - length;
            for cut in [1, 16, 17, length, length / 2, body + length / 3].iter().filter(|cut| **cut > 0) {
                assert_eq!(
                    open(&sealed[..sealed.len() - cut.min(&sealed.len())]),
                    None,
                    "{length} cut by {cut}"
                );
            }
            for place in (0..sealed.len()).step_by(sealed.len() / 50 + 1) {
                let mut altered = sealed.clone();
                altered[place] ^= 1;
                assert_eq!(open(&altered), None, "{length} altered at {place}");
            }
            assert_eq!(open(&[sealed.as_slice(), b"x"].concat()), None, "{length} with more after it");
        }
        assert_eq!(sealed_length(b"age-encryption.org/v1\n", 0), None);
    }

    #[test]
    fn a_bad_public_key_is_named_by_its_place_and_a_secret_one_is_not_repeated() {
        let (public, secret) = generate();
        let error = |text: &str| Recipients::parse(text).expect_err("no keys").to_string();
        assert!(error(&format!("{public}, age1nonsense")).contains("number 2"));
        assert!(error(&format!("{public}\tage1qqqq\n{public}")).contains("number 2"));
        assert!(error(" ,\n").contains("no public key"));
        assert!(error(&vec![public.clone(); 17].join(" ")).contains("16"));
        for text in [secret.clone(), secret.to_lowercase(), format!("'{secret}'")] {
            let error = error(&format!("{public},{text}"));
            assert!(error.contains("number 2 is a SECRET key") && !error.contains(&secret[20..]), "{error}");
        }
    }

    #[test]
    fn a_file_without_a_usable_key_says_why() {
        let (public, secret) = generate();
        assert!(matches!(Identity::parse("# nothing\n"), Err(SealError::NoIdentity)));
        assert!(matches!(Identity::parse(&format!("{secret}\n{public}")), Err(SealError::BadIdentity(2))));
        let locked = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n";
        assert!(matches!(Identity::parse(locked), Err(SealError::LockedIdentity)));
        let two = Identity::parse(&format!("{}\n{secret}", generate().1)).expect("two keys");
        let sealed = Recipients::parse(&public).expect("a key").seal(&document("A"));
        assert!(two.open::<SealedName>(&sealed).is_ok());
        assert!(!format!("{two:?}").contains("SECRET"));
    }
}
