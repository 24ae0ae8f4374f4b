//! People and groups, and an overview of all chats.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::chats::LanguageCode;
use crate::emulator::control::route::{GET, JsonBody, JsonResult, POST, Route, SharedState, route};
use crate::emulator::error::ControlError;
use crate::emulator::handle::Handle;
use crate::emulator::input::{NewGroup, NewPerson};
use crate::emulator::world::World;

pub(super) fn routes() -> [Route; 5] {
    [
        route(GET, "/emulator/state", state, "?after_id=&limit=", "the bot and its chats"),
        route(
            POST,
            "/emulator/people",
            add_person,
            "first_name, last_name?, username?, language_code?, id?, started?",
            "adds a person; the private chat has the same id",
        ),
        route(
            POST,
            "/emulator/people/{id}/block|unblock|deactivate",
            person_action,
            "",
            "a person blocks the bot, lifts the block, or is gone",
        ),
        route(
            POST,
            "/emulator/groups",
            add_group,
            "title, type (group|supergroup|channel), members, admins?, is_forum?, username?, bot?",
            "adds a group",
        ),
        route(
            POST,
            "/emulator/groups/{id}/add_bot|remove_bot|promote|demote|restrict|join|leave|upgrade|delete|open_topic|close_topic",
            group_action,
            "user?, name?, message_thread_id?",
            "what happens to a group",
        ),
    ]
}

#[derive(Deserialize)]
struct StateQuery {
    after_id: Option<i64>,
    limit: Option<usize>,
}

async fn state(State(shared): SharedState, Query(query): Query<StateQuery>) -> Json<Value> {
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
        chat["blocked"] = group.check_membership().is_err().into();
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

async fn add_person(State(shared): SharedState, body: JsonBody<NewPerson>) -> JsonResult {
    let person = body?.0;
    let handle = Handle::new(Arc::clone(&shared));
    let id = handle.person(&person)?;
    Ok(Json(shared.with(|world| chat(world, id))))
}

async fn person_action(State(shared): SharedState, Path((id, action)): Path<(i64, String)>) -> JsonResult {
    let handle = Handle::new(Arc::clone(&shared));
    match action.as_str() {
        "block" => handle.block(id)?,
        "unblock" => handle.unblock(id)?,
        "deactivate" => handle.deactivate(id)?,
        _ => return Err(ControlError::new("A person can block, unblock or deactivate.").into()),
    }
    Ok(Json(shared.with(|world| chat(world, id))))
}

async fn add_group(State(shared): SharedState, body: JsonBody<NewGroup>) -> JsonResult {
    let id = Handle::new(Arc::clone(&shared)).group(&body?.0)?;
    Ok(Json(shared.with(|world| chat(world, id))))
}

#[derive(Deserialize, Default)]
struct GroupActionRequest {
    user: Option<i64>,
    name: Option<String>,
    message_thread_id: Option<i32>,
}

async fn group_action(
    State(shared): SharedState,
    Path((id, action)): Path<(i64, String)>,
    body: Option<Json<GroupActionRequest>>,
) -> JsonResult {
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
