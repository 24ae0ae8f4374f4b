//! Words and facts: Fluent bundles, one typed function a message, Telegram HTML, and the check of all of it.

mod bundles;
pub mod catalog;
mod content;
mod facts;
pub mod family;
mod fault;
mod files;
mod html;

pub use bundles::Say;
pub use content::Content;
pub use fault::Fault;
pub use html::Html;
