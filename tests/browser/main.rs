//! The emulator's web page in a real browser.

mod chromium;
mod demo;
mod like_telegram;
mod page;
mod scripted_bot;
mod staff;
mod staff_errors;
mod tour;
