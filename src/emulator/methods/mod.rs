//! The Bot API's methods, one function each.

mod chats;
mod edit;
mod files;
pub(crate) mod get_updates;
mod profile;
mod send;
pub(crate) mod shared_params;
pub(crate) mod text;
pub(crate) mod webhook;

use crate::emulator::error::ApiError;
use crate::emulator::params::Params;
use crate::emulator::world::World;

/// A method that never waits: the result as JSON, or Telegram's refusal.
pub(crate) type ImmediateMethod = fn(&mut World, &Params) -> Result<String, ApiError>;

const METHODS: [(&str, ImmediateMethod); 36] = [
    ("getMe", profile::get_me),
    ("setMyCommands", profile::set_my_commands),
    ("getMyCommands", profile::get_my_commands),
    ("deleteMyCommands", profile::delete_my_commands),
    ("setMyName", profile::set_my_name),
    ("getMyName", profile::get_my_name),
    ("setMyDescription", profile::set_my_description),
    ("getMyDescription", profile::get_my_description),
    ("setMyShortDescription", profile::set_my_short_description),
    ("getMyShortDescription", profile::get_my_short_description),
    ("sendMessage", send::send_message),
    ("sendPhoto", files::send_photo),
    ("sendDocument", files::send_document),
    ("sendVideo", files::send_video),
    ("sendAnimation", files::send_animation),
    ("sendAudio", files::send_audio),
    ("sendVoice", files::send_voice),
    ("sendMediaGroup", files::send_media_group),
    ("getFile", files::get_file),
    ("sendChatAction", send::send_chat_action),
    ("answerCallbackQuery", send::answer_callback_query),
    ("editMessageText", edit::edit_message_text),
    ("editMessageCaption", edit::edit_message_caption),
    ("editMessageReplyMarkup", edit::edit_message_reply_markup),
    ("deleteMessage", edit::delete_message),
    ("deleteMessages", edit::delete_messages),
    ("getChat", chats::get_chat),
    ("getChatMember", chats::get_chat_member),
    ("getChatMemberCount", chats::get_chat_member_count),
    ("getChatAdministrators", chats::get_chat_administrators),
    ("leaveChat", chats::leave_chat),
    ("deleteWebhook", webhook::delete_webhook),
    ("getWebhookInfo", webhook::get_webhook_info),
    ("setChatMenuButton", profile::accept),
    ("logOut", profile::accept),
    ("close", profile::accept),
];

/// The method with this name, in any letter case, with its name as documented.
pub(crate) fn find(name: &str) -> Option<(&'static str, ImmediateMethod)> {
    METHODS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).copied()
}
