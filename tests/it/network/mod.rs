//! The ways between the bot and Telegram: a webhook behind a proxy of the operator's, polling, and proxies on the way out.

mod proxy;
mod relay;
mod running;
mod webhook;
