//! The log: lines for people, or one JSON object per line for programs (`LOG_FORMAT=json`).

use std::fmt::Write as _;
use std::io::Write as _;

use jiff::Timestamp;
use log::Record;
use log::kv::{Error, Key, Value, VisitSource};
use pledge_bot::clock::Clock;
use pledge_bot::config::{LogSettings, SettingError};
use serde_json::{Map, Value as Json};

use crate::cli::environment::early_environment;

/// Starts the log with the settings `RUST_LOG` and `LOG_FORMAT`.
///
/// # Errors
/// When one of them is malformed.
pub fn start() -> Result<(), SettingError> {
    let log = LogSettings::read(&early_environment())?;
    let line = if log.as_json { json_line } else { text_line };
    let mut builder = env_logger::Builder::new();
    if log.filter.eq_ignore_ascii_case("debug") {
        // The libraries' lines, one for each connection, would bury the bot's own. `trace` shows them.
        builder.parse_filters("info,pledge_bot=debug");
    } else {
        builder.parse_filters(&log.filter);
    }
    builder.format(move |out, record| writeln!(out, "{}", line(Clock::System.now(), record))).init();
    Ok(())
}

/// `2026-03-08T04:00:00.000Z WARN  a reply failed: gone chat_kind=private update=12`
fn text_line(now: Timestamp, record: &Record<'_>) -> String {
    let mut line = format!("{now:.3} {:5} {}", record.level(), record.args());
    for (key, value) in &fields(record) {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        // A string takes all that is written to it.
        let _ = write!(line, " {key}={value}");
    }
    line
}

/// `{"level":"WARN","message":"a reply failed: gone","target":"pledge_bot::updates","time":"2026-…Z","update":12}`
fn json_line(now: Timestamp, record: &Record<'_>) -> String {
    let mut line = Map::new();
    line.insert("time".to_owned(), format!("{now:.3}").into());
    line.insert("level".to_owned(), record.level().as_str().into());
    line.insert("target".to_owned(), record.target().into());
    line.insert("message".to_owned(), record.args().to_string().into());
    line.extend(fields(record));
    Json::Object(line).to_string()
}

/// The key-values of a record.
fn fields(record: &Record<'_>) -> Map<String, Json> {
    let mut fields = LogFields(Map::new());
    // The visitor below never fails.
    let _ = record.key_values().visit(&mut fields);
    fields.0
}

struct LogFields(Map<String, Json>);

impl<'kvs> VisitSource<'kvs> for LogFields {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), Error> {
        let json = value.to_i64().map(Json::from).or_else(|| value.to_u64().map(Json::from));
        let json = json.or_else(|| value.to_bool().map(Json::from));
        self.0.insert(key.as_str().to_owned(), json.unwrap_or_else(|| value.to_string().into()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use log::Level;

    use super::*;

    /// The line of a warning with a quotation mark, a line break and three fields.
    fn warning(line: fn(Timestamp, &Record<'_>) -> String) -> String {
        let fields =
            [("update", Value::from(12)), ("chat_kind", Value::from("private")), ("last", Value::from(true))];
        let mut record = Record::builder();
        record.level(Level::Warn).target("pledge_bot::updates").key_values(&fields);
        let now = "2026-03-08T04:00:00.1234Z".parse().expect("a time");
        line(now, &record.args(format_args!("a reply \"failed\":\ngone")).build())
    }

    #[test]
    fn a_program_reads_one_object_per_line() {
        let line = warning(json_line);
        assert_eq!(line.lines().count(), 1, "{line}");
        let read: Json = serde_json::from_str(&line).expect("JSON");
        let expected = serde_json::json!({
            "time": "2026-03-08T04:00:00.123Z",
            "level": "WARN",
            "target": "pledge_bot::updates",
            "message": "a reply \"failed\":\ngone",
            "update": 12,
            "chat_kind": "private",
            "last": true,
        });
        assert_eq!(read, expected);
    }

    #[test]
    fn a_person_reads_the_message_first_and_the_fields_after_it() {
        let expected =
            "2026-03-08T04:00:00.123Z WARN  a reply \"failed\":\ngone chat_kind=private last=true update=12";
        assert_eq!(warning(text_line), expected);
    }
}
