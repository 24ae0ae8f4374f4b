//! The media of messages: what of a file, a contact or a poll stands in a `Message`.

use axum::body::Bytes;
use serde_json::{Map, Value, json};

use super::acting::Outgoing;
use super::files::StoredFile;
use super::people::Refused;
use super::world::World;

/// Fields of a message that hold its media.
pub(crate) type Media = Option<Box<Map<String, Value>>>;

/// The media that a person sends, `None` for a text.
pub(crate) fn of_person(world: &mut World, outgoing: &Outgoing) -> Result<Media, Refused> {
    let kind = outgoing.kind.as_deref().unwrap_or("text");
    let content = match &outgoing.content_base64 {
        Some(text) => decode_base64(text).ok_or_else(|| Refused::new("content_base64 is not base64."))?,
        None => Vec::new(),
    };
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
        "photo" | "document" | "voice" | "sticker" | "video" | "animation" | "audio" => {
            let name = outgoing.file_name.clone().unwrap_or_else(|| default_name(kind).to_owned());
            of_file(world, kind, name, None, content.into())
        }
        other => {
            return Err(Refused::new(format!("There is no kind {other:?}; see GET /emulator for the kinds.")));
        }
    };
    if let Some(album) = &outgoing.media_group_id {
        fields["media_group_id"] = album.as_str().into();
    }
    Ok(fields.as_object().cloned().map(Box::new))
}

fn default_name(kind: &str) -> &'static str {
    match kind {
        "photo" => "photo.jpg",
        "voice" => "voice.ogg",
        "sticker" => "sticker.webp",
        "video" | "animation" => "video.mp4",
        "audio" => "audio.mp3",
        _ => "file.bin",
    }
}

/// Keeps a file and gives the message's fields for it.
pub(crate) fn of_file(
    world: &mut World,
    kind: &str,
    name: String,
    content_type: Option<String>,
    bytes: Bytes,
) -> Value {
    let content_type = content_type
        .filter(|given| !given.is_empty() && given != "application/octet-stream")
        .unwrap_or_else(|| guess_type(&name).to_owned());
    let size = bytes.len();
    let (id, unique) = world.files.add(StoredFile {
        name: name.clone(),
        content_type: content_type.clone(),
        bytes: bytes.clone(),
    });
    fields(kind, &id, &unique, &name, &content_type, size, picture_size(&bytes).unwrap_or((640, 480)))
}

/// The message's fields for a file that is kept already.
pub(crate) fn fields(
    kind: &str,
    id: &str,
    unique: &str,
    name: &str,
    content_type: &str,
    size: usize,
    (width, height): (u32, u32),
) -> Value {
    let mut file = json!({ "file_id": id, "file_unique_id": unique, "file_size": size });
    let extra = match kind {
        "photo" => {
            file["width"] = width.into();
            file["height"] = height.into();
            return json!({ "photo": [file] });
        }
        "document" => json!({ "file_name": name, "mime_type": content_type }),
        "voice" => json!({ "duration": 1, "mime_type": "audio/ogg" }),
        "audio" => json!({ "duration": 1, "file_name": name, "mime_type": content_type }),
        "video" | "animation" => json!({
            "width": width, "height": height, "duration": 1, "file_name": name, "mime_type": content_type,
        }),
        _ => {
            json!({ "type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false })
        }
    };
    if let (Some(file), Value::Object(extra)) = (file.as_object_mut(), extra) {
        file.extend(extra);
    }
    let mut fields = json!({ kind: file });
    if kind == "animation" {
        // Old clients know animations as documents, so Telegram sends both.
        fields["document"] = fields["animation"].clone();
        for field in ["width", "height", "duration"] {
            if let Some(document) = fields["document"].as_object_mut() {
                document.remove(field);
            }
        }
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

/// Width and height of a PNG or JPEG.
fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return Some((number(16)?, number(20)?));
    }
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    let mut at = 2;
    loop {
        let number = |at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
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
