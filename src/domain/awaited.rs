//! The texts that the bot asks for, outside of drafts.

use serde::{Deserialize, Serialize};

/// A text that the bot waits for. Its stored form is the word for the question alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AwaitedText {
    /// Something about a person's reminders.
    Reminder(ReminderQuestion),
}

/// A question about a person's reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReminderQuestion {
    /// The hour of the day.
    #[serde(rename = "reminder-hour")]
    Hour,
    /// The city, or the time zone.
    #[serde(rename = "reminder-zone")]
    Zone,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_that_earlier_versions_asked_are_read() {
        for (json, question) in
            [("\"reminder-hour\"", ReminderQuestion::Hour), ("\"reminder-zone\"", ReminderQuestion::Zone)]
        {
            let awaited = AwaitedText::Reminder(question);
            assert_eq!(serde_json::from_str::<AwaitedText>(json).ok(), Some(awaited));
            assert_eq!(serde_json::to_string(&awaited).ok().as_deref(), Some(json));
        }
    }
}
