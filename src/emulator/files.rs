//! Files that the bot or a person has sent, by `file_id`.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::emulator::Shared;
use crate::emulator::media::Medium;

/// A file that is kept.
#[derive(Debug, Clone)]
pub(crate) struct StoredFile {
    pub medium: Medium,
    pub name: String,
    pub content_type: String,
    pub bytes: Bytes,
    /// Width and height, of pictures.
    pub size: Option<(u32, u32)>,
}

/// All files, up to a number of bytes: the oldest go first, as Telegram drops what nobody uses.
#[derive(Debug)]
pub(crate) struct Files {
    by_number: BTreeMap<u64, StoredFile>,
    last: u64,
    bytes: usize,
    cap: usize,
}

impl Files {
    pub fn new(cap: usize) -> Self {
        Self { by_number: BTreeMap::new(), last: 0, bytes: 0, cap }
    }

    /// Keeps a file and gives its number.
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

    /// The file with this `file_id`, and its number.
    pub fn by_id(&self, file_id: &str) -> Option<(u64, &StoredFile)> {
        let number = file_id.strip_prefix(ID_PREFIX)?.parse().ok()?;
        Some((number, self.get(number)?))
    }

    /// The `file_path` that getFile gives.
    pub fn path(&self, number: u64) -> Option<String> {
        let file = self.get(number)?;
        let extension =
            file.name.rsplit_once('.').map_or(String::new(), |(_, extension)| format!(".{extension}"));
        Some(format!("{}/file_{number}{extension}", file.medium.folder()))
    }
}

const ID_PREFIX: &str = "AgACAgIAAxkBAAIEmulatorFile";

/// `file_id`, which leads to the file.
pub(crate) fn file_id(number: u64) -> String {
    format!("{ID_PREFIX}{number:08}")
}

/// `file_unique_id`, which only tells files apart.
pub(crate) fn unique_id(number: u64) -> String {
    format!("AQADEmu{number:08}")
}

/// `/file/bot<token>/<path>`: the bytes of a file, at the path that getFile gave.
pub(crate) fn download(shared: &Shared, path: &str) -> Response {
    let file = shared.with(|world| {
        let number = path.rsplit('/').next()?.strip_prefix("file_")?.split('.').next()?.parse().ok()?;
        if world.files.path(number)? == path { world.files.get(number).cloned() } else { None }
    });
    file.map_or_else(|| not_found("Not Found"), |file| content(file, "application/octet-stream".to_owned()))
}

/// A file by its `file_id`, with its own content type.
pub(crate) fn show(shared: &Shared, file_id: &str) -> Response {
    match shared.with(|world| world.files.by_id(file_id).map(|(_, file)| file.clone())) {
        Some(file) => {
            let content_type = file.content_type.clone();
            content(file, content_type)
        }
        None => {
            (StatusCode::NOT_FOUND, axum::Json(json!({"error": "No file has this file_id."}))).into_response()
        }
    }
}

fn content(file: StoredFile, content_type: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type),
        // What bots and people upload is shown in the page; it must not run there.
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    (headers, file.bytes).into_response()
}

fn not_found(description: &str) -> Response {
    let body: Value = json!({"ok": false, "error_code": 404, "description": description});
    (StatusCode::NOT_FOUND, axum::Json(body)).into_response()
}
