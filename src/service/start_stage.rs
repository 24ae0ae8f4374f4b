//! The stages of a start, for all who want to know what the bot waits for: the log, `/health`, and systemd.

use tokio::sync::watch;

use crate::service::systemd;
use crate::vitals::{BotState, Vitals};

/// The thing that a starting bot waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartStage {
    /// Its token, from `BOT_TOKEN_COMMAND`.
    Token,
    /// The store key, from `STORE_KEY_COMMAND`.
    Key,
    /// The passphrase of the store key's file, from `STORE_KEY_COMMAND`.
    Passphrase,
    /// The passphrase of the store key's file, from the person at the terminal.
    Terminal,
    /// The end of the order to forget the store key.
    Forgotten,
    /// The data folder, which is opened and brought up to date.
    Data,
    /// Telegram's answer to the first call.
    Telegram,
}

impl StartStage {
    /// The stage as a sentence for the operator, without its subject.
    pub fn text(self) -> &'static str {
        match self {
            StartStage::Token => "waits for the token from BOT_TOKEN_COMMAND",
            StartStage::Key => "waits for the store key from STORE_KEY_COMMAND",
            StartStage::Passphrase => "waits for the passphrase of the store key from STORE_KEY_COMMAND",
            StartStage::Terminal => "waits for the passphrase of the store key at the terminal",
            StartStage::Forgotten => {
                "has forgotten its store key by an order, and waits for pledge-bot freeze --lift"
            }
            StartStage::Data => "opens the data",
            StartStage::Telegram => "waits for Telegram to answer",
        }
    }

    /// Whether the bot is locked: it waits for a secret.
    fn is_locked(self) -> bool {
        match self {
            StartStage::Token
            | StartStage::Key
            | StartStage::Passphrase
            | StartStage::Terminal
            | StartStage::Forgotten => true,
            StartStage::Data | StartStage::Telegram => false,
        }
    }
}

/// Tells everybody how far the start is.
pub(super) struct StartProgress(Vitals);

impl StartProgress {
    /// The process is up, and the bot begins to start.
    pub fn begin(vitals: Vitals) -> StartProgress {
        vitals.enter(BotState::Starting("starts"));
        systemd::ready("starts");
        StartProgress(vitals)
    }

    pub fn reaches(&self, stage: StartStage) {
        let text = stage.text();
        self.0.enter(if stage.is_locked() { BotState::Locked(text) } else { BotState::Starting(text) });
        systemd::status(text);
        if stage.is_locked() {
            log::info!(
                "the bot {text}; until then it takes no updates, and Telegram keeps them for 24 hours"
            );
        }
    }

    /// The bot runs. `frozen` tells whether everything is frozen.
    pub fn end(&self, frozen: watch::Receiver<bool>) {
        self.0.enter(BotState::Running(frozen));
        systemd::status("runs");
    }
}
