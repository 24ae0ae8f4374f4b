//! Campaigns over the wire: the real engine and store against the emulator, with a clock that is moved by hand.

mod audience;
mod changes;
mod each_once;
mod moved;
mod orders;
mod people;
mod permission;
mod planned;
mod reminders;
mod times;
mod year;
