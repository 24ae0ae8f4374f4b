//! The Bot API's methods, one function each. A new method is a function and a row of [`METHODS`].

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

/// A method that answers at once from the state of the world: the result as JSON, or Telegram's refusal.
pub(crate) type ImmediateMethod = fn(&mut World, &Params) -> Result<String, ApiError>;

/// How a method is run.
#[derive(Clone, Copy)]
pub(crate) enum ApiMethod {
    Immediate(ImmediateMethod),
    /// Waits for updates.
    GetUpdates,
    /// Starts the task that delivers updates.
    SetWebhook,
}

const METHODS: [(&str, ApiMethod); 38] = [
    ("getUpdates", ApiMethod::GetUpdates),
    ("setWebhook", ApiMethod::SetWebhook),
    ("getMe", ApiMethod::Immediate(profile::get_me)),
    ("setMyCommands", ApiMethod::Immediate(profile::set_my_commands)),
    ("getMyCommands", ApiMethod::Immediate(profile::get_my_commands)),
    ("deleteMyCommands", ApiMethod::Immediate(profile::delete_my_commands)),
    ("setMyName", ApiMethod::Immediate(profile::set_my_name)),
    ("getMyName", ApiMethod::Immediate(profile::get_my_name)),
    ("setMyDescription", ApiMethod::Immediate(profile::set_my_description)),
    ("getMyDescription", ApiMethod::Immediate(profile::get_my_description)),
    ("setMyShortDescription", ApiMethod::Immediate(profile::set_my_short_description)),
    ("getMyShortDescription", ApiMethod::Immediate(profile::get_my_short_description)),
    ("sendMessage", ApiMethod::Immediate(send::send_message)),
    ("sendPhoto", ApiMethod::Immediate(files::send_photo)),
    ("sendDocument", ApiMethod::Immediate(files::send_document)),
    ("sendVideo", ApiMethod::Immediate(files::send_video)),
    ("sendAnimation", ApiMethod::Immediate(files::send_animation)),
    ("sendAudio", ApiMethod::Immediate(files::send_audio)),
    ("sendVoice", ApiMethod::Immediate(files::send_voice)),
    ("sendMediaGroup", ApiMethod::Immediate(files::send_media_group)),
    ("getFile", ApiMethod::Immediate(files::get_file)),
    ("sendChatAction", ApiMethod::Immediate(send::send_chat_action)),
    ("answerCallbackQuery", ApiMethod::Immediate(send::answer_callback_query)),
    ("editMessageText", ApiMethod::Immediate(edit::edit_message_text)),
    ("editMessageCaption", ApiMethod::Immediate(edit::edit_message_caption)),
    ("editMessageReplyMarkup", ApiMethod::Immediate(edit::edit_message_reply_markup)),
    ("deleteMessage", ApiMethod::Immediate(edit::delete_message)),
    ("deleteMessages", ApiMethod::Immediate(edit::delete_messages)),
    ("getChat", ApiMethod::Immediate(chats::get_chat)),
    ("getChatMember", ApiMethod::Immediate(chats::get_chat_member)),
    ("getChatMemberCount", ApiMethod::Immediate(chats::get_chat_member_count)),
    ("getChatAdministrators", ApiMethod::Immediate(chats::get_chat_administrators)),
    ("leaveChat", ApiMethod::Immediate(chats::leave_chat)),
    ("deleteWebhook", ApiMethod::Immediate(webhook::delete_webhook)),
    ("getWebhookInfo", ApiMethod::Immediate(webhook::get_webhook_info)),
    ("setChatMenuButton", ApiMethod::Immediate(profile::accept)),
    ("logOut", ApiMethod::Immediate(profile::accept)),
    ("close", ApiMethod::Immediate(profile::accept)),
];

/// The method with this name in any letter case, and its name as the Bot API spells it.
pub(crate) fn find(name: &str) -> Option<(&'static str, ApiMethod)> {
    METHODS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).copied()
}
