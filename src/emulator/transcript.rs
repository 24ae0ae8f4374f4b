//! Chats and events as plain text, for snapshots and for failing tests.

use std::fmt::Write as _;

use serde_json::Value;

use crate::emulator::events::EmulatorEvent;
use crate::emulator::keyboard;

/// Messages in the form `name: text`, each followed by its keyboard as rows of `[label]`.
pub(crate) fn of_chat(bot_id: i64, messages: &[Value]) -> String {
    let mut out = String::new();
    for message in messages {
        let from = message.get("from");
        let name = match from.and_then(|from| from.get("id")?.as_i64()) {
            Some(id) if id == bot_id => "bot",
            _ => from.and_then(|from| from.get("first_name")?.as_str()).unwrap_or("channel"),
        };
        let text = |field: &str| message.get(field).and_then(Value::as_str);
        let text = text("text").or_else(|| text("caption")).unwrap_or("(no text)");
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{name}: {text}");
        for row in keyboard::labels(message) {
            let _ = writeln!(out, "    [{}]", row.join("] ["));
        }
    }
    out
}

/// Events, one on each line.
pub(crate) fn of_events(events: &[EmulatorEvent]) -> String {
    events.iter().fold(String::new(), |mut lines, event| {
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "  {} in chat {}: {:?}", event.kind, event.chat, event.text());
        lines
    })
}
