//! Reads JSON field by field, so that nothing new or odd in one field costs the others.
//!
//! Written by hand although teloxide has types for updates. Those read a message as a whole: one entity, origin or kind of
//! content that they don't know, and the message is lost or taken for one of Telegram's own (teloxide/teloxide#1062).

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

/// The fields of a JSON object. Each of them stays unread until it is asked for.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(super) struct JsonObject<'a>(#[serde(borrow)] BTreeMap<String, &'a RawValue>);

impl<'a> JsonObject<'a> {
    /// Reads an object.
    pub(super) fn read(json: &'a [u8]) -> Option<JsonObject<'a>> {
        serde_json::from_slice(json).ok()
    }

    /// A field, if it is there and has this type.
    pub(super) fn get<T: Deserialize<'a>>(&self, name: &str) -> Option<T> {
        serde_json::from_str(self.0.get(name)?.get()).ok()
    }

    /// The elements of a list, without those that have another type.
    pub(super) fn list<T: Deserialize<'a>>(&self, name: &str) -> Vec<T> {
        let all: Vec<&'a RawValue> = self.get(name).unwrap_or_default();
        all.into_iter().filter_map(|raw| serde_json::from_str(raw.get()).ok()).collect()
    }

    /// Whether a field is there, of whatever type.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| value.get() != "null")
    }

    /// The names of the fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
