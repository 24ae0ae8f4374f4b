//! The control side over HTTP, for the page and for tests in any language; and the page itself.
//!
//! Each file has its handlers and a table of their routes. A new route is a handler and a row.

mod chats;
mod page;
mod people;
mod route;
mod settings;
mod updates;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderValue, header};
use axum::middleware::map_response_with_state;
use axum::response::Response;
use axum::routing;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::emulator::bot_api::{self, BODY_CAP};
use crate::emulator::control::route::{GET, Route, SharedState, route};
use crate::emulator::downloads;
use crate::emulator::handle::Handle;
use crate::emulator::shared::Shared;

/// The control side, the page's files, and the Bot API at every other path.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let control = routes().into_iter().fold(Router::new(), |router, route| {
        let pattern = route.pattern();
        router.route(&pattern, route.handler)
    });
    control
        .route("/page/{*file}", routing::get(page::file))
        .fallback(bot_api::bot_api)
        .layer(DefaultBodyLimit::max(BODY_CAP))
        .layer(map_response_with_state(Arc::clone(&shared), date))
        .with_state(shared)
}

/// Dates a response by the emulator's clock; the server would take the system's.
async fn date(State(shared): SharedState, mut response: Response) -> Response {
    if let Ok(date) = HeaderValue::from_str(&shared.clock.http_date()) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

/// All routes of the control side, in the order of the description.
fn routes() -> Vec<Route> {
    let general = [
        route(GET, "/", page::index, "", "the web page"),
        route(GET, "/emulator", describe, "", "this description"),
        route(GET, "/emulator/guide", guide, "", "who the people are, and what one can try with each"),
    ];
    let results = [
        route(GET, "/emulator/files/{file_id}", file, "", "the bytes of a file"),
        route(GET, "/emulator/log", log, "", "methods that do not exist, and refusals, with counts"),
    ];
    let mut routes = Vec::from(general);
    routes.extend(people::routes());
    routes.extend(chats::routes());
    routes.extend(updates::routes());
    routes.extend(settings::routes());
    routes.extend(results);
    routes
}

async fn describe() -> Json<Value> {
    let routes: Vec<Value> = routes()
        .iter()
        .map(|Route { method, path, parameters, purpose, .. }| {
            json!({"method": method, "path": path, "parameters": parameters, "does": purpose})
        })
        .collect();
    Json(json!({ "bot_api": "/bot<token>/<method>, /file/bot<token>/<file_path>", "routes": routes }))
}

async fn guide(State(shared): SharedState) -> Json<Value> {
    Json(json!(shared.guide))
}

async fn file(State(shared): SharedState, Path(id): Path<String>) -> Response {
    downloads::show(&shared, &id)
}

async fn log(State(shared): SharedState) -> Json<Value> {
    Json(Handle::new(shared).log())
}
