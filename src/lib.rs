//! The pledge bot: a library and a thin binary.
//!
//! Modules in reading order; imports run downwards only, and `tests/house.rs` proves it.
//!
//! - [`config`]: settings from the environment and `.env`.
//! - [`service`]: the bot as a running whole; [`demo`]: the same with an emulator.
//! - [`clock`]: the one place that reads the system's clock.
//! - [`emulator`]: a Bot API server with a web chat page (knows nothing of the bot).
//! - [`intake`]: incoming updates: inbox, polling or a webhook, one worker a chat.
//! - [`bot`]: the schema and one file per conversation; a handler answers an update with a `Turn`.
//! - [`delivery`]: what goes out.
//! - [`store`]: the one home of SQL.
//! - [`sealing`]: the coalition's key and the state key.
//! - [`texts`]: Fluent bundles, one typed function per message, Telegram HTML.
//! - [`calendar`]: a deadline as an iCalendar file; the caller gives the words.
//! - [`picture`]: the timeline as a PNG, with words that it is given.
//! - [`domain`]: types and rules; no tokio, SQL or teloxide.

pub mod bot;
pub mod calendar;
pub mod clock;
pub mod config;
pub mod delivery;
pub mod demo;
pub mod domain;
pub mod emulator;
pub mod intake;
pub mod picture;
pub mod sealing;
pub mod service;
pub mod store;
pub mod texts;
