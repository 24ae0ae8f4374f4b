//! The program is killed again and again while people sign up and while a message goes to many.

mod delivery;
mod holds;
mod supporters;
mod upgrade;
