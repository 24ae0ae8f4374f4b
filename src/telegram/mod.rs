//! What goes out to Telegram.

mod budget;
mod campaign_calls;
mod campaign_message;
mod pace;
mod page;
mod profile;
mod reply;
mod send_error;
mod sender;

pub use budget::Budget;
pub use campaign_message::{
    CampaignMessage, FormattedText, LinkButton, Media, MediaKind, MessageBody, MessageVersions,
};
pub use pace::{Pace, Rate};
pub use page::{Button, ButtonAction, Page};
pub use profile::{Profile, register};
pub use reply::{Menu, Reply};
pub use send_error::SendError;
pub use sender::{RateLimits, Sender, Sent};
