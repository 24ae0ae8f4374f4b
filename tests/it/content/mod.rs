//! Texts and facts: the built-in ones are sound, a folder overrides them file by file, and each fault is reported with its
//! file and line.

mod command_line;
mod faults;
mod folder;
mod garbled;
mod guide;
mod original;
mod overriding;
mod saying;
mod widths;
