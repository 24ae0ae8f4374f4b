//! What several checks look at, gathered once.

use crate::doctor::data::DataLook;
use crate::doctor::running_bot::RunningBot;
use crate::doctor::service::UnitLook;
use crate::doctor::telegram::TelegramLook;

/// What was seen.
pub(super) struct Observations {
    pub telegram: TelegramLook,
    pub bot: RunningBot,
    pub unit: UnitLook,
    pub data: DataLook,
}

impl Observations {
    /// The folder in `/proc` of the bot's process. While none runs, this one stands for it: it begins in the same way.
    pub fn process(&self) -> String {
        match self.bot {
            RunningBot::Answers { process, .. } => process.to_string(),
            RunningBot::None | RunningBot::Older | RunningBot::Silent(_) => "self".to_owned(),
        }
    }
}
