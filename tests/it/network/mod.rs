//! Connections between the bot and Telegram: a webhook behind the operator's reverse proxy, polling, and outgoing proxies; and
//! those with whoever watches over the bot.

mod connections;
mod heartbeat;
mod holds;
mod monitors;
mod proxy;
mod relay;
mod running;
mod webhook;
