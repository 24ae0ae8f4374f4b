//! Groups, supergroups and channels: adding them, members, upgrades, topics.

use std::str::FromStr;

use serde_json::json;

use crate::emulator::chat_changes::{post_service_message, queue_my_chat_member};
use crate::emulator::chats::{ChatMemberStatus, EmulatedGroup, ForumTopic, GENERAL, GroupKind};
use crate::emulator::error::ControlError;
use crate::emulator::events::EventRecord;
use crate::emulator::input::NewGroup;
use crate::emulator::messages::MessageSender;
use crate::emulator::world::World;

/// Adds a group and returns its id.
pub(crate) fn add_group(world: &mut World, group: &NewGroup) -> Result<i64, ControlError> {
    let kind = GroupKind::from_str(&group.kind).map_err(|_| {
        ControlError::new(format!("type is group, supergroup or channel, not {:?}.", group.kind))
    })?;
    if group.is_forum && kind != GroupKind::Supergroup {
        return Err(ControlError::new("Only a supergroup can be a forum."));
    }
    if let Some(stranger) = group.members.iter().find(|id| !world.people.contains_key(id)) {
        return Err(ControlError::new(format!("Add person {stranger} before naming them as a member.")));
    }
    let id = world.free_group_id(kind);
    let bot_is_admin = kind == GroupKind::Channel || group.admins.contains(&world.bot.id);
    let members = group.members.iter().map(|id| (*id, group.admins.contains(id))).collect();
    let added = EmulatedGroup {
        username: group.username.as_deref().map(Box::from),
        is_forum: group.is_forum,
        ..EmulatedGroup::new(kind, group.title.as_str().into(), members)
    };
    world.groups.insert(id, added);
    if group.bot != Some(false) {
        let by = group.admins.iter().chain(&group.members).find(|id| world.people.contains_key(id));
        let by = by.copied().unwrap_or(world.bot.id);
        let status = if bot_is_admin { ChatMemberStatus::Admin } else { ChatMemberStatus::Member };
        set_bot_status(world, id, by, status);
    }
    Ok(id)
}

/// Applies an action by its name and returns the group's id, which an upgrade changes.
pub(crate) fn group_action(
    world: &mut World,
    id: i64,
    action: &str,
    user: Option<i64>,
) -> Result<i64, ControlError> {
    let group = world.groups.get(&id).ok_or_else(|| ControlError::unknown_group(id))?;
    let by = user.or_else(|| group.members.keys().next().copied()).unwrap_or(world.bot.id);
    let in_channel = group.kind == GroupKind::Channel;
    match action {
        "add_bot" if in_channel => set_bot_status(world, id, by, ChatMemberStatus::Admin),
        "remove_bot" => set_bot_status(world, id, by, ChatMemberStatus::Kicked),
        "promote" => set_bot_status(world, id, by, ChatMemberStatus::Admin),
        "add_bot" | "demote" => set_bot_status(world, id, by, ChatMemberStatus::Member),
        "restrict" => set_bot_status(world, id, by, ChatMemberStatus::Restricted),
        "join" | "leave" => {
            let user = user.ok_or_else(|| ControlError::new(format!("Say who is to {action}: user.")))?;
            set_membership(world, id, user, action == "join")?;
        }
        "upgrade" => return upgrade(world, id),
        "delete" => {
            if let Some(group) = world.groups.get_mut(&id) {
                group.deleted = true;
            }
        }
        other => {
            return Err(ControlError::new(format!(
                "There is no action {other:?}; there are add_bot, remove_bot, promote, demote, restrict, join, leave, \
                 upgrade and delete."
            )));
        }
    }
    Ok(id)
}

/// Changes the bot's status in a group and reports it to the bot. `by` is the person or bot that did it.
pub(crate) fn set_bot_status(world: &mut World, group: i64, by: i64, status: ChatMemberStatus) {
    let Some(entry) = world.groups.get_mut(&group) else { return };
    let before = std::mem::replace(&mut entry.bot, status);
    let is_channel = entry.kind == GroupKind::Channel;
    if before == status {
        return;
    }
    let inside =
        |status: ChatMemberStatus| !matches!(status, ChatMemberStatus::Left | ChatMemberStatus::Kicked);
    queue_my_chat_member(world, group, by, before, status);
    match (inside(before), inside(status)) {
        (false, true) if is_channel => world.record_event(EventRecord::new(group, "bot_added")),
        (false, true) => {
            let user = json!(world.bot.user());
            post_service_message(
                world,
                group,
                "bot_added",
                MessageSender::Person(by),
                &json!({ "new_chat_members": [user] }),
            );
        }
        (true, false) => world.record_event(EventRecord::new(group, "bot_removed")),
        _ => {}
    }
}

/// Lets a person join or leave a group.
pub(crate) fn set_membership(
    world: &mut World,
    group: i64,
    user: i64,
    joins: bool,
) -> Result<(), ControlError> {
    if !world.people.contains_key(&user) {
        return Err(ControlError::unknown_person(user));
    }
    let entry = world.groups.get_mut(&group).ok_or_else(|| ControlError::unknown_group(group))?;
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
    post_service_message(
        world,
        group,
        if joins { "joined" } else { "left" },
        MessageSender::Person(user),
        &body,
    );
    Ok(())
}

/// Upgrades a group to a supergroup and returns the new id.
pub(crate) fn upgrade(world: &mut World, group: i64) -> Result<i64, ControlError> {
    let entry = world.groups.get(&group).ok_or_else(|| ControlError::unknown_group(group))?;
    if entry.kind != GroupKind::Group || entry.upgraded_to.is_some() {
        return Err(ControlError::new("Only a basic group that has not moved yet can be upgraded."));
    }
    let new_id = world.free_group_id(GroupKind::Supergroup);
    let by = world.groups[&group].members.keys().next().copied();
    let sender = by.map_or(MessageSender::Bot, MessageSender::Person);
    post_service_message(world, group, "upgraded", sender, &json!({ "migrate_to_chat_id": new_id }));
    let Some(old) = world.groups.get_mut(&group) else { return Err(ControlError::unknown_group(group)) };
    old.upgraded_to = Some(new_id);
    let moved = EmulatedGroup {
        bot: old.bot,
        ..EmulatedGroup::new(GroupKind::Supergroup, old.title.clone(), old.members.clone())
    };
    world.groups.insert(new_id, moved);
    post_service_message(world, new_id, "upgraded", sender, &json!({ "migrate_from_chat_id": group }));
    Ok(new_id)
}

/// Opens a topic. Its id is the id of the service message about it.
pub(crate) fn open_topic(world: &mut World, group: i64, name: &str) -> Result<i32, ControlError> {
    let entry = world.groups.get(&group).ok_or_else(|| ControlError::unknown_group(group))?;
    if !entry.is_forum {
        return Err(ControlError::new("Only a forum has topics: add a supergroup with is_forum."));
    }
    let by = entry.members.keys().next().copied().map_or(MessageSender::Bot, MessageSender::Person);
    let body = json!({ "forum_topic_created": { "name": name, "icon_color": 7_322_096 } });
    let id = post_service_message(world, group, "topic_opened", by, &body);
    if let Some(entry) = world.groups.get_mut(&group) {
        entry.topics.insert(id, ForumTopic { name: name.into(), closed: false });
    }
    Ok(id)
}

pub(crate) fn close_topic(world: &mut World, group: i64, topic: i32) -> Result<(), ControlError> {
    let entry = world.groups.get_mut(&group).ok_or_else(|| ControlError::unknown_group(group))?;
    if topic == GENERAL && entry.is_forum {
        entry.topics.insert(GENERAL, ForumTopic { name: "General".into(), closed: true });
        return Ok(());
    }
    let topic =
        entry.topics.get_mut(&topic).ok_or_else(|| ControlError::new("The group has no such topic."))?;
    topic.closed = true;
    Ok(())
}
