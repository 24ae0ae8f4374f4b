//! The pages in `docs/emergencies/`: what each promises comes true when somebody types its commands, in their order.
//!
//! A machine here is a folder (`machine.rs`). Its commands are run by a shell that finds the real program, the tools that a page
//! may use, and stand-ins for what would change this machine (`stand_ins.rs`). What a person does in Telegram, the test does.

mod data;
mod keys;
mod machine;
mod page;
mod pages;
mod scene;
mod seized;
mod staff;
mod stand_ins;
mod telegram;
