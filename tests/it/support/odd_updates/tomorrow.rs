//! Things that Telegram may add to messages one day: entities, kinds of content, origins and fields that nobody knows yet.

use serde_json::{Map, Value, json};

use super::OddUpdates;

/// What is new in a message.
pub struct Tomorrow {
    /// Formatting, some of it of known kinds.
    pub entities: Vec<Value>,
    /// Fields beside those that a text has today.
    pub fields: Map<String, Value>,
}

const ENTITIES: [&str; 6] = ["date_time", "swirl", "", "Bold", "bank_card", "text_link_of_tomorrow"];

/// Fields that a text may have, and kinds of content.
const FIELDS: [&str; 18] = [
    "forward_origin",
    "external_reply",
    "quote",
    "reply_to_story",
    "via_bot",
    "sender_business_bot",
    "effect_id",
    "link_preview_options",
    "sender_boost_count",
    "business_connection_id",
    "reply_markup",
    "hologram",
    "rich_message",
    "live_photo",
    "checklist",
    "story",
    "poll",
    "field_of_tomorrow",
];

impl OddUpdates {
    /// Something new for a message with this text.
    pub fn tomorrow(&mut self, text: &str) -> Tomorrow {
        let units = text.encode_utf16().count();
        let entities = (0..self.index(4)).map(|_| self.new_entity(units)).collect();
        let fields =
            (0..self.index(4)).map(|_| (self.one_of(&FIELDS).to_owned(), self.new_value(0))).collect();
        Tomorrow { entities, fields }
    }

    /// An entity within a text of this length: of a new kind, or of a known one with something new in it.
    fn new_entity(&mut self, units: usize) -> Value {
        let offset = self.index(units);
        let length = 1 + self.index(units - offset);
        let kind = if self.one_in(4) { "italic" } else { self.one_of(&ENTITIES) };
        let key = self.one_of(&["unix_time", "url", "user", "of_tomorrow"]);
        let mut entity = json!({"type": kind, "offset": offset, "length": length});
        entity[key] = self.new_value(0);
        entity
    }

    fn new_value(&mut self, depth: usize) -> Value {
        match self.below(if depth < 3 { 8 } else { 5 }) {
            0 => Value::Null,
            1 => json!(self.one_in(2)),
            2 => json!(self.rng.i64(..)),
            3 => json!(self.one_of(&["", "of tomorrow", "/stop", "\u{202e}"])),
            4 => json!(-0.5),
            5 => (0..self.index(3)).map(|_| self.new_value(depth + 1)).collect(),
            _ => {
                let key = self.one_of(&["type", "date", "origin", "file_id", "blocks", "of_tomorrow"]);
                let mut value = json!({"type": "satellite"});
                value[key] = self.new_value(depth + 1);
                value
            }
        }
    }
}
