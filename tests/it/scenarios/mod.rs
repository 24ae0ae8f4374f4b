//! Scenarios over the wire: people chat with the real bot through the emulator. They read like a chat.

mod broadcast;
mod crawl;
mod desk;
mod groups;
mod healing;
mod intake;
mod mydata;
mod odd;
mod reminders;
mod sign;
mod tour;
