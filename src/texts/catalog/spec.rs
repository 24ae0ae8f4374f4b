//! The types of the catalogue.

use fluent_bundle::FluentValue;

use crate::texts::catalog::keys::KeySet;

/// A message as the check knows it.
#[derive(Debug, Clone, Copy)]
pub struct MessageSpec {
    /// Its ID; a `*` stands for the code of a thing.
    pub id: &'static str,
    /// Whether it may hold Telegram HTML; plain text otherwise.
    pub is_html: bool,
    /// The things that have one such message each.
    pub keys: Option<KeySet>,
    /// Whether some of these things may lack it.
    pub optional: bool,
    /// The names and kinds of its variables.
    pub variables: &'static [(&'static str, VariableKind)],
}

/// The kind of a variable's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableKind {
    /// A whole number.
    Number,
    /// Plain text, escaped where it enters HTML.
    Text,
    /// HTML that this program has made.
    Html,
}

/// Any of Rust's whole numbers, so that no caller converts a count for a text.
pub trait WholeNumber: Into<FluentValue<'static>> {}

macro_rules! whole_numbers {
    ($($number:ty)*) => { $(impl WholeNumber for $number {})* };
}

whole_numbers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
