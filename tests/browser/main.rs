//! The emulator's web page in a real browser.

mod chromium;
mod demo;
mod like_telegram;
mod page;
mod scripted_bot;
mod tour;
