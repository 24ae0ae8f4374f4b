//! The pledge bot: a library and a thin binary.
//!
//! Modules in reading order. Imports run downwards only, and `tests/house/` proves it.
//!
//! - [`demo`]: the running bot together with an emulator of Telegram.
//! - [`service`]: the running bot, put together from settings.
//! - [`backup_keeper`]: the daily backup, where it goes, and the copy of the list of opt-outs.
//! - [`doctor`]: whether everything is in order with an installation.
//! - [`config`]: settings from the environment and `.env`.
//! - [`updates`]: incoming updates: inbox, polling or a webhook, one worker a chat.
//! - [`control`]: orders of whoever has the machine, by the command line.
//! - [`notices`]: what owners are told when something needs a person.
//! - [`holds`]: what staff do takes effect after the others were told, and could stop it.
//! - [`conversation`]: the meaning of an update, and one file for each thing that people talk about.
//! - [`campaigns`]: messages to many chats: broadcasts and reminders.
//! - [`telegram`]: the wire: calls, pacing, errors and the types of messages.
//! - [`export`]: the supporters as a table.
//! - [`backup`]: backup and restore of the data folder.
//! - [`store`]: the one home of SQL.
//! - [`crypto`]: the coalition's keys and the store key.
//! - [`texts`]: Fluent bundles, one typed function per message, Telegram HTML.
//! - [`calendar`]: a deadline as an iCalendar file; the caller gives the words.
//! - [`picture`]: the timeline as a PNG, with words that it is given.
//! - [`vitals`]: whether all is well: signs of life of the parts, figures, and the answers to monitors.
//! - [`domain`]: types and rules; no tokio, SQL or teloxide.
//! - [`clock`]: the one place that reads the system's clock.
//! - [`http`]: connections of strangers, each with a limit to every wait.
//! - [`slow_disk`]: what is done on a disk that may not answer, with a limit to the wait.
//! - [`console`]: the lines that a command prints, whose reader may leave before the end.
//! - [`secret_file`]: files for their owner alone, which are there whole or not at all.
//! - [`emulator`]: a Bot API server with a web chat page; it knows nothing about the bot.

#![warn(clippy::print_stdout, clippy::print_stderr)] // `console` prints

pub mod backup;
pub mod backup_keeper;
pub mod calendar;
pub mod campaigns;
pub mod clock;
pub mod config;
pub mod console;
pub mod control;
pub mod conversation;
pub mod crypto;
pub mod demo;
pub mod doctor;
pub mod domain;
pub mod emulator;
pub mod export;
pub mod holds;
pub mod http;
pub mod notices;
pub mod picture;
pub mod secret_file;
pub mod service;
pub mod slow_disk;
pub mod store;
pub mod telegram;
pub mod texts;
pub mod updates;
pub mod vitals;
