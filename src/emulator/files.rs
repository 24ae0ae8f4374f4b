//! Files that the bot or a person has sent.

use std::collections::BTreeMap;

use axum::body::Bytes;

/// The type of a file; it decides the field of a `Message` and the folder of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum FileType {
    Photo,
    Document,
    Video,
    Animation,
    Audio,
    Voice,
    Sticker,
}

impl FileType {
    /// The name in `InputMedia` and in the fields of a `Message`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The folder in the `file_path`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Photo => "photos",
            Self::Document => "documents",
            Self::Video => "videos",
            Self::Animation => "animations",
            Self::Audio => "music",
            Self::Voice => "voice",
            Self::Sticker => "stickers",
        }
    }

    pub fn default_name(self) -> &'static str {
        match self {
            Self::Photo => "photo.png",
            Self::Document => "file.bin",
            Self::Video | Self::Animation => "video.mp4",
            Self::Audio => "audio.mp3",
            Self::Voice => "voice.ogg",
            Self::Sticker => "sticker.webp",
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct StoredFile {
    pub file_type: FileType,
    pub name: String,
    pub content_type: String,
    pub bytes: Bytes,
    /// Width and height of a picture.
    pub size: Option<(u32, u32)>,
}

/// The files of the emulator. The oldest are dropped beyond `cap` bytes.
#[derive(Debug)]
pub(crate) struct FileStore {
    by_number: BTreeMap<u64, StoredFile>,
    last: u64,
    bytes: usize,
    cap: usize,
}

impl FileStore {
    pub fn new(cap: usize) -> Self {
        Self { by_number: BTreeMap::new(), last: 0, bytes: 0, cap }
    }

    /// Stores a file and returns its number.
    pub fn add(&mut self, file: StoredFile) -> u64 {
        self.bytes += file.bytes.len();
        self.last += 1;
        self.by_number.insert(self.last, file);
        while self.bytes > self.cap && self.by_number.len() > 1 {
            if let Some((_, oldest)) = self.by_number.pop_first() {
                self.bytes -= oldest.bytes.len();
            }
        }
        self.last
    }

    pub fn get(&self, number: u64) -> Option<&StoredFile> {
        self.by_number.get(&number)
    }

    /// The number and the file for a `file_id`.
    pub fn by_id(&self, file_id: &str) -> Option<(u64, &StoredFile)> {
        let number = file_id.strip_prefix(ID_PREFIX)?.parse().ok()?;
        Some((number, self.get(number)?))
    }

    /// The `file_path` for getFile.
    pub fn path(&self, number: u64) -> Option<String> {
        let file = self.get(number)?;
        let extension =
            file.name.rsplit_once('.').map_or(String::new(), |(_, extension)| format!(".{extension}"));
        Some(format!("{}/file_{number}{extension}", file.file_type.folder()))
    }
}

const ID_PREFIX: &str = "AgACAgIAAxkBAAIEmulatorFile";

/// The `file_id`, by which a file can be sent and fetched.
pub(crate) fn file_id(number: u64) -> String {
    format!("{ID_PREFIX}{number:08}")
}

/// The `file_unique_id`, which only identifies a file.
pub(crate) fn unique_id(number: u64) -> String {
    format!("AQADEmu{number:08}")
}
