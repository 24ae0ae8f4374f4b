//! The ways between the bot and Telegram: a webhook behind a proxy of the operator's, polling, and proxies on the way out.

#[path = "../support/program.rs"]
#[expect(dead_code, reason = "each test binary uses a part of it")]
mod program;

mod proxy;
mod relay;
mod running;
mod webhook;
