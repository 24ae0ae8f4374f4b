//! getChat, getChatMember and similar methods, and leaveChat.

use serde_json::{Value, json};

use crate::emulator::chats::{ChatMemberStatus, ChatRef, GroupKind, chat_member};
use crate::emulator::error::ApiError;
use crate::emulator::groups;
use crate::emulator::methods::shared_params::chat_id;
use crate::emulator::params::Params;
use crate::emulator::world::World;

pub(crate) fn get_chat(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let chat = world.readable(chat_id(world, params)?)?;
    if let ChatRef::Private(id) = chat
        && !world.people.get(&id).is_some_and(|person| person.started)
    {
        // A bot sees those who have written to it, and nobody else.
        return Err(ApiError::chat_not_found());
    }
    let mut info = json!(world.chat_view(chat.id()));
    info["accent_color_id"] = 0.into();
    info["max_reaction_count"] = 11.into();
    info["accepted_gift_types"] = json!({
        "unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false,
        "gifts_from_channels": false,
    });
    if world.groups.get(&chat.id()).is_some_and(|group| group.kind != GroupKind::Channel) {
        info["permissions"] = json!({
            "can_send_messages": true, "can_send_audios": true, "can_send_documents": true, "can_send_photos": true,
            "can_send_videos": true, "can_send_video_notes": true, "can_send_voice_notes": true,
            "can_send_polls": true, "can_send_other_messages": true, "can_add_web_page_previews": true,
            "can_change_info": false, "can_invite_users": true, "can_pin_messages": false, "can_manage_topics": false,
        });
    }
    Ok(info.to_string())
}

pub(crate) fn get_chat_member(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let chat = world.readable(chat_id(world, params)?)?.id();
    let id = params.integer("user_id")?.ok_or_else(|| ApiError::bad("invalid user_id specified"))?;
    let user = world.user(id).ok_or_else(|| ApiError::bad("member not found"))?;
    let status = match world.groups.get(&chat) {
        None => ChatMemberStatus::Member,
        Some(group) if id == world.bot.id => group.bot,
        Some(group) => match group.members.get(&id) {
            Some(true) => ChatMemberStatus::Admin,
            Some(false) => ChatMemberStatus::Member,
            None => ChatMemberStatus::Left,
        },
    };
    Ok(chat_member(&user, status).to_string())
}

pub(crate) fn get_chat_member_count(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let chat = world.readable(chat_id(world, params)?)?.id();
    Ok(world.groups.get(&chat).map_or(2, |group| group.members.len() + 1).to_string())
}

pub(crate) fn get_chat_administrators(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let chat = world.readable(chat_id(world, params)?)?.id();
    let group = world
        .groups
        .get(&chat)
        .ok_or_else(|| ApiError::bad("there are no administrators in the private chat"))?;
    let people = group.members.iter().filter(|(_, admin)| **admin).filter_map(|(id, _)| world.user(*id));
    let bot = (group.bot == ChatMemberStatus::Admin).then(|| world.bot.user());
    Ok(people
        .chain(bot)
        .map(|user| chat_member(&user, ChatMemberStatus::Admin))
        .collect::<Value>()
        .to_string())
}

pub(crate) fn leave_chat(world: &mut World, params: &Params) -> Result<String, ApiError> {
    match world.readable(chat_id(world, params)?)? {
        ChatRef::Private(_) => Err(ApiError::bad("chat member status can't be changed in private chats")),
        ChatRef::Group(id) => {
            let bot = world.bot.id;
            groups::set_bot_status(world, id, bot, ChatMemberStatus::Left);
            Ok("true".to_owned())
        }
    }
}
