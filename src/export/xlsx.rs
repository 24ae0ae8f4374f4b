//! A spreadsheet: the supporters on the first sheet, and an explanation of columns and codes on the last.
//!
//! Every value is a text cell, so that no program takes it for a formula or a number. A sheet has at most 1,048,576 rows;
//! further rows go to another sheet.
//!
//! Until the file is packed, the rows wait in an unnamed file in the folder of the export. It disappears however the
//! program ends.

use std::io;
use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::domain::{Lang, Region, SupporterKind};
use crate::export::{COLUMNS, SupporterRow};
use crate::texts::Texts;

pub(super) struct XlsxTable<W> {
    book: Workbook,
    out: W,
    /// The current sheet, counted from 0, and its number of rows.
    sheet: usize,
    rows: u32,
}

/// The most rows of a sheet in Excel.
const MOST: u32 = 1_048_576;
/// The widths of the columns, in characters.
const WIDTHS: [f64; COLUMNS.len()] = [14.0, 14.0, 10.0, 8.0, 8.0, 14.0, 40.0, 30.0, 12.0];

impl<W: Write + Send> XlsxTable<W> {
    pub fn begin(out: W, folder: &Path) -> io::Result<XlsxTable<W>> {
        let mut book = Workbook::new();
        book.set_tempdir(folder).map_err(failed)?;
        begin_sheet(&mut book, 0).map_err(failed)?;
        Ok(XlsxTable { book, out, sheet: 0, rows: 1 })
    }

    pub fn row(&mut self, row: &SupporterRow) -> io::Result<()> {
        self.add(row).map_err(failed)
    }

    fn add(&mut self, row: &SupporterRow) -> Result<(), XlsxError> {
        if self.rows == MOST {
            self.sheet += 1;
            self.rows = 1;
            begin_sheet(&mut self.book, self.sheet)?;
        }
        let supporter = &row.supporter;
        let [supported_on, consented_on] =
            [supporter.supported_on, supporter.consented_on].map(|day| day.to_string());
        let consent = supporter.consent.to_string();
        let values: [&str; COLUMNS.len()] = [
            &supported_on,
            supporter.kind.code(),
            supporter.region.code(),
            row.publish(),
            &consent,
            &consented_on,
            row.name().unwrap_or_default(),
            row.contact().unwrap_or_default(),
            row.sealed(),
        ];
        write(self.book.worksheet_from_index(self.sheet)?, self.rows, &values)?;
        self.rows += 1;
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<()> {
        explain(self.book.add_worksheet()).map_err(failed)?;
        self.book.save_to_writer(&mut self.out).map_err(failed)?;
        self.out.flush()
    }
}

fn begin_sheet(book: &mut Workbook, nth: usize) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory();
    let name = if nth == 0 { "Supporters".to_owned() } else { format!("Supporters {}", nth + 1) };
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (column, width) in WIDTHS.iter().enumerate() {
        sheet.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), *width)?;
    }
    write(sheet, 0, &COLUMNS.map(|(name, _)| name))
}

/// Writes one row. Empty values stay empty cells.
fn write(sheet: &mut Worksheet, row: u32, values: &[&str]) -> Result<(), XlsxError> {
    for (column, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        sheet.write_string(row, u16::try_from(column).unwrap_or(u16::MAX), *value)?;
    }
    Ok(())
}

/// Explains the columns, and the codes in every language of the bot.
fn explain(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Columns")?.set_column_width(0, 14)?;
    let mut row = 0;
    let mut line = |values: &[&str]| {
        row += 1;
        write(sheet, row - 1, values)
    };
    line(&["column", "what it says"])?;
    for (name, says) in COLUMNS {
        line(&[name, says])?;
    }
    let content = Texts::builtin();
    let says = Lang::ALL.map(|lang| content.say(lang));
    let kinds = SupporterKind::ALL.map(|kind| (kind.code(), says.each_ref().map(|say| say.kind_name(kind))));
    let regions =
        Region::ALL.map(|region| (region.code(), says.each_ref().map(|say| say.region_name(region))));
    for (title, codes) in [("kind", &kinds[..]), ("region", &regions[..])] {
        line(&[])?;
        line(&[&[title][..], &Lang::ALL.map(Lang::code)].concat())?;
        for (code, names) in codes {
            line(&[&[*code][..], &names.each_ref().map(String::as_str)].concat())?;
        }
    }
    Ok(())
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    }
}
