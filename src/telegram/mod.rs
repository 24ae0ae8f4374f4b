//! The wire to Telegram: messages and how they are sent, the limits on them, and the meaning of errors.

mod api_calls;
mod campaign_calls;
mod connection;
mod entities;
mod keyboard;
mod page;
mod profile;
mod rate;
mod reply;
mod send_error;
mod sender;

pub use api_calls::ApiCalls;
pub use connection::{ConnectionError, bot, bot_name, client};
pub use entities::received;
pub use page::Page;
pub use profile::{Profile, register};
pub use rate::{Pace, Rate, RateLimiter, RateLimits};
pub use reply::{Menu, Reply};
pub use send_error::SendError;
pub use sender::Sender;
pub use teloxide::Bot;
