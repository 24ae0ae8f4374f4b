//! Files that Telegram keeps.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;
use crate::domain::message::text::FormattedText;

/// A file that Telegram keeps, with a caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// How it is shown.
    pub kind: MediaKind,
    /// Telegram's `file_id`, which this bot alone can use.
    pub file: String,
    /// The text below it, or above.
    pub caption: FormattedText,
    /// Whether it is covered until somebody taps it (`has_spoiler`); of photos, videos and animations.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spoiler: bool,
    /// Whether the caption stands above it (`show_caption_above_media`); of photos, videos and animations.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub above: bool,
}

/// How a file is shown, by the Bot API's names.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum MediaKind {
    /// `sendPhoto`
    Photo,
    /// `sendVideo`
    Video,
    /// `sendAnimation`
    Animation,
    /// `sendDocument`
    Document,
    /// `sendAudio`
    Audio,
    /// `sendVoice`
    Voice,
}

coded!(MediaKind);
