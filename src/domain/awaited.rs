//! The texts that the bot asks for, outside of drafts.

use serde::{Deserialize, Serialize};

use crate::domain::StaffQuestion;

/// A text that the bot waits for. Its stored form is the word for the question alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AwaitedText {
    /// Something about a person's reminders.
    Reminder(ReminderQuestion),
    /// Something that a supporter says of themselves.
    Supporter(SupporterQuestion),
    /// Something that a person on staff says of themselves.
    Person(PersonQuestion),
    /// A field of a form under way; staff alone have those.
    Staff(StaffQuestion),
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

/// A question about what a person on staff says of themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PersonQuestion {
    /// The word by which colleagues know them.
    #[serde(rename = "staff-alias")]
    Alias,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DeadlineQuestion, Lang, StatusQuestion};

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
        let of_supporter = [
            SupporterQuestion::Kind,
            SupporterQuestion::Region,
            SupporterQuestion::Publication,
            name(true),
            name(false),
            SupporterQuestion::Contact,
        ];
        let of_deadline = [
            DeadlineQuestion::Date,
            DeadlineQuestion::Time,
            DeadlineQuestion::Title(Lang::Ky),
            DeadlineQuestion::Leads,
            DeadlineQuestion::Zone,
            DeadlineQuestion::Topic,
        ];
        let of_status = [
            StatusQuestion::Call,
            StatusQuestion::Status,
            StatusQuestion::Note(Lang::En),
            StatusQuestion::Link,
            StatusQuestion::Date,
        ];
        let of_staff = of_deadline.map(StaffQuestion::Deadline).into_iter();
        let of_staff = of_staff.chain(of_status.map(StaffQuestion::Status)).map(AwaitedText::Staff);
        for awaited in of_supporter
            .map(AwaitedText::Supporter)
            .into_iter()
            .chain(of_staff)
            .chain([AwaitedText::Person(PersonQuestion::Alias)])
        {
            let json = serde_json::to_string(&awaited).expect("JSON");
            assert_eq!(serde_json::from_str::<AwaitedText>(&json).ok(), Some(awaited), "{json}");
        }
    }
}
