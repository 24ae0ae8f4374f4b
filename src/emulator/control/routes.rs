//! The routes under `/emulator`, one function each.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::acting::{Outgoing, Press};
use super::super::chats::LanguageCode;
use super::super::faults::Fault;
use super::super::handle::Handle;
use super::super::limits::FloodLimits;
use super::super::people::{NewGroup, NewPerson, Refused};
use super::super::world::World;
use super::super::{Shared, files};

/// What the routes share.
type Context = State<Arc<Shared>>;
/// A route's answer.
type Answer = Result<Json<Value>, Failure>;
/// A JSON body, which may be of the wrong form.
type Body<T> = Result<Json<T>, JsonRejection>;

/// A refusal: the status and a sentence that says what to do.
pub(super) struct Failure(StatusCode, String);

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self(StatusCode::BAD_REQUEST, refused.0)
    }
}

impl From<JsonRejection> for Failure {
    fn from(rejection: JsonRejection) -> Self {
        Self(rejection.status(), rejection.body_text())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

/// The longest that `GET /emulator/events` waits.
const LONGEST_WAIT_S: u64 = 50;

#[derive(Deserialize)]
pub(super) struct StateQuery {
    after_id: Option<i64>,
    limit: Option<usize>,
}

pub(super) async fn state(State(shared): Context, Query(query): Query<StateQuery>) -> Json<Value> {
    Json(shared.with(|world| {
        let after = query.after_id.map_or(i64::MIN, |id| id.saturating_add(1));
        let groups = world.groups.range(after..).map(|(id, _)| *id);
        let people = world.people.range(after..).map(|(id, _)| *id);
        let chats: Vec<Value> = groups
            .chain(people)
            .take(query.limit.unwrap_or(200).clamp(1, 10_000))
            .map(|id| chat(world, id))
            .collect();
        json!({ "bot": world.bot.user(), "seq": world.events.last(), "chats": chats })
    }))
}

fn chat(world: &World, id: i64) -> Value {
    let mut chat = json!(world.chat_view(id));
    if let Some(person) = world.people.get(&id) {
        chat["language_code"] = json!(person.language_code.as_ref().map(LanguageCode::as_str));
        chat["blocked"] = person.blocked.into();
        chat["deactivated"] = person.deactivated.into();
        chat["started"] = person.started.into();
    } else if let Some(group) = world.groups.get(&id) {
        chat["blocked"] = group.present().is_err().into();
        chat["deactivated"] = false.into();
        chat["members"] = group.members.keys().copied().collect();
        chat["admins"] = group.members.iter().filter(|(_, admin)| **admin).map(|(id, _)| *id).collect();
        chat["topics"] = group
            .topics
            .iter()
            .map(|(id, topic)| json!({"message_thread_id": id, "name": topic.name, "closed": topic.closed}))
            .collect();
    }
    chat
}

pub(super) async fn add_person(State(shared): Context, body: Body<NewPerson>) -> Answer {
    let person = body?.0;
    let handle = Handle::new(Arc::clone(&shared));
    let id = handle.person(&person)?;
    Ok(Json(shared.with(|world| chat(world, id))))
}

pub(super) async fn person_action(State(shared): Context, Path((id, action)): Path<(i64, String)>) -> Answer {
    let handle = Handle::new(Arc::clone(&shared));
    match action.as_str() {
        "block" => handle.block(id)?,
        "unblock" => handle.unblock(id)?,
        "deactivate" => handle.deactivate(id)?,
        _ => return Err(Refused::new("A person can block, unblock or deactivate.").into()),
    }
    Ok(Json(shared.with(|world| chat(world, id))))
}

pub(super) async fn add_group(State(shared): Context, body: Body<NewGroup>) -> Answer {
    let id = Handle::new(Arc::clone(&shared)).group(&body?.0)?;
    Ok(Json(shared.with(|world| chat(world, id))))
}

#[derive(Deserialize, Default)]
pub(super) struct GroupAction {
    user: Option<i64>,
    name: Option<String>,
    message_thread_id: Option<i32>,
}

pub(super) async fn group_action(
    State(shared): Context,
    Path((id, action)): Path<(i64, String)>,
    body: Option<Json<GroupAction>>,
) -> Answer {
    let body = body.map(|Json(body)| body).unwrap_or_default();
    let handle = Handle::new(Arc::clone(&shared));
    match (action.as_str(), body.message_thread_id) {
        ("open_topic", _) => {
            let topic = handle.topic(id, body.name.as_deref().unwrap_or("Topic"))?;
            return Ok(Json(json!({ "message_thread_id": topic })));
        }
        ("close_topic", Some(topic)) => {
            handle.close_topic(id, topic)?;
            return Ok(Json(shared.with(|world| chat(world, id))));
        }
        _ => {}
    }
    let id = handle.group_action(id, &action, body.user)?;
    Ok(Json(shared.with(|world| chat(world, id))))
}

pub(super) async fn send(State(shared): Context, Path(chat): Path<i64>, body: Body<Outgoing>) -> Answer {
    Ok(Json(json!(Handle::new(shared).send(chat, &body?.0)?)))
}

pub(super) async fn press(State(shared): Context, Path(chat): Path<i64>, body: Body<Press>) -> Answer {
    Ok(Json(json!(Handle::new(shared).press(chat, &body?.0)?)))
}

#[derive(Deserialize)]
pub(super) struct Edit {
    from: Option<i64>,
    message_id: i32,
    text: String,
}

pub(super) async fn edit(State(shared): Context, Path(chat): Path<i64>, body: Body<Edit>) -> Answer {
    let edit = body?.0;
    let sent = Handle::new(shared).edit(chat, edit.from.unwrap_or(chat), edit.message_id, &edit.text)?;
    Ok(Json(json!(sent)))
}

#[derive(Deserialize)]
pub(super) struct MessagesQuery {
    limit: Option<usize>,
}

pub(super) async fn messages(
    State(shared): Context,
    Path(chat): Path<i64>,
    Query(query): Query<MessagesQuery>,
) -> Json<Value> {
    let mut messages = Handle::new(shared).messages(chat);
    let skip = messages.len().saturating_sub(query.limit.unwrap_or(usize::MAX));
    Json(messages.split_off(skip).into())
}

#[derive(Deserialize)]
pub(super) struct MenuQuery {
    user: Option<i64>,
}

pub(super) async fn menu(
    State(shared): Context,
    Path(chat): Path<i64>,
    Query(query): Query<MenuQuery>,
) -> Answer {
    Ok(Json(Handle::new(shared).menu(chat, query.user.unwrap_or(chat))?))
}

pub(super) async fn inject(State(shared): Context, body: Body<Value>) -> Answer {
    Ok(Json(json!({ "update_id": Handle::new(shared).inject(body?.0)? })))
}

#[derive(Deserialize)]
pub(super) struct EventsQuery {
    after: Option<u64>,
    timeout: Option<u64>,
    chat: Option<i64>,
    limit: Option<usize>,
}

pub(super) async fn events(State(shared): Context, Query(query): Query<EventsQuery>) -> Answer {
    let wait = Duration::from_secs(query.timeout.unwrap_or(0).min(LONGEST_WAIT_S));
    let deadline = tokio::time::Instant::now() + wait;
    let after = query.after.unwrap_or(0);
    let limit = query.limit.unwrap_or(1_000).clamp(1, 10_000);
    let mut changes = shared.events();
    loop {
        changes.borrow_and_update();
        let (last, found) =
            shared.with(|world| (world.events.last(), world.events.after(after, query.chat, limit)));
        let found = found.map_err(|dropped| Failure(StatusCode::GONE, format!("{dropped}.")))?;
        // A reader that is ahead knows an emulator from before: it is told at once.
        let over = after > last || tokio::time::Instant::now() >= deadline;
        if !found.is_empty() || over {
            // A full answer goes on from its own last event, any other from the newest of all.
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

pub(super) async fn order_fault(State(shared): Context, body: Body<Fault>) -> Answer {
    Ok(Json(json!({ "id": Handle::new(shared).fault(body?.0) })))
}

pub(super) async fn faults(State(shared): Context) -> Json<Value> {
    Json(json!(Handle::new(shared).faults()))
}

pub(super) async fn clear_faults(State(shared): Context) -> Json<Value> {
    Handle::new(shared).clear_faults();
    Json(json!({}))
}

pub(super) async fn limits(State(shared): Context, body: Body<FloodLimits>) -> Answer {
    let limits = body?.0;
    Handle::new(shared).limits(limits);
    Ok(Json(json!(limits)))
}

#[derive(Deserialize)]
pub(super) struct ClockOrder {
    now: Option<i64>,
    stopped: Option<bool>,
}

pub(super) async fn set_clock(State(shared): Context, body: Body<ClockOrder>) -> Answer {
    let order = body?.0;
    match order.stopped {
        Some(true) => shared.clock.stop(),
        Some(false) => shared.clock.resume(),
        None => {}
    }
    if let Some(now) = order.now {
        shared.clock.set_ms(now.saturating_mul(1000));
    }
    Ok(Json(json!({ "now": shared.clock.now() })))
}

pub(super) async fn clock(State(shared): Context) -> Json<Value> {
    Json(json!({ "now": shared.clock.now() }))
}

pub(super) async fn file(State(shared): Context, Path(id): Path<String>) -> Response {
    files::show(&shared, &id)
}

pub(super) async fn log(State(shared): Context) -> Json<Value> {
    Json(Handle::new(shared).log())
}
