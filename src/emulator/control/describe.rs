//! `GET /emulator`: what routes there are.

use axum::Json;
use serde_json::{Value, json};

const ROUTES: [(&str, &str, &str, &str); 22] = [
    ("GET", "/", "", "the web page"),
    ("GET", "/emulator", "", "this description"),
    ("GET", "/emulator/state", "?after_id=&limit=", "the bot and its chats"),
    (
        "POST",
        "/emulator/people",
        "first_name, last_name?, username?, language_code?, id?, started?",
        "adds a person; the private chat has the same id",
    ),
    (
        "POST",
        "/emulator/people/{id}/block|unblock|deactivate",
        "",
        "a person blocks the bot, lifts the block, or is gone",
    ),
    (
        "POST",
        "/emulator/groups",
        "title, type (group|supergroup|channel), members, admins?, is_forum?, username?, bot?",
        "adds a group",
    ),
    (
        "POST",
        "/emulator/groups/{id}/add_bot|remove_bot|promote|demote|restrict|join|leave|upgrade|delete|open_topic|close_topic",
        "user?, name?, message_thread_id?",
        "what happens to a group",
    ),
    (
        "POST",
        "/emulator/chats/{chat}/send",
        "from?, text?, caption?, kind? (text|photo|document|voice|sticker|video|animation|audio|contact|location|dice|poll), \
         file_name?, content_base64?, message_thread_id?, reply_to?, media_group_id?, entities?, has_media_spoiler?, show_caption_above_media?",
        "a person writes",
    ),
    (
        "POST",
        "/emulator/chats/{chat}/press",
        "from?, message_id?, data? or text? or row and col",
        "a person presses a button",
    ),
    ("POST", "/emulator/chats/{chat}/edit", "from?, message_id, text", "a person edits a message"),
    ("GET", "/emulator/chats/{chat}/messages", "?limit=", "the chat as its person sees it, oldest first"),
    (
        "GET",
        "/emulator/chats/{chat}/menu",
        "?user=",
        "the bot's menu, name and descriptions as a person sees them",
    ),
    ("POST", "/emulator/updates", "an Update", "queues an update as it is"),
    ("GET", "/emulator/events", "?after=&timeout=&chat=&limit=", "what happened, waiting for it"),
    (
        "POST",
        "/emulator/faults",
        "fault (too_many_requests|server_error|html_body|reset|delay|forbidden|bad_request|truncated), chat?, method?, \
         count?, when? (before|after), retry_after?, delay_ms?, description?",
        "orders a fault; a delay without delay_ms lasts until the faults are cleared",
    ),
    ("GET", "/emulator/faults", "", "the faults to come, with the hits that remain"),
    ("DELETE", "/emulator/faults", "", "takes back all faults"),
    (
        "PUT",
        "/emulator/limits",
        "enforced, per_second?, per_chat_per_second?, chat_burst?, group_per_minute?, paid_per_second?",
        "sets the flood limits",
    ),
    ("PUT", "/emulator/clock", "now? (Unix seconds), stopped?", "sets, stops or starts the clock"),
    ("GET", "/emulator/clock", "", "the clock"),
    ("GET", "/emulator/files/{file_id}", "", "the bytes of a file"),
    ("GET", "/emulator/log", "", "methods that do not exist, and refusals, with counts"),
];

/// The description.
pub(super) async fn describe() -> Json<Value> {
    let routes: Vec<Value> = ROUTES
        .iter()
        .map(|(method, path, parameters, does)| {
            json!({"method": method, "path": path, "parameters": parameters, "does": does})
        })
        .collect();
    Json(json!({ "bot_api": "/bot<token>/<method>, /file/bot<token>/<file_path>", "routes": routes }))
}
