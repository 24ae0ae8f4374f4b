//! The bot that runs on the data folder, as it answers at its socket.

use std::path::Path;

use crate::control::{ControlAnswer, ControlRequest, ask};

/// The bot that runs on the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RunningBot {
    /// None does, or it does not listen yet.
    None,
    /// It has this version and this process.
    Answers { version: String, process: u32 },
    /// It does not know the question.
    Older,
    /// It gives no answer, for this reason.
    Silent(String),
}

/// Asks the bot that runs on this data folder.
pub(super) async fn running_bot(data: &Path) -> RunningBot {
    match ask(data, &ControlRequest::About).await {
        Ok(None) => RunningBot::None,
        Ok(Some(ControlAnswer::About { version, process })) => RunningBot::Answers { version, process },
        Ok(Some(_)) => RunningBot::Older,
        Err(error) => RunningBot::Silent(error.to_string()),
    }
}
