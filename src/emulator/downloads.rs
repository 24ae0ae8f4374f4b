//! Files over HTTP: for the bot by `file_path`, for the page by `file_id`.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::emulator::files::StoredFile;
use crate::emulator::shared::Shared;

/// `/file/bot<token>/<file_path>`.
pub(crate) fn download(shared: &Shared, path: &str) -> Response {
    let file = shared.with(|world| {
        let number = path.rsplit('/').next()?.strip_prefix("file_")?.split('.').next()?.parse().ok()?;
        if world.files.path(number)? == path { world.files.get(number).cloned() } else { None }
    });
    file.map_or_else(|| not_found("Not Found"), |file| content(file, "application/octet-stream".to_owned()))
}

/// `/emulator/files/<file_id>`, with the file's own content type.
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
        // The page shows uploaded files, and no script in them may run.
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    (headers, file.bytes).into_response()
}

fn not_found(description: &str) -> Response {
    let body: Value = json!({"ok": false, "error_code": 404, "description": description});
    (StatusCode::NOT_FOUND, axum::Json(body)).into_response()
}
