//! Buttons under a message.

use serde::{Deserialize, Serialize};

/// A button that opens an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkButton {
    /// The words on it.
    pub label: String,
    /// The address, as [WHATWG](https://url.spec.whatwg.org/) writes it.
    pub url: String,
}

/// A button of the bot's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// The words on it, plain.
    pub label: String,
    /// The effect of a tap.
    pub action: ButtonAction,
}

/// The effect of a tap on a button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ButtonAction {
    /// Sends this callback data, 1 to 64 bytes.
    Data(String),
    /// Opens an address, written as that of a [`LinkButton`].
    Url(String),
    /// Copies a text of 1 to [`ButtonAction::COPY_MAX`] UTF-16 units.
    Copy(String),
}

impl ButtonAction {
    /// The longest text that a tap copies, by the Bot API's `CopyTextButton`, in UTF-16 units.
    pub const COPY_MAX: usize = 256;
}
