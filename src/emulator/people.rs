//! What people do: come, write, press, block, join and leave groups.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::emulator::chats::{Group, GroupKind, LanguageCode, Person, Place, Topic, chat_member};
use crate::emulator::error::Refused;
use crate::emulator::events::Record;
use crate::emulator::input::{NewGroup, NewPerson};
use crate::emulator::messages::{History, Message, Sender};
use crate::emulator::world::World;

/// Adds a person and gives the id, which is also that of the private chat.
pub(crate) fn add_person(world: &mut World, person: &NewPerson) -> Result<i64, Refused> {
    if person.first_name.trim().is_empty() {
        return Err(Refused::new("Give the person a first_name."));
    }
    let id = person.id.unwrap_or_else(|| world.free_person_id());
    if id <= 0 || id >= 1 << 52 || id == world.bot.id || world.people.contains_key(&id) {
        return Err(Refused::new(format!("Choose an id above 0 that nobody has yet; {id} will not do.")));
    }
    let language_code = match person.language_code.as_deref().filter(|code| !code.is_empty()) {
        Some(code) => Some(
            LanguageCode::new(code)
                .ok_or_else(|| Refused::new("Give a language_code such as ky, ru or en."))?,
        ),
        None => None,
    };
    let boxed = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(Box::from);
    let added = Person {
        first_name: person.first_name.as_str().into(),
        last_name: boxed(&person.last_name),
        username: boxed(&person.username),
        language_code,
        started: person.started,
        blocked: false,
        deactivated: false,
        history: History::default(),
    };
    world.people.insert(id, added);
    Ok(id)
}

/// Adds a group and gives its id.
pub(crate) fn add_group(world: &mut World, group: &NewGroup) -> Result<i64, Refused> {
    let kind = match group.kind.as_str() {
        "group" => GroupKind::Group,
        "supergroup" => GroupKind::Supergroup,
        "channel" => GroupKind::Channel,
        other => return Err(Refused::new(format!("type is group, supergroup or channel, not {other:?}."))),
    };
    if group.is_forum && kind != GroupKind::Supergroup {
        return Err(Refused::new("Only a supergroup can be a forum."));
    }
    if let Some(stranger) = group.members.iter().find(|id| !world.people.contains_key(id)) {
        return Err(Refused::new(format!("Add person {stranger} before naming them as a member.")));
    }
    let id = world.free_group_id(kind);
    let bot_is_admin = kind == GroupKind::Channel || group.admins.contains(&world.bot.id);
    let members = group.members.iter().map(|id| (*id, group.admins.contains(id))).collect();
    let added = Group {
        kind,
        title: group.title.as_str().into(),
        username: group.username.as_deref().map(Box::from),
        is_forum: group.is_forum,
        members,
        bot: Place::Left,
        upgraded_to: None,
        deleted: false,
        topics: std::collections::BTreeMap::new(),
        last_message_id: 0,
        history: History::default(),
    };
    world.groups.insert(id, added);
    if group.bot != Some(false) {
        let by = group.admins.iter().chain(&group.members).find(|id| world.people.contains_key(id));
        let by = by.copied().unwrap_or(world.bot.id);
        move_bot(world, id, by, if bot_is_admin { Place::Admin } else { Place::Member });
    }
    Ok(id)
}

/// What happens to a person as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    Block,
    Unblock,
    Deactivate,
}

/// Blocks or unblocks the bot, or closes the person's account.
pub(crate) fn change(world: &mut World, id: i64, change: Change) -> Result<(), Refused> {
    let person = world.people.get_mut(&id).ok_or_else(|| Refused::unknown_person(id))?;
    let (kind, before) = match change {
        Change::Block => ("blocked", std::mem::replace(&mut person.blocked, true)),
        Change::Unblock => ("unblocked", !std::mem::replace(&mut person.blocked, false)),
        Change::Deactivate => ("deactivated", std::mem::replace(&mut person.deactivated, true)),
    };
    if before {
        return Ok(());
    }
    world.note(Record::new(id, kind));
    // Telegram tells the bot of a block; it says nothing of an account that is closed.
    match change {
        Change::Block => member_update(world, id, id, Place::Member, Place::Kicked),
        Change::Unblock => member_update(world, id, id, Place::Kicked, Place::Member),
        Change::Deactivate => {}
    }
    Ok(())
}

/// Gives the bot another place in a group, and tells it so.
pub(crate) fn move_bot(world: &mut World, group: i64, by: i64, place: Place) {
    let Some(entry) = world.groups.get_mut(&group) else { return };
    let before = std::mem::replace(&mut entry.bot, place);
    let is_channel = entry.kind == GroupKind::Channel;
    if before == place {
        return;
    }
    let inside = |place: Place| !matches!(place, Place::Left | Place::Kicked);
    member_update(world, group, by, before, place);
    match (inside(before), inside(place)) {
        (false, true) if is_channel => world.note(Record::new(group, "bot_added")),
        (false, true) => {
            let user = json!(world.bot.user());
            service_message(
                world,
                group,
                "bot_added",
                Sender::Person(by),
                &json!({ "new_chat_members": [user] }),
            );
        }
        (true, false) => world.note(Record::new(group, "bot_removed")),
        _ => {}
    }
}

fn member_update(world: &mut World, chat: i64, by: i64, before: Place, after: Place) {
    let bot = world.bot.user();
    let update = json!({
        "chat": world.chat_view(chat),
        "from": world.user(by),
        "date": world.now(),
        "old_chat_member": chat_member(&bot, before),
        "new_chat_member": chat_member(&bot, after),
    });
    let now = world.now_ms;
    world.updates.push(now, chat, "my_chat_member", &update.to_string());
}

/// A person comes into a group or goes.
pub(crate) fn move_member(world: &mut World, group: i64, user: i64, joins: bool) -> Result<(), Refused> {
    if !world.people.contains_key(&user) {
        return Err(Refused::unknown_person(user));
    }
    let entry = world.groups.get_mut(&group).ok_or_else(|| Refused::unknown_group(group))?;
    let changed = if joins {
        entry.members.insert(user, false).is_none()
    } else {
        entry.members.remove(&user).is_some()
    };
    if !changed {
        return Ok(());
    }
    let view = json!(world.user(user));
    let body =
        if joins { json!({ "new_chat_members": [view] }) } else { json!({ "left_chat_member": view }) };
    service_message(world, group, if joins { "joined" } else { "left" }, Sender::Person(user), &body);
    Ok(())
}

/// The group becomes a supergroup with a new id, which is given back.
pub(crate) fn upgrade(world: &mut World, group: i64) -> Result<i64, Refused> {
    let entry = world.groups.get(&group).ok_or_else(|| Refused::unknown_group(group))?;
    if entry.kind != GroupKind::Group || entry.upgraded_to.is_some() {
        return Err(Refused::new("Only a basic group that has not moved yet can be upgraded."));
    }
    let new_id = world.free_group_id(GroupKind::Supergroup);
    let by = world.groups[&group].members.keys().next().copied();
    let sender = by.map_or(Sender::Bot, Sender::Person);
    service_message(world, group, "upgraded", sender, &json!({ "migrate_to_chat_id": new_id }));
    let Some(old) = world.groups.get_mut(&group) else { return Err(Refused::unknown_group(group)) };
    old.upgraded_to = Some(new_id);
    let moved = Group {
        kind: GroupKind::Supergroup,
        title: old.title.clone(),
        username: None,
        is_forum: false,
        members: old.members.clone(),
        bot: old.bot,
        upgraded_to: None,
        deleted: false,
        topics: std::collections::BTreeMap::new(),
        last_message_id: 0,
        history: History::default(),
    };
    world.groups.insert(new_id, moved);
    service_message(world, new_id, "upgraded", sender, &json!({ "migrate_from_chat_id": group }));
    Ok(new_id)
}

/// Opens a topic; its id is that of the service message that says so.
pub(crate) fn open_topic(world: &mut World, group: i64, name: &str) -> Result<i32, Refused> {
    let entry = world.groups.get(&group).ok_or_else(|| Refused::unknown_group(group))?;
    if !entry.is_forum {
        return Err(Refused::new("Only a forum has topics: add a supergroup with is_forum."));
    }
    let by = entry.members.keys().next().copied().map_or(Sender::Bot, Sender::Person);
    let body = json!({ "forum_topic_created": { "name": name, "icon_color": 7_322_096 } });
    let id = service_message(world, group, "topic_opened", by, &body);
    if let Some(entry) = world.groups.get_mut(&group) {
        entry.topics.insert(id, Topic { name: name.into(), closed: false });
    }
    Ok(id)
}

/// Closes a topic.
pub(crate) fn close_topic(world: &mut World, group: i64, topic: i32) -> Result<(), Refused> {
    let entry = world.groups.get_mut(&group).ok_or_else(|| Refused::unknown_group(group))?;
    let topic = entry.topics.get_mut(&topic).ok_or_else(|| Refused::new("The group has no such topic."))?;
    topic.closed = true;
    Ok(())
}

/// Puts a service message into a chat, notes it in the transcript as `kind`, and tells the bot.
pub(crate) fn service_message(
    world: &mut World,
    chat: i64,
    kind: &'static str,
    sender: Sender,
    body: &Value,
) -> i32 {
    let body = body.as_object().cloned().unwrap_or_default();
    let id = world.next_id(chat);
    let message = Message {
        id,
        date: world.now(),
        edit_date: 0,
        sender,
        thread: None,
        reply_to: None,
        text: Box::default(),
        entities: Box::default(),
        media: Some(Box::new(body)),
        keyboard: None,
    };
    let json = world.store(chat, message);
    world.note(Record::new(chat, kind).message(&json));
    let now = world.now_ms;
    if world.groups.get(&chat).is_none_or(|group| group.present().is_ok()) {
        world.updates.push(now, chat, "message", &json);
    }
    id
}

/// What happens to a group; gives the id that it has from then on.
pub(crate) fn group_action(
    world: &mut World,
    id: i64,
    action: &str,
    user: Option<i64>,
) -> Result<i64, Refused> {
    let group = world.groups.get(&id).ok_or_else(|| Refused::unknown_group(id))?;
    let by = user.or_else(|| group.members.keys().next().copied()).unwrap_or(world.bot.id);
    let in_channel = group.kind == GroupKind::Channel;
    match action {
        "add_bot" => move_bot(world, id, by, if in_channel { Place::Admin } else { Place::Member }),
        "remove_bot" => move_bot(world, id, by, Place::Kicked),
        "promote" => move_bot(world, id, by, Place::Admin),
        "demote" => move_bot(world, id, by, Place::Member),
        "restrict" => move_bot(world, id, by, Place::Restricted),
        "join" | "leave" => {
            let user = user.ok_or_else(|| Refused::new(format!("Say who is to {action}: user.")))?;
            move_member(world, id, user, action == "join")?;
        }
        "upgrade" => return upgrade(world, id),
        "delete" => {
            if let Some(group) = world.groups.get_mut(&id) {
                group.deleted = true;
            }
        }
        other => {
            return Err(Refused::new(format!(
                "There is no action {other:?}; there are add_bot, remove_bot, promote, demote, restrict, join, leave, \
                 upgrade and delete."
            )));
        }
    }
    Ok(id)
}
