//! What goes out to Telegram.

mod campaign_calls;
mod entities;
mod keyboard;
mod page;
mod profile;
mod rate;
mod reply;
mod send_error;
mod sender;

pub use entities::received;
pub use page::Page;
pub use profile::{Profile, register};
pub use rate::{Budget, Pace, Rate};
pub use reply::{Menu, Reply};
pub use send_error::SendError;
pub use sender::{RateLimits, Sender, Sent};
