//! Words and facts: Fluent bundles, one typed function a message, Telegram HTML, and the check of all of it.

mod bundles;
pub mod catalog;
mod check;
mod content;
mod facts;
pub mod family;
mod fault;
mod files;
mod html;
mod markup;
mod pattern;
mod source;

pub use bundles::Say;
pub use check::{Summary, check_report};
pub use content::Texts;
pub use fault::ContentError;
pub use html::Html;
