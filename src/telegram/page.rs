//! Pages: a text with buttons below it.

use serde::{Deserialize, Serialize};

use crate::domain::message::{Button, ButtonAction};
use crate::texts::Html;

/// A text with rows of buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The text, at most 4096 UTF-16 units after entity parsing.
    pub text: Html,
    /// Rows of buttons, from the top.
    pub rows: Vec<Vec<Button>>,
}

impl Page {
    /// A text without buttons.
    pub fn plain(text: Html) -> Page {
        Page { text, rows: Vec::new() }
    }

    /// Whether any button sends a callback, so that the page must lose its buttons when it is outdated.
    pub fn is_screen(&self) -> bool {
        self.rows.iter().flatten().any(|button| matches!(button.action, ButtonAction::Data(_)))
    }
}
