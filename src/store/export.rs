//! The supporters as a table, with names and contacts opened: for the coalition, on a machine of its choice.
//!
//! CSV as RFC 4180 has it, in UTF-8 with a byte order mark, without which spreadsheet programs take Kyrgyz letters
//! for something else. One line a supporter, in no particular order; the columns:
//!
//! | column | |
//! |---|---|
//! | `signed_at` | when they confirmed, RFC 3339 in UTC |
//! | `kind` | `person`, `organization` or `media` |
//! | `region` | ISO 3166-2:KG, or `abroad` |
//! | `publish` | whether the name may be published: `yes` or `no` |
//! | `consent` | the version of the consent text |
//! | `name`, `contact` | as given, or empty |
//! | `sealed` | `none`: neither was given; `opened`; `unreadable`: sealed to another key, or damaged |
//!
//! A spreadsheet program runs what looks like a formula, so a value that begins like one gets an apostrophe in front
//! (OWASP, CSV Injection). That goes for phone numbers too, which begin with `+`: without it a program makes a number of
//! one, shows it as 9.97E+11 and drops the `+` for good on saving. Other tools take one leading apostrophe off.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use crate::domain::Supporter;
use crate::sealing::Identity;
use crate::store::scratch::Part;
use crate::store::{Reader, StoreError};

/// What was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// How many supporters.
    pub rows: u64,
    /// How many of them have a name or contact that the keys did not open; those are left empty.
    pub unreadable: u64,
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The table can't be written.
    #[error("cannot write the export: {0}")]
    Write(#[from] io::Error),
    /// The keys open nothing at all.
    #[error(
        "the key in the identity file opens none of the {0} sealed names: they were sealed to another public key"
    )]
    WrongKey(u64),
}

const COLUMNS: [&str; 8] = ["signed_at", "kind", "region", "publish", "consent", "name", "contact", "sealed"];
const PAGE: u32 = 1000;

/// Writes the table to a new file (0600), which takes its place when it is complete; one that was there is replaced.
///
/// # Errors
/// As [`export_csv`]; no file is left then, and an earlier one stays as it was.
pub async fn export_to_file(
    reader: &Reader,
    identity: &Identity,
    path: &Path,
) -> Result<Exported, ExportError> {
    let (part, mut file) = Part::begin(path)?;
    let exported = export_csv(reader, identity, &mut file).await?;
    file.sync_all()?;
    part.finish()?;
    Ok(exported)
}

/// Writes the table; memory stays flat however many there are.
///
/// # Errors
/// When the store can't be read or the output not written, and when there are sealed names and the keys open none of
/// them. What was written until then holds no name.
pub async fn export_csv(
    reader: &Reader,
    identity: &Identity,
    mut out: impl Write,
) -> Result<Exported, ExportError> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    table.write_record(COLUMNS).map_err(io::Error::from)?;
    let (mut exported, mut opened) = (Exported { rows: 0, unreadable: 0 }, 0);
    let mut after = None;
    loop {
        let page = reader.export_page(after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = Some(*last);
        for (_, supporter) in &page {
            let sealed = write_row(&mut table, identity, supporter)?;
            exported.rows += 1;
            exported.unreadable += u64::from(sealed == "unreadable");
            opened += u64::from(sealed == "opened");
        }
    }
    table.flush()?;
    if opened == 0 && exported.unreadable > 0 {
        return Err(ExportError::WrongKey(exported.unreadable));
    }
    Ok(exported)
}

/// Writes one line and returns the word in its column `sealed`.
fn write_row<W: Write>(
    table: &mut csv::Writer<W>,
    identity: &Identity,
    supporter: &Supporter,
) -> Result<&'static str, io::Error> {
    let person = supporter.sealed.as_deref().map(|sealed| identity.open(sealed));
    let (person, sealed) = match person {
        None => (None, "none"),
        Some(Ok(person)) => (Some(person), "opened"),
        Some(Err(_)) => (None, "unreadable"),
    };
    let name = person.as_ref().and_then(|person| person.name.as_deref()).unwrap_or_default();
    let contact = person.as_ref().and_then(|person| person.contact.as_deref()).unwrap_or_default();
    let (signed_at, consent) = (supporter.signed_at.to_string(), supporter.consent.to_string());
    let record: [&str; COLUMNS.len()] = [
        &signed_at,
        supporter.kind.code(),
        supporter.region.code(),
        if supporter.publish { "yes" } else { "no" },
        &consent,
        &guarded(name),
        &guarded(contact),
        sealed,
    ];
    table.write_record(record).map_err(io::Error::from)?;
    Ok(sealed)
}

/// The text, with an apostrophe in front where a spreadsheet program might take it for a formula.
fn guarded(text: &str) -> Cow<'_, str> {
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    // Some programs skip spaces before a formula.
    if text.starts_with(starts) || text.trim_start().starts_with(starts) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_looks_like_a_formula_is_left() {
        for text in [
            "=1+1",
            "+996555123456",
            "-1",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\n=x",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "  =1",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "Айгүл", "a=b", "a@example.org", "<3", "'Umar"] {
            assert_eq!(guarded(text), text);
        }
    }
}
