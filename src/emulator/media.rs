//! The media of messages: what of a file, a contact or a poll stands in a `Message`.

use axum::body::Bytes;
use serde_json::{Map, Value, json};

use crate::emulator::error::Refused;
use crate::emulator::files::{FileType, StoredFile, file_id, unique_id};
use crate::emulator::input::Outgoing;
use crate::emulator::world::World;

/// Fields of a message that hold its media.
pub(crate) type MediaFields = Option<Box<Map<String, Value>>>;

/// Whether a photo, a video or an animation is covered until it is tapped.
pub(crate) const SPOILER: &str = "has_media_spoiler";
/// Whether its caption stands above it.
pub(crate) const ABOVE: &str = "show_caption_above_media";

/// Sets one of these on media that can have it.
pub(crate) fn set(fields: &mut Map<String, Value>, flag: &str, on: bool) {
    let can = ["photo", "video", "animation"].iter().any(|kind| fields.contains_key(*kind));
    if on && can {
        fields.insert(flag.to_owned(), Value::Bool(true));
    } else {
        fields.remove(flag);
    }
}

/// The media that a person sends, `None` for a text.
pub(crate) fn of_person(world: &mut World, outgoing: &Outgoing) -> Result<MediaFields, Refused> {
    let kind = outgoing.kind.as_deref().unwrap_or("text");
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
            let file_type = FileType::named(other).ok_or_else(|| {
                Refused::new(format!("There is no kind {other:?}; see GET /emulator for the kinds."))
            })?;
            let bytes = match &outgoing.content_base64 {
                Some(text) => {
                    decode_base64(text).ok_or_else(|| Refused::new("content_base64 is not base64."))?.into()
                }
                None => Bytes::from_static(SAMPLE_PNG),
            };
            let name = outgoing.file_name.clone().unwrap_or_else(|| file_type.default_name().to_owned());
            let number = keep(world, file_type, name, None, bytes);
            of_file(world, number)
        }
    };
    if let Some(album) = &outgoing.media_group_id {
        fields["media_group_id"] = album.as_str().into();
    }
    let mut fields = fields.as_object().cloned().map(Box::new);
    if let Some(fields) = &mut fields {
        set(fields, SPOILER, outgoing.has_media_spoiler);
        set(fields, ABOVE, outgoing.show_caption_above_media);
    }
    Ok(fields)
}

/// Keeps a file and gives its number.
pub(crate) fn keep(
    world: &mut World,
    file_type: FileType,
    name: String,
    content_type: Option<String>,
    bytes: Bytes,
) -> u64 {
    let content_type = content_type
        .filter(|given| !given.is_empty() && given != "application/octet-stream")
        .unwrap_or_else(|| guess_type(&name).to_owned());
    let size = picture_size(&bytes);
    world.files.add(StoredFile { file_type, name, content_type, bytes, size })
}

/// The message's fields for a file that is kept.
pub(crate) fn of_file(world: &World, number: u64) -> Value {
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
        // Old clients know animations as documents, so Telegram sends both.
        fields["document"] = json!({
            "file_id": file_id(number), "file_unique_id": unique_id(number), "file_size": stored.bytes.len(),
            "file_name": name, "mime_type": content_type,
        });
    }
    fields
}

/// The content type by the name's extension.
pub(crate) fn guess_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "txt" => "text/plain",
        "csv" => "text/csv",
        "html" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "json" => "application/json",
        "ics" => "text/calendar",
        "mp4" => "video/mp4",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        _ => "application/octet-stream",
    }
}

/// A picture of one pixel, for people who send a picture without saying which.
const SAMPLE_PNG: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\
    \x00\x00\x0aIDATx\x9cch\x00\x00\x00\x82\x00\x81w\xcdr\xb6\x00\x00\x00\x00IEND\xaeB`\x82";

/// Width and height of a PNG, JPEG, GIF or WebP picture; `None` for what is none of them.
pub(crate) fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let big = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let small = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((big(16)?, big(20)?));
    }
    if bytes.starts_with(b"GIF8") {
        return Some((small(6)?, small(8)?));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        // Only the lossy format keeps its size at a fixed place; the others are shown as Telegram's default.
        return if bytes.get(12..16) == Some(b"VP8 ") {
            Some((small(26)?, small(28)?))
        } else {
            Some((512, 512))
        };
    }
    if bytes.starts_with(&[0xff, 0xd8]) { jpeg_size(bytes) } else { None }
}

fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        // Start-of-frame markers carry the size; C4, C8 and CC are tables and extensions.
        if (0xc0..=0xcf).contains(&marker) && ![0xc4, 0xc8, 0xcc].contains(&marker) {
            return Some((number(at + 7)?, number(at + 5)?));
        }
        at += 2 + number(at + 2)? as usize;
    }
}

/// Standard base64 with or without padding; white space is passed over.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xff).unwrap_or_default());
        }
    }
    Some(out)
}
