//! How a message is sent, besides what it says.

use serde::{Deserialize, Serialize};

/// How every version of a campaign is sent. The default is a message with sound and without a preview, since people on
/// metered connections would pay for pictures that they did not ask for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendOptions {
    /// Whether it arrives without a sound (`disable_notification`).
    pub silent: bool,
    /// Whether a preview of the first link in a text is shown (`link_preview_options`).
    pub link_preview: bool,
}
