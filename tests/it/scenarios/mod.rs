//! Scenarios over the wire: people chat with the real bot through the emulator. They read like a chat.

mod backlog;
mod broadcast;
mod calls;
mod clock;
mod crawl;
mod deadlines;
mod edits;
mod future;
mod groups;
mod home;
mod interrupted;
mod mydata;
mod news;
mod notice;
mod odd;
mod opt_outs;
mod polling;
mod privacy;
mod reminders;
mod second_machine;
mod staff;
mod stop_words;
mod supporters;
mod tour;
mod trouble;
mod typed;
