//! Texts and captions of a call: parse mode, entities, lengths.

use super::super::entities::{Entity, utf16_len};
use super::super::error::ApiError;
use super::super::params::Params;
use super::super::{autolinks, entities, html};

/// The most UTF-16 units of a text, after its entities are parsed.
pub(crate) const TEXT: u32 = 4096;
/// The most UTF-16 units of a caption.
pub(crate) const CAPTION: u32 = 1024;
/// The most bytes of a text before its entities are parsed.
const RAW_BYTES: usize = 1 << 15;

/// A text with its entities, ready to be kept.
pub(crate) type Formatted = (String, Vec<Entity>);

/// Parses the text of a call before the world is locked for it.
pub(crate) fn parse_ahead(method: &str, params: &Params) {
    if matches!(method, "sendMessage" | "editMessageText") {
        params.formatted.get_or_init(|| parse_message(params));
    }
}

/// The text of sendMessage and editMessageText.
pub(crate) fn message(params: &Params) -> Result<Formatted, ApiError> {
    params.formatted.get_or_init(|| parse_message(params)).clone()
}

fn parse_message(params: &Params) -> Result<Formatted, ApiError> {
    let raw = params.text("text").unwrap_or_default();
    if raw.is_empty() {
        return Err(ApiError::bad("message text is empty"));
    }
    let formatted = format(&raw, params, "entities")?;
    if formatted.0.is_empty() {
        return Err(ApiError::bad("text must be non-empty"));
    }
    if utf16_len(&formatted.0) > TEXT {
        return Err(ApiError::bad("message is too long"));
    }
    Ok(formatted)
}

/// The caption of a media message, empty where there is none.
pub(crate) fn caption(params: &Params) -> Result<Formatted, ApiError> {
    let formatted = format(&params.text("caption").unwrap_or_default(), params, "caption_entities")?;
    if utf16_len(&formatted.0) > CAPTION {
        return Err(ApiError::bad("message caption is too long"));
    }
    Ok(formatted)
}

/// Parses by `parse_mode`, or takes the entities that came with the call.
pub(crate) fn format(raw: &str, params: &Params, entities_name: &str) -> Result<Formatted, ApiError> {
    if raw.len() > RAW_BYTES {
        return Err(ApiError::bad("text is too long"));
    }
    let (text, entities) = match params.text("parse_mode").unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "none" => (raw.to_owned(), given(params, entities_name)?),
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
    let (text, mut entities) = entities::normalise(&text, entities).map_err(ApiError::bad)?;
    autolinks::find(&text, &mut entities);
    Ok((text, entities))
}

/// Entities given by the caller.
fn given(params: &Params, name: &str) -> Result<Vec<Entity>, ApiError> {
    let Some(list) = params.json(name)? else { return Ok(Vec::new()) };
    let list =
        list.as_array().ok_or_else(|| ApiError::bad(format!("can't parse {name}: expected an Array")))?;
    Ok(list.iter().filter_map(Entity::from_json).collect())
}
