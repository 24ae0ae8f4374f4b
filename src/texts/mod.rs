//! The texts that people read, and the facts of the pledge.
//!
//! Fluent bundles, one typed function per message, Telegram HTML, and a check of all texts and facts.

mod bundles;
mod catalog;
mod check;
mod contact;
mod content;
mod error;
mod facts;
mod files;
mod ftl_file;
mod gone;
mod html;
mod markup;
mod merge;
mod pattern;
mod renamed;
mod report;
mod say;

pub use check::{ButtonLabel, button_labels};
pub use contact::no_contact;
pub use content::Texts;
pub use error::ContentError;
pub use html::Html;
pub use report::{CheckSummary, check_report};
pub use say::Say;
