//! Texts and captions: parse mode, entities, lengths.

use crate::emulator::autolinks;
use crate::emulator::entities::{MessageEntity, utf16_len};
use crate::emulator::error::ApiError;
use crate::emulator::formatted_text::{self, NormalisedText};
use crate::emulator::html;
use crate::emulator::params::Params;

/// The most UTF-16 units of a text after parsing.
pub(crate) const TEXT: u32 = 4096;
/// The most UTF-16 units of a caption after parsing.
pub(crate) const CAPTION: u32 = 1024;
/// The most bytes of a text before parsing.
const RAW_BYTES: usize = 1 << 15;

/// Parses the text of a call ahead, so that the world is not locked meanwhile.
pub(crate) fn parse_ahead(method: &str, params: &Params) {
    if matches!(method, "sendMessage" | "editMessageText") {
        params.formatted.get_or_init(|| parse_message_text(params));
    }
}

/// The text of sendMessage and editMessageText.
pub(crate) fn message_text(params: &Params) -> Result<NormalisedText, ApiError> {
    params.formatted.get_or_init(|| parse_message_text(params)).clone()
}

fn parse_message_text(params: &Params) -> Result<NormalisedText, ApiError> {
    let raw = params.text("text").unwrap_or_default();
    if raw.is_empty() {
        return Err(ApiError::bad("message text is empty"));
    }
    let formatted = parse_text(&raw, params, "entities")?;
    if formatted.0.is_empty() {
        return Err(ApiError::bad("text must be non-empty"));
    }
    if utf16_len(&formatted.0) > TEXT {
        return Err(ApiError::bad("message is too long"));
    }
    Ok(formatted)
}

/// The caption of media, which may be empty.
pub(crate) fn caption(params: &Params) -> Result<NormalisedText, ApiError> {
    let formatted = parse_text(&params.text("caption").unwrap_or_default(), params, "caption_entities")?;
    if utf16_len(&formatted.0) > CAPTION {
        return Err(ApiError::bad("message caption is too long"));
    }
    Ok(formatted)
}

/// Parses a text by `parse_mode`, or takes the entities of the call.
pub(crate) fn parse_text(
    raw: &str,
    params: &Params,
    entities_name: &str,
) -> Result<NormalisedText, ApiError> {
    if raw.len() > RAW_BYTES {
        return Err(ApiError::bad("text is too long"));
    }
    let (text, entities) = match params.text("parse_mode").unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "none" => (raw.to_owned(), given_entities(params, entities_name)?),
        "html" => {
            html::parse(raw).map_err(|reason| ApiError::bad(format!("can't parse entities: {reason}")))?
        }
        "markdown" | "markdownv2" => {
            return Err(ApiError::bad(
                "can't parse entities: this emulator parses HTML only, set parse_mode to HTML",
            ));
        }
        _ => return Err(ApiError::bad("unsupported parse_mode")),
    };
    let (text, mut entities) = formatted_text::normalise(&text, entities).map_err(ApiError::bad)?;
    autolinks::add(&text, &mut entities);
    Ok((text, entities))
}

fn given_entities(params: &Params, name: &str) -> Result<Vec<MessageEntity>, ApiError> {
    let Some(list) = params.json(name)? else { return Ok(Vec::new()) };
    let list =
        list.as_array().ok_or_else(|| ApiError::bad(format!("can't parse {name}: expected an Array")))?;
    Ok(list.iter().filter_map(MessageEntity::from_json).collect())
}
