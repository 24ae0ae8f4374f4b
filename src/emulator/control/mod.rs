//! The control side over HTTP, and the web page.

mod describe;
mod routes;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use include_dir::{Dir, include_dir};

use crate::emulator::bot_api::{self, BODY_CAP};
use crate::emulator::media;
use crate::emulator::shared::Shared;

static PAGE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/emulator/page");

/// All routes: the page, the control side, and the Bot API as what is left.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(|| async { asset("index.html") }))
        .route("/page/{*file}", get(|Path(file): Path<String>| async move { asset(&file) }))
        .route("/emulator", get(describe::describe))
        .route("/emulator/state", get(routes::state))
        .route("/emulator/people", post(routes::add_person))
        .route("/emulator/people/{id}/{action}", post(routes::person_action))
        .route("/emulator/groups", post(routes::add_group))
        .route("/emulator/groups/{id}/{action}", post(routes::group_action))
        .route("/emulator/chats/{chat}/send", post(routes::send))
        .route("/emulator/chats/{chat}/press", post(routes::press))
        .route("/emulator/chats/{chat}/edit", post(routes::edit))
        .route("/emulator/chats/{chat}/messages", get(routes::messages))
        .route("/emulator/chats/{chat}/menu", get(routes::menu))
        .route("/emulator/updates", post(routes::inject))
        .route("/emulator/events", get(routes::events))
        .route("/emulator/faults", post(routes::order_fault).get(routes::faults))
        .route("/emulator/faults", delete(routes::clear_faults))
        .route("/emulator/limits", put(routes::limits))
        .route("/emulator/clock", put(routes::set_clock).get(routes::clock))
        .route("/emulator/files/{file_id}", get(routes::file))
        .route("/emulator/log", get(routes::log))
        .fallback(bot_api::bot_api)
        .layer(DefaultBodyLimit::max(BODY_CAP))
        .with_state(shared)
}

fn asset(name: &str) -> Response {
    match PAGE.get_file(name) {
        Some(file) => {
            let content_type = media::guess_type(name);
            let content_type = if content_type.starts_with("text/") {
                format!("{content_type}; charset=utf-8")
            } else {
                content_type.into()
            };
            ([(header::CONTENT_TYPE, content_type)], file.contents()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
