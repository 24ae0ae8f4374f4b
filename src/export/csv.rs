//! CSV by RFC 4180, in UTF-8 with a byte order mark, which tells spreadsheet programs the encoding.
//!
//! Excel in Russian or Kyrgyz looks for semicolons, and so it shows each row in one cell, with all letters right. A first
//! line `sep=,` would give it the columns, but then it ignores the mark and garbles every letter that is not Latin; to other
//! programs that line is a row too many (<https://github.com/Belphemur/vue-json-csv/issues/43>,
//! <https://github.com/ag-grid/ag-grid/pull/655>, <https://github.com/alexcaza/export-to-csv/issues/119>). Semicolons would
//! suit Excel in these languages alone. So CSV stays what other programs read, and XLSX is the file for Excel.
//!
//! A spreadsheet program runs a value that looks like a formula, so such a value gets an apostrophe in front (OWASP, CSV
//! Injection). The same goes for the text behind a separator inside a value, because a program that looks for another
//! separator makes it a cell of its own. Phone numbers begin with `+` and get an apostrophe too: otherwise a program turns
//! them into numbers, shows 9.97E+11, and loses the `+` on saving. Other tools have to remove these apostrophes.

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
            &supporter.supported_on.to_string(),
            supporter.kind.code(),
            supporter.region.code(),
            row.publish(),
            &supporter.consent.to_string(),
            &supporter.consented_on.to_string(),
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

/// The separators of cells in one program or another, and the ends of rows.
const SEPARATORS: [char; 6] = [',', ';', '\t', '|', '\n', '\r'];
/// The characters that begin a formula.
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
