//! One JSON document: `{"supporters": [ … ]}` with a supporter per line. The fields are the columns. `publish` is true or
//! false, `consent` is a number, and a missing name or contact is null. Nothing vouches for `kind` and `region`, which the
//! database holds in clear.

use std::io;
use std::io::Write;

use serde::Serialize;

use crate::export::SupporterRow;

pub(super) struct JsonTable<W: Write> {
    out: W,
    is_first: bool,
}

#[derive(Serialize)]
struct JsonRow<'a> {
    supported_on: String,
    kind: &'a str,
    region: &'a str,
    publish: bool,
    consent: u32,
    consented_on: String,
    name: Option<&'a str>,
    contact: Option<&'a str>,
    sealed: &'a str,
}

impl<W: Write> JsonTable<W> {
    pub fn begin(mut out: W) -> io::Result<JsonTable<W>> {
        out.write_all(b"{\"supporters\": [")?;
        Ok(JsonTable { out, is_first: true })
    }

    pub fn row(&mut self, row: &SupporterRow) -> io::Result<()> {
        self.out.write_all(if std::mem::take(&mut self.is_first) { b"\n" } else { b",\n" })?;
        let fields = JsonRow {
            supported_on: row.supporter.supported_on.to_string(),
            kind: row.supporter.kind.code(),
            region: row.supporter.region.code(),
            publish: row.may_publish(),
            consent: row.supporter.consent,
            consented_on: row.supporter.consented_on.to_string(),
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
