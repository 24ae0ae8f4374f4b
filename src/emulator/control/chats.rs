//! The actions of people in a chat, and their view of it.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::control::route::{GET, JsonBody, JsonResult, POST, Route, SharedState, route};
use crate::emulator::handle::Handle;
use crate::emulator::input::{ButtonPress, NewMessage};

pub(super) fn routes() -> [Route; 5] {
    [
        route(
            POST,
            "/emulator/chats/{chat}/send",
            send,
            "from?, text?, caption?, kind? (text|photo|document|voice|sticker|video|animation|audio|contact|location|dice|poll), \
             file_name?, content_base64?, message_thread_id?, reply_to?, media_group_id?, entities?, has_media_spoiler?, show_caption_above_media?; \
             any other field is passed on as it is",
            "a person writes",
        ),
        route(
            POST,
            "/emulator/chats/{chat}/press",
            press,
            "from?, message_id?, data? or text? or row and col",
            "a person presses a button",
        ),
        route(
            POST,
            "/emulator/chats/{chat}/edit",
            edit,
            "from?, message_id, text",
            "a person edits a message",
        ),
        route(
            GET,
            "/emulator/chats/{chat}/messages",
            messages,
            "?limit=&before=",
            "the newest messages of the chat (before message `before`), oldest first",
        ),
        route(
            GET,
            "/emulator/chats/{chat}/menu",
            menu,
            "?user=",
            "the bot's menu, name and descriptions as a person sees them",
        ),
    ]
}

async fn send(State(shared): SharedState, Path(chat): Path<i64>, body: JsonBody<NewMessage>) -> JsonResult {
    Ok(Json(json!(Handle::new(shared).send(chat, &body?.0)?)))
}

async fn press(State(shared): SharedState, Path(chat): Path<i64>, body: JsonBody<ButtonPress>) -> JsonResult {
    Ok(Json(json!(Handle::new(shared).press(chat, &body?.0)?)))
}

#[derive(Deserialize)]
struct EditRequest {
    from: Option<i64>,
    message_id: i32,
    text: String,
}

async fn edit(State(shared): SharedState, Path(chat): Path<i64>, body: JsonBody<EditRequest>) -> JsonResult {
    let edit = body?.0;
    let sent = Handle::new(shared).edit(chat, edit.from.unwrap_or(chat), edit.message_id, &edit.text)?;
    Ok(Json(json!(sent)))
}

#[derive(Deserialize)]
struct MessagesQuery {
    limit: Option<usize>,
    before: Option<i32>,
}

async fn messages(
    State(shared): SharedState,
    Path(chat): Path<i64>,
    Query(query): Query<MessagesQuery>,
) -> Json<Value> {
    let limit = query.limit.unwrap_or(usize::MAX);
    Json(Handle::new(shared).messages_before(chat, query.before, limit).into())
}

#[derive(Deserialize)]
struct MenuQuery {
    user: Option<i64>,
}

async fn menu(
    State(shared): SharedState,
    Path(chat): Path<i64>,
    Query(query): Query<MenuQuery>,
) -> JsonResult {
    Ok(Json(Handle::new(shared).menu(chat, query.user.unwrap_or(chat))?))
}
