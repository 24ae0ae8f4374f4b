//! The wire to Telegram: messages and how they are sent, the limits on them, and the meaning of errors.

mod account;
mod api_calls;
mod campaign_calls;
mod connection;
mod entities;
mod keyboard;
mod outage;
mod page;
mod profile;
mod rate;
mod reply;
mod send_error;
mod sender;

pub use account::{BotAccount, BotSwitch};
pub(crate) use campaign_calls::SendManner;
pub(crate) use connection::{ConnectionError, bot, bot_name, client, polling_client};
pub(crate) use outage::Outage;
pub use page::Page;
pub(crate) use profile::{Profile, register};
pub use rate::RateLimits;
pub(crate) use rate::{Activity, Pace, Rate};
pub(crate) use reply::Menu;
pub use reply::Reply;
pub(crate) use send_error::SendError;
pub use sender::Sender;
pub(crate) use teloxide::Bot;
