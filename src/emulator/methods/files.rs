//! sendPhoto, sendDocument and similar methods, sendMediaGroup and getFile.

use std::str::FromStr;

use axum::body::Bytes;
use serde_json::{Value, json};

use crate::emulator::error::ApiError;
use crate::emulator::files::{FileType, file_id, unique_id};
use crate::emulator::formatted_text::NormalisedText;
use crate::emulator::media::{self, picture_size};
use crate::emulator::messages::StoredMessage;
use crate::emulator::methods::{send, text};
use crate::emulator::params::Params;
use crate::emulator::world::World;

/// The most bytes of a photo.
const PHOTO_BYTES: usize = 10 * 1024 * 1024;
/// The most bytes of any other file.
const FILE_BYTES: usize = 50 * 1024 * 1024;
/// The most bytes of a file for getFile.
const DOWNLOAD_BYTES: usize = 20 * 1024 * 1024;
/// The most messages of an album.
const ALBUM: usize = 10;
/// The most pixels that width and height of a photo add up to.
const PHOTO_SIDES: u32 = 10_000;

pub(crate) fn send_photo(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendPhoto", FileType::Photo)
}

pub(crate) fn send_document(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendDocument", FileType::Document)
}

pub(crate) fn send_video(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendVideo", FileType::Video)
}

pub(crate) fn send_animation(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendAnimation", FileType::Animation)
}

pub(crate) fn send_audio(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendAudio", FileType::Audio)
}

pub(crate) fn send_voice(world: &mut World, params: &Params) -> Result<String, ApiError> {
    send_file(world, params, "sendVoice", FileType::Voice)
}

fn send_file(
    world: &mut World,
    params: &Params,
    method: &'static str,
    file_type: FileType,
) -> Result<String, ApiError> {
    let (caption, entities) = text::caption(params)?;
    let (chat, mut message) = send::prepare(world, params)?;
    let source = find_file(
        world,
        params,
        file_type,
        file_type.name(),
        params.get(file_type.name()).and_then(Value::as_str),
    )?;
    // Limits are checked before the file is stored, so that a refused call leaves nothing behind.
    world.check_flood_limits(chat, params.flag("allow_paid_broadcast"), 1)?;
    let number = store(world, file_type, source);
    message.text = caption.into();
    message.entities = entities.into();
    message.media = with_display_flags(&media::file_fields(world, number), params);
    Ok(send::store(world, params, method, chat, message).to_string())
}

/// The fields of media with the display options of a call.
fn with_display_flags(fields: &Value, params: &Params) -> media::MediaFields {
    let mut fields = fields.as_object().cloned().map(Box::new);
    if let Some(fields) = &mut fields {
        media::set_flag(fields, media::SPOILER, params.flag("has_spoiler"));
        media::set_flag(fields, media::CAPTION_ABOVE, params.flag("show_caption_above_media"));
    }
    fields
}

/// The file of a call, checked but not stored yet.
enum FileSource {
    Stored(u64),
    Upload { name: String, content_type: Option<String>, bytes: Bytes },
}

/// Finds the file that a parameter means: an upload, `attach://…`, or a `file_id`.
fn find_file(
    world: &World,
    params: &Params,
    file_type: FileType,
    field: &str,
    value: Option<&str>,
) -> Result<FileSource, ApiError> {
    let upload = match value {
        None => params.file(field),
        Some(value) => match value.strip_prefix("attach://") {
            Some(name) => params.file(name),
            None => return by_file_id(world, file_type, value),
        },
    };
    let upload =
        upload.ok_or_else(|| ApiError::bad(format!("there is no {} in the request", file_type.name())))?;
    if upload.bytes.is_empty() {
        return Err(ApiError::bad("file must be non-empty"));
    }
    if upload.bytes.len() > FILE_BYTES {
        return Err(ApiError::new(413, "Request Entity Too Large"));
    }
    if file_type == FileType::Photo {
        check_photo(&upload.bytes)?;
    }
    Ok(FileSource::Upload {
        name: upload.file_name.clone(),
        content_type: upload.content_type.clone(),
        bytes: upload.bytes.clone(),
    })
}

fn by_file_id(world: &World, file_type: FileType, value: &str) -> Result<FileSource, ApiError> {
    if value.starts_with("http://") || value.starts_with("https://") {
        // The emulator fetches nothing, so it answers as Telegram does for an unreachable address.
        return Err(ApiError::bad("failed to get HTTP URL content"));
    }
    let (number, file) = world.files.by_id(value).ok_or_else(|| {
        ApiError::bad("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
    })?;
    if file.file_type != file_type {
        let capital = |file_type: FileType| {
            let name = file_type.name();
            name[..1].to_uppercase() + &name[1..]
        };
        return Err(ApiError::bad(format!(
            "can't use file of type {} as {}",
            capital(file.file_type),
            capital(file_type)
        )));
    }
    Ok(FileSource::Stored(number))
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

fn store(world: &mut World, file_type: FileType, source: FileSource) -> u64 {
    match source {
        FileSource::Stored(number) => number,
        FileSource::Upload { name, content_type, bytes } => {
            media::store_file(world, file_type, name, content_type, bytes)
        }
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
    let alone = |file_type: FileType| matches!(file_type, FileType::Document | FileType::Audio);
    if items.iter().any(|(file_type, ..)| *file_type != first && (alone(*file_type) || alone(first))) {
        return Err(ApiError::bad("can't use the media of the specified type in the album"));
    }
    world.check_flood_limits(
        chat,
        params.flag("allow_paid_broadcast"),
        u32::try_from(items.len()).unwrap_or(1),
    )?;
    let mut sent = Vec::new();
    let mut album = None;
    for (file_type, source, inner, (caption, entities)) in items {
        let number = store(world, file_type, source);
        let mut fields = media::file_fields(world, number);
        let album = album.get_or_insert_with(|| format!("1355{number:013}"));
        fields["media_group_id"] = album.as_str().into();
        let media = with_display_flags(&fields, &inner);
        let message =
            StoredMessage { text: caption.into(), entities: entities.into(), media, ..template.clone() };
        sent.push(send::store(world, params, "sendMediaGroup", chat, message));
    }
    Ok(format!("[{}]", sent.join(",")))
}

fn album_item(
    world: &World,
    params: &Params,
    item: &Value,
) -> Result<(FileType, FileSource, Params, NormalisedText), ApiError> {
    let field = |name: &str| item.get(name).and_then(Value::as_str);
    let file_type = field("type").and_then(|name| FileType::from_str(name).ok()).filter(|file_type| {
        matches!(file_type, FileType::Photo | FileType::Video | FileType::Document | FileType::Audio)
    });
    let file_type =
        file_type.ok_or_else(|| ApiError::bad("can't use the media of the specified type in the album"))?;
    let media = field("media").ok_or_else(|| ApiError::bad("media not found"))?;
    let mut inner = Params::default();
    inner.extend(item.as_object().cloned().unwrap_or_default());
    let caption = text::caption(&inner)?;
    Ok((file_type, find_file(world, params, file_type, "media", Some(media))?, inner, caption))
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
