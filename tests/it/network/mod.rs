//! Connections between the bot and Telegram: a webhook behind the operator's reverse proxy, polling, and outgoing proxies.

mod connections;
mod proxy;
mod relay;
mod running;
mod webhook;
