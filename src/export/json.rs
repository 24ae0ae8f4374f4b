//! One JSON document: `{"supporters": [ … ]}` with a supporter a line. The columns are the fields; `publish` is true or
//! false, `consent` a number, and a name or contact that was not given null.

use std::io;
use std::io::Write;

use serde::Serialize;

use crate::export::Row;

pub(super) struct Table<W: Write> {
    out: W,
    is_first: bool,
}

#[derive(Serialize)]
struct Fields<'a> {
    signed_at: String,
    kind: &'a str,
    region: &'a str,
    publish: bool,
    consent: u32,
    name: Option<&'a str>,
    contact: Option<&'a str>,
    sealed: &'a str,
}

impl<W: Write> Table<W> {
    pub fn begin(mut out: W) -> io::Result<Table<W>> {
        out.write_all(b"{\"supporters\": [")?;
        Ok(Table { out, is_first: true })
    }

    pub fn row(&mut self, row: &Row) -> io::Result<()> {
        self.out.write_all(if std::mem::take(&mut self.is_first) { b"\n" } else { b",\n" })?;
        let fields = Fields {
            signed_at: row.supporter.signed_at.to_string(),
            kind: row.supporter.kind.code(),
            region: row.supporter.region.code(),
            publish: row.supporter.publish,
            consent: row.supporter.consent,
            name: row.name(),
            contact: row.contact(),
            sealed: row.sealed(),
        };
        Ok(serde_json::to_writer(&mut self.out, &fields)?)
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}
