//! The fields of callback data: how flags, times, IDs and codes are written and read, in one place.

use std::str::FromStr;

use jiff::Timestamp;

use crate::domain::Deadline;

/// The callback data is of no button that the bot has, or has any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseCallbackError;

/// The texts before and after the first colon.
pub(super) fn pair(text: &str) -> Result<(&str, &str), ParseCallbackError> {
    text.split_once(':').ok_or(ParseCallbackError)
}

/// A value that has a code of its own, such as a language.
pub(super) fn code<T>(text: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, ParseCallbackError> {
    read(text).ok_or(ParseCallbackError)
}

/// A number, or an ID that is one.
pub(super) fn number<N: FromStr>(text: &str) -> Result<N, ParseCallbackError> {
    text.parse().map_err(|_| ParseCallbackError)
}

/// A flag as a button carries it.
pub(super) fn of_flag(on: bool) -> &'static str {
    if on { "1" } else { "0" }
}

/// Reads [`of_flag`].
pub(super) fn flag(text: &str) -> Result<bool, ParseCallbackError> {
    match text {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err(ParseCallbackError),
    }
}

/// A time in whole seconds since 1970.
pub(super) fn second(text: &str) -> Result<Timestamp, ParseCallbackError> {
    Timestamp::from_second(number(text)?).map_err(|_| ParseCallbackError)
}

/// The ID of a deadline.
pub(super) fn deadline(id: &str) -> Result<String, ParseCallbackError> {
    if Deadline::is_id(id) { Ok(id.to_owned()) } else { Err(ParseCallbackError) }
}
