//! The log: lines for people, or one JSON document a line for machines (`LOG_FORMAT=json`).

use std::io;
use std::io::Write;

use env_logger::fmt::Formatter;
use log::Record;
use log::kv::{Error, Key, Value, VisitSource};
use pledge_bot::clock::Clock;
use serde_json::{Map, Value as Json};

use crate::cli::environment::environment;

/// Starts the log as `RUST_LOG` and `LOG_FORMAT` say.
pub fn start() {
    // A faulty .env is told by the command that needs it.
    let setting = |name: &str| match environment() {
        Ok(env) => env(name),
        Err(_) => std::env::var(name).ok(),
    };
    let level = setting("RUST_LOG").filter(|level| !level.trim().is_empty());
    let as_json = setting("LOG_FORMAT").is_some_and(|format| format.trim().eq_ignore_ascii_case("json"));
    env_logger::Builder::new()
        .parse_filters(level.as_deref().unwrap_or("info"))
        .format(if as_json { write_json } else { write_text })
        .init();
}

/// `2026-03-08T04:00:00.000Z WARN  a reply failed: gone update=12 chat_kind=private`
fn write_text(out: &mut Formatter, record: &Record<'_>) -> io::Result<()> {
    let now = Clock::System.now();
    write!(out, "{now:.3} {:5} {}", record.level(), record.args())?;
    for (key, value) in &fields(record) {
        match value {
            Json::String(text) => write!(out, " {key}={text}")?,
            other => write!(out, " {key}={other}")?,
        }
    }
    writeln!(out)
}

/// `{"time":"…","level":"WARN","target":"pledge_bot::updates","message":"a reply failed: gone","update":12}`
fn write_json(out: &mut Formatter, record: &Record<'_>) -> io::Result<()> {
    let mut line = Map::new();
    line.insert("time".to_owned(), format!("{:.3}", Clock::System.now()).into());
    line.insert("level".to_owned(), record.level().as_str().into());
    line.insert("target".to_owned(), record.target().into());
    line.insert("message".to_owned(), record.args().to_string().into());
    line.extend(fields(record));
    writeln!(out, "{}", Json::Object(line))
}

/// The key-values of a record.
fn fields(record: &Record<'_>) -> Map<String, Json> {
    let mut fields = Fields(Map::new());
    // The visitor below never fails.
    let _ = record.key_values().visit(&mut fields);
    fields.0
}

struct Fields(Map<String, Json>);

impl<'kvs> VisitSource<'kvs> for Fields {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), Error> {
        let json = value.to_i64().map(Json::from).or_else(|| value.to_u64().map(Json::from));
        let json = json.or_else(|| value.to_bool().map(Json::from));
        self.0.insert(key.as_str().to_owned(), json.unwrap_or_else(|| value.to_string().into()));
        Ok(())
    }
}
