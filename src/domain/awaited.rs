//! The texts that the bot asks for, outside of drafts.

use serde::{Deserialize, Serialize};

/// A text that the bot waits for. Its stored form is the word for the question alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AwaitedText {
    /// Something about a person's reminders.
    Reminder(ReminderQuestion),
    /// Something that a supporter says of themselves.
    Supporter(SupporterQuestion),
}

/// A question about a person's reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReminderQuestion {
    /// The hour of the day.
    #[serde(rename = "reminder-hour")]
    Hour,
    /// The city, or the time zone.
    #[serde(rename = "reminder-zone")]
    Zone,
}

/// A question about what a supporter says of themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SupporterQuestion {
    /// As what they support the pledge.
    #[serde(rename = "supporter-kind")]
    Kind,
    /// Their region.
    #[serde(rename = "supporter-region")]
    Region,
    /// Whether the name that they are about to give may be published.
    #[serde(rename = "supporter-publication")]
    Publication,
    /// Their name.
    #[serde(rename = "supporter-name")]
    Name {
        /// Whether the coalition may publish it.
        publish: bool,
    },
    /// Their contact.
    #[serde(rename = "supporter-contact")]
    Contact,
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

    #[test]
    fn every_question_reads_back_as_it_was() {
        let name = |publish| SupporterQuestion::Name { publish };
        for question in [
            SupporterQuestion::Kind,
            SupporterQuestion::Region,
            SupporterQuestion::Publication,
            name(true),
            name(false),
            SupporterQuestion::Contact,
        ] {
            let awaited = AwaitedText::Supporter(question);
            let json = serde_json::to_string(&awaited).expect("JSON");
            assert_eq!(serde_json::from_str::<AwaitedText>(&json).ok(), Some(awaited), "{json}");
        }
    }
}
