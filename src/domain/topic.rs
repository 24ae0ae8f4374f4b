//! What a chat may subscribe to.

use serde::{Deserialize, Serialize};

/// A topic; all are off until a person chooses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// What the coalition publishes.
    News,
    /// Changes in the state of a call.
    Calls,
    /// Reminders of deadlines.
    Deadlines,
}

impl Topic {
    /// Every topic, in the order of a screen.
    pub const ALL: [Topic; 3] = [Topic::News, Topic::Calls, Topic::Deadlines];

    /// The word for it in the store, in callback data and in message ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Topic::News => "news",
            Topic::Calls => "calls",
            Topic::Deadlines => "deadlines",
        }
    }

    /// The topic with exactly this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.code() == code)
    }
}
