//! What goes out to Telegram.

mod budget;
mod campaign_calls;
mod connection;
mod entities;
mod keyboard;
mod pace;
mod page;
mod profile;
mod reply;
mod send_error;
mod sender;

pub use budget::Budget;
pub use connection::{ConnectionError, bot, bot_name, client};
pub use entities::received;
pub use pace::{Pace, Rate};
pub use page::Page;
pub use profile::{Profile, register};
pub use reply::{Menu, Reply};
pub use send_error::SendError;
pub use sender::{RateLimits, Sender, Sent};
pub use teloxide::Bot;
