//! Keyboards under messages, checked as Telegram checks them.

use serde_json::{Map, Value};

use crate::emulator::error::ApiError;
use crate::emulator::links;

/// Bytes of `callback_data`.
const CALLBACK_DATA: std::ops::RangeInclusive<usize> = 1..=64;
/// Characters of a `copy_text` button's text.
const COPY_TEXT: std::ops::RangeInclusive<usize> = 1..=256;
/// The most buttons of a message.
const BUTTONS: usize = 100;

/// Fields of buttons that are accepted without a check.
const OTHER_BUTTONS: [&str; 7] = [
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "web_app",
    "login_url",
    "callback_game",
    "pay",
];

/// A `reply_markup`.
#[derive(Debug, PartialEq)]
pub(crate) enum ReplyMarkup {
    /// An inline keyboard, which is part of the message. `None` means that it has no buttons.
    Inline(Option<Box<Value>>),
    /// A reply keyboard, its removal, or a forced reply, which is not part of the message.
    Other,
}

pub(crate) fn parse(markup: &Value) -> Result<ReplyMarkup, ApiError> {
    let markup = markup.as_object().ok_or_else(|| ApiError::bad("object expected as reply markup"))?;
    if let Some(rows) = markup.get("inline_keyboard") {
        return inline(rows).map(ReplyMarkup::Inline);
    }
    for other in ["keyboard", "remove_keyboard", "force_reply"] {
        if markup.contains_key(other) {
            return Ok(ReplyMarkup::Other);
        }
    }
    if markup.is_empty() {
        Ok(ReplyMarkup::Inline(None))
    } else {
        Err(ApiError::bad("can't parse reply keyboard markup JSON object"))
    }
}

fn inline(rows: &Value) -> Result<Option<Box<Value>>, ApiError> {
    let invalid = |what: &str| ApiError::bad(format!("can't parse inline keyboard button: {what}"));
    let rows =
        rows.as_array().ok_or_else(|| ApiError::bad("field \"inline_keyboard\" must be of type Array"))?;
    let mut kept = Vec::new();
    for row in rows {
        let buttons = row
            .as_array()
            .ok_or_else(|| ApiError::bad("field \"inline_keyboard\" must be an Array of Arrays"))?;
        let row: Vec<Value> = buttons
            .iter()
            .map(|each| {
                button(each.as_object().ok_or_else(|| invalid("InlineKeyboardButton must be an Object"))?)
            })
            .collect::<Result<_, _>>()?;
        if !row.is_empty() {
            kept.push(Value::Array(row));
        }
    }
    if kept.iter().filter_map(Value::as_array).map(Vec::len).sum::<usize>() > BUTTONS {
        return Err(ApiError::bad("reply markup is too long"));
    }
    if kept.is_empty() {
        return Ok(None);
    }
    Ok(Some(Box::new(serde_json::json!({ "inline_keyboard": kept }))))
}

/// Checks a button and normalises its URL.
fn button(button: &Map<String, Value>) -> Result<Value, ApiError> {
    let text = |key: &str| button.get(key).and_then(Value::as_str);
    let label = text("text")
        .ok_or_else(|| ApiError::bad("can't parse inline keyboard button: can't find field \"text\""))?;
    if label.trim().is_empty() {
        return Err(ApiError::bad("text buttons are allowed to have non-empty text only"));
    }
    let mut kept: Map<String, Value> = button
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if let Some(url) = text("url") {
        let checked = links::check(url).map_err(|reason| {
            ApiError::bad(format!("inline keyboard button URL '{url}' is invalid: {reason}"))
        })?;
        // A `tg://user` link stays as it is; a web address is completed.
        if links::user_id(url).is_none() {
            kept.insert("url".into(), checked.into());
        }
    } else if let Some(data) = text("callback_data") {
        if !CALLBACK_DATA.contains(&data.len()) {
            return Err(ApiError::bad("BUTTON_DATA_INVALID"));
        }
    } else if let Some(copy) = button.get("copy_text") {
        let length = copy.get("text").and_then(Value::as_str).map_or(0, |text| text.chars().count());
        if !COPY_TEXT.contains(&length) {
            return Err(ApiError::bad("BUTTON_COPY_TEXT_INVALID"));
        }
    } else if !OTHER_BUTTONS.iter().any(|key| kept.contains_key(*key)) {
        return Err(ApiError::bad(
            "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
        ));
    }
    Ok(kept.into())
}

/// The rows of buttons of a Bot API `Message` or of an `InlineKeyboardMarkup`.
pub(crate) fn rows(message: &Value) -> &[Value] {
    let markup = message.get("reply_markup").unwrap_or(message);
    markup.get("inline_keyboard").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The labels of the buttons, row by row.
pub(crate) fn labels(message: &Value) -> Vec<Vec<String>> {
    let label = |button: &Value| button.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
    rows(message).iter().map(|row| row.as_array().into_iter().flatten().map(label).collect()).collect()
}
