//! Words and facts: what is built in is in order, a folder over it is taken file by file, and whatever is wrong with
//! a file is told with its line.

mod command_line;
mod faults;
mod folder;
mod garbled;
mod original;
mod overriding;
mod saying;
