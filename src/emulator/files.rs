//! Files that the bot or a person has sent, by `file_id`.

use std::collections::HashMap;

use axum::body::Bytes;

/// A file that is kept.
#[derive(Debug, Clone)]
pub(crate) struct StoredFile {
    pub name: String,
    pub content_type: String,
    pub bytes: Bytes,
}

/// All files.
#[derive(Debug, Default)]
pub(crate) struct Files {
    by_id: HashMap<String, StoredFile>,
    last: u64,
}

impl Files {
    /// Keeps a file and gives its `file_id` and `file_unique_id`.
    pub fn add(&mut self, file: StoredFile) -> (String, String) {
        self.last += 1;
        let id = format!("AgACAgIAAxkBAAIEmulatorFile{:08}", self.last);
        self.by_id.insert(id.clone(), file);
        (id, format!("AQADEmu{:08}", self.last))
    }

    pub fn get(&self, id: &str) -> Option<&StoredFile> {
        self.by_id.get(id)
    }
}

/// `/file/bot<token>/<path>`: the bytes of a file.
pub(crate) fn download(shared: &super::Shared, path: &str) -> axum::response::Response {
    use axum::http::{StatusCode, header};
    use axum::response::IntoResponse;
    let id = path.rsplit('/').next().unwrap_or_default();
    match shared.with(|world| world.files.get(id).cloned()) {
        Some(file) => ([(header::CONTENT_TYPE, file.content_type)], file.bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
