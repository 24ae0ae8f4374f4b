//! The bot's promises, kept by the whole of it: people chat with it through the emulator, campaigns go out, the store is
//! filled, copied and erased, the program is started, stopped and killed.

mod support;

mod calendar;
mod compat;
mod content;
mod crash;
mod delivery;
mod demo;
mod memory;
mod network;
mod odd_updates;
mod operator;
mod privacy;
mod process;
mod scenarios;
mod store;
