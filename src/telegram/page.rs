//! A message of the bot's: a text with buttons under it.

use serde::{Deserialize, Serialize};
use teloxide::types::{
    CopyTextButton, InlineKeyboardButton, InlineKeyboardButtonKind as Kind, InlineKeyboardMarkup,
};

use crate::texts::Html;

/// A text with rows of buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The text, at most 4096 UTF-16 units after entity parsing.
    pub text: Html,
    /// Rows of buttons, from the top.
    pub rows: Vec<Vec<Button>>,
}

/// One button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What stands on it, plain.
    pub label: String,
    /// What a tap does.
    pub action: ButtonAction,
}

/// What a tap on a button does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ButtonAction {
    /// Sends this callback data, 1 to 64 bytes.
    Data(String),
    /// Opens an address.
    Url(reqwest::Url),
    /// Copies a text of 1 to [`ButtonAction::COPY_MAX`] UTF-16 units.
    Copy(String),
}

impl ButtonAction {
    /// The longest text that a tap copies, by the Bot API's `CopyTextButton`, in UTF-16 units.
    pub const COPY_MAX: usize = 256;
}

impl Page {
    /// A text without buttons.
    #[must_use]
    pub fn plain(text: Html) -> Page {
        Page { text, rows: Vec::new() }
    }

    /// The rows as Telegram takes them; none where there are no buttons.
    #[must_use]
    pub fn markup(&self) -> Option<InlineKeyboardMarkup> {
        let rows = self.rows.iter().map(|row| row.iter().map(Button::to_telegram).collect::<Vec<_>>());
        (!self.rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
    }

    /// Whether any button answers to the bot, so that an outdated page must lose its buttons.
    #[must_use]
    pub fn is_screen(&self) -> bool {
        self.rows.iter().flatten().any(|button| matches!(button.action, ButtonAction::Data(_)))
    }
}

impl Button {
    pub(super) fn to_telegram(&self) -> InlineKeyboardButton {
        let kind = match &self.action {
            ButtonAction::Data(data) => Kind::CallbackData(data.clone()),
            ButtonAction::Url(url) => Kind::Url(url.clone()),
            ButtonAction::Copy(text) => Kind::CopyText(CopyTextButton { text: text.clone() }),
        };
        InlineKeyboardButton::new(self.label.clone(), kind)
    }
}
