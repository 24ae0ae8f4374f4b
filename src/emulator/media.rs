//! The fields of a `Message` for media: a file, a contact, a poll, …

use std::str::FromStr;

use axum::body::Bytes;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine as _, alphabet};
use serde_json::{Map, Value, json};

use crate::emulator::error::ControlError;
use crate::emulator::files::{FileType, StoredFile, file_id, unique_id};
use crate::emulator::input::NewMessage;
use crate::emulator::sample_picture::sample_picture;
use crate::emulator::world::World;

pub(crate) type MediaFields = Option<Box<Map<String, Value>>>;

/// The field for a spoiler on a photo, video or animation.
pub(crate) const SPOILER: &str = "has_media_spoiler";
/// The field for a caption above a photo, video or animation.
pub(crate) const CAPTION_ABOVE: &str = "show_caption_above_media";

/// Sets or removes one of these fields; only photos, videos and animations have them.
pub(crate) fn set_flag(fields: &mut Map<String, Value>, flag: &str, on: bool) {
    let can = ["photo", "video", "animation"].iter().any(|kind| fields.contains_key(*kind));
    if on && can {
        fields.insert(flag.to_owned(), Value::Bool(true));
    } else {
        fields.remove(flag);
    }
}

/// The media of a person's message; `None` for a text.
pub(crate) fn person_media(world: &mut World, message: &NewMessage) -> Result<MediaFields, ControlError> {
    let kind = message.kind.as_deref().unwrap_or("text");
    let mut fields = match kind {
        "text" => return Ok(None),
        "contact" => json!({ "contact": { "phone_number": "996700000000", "first_name": "Contact" } }),
        "location" => json!({ "location": { "latitude": 42.8746, "longitude": 74.5698 } }),
        "dice" => json!({ "dice": { "emoji": "🎲", "value": 4 } }),
        "poll" => json!({ "poll": {
            "id": "5400000000000000001", "question": "?", "options": [
                { "text": "1", "voter_count": 0, "persistent_id": "1" },
                { "text": "2", "voter_count": 0, "persistent_id": "2" },
            ],
            "total_voter_count": 0, "is_closed": false, "is_anonymous": true, "type": "regular",
            "allows_multiple_answers": false, "allows_revoting": false, "members_only": false,
        } }),
        other => {
            let file_type = FileType::from_str(other).map_err(|_| {
                ControlError::new(format!("There is no kind {other:?}; see GET /emulator for the kinds."))
            })?;
            let bytes = match &message.content_base64 {
                Some(text) => decode_base64(text)
                    .ok_or_else(|| ControlError::new("content_base64 is not base64."))?
                    .into(),
                None => sample_picture(),
            };
            let name = message.file_name.clone().unwrap_or_else(|| file_type.default_name().to_owned());
            let number = store_file(world, file_type, name, None, bytes);
            file_fields(world, number)
        }
    };
    if let Some(album) = &message.media_group_id {
        fields["media_group_id"] = album.as_str().into();
    }
    let mut fields = fields.as_object().cloned().map(Box::new);
    if let Some(fields) = &mut fields {
        set_flag(fields, SPOILER, message.has_media_spoiler);
        set_flag(fields, CAPTION_ABOVE, message.show_caption_above_media);
    }
    Ok(fields)
}

/// Stores a file and returns its number.
pub(crate) fn store_file(
    world: &mut World,
    file_type: FileType,
    name: String,
    content_type: Option<String>,
    bytes: Bytes,
) -> u64 {
    let content_type = content_type
        .filter(|given| !given.is_empty() && given != "application/octet-stream")
        .unwrap_or_else(|| mime_guess::from_path(&name).first_or_octet_stream().to_string());
    let size = picture_size(&bytes);
    world.files.add(StoredFile { file_type, name, content_type, bytes, size })
}

/// The fields of a message with this file.
pub(crate) fn file_fields(world: &World, number: u64) -> Value {
    let Some(stored) = world.files.get(number) else { return json!({}) };
    let (width, height) = stored.size.unwrap_or((640, 480));
    let mut file = json!({
        "file_id": file_id(number), "file_unique_id": unique_id(number), "file_size": stored.bytes.len(),
    });
    let (name, content_type) = (&stored.name, &stored.content_type);
    let extra = match stored.file_type {
        FileType::Photo => {
            file["width"] = width.into();
            file["height"] = height.into();
            return json!({ "photo": [file] });
        }
        FileType::Document => json!({ "file_name": name, "mime_type": content_type }),
        FileType::Voice => json!({ "duration": 1, "mime_type": "audio/ogg" }),
        FileType::Audio => json!({ "duration": 1, "file_name": name, "mime_type": content_type }),
        FileType::Video | FileType::Animation => json!({
            "width": width, "height": height, "duration": 1, "file_name": name, "mime_type": content_type,
        }),
        FileType::Sticker => {
            json!({ "type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false })
        }
    };
    if let (Some(file), Value::Object(extra)) = (file.as_object_mut(), extra) {
        file.extend(extra);
    }
    let mut fields = json!({ stored.file_type.name(): file });
    if stored.file_type == FileType::Animation {
        // For old clients, Telegram sends an animation as a document as well.
        fields["document"] = json!({
            "file_id": file_id(number), "file_unique_id": unique_id(number), "file_size": stored.bytes.len(),
            "file_name": name, "mime_type": content_type,
        });
    }
    fields
}

/// Width and height of a PNG, JPEG, GIF or WebP picture; `None` for other formats.
pub(crate) fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    use imagesize::ImageType::{Gif, Jpeg, Png, Webp};
    let (Png | Jpeg | Gif | Webp) = imagesize::image_type(bytes).ok()? else { return None };
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// Decodes base64 as people paste it: either alphabet, with or without padding and line breaks.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true);
    let significant = |byte: &u8| !byte.is_ascii_whitespace() && *byte != b'=';
    let standard = |byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    };
    let text: Vec<u8> = text.bytes().filter(significant).map(standard).collect();
    GeneralPurpose::new(&alphabet::STANDARD, config).decode(text).ok()
}
