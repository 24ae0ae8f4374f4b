//! Words and facts: Fluent bundles, one typed function a message, Telegram HTML, and the check of all of it.

mod bundles;
pub mod catalog;
mod check;
mod content;
mod error;
mod facts;
mod files;
mod ftl_file;
mod html;
mod markup;
mod pattern;

pub use bundles::Say;
pub use check::{CheckSummary, check_report};
pub use content::Texts;
pub use error::ContentError;
pub use html::Html;
