//! Injected updates, and the event log.

use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::control::route::{
    GET, JsonBody, JsonResult, POST, Route, RouteError, SharedState, route,
};
use crate::emulator::handle::Handle;

/// The longest wait of `GET /emulator/events`, in seconds.
const LONGEST_WAIT_S: u64 = 50;

pub(super) fn routes() -> [Route; 2] {
    [
        route(POST, "/emulator/updates", inject, "an Update", "queues an update as it is"),
        route(
            GET,
            "/emulator/events",
            events,
            "?after=&timeout=&chat=&limit=",
            "what happened, waiting for it",
        ),
    ]
}

async fn inject(State(shared): SharedState, body: JsonBody<Value>) -> JsonResult {
    Ok(Json(json!({ "update_id": Handle::new(shared).inject(body?.0)? })))
}

#[derive(Deserialize)]
struct EventsQuery {
    after: Option<u64>,
    timeout: Option<u64>,
    chat: Option<i64>,
    limit: Option<usize>,
}

async fn events(State(shared): SharedState, Query(query): Query<EventsQuery>) -> JsonResult {
    let wait = Duration::from_secs(query.timeout.unwrap_or(0).min(LONGEST_WAIT_S));
    let deadline = tokio::time::Instant::now() + wait;
    let after = query.after.unwrap_or(0);
    let limit = query.limit.unwrap_or(1_000).clamp(1, 10_000);
    let mut changes = shared.events();
    loop {
        changes.borrow_and_update();
        let (last, found) =
            shared.with(|world| (world.events.last(), world.events.after(after, query.chat, limit)));
        let found = found.map_err(|dropped| RouteError(StatusCode::GONE, format!("{dropped}.")))?;
        // A reader that is ahead knows an earlier run of the emulator. It gets an answer at once.
        let over = after > last || tokio::time::Instant::now() >= deadline;
        if !found.is_empty() || over {
            // A full answer continues after its own last event, any other after the newest event of all chats.
            let seq = if found.len() == limit { found.last().map_or(last, |event| event.seq) } else { last };
            return Ok(Json(json!({ "seq": seq, "events": found })));
        }
        tokio::select! {
            _ = changes.changed() => {}
            () = tokio::time::sleep_until(deadline) => {}
            () = shared.stopped() => return Ok(Json(json!({ "seq": last, "events": [] }))),
        }
    }
}
