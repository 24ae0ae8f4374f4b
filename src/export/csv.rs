//! CSV by RFC 4180, in UTF-8. The byte order mark tells spreadsheet programs the encoding; without it they garble Kyrgyz
//! letters.
//!
//! A spreadsheet program runs a value that looks like a formula, so such a value gets an apostrophe in front (OWASP, CSV
//! Injection). Phone numbers begin with `+` and get one too: otherwise a program turns them into numbers, shows 9.97E+11,
//! and loses the `+` on saving. Other tools have to remove one leading apostrophe.

use std::borrow::Cow;
use std::io;
use std::io::Write;

use crate::export::{COLUMNS, SupporterRow};

pub(super) struct CsvTable<W: Write>(csv::Writer<W>);

impl<W: Write> CsvTable<W> {
    pub fn begin(mut out: W) -> io::Result<CsvTable<W>> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        table.write_record(COLUMNS.map(|(name, _)| name)).map_err(io::Error::from)?;
        Ok(CsvTable(table))
    }

    pub fn row(&mut self, row: &SupporterRow) -> io::Result<()> {
        let supporter = &row.supporter;
        let record: [&str; COLUMNS.len()] = [
            &supporter.signed_at.to_string(),
            supporter.kind.code(),
            supporter.region.code(),
            row.publish(),
            &supporter.consent.to_string(),
            &guarded(row.name().unwrap_or_default()),
            &guarded(row.contact().unwrap_or_default()),
            row.sealed(),
        ];
        self.0.write_record(record).map_err(io::Error::from)
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The text, with an apostrophe in front if a spreadsheet program might take it for a formula.
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
