//! sendPhoto, sendDocument and their like, sendMediaGroup and getFile.

use axum::body::Bytes;
use serde_json::{Value, json};

use super::super::error::ApiError;
use super::super::files::{file_id, unique_id};
use super::super::media;
use super::super::media::{Medium, picture_size};
use super::super::messages::Message;
use super::super::params::Params;
use super::super::world::World;
use super::{send, text};

/// The most bytes of a picture.
const PHOTO_BYTES: usize = 10 * 1024 * 1024;
/// The most bytes of any other file.
const FILE_BYTES: usize = 50 * 1024 * 1024;
/// The most bytes of a file that getFile gives.
const DOWNLOAD_BYTES: usize = 20 * 1024 * 1024;
/// The most messages of an album.
const ALBUM: usize = 10;
/// The most that width and height of a picture may add up to.
const PHOTO_SIDES: u32 = 10_000;

pub(crate) fn send_photo(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendPhoto", Medium::Photo)
}

pub(crate) fn send_document(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendDocument", Medium::Document)
}

pub(crate) fn send_video(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendVideo", Medium::Video)
}

pub(crate) fn send_animation(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendAnimation", Medium::Animation)
}

pub(crate) fn send_audio(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendAudio", Medium::Audio)
}

pub(crate) fn send_voice(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendVoice", Medium::Voice)
}

fn send_file(
    world: &mut World,
    params: &Params,
    method: &'static str,
    medium: Medium,
) -> Result<String, ApiError> {
    let (caption, entities) = text::caption(params)?;
    let (chat, mut message) = send::prepare(world, params)?;
    let source =
        source(world, params, medium, medium.name(), params.get(medium.name()).and_then(Value::as_str))?;
    // The limits are asked before the file is kept, so that a refused call leaves nothing behind.
    world.pace(chat, params.flag("allow_paid_broadcast"), 1)?;
    let number = kept(world, medium, source);
    message.text = caption.into();
    message.entities = entities.into();
    message.media = shown(&media::of_file(world, number), params);
    Ok(send::store(world, method, chat, message).to_string())
}

/// The fields of media, shown as a call says.
fn shown(fields: &Value, params: &Params) -> media::Media {
    let mut fields = fields.as_object().cloned().map(Box::new);
    if let Some(fields) = &mut fields {
        media::set(fields, media::SPOILER, params.flag("has_spoiler"));
        media::set(fields, media::ABOVE, params.flag("show_caption_above_media"));
    }
    fields
}

/// Where a file comes from.
enum Source {
    Known(u64),
    Upload { name: String, content_type: Option<String>, bytes: Bytes },
}

/// Finds the file that a parameter names: an upload, `attach://…`, or a `file_id`.
fn source(
    world: &World,
    params: &Params,
    medium: Medium,
    field: &str,
    value: Option<&str>,
) -> Result<Source, ApiError> {
    let upload = match value {
        None => params.file(field),
        Some(value) => match value.strip_prefix("attach://") {
            Some(name) => params.file(name),
            None => return known(world, medium, value),
        },
    };
    let upload =
        upload.ok_or_else(|| ApiError::bad(format!("there is no {} in the request", medium.name())))?;
    if upload.bytes.is_empty() {
        return Err(ApiError::bad("file must be non-empty"));
    }
    if upload.bytes.len() > FILE_BYTES {
        return Err(ApiError::new(413, "Request Entity Too Large"));
    }
    if medium == Medium::Photo {
        check_photo(&upload.bytes)?;
    }
    Ok(Source::Upload {
        name: upload.file_name.clone(),
        content_type: upload.content_type.clone(),
        bytes: upload.bytes.clone(),
    })
}

fn known(world: &World, medium: Medium, value: &str) -> Result<Source, ApiError> {
    if value.starts_with("http://") || value.starts_with("https://") {
        // The emulator fetches nothing; this is what Telegram says of an address that it cannot reach.
        return Err(ApiError::bad("failed to get HTTP URL content"));
    }
    let (number, file) = world.files.by_id(value).ok_or_else(|| {
        ApiError::bad("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
    })?;
    if file.medium != medium {
        let capital = |medium: Medium| {
            let name = medium.name();
            name[..1].to_uppercase() + &name[1..]
        };
        return Err(ApiError::bad(format!(
            "can't use file of type {} as {}",
            capital(file.medium),
            capital(medium)
        )));
    }
    Ok(Source::Known(number))
}

fn check_photo(bytes: &Bytes) -> Result<(), ApiError> {
    if bytes.len() > PHOTO_BYTES {
        return Err(ApiError::bad(format!(
            "file is too big for a photo; the maximum size is {PHOTO_BYTES} bytes"
        )));
    }
    let (width, height) = picture_size(bytes).ok_or_else(|| ApiError::bad("IMAGE_PROCESS_FAILED"))?;
    let thin = width.max(height) > 20 * width.min(height);
    if width == 0 || height == 0 || width.saturating_add(height) > PHOTO_SIDES || thin {
        return Err(ApiError::bad("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok(())
}

fn kept(world: &mut World, medium: Medium, source: Source) -> u64 {
    match source {
        Source::Known(number) => number,
        Source::Upload { name, content_type, bytes } => media::keep(world, medium, name, content_type, bytes),
    }
}

pub(crate) fn send_media_group(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let list = params.json("media")?.unwrap_or_default();
    let list = list.as_array().map_or(&[][..], Vec::as_slice);
    if list.is_empty() {
        return Err(ApiError::bad("there are no messages to send"));
    }
    if list.len() > ALBUM {
        return Err(ApiError::bad("too many messages to send as an album"));
    }
    if params.get("reply_markup").is_some() {
        return Err(ApiError::bad("reply_markup can't be specified for an album"));
    }
    let (chat, template) = send::prepare(world, params)?;
    let items = list.iter().map(|item| album_item(world, params, item)).collect::<Result<Vec<_>, _>>()?;
    let first = items[0].0;
    let alone = |medium: Medium| matches!(medium, Medium::Document | Medium::Audio);
    if items.iter().any(|(medium, ..)| *medium != first && (alone(*medium) || alone(first))) {
        return Err(ApiError::bad("can't use the media of the specified type in the album"));
    }
    world.pace(chat, params.flag("allow_paid_broadcast"), u32::try_from(items.len()).unwrap_or(1))?;
    let mut sent = Vec::new();
    let mut album = None;
    for (medium, source, inner, (caption, entities)) in items {
        let number = kept(world, medium, source);
        let mut fields = media::of_file(world, number);
        let album = album.get_or_insert_with(|| format!("1355{number:013}"));
        fields["media_group_id"] = album.as_str().into();
        let media = shown(&fields, &inner);
        let message = Message { text: caption.into(), entities: entities.into(), media, ..template.clone() };
        sent.push(send::store(world, "sendMediaGroup", chat, message));
    }
    Ok(format!("[{}]", sent.join(",")))
}

fn album_item(
    world: &World,
    params: &Params,
    item: &Value,
) -> Result<(Medium, Source, Params, text::Formatted), ApiError> {
    let field = |name: &str| item.get(name).and_then(Value::as_str);
    let medium = field("type")
        .and_then(Medium::named)
        .filter(|medium| matches!(medium, Medium::Photo | Medium::Video | Medium::Document | Medium::Audio));
    let medium =
        medium.ok_or_else(|| ApiError::bad("can't use the media of the specified type in the album"))?;
    let media = field("media").ok_or_else(|| ApiError::bad("media not found"))?;
    let mut inner = Params::default();
    inner.extend(item.as_object().cloned().unwrap_or_default());
    let caption = text::caption(&inner)?;
    Ok((medium, source(world, params, medium, "media", Some(media))?, inner, caption))
}

pub(crate) fn get_file(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let id = params.text("file_id").unwrap_or_default();
    if id.is_empty() {
        return Err(ApiError::bad("file_id not specified"));
    }
    let (number, file) = world
        .files
        .by_id(&id)
        .ok_or_else(|| ApiError::bad("wrong file_id or the file is temporarily unavailable"))?;
    if file.bytes.len() > DOWNLOAD_BYTES {
        return Err(ApiError::bad("file is too big"));
    }
    Ok(json!({
        "file_id": file_id(number), "file_unique_id": unique_id(number), "file_size": file.bytes.len(),
        "file_path": world.files.path(number),
    })
    .to_string())
}
