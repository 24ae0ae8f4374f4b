//! The texts that the bot asks for, outside of the sign-up and of drafts.

use serde::{Deserialize, Serialize};

/// A text that the bot waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AwaitedText {
    /// The hour of the day for reminders.
    ReminderHour,
    /// The city, or the time zone, for reminders.
    ReminderZone,
}
