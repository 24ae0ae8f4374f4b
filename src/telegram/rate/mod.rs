//! How fast the bot sends.

mod budget;
mod pace;

pub use budget::Budget;
pub use pace::{Pace, Rate};
