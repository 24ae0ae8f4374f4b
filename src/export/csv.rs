//! CSV by RFC 4180, in UTF-8, behind a first line that tells spreadsheet programs the separator: where numbers have a comma,
//! as in Russian and Kyrgyz, they would look for semicolons. The byte order mark tells the encoding; Excel does not heed it
//! beside such a line, and so the spreadsheet is the better file for it.
//!
//! A spreadsheet program runs a value that looks like a formula, so such a value gets an apostrophe in front (OWASP, CSV
//! Injection). The same goes for what stands behind a separator inside a value, because a program that looks for another
//! separator makes it a cell of its own. Phone numbers begin with `+` and get an apostrophe too: otherwise a program turns
//! them into numbers, shows 9.97E+11, and loses the `+` on saving. Other tools have to remove these apostrophes.

use std::borrow::Cow;
use std::io;
use std::io::Write;

use crate::export::{COLUMNS, SupporterRow};

pub(super) struct CsvTable<W: Write>(csv::Writer<W>);

impl<W: Write> CsvTable<W> {
    pub fn begin(mut out: W) -> io::Result<CsvTable<W>> {
        out.write_all("\u{FEFF}sep=,\r\n".as_bytes())?;
        let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        table.write_record(COLUMNS.map(|(name, _)| name)).map_err(io::Error::from)?;
        Ok(CsvTable(table))
    }

    pub fn row(&mut self, row: &SupporterRow) -> io::Result<()> {
        let supporter = &row.supporter;
        let record: [&str; COLUMNS.len()] = [
            &supporter.supported_at.to_string(),
            supporter.kind.code(),
            supporter.region.code(),
            row.publish(),
            &supporter.consent.to_string(),
            &supporter.consented_at.to_string(),
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

/// What separates cells in one program or another, and what ends a row.
const SEPARATORS: [char; 6] = [',', ';', '\t', '|', '\n', '\r'];
/// What a formula begins with.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The text, with an apostrophe before each part that a spreadsheet program might take for a formula.
fn guarded(text: &str) -> Cow<'_, str> {
    let is_formula = |cell: &str| {
        // Some programs skip spaces and quotation marks before a formula.
        cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"').starts_with(FORMULA)
    };
    let cells = text.split_inclusive(SEPARATORS);
    if !text.starts_with(['\t', '\r', '\n']) && !cells.clone().any(is_formula) {
        return Cow::Borrowed(text);
    }
    let first = if text.starts_with(['\t', '\r', '\n']) { "'" } else { "" };
    let guard = |cell: &str| if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() };
    Cow::Owned(cells.map(guard).fold(first.to_owned(), |text, cell| text + &cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_looks_like_a_formula_is_left() {
        for text in
            ["=1+1", "+996555123456", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "  =1"]
        {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "Айгүл", "a=b", "a@example.org", "<3", "'Umar", "x; y", "Өмүрова, Айгүл"]
        {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn nothing_behind_a_separator_looks_like_a_formula() {
        for (text, safe) in [
            ("x;=1+1;y", "x;'=1+1;y"),
            ("x; =1", "x;' =1"),
            ("x,-1", "x,'-1"),
            ("x\t@a", "x\t'@a"),
            ("x|＝1", "x|'＝1"),
            ("x\n+1", "x\n'+1"),
            ("x;\"=1\"", "x;'\"=1\""),
            ("=1;=2", "'=1;'=2"),
            ("\t=1;=2", "'\t'=1;'=2"),
        ] {
            assert_eq!(guarded(text), safe);
        }
    }
}
